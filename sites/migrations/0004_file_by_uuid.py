from django.db import migrations, models


class Migration(migrations.Migration):
    """A file's address is its uuid, whoever its author is."""

    dependencies = [("sites", "0003_files")]

    operations = [
        migrations.AddIndex(
            model_name="file",
            index=models.Index(fields=["uuid"], name="file_by_uuid"),
        ),
    ]
