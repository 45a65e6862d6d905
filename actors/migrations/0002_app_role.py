from django.db import migrations

from actors.roles import serve_by_app


class Migration(migrations.Migration):
    dependencies = [("actors", "0001_initial")]

    operations = [serve_by_app()]
