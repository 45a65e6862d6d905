import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from territories.enums import Level
from territories.models import Inside, Outline, Territory

pytestmark = pytest.mark.django_db


def territory(code: str = "91000", **more: object) -> Territory:
    known = {"level": Level.COMMUNE, "name": "Carré", "label_point": Point(2, 48, srid=4326)}
    return Territory.objects.create(**known | {"code": code, "first_vintage": 2026} | more)


def refused(write) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        write()


def test_a_slug_names_one_territory_in_force(drawn):
    found = Territory.objects.by_slug("arrondissement-municipal-91801")
    assert (found.level, found.code, found.slug) == (
        *("arrondissement-municipal", "91801"),
        "arrondissement-municipal-91801",
    )
    assert str(Territory.objects.by_slug("departement-91")) == "Essonne"


@pytest.mark.parametrize(
    "slug", ["", "departement", "departement-", "91", "commune-91", "x-91", "region-\0"]
)
def test_an_unknown_slug_does_not_exist(drawn, slug):
    with pytest.raises(Territory.DoesNotExist):
        Territory.objects.by_slug(slug)


def test_an_ended_territory_leaves_its_slug_to_another():
    ended = territory(last_vintage=2024, first_vintage=2016)
    again = territory()
    assert Territory.objects.by_slug("commune-91000") == again
    refused(lambda: territory())
    assert ended in Territory.objects.all()
    assert ended not in Territory.objects.in_force()


@pytest.mark.parametrize(
    "wrong", [{"level": "canton"}, {"code": "a b"}, {"last_vintage": 2020}], ids=str
)
def test_the_database_refuses_what_cannot_be(wrong):
    refused(lambda: territory(**wrong))


def test_only_an_ended_territory_has_a_successor():
    other = territory("91010")
    refused(lambda: territory(successor=other))
    assert territory(last_vintage=2026, successor=other).successor == other


def test_a_territory_is_never_deleted_nor_renumbered():
    kept = territory()
    refused(lambda: Territory.objects.filter(pk=kept.pk).delete())
    refused(lambda: Territory.objects.filter(pk=kept.pk).update(code="91011"))
    refused(lambda: Territory.objects.filter(pk=kept.pk).update(level=Level.EPT))


def test_an_invalid_outline_is_refused():
    bow_tie = MultiPolygon(Polygon([(0, 0), (1, 1), (1, 0), (0, 1), (0, 0)]), srid=4326)
    fine = MultiPolygon(Polygon.from_bbox((0, 0, 1, 1)), srid=4326)
    kept = territory()
    with pytest.raises(IntegrityError, match="outline_boundary_valid"), transaction.atomic():
        Outline.objects.create(territory=kept, boundary=bow_tie, simplified=fine)
    with pytest.raises(IntegrityError, match="outline_simplified_valid"), transaction.atomic():
        Outline.objects.create(territory=kept, boundary=fine, simplified=bow_tie)


def test_the_database_alone_writes_the_level_of_an_outline():
    shape = MultiPolygon(Polygon.from_bbox((0, 0, 1, 1)), srid=4326)
    outline = Outline.objects.create(territory=territory(), boundary=shape, simplified=shape)
    Outline.objects.update(level=Level.NATION)
    outline.refresh_from_db()
    assert outline.level == Level.COMMUNE


def test_the_commune_index_holds_communes_only():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'territories_outline'"
        )
        indexes = dict(cursor)
    assert "'commune'" in indexes["outline_commune_gist"].partition("WHERE")[2]
    assert "'arrondissement-municipal'" in indexes["outline_arm_gist"].partition("WHERE")[2]


def test_one_lookup_gives_what_is_inside_at_any_level(drawn):
    def count(slug: str, level: Level = Level.COMMUNE) -> int:
        return Territory.objects.within(Territory.objects.by_slug(slug)).at_level(level).count()

    slugs = ("nation-FR", "region-11", "departement-91", "epci-200000001", "commune-91010")
    assert [count(slug) for slug in slugs] == [30, 30, 15, 10, 1]
    assert count("commune-91000", Level.ARRONDISSEMENT_MUNICIPAL) == 2
    assert count("arrondissement-municipal-91801", Level.COMMUNE) == 0


def test_each_territory_is_inside_itself_and_inside_no_smaller_one(drawn):
    everything = Territory.objects.all()
    assert {t.pk for t in everything} == set(
        Inside.objects.filter(territory=F("container")).values_list("territory", flat=True)
    )
    commune = Territory.objects.by_slug("commune-91000")
    levels = set(Territory.objects.within(commune).values_list("level", flat=True))
    assert levels == {"commune", "arrondissement-municipal"}


def test_an_epci_over_two_departments_is_inside_neither(drawn):
    straddling = Territory.objects.by_slug("epci-200000001")
    holders = {t.slug for t in Territory.objects.containing(straddling)}
    assert holders == {"epci-200000001", "region-11", "nation-FR"}
    whole = Territory.objects.by_slug("epci-200000002")
    assert "departement-91" in {t.slug for t in Territory.objects.containing(whole)}
    part = Territory.objects.by_slug("ept-200000003")
    assert "epci-200000002" in {t.slug for t in Territory.objects.containing(part)}
