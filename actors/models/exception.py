from django.db import models
from django.db.models import F, Q

from actors.abilities import TABLE
from actors.enums import Ability, ExceptionState, Grant
from actors.models.membership import Membership
from actors.models.organisation import Organisation
from actors.querysets import ExceptionalRightQuerySet
from territories.models import Territory

EXCEPTIONAL = sorted(
    ability for ability, cells in TABLE.items() if Grant.BY_EXCEPTION in cells.values()
)


class ExceptionalRight(models.Model):
    """An ability granted to a structure beyond the table, where the table allows it.

    `territory` is a department, or null for everywhere (the Dihal alone may grant that).
    """

    ability = models.CharField("droit", max_length=30, choices=Ability)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="exceptional_rights",
        verbose_name="structure",
    )
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="département",
    )
    reason = models.TextField("motif")
    until = models.DateField("jusqu’au")
    state = models.CharField(
        "état", max_length=12, choices=ExceptionState, default=ExceptionState.ASKED
    )
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("demandée le", auto_now_add=True)
    decided_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField("décidée le", null=True, blank=True)
    decision_reason = models.TextField("motif de la décision", blank=True)

    objects = ExceptionalRightQuerySet.as_manager()

    class Meta:
        verbose_name = "droit par exception"
        verbose_name_plural = "droits par exception"
        ordering = ("-asked_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(ability__in=EXCEPTIONAL), name="exception_only_where_table_says"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="exception_never_to_oneself",
            ),
            models.CheckConstraint(
                condition=Q(state=ExceptionState.ASKED, decided_by__isnull=True)
                | (~Q(state=ExceptionState.ASKED) & Q(decided_by__isnull=False)),
                name="exception_decided_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ability_display()} — {self.organisation.short_name}"
