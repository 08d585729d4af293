"""
Every attack in every place of a site, and a browser that goes round and tells what ran.

The policy that forbids inline scripts is off in this browser: what holds is the cleaning alone.
"""

from django.test import Client
from django.utils import timezone

from articles.desk.acts.publishing import write_edition
from articles.desk.article import Article, ArticleDocument, ArticleImage, Contributor
from articles.desk.printing import print_article
from articles.desk.text.figures import tidy_body
from articles.desk.versions.saving import save_version
from images.intake import put_files, take_in
from images.models import Image
from tests.articles.factory import make_article, make_category
from tests.documents.making import kept as kept_document
from tests.images.making import photo, upload
from vietnamese import one_line, plain

# Touches every element as a reader could, without leaving the page for another; then looks for what
# would act. The editor's own buttons have void addresses.
TOUCH = """() => {
  const found = [];
  const scheme = /^[\\u0000-\\u0020]*(?:j\\s*a\\s*v\\s*a|vb|live)\\s*script\\s*:/i;
  const places = ["href", "src", "action", "formaction", "data", "xlink:href", "srcdoc", "to"];
  const documents = [document];
  for (const frame of document.querySelectorAll("iframe, frame")) {
    try { if (frame.contentDocument) documents.push(frame.contentDocument); } catch { continue; }
  }
  for (const each of documents) for (const element of each.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) && value.includes("hit")) found.push(`${element.tagName} ${name}`);
      if (!places.includes(name.toLowerCase())) continue;
      if (value.startsWith("javascript:void(") && !value.includes("hit")) continue;
      if (scheme.test(value) || /^\\s*data:text\\/html/i.test(value)) {
        found.push(`${element.tagName} ${name}=${value}`);
      }
    }
    if (element.tagName.toLowerCase() === "script" && !/json/.test(element.type)
        && element.textContent.includes("__hit")) found.push(`script ${element.textContent}`);
    const stay = (event) => event.preventDefault();
    if (!scheme.test(element.getAttribute("href") || "")) element.addEventListener("click", stay);
    // A form's own buttons would save and send; a handler on one is found above.
    const own = element.closest("button, input, select, textarea, summary, [role=button]");
    for (const name of ["mouseover", "focus", ...(own ? [] : ["mousedown", "click"])]) {
      element.dispatchEvent(new MouseEvent(name, { bubbles: false, cancelable: true }));
    }
    element.removeEventListener("click", stay);
  }
  return found;
}"""


def take_out_the_cleaning(monkeypatch, room):
    """Let a room of the code pass a text on as it came."""
    for name in ["clean_html", "without_pictures"]:
        monkeypatch.setattr(f"{room}.{name}", lambda html: html)


class Round:
    """A browser's way through the site; ``hits`` is what ran, ``seen`` counts the pages."""

    def __init__(self, context, address):
        self.context, self.address = context, address
        self.hits, self.seen, self.at = [], 0, ""
        context.expose_function("__hit", lambda number=0: self.note(f"ran: {number}"))
        self.page = context.new_page()
        self.page.on("dialog", self.dismiss)

    def note(self, what):
        self.hits.append(f"{self.at}: {what}")
        print(self.hits[-1], flush=True)

    def dismiss(self, dialog):
        if dialog.type == "beforeunload":  # the form asks whether to leave what was typed
            dialog.accept()
            return
        self.note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def sign_in(self, user):
        client = Client()
        client.force_login(user)
        cookie = client.cookies["newsroom_session"]
        self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])

    def go(self, path, status=200):
        """Open a page, touch all that stands on it, and note what acts."""
        self.at = path
        response = self.page.goto(self.address + path)
        assert response.status == status, (path, response.status)
        if self.page.locator("#id_body").count():
            self.page.wait_for_function(
                "() => window.CKEDITOR && CKEDITOR.instances.id_body"
                " && CKEDITOR.instances.id_body.status === 'ready'"
            )
        for what in self.page.evaluate(TOUCH):
            self.note(what)
        self.page.wait_for_timeout(60)
        self.seen += 1


def fill(vectors, by):
    """
    Put each vector into every place of a site, publish it all, and return the articles' numbers.

    The first holds every text as the form saves it; the next ones as if somebody had written them
    into the database past every form; the last ones are there for the lists.
    """
    lines = [one_line(vector.text) for vector in vectors]
    short = [make_category(line[:100], slug=f"muc-{n}") for n, line in enumerate(lines)]
    images = [put_into_library(number, line) for number, line in enumerate(lines)]
    documents = [kept_document(number, line[:250]) for number, line in enumerate(lines)]
    alone = [[vector] for vector in vectors if vector.swallows]
    others = [vector for vector in vectors if not vector.swallows]
    raw = [*alone, *(others[at : at + 25] for at in range(0, len(others), 25))]
    bodies = ["".join(tidy_body(vector.text) for vector in vectors)]
    bodies += ["".join(vector.text for vector in group) for group in raw]
    long, numbers = [], []
    for at, line in enumerate(lines):
        article = make_article(
            headline=line[:250],
            lead="\n".join(lines) if at < len(bodies) else line,
            source_name=line[:150],
            category=short[at],
            author=by,
            lead_image=images[at],
            lead_image_caption=line,
            lead_image_alt=line[:300],
        )
        Contributor.objects.create(article=article, name=line[:150])
        if at < len(bodies):
            Article.objects.filter(pk=article.pk).update(body=f"<p>Tin</p>{plain(bodies[at])}")
            article.refresh_from_db()
            # Every caption, alt text and credit once, dealt out to the first articles.
            dealt = range(at, len(images), len(bodies))
            ArticleImage.objects.bulk_create(
                ArticleImage(article=article, image=images[each], order=each) for each in dealt
            )
            # And every title of a document, its own and that of a use.
            ArticleDocument.objects.bulk_create(
                ArticleDocument(
                    article=article,
                    document=documents[each],
                    title=lines[each][:250] if each % 2 else "",
                    order=each,
                )
                for each in dealt
            )
            long.append(article.pk)
        save_version(article, by)
        put_before_readers(article)
        numbers.append(article.pk)
    return long, numbers


def put_into_library(number, text):
    """A picture named, described, captioned and credited with one attack, as its file was named."""
    clean = take_in(upload(photo(40 + number // 200, 30, number), name=f"{text[:80]}.jpg"))
    words = {"title": text[:200], "alt_text": text[:300], "caption": text, "credit": text[:200]}
    image = Image(**words)
    put_files(image, clean)
    image.save()
    return image


def put_before_readers(article):
    """Publish past the checks that would refuse such texts for what they say."""
    now = timezone.now()
    printed, digest = print_article(article, now.date())
    write_edition(article, printed, digest, live_from=now, published_at=now)
