import pytest
from django.db import OperationalError, connection

from newsroom import health


@pytest.fixture(autouse=True)
def _ask_again(monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)


def test_healthz_answers_without_the_database(client):
    answer = client.get("/healthz")  # pytest-django refuses any query here
    assert (answer.status_code, answer.text) == (200, "ok\n")


@pytest.mark.django_db
def test_readyz_says_that_all_is_there(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "pictures": "ok"}
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.django_db
def test_readyz_looks_for_migrations_until_it_has_found_them(client, django_assert_num_queries):
    client.get("/readyz")
    with django_assert_num_queries(1):
        client.get("/readyz")


@pytest.mark.django_db
def test_readyz_misses_a_migration(client, monkeypatch):
    plan = "django.db.migrations.executor.MigrationExecutor.migration_plan"
    monkeypatch.setattr(plan, lambda *args, **kwargs: ["one to run"])
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "not migrated"


def test_readyz_misses_the_database_and_does_not_say_why(client, monkeypatch):
    def refuse(*args):
        raise OperationalError("could not connect to 10.0.0.5")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": "unreachable", "pictures": "ok"}


@pytest.mark.django_db
def test_readyz_misses_the_pictures(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "a file"
    settings.MEDIA_ROOT.write_text("")
    assert client.get("/readyz").json()["pictures"] == "unreadable"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_nothing_is_written_there(client, path):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_watchman_without_tls_is_not_sent_away(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/tim-kiem/").status_code == 301
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(health, "database", lambda: "ok")
        assert client.get(path).status_code == 200
