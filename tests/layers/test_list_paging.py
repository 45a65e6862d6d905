"""Pages by key: each site once, in the order of the whole, whatever one sorts by."""

from datetime import date, timedelta
from itertools import chain
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actors.services import scope_of
from journal.enums import Severity, Topic
from journal.services import Details, Request, post
from layers.listing.choosing import Sorted
from layers.listing.columns import COLUMNS, SITE
from layers.paging import Cut, page_by_key, read_cut
from layers.views import listing
from sites.enums import SurveyGroup
from sites.models import BAND_FIELDS, CONDITION_FIELDS, GROUP_FIELDS, Site
from sites.services import Observation, survey
from tests.factories import SiteFactory
from tests.layers.plans import explain, indexes, many_sites, seq_scans
from tests.layers.shapes import a_uuid

URL = "/sites/"
SORTED = [
    Sorted(column, column.sort, turned)
    for column in (SITE, *COLUMNS)
    if column.sort
    for turned in (False, True)
]
LEVELS = ("bon", "a-ameliorer", "mauvais", "inconnu")


def _asking(who):
    to = frozenset({who.organisation_id})
    return Details(attention=Request(a_uuid(), Topic.EAU, Severity.URGENT, to))


@pytest.fixture
def various(cast, world):
    """Thirteen sites with ties and unknown values in all that can be unknown."""
    scope = scope_of(cast.owner.user, cast.owner.pk)
    communes = (world.lyon, world.venissieux, world.villefranche, world.macon)
    for number in range(13):
        site = SiteFactory(
            commune=communes[number % 4],
            declared_by=cast.dihal,
            address=("", "2 rue d’En-Haut ~ bis", "Écluse", "12, quai")[number % 4],
            kind=("terrain", "immeuble", "autre")[number % 3],
        )
        Site.objects.filter(pk=site.pk).update(
            settled_on=date(2020, 1, 1) + timedelta(days=number % 3) if number % 4 else None,
            target_year=2026 + number % 2 if number % 3 else None,
        )
        if number % 3 and site.departement == world.rhone:
            people = None if number % 5 == 0 else 45 + number % 4
            counted = {
                "people": people,
                "households": 1 + number % 3 if number % 2 else None,
                "minors": 10 + number % 3,
                "schooled_minors": number % 3 if number % 2 else 0,
                "women": 10 + number % 3,
                "girls": number % 3,
                **dict.fromkeys(BAND_FIELDS, number % 3),
            }
            conditions = {
                group: {field: LEVELS[(number + place) % 4]}
                for place, (group, field) in enumerate(CONDITION_FIELDS.items())
            }
            shelters = dict.fromkeys(GROUP_FIELDS[SurveyGroup.ABRIS], number % 4)
            read = {SurveyGroup.POPULATION: counted, SurveyGroup.ABRIS: shelters, **conditions}
            day = timezone.localdate() - timedelta(days=number % 2)
            survey(scope, site.reference, Observation(day, read))
            for _ in range(number % 3):
                post(scope, site.reference, a_uuid(), "La borne est à sec.", _asking(cast.owner))
    Site.objects.filter(commune=world.macon).update(epci=None)
    Site.objects.filter(commune=world.venissieux).update(status="en-cours")
    return scope_of(cast.dihal.user, cast.dihal.pk)


def together(pages):
    return list(chain.from_iterable(pages))


def walk(sites, order, size, back=False):
    """The references of each page, from one end to the other."""
    pages, cut = [], None
    if back:
        last = page_by_key(sites, order, 1000).rows[-1]
        pages.append([last.reference])
        cut = Cut(last.sort_key, last.reference, back=True)
    while True:
        page = page_by_key(sites, order, size, cut)
        pages.append([site.reference for site in page.rows])
        key = page.before if back else page.after
        if not key:
            return pages
        cut = read_cut(QueryDict(f"{'avant' if back else 'apres'}={quote(key)}"), order)


def test_the_pages_give_each_site_once_in_the_order_of_the_whole(various):
    sites = Site.objects.visible_to(various)
    for sort in SORTED:
        order = sort.order(various)
        references = [site.reference for site in page_by_key(sites, order, 1000).rows]
        assert len(set(references)) == 13
        for size in (2, 5):
            assert together(walk(sites, order, size)) == references, sort.name
        assert together(reversed(walk(sites, order, 3, back=True))) == references, sort.name


def test_the_known_are_in_order_and_the_unknown_last(various):
    sites = Site.objects.visible_to(various)
    for sort in SORTED:
        order = sort.order(various)
        keys = [site.sort_key for site in page_by_key(sites, order, 1000).rows]
        known = [key for key in keys if key is not None]
        assert keys[: len(known)] == known, sort.name
        assert known == sorted(known, reverse=order.descending), sort.name
        assert len(set(known)) > 1, sort.name


def test_turning_an_order_round_turns_its_ties_too(various):
    sites = Site.objects.visible_to(various)
    maj = next(column for column in COLUMNS if column.name == "maj")
    plain, turned = (
        [
            site.reference
            for site in page_by_key(sites, Sorted(maj, maj.sort, way).order(various), 99).rows
        ]
        for way in (False, True)
    )

    assert plain == turned[::-1]


def test_a_site_added_meanwhile_neither_repeats_nor_hides_one(various, cast, world):
    order = SITE.sort.order(various, turned=False)
    sites = Site.objects.visible_to(various)
    first = page_by_key(sites, order, 4)
    before = [site.reference for site in page_by_key(sites, order, 99).rows]
    cut = read_cut(QueryDict(f"apres={first.after}"), order)
    Site.objects.filter(reference=before[1]).update(reference="01-0001")

    assert [site.reference for site in page_by_key(sites, order, 4, cut).rows] == before[4:8]


def test_going_back_before_the_first_gives_the_first_page(various):
    order = SITE.sort.order(various, turned=False)
    page = page_by_key(Site.objects.visible_to(various), order, 4, Cut("00", "00-0000", back=True))

    assert len(page.rows) == 4
    assert page.before == ""


def test_the_page_leads_on_and_back_and_keeps_filters_and_order(
    client_of, cast, various, monkeypatch
):
    monkeypatch.setattr(listing, "PAGE_SIZE", 4)
    client = client_of(cast.dihal)
    whole = [
        row.site.reference
        for row in client.get(f"{URL}?impression=oui&tri=-personnes").context["rows"]
    ]
    first = client.get(f"{URL}?statut=tous&tri=-personnes")
    second = client.get(f"{URL}?{first.context['after']}")
    again = client.get(f"{URL}?{second.context['before']}")

    def references(response):
        return [row.site.reference for row in response.context["rows"]]

    assert references(first) + references(second) == whole[:8]
    assert references(again) == references(first)
    assert first.context["after"].startswith("statut=tous&tri=-personnes&apres=")
    assert "4 sites sur cette page, 13 en tout" in first.text
    assert "apres=" in first.text
    assert 'rel="prev"' not in first.text
    assert 'rel="next"' in second.text


@pytest.mark.parametrize(
    "query",
    [
        "apres=demain",
        "apres=2026-01-01",
        "apres=2026-01-01~",
        "apres=2026-13-01~69-0001",
        "apres=~69-0001",
        "avant=12~69-0001",
        "apres=2026-01-01~69-1'--",
        "tri=personnes&apres=-1~69-0001",
        "tri=personnes&apres=²~69-0001",
        "tri=personnes&apres=99999999999~69-0001",
        "tri=commune&apres=lyon",
        "tri=signale&apres=2026-01-01T00:00~69-0001",
        "apres=2026-01-01~69-0001&avant=2026-01-01~69-0001",
        "page=2",
    ],
)
def test_a_key_that_was_made_up_is_refused_in_words(client_of, cast, query):
    response = client_of(cast.owner).get(f"{URL}?{query}")

    assert response.status_code == 400
    words = ("Cette suite de la liste n’existe pas", "une seule suite", "Ce filtre n’existe pas")
    assert any(word in response.text for word in words)


def test_a_page_past_the_end_leads_back_to_the_first(client_of, cast, site):
    text = client_of(cast.owner).get(f"{URL}?eau=inconnu&apres=2001-01-01~69-9999").text

    assert "La liste s’arrête avant cette page" in text
    assert 'href="?eau=inconnu">Revenir à la première page' in text


@pytest.mark.parametrize("tri", ["maj", "-maj"])
def test_the_nation_follows_the_index_and_reads_no_more_than_a_page(cast, world, tri):
    many_sites(cast.dihal, world.macon, 5000)
    scope = scope_of(cast.dihal.user, cast.dihal.pk)
    maj = next(column for column in COLUMNS if column.name == "maj")
    order = Sorted(maj, maj.sort, turned=tri.startswith("-")).order(scope)
    cut = Cut(timezone.localdate(), "71-12000", back=False)

    sites = Site.objects.visible_to(scope).select_related("commune").active()
    for asked in (None, cut):
        with CaptureQueriesContext(connection) as context:
            page_by_key(sites, order, 50, asked)
        plan = explain(context.captured_queries[-1]["sql"])
        assert "site_recent_first" in indexes(plan)
        if asked:  # it is entered there, not walked from its start
            assert any(
                "Index Cond" in node
                for node in plan
                if "Index Name" in node and node["Index Name"] == "site_recent_first"
            )
        assert "sites_site" not in seq_scans(plan)
        assert "Sort" not in {node["Node Type"] for node in plan}
