from django.db import migrations

KEPT = [
    *["organisation", "organisationname", "succession", "position", "official", "othername"],
    *["appointment", "rankscheme", "rankrow"],
]
BATCH = 500


def begin(apps, schema_editor):
    """Write down how each row stands now: a later change tells what it was before."""
    from django.utils import timezone

    now = timezone.now()
    for name in KEPT:
        model, history = (apps.get_model("people", each) for each in [name, f"historical{name}"])
        columns = {field.attname for field in history._meta.concrete_fields} & {
            field.attname for field in model._meta.concrete_fields
        }
        entries = (
            history(
                **{column: getattr(row, column) for column in columns},
                history_date=now,
                history_type="+",
            )
            for row in model.objects.order_by("pk").iterator(BATCH)
        )
        history.objects.bulk_create(entries, batch_size=BATCH)
    implies = apps.get_model("people", "position").implies.through
    entry_of = dict(apps.get_model("people", "historicalposition").objects.values_list("id", "pk"))
    link = apps.get_model("people", "historicalposition_implies")
    links = [
        link(id=pk, history_id=entry_of[upper], from_position_id=upper, to_position_id=lower)
        for pk, upper, lower in implies.objects.values_list("pk", "from_position", "to_position")
    ]
    link.objects.bulk_create(links, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("people", "0003_history")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop, elidable=True)]
