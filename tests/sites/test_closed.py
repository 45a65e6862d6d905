"""A closed site is read-only, save for corrections with a reason."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from sites.enums import EventKind, SurveyGroup
from sites.models import Event, Intervenant, Site, SitePeriod, Survey
from sites.services import (
    Observation,
    change_status,
    confirm_intervenant,
    declare_each,
    declare_intervenant,
    edit,
    end_intervenant,
    propose_intervenant,
    renew_intervenant,
    survey,
    verify,
)
from tests.sites import world
from tests.sites.world import read

TODAY = timezone.localdate()
PAST = TODAY - timedelta(days=40)


@pytest.fixture
def there(association, prefecture):
    """Its intervenant was declared while it was open; closed for ten days."""
    site = world.a_site(prefecture, settled_on=PAST, name="Pré")
    declare_intervenant(association, site.reference, ["emploi"])
    on = TODAY - timedelta(days=10)
    return change_status(prefecture, site.reference, "fermer", on=on, cause="justice")


def test_every_write_is_refused_in_clear_words(prefecture, association, there):
    row = Intervenant.objects.get()
    reference, me = there.reference, prefecture.membership_id
    writes = {
        "edit": lambda: edit(prefecture, reference, None, {"name": "Autre"}),
        "survey": lambda: survey(prefecture, reference, read(PAST, people=3)),
        "verify": lambda: verify(prefecture, reference),
        "declare": lambda: declare_intervenant(prefecture, reference, ["emploi"]),
        "declare each": lambda: declare_each(prefecture, [there], ["emploi"]),
        "propose": lambda: propose_intervenant(association, reference, me, ["emploi"]),
        "confirm": lambda: confirm_intervenant(prefecture, reference, row.pk),
        "renew": lambda: renew_intervenant(association, reference, row.pk),
    }
    for write in writes.values():
        with pytest.raises(ValidationError, match="Ce site est fermé : rouvrez-le"):
            write()
    there.refresh_from_db()
    assert there.name == "Pré"
    assert not Survey.objects.exists()


def test_its_forms_opened_as_pages_say_why_not(signed_in, prefecture, there):
    page = signed_in(prefecture).get(reverse("site-phases", args=[there.reference]))
    assert page.status_code == 400
    assert page.text.count("Ce site est fermé : rouvrez-le") == 1
    assert "Certaines valeurs" not in page.text


def test_what_was_typed_for_a_site_closed_meanwhile_comes_back(signed_in, prefecture, there):
    page = signed_in(prefecture).post(
        reverse("site-status", args=[there.reference, "fermer"]),
        {"version": there.version, "on": TODAY, "cause": "autre", "context": "Sans suite connue"},
    )
    assert page.status_code == 400
    assert "n’est pas possible : le site est fermé" in page.text
    assert "Sans suite connue" in page.text


def test_phases_typed_for_a_site_closed_meanwhile_come_back(signed_in, prefecture, there):
    sent = {"diagnostic-social": "2026-02-03", "ouvert_a": timezone.now().isoformat()}
    page = signed_in(prefecture).post(reverse("site-phases", args=[there.reference]), sent)
    assert page.status_code == 400
    assert "Ce site est fermé : rouvrez-le" in page.text
    assert "2026-02-03" in page.text


def test_an_intervention_may_still_end(association, there):
    end_intervenant(association, there.reference, Intervenant.objects.get().pk)


@pytest.mark.parametrize("action", ["fermer", "resorber", "annuler"])
def test_whatever_ended_it(prefecture, site, action):
    if action == "resorber":
        change_status(prefecture, site.reference, "confirmer")
    change_status(prefecture, site.reference, action, cause="inconnue", context="Erreur")
    with pytest.raises(ValidationError, match="rouvrez-le"):
        edit(prefecture, site.reference, None, {"name": "Autre"})


def test_a_correction_says_why_and_never_what(prefecture, there):
    edit(prefecture, there.reference, None, {"name": "Le Pré Vert"}, "Nom mal écrit")
    event = Event.objects.first()
    assert event.kind == EventKind.SITE_CORRECTED
    assert event.facts == {"fields": ["name"], "reason": "Nom mal écrit"}


def test_a_survey_is_corrected_as_the_site_was(prefecture, there):
    def write(day):
        groups = {SurveyGroup.POPULATION: {"people": 3}}
        survey(prefecture, there.reference, Observation(day, groups, reason="Recompté"))

    with pytest.raises(ValidationError) as error:
        write(TODAY - timedelta(days=9))
    assert list(error.value.message_dict) == ["observed_on"]
    write(TODAY - timedelta(days=20))
    there.refresh_from_db()
    assert there.people == 3
    event = Event.objects.get(kind=EventKind.SITE_CORRECTED)
    assert event.facts == {"reason": "Recompté"}


def test_a_reason_too_long_is_refused(prefecture, there):
    with pytest.raises(ValidationError) as error:
        edit(prefecture, there.reference, None, {"name": "Autre"}, "x" * 501)
    assert list(error.value.message_dict) == ["reason"]


def test_an_open_site_needs_no_reason(prefecture, site):
    edit(prefecture, site.reference, None, {"name": "Autre"})
    assert Event.objects.first().kind == EventKind.SITE_EDITED


def test_the_forms(signed_in, prefecture, there):
    agent = signed_in(prefecture)
    address = reverse("site-edit", args=[there.reference])
    assert "Motif de la correction" in agent.get(address).text
    values = {
        "version": there.version,
        "location": f"{there.location.y}, {there.location.x}",
        "location_precision": "position",
        "kind": "terrain",
        "name": "Le Pré Vert",
    }
    for name in ("name", "kind", "location", "location_precision"):
        values[f"initial-{name}"] = "" if name == "name" else values[name]
    refused = agent.post(address, values)
    assert refused.status_code == 400
    assert "dites pourquoi vous le corrigez" in refused.text
    assert agent.post(address, values | {"reason": "Mal écrit"}).status_code == 302
    assert Site.objects.get().name == "Le Pré Vert"
    life = agent.get(reverse("site-life", args=[there.reference])).text
    assert "Mal écrit" in life


def test_the_api(signed_in, prefecture, there):
    agent = signed_in(prefecture)
    address = reverse("api-site", args=[there.reference])
    body = {
        "type": "Feature",
        "properties": {"version": there.version, "name": "Autre"},
    }
    refused = agent.patch(address, body, content_type="application/json")
    assert refused.status_code == 400
    assert list(refused.json()["errors"]) == ["reason"]
    body["properties"]["reason"] = "Mal écrit"
    assert agent.patch(address, body, content_type="application/json").status_code == 200


def test_the_intervenants_page_of_a_closed_site(signed_in, prefecture, there):
    agent = signed_in(prefecture)
    address = reverse("site-intervenants", args=[there.reference])
    assert "rouvrez-le pour y déclarer" in agent.get(address).text
    assert agent.post(address, {"themes": ["emploi"]}).status_code == 400
    assert SitePeriod.objects.filter(site=there).count() == 2
