"""Pages beside the news show pictures, and each of their editions bears a hash of what it shows."""

import hashlib
import json

import django.db.models.deletion
from django.db import migrations, models

COLUMNS = ["title", "slug", "lead", "body_html", "responsible", "opening"]


def give_hashes(apps, editor):
    """Give the editions that stand the hash that publishing gives; none shows a picture yet."""
    editions = apps.get_model("articles", "PageEdition").objects
    for edition in editions.all():
        shown = {name: value for name in COLUMNS if (value := getattr(edition, name))}
        written = json.dumps(shown, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        digest = hashlib.sha256(written.encode()).hexdigest()
        editions.filter(pk=edition.pk).update(hash=digest)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0022_menu_items_lead_to_topics'),
        ('images', '0002_rights_and_likeness'),
    ]

    operations = [
        migrations.AddField(
            model_name='pageedition',
            name='hash',
            field=models.CharField(default='', max_length=64, verbose_name='hash'),
            preserve_default=False,
        ),
        migrations.RunPython(give_hashes, migrations.RunPython.noop),
        migrations.CreateModel(
            name='PageImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='page_images', to='images.image', verbose_name='picture')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='images', to='articles.page', verbose_name='page')),
            ],
            options={
                'verbose_name': 'picture in a page',
                'verbose_name_plural': 'pictures in pages',
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('page', 'image'), name='page_image_once_in_a_page')],
            },
        ),
        migrations.CreateModel(
            name='PagePicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('alt_text', models.CharField(blank=True, max_length=300, verbose_name='alt text')),
                ('caption', models.TextField(blank=True, verbose_name='caption')),
                ('credit', models.CharField(blank=True, max_length=200, verbose_name='credit')),
                ('decorative', models.BooleanField(default=False, verbose_name='decorative')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='articles.pageedition', verbose_name='edition')),
                ('erasure', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.erasure', verbose_name='erasure')),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='page_pictures', to='images.image', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'picture of a page',
                'verbose_name_plural': 'pictures of pages',
                'ordering': ['order'],
                'abstract': False,
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('edition', 'order'), name='page_picture_order_is_clear')],
            },
        ),
    ]
