"""The table of rights is whole, and `/aide/droits/` prints what decides."""

import re

import pytest

from actors import abilities
from actors.enums import Ability, Condition, Grant, OrganisationKind


def test_every_ability_and_kind_has_its_cell():
    assert set(abilities.TABLE) == set(Ability)
    for cells in abilities.TABLE.values():
        assert set(cells) == set(OrganisationKind)


def test_the_page_prints_every_cell(client_of, cast):
    html = client_of(cast.reader).get("/aide/droits/").content.decode()

    rows = re.findall(r'<tr>\s*<th scope="row">(.*?)</th>(.*?)</tr>', html, re.DOTALL)
    kinds = sorted(OrganisationKind, key=lambda kind: kind != OrganisationKind.ARS)
    printed = {
        label.strip().replace("&#x27;", "'"): [
            re.sub(r"<[^>]+>|–|\s+", " ", cell).strip()
            for cell in re.findall(r"<td.*?>(.*?)</td>", cells, re.DOTALL)
        ]
        for label, cells in rows
    }
    assert printed == {
        ability.label: [abilities.TABLE[ability][kind].label for kind in kinds]
        for ability in Ability
    }


def test_one_s_own_column_stands_out(client_of, cast):
    html = client_of(cast.reader).get("/aide/droits/").content.decode()

    assert html.count("is-mine") == len(Ability) + 1
    assert re.search(r'is-mine">\s*ARS', html)


@pytest.mark.parametrize("condition", Condition)
def test_a_condition_without_its_object_is_a_no(cast, condition):
    from actors.services import scope_of

    for ability, cells in abilities.TABLE.items():
        for membership in (cast.owner, cast.reader, cast.mediator):
            if cells[OrganisationKind(membership.organisation.kind)] == condition:
                assert not abilities.may(scope_of(membership.user), ability)


def test_actors_declare_their_conditions():
    for condition in (
        Condition.OWN_STRUCTURE,
        Condition.OWN_AND_TERRITORY,
        Condition.IN_ITS_TERRITORY,
    ):
        with pytest.raises(ValueError, match="has a test already"):
            abilities.declare(condition, lambda scope, on: True)


@pytest.mark.parametrize(
    ("person", "expected"), [("owner", True), ("neighbour", False), ("dihal", True)]
)
def test_who_may_see_the_reads_of_a_site(cast, site, person, expected):
    from actors.services import scope_of

    assert abilities.may(scope_of(getattr(cast, person).user), Ability.VIEW_READS, site) is expected


@pytest.mark.parametrize("kind", OrganisationKind)
def test_a_menu_shows_what_the_table_leaves_open(kind):
    from actors.scope import Scope

    for ability in Ability:
        cell = abilities.TABLE[ability][kind]
        expected = cell == Grant.YES or isinstance(cell, Condition)
        assert abilities.somewhere(Scope(kind=kind), ability) is expected
