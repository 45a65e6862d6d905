from django.db import migrations

from actors.roles import withhold


class Migration(migrations.Migration):
    dependencies = [("sites", "0005_record"), ("actors", "0002_app_role")]

    operations = [
        withhold(
            "DELETE",
            "sites_closingsolution",
            "sites_document",
            "sites_heatwave",
            "sites_merge",
            "sites_reinstallation",
            "sites_sitephase",
        ),
        withhold(
            "UPDATE, DELETE",
            "sites_closingsolutionhistory",
            "sites_documenthistory",
            "sites_heatwavehistory",
            "sites_reinstallationhistory",
            "sites_sitephasehistory",
        ),
    ]
