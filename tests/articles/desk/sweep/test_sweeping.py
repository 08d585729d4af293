"""The sweep lists what disagrees with the register, rewrites nothing, and forgets nothing."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from articles.desk.acts.publishing import publish, unschedule, withdraw
from articles.desk.article import Article, Status
from articles.desk.erasure.erasing import erase_picture
from articles.desk.sweep import sweeping
from articles.desk.sweep.disagreement import Disagreement
from articles.desk.sweep.due import DueSweep
from articles.desk.sweep.sweeping import work_off
from articles.desk.titles.waiving import take_up_again, waive
from articles.page.edition import Edition
from people.appointing import appoint as appoint_now
from people.appointing import end
from people.appointment import Appointment
from people.exchange.loading import load_register
from people.partial_date import read_iso
from people.reforming import reform
from tests.people.factory import appoint, make_official, make_organisation

from ...factory import approved, edit, make_approved, make_article, make_published, make_publisher
from .conftest import EVENT

pytestmark = pytest.mark.django_db


def listed(**which):
    """The open rows as (article, kind, is_copy)."""
    rows = Disagreement.objects.open().filter(**which).order_by("article", "is_copy", "-kind")
    return [(row.article_id, str(row.kind), row.is_copy) for row in rows]


def both(edition):
    return [(edition.article, "titles", False), (edition.article, "text", False)]


# What is listed


def test_what_agrees_is_not_listed(edition, sweep):
    appoint(make_official("Vũ Văn Kinh"), edition.printed_titles.get().appointment.position, "2012")
    sweep()
    assert listed() == []


def test_an_appointment_that_ended_earlier_lists_what_it_made_wrong(edition, held, sweep):
    before = Edition.objects.values().get(pk=edition.pk), Article.objects.values().get()
    end(held, read_iso("2017-01-01"))
    sweep()
    assert listed() == both(edition)
    row = Disagreement.objects.get(kind="titles")
    assert row.details == {"printed": [["Bí thư Đảng ủy xã Hải Sơn", True]], "register": []}
    assert (row.edition, row.day) == (edition, EVENT)
    [passage] = Disagreement.objects.get(kind="text").details["passages"]
    assert (passage["code"], passage["surface"]) == ("T02", "Bí thư Đảng ủy xã Hải Sơn")
    # Nothing was rewritten.
    assert (Edition.objects.values().get(pk=edition.pk), Article.objects.values().get()) == before


def test_a_further_appointment_lists_what_lacks_it(edition, official, deputy, sweep):
    appoint(official, deputy, "2017")
    sweep()
    assert listed() == [(edition.article, "titles", False)]
    assert Disagreement.objects.get().details == {
        "printed": [["Bí thư Đảng ủy xã Hải Sơn", False]],
        "register": [
            ["Bí thư Đảng ủy", False],
            ["Phó Bí thư Đảng ủy xã Hải Sơn", True],
        ],
    }


def test_a_corrected_appointment_lists_the_other_way_of_acting(edition, held, sweep):
    held.acting = "quyền"
    held.save()
    sweep()
    assert listed() == both(edition)


def test_an_appointment_given_to_somebody_else_lists_both_persons(edition, held, official, sweep):
    other = make_official("Vũ Văn Kinh")
    theirs = make_published(body="<p>Vũ Văn Kinh đến thăm.</p>", event_date=EVENT)
    held.official = other
    held.save()
    sweep()
    assert listed(official=official) == both(edition)
    assert listed(official=other) == [(theirs.article, "titles", False)]


def test_an_appointment_taken_out_lists_the_draft_that_relies_on_it(held, sweep):
    draft = make_article(
        body="<p>Đồng chí Ngô Hoàng Ngân, Bí thư Đảng ủy xã Hải Sơn phát biểu.</p>",
        event_date=EVENT,
    )
    held.delete()
    sweep()
    assert listed() == [(draft.pk, "text", True)]


@pytest.mark.parametrize("status", [each for each in Status if each != Status.PUBLISHED])
def test_working_copies_are_listed_wherever_they_stand(held, status, sweep):
    draft = make_article(
        lead="Đồng chí Ngô Hoàng Ngân, Bí thư Đảng ủy xã Hải Sơn.", event_date=EVENT
    )
    Article.objects.filter(pk=draft.pk).update(status=status)
    end(held, read_iso("2017-01-01"))
    sweep()
    assert listed() == [(draft.pk, "text", True)]


def test_what_lies_in_the_bin_is_not_listed(held, sweep):
    make_article(
        lead="Đồng chí Ngô Hoàng Ngân, Bí thư Đảng ủy xã Hải Sơn.",
        event_date=EVENT,
        binned_at=timezone.now(),
    )
    end(held, read_iso("2017-01-01"))
    sweep()
    assert listed() == []


def test_a_scheduled_edition_counts_and_not_the_one_it_follows(edition, held, sweep):
    article = edit(
        Article.objects.get(pk=edition.article),
        body="<p>Đồng chí Ngô Hoàng Ngân, Bí thư Đảng ủy xã Hải Sơn họp.</p>",
    )
    pending = publish(approved(article), None, at=timezone.now() + timedelta(days=1))
    end(held, read_iso("2017-01-01"))
    sweep()
    assert listed() == both(edition)
    assert {row.edition for row in Disagreement.objects.all()} == {pending}


def test_what_readers_can_no_longer_see_is_not_listed(edition, held, sweep):
    withdraw(Article.objects.get(pk=edition.article), None, "Sai")
    Article.objects.update(status=Status.PUBLISHED)
    end(held, read_iso("2017-01-01"))
    sweep()
    assert listed() == []


def test_only_wrong_titles_of_this_official_are_told(edition, official, deputy, sweep):
    """What else is wrong in the same text was so before, and is told beside the form."""
    theirs = appoint(make_official("Vũ Văn Kinh"), deputy, "2016")
    make_published(
        body="<p>Đồng chí Ngô Hoàng Ngân, Bí thư Đảng ủy xã Hải Sơn và đồng chí Vũ Văn Kinh, "
        "Phó Bí thư Đảng ủy xã Hải Sơn phát biểu.</p>",
        event_date=EVENT,
    )
    sweep()
    Appointment.objects.filter(pk=theirs.pk).update(ended_on="2017-01-01", ended_precision="day")
    appoint(official, deputy, "2019")
    sweep()
    assert listed() == []


def test_what_an_editor_waived_and_what_is_reprinted_stays_out(held, sweep):
    body = "<p>Đồng chí Ngô Hoàng Ngân, Bí thư Đảng ủy xã Hải Sơn phát biểu.</p>"
    draft = make_article(body=body, event_date=EVENT)
    make_article(body=body, event_date=EVENT, kind="reprint", source_name="Báo Quảng Ninh")
    end(held, read_iso("2017-01-01"))
    sweep()
    assert listed() == [(draft.pk, "text", True)]
    key = ("T02", "bí thư đảng ủy xã hải sơn", held.official_id)
    editor = make_publisher()
    waive(draft, editor, [key], "Trích văn bản")
    sweep()
    assert listed() == []
    take_up_again(draft, editor, [key])
    sweep()
    assert listed() == [(draft.pk, "text", True)]


def test_a_reform_and_a_file_are_swept_too(edition, committee, held, sweep):
    heir = make_organisation("Đảng ủy xã mới", level="commune")
    plan = {"key": committee.key, "successors": [heir.key]}
    reform({"day": "2018-01-01", "basis": "1/NQ", "organisations": [plan]})
    sweep()
    assert listed() == both(edition)
    assert {row.cause for row in Disagreement.objects.all()} == {"1/NQ"}


def test_a_loaded_register_is_swept(edition, held, sweep):
    row = {"official": held.official.key, "position": held.position.key, "from": "2016"}
    report = load_register({"appointments": [{**row, "to": "2017-01-01"}]})
    assert report.problems == []
    sweep()
    assert listed() == both(edition)


def test_appointing_through_one_action_lists_both(edition, held, secretary, sweep):
    appoint_now(make_official("Vũ Văn Kinh"), secretary, read_iso("2017-01-01"), ends=[held])
    sweep()
    assert listed() == both(edition)


def test_what_no_title_rests_on_makes_nothing_due(edition, held, secretary, sweep):
    held.decision, held.source = "12-QĐ/TU", "https://example.vn"
    held.save()
    secretary.rank = 301
    secretary.save()
    held.position.organisation.telephone = "0203"
    held.position.organisation.save()
    assert not DueSweep.objects.exists()


# The days of a change, and days not known exactly


@pytest.mark.parametrize("until", ["2018-08-07", "2018-08", "2018"])
def test_on_the_day_of_the_change_both_are_right(edition, held, official, deputy, until, sweep):
    end(held, read_iso(until))
    appoint(official, deputy, until)
    sweep()
    assert listed() == []


def test_what_may_be_left_out_is_not_missing(edition, official, deputy, sweep):
    deputy.print_rule = "optional"
    deputy.save()
    appoint(official, deputy, "2016")
    sweep()
    assert listed() == []


def test_without_an_event_the_day_it_appeared_counts(held, sweep):
    edition = make_published(
        at=timezone.make_aware(timezone.datetime(2018, 8, 7, 1)), body="<p>Ngô Hoàng Ngân.</p>"
    )
    end(held, read_iso("2018-08-01"))
    sweep()
    assert listed() == [(edition.article, "titles", False)]
    assert Disagreement.objects.get().day == EVENT


# Once, and until it agrees


def test_sweeping_again_lists_nothing_twice(edition, held, official, sweep):
    end(held, read_iso("2017-01-01"))
    sweep()
    sweeping.sweep_later([official.pk])
    sweep()
    assert listed() == both(edition)
    assert Disagreement.objects.count() == 2


def test_it_closes_when_the_register_agrees_again(edition, held, sweep):
    end(held, read_iso("2017-01-01"))
    sweep()
    held.refresh_from_db()
    held.ended_on = None
    held.save()
    sweep()
    assert listed() == []
    assert {row.how for row in Disagreement.objects.all()} == {"agrees"}


def test_it_closes_when_a_new_edition_agrees(edition, held, sweep):
    end(held, read_iso("2017-01-01"))
    sweep()
    article = edit(Article.objects.get(pk=edition.article), body="<p>Ngô Hoàng Ngân phát biểu.</p>")
    sweep()
    assert listed() == both(edition), "a mended draft changes nothing for readers"
    publish(approved(article), None)
    sweep()
    assert listed() == []


def test_it_opens_again_when_the_better_edition_is_taken_back(edition, held, sweep):
    end(held, read_iso("2017-01-01"))
    sweep()
    article = edit(Article.objects.get(pk=edition.article), body="<p>Ngô Hoàng Ngân phát biểu.</p>")
    publish(approved(article), None, at=timezone.now() + timedelta(days=1))
    sweep()
    assert listed() == []
    unschedule(article, None)
    sweep()
    assert listed() == both(edition)


def test_a_mended_draft_closes(held, sweep):
    draft = make_article(
        lead="Đồng chí Ngô Hoàng Ngân, Bí thư Đảng ủy xã Hải Sơn.", event_date=EVENT
    )
    end(held, read_iso("2017-01-01"))
    sweep()
    assert listed()
    edit(draft, lead="Đồng chí Ngô Hoàng Ngân, nguyên Bí thư Đảng ủy xã Hải Sơn.")
    sweep()
    assert listed() == []


def left(edition):
    for row in Disagreement.objects.open().filter(article=edition.article):
        row.settled_at, row.how, row.reason = timezone.now(), "left", "Đúng theo văn bản khi đó"
        row.save()


def test_what_was_left_stays_so(edition, held, official, sweep):
    end(held, read_iso("2017-01-01"))
    sweep()
    left(edition)
    sweeping.sweep_later([official.pk])
    sweep()
    assert listed() == []
    assert Disagreement.objects.count() == 2


def test_what_was_left_opens_when_it_disagrees_in_another_way(
    edition, held, official, deputy, sweep
):
    end(held, read_iso("2017-01-01"))
    sweep()
    left(edition)
    appoint(official, deputy, "2017-01-01")
    sweep()
    assert listed() == both(edition)


# Nothing is lost


def test_what_is_due_is_undone_with_the_change(edition, held, sweep):
    with transaction.atomic():
        end(held, read_iso("2017-01-01"))
        assert DueSweep.objects.exists()
        transaction.set_rollback(True)
    assert not DueSweep.objects.exists()


def test_a_page_that_fails_stays_due(edition, held, monkeypatch, sweep):
    end(held, read_iso("2017-01-01"))
    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "write_down", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            work_off()
    assert DueSweep.objects.count() == 1
    sweep()
    assert listed() == both(edition)


def test_the_worker_is_called_once_it_is_committed(
    edition, held, django_capture_on_commit_callbacks, sweep
):
    with django_capture_on_commit_callbacks(execute=True):
        end(held, read_iso("2017-01-01"))
    assert listed() == both(edition)
    assert not DueSweep.objects.exists()


def test_pages_and_questions_do_not_grow_with_the_archive(
    held, django_assert_max_num_queries, monkeypatch, sweep
):
    for _number in range(12):
        make_published(body="<p>Ngô Hoàng Ngân phát biểu.</p>", event_date=EVENT)
    make_approved(body="<p>Bài khác.</p>")
    sweep()
    end(held, read_iso("2017-01-01"))
    with django_assert_max_num_queries(20):
        work_off([DueSweep.Step.PRINTED])
    assert len(listed()) == 12
    monkeypatch.setattr(sweeping, "TEXTS", 5)
    assert sweep() == 4  # working copies, then three pages of texts


def test_an_erased_picture_takes_the_words_quoted_from_its_caption_along(held, make_image, sweep):
    image = make_image()
    caption = "Đồng chí Ngô Hoàng Ngân, Bí thư Đảng ủy xã Hải Sơn phát biểu."
    draft = make_article(event_date=EVENT, lead_image=image, lead_image_caption=caption)
    end(held, read_iso("2017-01-01"))
    sweep()
    assert listed() == [(draft.pk, "text", True)]
    erase_picture(image, basis="Luật", document="1/QĐ", by="mot", second_person="hai")
    assert not Disagreement.objects.exists()
    sweep()
    assert not Disagreement.objects.exists()


# The command


def test_the_command_sweeps_the_whole_archive(edition, held, capsys, sweep):
    end(held, read_iso("2017-01-01"))
    DueSweep.objects.all().delete()
    call_command("sweep")
    assert listed() == both(edition)
    assert "2" in capsys.readouterr().out


def test_the_command_sweeps_one_official(edition, held, official, capsys, sweep):
    end(held, read_iso("2017-01-01"))
    DueSweep.objects.all().delete()
    call_command("sweep", official=[make_official("Vũ Văn Kinh").pk])
    assert listed() == []
    call_command("sweep", official=[official.pk])
    assert listed() == both(edition)


def test_the_command_refuses_whom_nobody_knows(official, sweep):
    with pytest.raises(CommandError, match="999999"):
        call_command("sweep", official=[official.pk, 999_999])
    assert not DueSweep.objects.exists()
