from django.db import migrations

from actors.roles import let_update


class Migration(migrations.Migration):
    """What happened never changes, save for the site to which it belongs, when two are merged."""

    dependencies = [("sites", "0011_withdrawn_solution")]

    operations = [let_update("site_id", "sites_event")]
