"""The words for those who cannot see a picture: what counts as none, and which articles lack it."""

from django.core.exceptions import ValidationError
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat, StrIndex
from django.utils.translation import gettext as _

from articles.desk.article import ArticleImage
from articles.desk.text.figures import take_out_figures, tidy_body
from images.models import Image, no_file_name
from vietnamese import is_file_name

# How a picture without words of its own begins in a saved text; see `articles.desk.text.figures`.
BARE = '"><img alt="" '


def without_alt_text(articles):
    """
    Return those of the articles with a picture without alt text, both here and in the library.

    Wherever the picture stands: the text of the library speaks for it where this use has none, and
    one that is decorative needs none.
    """
    silent = Image.objects.without_alt_text().order_by()
    lead = Q(lead_image_alt="", lead_image_decorative=False, lead_image__in=silent.values("pk"))
    gallery = ArticleImage.objects.filter(
        article=OuterRef("pk"), alt_text="", decorative=False, image__in=silent.values("pk")
    )
    mark = Concat(Value('data-image="'), Cast("pk", CharField()), Value(BARE))
    in_text = silent.annotate(place=StrIndex(OuterRef("body"), mark)).filter(place__gt=0)
    return articles.filter(lead | Exists(gallery) | Q(body__contains=BARE) & Exists(in_text))


def refuse_file_name(form, name):
    """Add an error to a cleaned form where a field holds a file's name for an alt text."""
    try:
        no_file_name(form.cleaned_data.get(name) or "")
    except ValidationError as error:
        form.add_error(name, error)


def tidy_and_described(html):
    """
    Return a typed or pasted body as it is saved; see `tidy_body`.

    Raises ValidationError where a picture in it has a file's name for an alt text.
    """
    body = tidy_body(html)
    if reasons := reasons_of_file_names(body):
        raise ValidationError(reasons, code="file_name")
    return body


def reasons_of_file_names(body):
    """
    Say which pictures of a saved body have a file's name for an alt text, a list of sentences.

    A query only where there is one: for the titles by which staff know the pictures.
    """
    named = [each for each in take_out_figures(body)[1] if is_file_name(each.alt_text)]
    titles = Image.objects.in_bulk({each.image for each in named}) if named else {}
    return [
        _(
            "The alt text of the picture “%(picture)s” in the text is the name of a file "
            "(%(name)s). Write in words what the picture shows."
        )
        % {"picture": titles.get(each.image, f"#{each.image}"), "name": each.alt_text}
        for each in named
    ]
