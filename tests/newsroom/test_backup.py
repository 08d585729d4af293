"""A newsroom goes into an archive and comes back the same, or nothing happens at all."""

import json
import shutil
import stat
import zipfile
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from accounts import roles
from articles.desk.article import Article
from articles.desk.erasure import erasing
from articles.page import guards
from articles.page.category import Category
from articles.page.edition import Edition
from images.storage import originals
from newsroom import backup
from tests.articles.factory import make_article, make_published
from tests.images.making import kept


@pytest.fixture(autouse=True)
def folders(tmp_path, settings, monkeypatch):
    """Folders of the test's own for files, in the state of a fresh machine: not there."""
    settings.MEDIA_ROOT = tmp_path / "data/pictures"
    settings.ORIGINALS_ROOT = tmp_path / "data/originals"
    settings.ERASURE_LEDGER = tmp_path / "data/erasures.jsonl"
    (tmp_path / "data").mkdir()
    for name in ["base_location", "location"]:
        monkeypatch.setitem(originals().__dict__, name, str(settings.ORIGINALS_ROOT))
    return tmp_path / "data"


@pytest.fixture
def newsroom(db):
    """A small newsroom with a bit of everything."""
    author = get_user_model().objects.create_user("phongvien", password="x", full_name="Đỗ Thị Ả")
    roles.give(author, "reporter")
    picture = kept(1, title="Bến cá Trà Cổ", alt_text="Thuyền về bến")
    make_published(headline="Khai giảng “năm học mới”", lead_image=picture, author=author)
    make_article(headline="Bản thảo\u2028hai dòng \\ và 'nháy'", category=Category.objects.get())
    return author


@pytest.fixture
def archive(newsroom, tmp_path):
    path = tmp_path / "news.zip"
    backup.make(path)
    return path


def contents():
    """Everything a newsroom holds, so that two can be compared."""
    rows = {label: list(backup.lines_of(model)) for label, model in backup.kept_models().items()}
    files = {
        f"{folder}/{name}": b"".join(chunks)
        for folder, root in backup.folders().items()
        for name, chunks in backup.files_in(root)
    }
    return rows, files


def empty():
    """Leave no row and no file, as on a new machine that was just migrated."""
    laid = {"auth", "contenttypes"}
    models = [each for each in backup.kept_models().values() if each._meta.app_label not in laid]
    connection.check_constraints()
    with guards.lifted(), connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), [m._meta.db_table for m in models]):
            cursor.execute(statement)
    for root in backup.folders().values():
        shutil.rmtree(root, ignore_errors=True)


def rewritten(archive, change, name="changed.zip"):
    """A copy of an archive after ``change(members)``, where members are {name: bytes}."""
    with zipfile.ZipFile(archive) as old:
        members = {each: old.read(each) for each in old.namelist()}
    change(members)
    path = archive.with_name(name)
    with zipfile.ZipFile(path, "w") as new:
        for each, content in members.items():
            new.writestr(each, content)
    return path


def in_manifest(change):
    """A change to the manifest alone, for `rewritten`."""

    def rewrite(members):
        manifest = json.loads(members[backup.MANIFEST])
        change(manifest)
        members[backup.MANIFEST] = json.dumps(manifest).encode()

    return rewrite


# Round trip


def test_everything_comes_back(archive):
    before = contents()
    assert len(before[1]) >= 2  # the picture and its original
    empty()
    assert backup.is_empty()
    backup.restore(archive)
    assert contents() == before
    assert get_user_model().objects.get().check_password("x")
    assert guards.missing() == []
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.ROLES)


def test_replaces_a_newsroom_only_when_told(archive):
    before = contents()
    make_article(headline="Sau khi sao lưu", category=Category.objects.get())
    kept(2)
    with pytest.raises(backup.BackupError, match="--replace"):
        backup.restore(archive)
    assert Article.objects.filter(headline="Sau khi sao lưu").exists()
    backup.restore(archive, replace=True)
    assert contents() == before


def test_new_rows_get_numbers_of_their_own_afterwards(archive):
    last = Article.objects.latest("pk").pk
    empty()
    backup.restore(archive)
    with transaction.atomic():
        assert make_article(category=Category.objects.get()).pk > last


def test_nobody_is_signed_in_after_a_restore(archive, client):
    client.force_login(get_user_model().objects.get())
    backup.restore(archive, replace=True)
    assert client.get("/quan-tri/").status_code == 302


def test_words_are_found_after_a_restore(archive):
    empty()
    backup.restore(archive)
    from articles.page.search_index import Wanted, places

    found = places(Wanted([[["khai", "giang"]]]), 10)
    assert found == [Edition.objects.get().words.place]


def test_archive_is_for_its_owner_alone(archive):
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    backup.restore(archive, replace=True)
    modes = {stat.S_IMODE(each.stat().st_mode) for each in originals_on_disk()}
    assert modes == {0o600}


def originals_on_disk():
    return [each for each in backup.folders()["originals"].rglob("*") if each.is_file()]


def test_no_file_is_written_over(archive):
    with pytest.raises(backup.BackupError, match="tên khác"):
        backup.make(archive)


def test_a_failed_backup_leaves_no_file(newsroom, tmp_path, monkeypatch):
    def stop(*args):
        raise OSError("disk full")

    monkeypatch.setattr(backup, "files_in", stop)
    with pytest.raises(backup.BackupError, match="disk full"):
        backup.make(tmp_path / "news.zip")
    assert not list(tmp_path.glob("*.zip*")) + list(tmp_path.glob(".*"))


def test_commands_say_what_they_did(newsroom, tmp_path, capsys):
    path = str(tmp_path / "a.zip")
    call_command("backup", path)
    call_command("restore", path, "--check")
    call_command("restore", path, "--replace")
    assert len(capsys.readouterr().out.splitlines()) == 4
    with pytest.raises(CommandError):
        call_command("restore", path)
    with pytest.raises(CommandError):
        call_command("restore", str(tmp_path / "nowhere.zip"))


# Orders to erase


def test_an_order_younger_than_the_archive_is_carried_out_again(
    archive, django_capture_on_commit_callbacks
):
    number = Edition.objects.get().article
    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase_article(
            number, basis="Luật", document="12/QĐ", by="phongvien", second_person="truongban"
        )
    backup.restore(archive, replace=True)
    assert Edition.objects.get().headline == ""
    assert "Khai giảng" not in str(contents()[0])


def test_a_new_machine_learns_the_orders_from_the_archive(
    newsroom, tmp_path, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase_article(
            Edition.objects.get().article,
            basis="Luật",
            document="12/QĐ",
            by="phongvien",
            second_person="truongban",
        )
    path = tmp_path / "news.zip"
    backup.make(path)
    ledger = settings.ERASURE_LEDGER.read_text()
    settings.ERASURE_LEDGER.unlink()
    backup.restore(path, replace=True)
    assert settings.ERASURE_LEDGER.read_text() == ledger
    backup.restore(path, replace=True)
    assert settings.ERASURE_LEDGER.read_text() == ledger  # not twice


# Damage: refused, and nothing is touched


def cut(archive):
    path = archive.with_name("cut.zip")
    path.write_bytes(archive.read_bytes()[:-200])
    return path


def half(archive):
    path = archive.with_name("half.zip")
    path.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    return path


def flipped(archive):
    """One bit of a picture turned over."""
    with zipfile.ZipFile(archive) as file:
        member = next(each for each in file.infolist() if each.filename.startswith("originals/"))
    content = bytearray(archive.read_bytes())
    content[member.header_offset + 200] ^= 1
    path = archive.with_name("flipped.zip")
    path.write_bytes(content)
    return path


def other_hash(archive):
    def change(members):
        name = next(each for each in members if each.startswith("pictures/"))
        members[name] = bytes(reversed(members[name]))

    return rewritten(archive, change)


def row_left_out(archive):
    def change(members):
        name = backup.member_of("articles.article")
        members[name] = b"\n".join(members[name].split(b"\n")[:-2]) + b"\n"

    return rewritten(archive, change)


def member_left_out(archive):
    return rewritten(archive, lambda members: members.pop(backup.member_of("accounts.user")))


def member_left_out_of_both(archive):
    def change(members):
        members.pop(backup.member_of("accounts.user"))
        in_manifest(lambda manifest: manifest["members"].pop("database/accounts.user.jsonl"))(
            members
        )

    return rewritten(archive, change)


def member_nobody_promised(archive):
    return rewritten(archive, lambda members: members.update({"pictures/x.html": b"<script>"}))


def no_manifest(archive):
    return rewritten(archive, lambda members: members.pop(backup.MANIFEST))


def odd_manifest(archive):
    return rewritten(archive, lambda members: members.update({backup.MANIFEST: b"[]"}))


def odd_members(archive):
    return rewritten(archive, in_manifest(lambda manifest: manifest.update(members=[])))


def no_archive(archive):
    path = archive.with_name("text.zip")
    path.write_text("Đây không phải là bản sao lưu.")
    return path


def empty_file(archive):
    path = archive.with_name("empty.zip")
    path.touch()
    return path


def folder(archive):
    return archive.parent


@pytest.mark.parametrize(
    "damage",
    [
        cut,
        half,
        flipped,
        other_hash,
        row_left_out,
        member_left_out,
        member_left_out_of_both,
        member_nobody_promised,
        no_manifest,
        odd_manifest,
        odd_members,
        no_archive,
        empty_file,
        folder,
    ],
)
def test_a_damaged_archive_is_refused_and_nothing_changes(archive, damage, tmp_path):
    make_article(headline="Đang viết dở", category=Category.objects.get())
    before = contents()
    with pytest.raises(backup.BackupError):
        backup.restore(damage(archive), replace=True)
    assert contents() == before
    assert guards.missing() == []


@pytest.mark.parametrize(
    "name",
    [
        "pictures/../../evil.py",
        "pictures//etc/evil",
        "/etc/evil",
        "../evil",
        "originals/./evil",
        "originals/.hidden",
        "pictures/a\\..\\evil",
        "pictures/",
        "elsewhere/evil",
        "database/../evil.jsonl",
        "database/articles.unknown.jsonl",
    ],
)
def test_a_member_that_leads_elsewhere_is_refused(archive, name, folders):
    def change(members):
        members[name] = b"evil"
        promised = {"size": 4, "sha256": backup.hashlib.sha256(b"evil").hexdigest()}
        in_manifest(lambda manifest: manifest["members"].update({name: promised}))(members)

    changed = rewritten(archive, change)
    before = set(folders.parent.rglob("*"))
    with pytest.raises(backup.BackupError):
        backup.restore(changed, replace=True)
    assert set(folders.parent.rglob("*")) == before


def test_two_members_of_one_name_are_refused(archive):
    with zipfile.ZipFile(archive, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr(backup.member_of("accounts.user"), b"[]\n")
    with pytest.raises(backup.BackupError):
        backup.check(archive)


def test_an_archive_of_another_version_is_refused(archive):
    newer = in_manifest(lambda each: each["migrations"].append(["articles", "0999_next_year"]))
    with pytest.raises(backup.BackupError, match="0999_next_year"):
        backup.check(rewritten(archive, newer))
    older = in_manifest(lambda each: each["migrations"].remove(["articles", "0001_initial"]))
    with pytest.raises(backup.BackupError, match="0001_initial"):
        backup.check(rewritten(archive, older))
    other = in_manifest(lambda each: each.update(format=2))
    with pytest.raises(backup.BackupError, match="2"):
        backup.check(rewritten(archive, other))


def test_a_full_disk_is_noticed_before(archive, monkeypatch):
    before = contents()
    usage = shutil_usage(free=1000)
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda path: usage)
    with pytest.raises(backup.BackupError, match="MB"):
        backup.restore(archive, replace=True)
    assert contents() == before


def shutil_usage(free):
    return type("Usage", (), {"free": free})


def test_rows_the_database_refuses_leave_everything_as_it_was(archive):
    """Whole and well hashed, but an article points at a category that is not there."""

    def change(members):
        name = backup.member_of("articles.category")
        members[name] = members[name].split(b"\n")[0] + b"\n"
        promised = {
            "size": len(members[name]),
            "sha256": backup.hashlib.sha256(members[name]).hexdigest(),
        }

        def adapt(manifest):
            manifest["members"][name] = promised
            manifest["rows"]["articles.category"] = 0

        in_manifest(adapt)(members)

    make_article(headline="Đang viết dở", category=Category.objects.get())
    kept(3)
    before = contents()
    with pytest.raises(backup.BackupError):
        backup.restore(rewritten(archive, change), replace=True)
    assert contents() == before
    assert guards.missing() == []


@pytest.mark.parametrize("step", ["swap", "replay"])
def test_a_failure_half_way_leaves_everything_as_it_was(archive, monkeypatch, step, folders):
    def stop(*args):
        raise OSError("the disk went away")

    make_article(headline="Đang viết dở", category=Category.objects.get())
    kept(3)
    before = contents()
    if step == "swap":
        swap, done = backup.Swap.swap, []

        def second_fails(self):
            if done:
                stop()
            done.append(self)
            swap(self)

        monkeypatch.setattr(backup.Swap, "swap", second_fails)
    else:
        monkeypatch.setattr(backup.erasing, "replay", stop)
    with pytest.raises(backup.BackupError, match="went away"):
        backup.restore(archive, replace=True)
    assert contents() == before
    assert guards.missing() == []
    assert not list(folders.rglob(".*"))


def test_an_interrupted_restore_is_not_trampled_on(archive):
    left = Path(backup.folders()["pictures"]) / ".before-restore"
    left.mkdir(parents=True)
    (left / "precious.jpg").write_text("x")
    with pytest.raises(backup.BackupError, match="before-restore"):
        backup.restore(archive, replace=True)
    assert (left / "precious.jpg").exists()


# With real commits


@pytest.mark.django_db(transaction=True)
def test_round_trip_with_real_commits(newsroom, tmp_path):
    before = contents()
    backup.make(tmp_path / "news.zip")
    make_article(headline="Sau khi sao lưu", category=Category.objects.get())
    backup.restore(tmp_path / "news.zip", replace=True)
    assert contents() == before
    assert guards.missing() == []


@pytest.mark.django_db(transaction=True)
def test_a_failure_after_the_commit_does_not_bring_the_old_files_back(
    newsroom, tmp_path, monkeypatch
):
    before = contents()
    backup.make(tmp_path / "news.zip")
    kept(3)

    def fail_later():
        transaction.on_commit(lambda: Path("/nowhere/at/all").read_bytes())

    monkeypatch.setattr(backup.erasing, "replay", fail_later)
    with pytest.raises(backup.BackupError, match="việc sau đó"):
        backup.restore(tmp_path / "news.zip", replace=True)
    assert contents() == before


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_of_one_moment(newsroom, tmp_path, monkeypatch):
    """What is written while the backup runs is in none of its tables."""
    lines_of = backup.lines_of
    written = []

    def write_meanwhile(model):
        if not written:
            written.append(write_elsewhere())
        return lines_of(model)

    monkeypatch.setattr(backup, "lines_of", write_meanwhile)
    before = Article.objects.count()
    manifest = backup.make(tmp_path / "news.zip")
    assert manifest["rows"]["articles.article"] == before
    assert Article.objects.count() == before + 1


def write_elsewhere():
    """Write an article over a connection of its own, as another process would."""
    import threading

    def write():
        make_article(headline="Viết trong khi sao lưu", category=Category.objects.get())
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    return True
