from django.db import migrations

from actors.roles import withhold


class Migration(migrations.Migration):
    dependencies = [("sites", "0001_initial"), ("actors", "0002_app_role")]

    operations = [
        withhold("DELETE", "sites_site", "sites_survey", "sites_siteperiod", "sites_intervenant"),
        withhold("UPDATE, DELETE", "sites_event"),
        withhold(
            "UPDATE, DELETE",
            "sites_sitehistory",
            "sites_siteperiodhistory",
            "sites_surveyhistory",
            "sites_intervenanthistory",
        ),
    ]
