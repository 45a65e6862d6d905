"""The structures, of every kind, and where each acts."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, cycle, islice
from typing import NamedTuple

from django.utils.text import slugify

from actors.enums import OrganisationKind as Kind
from actors.models import Organisation
from layers.demo import structure_names as names
from layers.demo.accounts import DOMAIN
from layers.demo.articles import of_commune, of_departement
from layers.demo.census import SHOWN, SHOWN_COMMUNES, SITES
from layers.demo.chance import Chance
from layers.demo.country import Area, Country
from territories.enums import Level


class Draft(NamedTuple):
    kind: Kind
    name: str
    places: tuple[int, ...]


@dataclass(slots=True, eq=False)
class Structure:
    organisation: Organisation
    places: tuple[int, ...]

    @property
    def kind(self) -> Kind:
        return Kind(self.organisation.kind)


def make_structures(country: Country, count: int) -> list[Structure]:
    """At least `count`: the State's services of each department are always there."""
    chance = Chance("structures")
    share = count / names.FULL
    drafts = [*_state(country), *_local(country, share), *_others(country, share)]
    associations = max(2, count - len(drafts))
    drafts += islice(_associations(country, chance), associations)
    return [_structure(draft, chance) for draft in drafts]


def _state(country: Country) -> Iterator[Draft]:
    yield Draft(Kind.DIHAL, "Dihal", (country.at("nation-FR").pk,))
    for code in country.towns:
        area = country.departement(code)
        of = of_departement(code, area.name)
        yield Draft(Kind.PREFECTURE, f"Préfecture {of}", (area.pk,))
        yield Draft(Kind.DDETS, _social_service(code, of), (area.pk,))
    for area in country.areas.values():
        if area.level == Level.REGION:
            yield Draft(Kind.ARS, f"ARS {area.name}", (area.pk,))


def _social_service(code: str, of: str) -> str:
    if code in names.DRIHL:
        return f"DRIHL, unité départementale {of}"
    return f"{'DEETS' if code in names.DEETS else 'DDETS'} {of}"


def _most_concerned(country: Country) -> list[Area]:
    """The departments of the census, the one shown first, then those with the most sites."""
    codes = [SHOWN, *(code for code in SITES if code != SHOWN)]
    return [country.departement(code) for code in codes if code in country.towns]


def _part(full: int, share: float) -> int:
    return math.ceil(full * share)


def _local(country: Country, share: float) -> Iterator[Draft]:
    departements = _most_concerned(country)
    for area in departements[: _part(names.EDUCATION, share)]:
        yield Draft(Kind.EDUCATION, f"DSDEN {of_departement(area.code, area.name)}", (area.pk,))
    by_code = {town.code: town for town in country.towns.get(SHOWN, ())}
    shown = [by_code[code] for code in SHOWN_COMMUNES if code in by_code]
    first = [rows[0] for code, rows in country.towns.items() if code in SITES and code != SHOWN]
    towns = [*shown, *sorted(first, key=lambda town: -SITES[town.departement])]
    for town in towns[: _part(names.COMMUNES, share)]:
        yield Draft(Kind.COLLECTIVITE, f"Ville {of_commune(town.name)}", (town.pk,))
    groups = chain.from_iterable(country.around(town, Level.EPT, Level.EPCI) for town in towns)
    for group in list(dict.fromkeys(groups))[: _part(names.GROUPS, share)]:
        yield Draft(Kind.COLLECTIVITE, group.name, (group.pk,))
    for area in departements[1 : 1 + _part(names.DEPARTEMENTS, share)]:
        name = f"Département {of_departement(area.code, area.name)}"
        yield Draft(Kind.COLLECTIVITE, name, (area.pk,))


def _others(country: Country, share: float) -> Iterator[Draft]:
    for area in _most_concerned(country)[: _part(names.FIRE_SERVICES, share)]:
        yield Draft(Kind.AUTRE, f"SDIS {of_departement(area.code, area.name)}", (area.pk,))
    observers = names.OBSERVERS[: _part(len(names.OBSERVERS), share)]
    for name, area in zip(observers, _most_concerned(country), strict=False):
        yield Draft(Kind.AUTRE, name, (area.pk,))


def _associations(country: Country, chance: Chance) -> Iterator[Draft]:
    """Some in the shown department, one in each other by its rank, then again, without end."""
    shown, *others = _most_concerned(country)
    more = [shown] * (names.SHOWN_ASSOCIATIONS - 1)
    ranks = chain((shown, *others[:2]), more, cycle([*others, *others[:9]]))
    for name, area in zip(cycle(names.ASSOCIATIONS), ranks, strict=False):
        places = [area.pk]
        near = _same_region(country, area)
        if near and chance.happens(0.25):
            places.append(chance.choice(near).pk)
        yield Draft(Kind.OPERATEUR, f"{name} {area.name}", tuple(dict.fromkeys(places)))


def _same_region(country: Country, area: Area) -> list[Area]:
    region = country.around(country.towns[area.code][0], Level.REGION)
    towns = (rows[0] for code, rows in country.towns.items() if code != area.code)
    return [
        country.departement(town.departement)
        for town in towns
        if country.around(town, Level.REGION) == region
    ]


def _structure(draft: Draft, chance: Chance) -> Structure:
    phone = f"04 65 71 {chance.randrange(100):02d} {chance.randrange(100):02d}"  # kept for fiction
    email = f"contact.{slugify(draft.name)[:50]}@{DOMAIN}"
    organisation = Organisation(kind=draft.kind, name=draft.name, email=email, phone=phone)
    return Structure(organisation, draft.places)
