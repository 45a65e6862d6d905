"""The declared filters: what each leaves, what it refuses and why, how it is said and written."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from psycopg.types.range import DateRange

from actors.enums import Ability
from actors.services import scope_of
from sites.filters import FILTERS, Choice, Filter, SiteFilter, available, declare, drawing
from sites.filters.presences import NOWHERE
from sites.models import Site, SitePeriod
from tests.factories import IntervenantFactory, SiteFactory, TerritoryFactory
from tests.layers.plans import explain, indexes, many_sites, seq_scans

pytestmark = pytest.mark.django_db
EAST = "4.7,45.2;4.8,45.2;4.8,45.3;4.7,45.3"  # around the middle of Vénissieux


def scope(person):
    return scope_of(person.user, person.pk)


@pytest.fixture
def left(cast):
    """`left(query)`: the names of the owner's sites that the filters leave."""

    def names(query, person=None):
        mine = scope(person or cast.owner)
        filters = SiteFilter.read(QueryDict(query), mine)
        return set(filters.apply(Site.objects.visible_to(mine)).values_list("name", flat=True))

    return names


@pytest.fixture
def three(cast, world):
    """`Est` in Vénissieux, `Ouest` in Lyon, `Nord` in Villefranche."""
    communes = {"Est": world.venissieux, "Ouest": world.lyon, "Nord": world.villefranche}
    return {
        name: SiteFactory(commune=commune, declared_by=cast.owner, name=name)
        for name, commune in communes.items()
    }


def change(site, **values):
    Site.objects.filter(pk=site.pk).update(**values)


def refused(cast, query, name):
    with pytest.raises(ValidationError) as error:
        SiteFilter.read(QueryDict(query), scope(cast.owner))
    assert list(error.value.message_dict) == [name]
    return error.value.message_dict[name][0]


def chip(cast, query):
    (one,) = SiteFilter.read(QueryDict(query), scope(cast.owner)).chips()
    return one.words


def test_minors_that_are_unknown_are_not_enough(left, three):
    change(three["Est"], minors=5)
    change(three["Ouest"], minors=4)
    assert left("mineurs_min=5") == {"Est"}
    assert left("mineurs_min=0") == {"Est", "Ouest"}
    assert left("mineurs_max=4") == {"Ouest"}


def test_the_fewest_minors_are_no_more_than_the_most(cast):
    assert "dépasse le maximum" in refused(cast, "mineurs_min=5&mineurs_max=4", "mineurs_min")


def test_women_origins_and_shelters(left, cast, three):
    change(three["Est"], women=12, origins=["ue"], caravans=3, tents=0)
    change(three["Ouest"], women=4, origins=["ue", "hors-ue"], caravans=0, huts=8)
    assert left("femmes_min=5") == {"Est"}
    assert left("origines=ue") == {"Est", "Ouest"}
    assert left("origines=hors-ue,francaise") == {"Ouest"}
    assert left("abris=caravanes") == {"Est"}
    assert left("abris=tentes") == set()
    assert left("abris=caravanes,cabanes") == {"Est", "Ouest"}
    assert chip(cast, "origines=ue,hors-ue") == "Union européenne, Hors Union européenne"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("objectif=2027", {"Est"}),
        ("objectif=2027,2025", {"Est", "Ouest"}),
        ("objectif=aucun", {"Nord"}),
        ("objectif=aucun,2027", {"Nord", "Est"}),
        ("objectif=depasse", {"Ouest"}),
        ("objectif=2026", set()),
    ],
)
def test_the_target_year_or_none_or_one_that_has_passed(left, three, query, names):
    change(three["Est"], target_year=2027)
    change(three["Ouest"], target_year=2025)
    assert left(query) == names


def test_a_closed_site_has_not_missed_its_year(left, three):
    change(three["Est"], target_year=2025, status="resorbe")
    assert left("objectif=depasse&statut=tous") == set()


@pytest.fixture
def presences(three, cast):
    """The mediators for health in the East; for work in the West, but that ended."""
    common = {"organisation": cast.mediator.organisation, "author": cast.owner}
    IntervenantFactory(site=three["Est"], themes=["sante", "droits"], **common)
    ended = DateRange(date(2026, 1, 1), date(2026, 6, 1))
    IntervenantFactory(site=three["Ouest"], themes=["emploi"], during=ended, **common)
    IntervenantFactory(site=three["Nord"], themes=["emploi"], state="propose", **common)
    return str(cast.mediator.organisation_id)


def test_only_live_intervenants_count(left, presences):
    assert left(f"intervenant={presences}") == {"Est"}
    assert left("theme=sante") == {"Est"}
    assert left("theme=emploi,droits") == {"Est"}
    assert left("theme=emploi") == set()
    assert left("sans_intervenant=oui") == {"Ouest", "Nord"}


def test_a_structure_is_named_only_where_one_sees_it_intervene(cast, world, presences):
    """One that intervenes elsewhere, one nowhere, and one that does not exist read alike."""
    elsewhere = SiteFactory(commune=world.macon, declared_by=cast.neighbour)
    IntervenantFactory(
        site=elsewhere, organisation=cast.stranger.organisation, author=cast.neighbour
    )
    assert chip(cast, f"intervenant={presences}") == "Association de médiation"
    for pk in (cast.stranger.organisation_id, cast.reader.organisation_id, 999_999_999):
        assert chip(cast, f"intervenant={pk}") == NOWHERE


def test_without_the_filter_the_structure_is_not_looked_for(cast, count_queries):
    mine = scope(cast.owner)
    with count_queries(0):
        SiteFilter.read(QueryDict("statut=ouvert&theme=sante"), mine)
    with count_queries(1):
        SiteFilter.read(QueryDict("intervenant=7"), mine)


@pytest.fixture
def past(three, cast):
    """Est: open since 2020. Ouest: open in 2022, closed in 2024. Nord: cancelled, once open."""
    for name, periods in {
        "Est": [("ouvert", date(2020, 1, 1), None)],
        "Ouest": [
            ("ouvert", date(2022, 1, 1), date(2024, 3, 1)),
            ("ferme", date(2024, 3, 1), None),
        ],
        "Nord": [
            ("ouvert", date(2020, 1, 1), date(2025, 1, 1)),
            ("annule", date(2025, 1, 1), None),
        ],
    }.items():
        site = three[name]
        first, *rest = SitePeriod.objects.filter(site=site).order_by("during")
        far = date(1991, 1, 1)
        for index, spare in enumerate(rest):  # rows are not deleted: out of the way
            day = far + timedelta(days=index)
            SitePeriod.objects.filter(pk=spare.pk).update(
                during=DateRange(day, day + timedelta(days=1)), status="ferme"
            )
        rows = [(first, periods[0]), *((None, period) for period in periods[1:])]
        for row, (status, start, end) in rows:
            values = {"status": status, "during": DateRange(start, end)}
            if row:
                SitePeriod.objects.filter(pk=row.pk).update(**values)
            else:
                SitePeriod.objects.create(site=site, author=cast.owner, **values)
        change(site, status=periods[-1][0])


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("ouvert_le=2019-12-31", set()),
        ("ouvert_le=2020-01-01", {"Est"}),
        ("ouvert_le=2024-02-29", {"Est", "Ouest"}),
        ("ouvert_le=2024-03-01", {"Est"}),
        ("ouvert_le=2024-02-29&statut=ferme", {"Ouest"}),
        ("", {"Est"}),
    ],
)
def test_what_was_open_on_a_day_and_nothing_that_was_a_mistake(left, past, query, names):
    assert left(query) == names


@pytest.mark.parametrize("text", ["🦄", "%25", "日本", "—"])
def test_signs_alone_are_in_no_site(left, three, text):
    assert left("")
    assert left(f"texte={text}") == set()


def test_the_two_parts_of_france(left, three, cast, world):
    region = TerritoryFactory(level="region", code="04", name="La Réunion", inside=[world.nation])
    containers = [region, world.nation]
    departement = TerritoryFactory(
        level="departement", code="974", name="La Réunion", inside=containers
    )
    commune = TerritoryFactory(code="97411", name="Saint-Denis", inside=[departement, *containers])
    change(three["Nord"], commune=commune)  # a trigger derives the department
    assert left("partie=metropole", cast.dihal) == {"Est", "Ouest"}
    assert left("partie=outre-mer", cast.dihal) == {"Nord"}
    assert left("partie=metropole,outre-mer", cast.dihal) == {"Est", "Ouest", "Nord"}


def test_a_drawn_area_holds_what_is_inside(left, three):
    assert left(f"polygone={EAST}") == {"Est"}
    assert left(f"polygone={EAST};4.7,45.2") == {"Est"}  # closed by hand
    assert left("polygone=4.0,45.0;5.0,45.0;5.0,45.5") == {"Est"}  # a triangle


def test_an_area_beyond_ones_territory_shows_no_more(left, three, cast):
    assert left(f"polygone={EAST}", cast.neighbour) == set()


def test_around_a_point_in_metres(left, three):
    assert left("autour=45.25,4.75,50") == {"Est"}
    assert left("autour=45.25,4.7,3000") == set()  # 3.9 km away
    assert left("autour=45.25,4.7,4000") == {"Est"}
    assert left("autour=45.25,4.5,21000") == {"Est", "Ouest"}


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (f"polygone={EAST}", "sites_site_location"),
        ("autour=45.25,4.75,2000", "site_location_metres"),
    ],
)
def test_a_place_is_found_by_its_index(cast, world, three, count_queries, query, index):
    many_sites(cast.dihal, world.tournus, 5_500)
    mine = scope(cast.dihal)
    filters = SiteFilter.read(QueryDict(query), mine)
    with count_queries(1) as queries:
        (found,) = filters.apply(Site.objects.visible_to(mine))
    assert found.name == "Est"
    plan = explain(queries[0])
    assert "sites_site" not in seq_scans(plan)
    assert any(name.startswith(index) for name in indexes(plan))


CORNERS = ";".join(f"{4 + number / 10_000},45" for number in range(10_000))
WRONG = [
    ("polygone", "4,45;5,45", "celle-ci en a 2"),
    ("polygone", CORNERS, "de 3 à 200 sommets ; celle-ci en a 10000"),
    ("polygone", "4,45;4.1,45.1;4.1,45;4,45.1", "se croisent"),
    ("polygone", "4,45;4.2,45.2;4.1,45.2;4.3,45;4.2,45.4", "se croisent"),
    ("polygone", "4,45;4.1,45.1;4.2,45.2", "alignés"),
    ("polygone", "-179,45;179,45;179,46", "antiméridien"),
    ("polygone", "0,45;5,45;5,46", "400 km"),
    ("polygone", "4,45;5,95;5,46", "latitude de -90 à 90"),
    ("polygone", "4,45;nan,45;5,46", "longitude de -180 à 180"),
    ("polygone", "4,45;5;5,46", "points-virgules"),
    ("polygone", "a,b;c,d;e,f", "points-virgules"),
    ("polygone", ";;", "points-virgules"),
    ("autour", "45,4", "latitude,longitude,mètres"),
    ("autour", "4.75,45.25,2000", "inversées"),
    ("autour", "52.5,13.4,2000", "métropole"),
    ("autour", "45.25,4.75,49", "de 50 m à 100 km"),
    ("autour", "45.25,4.75,1e6", "de 50 m à 100 km"),
    ("autour", "45.25,4.75,nan", "de 50 m à 100 km"),
    ("ouvert_le", "2026-11-32", "Une date est attendue"),
    ("ouvert_le", "1er mars", "Une date est attendue"),
    ("ouvert_le", "3026-01-01", "à venir"),
    ("ouvert_le", "1989-12-31", "01/01/1990"),
    ("objectif", "1999", "de 2012 à 2100"),
    ("objectif", "bientôt", "Une année"),
    ("intervenant", "0", "nombre entier"),
    ("intervenant", "9" * 30, "nombre entier"),
    ("theme", "magie", "n’est pas un choix"),
    ("partie", "lune", "n’est pas un choix"),
    ("sans_intervenant", "non", "oui"),
    ("mineurs_min", "-1", "nombre entier"),
]


@pytest.mark.parametrize(("name", "text", "words"), WRONG, ids=lambda part: str(part)[:30])
def test_a_wrong_value_is_told_at_its_filter(cast, name, text, words):
    query = QueryDict(mutable=True)
    query[name] = text
    assert words in refused(cast, query.urlencode(), name)


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("personnes_min=30&personnes_max=20", "personnes_min", "(30) dépasse le maximum (20)"),
        ("personnes_inconnues=oui&personnes_min=3", "personnes_inconnues", "inconnu"),
        ("personnes_inconnues=oui&personnes_max=3", "personnes_inconnues", "inconnu"),
        ("sans_intervenant=oui&theme=sante", "sans_intervenant", "ni structure ni thème"),
        ("sans_intervenant=oui&intervenant=3", "sans_intervenant", "ni structure ni thème"),
    ],
)
def test_values_that_make_no_sense_together(cast, query, name, words):
    assert words in refused(cast, query, name)


def test_equal_bounds_make_sense(left, three):
    change(three["Est"], people=20)
    assert left("personnes_min=20&personnes_max=20") == {"Est"}


def test_chips_say_it_in_words(cast):
    assert chip(cast, "polygone=4,45;5,45;5,46;4.5,46.2;4,46") == "5 sommets"
    assert chip(cast, "autour=45.7601,4.859,2000") == "à moins de 2 km de 45,7601, 4,8590"
    assert chip(cast, "autour=45.7601,4.859,1500") == "à moins de 1,5 km de 45,7601, 4,8590"
    assert chip(cast, "autour=45.7601,4.859,800") == "à moins de 800 m de 45,7601, 4,8590"
    assert chip(cast, "ouvert_le=2024-03-01") == "1er mars 2024"
    assert chip(cast, "ouvert_le=2024-12-25") == "25 décembre 2024"
    assert chip(cast, "objectif=2027,aucun,depasse") == "2027, sans objectif, année dépassée"
    assert chip(cast, "partie=outre-mer") == "Outre-mer"


def test_addresses_stay_readable(cast):
    query = f"autour=45.25,4.75,50&polygone={EAST}"
    filters = SiteFilter.read(QueryDict(query), scope(cast.owner))
    assert filters.query_string() == f"polygone={EAST}&autour=45.25,4.75,50"


@pytest.fixture
def secret():
    """A filter that an upper app would declare, under the ability to see owners."""
    declare(
        Filter(
            "secret",
            "Propriétaire secret",
            str,
            lambda _: Q(name="Est"),
            str,
            (Choice("oui", "Oui"),),
            ability=Ability.VIEW_OWNER,
            fold="Propriétaire",
        )
    )
    yield
    del FILTERS["secret"]


def test_a_filter_under_an_ability_does_not_exist_without_it(left, three, cast, secret):
    assert left("secret=oui") == {"Est"}
    assert [one.name for one in available(scope(cast.owner))][-1] == "secret"
    for person in (cast.mediator, cast.reader):
        with pytest.raises(ValidationError) as error:
            SiteFilter.read(QueryDict("secret=oui"), scope(person))
        assert error.value.message_dict == {"secret": ["Ce filtre n’existe pas."]}
        assert "secret" not in [one.name for one in available(scope(person))]


def test_this_year_is_the_first_that_a_form_offers():
    values = [choice.value for choice in FILTERS["objectif"].offered]
    this = timezone.localdate().year
    assert values == ["aucun", "depasse", *(str(this + ahead) for ahead in range(6))]


@given(st.text(max_size=60) | st.lists(st.floats(), max_size=9).map(lambda row: str(row)[1:-1]))
def test_no_words_are_a_fault(text):
    for read in (drawing.read_area, drawing.read_around):
        with suppress(ValueError):
            assert read(text.replace(" ", "")).words()
