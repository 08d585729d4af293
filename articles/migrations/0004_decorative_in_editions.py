from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_pictures_and_writing")]

    operations = [
        migrations.AddField(
            model_name="editionpicture",
            name="decorative",
            field=models.BooleanField(default=False, verbose_name="decorative"),
        ),
    ]
