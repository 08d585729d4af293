"""
One page of every type that readers meet, with all that can stand on it.

`test_axe.py` keeps a new page from being forgotten here.
"""

from datetime import date, timedelta

from django.utils import timezone

from articles.desk.acts.publishing import correct, publish, withdraw
from articles.desk.alerting import raise_alert
from articles.desk.article import Article, ArticleDocument, ArticleImage
from articles.desk.pages.publishing import publish as publish_page
from articles.desk.text.figures import write_figure
from articles.desk.versions.saving import save_version
from articles.page.frame.alert import Alert
from articles.page.frame.banner import Banner
from articles.page.frame.site import SiteIdentity
from tests.articles.factory import (
    make_article,
    make_category,
    make_page,
    make_published,
    make_topic,
)
from tests.documents.making import kept as kept_document
from tests.images.making import kept as kept_picture
from tests.people.factory import (
    appoint,
    make_official,
    make_official_document,
    make_organisation,
    make_position,
)

HEADLINE = (
    "Hội nghị tổng kết mười năm thực hiện nghị quyết về phát triển kinh tế biên mậu, thương mại "
    "dịch vụ cửa khẩu, du lịch biển đảo và bảo đảm quốc phòng, an ninh vùng biên giới Đông Bắc"
)
TABLE = (
    "<table><caption>Kim ngạch qua cửa khẩu</caption><thead><tr><th>Năm</th>"
    + "<th>Kim ngạch xuất nhập khẩu</th>" * 6
    + "</tr></thead><tbody><tr><td>2018</td>"
    + "<td>4.812,5 triệu đô la</td>" * 6
    + "</tr></tbody></table>"
)
CITING = "theo Nghị quyết số 18-NQ/TW."
TEXT = "Nội dung của bài viết với nhiều chữ. " * 12
PARTS = (
    "<h2>Kết quả</h2><ul><li>Thông quan nhanh hơn.</li><li>Bến bãi rộng hơn.</li></ul>"
    "<blockquote><p>“Chúng tôi sẽ giữ lời hứa.”</p></blockquote>"
    '<p>Xem <a href="https://example.vn/">trang của tỉnh</a>.</p>'
)
NOT_PAGES = {  # what machines read, files, and what only leads on
    *["feed", "category-feed", "atom", "category-atom", "robots"],
    *["topic-feed", "topic-atom"],
    *["sitemap", "sitemap-part", "sitemap-documents", "sitemap-pages", "sitemap-news"],
    *["document_file", "save-article", "archive", "archive-year", "contact"],
}


def make_pages():
    """Fill a site and return {(name of the address, what is special): address}."""
    words = {"alt_text": "Bến cảng lúc sớm mai", "caption": "Bến cảng", "credit": "Ảnh: Lan Chi"}
    SiteIdentity.objects.create(
        name="Cổng thông tin điện tử thành phố Móng Cái",
        slogan="Nơi đất liền gặp biển",
        governing_body="Ủy ban nhân dân thành phố Móng Cái",
        person_responsible="Ban Biên tập",
        address="Phường Móng Cái 1, tỉnh Quảng Ninh",
        telephone="0203 000 000",
        email="toasoan@example.vn",
    )
    Banner.objects.create(image=kept_picture(9, 1200, 240, **words))
    category = make_category("Kinh tế", on_home=True)
    below = make_category("Cửa khẩu", parent=category)
    organisation, official = make_register()
    for number in range(6):
        make_published(category=category, lead_image=kept_picture(20 + number, **words))
    for name in ["Văn hóa - Xã hội", "Quốc phòng - An ninh"]:
        make_published(category=make_category(name, on_home=True), lead="")
    topic = make_topic("Hợp tác biên mậu", description="Những bước đi của thành phố.")
    edition = make_full_article(category, official, organisation, topic, words)
    gone = make_published(category=category)
    withdraw(
        Article.objects.get(pk=gone.article), None, "Trùng nội dung.", signed_by="Ban Biên tập"
    )
    document = make_official_document()
    figure = write_figure(kept_picture(30, 900, 600, **words), "", "")
    body = f"<p>{TEXT}</p>{figure}{PARTS}{TABLE}"
    page = publish_page(make_page(title="Giới thiệu", body=body))
    contacts = publish_page(make_page(title="Liên hệ", opening="contacts", body=""))
    for level in Alert.Level:
        until = timezone.now() + timedelta(hours=5)
        raise_alert(None, level, f"Cảnh báo cấp {level}: tàu thuyền không ra khơi.", until, "/")
    return {
        ("home", ""): "/",
        ("article", ""): edition.get_absolute_url(),
        ("article", "withdrawn"): gone.get_absolute_url(),
        ("category", ""): category.get_absolute_url(),
        ("category", "empty"): below.get_absolute_url(),
        ("topics", ""): "/chu-de/",
        ("topic", ""): topic.get_absolute_url(),
        ("search", ""): "/tim-kiem/?q=hoi+nghi",
        ("search", "nothing"): "/tim-kiem/?q=khongcogi",
        ("corrections", ""): "/dinh-chinh/",
        ("leaders", ""): "/lanh-dao/",
        ("leaders", "another day"): "/lanh-dao/?ngay=2018-08-07",
        ("official", ""): official.get_absolute_url(),
        ("organisations", ""): "/co-quan-don-vi/",
        ("organisation", ""): organisation.get_absolute_url(),
        ("archive-month", ""): f"/luu-tru/{timezone.localdate():%Y/%m}/",
        ("page", ""): page.get_absolute_url(),
        ("page", "contacts"): contacts.get_absolute_url(),
        ("site-map", ""): "/so-do-trang/",
        ("official_documents", ""): "/van-ban/",
        ("official_document", ""): document.get_absolute_url(),
        ("", "not found"): "/khong-co/",
    }


def make_register():
    """An office with somebody in it, and one before; return the office and the official."""
    party = make_organisation("Tỉnh ủy Quảng Ninh", level="province", territory="Quảng Ninh")
    organisation = make_organisation(
        parent=party,
        address="Số 1 phố Hùng Vương",
        telephone="0203 000 001",
        email="thanhuy@example.vn",
    )
    position = make_position(organisation=organisation)
    official = make_official(biography="Từng dạy học ở Hải Hà.")
    appoint(make_official("Vũ Văn Kinh"), position, "2010", "2015-06-30")
    appoint(official, position, "2015-06-30")
    return organisation, official


def make_full_article(category, official, organisation, topic, words):
    """An article with everything an article can have, and one related to it; its edition."""
    related = make_article(category=category)
    related.topics.add(topic)
    save_version(related, None)
    publish(related, None)
    article = make_article(
        headline=HEADLINE,
        category=category,
        organisation=organisation,
        event_date=date(2018, 8, 7),
        lead="Đoàn công tác làm việc tại thành phố. " * 4,
        body=f"<p>Đồng chí {official.full_name} nêu rõ {CITING} {TEXT}</p>{PARTS}{TABLE}",
        lead_image=kept_picture(1, 1600, 1067, **words),
    )
    article.topics.add(topic)
    for number in range(3):
        picture = kept_picture(2 + number, 900, 600, **words)
        ArticleImage.objects.create(
            article=article, image=picture, caption="Đại biểu dự hội nghị", order=number
        )
    ArticleDocument.objects.create(
        article=article, document=kept_document(1), title="Báo cáo kết quả năm 2018", order=1
    )
    save_version(article, None)
    publish(article, None)
    article.refresh_from_db()
    return correct(article, None, kind="correction", wrong="bốn tỷ", right="năm tỷ").edition
