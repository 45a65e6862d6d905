"""Points d’attention: asked with an entry, answered by those who are asked."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from actors import abilities
from actors.enums import Ability
from actors.models import Organisation
from actors.querysets import MembershipQuerySet, OrganisationQuerySet
from actors.scope import Scope
from journal.access import find_point, lock_point, readers_of
from journal.audiences import readers
from journal.enums import (
    ADDRESSEES,
    AttentionAction,
    AttentionEvent,
    AttentionState,
    Audience,
    Reminder,
)
from journal.models import AttentionPoint, AttentionStep, Entry
from journal.services.details import Address, Request
from journal.transitions import EVENTS, TRANSITIONS, Move, Who
from sites import access, events
from sites.errors import StaleVersion, UsedElsewhere
from sites.models import Site
from territories.days import date_format
from territories.models import Inside

LONGEST_WORD = 2000
NOBODY = Address()
REMOVED = "Message supprimé."
NEEDS_WORD = {
    AttentionAction.DROP: "Dites pourquoi ce point reste sans suite.",
    AttentionAction.REOPEN: "Dites ce qui reste à faire.",
}


def possible_addressees(
    scope: Scope,
    site: Site,
    audience: Audience = Audience.TOUS,
    named: Address = NOBODY,
    answers: Entry | None = None,
) -> OrganisationQuerySet:
    """The structures that an entry not written yet may ask: over the site, and among its readers.

    `answers`: the first entry of the thread, whose readers then hold.
    """
    if answers is not None:
        return _over(site, readers_of(answers))
    if audience == Audience.NOMMES:
        chosen = Q(pk__in=named.memberships) | Q(organisation__in=named.organisations)
        return _over(site, access.readers_of(site).filter(chosen))
    return _over(site, readers(site, audience, _author(scope)))


def raise_point(scope: Scope, entry: Entry, request: Request) -> AttentionPoint:
    """Asks for the attention of the public authorities, in the transaction that wrote the entry;
    the same uuid again gives the same point.

    Raises ValidationError on `attention_addressees` or `attention_deadline`, UsedElsewhere when
    the uuid raised a point on another entry.
    """
    known = AttentionPoint.objects.filter(author=scope.membership_id, uuid=request.uuid).first()
    if known is not None:
        if known.entry_id != entry.pk:
            raise UsedElsewhere
        return known
    addressees = _check(entry, request)
    now = timezone.now()
    with transaction.atomic():
        point = AttentionPoint.objects.create(
            uuid=request.uuid,
            entry=entry,
            site_id=entry.site_id,
            author_id=scope.membership_id,  # type: ignore[misc]
            topic=request.topic,
            severity=request.severity,
            deadline=request.deadline,
            raised_at=now,
            state_since=now,
        )
        point.addressees.set(addressees)
        events.record(AttentionEvent.RAISED, entry.site, scope.membership_id, entry.pk)
    return point


def move(
    scope: Scope, point_id: int, version: int | None, action: AttentionAction, word: str = ""
) -> AttentionPoint:
    """The next state, by `journal.transitions`; of two people at once, the second is told.

    Raises Http404, PermissionDenied, StaleVersion with the state in words, ValidationError on
    `word`, or without a field when the state does not allow the action.
    """
    with transaction.atomic():
        point = lock_point(scope, point_id)
        may_handle = abilities.may(scope, Ability.HANDLE_ATTENTION, point)
        if not (may_handle or _is_author(scope, point)):
            raise PermissionDenied("Ce point d’attention n’est pas adressé à votre structure.")
        if version is not None and version != point.version:
            raise _stale(scope, point)
        step = next_move(point, action)
        if step.who == Who.HANDLER and not may_handle:
            raise PermissionDenied("Seules les structures destinataires répondent à ce point.")
        before, text = point.state, _checked(action, step, word)
        _turn(scope, point, action, step, text)
        facts = {"before": before, "after": step.after.value}
        events.record(EVENTS[action], point.site, scope.membership_id, point.entry_id, **facts)
    return point


def close_with(scope: Scope, entry: Entry, reason: str) -> bool:
    """Whoever removes an entry leaves nobody waiting for an answer to what it asked: the point is
    closed, in the same transaction. Whether there was one open."""
    open_points = AttentionPoint.objects.open().filter(entry=entry)
    point = open_points.select_for_update(of=("self",)).first()
    if point is None:
        return False
    words = f"{REMOVED} {reason}".strip()
    _turn(scope, point, AttentionAction.DROP, next_move(point, AttentionAction.DROP), words)
    return True


def next_move(point: AttentionPoint, action: AttentionAction) -> Move:
    """Raises ValidationError when the state does not allow the action."""
    state = AttentionState(point.state)
    step = TRANSITIONS[state, action]
    if step is None:
        raise ValidationError(
            f"« {action.label} » n’est pas possible : ce point est {state.label.lower()}."
        )
    return step


def possible_actions(
    scope: Scope, points: Iterable[AttentionPoint]
) -> dict[int, list[AttentionAction]]:
    """{point id: what this reader may do next}; one query at most."""
    points = list(points)
    handled = abilities.among(scope, Ability.HANDLE_ATTENTION, points)
    return {
        point.pk: [
            action
            for action in AttentionAction
            if (step := TRANSITIONS[AttentionState(point.state), action])
            and (point.pk in handled or (step.who == Who.CONCERNED and _is_author(scope, point)))
        ]
        for point in points
    }


def _turn(
    scope: Scope, point: AttentionPoint, action: AttentionAction, step: Move, text: str
) -> None:
    now = timezone.now()
    AttentionStep.objects.create(
        point=point,
        action=action,
        before=point.state,
        after=step.after,
        actor_id=scope.membership_id,  # type: ignore[misc]
        word=text,
        at=now,
    )
    if action == AttentionAction.REOPEN:
        point.reminders = _kept(point)
    point.state, point.state_since, point.version = step.after, now, point.version + 1
    point.save(update_fields=["state", "state_since", "version", "reminders"])


def _kept(point: AttentionPoint) -> list[str]:
    """What is reopened waits anew; of a deadline already past, the reopening itself tells."""
    is_past = point.deadline is not None and point.deadline < timezone.localdate()
    return [Reminder.DEADLINE] if is_past else []


def _stale(scope: Scope, point: AttentionPoint) -> StaleVersion:
    read = find_point(scope, point.pk)
    words = f"Ce point d’attention est entre-temps {point.get_state_display().lower()}"
    step = read.last_step
    if step is not None:
        who = f"{step.actor.user.get_full_name()} ({step.actor.organisation.short_name})"
        at = date_format(timezone.localtime(step.at), "j F à H:i")
        words += f", par {who}, le {at}"
    current = {"version": point.version, "state": point.state}
    return StaleVersion(current, f"{words}. Relisez-le avant de répondre.")


def _checked(action: AttentionAction, step: Move, word: str) -> str:
    text = word.strip()
    if step.needs_word and not text:
        raise ValidationError({"word": NEEDS_WORD[action]})
    if len(text) > LONGEST_WORD:
        raise ValidationError({"word": f"La réponse dépasse {LONGEST_WORD} caractères."})
    if "\0" in text:
        raise ValidationError({"word": "Le caractère nul n’est pas autorisé."})
    return text


def _check(entry: Entry, request: Request) -> list[Organisation]:
    """The addressees; ValidationError on every field that is wrong."""
    wrong = {}
    if request.deadline is not None and request.deadline < timezone.localdate():
        wrong["attention_deadline"] = "L’échéance souhaitée est déjà passée."
    possible = list(_over(entry.site, readers_of(entry)).filter(pk__in=request.addressees))
    others = request.addressees - {one.pk for one in possible}
    if not request.addressees:
        wrong["attention_addressees"] = "Choisissez au moins une structure destinataire."
    elif others:
        wrong["attention_addressees"] = _refused(entry, others)
    if wrong:
        raise ValidationError(wrong)
    return possible


def _refused(entry: Entry, others: Iterable[int]) -> str:
    """Named only where they are over the site: what else exists is not this form's to say."""
    over = _over(entry.site, access.readers_of(entry.site)).filter(pk__in=others)
    if names := _names(over):
        return f"L’audience du message ne comprend pas : {names}."
    return "Une des structures choisies ne peut pas être destinataire pour ce site."


def _over(site: Site, held: MembershipQuerySet) -> OrganisationQuerySet:
    """Public authorities whose territories hold the site, with somebody among `held`."""
    places = [place for place in (site.commune_id, site.municipal_arrondissement_id) if place]
    containers = Inside.objects.filter(territory__in=places).values("container")
    links = Organisation.territories.through.objects.filter(
        organisation=OuterRef("pk"), territory__in=containers
    )
    organisations: OrganisationQuerySet = Organisation.objects.active()
    return organisations.filter(
        Exists(links), kind__in=ADDRESSEES, pk__in=held.order_by().values("organisation")
    ).order_by("kind", "name")


def _names(organisations: OrganisationQuerySet) -> str:
    return ", ".join(one.short_name for one in organisations)


def _author(scope: Scope) -> list[int]:
    return [] if scope.membership_id is None else [scope.membership_id]


def _is_author(scope: Scope, point: AttentionPoint) -> bool:
    return point.author_id == scope.membership_id
