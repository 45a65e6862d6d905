from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_withhold_points")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["-published_at", "-id"], name="entry_newest"),
        ),
    ]
