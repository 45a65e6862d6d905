from dataclasses import replace
from itertools import count

from sites import copies
from sites.access import find_site
from sites.enums import CommuneSource
from sites.models import Event, Site
from sites.querysets import COLUMNS
from sites.services import follow_territories
from territories.importing.bundle import write
from territories.importing.run import import_territories
from territories.models import Inside, Outline, Territory
from tests.sites import world
from tests.territories import vintages


def test_a_site_comes_with_its_territories_in_one_query(
    prefecture, site, django_assert_num_queries
):
    in_lyon = world.a_site(prefecture, (4.89, 45.75))
    assert find_site(prefecture, in_lyon.reference).municipal_arrondissement.name.startswith("Lyon")
    wanted = Site.objects.with_places().get(pk=site.pk)
    with django_assert_num_queries(1):
        found = find_site(prefecture, site.reference)
        for column in COLUMNS.values():
            theirs, its = getattr(wanted, column), getattr(found, column)
            assert its == theirs
            assert its is None or (its.name, its.slug) == (theirs.name, theirs.slug)
    assert found.municipal_arrondissement is None
    assert found.commune.label_point == wanted.commune.label_point


def test_the_sites_of_a_merged_commune_go_to_its_successor(prefecture, places, site):
    """Vénissieux joins Lyon: its land and its row's successor."""
    Outline.objects.filter(territory=places["venissieux"]).delete()
    wider = world.square(4.8, 45.7, 5.0, 45.8)
    Outline.objects.filter(territory=places["lyon"]).update(boundary=wider)
    pair = (places["venissieux"].pk, places["lyon"].pk)
    assert follow_territories([pair], 2027, [places["lyon"].pk]) == 1
    site.refresh_from_db()
    assert (site.commune, site.reference) == (places["lyon"], "69-0001")
    event = Event.objects.first()
    assert (event.kind, event.site, event.facts) == ("site.territory", site, {"vintage": 2027})


def test_a_commune_that_is_set_up_again_takes_its_sites(prefecture, places):
    """The land around the point leaves Lyon for Vénissieux, which stays in force."""
    mine = world.a_site(prefecture, (4.89, 45.75))
    by_agent = world.a_site(prefecture, (4.891, 45.75), commune_code="69259")
    Site.objects.filter(pk=by_agent.pk).update(commune=places["lyon"])
    _give_to_venissieux(places)
    assert follow_territories([], 2027, [places["lyon"].pk, places["venissieux"].pk]) == 1
    mine.refresh_from_db()
    by_agent.refresh_from_db()
    assert mine.commune == places["venissieux"]
    assert by_agent.commune_source == CommuneSource.AGENT
    assert by_agent.commune == places["lyon"]


def _give_to_venissieux(places):
    for key, box in (("lyon", (4.8, 45.7, 4.88, 45.8)), ("venissieux", (4.88, 45.7, 5.0, 45.8))):
        Outline.objects.filter(territory=places[key]).update(boundary=world.square(*box))


def test_a_commune_that_the_agent_chose_follows_only_its_successor(prefecture, places):
    chosen = world.a_site(prefecture, world.NEXT_TO_THE_LIMIT, commune_code="69259")
    pair = (places["venissieux"].pk, places["givors"].pk)
    follow_territories([pair], 2027, [])
    chosen.refresh_from_db()
    assert chosen.commune == places["givors"]
    assert chosen.epci == places["vienne"]


def test_the_epci_follows_the_containment(prefecture, places, site):
    Inside.objects.filter(territory=places["venissieux"], container=places["metropole"]).update(
        container=places["vienne"]
    )
    assert follow_territories([], 2027, []) == 0
    site.refresh_from_db()
    assert site.epci == places["vienne"]
    assert site.history.count() == 1


def test_nothing_moved_writes_nothing(prefecture, site):
    assert follow_territories([], 2027, [site.commune_id]) == 0
    assert Event.objects.count() == 1


def test_a_next_vintage_moves_the_sites(db, tmp_path, settings):
    """The whole of it: 91110 merges into 91120, then is established again."""
    held = {"sites": settings.TERRITORY_SUCCESSION_HANDLERS["sites"]}
    settings.TERRITORY_SUCCESSION_HANDLERS = held
    drawn, number = vintages.squares(2025), count()

    def put_in_force(bundle):
        folder = tmp_path / str(next(number))
        write(folder, bundle)
        return import_territories(folder)

    put_in_force(drawn)
    essonne = world.reader("prefecture", Territory.objects.by_slug("departement-91"))
    inside = world.a_site(essonne, vintages.middle(1, 1))
    beside = world.a_site(essonne, vintages.middle(1, 2))
    assert inside.commune.code == "91110"
    put_in_force(vintages.merged(drawn, 2026, "91110", "91120"))
    inside.refresh_from_db()
    assert inside.commune == Territory.objects.by_slug("commune-91120")
    put_in_force(replace(drawn, vintage=2027))
    inside.refresh_from_db()
    beside.refresh_from_db()
    assert inside.commune == Territory.objects.by_slug("commune-91110")
    assert beside.commune == Territory.objects.by_slug("commune-91120")
    kinds = Event.objects.filter(site=inside, kind="site.territory").order_by("pk")
    assert [event.facts["vintage"] for event in kinds] == [2026, 2027]
    assert copies.wrong() == []
