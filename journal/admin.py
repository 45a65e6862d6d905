"""What the technical administration sees of the outbox: whom, when and how it went, never what."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from actors.admin import ReadOnlyAdmin
from journal.models import Delivery
from journal.services import outbox


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("address", "cadence", "state", "attempts", "not_before", "sent_at")
    list_filter = ("state", "cadence")
    list_select_related = ("recipient__user",)
    search_fields = ("recipient__user__email", "message_id")
    ordering = ("-not_before", "-pk")
    show_full_result_count = False
    fields = (
        "address",
        "channel",
        "cadence",
        "state",
        "attempts",
        "not_before",
        "claimed_at",
        "sent_at",
        "message_id",
        "error",
    )
    readonly_fields = ("address",)
    actions = ("send_again",)

    @admin.display(description="adresse", ordering="recipient__user__email")
    def address(self, delivery: Delivery) -> str:
        return delivery.recipient.user.email

    @admin.action(description="Renvoyer les envois en échec définitif")
    def send_again(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        count = outbox.send_again(chosen)
        words = f"{count} envoi{'s' if count > 1 else ''} de nouveau en attente."
        messages.success(request, words if count else "Aucun de ces envois n’est en échec.")
