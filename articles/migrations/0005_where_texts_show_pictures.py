"""Note for every text written so far which pictures of the library it shows."""

import re

from django.db import migrations

# The shape every picture of the library has in a saved text; see `articles.desk.text.figures`.
SHOWN = re.compile(r'<figure class="image" data-image="(\d+)"')


def note_pictures(apps, schema_editor):
    """One row for each picture in each text; pictures that are gone by now are passed over."""
    using = schema_editor.connection.alias
    Article = apps.get_model("articles", "Article")
    BodyImage = apps.get_model("articles", "BodyImage")
    Image = apps.get_model("images", "Image")
    there = set(Image.objects.using(using).values_list("pk", flat=True))
    texts = Article.objects.using(using).filter(body__contains=' data-image="')
    rows = (
        BodyImage(article_id=number, image_id=image)
        for number, body in texts.values_list("pk", "body").iterator(chunk_size=500)
        for image in {int(each) for each in SHOWN.findall(body)} & there
    )
    BodyImage.objects.using(using).bulk_create(rows, batch_size=1000, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_decorative_in_editions"),
        ("images", "0002_rights_and_likeness"),
    ]

    operations = [migrations.RunPython(note_pictures, migrations.RunPython.noop)]
