import uuid

from django.db import models
from django.db.models import Q

from actors.models import Membership
from journal.enums import Cadence, Channel, DeliveryState, Reason
from journal.models.entry import Entry
from journal.querysets import DeliveryQuerySet, NotificationQuerySet
from sites.models import Event


class Notification(models.Model):
    """An event that a person is told of: the row of his inbox. Before `not_before` it waits.

    `entry` is what the event is about, when it is about one: reading it reads the notification.
    """

    recipient = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField("motif", max_length=12, choices=Reason)
    in_inbox = models.BooleanField(default=True)
    not_before = models.DateTimeField()
    read_at = models.DateTimeField("lu le", null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = "notification"
        ordering = ("-not_before", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["recipient", "event"], name="notification_once"),
        ]
        indexes = [
            models.Index(fields=["recipient", "-not_before", "-id"], name="notification_inbox"),
            models.Index(
                fields=["recipient"], condition=Q(read_at=None), name="notification_unread"
            ),
            models.Index(fields=["entry"], name="notification_of_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.recipient_id}"


class Delivery(models.Model):
    """What leaves by another channel: a row of the outbox, written with the event.

    A worker claims it, sends it, and says so. One that dies in between leaves it claimed, and the
    sweep gives it back: it is sent again under the same `message_id`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    notification = models.ForeignKey(
        Notification, on_delete=models.PROTECT, related_name="deliveries"
    )
    recipient = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField("voie", max_length=10, choices=Channel, default=Channel.MAIL)
    cadence = models.CharField("rythme", max_length=12, choices=Cadence)
    not_before = models.DateTimeField("pas avant")
    message_id = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        "état", max_length=10, choices=DeliveryState, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    claimed_at = models.DateTimeField("pris en charge le", null=True)
    sent_at = models.DateTimeField("envoyé le", null=True)
    error = models.TextField("dernière erreur", blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "envoi"
        ordering = ("not_before", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "channel"], name="delivery_once_by_channel"
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=Q(state=DeliveryState.WAITING),
                name="delivery_waiting",
            ),
            models.Index(
                fields=["claimed_at"],
                condition=Q(state=DeliveryState.SENDING),
                name="delivery_claimed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uuid} ({self.state})"
