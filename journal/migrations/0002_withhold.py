from django.db import migrations

from actors.roles import withhold


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial"), ("actors", "0002_app_role")]

    operations = [
        withhold("DELETE", "journal_entry"),
        withhold("UPDATE, DELETE", "journal_entryhistory"),
    ]
