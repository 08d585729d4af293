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
    filters = {}

    def note(model, letter, *fields, **only):
        rows = apps.get_model("articles", model).objects.filter(**only).values_list(*fields)
        for edition, number in rows.iterator():
            filters.setdefault(edition, {})[f"_{letter}{number}"] = True

    note("EditionCategory", "c", "edition", "category")
    note("Edition", "o", "pk", "organisation", organisation__isnull=False)
    note("PrintedTitle", "p", "edition", "official", official__isnull=False)

    words = apps.get_model("articles", "EditionWords")
    taken, changed = set(), []
    rows = words.objects.order_by("edition__published_at", "pk")
    for number, published_at in rows.values_list("pk", "edition__published_at"):
        place = int(published_at.timestamp())
        while place in taken:
            place += 1
        taken.add(place)
        before = " ".join([f"_m{place // STRETCH}", *filters.get(number, ())])
        changed.append((place, before, number))
    statement = (
        "UPDATE articles_editionwords SET place = %s, words = %s || ' ' || words"
        " WHERE edition_id = %s"
    )
    with editor.connection.cursor() as cursor:
        for start in range(0, len(changed), BATCH):
            cursor.executemany(statement, changed[start : start + BATCH])


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_alerts_and_banners")]

    operations = [
        migrations.RunPython(drop_index, migrations.RunPython.noop),
        migrations.AddField("editionwords", "place", models.BigIntegerField(null=True)),
        migrations.RunPython(give_places, migrations.RunPython.noop),
        migrations.AlterField("editionwords", "place", models.BigIntegerField(unique=True)),
    ]
