"""People of a former site who settled on another one: told from either side, and across the limit
of a scope asked of the other department's préfecture.

A site that one may not see is never named: neither by a refusal, nor on a page.
"""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from actors import abilities
from actors.enums import Ability
from actors.places import reaches
from actors.scope import Scope
from sites import events
from sites.access import kept_of, lock_site, lock_sites
from sites.enums import EventKind, ReinstallationState
from sites.errors import TakenBack, UsedElsewhere
from sites.models import Reinstallation, Site
from sites.querysets import inside
from sites.reinstallations import answered_departements
from sites.services.dates import not_in_future
from sites.services.figures import MOST
from sites.services.moving import Moved
from territories.enums import Level
from territories.models import Territory

NOT_FOUND = "Aucun site que vous voyez ne porte cette référence."
_S = ReinstallationState

# Whether one comes to %(goal)s by following the links from %(start)s
_LEADS = f"""
WITH RECURSIVE reached(site_id) AS (
    SELECT %(start)s::bigint
    UNION
    SELECT link.arrival_id FROM sites_reinstallation link
    JOIN reached ON reached.site_id = link.origin_id WHERE link.state = '{_S.LIEE}'
)
SELECT EXISTS (SELECT 1 FROM reached WHERE site_id = %(goal)s)
"""
# One at a time: two links that only together make a loop would each see none.
_ALONE = "SELECT pg_advisory_xact_lock(hashtext('sites_reinstallation'))"


@dataclass(frozen=True, slots=True)
class Move:
    """`receives`: people came to the site from the other one; else they left for it.

    The other one by its `other` reference, or by the code of its `departement` when the reader does
    not see it. None is unknown.
    """

    receives: bool
    other: str = ""
    departement: str = ""
    moved_on: date | None = None
    people: int | None = None
    households: int | None = None
    uuid: UUID = field(default_factory=uuid4)


def link(scope: Scope, reference: str, move: Move) -> Reinstallation:
    """Links two sites, or asks the department of the other one; the same uuid gives the same row.

    Raises Http404, PermissionDenied, UsedElsewhere, TakenBack, ValidationError by field (`other`,
    `departement`, `moved_on`, `people`, `households`).
    """
    with transaction.atomic():
        site, other = _sites(scope, reference, move)
        abilities.require(scope, Ability.SURVEY_SITE, site)
        if former := _already(scope, site, move.uuid):
            return former
        _check(move)
        if bool(move.other) == bool(move.departement):
            words = "Choisissez un site, ou le département d’un site que vous ne voyez pas."
            raise ValidationError({"other": words})
        row = Reinstallation(  # type: ignore[misc]
            uuid=move.uuid,
            moved_on=move.moved_on,
            people=move.people,
            households=move.households,
            author_id=scope.membership_id,
        )
        if move.other:
            if other is None:
                raise ValidationError({"other": NOT_FOUND})
            _join(row, *((other, site) if move.receives else (site, other)))
            _tell(scope, EventKind.REINSTALLATION_LINKED, row, site, other)
        else:
            row.asked = _asked(scope, move.departement)
            row.origin, row.arrival = (None, site) if move.receives else (site, None)
            row.state = _S.DEMANDEE
            row.save()
            _tell(scope, EventKind.REINSTALLATION_LINKED, row, site)
            _ask(scope, row, site)
    return row


def answer(scope: Scope, pk: int, other: str = "") -> Reinstallation:
    """The asked department names one of its sites, or, without `other`, declines.

    Raises Http404 unless the request waits for this reader, ValidationError on `other`.
    """
    with transaction.atomic():
        _alone()
        row = waiting_for(scope).select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None:
            raise Http404("No such request waits for this reader")
        row.answered_by_id = scope.membership_id
        mine = row.arrival or row.origin
        if not other:
            row.state = _S.ECARTEE
            row.save(update_fields=["state", "answered_by"])
            _tell(scope, EventKind.REINSTALLATION_DECLINED, row, mine)
            return row
        named = lock_sites(scope, [kept_of(other) or other])
        there = Site.objects.filter(inside(row.asked))
        if not named or not there.filter(pk=named[0].pk).exists():
            words = f"Aucun site de ce département ne porte cette référence : {row.asked}."
            raise ValidationError({"other": words})
        abilities.require(scope, Ability.CONFIRM_SITE, named[0])
        pair = (row.origin or named[0], row.arrival or named[0])
        row.state = _S.LIEE
        _join(row, *pair)
        _tell(scope, EventKind.REINSTALLATION_LINKED, row, *pair)
    return row


def remove(scope: Scope, reference: str, pk: int) -> Reinstallation:
    """Takes a link or a request back, from either side. Raises Http404, PermissionDenied."""
    with transaction.atomic():
        site = lock_site(scope, reference)
        abilities.require(scope, Ability.SURVEY_SITE, site)
        of_site = Q(origin=site) | Q(arrival=site)
        rows = Reinstallation.objects.filter(of_site, pk=pk).exclude(state=_S.RETIREE)
        row = rows.select_for_update(of=("self",)).first()
        if row is None:
            raise Http404("No such link on this site")
        row.state = _S.RETIREE
        row.save(update_fields=["state"])
        _tell(scope, EventKind.REINSTALLATION_REMOVED, row, site)
    return row


def waiting_for(scope: Scope) -> QuerySet[Reinstallation]:
    """The requests that this reader answers: of the departments that he reaches and where he may
    confirm sites. The nation's reader answers those of all."""
    rows = Reinstallation.objects.filter(state=_S.DEMANDEE).select_related(
        "asked", "origin__departement", "arrival__departement"
    )
    return rows.filter(asked__in=answered_departements(scope)).order_by("-pk")


def _sites(scope: Scope, reference: str, move: Move) -> tuple[Site, Site | None]:
    """Both locked in the order of their references; the other one only if the reader sees it."""
    _alone()
    other = kept_of(move.other) or move.other
    found = {site.reference: site for site in lock_sites(scope, {reference, other} - {""})}
    if reference not in found:
        lock_site(scope, reference)  # which says why
    return found[reference], found.get(other)


def _join(row: Reinstallation, origin: Site, arrival: Site) -> None:
    """Raises ValidationError on `other` for a link to itself, twice or in a loop."""
    if origin.pk == arrival.pk:
        words = "Un site ne se réinstalle pas sur lui-même : choisissez-en un autre."
        raise ValidationError({"other": words})
    twice = Reinstallation.objects.filter(origin=origin, arrival=arrival, state=_S.LIEE)
    if twice.exclude(pk=row.pk).exists():
        raise ValidationError({"other": "Ce lien existe déjà entre les deux sites."})
    if leads(arrival.pk, origin.pk):
        words = "Ce lien ferait une boucle : des personnes de ce site-là sont déjà passées ici."
        raise ValidationError({"other": words})
    row.origin, row.arrival = origin, arrival
    row.save()


def leads(start: int, goal: int) -> bool:
    """Whether people of the first site went, from one to the next, to the second one; by ids."""
    with connection.cursor() as cursor:
        cursor.execute(_LEADS, {"start": start, "goal": goal})
        return bool(cursor.fetchone()[0])


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ALONE)


def _already(scope: Scope, site: Site, uuid: UUID) -> Reinstallation | None:
    former = Reinstallation.objects.filter(author=scope.membership_id, uuid=uuid).first()
    if former and site.pk not in (former.origin_id, former.arrival_id):
        raise UsedElsewhere
    if former and former.state == _S.RETIREE:
        raise TakenBack
    return former


def _check(move: Move) -> None:
    not_in_future(moved_on=move.moved_on)
    wrong = {
        name: f"Indiquez un nombre entre 0 et {MOST}."
        for name in ("people", "households")
        if (number := getattr(move, name)) is not None and not 0 <= number <= MOST
    }
    people, households = move.people, move.households
    if not wrong and None not in (people, households) and households > people:  # type: ignore[operator]
        wrong["households"] = "Il y a plus de ménages que de personnes."
    if wrong:
        raise ValidationError(wrong)


def _asked(scope: Scope, code: str) -> Territory:
    rows = Territory.objects.in_force().at_level(Level.DEPARTEMENT)
    departement = rows.filter(code=code).first()
    if departement is None:
        raise ValidationError({"departement": "Choisissez un département de la liste."})
    if reaches(scope, departement.pk):
        words = "Vous voyez tous les sites de ce département : choisissez celui dont il s’agit."
        raise ValidationError({"departement": words})
    return departement


def _ask(scope: Scope, row: Reinstallation, site: Site) -> None:
    """What the other department is told: from which one it comes, and nothing else."""
    events.record(
        EventKind.REINSTALLATION_ASKED,
        None,
        None,
        row.pk,
        departement=site.departement.name,
        asked=row.asked_id,
    )


def _tell(scope: Scope, kind: EventKind, row: Reinstallation, *sites: Site | None) -> None:
    """On the time line of each site; never with what stands on the other side."""
    for site in sites:
        if site is not None:
            actor = scope.membership_id if _is_his(scope, site) else None
            events.record(kind, site, actor, row.pk)


def _is_his(scope: Scope, site: Site) -> bool:
    return Site.objects.visible_to(scope).filter(pk=site.pk).exists()


def follow_merge(source: Site, target: Site, back: Moved | None = None) -> dict[str, list[int]]:
    """The links of a merged site; those that would lead to itself, twice or round stay on it."""
    moved: dict[str, list[int]] = {}
    for column, opposite in (("origin", "arrival"), ("arrival", "origin")):
        key = f"{Reinstallation._meta.label}.{column}"
        rows = Reinstallation.objects.filter(**{column: source}).order_by("pk")
        if back is not None:
            rows = rows.filter(pk__in=back.get(key, ()))
        moved[key] = [row.pk for row in rows if _moves(row, column, opposite, target)]
    return moved


def _moves(row: Reinstallation, column: str, opposite: str, target: Site) -> bool:
    other = getattr(row, f"{opposite}_id")
    if other == target.pk:
        return False
    if row.state == _S.LIEE:
        ends = {column: target.pk, opposite: other}
        twice = Reinstallation.objects.filter(**ends, state=_S.LIEE).exists()
        if twice or leads(ends["arrival"], ends["origin"]):
            return False
    setattr(row, f"{column}_id", target.pk)
    row.save(update_fields=[column])
    return True
