import uuid

from django.db import models
from django.db.models import F, Q

from actors.history import tracked
from actors.models import Membership
from sites.enums import ReinstallationState
from sites.models.site import Site
from territories.models import Territory

_S = ReinstallationState


@tracked()
class Reinstallation(models.Model):
    """People of a former site (`origin`) who settled on another one (`arrival`).

    As long as one of the two is another department's to name, it is null and `asked` holds that
    department, whose préfecture answers: nobody learns of a site that he may not see.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    origin = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="departures"
    )
    arrival = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="arrivals"
    )
    asked = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="département",
    )
    moved_on = models.DateField("date d’arrivée", null=True, blank=True)
    people = models.PositiveIntegerField("personnes", null=True, blank=True)
    households = models.PositiveIntegerField("ménages", null=True, blank=True)
    state = models.CharField("état", max_length=10, choices=_S, default=_S.LIEE)
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField("enregistré le", auto_now_add=True)

    class Meta:
        verbose_name = "réinstallation"
        ordering = ("-moved_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["author", "uuid"], name="reinstallation_once_by_author"
            ),
            models.UniqueConstraint(
                fields=["origin", "arrival"],
                condition=Q(state=_S.LIEE),
                name="reinstallation_once_for_two_sites",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_S.values), name="reinstallation_state_known"
            ),
            models.CheckConstraint(
                condition=Q(origin__isnull=False) | Q(arrival__isnull=False),
                name="reinstallation_of_a_site",
            ),
            models.CheckConstraint(
                condition=~Q(origin=F("arrival")), name="reinstallation_elsewhere"
            ),
            models.CheckConstraint(
                condition=~Q(state=_S.LIEE) | Q(origin__isnull=False, arrival__isnull=False),
                name="reinstallation_linked_names_both",
            ),
            models.CheckConstraint(
                condition=~Q(state=_S.DEMANDEE) | Q(asked__isnull=False),
                name="reinstallation_asked_of_a_department",
            ),
        ]
        indexes = [models.Index(fields=["asked", "state"], name="reinstallation_asked")]

    def __str__(self) -> str:
        return f"{self.origin_id or '?'} → {self.arrival_id or '?'}"
