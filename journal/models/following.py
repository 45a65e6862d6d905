from django.db import models
from django.db.models import Q

from actors.models import Membership, User
from journal.enums import Cadence, Channel, Reason
from sites.models import Site
from territories.models import Territory


class Follow(models.Model):
    """What a person follows beyond the sites of his structure: a site or a territory.

    Both null: his own territory, which State services, ARS and collectivités follow unless such a
    row says `is_muted` (`journal.enums.FOLLOW_THEIR_TERRITORY`).
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, related_name="+")
    is_muted = models.BooleanField(default=False)

    class Meta:
        verbose_name = "suivi"
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "site", "territory"],
                nulls_distinct=False,
                name="follow_once",
            ),
            models.CheckConstraint(
                condition=Q(site=None) | Q(territory=None), name="follow_site_or_territory"
            ),
        ]
        indexes = [
            models.Index(fields=["site"], name="follow_of_site"),
            models.Index(fields=["territory"], name="follow_of_territory"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} → {self.site_id or self.territory_id or 'own'}"


class Preference(models.Model):
    """How a person wants to be told; without a row, the default (`journal.preferences`)."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason)
    channel = models.CharField(max_length=10, choices=Channel)
    cadence = models.CharField(max_length=12, choices=Cadence)

    class Meta:
        verbose_name = "préférence"
        constraints = [
            models.UniqueConstraint(fields=["user", "reason", "channel"], name="preference_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.reason} {self.channel}: {self.cadence}"


class MailSettings(models.Model):
    """When mails may come to a person, and whether his address still takes them."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="mail_settings")
    quiet_from = models.TimeField("silence à partir de", null=True, blank=True)
    quiet_until = models.TimeField("jusqu’à", null=True, blank=True)
    digest_at = models.TimeField("heure du résumé", default="07:30")
    weekly_on = models.PositiveSmallIntegerField("jour du résumé de la semaine", default=0)
    bounced_at = models.DateTimeField("adresse refusée le", null=True, editable=False)
    bounced_address = models.EmailField(blank=True, editable=False)

    class Meta:
        verbose_name = "réglage des e-mails"
        constraints = [
            models.CheckConstraint(condition=Q(weekly_on__lte=6), name="mail_settings_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
