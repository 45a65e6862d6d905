"""A site's page and sheet: what is known of it, by whom it may be changed, for whom it exists."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from actors.services import scope_of
from journal.reading import leaf as reading
from layers import outlines
from sites.enums import SurveyGroup
from sites.models import Site
from sites.services import Observation, change_status, declare_heatwave, survey
from tests.factories import (
    IntervenantFactory,
    MembershipFactory,
    OrganisationFactory,
    SiteFactory,
)
from tests.layers.holding import fill
from tests.legal.planting import plant_legal

PATHS = ["/sites/{}/", "/sites/{}/volet/"]


@pytest.fixture
def read(client_of, site):
    def get(person, path):
        return client_of(person).get(path.format(site.reference))

    return get


@pytest.fixture
def surveyed(site, cast):
    """54 people, no minor at all, an unknown number of households; bad water."""
    population = {"people": 54, "minors": 0, "schooled_minors": 0}
    groups = {SurveyGroup.POPULATION: population, SurveyGroup.EAU: {"water": "mauvais"}}
    scope = scope_of(cast.owner.user, cast.owner.pk)
    survey(scope, site.reference, Observation(timezone.localdate(), groups))
    return site


def figures(text):
    found = re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", text, re.S)
    return {label: value.strip() for label, value in found}


@pytest.mark.parametrize("path", PATHS)
def test_says_what_is_known_and_what_is_not(read, cast, surveyed, path):
    text = read(cast.reader, path).text

    assert surveyed.reference in text
    assert "Chemin du Pré" in text
    assert "Vénissieux" in text
    said = figures(text)
    assert said["Personnes"] == "54"
    assert said["Mineurs"] == "0"
    assert said["Ménages"] == "inconnu"
    assert "level--mauvais" in text
    assert "Position relevée" in text


@pytest.mark.parametrize("path", PATHS)
def test_a_site_without_survey_is_unknown_and_never_zero(read, cast, site, path):
    said = figures(read(cast.owner, path).text)

    assert {said[label] for label in ("Personnes", "Ménages", "Mineurs")} == {"inconnu"}


@pytest.mark.parametrize("path", PATHS)
def test_says_who_acts_there_and_how_to_reach_him(read, cast, site, path):
    contact = MembershipFactory(organisation=OrganisationFactory(name="Secours d’ici")).user
    contact.phone = "01 02 03 04 05"
    contact.save()
    organisation = contact.memberships.get().organisation
    IntervenantFactory(site=site, organisation=organisation, user=contact, author=cast.owner)

    text = read(cast.owner, path).text

    assert "Association de médiation" in text
    assert "Secours d’ici" in text
    assert f"mailto:{contact.email}" in text
    assert "01 02 03 04 05" in text


def test_the_page_shows_the_journal_and_its_composer(read, cast, site, an_entry):
    an_entry(site, cast.owner, "Réunion avec les familles.")

    text = read(cast.reader, PATHS[0]).text

    assert "Réunion avec les familles." in text
    assert 'name="body"' in text


def test_the_sheet_asks_for_the_messages_when_they_are_looked_at(read, cast, site, an_entry):
    """Opening a sheet reads none of them."""
    an_entry(site, cast.owner, "Réunion avec les familles.")

    text = read(cast.reader, PATHS[1]).text

    assert 'name="body"' in text
    assert "Réunion avec les familles." not in text
    assert f'hx-get="/sites/{site.reference}/journal/"' in text
    # not when their own place, which a long composer hides, is seen: they would cover a new one
    assert text.index('hx-trigger="intersect once"') < text.index('name="body"')


def test_the_page_shows_the_newest_messages_and_the_way_to_the_others(
    read, cast, site, an_entry, monkeypatch
):
    monkeypatch.setattr(reading, "PER_PAGE", 2)
    for number in range(3):
        an_entry(site, cast.owner, f"Message {number}.")

    text = read(cast.reader, PATHS[0]).text

    assert re.findall(r"Message \d", text) == ["Message 2", "Message 1"]
    assert f"/sites/{site.reference}/journal/?avant=" in text


ACTIONS = {
    "owner": {"Écrire au journal", "Actualiser", "Fermer"},
    "reader": {"Écrire au journal", "Actualiser"},
    "mediator": {"Écrire au journal", "Actualiser"},
}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("who", ACTIONS)
def test_offers_what_the_reader_may_do(read, cast, path, who):
    text = read(getattr(cast, who), path).text
    offered = re.search(r'<ul class="site-actions">(.*?)</details>', text, re.S)[1]

    words = {"Écrire au journal", "Actualiser", "Fermer", "Rouvrir", "Confirmer"}
    assert {word for word in words if word in offered} == ACTIONS[who]


@pytest.mark.parametrize("path", PATHS)
def test_a_reported_site_waits_for_its_confirmation(client_of, cast, world, path):
    site = SiteFactory(commune=world.lyon, declared_by=cast.reader, confirmed=False)

    text = client_of(cast.owner).get(path.format(site.reference)).text

    assert f"/sites/{site.reference}/confirmer/" in text
    assert "Engager la résorption" not in text
    assert "confirmer/" not in client_of(cast.reader).get(path.format(site.reference)).text


@pytest.mark.parametrize("path", PATHS)
def test_an_association_that_does_not_act_there_only_reads(read, cast, world, path):
    other = MembershipFactory(
        organisation=OrganisationFactory(operateur=True, territories=[world.rhone])
    )
    text = read(other, path).text

    assert "Écrire au journal" not in text
    assert "Actualiser<" not in text


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_does_not_exist_outside_ones_territory(read, cast, path, who):
    response = read(getattr(cast, who), path)

    assert response.status_code == 404
    assert "Chemin du Pré" not in response.text


@pytest.mark.parametrize("path", PATHS)
def test_nobody_reads_it_signed_out(read, path):
    assert read(None, path).status_code == 302


def test_the_sheet_is_a_fragment(read, cast):
    assert "<html" not in read(cast.owner, PATHS[1]).text


def test_the_page_tells_the_periods(read, cast):
    text = read(cast.owner, PATHS[0]).text

    assert "depuis le" in text
    assert "status--ouvert" in text


@pytest.mark.parametrize("path", PATHS)
def test_days_are_those_of_paris_and_of_french(read, cast, site, path):
    at = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    Site.objects.filter(pk=site.pk).update(created_at=at, settled_on=date(2026, 6, 1))
    shown = figures(read(cast.owner, path).text)
    assert shown["Signalé le"] == "1er novembre 2026"
    assert shown["Installation"] == "1er juin 2026"


@pytest.mark.parametrize("path", PATHS)
def test_a_heatwave_is_told_of_a_site_that_is_open(read, cast, world, site, path):
    scope = scope_of(cast.owner.user, cast.owner.pk)
    declare_heatwave(scope, world.rhone, timezone.localdate(), None)
    assert "Canicule en cours" in read(cast.owner, path).text
    change_status(scope, site.reference, "fermer", cause="justice")
    assert "Canicule en cours" not in read(cast.owner, path).text


# One of the page's, what the outlines of its small map are called, is asked once a minute
COUNTED = {PATHS[0]: 16, PATHS[1]: 7}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("rows", [3, 8])
def test_the_number_of_queries_is_fixed_whatever_the_site_holds(
    client_of, cast, surveyed, vault, count_queries, path, rows
):
    plant_legal(scope_of(cast.owner.user, cast.owner.pk), surveyed)
    fill(surveyed, cast.owner, rows)
    cache.delete(outlines.VERSION)
    client = client_of(cast.owner)
    with count_queries(COUNTED[path]):
        client.get(path.format(surveyed.reference))


@pytest.mark.parametrize(("path", "queries"), [(PATHS[0], 9), (PATHS[1], 5)])
def test_an_association_that_acts_there_asks_no_more(
    client_of, cast, surveyed, vault, count_queries, path, queries
):
    fill(surveyed, cast.owner, 3)
    cache.delete(outlines.VERSION)
    client = client_of(cast.mediator)
    with count_queries(queries):
        client.get(path.format(surveyed.reference))


def test_the_page_shows_all_that_the_site_holds(read, cast, surveyed, vault):
    plant_legal(scope_of(cast.owner.user, cast.owner.pk), surveyed)
    held = fill(surveyed, cast.owner, 2)

    text = read(cast.owner, PATHS[0]).text

    assert "Canicule en cours" in text
    assert "Ne plus suivre" in text
    assert "fr-icon-star-fill" in text
    assert "SCI Secret-Aubépine" in text
    assert "Arrêté 1" in text
    assert "releve.pdf" in text
    for merge in held.merges:
        assert f"<strong>{merge.lost.reference}</strong> est le même site" in text
    author = cast.owner.user.get_full_name()
    assert f"par {author} (Préfecture du Rhône)" in text
    assert f'<span class="phase__who">{author}, Préfecture du Rhône</span>' in text
    for other in held.others:
        assert f"Site {other.reference}, Vénissieux" in text
    assert "2 points d’attention" in text
    assert text.count("Réparée.") == 2
