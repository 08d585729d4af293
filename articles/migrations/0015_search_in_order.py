"""
Words get their place in the order of search, and tell what their edition is filed under.

The index over them is laid anew afterwards, by `articles.page.search_index`.
"""

from django.db import migrations, models

BATCH = 1_000
STRETCH = 30 * 86_400


def drop_index(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX IF EXISTS articles_words_index")
        return
    for trigger in ["words_learnt", "words_forgotten", "words_changed"]:
        editor.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    editor.execute("DROP TABLE IF EXISTS articles_words_index")


def give_places(apps, editor):
    words = apps.get_model("articles", "EditionWords")
    taken = set()
    rows = words.objects.select_related("edition").prefetch_related(
        "edition__filings", "edition__printed_titles"
    )
    changed = []
    for row in rows.order_by("edition__published_at", "pk").iterator(chunk_size=BATCH):
        edition = row.edition
        place = int(edition.published_at.timestamp())
        while place in taken:
            place += 1
        taken.add(place)
        filters = [
            f"_m{place // STRETCH}",
            *(f"_c{filing.category_id}" for filing in edition.filings.all()),
            *([f"_o{edition.organisation_id}"] if edition.organisation_id else []),
            *dict.fromkeys(
                f"_p{title.official_id}"
                for title in edition.printed_titles.all()
                if title.official_id
            ),
        ]
        row.place = place
        row.words = " ".join([*filters, row.words])
        changed.append(row)
        if len(changed) == BATCH:
            words.objects.bulk_update(changed, ["place", "words"], batch_size=200)
            changed = []
    words.objects.bulk_update(changed, ["place", "words"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_alerts_and_banners")]

    operations = [
        migrations.RunPython(drop_index, migrations.RunPython.noop),
        migrations.AddField("editionwords", "place", models.BigIntegerField(null=True)),
        migrations.RunPython(give_places, migrations.RunPython.noop),
        migrations.AlterField("editionwords", "place", models.BigIntegerField(unique=True)),
    ]
