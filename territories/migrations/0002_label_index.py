import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("territories", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="territory",
            index=django.contrib.postgres.indexes.GistIndex(
                fields=["level", "label_point"], name="territory_label_gist"
            ),
        ),
    ]
