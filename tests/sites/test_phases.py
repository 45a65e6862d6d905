"""The phases that prepare a resorption: who dates them, when, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, QueryDict
from django.utils import timezone

from sites.enums import EventKind, Phase
from sites.filters import SiteFilter
from sites.models import Event, Site, SitePhase
from sites.services import date_phases, edit
from tests.sites.world import a_site

TODAY = timezone.localdate
SOCIAL, OPENING = Phase.DIAGNOSTIC_SOCIAL, Phase.OUVERTURE


@pytest.fixture
def aimed(prefecture, site):
    """A site with a target."""
    return edit(prefecture, site.reference, None, {"target_year": TODAY().year + 1})


def found(scope, query):
    filters = SiteFilter.read(QueryDict(query), scope)
    return {row.reference for row in filters.apply(Site.objects.visible_to(scope))}


def test_past_is_reached_and_to_come_is_planned(prefecture, aimed):
    day, later = TODAY() - timedelta(days=9), TODAY() + timedelta(days=90)
    date_phases(prefecture, aimed.reference, {SOCIAL: day, OPENING: later})
    reached = SitePhase.objects.filter(site=aimed).reached(TODAY())
    assert [(row.phase, row.on) for row in reached] == [(SOCIAL, day)]
    event = Event.objects.get(kind=EventKind.SITE_PHASE)
    assert set(event.facts["phases"]) == {SOCIAL, OPENING}
    assert found(prefecture, f"phase={SOCIAL}") == {aimed.reference}
    assert found(prefecture, f"phase={OPENING}") == set()
    assert found(prefecture, f"phase_attendue={OPENING}") == {aimed.reference}
    assert found(prefecture, f"phase_attendue={SOCIAL}") == set()


def test_the_same_days_again_write_nothing(prefecture, aimed):
    date_phases(prefecture, aimed.reference, {SOCIAL: TODAY()})
    assert date_phases(prefecture, aimed.reference, {SOCIAL: TODAY(), OPENING: None}) == []
    assert Event.objects.filter(kind=EventKind.SITE_PHASE).count() == 1


def test_a_date_is_taken_back_and_its_history_stays(prefecture, aimed):
    date_phases(prefecture, aimed.reference, {SOCIAL: TODAY()})
    date_phases(prefecture, aimed.reference, {SOCIAL: None})
    assert SitePhase.objects.get(site=aimed).on is None
    assert found(prefecture, f"phase={SOCIAL}") == set()


def test_only_who_sets_targets_dates_them(ars, association, stranger, aimed):
    for scope, refusal in (
        (ars, PermissionDenied),
        (association, PermissionDenied),
        (stranger, Http404),
    ):
        with pytest.raises(refusal):
            date_phases(scope, aimed.reference, {SOCIAL: TODAY()})
    assert not SitePhase.objects.exists()


def test_a_site_without_target_prepares_nothing(prefecture, site):
    with pytest.raises(ValidationError, match="objectif de résorption"):
        date_phases(prefecture, site.reference, {SOCIAL: TODAY()})


@pytest.mark.parametrize("days", [-40 * 365, 22 * 366])
def test_a_date_that_cannot_be_is_told_at_its_phase(prefecture, aimed, days):
    with pytest.raises(ValidationError) as refused:
        date_phases(
            prefecture, aimed.reference, {SOCIAL: TODAY() + timedelta(days=days), OPENING: TODAY()}
        )
    assert list(refused.value.error_dict) == [SOCIAL]
    assert not SitePhase.objects.exists()


def test_the_form_sends_what_changed_alone(prefecture, aimed, signed_in):
    date_phases(prefecture, aimed.reference, {OPENING: TODAY()})
    client = signed_in(prefecture)
    page = client.get(f"/sites/{aimed.reference}/phases/")
    assert f'name="initial-{OPENING}"' in page.content.decode()
    other = TODAY() - timedelta(days=2)
    date_phases(prefecture, aimed.reference, {OPENING: other})  # meanwhile
    answer = client.post(
        f"/sites/{aimed.reference}/phases/",
        {
            SOCIAL: "2024-03-01",
            OPENING: TODAY().isoformat(),
            f"initial-{OPENING}": TODAY().isoformat(),
        },
    )
    assert answer.status_code == 302
    known = dict(SitePhase.objects.filter(site=aimed).values_list("phase", "on"))
    assert (known[SOCIAL].isoformat(), known[OPENING]) == ("2024-03-01", other)


def test_what_is_no_date_is_kept_and_told(prefecture, aimed, signed_in):
    answer = signed_in(prefecture).post(f"/sites/{aimed.reference}/phases/", {SOCIAL: "1870-01-01"})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "trop ancienne" in text
    assert "1870-01-01" in text


def test_the_page_and_the_api_show_them(prefecture, association, aimed, signed_in):
    later = TODAY() + timedelta(days=30)
    date_phases(prefecture, aimed.reference, {OPENING: later})
    text = signed_in(association).get(f"/sites/{aimed.reference}/").content.decode()
    assert "prévue le" in text
    assert f"/sites/{aimed.reference}/phases/" not in text  # who may not date them is not led there
    client = signed_in(prefecture)
    answer = client.patch(
        f"/api/sites/{aimed.reference}/phases/",
        {SOCIAL: "2024-03-01", "version": Site.objects.get(pk=aimed.pk).version},
        content_type="application/json",
    )
    assert answer.status_code == 200
    phases = answer.json()["properties"]["phases"]
    assert [(row["phase"], row["is_planned"]) for row in phases] == [
        (SOCIAL, False),
        (OPENING, True),
    ]


@pytest.mark.parametrize(
    "body", [{"nulle-part": "2024-03-01"}, {"ouverture": "demain"}, {"ouverture": "1870-01-01"}]
)
def test_the_api_refuses_by_field(prefecture, aimed, signed_in, body):
    version = Site.objects.get(pk=aimed.pk).version
    answer = signed_in(prefecture).patch(
        f"/api/sites/{aimed.reference}/phases/",
        body | {"version": version},
        content_type="application/json",
    )
    assert answer.status_code == 400
    assert next(iter(body)) in answer.content.decode()


def test_the_api_asks_what_was_read(prefecture, aimed, signed_in):
    address = f"/api/sites/{aimed.reference}/phases/"
    answer = signed_in(prefecture).patch(address, {SOCIAL: "2024-03-01"}, "application/json")
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"version"})


def test_a_site_elsewhere_is_not_in_the_filter(prefecture, stranger, aimed):
    date_phases(prefecture, aimed.reference, {SOCIAL: TODAY()})
    a_site(prefecture)
    assert found(stranger, f"phase={SOCIAL}") == set()


class TestTwoAtOnce:
    """Both opened the page while no phase was dated; the first has sent."""

    FIRST, MINE = "2024-03-01", "2024-05-06"

    @pytest.fixture
    def address(self, aimed):
        return f"/sites/{aimed.reference}/phases/"

    @pytest.fixture
    def stale(self, prefecture, aimed, signed_in, address):
        date_phases(prefecture, aimed.reference, {OPENING: date(2024, 3, 1)})
        sent = {OPENING: self.MINE, f"initial-{OPENING}": "", SOCIAL: "2024-02-02"}
        return signed_in(prefecture).post(address, sent)

    def dated(self, aimed):
        rows = SitePhase.objects.filter(site=aimed).values_list("phase", "on")
        return {phase: day.isoformat() for phase, day in rows}

    def test_the_second_is_told_both_days_and_nothing_is_lost(self, stale, aimed):
        assert stale.status_code == 409
        assert "Garder ma saisie : 6 mai 2024" in stale.text
        assert "Garder la valeur actuelle : 1er mars 2024" in stale.text
        assert "2024-02-02" in stale.text
        assert self.dated(aimed) == {OPENING: self.FIRST}

    @pytest.mark.parametrize(("kept", "day"), [("mine", MINE), ("now", FIRST)])
    def test_then_he_chooses(self, stale, prefecture, aimed, signed_in, address, kept, day):
        form = stale.context["form"]
        again = {name: form.data[name] for name in form.data} | {f"keep-{OPENING}": kept}
        assert signed_in(prefecture).post(address, again).status_code == 302
        assert self.dated(aimed) == {OPENING: day, SOCIAL: "2024-02-02"}

    def test_the_same_day_is_no_conflict(self, prefecture, aimed, signed_in, address):
        date_phases(prefecture, aimed.reference, {OPENING: date(2024, 3, 1)})
        sent = {OPENING: self.FIRST, f"initial-{OPENING}": ""}
        assert signed_in(prefecture).post(address, sent).status_code == 302

    def test_a_date_taken_back_meanwhile_is_one(self, prefecture, aimed, signed_in, address):
        for day in (date(2024, 3, 1), None):
            date_phases(prefecture, aimed.reference, {OPENING: day})
        sent = {OPENING: self.MINE, f"initial-{OPENING}": self.FIRST}
        stale = signed_in(prefecture).post(address, sent)
        assert stale.status_code == 409
        assert "Garder la valeur actuelle : non renseigné" in stale.text

    def test_the_api_compares_the_version_that_it_is_given(self, prefecture, aimed, signed_in):
        client, address = signed_in(prefecture), f"/api/sites/{aimed.reference}/phases/"
        version = client.get(f"/api/sites/{aimed.reference}/").json()["properties"]["version"]
        date_phases(prefecture, aimed.reference, {OPENING: date(2024, 3, 1)})
        mine = {OPENING: self.MINE}
        for body, etag in ((mine | {"version": version}, {}), (mine, {"If-Match": f'"{version}"'})):
            stale = client.patch(address, body, "application/json", headers=etag)
            assert stale.status_code == 409
            assert stale.json()["current"][OPENING] == self.FIRST
        fresh = mine | {"version": stale.json()["current"]["version"]}
        assert client.patch(address, fresh, "application/json").status_code == 200
