"""What happened, as a sentence whose subject is who did it: one table, for every screen and mail.

« Hélène Marchandin, Préfecture du Rhône, **a fermé le site** ». A kind that is not here is told
nowhere: corrections of a text, a proposal that waits for its structure's answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices

from journal.enums import AttentionEvent, EntryEvent
from legal.enums import LegalEvent
from sites.enums import ClosingCause, EventKind, Phase, SurveyGroup, Theme
from sites.models import Event


class Group(TextChoices):
    """Kinds as people choose among them."""

    MESSAGES = "messages", "Messages"
    ATTENTION = "attention", "Points d’attention"
    SURVEYS = "diagnostics", "Diagnostics"
    STATUS = "statut", "Statut"
    INTERVENANTS = "intervenants", "Intervenants"
    SHEET = "fiche", "Fiche"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`alone`: what is said when nobody did it, or nobody but the machine."""

    group: str
    words: str
    alone: str = ""


SENTENCES: dict[str, Sentence] = {
    EntryEvent.POSTED: Sentence(Group.MESSAGES, "a écrit au journal"),
    EntryEvent.ANSWERED: Sentence(Group.MESSAGES, "a répondu au journal"),
    AttentionEvent.RAISED: Sentence(Group.ATTENTION, "a signalé un point d’attention"),
    AttentionEvent.TAKEN: Sentence(Group.ATTENTION, "a pris en compte un point d’attention"),
    AttentionEvent.TREATED: Sentence(Group.ATTENTION, "a traité un point d’attention"),
    AttentionEvent.DROPPED: Sentence(Group.ATTENTION, "a classé sans suite un point d’attention"),
    AttentionEvent.REOPENED: Sentence(Group.ATTENTION, "a rouvert un point d’attention"),
    AttentionEvent.REMINDED: Sentence(
        Group.ATTENTION,
        "a relancé un point d’attention",
        alone="Relance des destinataires d’un point d’attention",
    ),
    EventKind.SITE_SURVEYED: Sentence(Group.SURVEYS, "a actualisé le diagnostic"),
    EventKind.SITE_VERIFIED: Sentence(Group.SURVEYS, "a vérifié le site : rien n’a changé"),
    EventKind.SITE_REPORTED: Sentence(Group.STATUS, "a signalé le site"),
    EventKind.SITE_CONFIRMED: Sentence(Group.STATUS, "a confirmé le site"),
    EventKind.SITE_RESORPTION: Sentence(Group.STATUS, "a engagé la résorption du site"),
    EventKind.SITE_CLOSED: Sentence(Group.STATUS, "a fermé le site"),
    EventKind.SITE_RESORBED: Sentence(Group.STATUS, "a déclaré le site résorbé"),
    EventKind.SITE_REOPENED: Sentence(Group.STATUS, "a rouvert le site"),
    EventKind.SITE_CANCELLED: Sentence(Group.STATUS, "a annulé le signalement du site"),
    EventKind.INTERVENANT_DECLARED: Sentence(
        Group.INTERVENANTS, "a déclaré l’intervention de sa structure"
    ),
    EventKind.INTERVENANT_CONFIRMED: Sentence(Group.INTERVENANTS, "a confirmé un intervenant"),
    EventKind.INTERVENANT_RENEWED: Sentence(
        Group.INTERVENANTS, "a prolongé l’intervention de sa structure"
    ),
    EventKind.INTERVENANT_ENDED: Sentence(Group.INTERVENANTS, "a mis fin à une intervention"),
    LegalEvent.OWNER: Sentence(Group.SHEET, "a renseigné le propriétaire"),
    LegalEvent.PROCEDURE: Sentence(Group.SHEET, "a renseigné une procédure"),
    LegalEvent.STEP: Sentence(Group.SHEET, "a renseigné l’étape d’une procédure"),
    LegalEvent.EVACUATION: Sentence(Group.SHEET, "a renseigné la date d’évacuation"),
    LegalEvent.DEADLINE: Sentence(
        Group.SHEET,
        "a rappelé l’échéance d’une procédure",
        alone="L’échéance d’une procédure approche",
    ),
    EventKind.SITE_EDITED: Sentence(Group.SHEET, "a modifié la fiche du site"),
    EventKind.SITE_CORRECTED: Sentence(Group.SHEET, "a corrigé la fiche du site clos"),
    EventKind.SITE_MERGED: Sentence(Group.SHEET, "a fusionné un doublon dans ce site"),
    EventKind.SITE_UNMERGED: Sentence(Group.SHEET, "a annulé la fusion d’un doublon"),
    EventKind.REINSTALLATION_LINKED: Sentence(
        Group.SHEET,
        "a indiqué une réinstallation",
        alone="Réinstallation indiquée par un autre département",
    ),
    EventKind.REINSTALLATION_DECLINED: Sentence(
        Group.SHEET,
        "a écarté une réinstallation",
        alone="Réinstallation écartée par l’autre département",
    ),
    EventKind.REINSTALLATION_REMOVED: Sentence(Group.SHEET, "a retiré un lien de réinstallation"),
    EventKind.SITE_MOVED: Sentence(Group.SHEET, "a déplacé le site sur la carte"),
    EventKind.SITE_FOOTPRINT: Sentence(Group.SHEET, "a dessiné l’emprise du site"),
    EventKind.SITE_PHASE: Sentence(Group.SHEET, "a daté des phases préparatoires"),
    EventKind.SITE_DOCUMENT: Sentence(Group.SHEET, "a déposé un document"),
    EventKind.SITE_DOCUMENT_REMOVED: Sentence(Group.SHEET, "a retiré un document du site clos"),
    EventKind.SITE_HEAT_RISK: Sentence(Group.SHEET, "a mis à jour le risque en cas de canicule"),
    EventKind.HEATWAVE_DECLARED: Sentence(Group.SHEET, "a déclaré une canicule"),
    EventKind.SITE_TERRITORY: Sentence(
        Group.SHEET,
        "a mis à jour la commune du site",
        alone="Commune du site mise à jour avec le nouveau découpage",
    ),
}


# Every kind as a heading, said or not: of a mail, of a row of the inbox.
TITLES: Mapping[str, str] = {
    str(kind.value): str(kind.label)
    for kinds in (EventKind, LegalEvent, EntryEvent, AttentionEvent)
    for kind in kinds
}


def declare(sentences: Mapping[str, Sentence]) -> None:
    """The kinds of an upper app; called once, when it is ready."""
    SENTENCES.update(sentences)


def kinds_of(*groups: str) -> list[str]:
    """The kinds of these groups; of none: every kind that is told."""
    return [kind for kind, known in SENTENCES.items() if not groups or known.group in groups]


def sentence(event: Event) -> str:
    """What comes after the name of who did it; the whole sentence when there is nobody."""
    known = SENTENCES[event.kind]
    return known.words if event.actor_id or not known.alone else known.alone


def facts_in_words(event: Event) -> str:
    """What the event itself adds: groups that were read, themes, the cause of a closing."""
    if said := _SAID.get(event.kind):
        return str(event.facts.get(said, ""))
    names = _FACTS.get(event.kind)
    if names is None:
        return ""
    fact, choices = names
    given: Any = event.facts.get(fact) or []
    values = given if isinstance(given, list) else [given]
    known = dict(choices.choices)
    return ", ".join(known[value] for value in values if value in known)


# kind → the fact that is said as it stands: a reason, a reference
_SAID: Mapping[str, str] = {
    EventKind.SITE_CORRECTED: "reason",
    EventKind.SITE_DOCUMENT: "reason",
    EventKind.SITE_DOCUMENT_REMOVED: "reason",
    LegalEvent.OWNER: "reason",
    LegalEvent.PROCEDURE: "reason",
    LegalEvent.STEP: "reason",
    LegalEvent.EVACUATION: "reason",
    EventKind.SITE_MERGED: "reference",
    EventKind.SITE_UNMERGED: "reference",
}
# kind → the fact that is said, and its words
_FACTS: Mapping[str, tuple[str, type[TextChoices]]] = {
    EventKind.SITE_SURVEYED: ("groups", SurveyGroup),
    EventKind.SITE_CLOSED: ("cause", ClosingCause),
    EventKind.SITE_PHASE: ("phases", Phase),
    EventKind.INTERVENANT_DECLARED: ("themes", Theme),
}
