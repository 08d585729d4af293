"""Let the words of editions name their own categories alone; the tree is asked for those above."""

import re

from django.db import migrations

INDEX = "articles_words_index"
AT_ONCE = 1000


def name_own_categories(apps, schema_editor):
    words = apps.get_model("articles", "EditionWords").objects
    with whole_index(schema_editor.connection):
        after = 0
        while some := list(
            words.filter(pk__gt=after).select_related("edition").order_by("pk")[:AT_ONCE]
        ):
            changed = []
            for row in some:
                further = row.edition.content.get("further_categories", [])
                own = dict.fromkeys([row.edition.category_id, *further])
                others = re.sub(r"(?:^| )_c\d+(?= |$)", "", row.words).strip()
                stretch, _, rest = others.partition(" ")  # "_m692" stands first
                anew = " ".join([stretch, *(f"_c{each}" for each in own), rest])
                if anew != row.words:
                    row.words = anew
                    changed.append(row)
            words.bulk_update(changed, ["words"], batch_size=200)
            after = some[-1].pk


class whole_index:
    """Write SQLite's full-text index anew at the end instead of row by row, which takes hours."""

    def __init__(self, connection):
        self.connection = connection

    def __enter__(self):
        self.is_laid = False
        if self.connection.vendor == "sqlite":
            with self.connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [INDEX])
                self.is_laid = cursor.fetchone() is not None
                cursor.execute("DROP TRIGGER IF EXISTS words_changed")  # laid after migrating

    def __exit__(self, kind, error, trace):
        if self.is_laid and kind is None:
            with self.connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')")


class Migration(migrations.Migration):
    dependencies = [("articles", "0026_pages_scheduled")]

    operations = [migrations.RunPython(name_own_categories, migrations.RunPython.noop)]
