from django.db import migrations

BATCH = 500


def find(apps, schema_editor):
    """Read off the editions there are what they cite, as publishing does from now on."""
    from articles.page.papers.citation import citation_rows

    edition_model = apps.get_model("articles", "Edition")
    citation_model = apps.get_model("articles", "EditionCitation")
    rows = []
    editions = edition_model.objects.filter(erasure=None).order_by("pk")
    for edition in editions.prefetch_related("pictures").iterator(BATCH):
        captions = [picture.caption for picture in edition.pictures.all()]
        rows += citation_rows(edition, captions, citation_model)
    citation_model.objects.bulk_create(rows, batch_size=BATCH)
    citing = citation_model.objects.values("edition")
    edition_model.objects.filter(pk__in=citing).update(has_citations=True)


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_citations")]

    operations = [migrations.RunPython(find, migrations.RunPython.noop, elidable=True)]
