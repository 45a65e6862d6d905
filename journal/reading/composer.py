"""What the composer proposes on one site, and what was typed in it already."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from actors.enums import PUBLIC_AUTHORITIES, OrganisationKind
from actors.models import Organisation
from actors.scope import Scope
from journal.enums import ADDRESSEES, Audience, EntryKind, Severity, Tag, Topic
from journal.forms import NarrowForm
from journal.models import AttentionPoint, Entry
from journal.services import mentioned, named
from sites.access import readers_of
from sites.models import Intervenant, Site
from territories.models import Inside

# label of the chip, icon, who reads
AUDIENCES: dict[Audience, tuple[str, str, str]] = {
    Audience.TOUS: ("Tous", "team-line", "Tous ceux qui voient le site."),
    Audience.INTERVENANTS: (
        "Intervenants",
        "shake-hands-line",
        "Les intervenants confirmés sur ce site et les services de l’État.",
    ),
    Audience.POUVOIRS_PUBLICS: (
        "Pouvoirs publics",
        "government-line",
        "Services de l’État, ARS, Éducation nationale et collectivités du territoire.",
    ),
    Audience.SANTE: (
        "Santé",
        "stethoscope-line",
        "L’ARS et les intervenants confirmés pour la santé ; ni la préfecture, ni la Dihal.",
    ),
    Audience.NOMMES: (
        "Personnes choisies",
        "lock-line",
        "Les seules personnes et structures que vous choisissez, parmi les lecteurs du site.",
    ),
}
# Those that are asked unless the author unticks them.
USUAL_ADDRESSEES = frozenset({OrganisationKind.PREFECTURE, OrganisationKind.DDETS})
_ORDER = list(OrganisationKind)


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    is_chosen: bool
    hint: str = ""
    icon: str = ""
    kind: str = ""


@dataclass(slots=True)
class Composer:
    """`prefix` begins the ids of its fields. `is_begun`: something stands in it."""

    form: Any
    prefix: str
    kinds: list[Choice] = field(default_factory=list)
    audiences: list[Choice] = field(default_factory=list)
    tags: list[Choice] = field(default_factory=list)
    topics: list[Choice] = field(default_factory=list)
    severities: list[Choice] = field(default_factory=list)
    addressees: list[Choice] = field(default_factory=list)
    structures: list[Choice] = field(default_factory=list)
    named: list[Choice] = field(default_factory=list)
    mentions: list[Choice] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def is_begun(self) -> bool:
        return bool(self.form.is_bound or self.values.get("body"))

    @property
    def asks_attention(self) -> bool:
        return bool(self.values.get("attention"))

    @property
    def has_more(self) -> bool:
        """What stands under « Plus de précisions » is used."""
        return any(self.values.get(name) for name in ("tags", "happened_on", "links"))


def composer_of(scope: Scope, site: Site, form: Any, prefix: str = "entry") -> Composer:
    """Two queries: the structures that may be asked or named, and who was named already."""
    chosen = _Values(form)
    structures = list(_structures(site))
    chosen_readers = set(chosen.many("named"))
    near = [
        Choice(f"o{row.pk}", row.short_name, f"o{row.pk}" in chosen_readers)
        for row in structures
        if row.pk != scope.organisation_id
    ]
    others = chosen_readers - {choice.value for choice in near}
    return Composer(
        form=form,
        prefix=prefix,
        kinds=_choices(EntryKind, {chosen.one("kind") or EntryKind.MESSAGE}),
        audiences=_audiences(chosen.one("audience") or Audience.TOUS),
        tags=_choices(Tag, set(chosen.many("tags"))),
        topics=_choices(Topic, {chosen.one("attention_topic")}),
        severities=_choices(Severity, {chosen.one("attention_severity") or Severity.IMPORTANT}),
        addressees=_addressees(structures, chosen),
        structures=near,
        named=_people(site, others),
        mentions=_people(site, chosen.many("mentions")),
        values={
            **{name: chosen.one(name) for name in _PLAIN},
            "tags": chosen.many("tags"),
        },
    )


def reply_of(site: Site | None, form: Any, prefix: str) -> Composer:
    """In a thread, whose readers are known already: text, files and mentions; these alone are
    looked up, on their site."""
    chosen = _Values(form)
    return Composer(
        form=form,
        prefix=prefix,
        mentions=_people(site, chosen.many("mentions")) if site else [],
        values={"body": chosen.one("body")},
    )


def correction_of(site: Site, form: Any) -> Composer:
    """What may be corrected later: text, kind, tags, mentions."""
    chosen = _Values(form)
    composer = reply_of(site, form, "entry")
    composer.kinds = _choices(EntryKind, {chosen.one("kind") or EntryKind.MESSAGE})
    composer.tags = _choices(Tag, set(chosen.many("tags")))
    composer.values["happened_on"] = _day(chosen.one("happened_on"))
    return composer


def _day(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else (value or "")


def narrowing_of(
    scope: Scope, site: Site, entry: Entry, form: NarrowForm, possible: Iterable[Audience]
) -> Composer:
    """The audiences that a thread may still be narrowed to."""
    composer = composer_of(scope, site, form)
    allowed = {audience.value for audience in possible}
    composer.audiences = [choice for choice in composer.audiences if choice.value in allowed]
    if not any(choice.is_chosen for choice in composer.audiences) and composer.audiences:
        composer.audiences[0] = replace(composer.audiences[0], is_chosen=True)
    return composer


def given_back(entry: Entry) -> dict[str, Any]:
    """What was typed, from the entry that is taken back; files stay with the browser."""
    initial: dict[str, Any] = {
        "uuid": uuid4(),
        "body": entry.body,
        "kind": entry.kind,
        "tags": entry.tags,
        "happened_on": entry.happened_on and entry.happened_on.isoformat(),
        "audience": entry.audience,
        "named": named(entry).keys,
        "mentions": mentioned(entry).keys,
        "links": ", ".join(entry.linked_sites.values_list("reference", flat=True)),
    }
    point = AttentionPoint.objects.filter(entry=entry).prefetch_related("addressees").first()
    if point is not None:
        initial |= {
            "attention": "on",
            "attention_topic": point.topic,
            "attention_severity": point.severity,
            "attention_addressees": [row.pk for row in point.addressees.all()],
            "attention_deadline": point.deadline and point.deadline.isoformat(),
        }
    return initial


_PLAIN = ("body", "happened_on", "links", "attention", "attention_deadline")


class _Values:
    """What a form holds, bound or not, by the names of its fields; also those it does not know."""

    def __init__(self, form: Any) -> None:
        self.form = form

    def one(self, name: str) -> Any:
        found = self._raw(name)
        return found[0] if isinstance(found, list) else found

    def many(self, name: str) -> list[str]:
        found = self._raw(name)
        if found in (None, ""):
            return []
        return [str(one) for one in (found if isinstance(found, (list, tuple, set)) else [found])]

    def _raw(self, name: str) -> Any:
        if self.form.is_bound:
            data: Any = self.form.data
            values = data.getlist(name) if hasattr(data, "getlist") else data.get(name)
            return (values or "") if isinstance(values, list) else values
        return self.form.initial.get(name)


def _choices(enum: Any, chosen: Iterable[Any]) -> list[Choice]:
    chosen = {str(one) for one in chosen if one}
    return [Choice(one.value, one.label, one.value in chosen) for one in enum]


def _audiences(chosen: str) -> list[Choice]:
    return [
        Choice(audience.value, label, audience.value == chosen, hint, icon)
        for audience, (label, icon, hint) in AUDIENCES.items()
    ]


def _addressees(structures: list[Organisation], chosen: _Values) -> list[Choice]:
    """Over the site, in the order of the kinds; the usual ones are chosen in an empty form."""
    asked = set(chosen.many("attention_addressees"))
    is_fresh = not (chosen.form.is_bound or asked)
    rows = [row for row in structures if row.kind in ADDRESSEES and row.is_over]  # type: ignore[attr-defined]
    rows.sort(key=lambda row: (_ORDER.index(OrganisationKind(row.kind)), row.name))
    return [
        Choice(
            str(row.pk),
            row.short_name,
            row.kind in USUAL_ADDRESSEES if is_fresh else str(row.pk) in asked,
            kind=row.kind,
        )
        for row in rows
    ]


def _structures(site: Site) -> QuerySet:
    """Those that may read the site and stand near it: over it, or acting on it."""
    places = [place for place in (site.commune_id, site.municipal_arrondissement_id) if place]
    containers = Inside.objects.filter(territory__in=places).values("container")
    over = Organisation.territories.through.objects.filter(
        organisation=OuterRef("pk"), territory__in=containers
    )
    readers = readers_of(site).order_by().values("organisation")
    live = Intervenant.objects.live(timezone.localdate()).filter(
        site=site, organisation=OuterRef("pk")
    )
    return (
        Organisation.objects.active()
        .annotate(is_over=Exists(over), acts=Exists(live.order_by()))
        .filter(pk__in=readers)
        .filter(Q(is_over=True, kind__in=PUBLIC_AUTHORITIES) | Q(acts=True))
        .order_by("-acts", "name")
    )


def _people(site: Site, values: Iterable[str]) -> list[Choice]:
    """Those that a form brings back, among the readers of the site: their names. No query for
    none, else two."""
    if not values:
        return []
    ids: dict[str, set[int]] = {"m": set(), "o": set()}
    for value in values:
        if value[:1] in ids and value[1:].isdigit():
            ids[value[0]].add(int(value[1:18]))
    readers = readers_of(site)
    people = readers.filter(pk__in=ids["m"]).select_related("user", "organisation")
    structures = Organisation.objects.filter(
        pk__in=readers.filter(organisation__in=ids["o"]).values("organisation")
    )
    return [
        *(Choice(f"m{row.pk}", row.user.get_full_name(), True) for row in people),
        *(Choice(f"o{row.pk}", row.short_name, True) for row in structures),
    ]
