"""`/carte/facettes/`: what each choice would leave, in one query, among the reader's own sites."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict

from actors.enums import Ability
from actors.services import scope_of
from layers import facets
from sites.filters import FILTERS, Choice, Filter, SiteFilter, available, declare
from sites.models import Site
from tests.factories import IntervenantFactory, SiteFactory

pytestmark = pytest.mark.django_db
URL = "/carte/facettes/"


@pytest.fixture
def ask(api):
    def get(person, fold, query=""):
        answer = api(person).get(f"{URL}?pli={fold}&{query}")
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    return get


@pytest.fixture
def varied(cast, world, a_site):
    """Eight sites of the Rhône that differ in all that filters read, and two that are elsewhere."""
    sites = [a_site(commune=world.lyon, name=f"Site {number}") for number in range(8)]
    for number, site in enumerate(sites):
        Site.objects.filter(pk=site.pk).update(
            water=("bon", "mauvais")[number % 2],
            waste=("inconnu", "mauvais", "bon")[number % 3],
            people=(None, 12, 40, 90)[number % 4],
            minors=number,
            kind=("terrain", "immeuble")[number // 4],
            status=("ouvert", "signale", "ferme", "en-cours")[number % 4],
            target_year=(None, 2025, 2027)[number % 3],
        )
    for site in sites[:5]:
        IntervenantFactory(
            site=site, organisation=cast.mediator.organisation, author=cast.owner,
            themes=["sante", "emploi"],
        )  # fmt: skip
    IntervenantFactory(
        site=sites[0], organisation=cast.reader.organisation, author=cast.owner, themes=["sante"]
    )
    hidden = [SiteFactory(commune=world.macon, declared_by=cast.neighbour) for _ in range(2)]
    for site in hidden:
        IntervenantFactory(
            site=site, organisation=cast.stranger.organisation, author=cast.neighbour
        )
    return sites


FOLDS = list(dict.fromkeys(known.fold_slug for known in FILTERS.values() if known.fold))
QUERIES = [
    "",
    "eau=mauvais",
    "statut=tous&eau=bon,mauvais&dechets=mauvais",
    "personnes_min=10&theme=sante",
    "objectif=aucun&type=terrain",
    "sans_intervenant=oui",
    "ouvert_le=2026-11-23",
    "autour=45.25,4.25,500&partie=metropole",
    "dans=commune-69123&texte=site",
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_count_is_what_choosing_leaves(ask, cast, varied, query):
    """Or nothing, for a choice that makes no sense beside the others."""
    scope = scope_of(cast.owner.user, cast.owner.pk)
    mine = Site.objects.visible_to(scope)
    compared = set()
    for fold in FOLDS:
        counted = ask(cast.owner, fold, query)
        counted.pop("choices", None)
        for name, values in counted.items():
            for value, count in values.items():
                params = QueryDict(query, mutable=True)
                params[name] = value
                try:
                    left = SiteFilter.read(params, scope).apply(mine).count()
                except ValidationError:
                    left = 0
                assert left == count, (name, value)
                compared.add(name)
    offering = {known.name for known in FILTERS.values() if known.offered}
    assert offering <= compared


def test_a_choice_replaces_those_of_its_own_filter_alone(ask, cast, varied):
    counted = ask(cast.owner, "conditions-de-vie", "eau=mauvais")
    assert counted["eau"] == {"bon": 2, "a-ameliorer": 0, "mauvais": 4, "inconnu": 0}
    assert sum(counted["dechets"].values()) == 4


def test_counts_hold_nothing_of_what_one_may_not_see(ask, cast, varied):
    def highest(person, query):
        mine = {known.fold_slug for known in available(scope_of(person.user, person.pk))}
        answers = [ask(person, fold, query) for fold in FOLDS if fold in mine]
        structures = [answer.pop("choices", {}) for answer in answers]
        counts = [n for one in answers for values in one.values() for n in values.values()]
        return max(counts), [one for one in structures if any(one.values())]

    for person, most in ((cast.owner, 8), (cast.neighbour, 2), (cast.dihal, 10)):
        assert highest(person, "statut=tous")[0] == most
    assert highest(cast.stranger, "dans=departement-69&statut=tous") == (0, [])


def test_a_membership_of_nothing_counts_nothing(cast, count_queries):
    scope = type(scope_of(cast.owner.user, cast.owner.pk))()
    with count_queries(0):
        counted = facets.counts(scope, SiteFilter(), [FILTERS["statut"]])
    assert set(counted["statut"].values()) == {0}


def test_the_structures_to_choose_are_those_of_ones_own_sites(ask, cast, varied):
    """The most present first; one that intervenes elsewhere is not named."""
    answer = ask(cast.owner, "intervenants")
    assert answer["choices"]["intervenant"] == [
        {"value": str(cast.mediator.organisation_id), "label": "Association de médiation",
         "sites": 4},
        {"value": str(cast.reader.organisation_id), "label": "ARS", "sites": 1},
    ]  # fmt: skip
    theirs = ask(cast.neighbour, "intervenants")["choices"]["intervenant"]
    assert [one["label"] for one in theirs] == ["Association d’ailleurs"]


def test_the_structures_are_those_of_the_sites_that_are_left(ask, cast, varied):
    chosen = ask(cast.owner, "intervenants", f"intervenant={cast.reader.organisation_id}")
    assert len(chosen["choices"]["intervenant"]) == 2  # its own choice set aside
    assert ask(cast.owner, "intervenants", "texte=zzz")["choices"] == {"intervenant": []}


def test_at_most_fifty_structures(ask, cast, varied, monkeypatch):
    monkeypatch.setattr(facets, "MOST_STRUCTURES", 1)
    assert len(ask(cast.owner, "intervenants")["choices"]["intervenant"]) == 1


@pytest.mark.parametrize("rows", [3, 8])
def test_one_query_a_fold(api, cast, a_site, count_queries, rows):
    """After the person and the scope; the names of structures are a second one."""
    for _ in range(rows):
        a_site()
    owner = api(cast.owner)
    for fold in FOLDS:
        with count_queries(4 if fold == "intervenants" else 3):
            owner.get(f"{URL}?pli={fold}&eau=bon&statut=tous&personnes_min=3")


@pytest.fixture
def secret():
    declare(
        Filter(
            "secret",
            "Propriétaire secret",
            str,
            lambda _: Q(kind="terrain"),
            str,
            (Choice("oui", "Oui"),),
            ability=Ability.VIEW_OWNER,
            fold="Propriétaire",
        )
    )
    yield
    del FILTERS["secret"]


def test_a_fold_under_an_ability_does_not_exist_without_it(ask, api, cast, site, secret):
    assert ask(cast.owner, "proprietaire") == {"secret": {"oui": 1}}
    answer = api(cast.mediator).get(f"{URL}?pli=proprietaire")
    assert answer.status_code == 400
    assert "secret" not in answer.content.decode()
    assert [one.fold for one in available(scope_of(cast.owner.user, cast.owner.pk))][-1]


def test_nobody_reads_it_signed_out(client):
    assert client.get(URL).status_code == 401
