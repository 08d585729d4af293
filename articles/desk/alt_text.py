"""Which articles show a picture that says nothing to those who cannot see it."""

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat, StrIndex

from articles.desk.article import ArticleImage
from images.models import Image

# How a picture without words of its own begins in a saved text; see `articles.desk.figures`.
BARE = '"><img alt="" '


def without_alt_text(articles):
    """
    Return those of the articles with a picture without alt text, both here and in the library.

    Wherever the picture stands: the text of the library speaks for it where this use has none.
    """
    silent = Image.objects.without_alt_text().order_by()
    lead = Q(lead_image_alt="", lead_image__in=silent.values("pk"))
    gallery = ArticleImage.objects.filter(
        article=OuterRef("pk"), alt_text="", image__in=silent.values("pk")
    )
    mark = Concat(Value('data-image="'), Cast("pk", CharField()), Value(BARE))
    in_text = silent.annotate(place=StrIndex(OuterRef("body"), mark)).filter(place__gt=0)
    return articles.filter(lead | Exists(gallery) | Q(body__contains=BARE) & Exists(in_text))
