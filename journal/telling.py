"""A notification in words: what happened, who did it, why one is told, and where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from journal.enums import AttentionEvent, EntryEvent, EntryKind, Reason, Reminder, Severity
from journal.markdown import plain
from journal.models import AttentionPoint, Notification
from journal.models.entry import address_of
from journal.sentences import TITLES
from sites.enums import EventKind, Refusal
from territories.days import date_format

LONGEST_EXCERPT = 180

WHY: Mapping[Reason, str] = {
    Reason.ADDRESSED: "Ce point d’attention est adressé à votre structure.",
    Reason.MENTION: "Ce message vous mentionne, vous ou votre structure.",
    Reason.AUTHOR: "C’est la suite de ce que vous avez écrit ou signalé.",
    Reason.INTERVENANT: "Votre structure intervient sur ce site.",
    Reason.FOLLOWED: "Vous suivez ce site.",
    Reason.ATTENTION: "Ce point d’attention est dans votre territoire.",
    Reason.TERRITORY: "Ce site est dans un territoire que vous suivez.",
}
ASKED = "Votre structure répond pour ce département."
# What is said otherwise to the one whom it reaches
_TO_HIM: Mapping[str, str] = {
    EntryEvent.POSTED: "Nouveau message",
    EntryEvent.ANSWERED: "Nouvelle réponse",
    EntryEvent.EDITED: "Message corrigé",
    EntryEvent.REMOVED: "Votre message a été supprimé",
    EntryEvent.FILE_REFUSED: "Un fichier de votre message a été refusé",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One row of the inbox. `excerpt` is plain text of the entry as it stands now."""

    notification: Notification
    what: str
    is_urgent: bool
    who: str
    structure: str
    why: str
    excerpt: str

    @property
    def day(self) -> date:
        return timezone.localdate(self.notification.not_before)

    @property
    def day_in_words(self) -> str:
        days = (timezone.localdate() - self.day).days
        near = {0: "Aujourd’hui", 1: "Hier"}
        return near.get(days) or date_format(self.day, "l j F Y").capitalize()


def tell(row: Notification) -> Told:
    """The row as `NotificationQuerySet.with_what_happened` loads it."""
    actor, point = row.event.actor, _point(row)
    return Told(
        notification=row,
        what=_what(row, point),
        is_urgent=point is not None and point.severity == Severity.URGENT and point.is_open,
        who=actor.user.get_full_name() if actor else "Le service",
        structure=actor.organisation.short_name if actor else "",
        why=ASKED if row.event.kind == EventKind.REINSTALLATION_ASKED else WHY[Reason(row.reason)],
        excerpt=_excerpt(row),
    )


def address(row: Notification) -> str:
    """The entry in its site's journal; the journal alone once it is removed; else the site."""
    if row.event.site is None:
        asked = row.event.kind == EventKind.REINSTALLATION_ASKED
        return reverse("reinstallations" if asked else "notifications")
    if row.entry is None:
        return reverse("site", args=[row.event.site.reference])
    reference = row.event.site.reference
    if row.entry.removed_at:
        return reverse("journal-post", args=[reference])
    return address_of(reference, row.entry.pk)


def _what(row: Notification, point: AttentionPoint | None) -> str:
    kind = row.event.kind
    if kind == EntryEvent.REMOVED and row.reason == Reason.ADDRESSED:
        return "Point d’attention retiré"
    words = _TO_HIM.get(kind) or TITLES.get(kind, "Nouveau fait")
    if kind == EntryEvent.POSTED and row.entry and row.entry.kind != EntryKind.MESSAGE:
        return f"{words} : {EntryKind(row.entry.kind).label.lower()}"
    if kind not in AttentionEvent.values or point is None:
        return words
    topic = f"{words} : {point.get_topic_display().lower()}"
    # what is urgent and open has a badge that says so
    return f"{topic}, important" if point.severity == Severity.IMPORTANT else topic


def _point(row: Notification) -> AttentionPoint | None:
    return getattr(row.entry, "attention", None) if row.entry else None


def _excerpt(row: Notification) -> str:
    if row.event.kind == EventKind.REINSTALLATION_ASKED:
        return f"Par le département {row.event.facts.get('departement', '')}."
    if row.entry is None:
        return ""
    kind, facts = row.event.kind, row.event.facts
    if kind == EntryEvent.REMOVED:
        return f"Motif : {row.entry.removal_reason}" if row.entry.removal_reason else ""
    if kind == EntryEvent.FILE_REFUSED and facts.get("reason") in Refusal.values:
        return f"{facts.get('file', 'Un fichier')} : {Refusal(facts['reason']).label.lower()}."
    if kind == AttentionEvent.REMINDED and facts.get("reminder") in Reminder.values:
        return f"{Reminder(facts['reminder']).label}."
    return plain(row.entry.body, LONGEST_EXCERPT)
