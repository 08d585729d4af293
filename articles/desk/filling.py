"""
Articles in bulk, for measuring: the one way around the verbs.

The rows are the ones publishing writes, hash, version and diary included, but whole batches go to
the database at once. The text is made of real syllables in no order; nobody should read it.
"""

import random
from datetime import timedelta
from itertools import pairwise

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from articles.desk.acts.event import WorkflowEvent
from articles.desk.article import Article, Status
from articles.desk.versions.content import canonical_json, hash_of
from articles.desk.versions.version import Version
from articles.page import search_index
from articles.page.category import Category, CategoryTree
from articles.page.clock import FOREVER
from articles.page.edition import Edition, EditionCategory, EditionWords, Kind
from images.models import Image
from vietnamese import fold

BATCH = 2_000
APART = timedelta(minutes=47)
# Every article has a headline of its own; lead and paragraphs are drawn from so many passages.
PASSAGES, PASSAGE = 2_000, 40

SYLLABLES = """
thành phố móng cái biên giới cửa khẩu hải quan tỉnh quảng ninh phường xã thôn khu dân cư
đảng bộ ủy ban nhân hội đồng mặt trận tổ quốc đoàn thanh niên phụ nữ nông cựu chiến binh
kinh tế thương mại du lịch dịch vụ công nghiệp xây dựng giao thông đường cao tốc cầu bến
cảng giáo dục học sinh trường lớp thầy cô y bệnh viện khám chữa sức khỏe vệ sinh môi cây
xanh rừng biển đảo trà cổ vĩnh thực ka long hòa lạc ninh dương bình ngọc vạn hải đông tiến
xuân yên văn hóa nghệ thuật lễ truyền thống thể thao bóng đá giải chạy ngày tháng năm mùa
đông hè thu kế hoạch chỉ tiêu kết quả thực hiện triển khai phát động tuyên vận kiểm tra
giám sát xử lý hỗ trợ trao tặng quà gia đình chính sách người nghèo nhà ở đất đai quy
hoạch dự án đầu tư an toàn quốc phòng tuần đội bộ công quân sự chủ tịch bí thư lãnh đạo
cán viên chức
""".split()  # noqa: SIM905 - as a list it would fill two screens
FOLDED = {syllable: fold(syllable) for syllable in SYLLABLES}


def fill(count, *, by=None, seed=1, told=lambda done: None):
    """
    Write ``count`` published articles; ``told`` is called with the number done after each batch.

    They get the categories and pictures that are there (a few categories are made when there are
    none), and dates from now backwards, evenly apart. Returns ``count``.
    """
    dice = random.Random(seed)  # noqa: S311 - text for measuring
    categories = list(Category.objects.standing()) or [
        Category.objects.create(name=f"Chuyên mục {number}", on_home=True) for number in range(1, 7)
    ]
    branches = {each.pk: CategoryTree.load().path_ids(each.pk) for each in categories}
    pictures = list(Image.objects.kept().values_list("pk", flat=True)[:50]) or [None]
    passages = [Passage(dice, PASSAGE) for _ in range(PASSAGES)]
    now = timezone.now()
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        with transaction.atomic():
            drafts = [
                draft(
                    dice,
                    now - APART * (start + place + 1),
                    dice.choice(categories),
                    pictures,
                    passages,
                )
                for place in range(size)
            ]
            write_batch(drafts, branches, by)
        told(start + size)
    return count


class Passage:
    """A text of so many syllables, and the words and pairs that find it."""

    def __init__(self, dice, length):
        syllables = dice.choices(SYLLABLES, k=length)
        words = [FOLDED[syllable] for syllable in syllables]
        text = " ".join(syllables)
        self.text = text[0].upper() + text[1:]
        self.slug = "-".join(words)[:100].rstrip("-")
        self.words = dict.fromkeys([*words, *map("_".join, pairwise(words))])


def draft(dice, published_at, category, pictures, passages):
    """Return what one article says: its texts, the words that find it, category and date."""
    headline = Passage(dice, 11)
    lead, *paragraphs = dice.choices(passages, k=4)
    words = {**headline.words, **lead.words}
    for paragraph in paragraphs:
        words.update(paragraph.words)
    return {
        "headline": headline.text,
        "lead": f"{lead.text}.",
        "body": "".join([f"<p>{paragraph.text}.</p>" for paragraph in paragraphs]),
        "slug": headline.slug,
        "words": " ".join(words),
        "category": category,
        "picture": dice.choice(pictures),
        "published_at": published_at,
    }


class Rows:
    """
    Rows of one table on their way to it, without a model instance for each.

    ``constant`` are the fields that are the same in all of them; what neither they nor `add` name
    has the model's default. `add` takes columns with values as the database keeps them.
    """

    def __init__(self, model, **constant):
        self.table = model._meta.db_table
        pattern = model(**constant)
        self.pattern = {
            field.column: field.get_db_prep_save(field.pre_save(pattern, add=True), connection)
            for field in model._meta.concrete_fields
            if field.column != "id"
        }
        self.rows = []

    def add(self, **columns):
        self.rows.append(columns)

    def write(self):
        """Send all rows to the table."""
        if not self.rows:
            return
        columns = list({**self.pattern, **self.rows[0]})
        names, places = ", ".join(f'"{each}"' for each in columns), ", ".join(["%s"] * len(columns))
        statement = f'INSERT INTO "{self.table}" ({names}) VALUES ({places})'  # noqa: S608
        pattern = self.pattern
        values = [[{**pattern, **row}[column] for column in columns] for row in self.rows]
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                from psycopg2.extras import execute_batch

                execute_batch(cursor.cursor, statement, values, page_size=500)
            else:
                cursor.executemany(statement, values)


def write_batch(drafts, branches, by):
    """Write articles, versions, editions and the rows beside them, table by table."""
    moment = connection.ops.adapt_datetimefield_value
    kept = {"no_event": True, "status": Status.PUBLISHED, "version": 1, "author": by}
    articles = Rows(Article, **kept)
    versions = Rows(Version, number=1, saved_by=by)
    events = Rows(WorkflowEvent, verb="fill", by=by, to_status=Status.PUBLISHED)
    editions = Rows(Edition, number=1, kind=Kind.NEWS, live_until=FOREVER, is_imported=True)
    filings, words = Rows(EditionCategory), Rows(EditionWords, place=0)
    places = iter(search_index.free_places([each["published_at"] for each in drafts]))
    first_article, first_edition = next_number(Article), next_number(Edition)
    for place, each in enumerate(drafts):
        article, edition = first_article + place, first_edition + place
        category, at = each["category"].pk, moment(each["published_at"])
        text = {name: each[name] for name in ("headline", "lead")}
        content = {
            **text,
            "kind": Kind.NEWS.value,
            "body": each["body"],
            "category": category,
            "no_event": True,
        }
        canonical, digest = canonical_json(content), hash_of(content)
        picture = each["picture"]
        articles.add(
            id=article,
            body=each["body"],
            category_id=category,
            lead_image_id=picture,
            search_text=each["slug"].replace("-", " "),
            **text,
        )
        versions.add(article_id=article, content=canonical, hash=digest)
        events.add(article=article, hash=digest)
        editions.add(
            id=edition,
            article=article,
            slug=each["slug"],
            category_id=category,
            lead_image_id=picture,
            content=canonical,
            hash=digest,
            body_html=each["body"],
            published_at=at,
            live_from=at,
            **text,
        )
        found_by, order = f"_c{category} {each['words']}", next(places)
        words.add(edition_id=edition, words=search_index.written(found_by, order), place=order)
        for above in branches[category]:
            filings.add(edition_id=edition, category_id=above, published_at=at, article=article)
    for rows in [articles, versions, events, editions, filings]:
        rows.write()
    with search_index.learning_at_once(first_edition):
        words.write()
    take_numbers_from_here(Article, Edition)


def next_number(model):
    """Return the number the next row of a table may take."""
    return (model.objects.aggregate(highest=Max("pk"))["highest"] or 0) + 1


def take_numbers_from_here(*models):
    """Let the database count on after the numbers that were given by hand."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
