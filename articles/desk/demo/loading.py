"""The demonstration newsroom, from its files into the database: by the verbs staff use."""

import json
import os
import re
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.acts import publishing, workflow
from articles.desk.article import Article, ArticleDocument, ArticleImage, Contributor
from articles.desk.demo.content import DESK_STATES, load_demo
from articles.desk.demo.drawing import draw_all
from articles.desk.demo.pages import load_pages
from articles.desk.demo.papers import notice, table
from articles.desk.text.figures import tidy_body, write_figure
from articles.desk.versions.saving import save_version
from articles.page.category import Category
from articles.page.frame.banner import Banner
from articles.page.frame.site import SiteIdentity
from articles.page.lists.home import Lead
from articles.page.topic import Topic
from documents.intake import check
from documents.intake import keep as keep_document
from documents.models import Document
from images.intake import AlreadyKept, keep, take_in
from images.models import Image
from people.exchange.loading import load_register
from people.models import Official, OfficialDocument, Organisation

# Of these categories the home page shows a block.
BLOCKS = {"chinh-tri", "kinh-te", "van-hoa-xa-hoi", "the-thao", "do-thi-moi-truong", "thong-bao"}
# Pixels; a first start should not wait for pictures larger than the pages show them.
TALLEST = 860
FIGURE = re.compile(
    r'<figure data-picture="(?P<key>[^"]*)"><figcaption>(?P<caption>.*?)</figcaption></figure>'
)


class Loader:
    """Loads the demonstration; what is there already stays as it is, so it may be run again."""

    def __init__(self, staff, told=lambda text: None):
        """``staff`` maps the roles' user names to users, ``told`` is called with each step."""
        self.staff = staff
        self.told = told
        self.demo = load_demo()
        self.pictures = {}
        self.categories = {}
        self.topics = {}

    def load(self):
        """Load everything, in the order in which one thing needs the other."""
        self.load_site()
        self.load_categories()
        self.load_topics()
        self.load_register()
        self.load_pictures()
        self.load_articles()
        self.load_home()
        load_pages()

    def load_site(self):
        if SiteIdentity.objects.exists():
            return
        SiteIdentity.objects.create(
            name="Móng Cái – Trang thông tin điện tử",
            slogan="Nơi đất liền gặp biển, nơi biên giới gặp mùa màng",
            governing_body="Ủy ban nhân dân phường Móng Cái 1",
            person_responsible="Ban Biên tập (tòa soạn trình diễn)",
            address="Phường Móng Cái 1, tỉnh Quảng Ninh",
            email="toasoan@mongcai.example",
        )

    def load_categories(self):
        for position, row in enumerate(self.demo.categories, start=1):
            parent = self.categories.get(row.parent)
            self.categories[row.slug], _made = Category.objects.get_or_create(
                slug=row.slug,
                defaults={
                    "name": row.name,
                    "description": row.description,
                    "parent": parent,
                    "position": position,
                    "on_home": row.slug in BLOCKS,
                },
            )

    def load_topics(self):
        for row in self.demo.topics:
            about = {"description": row.description}
            topic, _made = Topic.objects.get_or_create(name=row.name, defaults=about)
            for each in row.articles:
                self.topics.setdefault(each, []).append(topic)

    def load_register(self):
        self.told(_("Loading the register of officials"))
        load_register(json.loads(self.demo.register.read_text(encoding="utf-8")))
        self.load_offices()
        if OfficialDocument.objects.exists():
            return
        issuers = {each.key: each for each in Organisation.objects.all()}
        for row in self.demo.official_documents:
            OfficialDocument.objects.create(
                number=row.number,
                issued_on=row.issued_on,
                issuer=issuers[row.issuer],
                issuer_name=row.name,
                title=row.title,
            )

    def load_offices(self):
        """Write where the public finds the offices of the wards; a keeper's own words stay."""
        for row in self.demo.offices:
            office = Organisation.objects.get(key=row.key)
            if not office.address and not office.email:
                office.address, office.email = row.address, row.email
                office.save()

    def load_pictures(self):
        """Draw what the library lacks, on every core, and put it in."""
        kept = {image.title: image for image in Image.objects.kept()}
        self.pictures = {
            key: kept[picture.title]
            for key, picture in self.demo.pictures.items()
            if picture.title in kept
        }
        missing = [key for key in self.demo.pictures if key not in self.pictures]
        if not missing:
            return
        drawn = draw_all(missing, tallest=TALLEST, workers=os.cpu_count() or 1)
        for number, (key, file) in enumerate(drawn, start=1):
            self.pictures[key] = self.keep_picture(self.demo.pictures[key], file)
            self.told(
                _("Drawing pictures: %(done)d of %(all)d") % {"done": number, "all": len(missing)}
            )

    def keep_picture(self, picture, file):
        """Put one drawn picture into the library."""
        try:
            clean = take_in(ContentFile(file, name=f"{picture.key}.jpg"))
        except AlreadyKept as known:
            return known.image
        return keep(
            clean,
            title=picture.title,
            alt_text=picture.alt,
            caption=picture.caption,
            credit=picture.credit,
            uploaded_by=self.staff["phongvien"],
        )

    def load_articles(self):
        known = set(Article.objects.values_list("headline", flat=True))
        self.officials = {each.key: each for each in Official.objects.exclude(key=None)}
        # In the order in which they appeared, so that the numbers grow with the dates.
        rows = sorted(self.demo.articles, key=lambda row: (not row.published_at, when(row)))
        for number, row in enumerate(rows, start=1):
            if row.headline not in known and not known & drafts_of(row):
                self.load_article(row)
            self.told(
                _("Publishing articles: %(done)d of %(all)d") % {"done": number, "all": len(rows)}
            )

    @transaction.atomic
    def load_article(self, row):
        """Write one article and lead it as far through its life as the story says."""
        article = self.write(row)
        publisher = self.staff["truongban"]
        if row.published_at:
            publishing.publish(
                article,
                publisher,
                at=row.published_at,
                expires_at=row.expires_at,
                imported=True,
            )
        if row.state == "scheduled":
            day = timezone.localdate() + timedelta(days=row.publish_in_days)
            at = timezone.make_aware(timezone.datetime.combine(day, row.publish_at))
            self.lead_along(article, "approved")
            publishing.publish(article, publisher, at=at)
        if row.state in DESK_STATES:
            self.lead_along(article, row.state)
        if row.withdrawal:
            publishing.withdraw(article, publisher, row.withdrawal.reason, signed_by=_("Editors"))
        if row.correction:
            publishing.correct(
                article,
                publisher,
                kind="correction",
                wrong=row.correction.wrong,
                right=row.correction.right,
            )
        if row.newer_draft:
            self.go_on_writing(article, row.newer_draft)

    def lead_along(self, article, state):
        """Lead an article from hand to hand as far as its story says."""
        editor, chief = self.staff["bientapvien"], self.staff["truongban"]
        if state == "draft":
            return
        if state == "emergency":
            reason = _("The warning is in force from this evening, and nobody else is on duty.")
            publishing.publish_in_an_emergency(article, chief, reason)
            return
        workflow.submit(article, article.author)
        if state == "returned":
            workflow.send_back(article, editor, _("Please name who gave the figures."))
        if state in {"in_review", "approved"}:
            workflow.pass_on(article, editor)
        if state == "approved":
            workflow.approve(article, chief)

    def write(self, row):
        """Write the working copy with its pictures, documents and byline, and its first version."""
        by_contributor = row.state in {"draft", "returned"}
        author = self.staff["congtacvien" if by_contributor else "phongvien"]
        lead = row.lead_picture
        article = Article.objects.create(
            kind=row.kind,
            headline=row.headline,
            lead=row.lead,
            body=self.body_of(row),
            category=self.categories[row.category],
            event_date=row.event_date,
            no_event=row.event_date is None,
            source_name=row.source,
            lead_image=self.pictures[lead.picture] if lead else None,
            lead_image_caption=lead.caption if lead else "",
            author=author,
        )
        article.further_categories.set([self.categories[slug] for slug in row.further])
        article.topics.set(self.topics.get(row.id, []))
        article.officials.set([self.officials[key] for key in row.officials])
        ArticleImage.objects.bulk_create(
            ArticleImage(
                article=article,
                image=self.pictures[each.picture],
                caption=each.caption,
                alt_text=each.alt,
                order=order,
            )
            for order, each in enumerate(row.gallery, start=1)
        )
        ArticleDocument.objects.bulk_create(
            ArticleDocument(article=article, document=self.document_of(each), order=order)
            for order, each in enumerate(row.documents, start=1)
        )
        Contributor.objects.bulk_create(
            Contributor(article=article, name=each.name, part=each.part, order=order)
            for order, each in enumerate(row.contributors, start=1)
        )
        save_version(article, author)
        return article

    def document_of(self, paper):
        """Return a document of the store, made where it is not there yet."""
        if known := Document.objects.kept().filter(title=paper.title).first():
            return known
        made = (
            notice(paper.title, paper.paragraphs)
            if paper.paragraphs
            else table(paper.title, paper.rows)
        )
        return keep_document(check(made), title=paper.title, uploaded_by=self.staff["phongvien"])

    def body_of(self, row):
        """Return the body with the library's pictures in the places that the text gives them."""

        def place(match):
            alt_text = self.demo.pictures[match["key"]].alt
            return write_figure(self.pictures[match["key"]], alt_text, match["caption"])

        return tidy_body(FIGURE.sub(place, row.body))

    def go_on_writing(self, article, draft):
        """Write on over a story that is public; readers do not see it yet."""
        article.refresh_from_db()
        article.headline, article.lead = draft.headline, draft.lead
        if draft.body:
            article.body = tidy_body(draft.body)
        article.save()
        save_version(article, self.staff["bientapvien"])

    def load_home(self):
        """Set the leads by hand and hang the banner."""
        numbers = dict(Article.objects.values_list("headline", "pk"))
        for row in self.demo.home_leads():
            if row.headline in numbers:
                Lead.objects.get_or_create(
                    article=numbers[row.headline], defaults={"order": row.home_lead}
                )
        if not Banner.objects.exists():
            Banner.objects.create(image=self.pictures[self.demo.banner])


def when(row):
    """Return the moment an article of the files appeared, for sorting; now where it has none."""
    return row.published_at or timezone.now()


def drafts_of(row):
    """Return the headlines under which an article may stand on the desk besides its own."""
    return {row.newer_draft.headline} if row.newer_draft else set()
