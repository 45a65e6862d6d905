from django.db import migrations

from actors.roles import withhold


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_audiences_points_notifications")]

    operations = [
        withhold("DELETE", "journal_attentionpoint"),
        withhold("UPDATE, DELETE", "journal_attentionstep", "journal_attentionpointhistory"),
    ]
