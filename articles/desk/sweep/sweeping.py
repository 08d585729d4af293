"""
Sweeping: what the register's changes leave to be looked at becomes the list of disagreements.

Everything is worked off in pages, each one transaction: its rows of `due` go in the same
transaction in which its findings are written, so a process that dies loses nothing, and sweeping
again changes nothing. What editions print beside names is compared at once, by one index; texts
are read afterwards, by the worker or when somebody opens the list.
"""

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django_tasks import task

from articles.desk.article import Article, ArticleImage, Status
from articles.desk.printing import print_article
from articles.desk.sweep.comparing import gist, passages_against, titles_against
from articles.desk.sweep.disagreement import Disagreement
from articles.desk.sweep.due import DueSweep
from articles.desk.titles.waiver import Waiver
from articles.page import clock
from articles.page.edition import Edition, PrintedTitle
from articles.page.sanitising import text_of
from people.kept_register import current_register
from people.models import Official
from people.register import Register

# How much one transaction takes on.
OFFICIALS = 200
TEXTS = 100
BATCH = 500


# What becomes due


def officials_changed(sender, officials, cause, **kwargs):
    """Note, in the register's own transaction, that officials have other titles from now on."""
    sweep_later(officials, cause)


def edition_saved(sender, instance, raw=False, **kwargs):
    """Note that another edition may count for an article that disagreed before."""
    if not raw:
        look_again(instance.article)


def version_saved(sender, instance, created, raw=False, **kwargs):
    """Note that the text of an article that disagreed before has changed."""
    if created and not raw:
        look_again(instance.article_id)


def waiver_changed(sender, instance, **kwargs):
    """Note that an editor waived a finding in an article that disagreed before, or no longer."""
    look_again(instance.article_id)


def sweep_later(officials, cause=""):
    """Have all articles of some officials (numbers) swept once the transaction has committed."""
    rows = [DueSweep(official_id=number, cause=cause) for number in sorted(officials)]
    DueSweep.objects.bulk_create(rows, batch_size=BATCH)
    wake_worker()


def look_again(article):
    """Have one article looked at again for the officials of whom it ever disagreed; one query."""
    of_article = Disagreement.objects.filter(article=article).order_by()
    officials = set(of_article.values_list("official", flat=True))
    if officials:
        step = DueSweep.Step.ARTICLE
        DueSweep.objects.bulk_create(
            [DueSweep(step=step, official_id=each, article=article) for each in sorted(officials)]
        )
        wake_worker()


def forget_passages(article):
    """
    Forget what was quoted from the texts of an article, by order, and have it looked at again.

    Rows that quote nothing stay as they are.
    """
    quoting = Disagreement.objects.filter(article=article, kind=Disagreement.Kind.TEXT)
    if quoting.exists():
        look_again(article)
        quoting.delete()


def wake_worker():
    """Ask the worker once the transaction has committed; whoever opens the list does it too."""
    # Robust: what is due stands in the database already, and the next one finds it.
    transaction.on_commit(sweep_all_due.enqueue, robust=True)


@task()
def sweep_all_due():
    """Work off all that is due (the worker's task)."""
    while work_off():
        pass


# Working it off


def work_off(steps=DueSweep.Step.values):
    """Work off one page of what is due, of these steps; return how many rows it took, 0 for none.

    What another process has in hand is left to it.
    """
    with transaction.atomic():
        for step in steps:
            most = TEXTS if step == DueSweep.Step.ARTICLE else OFFICIALS
            waiting = DueSweep.objects.filter(step=step).order_by("pk")
            due = list(waiting.select_for_update(skip_locked=True, no_key=True)[:most])
            if due:
                WORK[step](due)
                DueSweep.objects.filter(pk__in=[each.pk for each in due]).delete()
                return len(due)
    return 0


def sweep_printed(due):
    """Compare what all editions print of some officials, and have their texts read next."""
    causes = {each.official_id: each.cause for each in due}
    register = Register.load(officials=causes)
    printed = read_printed(PrintedTitle.objects.filter(official__in=causes))
    found = {}
    for (official, article), edition in printed.items():
        details = titles_against(edition["titles"], official, register, edition["day"])
        found[official, article, False, Disagreement.Kind.TITLES] = (edition, details)
    write_down(found, causes)
    seen = Disagreement.objects.filter(official__in=causes).order_by()
    pairs = {*printed, *seen.values_list("official", "article")}
    articles_due(pairs, causes)
    copies = DueSweep.Step.COPIES
    DueSweep.objects.bulk_create(
        [DueSweep(step=copies, official_id=each, cause=cause) for each, cause in causes.items()]
    )


def sweep_copies(due):
    """Find the unfinished working copies that name some officials, and have them read next."""
    causes = {each.official_id: each.cause for each in due}
    register = Register.load(officials=causes)
    pairs = {
        (official, article)
        for article, text in texts_of_copies()
        for mention in register.find(text)
        for official in mention.official_ids
    }
    articles_due(pairs, causes)


def sweep_articles(due):
    """Look at some articles for some officials: what is printed, and what the texts say."""
    causes = {(each.official_id, each.article): each.cause for each in due}
    officials = {official for official, _article in causes}
    articles = {article for _official, article in causes}
    found = {}
    register = Register.load(officials=officials)
    named = PrintedTitle.objects.filter(official__in=officials, article__in=articles)
    for pair, edition in read_printed(named).items():
        if pair in causes:
            details = titles_against(edition["titles"], pair[0], register, edition["day"])
            found[*pair, False, Disagreement.Kind.TITLES] = (edition, details)
    known, waived = current_register(), waived_in(articles)
    for text in [*texts_of_editions(articles), *texts_of_unfinished(articles)]:
        number = text["article"]
        wanted = {official for official, article in causes if article == number}
        settled = waived.get(number, ())
        wrong = passages_against(text["printed"], wanted, known, text["day"], settled)
        for official, details in wrong.items():
            key = (official, number, text["is_copy"], Disagreement.Kind.TEXT)
            found[key] = (text, details)
    looked_at = {
        (*pair, is_copy, kind)
        for pair in causes
        for is_copy in (False, True)
        for kind in Disagreement.Kind.values
    }
    write_down(dict.fromkeys(looked_at, (None, None)) | found, causes)


WORK = {
    DueSweep.Step.PRINTED: sweep_printed,
    DueSweep.Step.COPIES: sweep_copies,
    DueSweep.Step.ARTICLE: sweep_articles,
}


def articles_due(pairs, causes):
    """Have articles looked at, given as pairs (official, article), those not waiting already."""
    step = DueSweep.Step.ARTICLE
    waiting = DueSweep.objects.filter(step=step, official__in=causes)
    # One that is being worked off may have read the register as it was: it does not count.
    waiting = waiting.select_for_update(skip_locked=True, no_key=True)
    fresh = pairs - set(waiting.values_list("official", "article"))
    DueSweep.objects.bulk_create(
        [
            DueSweep(step=step, official_id=official, article=article, cause=causes[official])
            for official, article in sorted(fresh)
        ],
        batch_size=BATCH,
    )


# What there is to compare


def newest_editions(at=None):
    """Editions that count: of each article the newest one that is public or will be."""
    at = at or clock.now()
    counting = Edition.objects.kept().filter(live_until__gt=at)
    newer = counting.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    return counting.filter(~Exists(newer), erasure=None)


def read_printed(rows):
    """
    Return what the newest editions print, of some `PrintedTitle` rows; one query.

    {(official, article): {"edition": number, "day": date, "titles": [(title, appointment)]}}
    """
    at = clock.now()
    newer = Edition.objects.kept().filter(
        live_until__gt=at, article=OuterRef("article"), number__gt=OuterRef("edition__number")
    )
    counting = rows.filter(
        ~Exists(newer),
        erasure=None,
        edition__live_until__gt=at,
    ).filter(edition__live_until__gt=F("edition__live_from"))
    columns = ("official", "article", "title", "appointment", "edition")
    dates = ("edition__event_date", "edition__live_from")
    printed = {}
    for row in counting.order_by("edition", "order").values_list(*columns, *dates):
        official, article, title, appointment, edition, event, begins = row
        day = event or timezone.localdate(begins)
        known = printed.setdefault(
            (official, article), {"edition": edition, "day": day, "titles": []}
        )
        known["titles"].append((title, appointment))
    return printed


def texts_of_editions(articles):
    """Yield the texts of the newest editions of some articles; two queries."""
    editions = newest_editions().filter(article__in=articles).prefetch_related("pictures")
    for edition in editions:
        pictures = [
            {"place": each.place, "caption": each.caption} for each in edition.pictures.all()
        ]
        yield {
            "article": edition.article,
            "is_copy": False,
            "edition": edition.pk,
            "day": edition.event_date or timezone.localdate(edition.live_from),
            "printed": {**edition.content, "pictures": pictures},
        }


def unfinished_copies():
    """Working copies that are not what an edition shows already."""
    return Article.objects.on_desk().filter(erasure=None).exclude(status=Status.PUBLISHED)


def texts_of_unfinished(articles):
    """Yield the texts of the unfinished working copies among some articles."""
    today, empty = timezone.localdate(), Register()
    for article in unfinished_copies().filter(pk__in=articles):
        printed, _digest = print_article(article, today, empty)
        yield {
            "article": article.pk,
            "is_copy": True,
            "edition": None,
            "day": article.event_date or today,
            "printed": printed,
        }


def texts_of_copies():
    """Yield (article, text) of all unfinished working copies, as far as officials are named."""
    columns = ("pk", "lead", "body", "lead_image_caption")
    for pk, lead, body, caption in unfinished_copies().values_list(*columns).iterator(200):
        yield pk, "\n".join([lead, text_of(body), caption])
    captions = ArticleImage.objects.filter(article__in=unfinished_copies()).exclude(caption="")
    yield from captions.values_list("article", "caption")


def waived_in(articles):
    """Return what editors waived in some articles, {article: keys of findings}; one query."""
    waived = {}
    for each in Waiver.objects.filter(article__in=articles):
        waived.setdefault(each.article_id, set()).add(each.key)
    return waived


# What is written down


def write_down(found, causes):
    """
    Bring the list in line with what was found.

    ``found`` is {(official, article, is_copy, kind): (where, details)}; ``details`` None where
    nothing disagrees: an open row closes then. What was left as it is stays so until it disagrees
    in another way. ``causes`` are by official or by (official, article).
    """
    rows = Disagreement.objects.filter(
        official__in={key[0] for key in found}, article__in={key[1] for key in found}
    )
    open_rows, left = {}, {}
    for row in rows.order_by("pk"):
        if row.settled_at is None:
            open_rows[row.key] = row
        elif row.how == Disagreement.How.LEFT:
            left[row.key] = gist(row.details)
    fresh, changed, agreeing = [], [], []
    for key, (where, details) in found.items():
        row = open_rows.get(key)
        if details is None:
            agreeing += [row.pk] if row else []
        elif row is not None:
            row.details, row.edition_id, row.day = details, where["edition"], where["day"]
            changed.append(row)
        elif left.get(key) != gist(details):
            official, article, is_copy, kind = key
            fresh.append(
                Disagreement(
                    official_id=official,
                    article_id=article,
                    is_copy=is_copy,
                    kind=kind,
                    edition_id=where["edition"],
                    day=where["day"],
                    details=details,
                    cause=causes.get(official) or causes.get((official, article), ""),
                )
            )
    # Another process may have found the same at this moment.
    Disagreement.objects.bulk_create(fresh, batch_size=BATCH, ignore_conflicts=True)
    Disagreement.objects.bulk_update(changed, ["details", "edition", "day"], batch_size=BATCH)
    Disagreement.objects.open().filter(pk__in=agreeing).update(
        settled_at=timezone.now(), how=Disagreement.How.AGREES
    )


# The whole archive


def sweep_everything(officials=None):
    """Have the articles of all officials swept, or of some (numbers); yield what is still due.

    Works it off page by page, so that it can be broken off and taken up again at any time.
    """
    wanted = Official.objects.order_by("pk").values_list("pk", flat=True)
    sweep_later(wanted if officials is None else officials)
    while work_off():
        yield DueSweep.objects.count()
