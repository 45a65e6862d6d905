"""The forms on legal rows, and the block on the site's page."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from legal import services
from legal.models import EvacuationDate, Owner, Procedure, Step
from sites.models import File
from tests.legal.conftest import scope
from tests.legal.planting import owner_values
from tests.uploads import pdf, upload


def sent(**values):
    return {"uuid": str(uuid4()), "version": "0"} | values


def test_a_judgment_with_its_deadline_and_its_pdf(client_of, cast, site, vault, jobs_done):
    client, ref = client_of(cast.owner), site.reference
    client.post(f"/sites/{ref}/procedures/ajouter/", sent(kind="judiciaire", title="TJ de Lyon"))
    procedure = Procedure.objects.get()
    form = {
        "kind": "decision",
        "on": timezone.localdate().isoformat(),
        "deadline": (timezone.localdate() + timedelta(days=60)).isoformat(),
        "to_do": "Signifier le jugement",
        "files": upload("jugement.pdf", pdf()),
    }
    with jobs_done():
        answer = client.post(
            f"/sites/{ref}/procedures/{procedure.pk}/etapes/ajouter/", sent(**form)
        )
    assert answer.status_code == 302
    page = client.get(f"/sites/{ref}/").text
    for words in ("TJ de Lyon", "Décision rendue", "Signifier le jugement", "jugement.pdf"):
        assert words in page


def test_what_was_typed_is_kept_and_nothing_is_written(client_of, cast, site, planted):
    before = Step.objects.count()
    address = f"/sites/{site.reference}/procedures/{planted.procedure.pk}/etapes/ajouter/"
    late = timezone.localdate() - timedelta(days=1)
    answer = client_of(cast.owner).post(
        address, sent(kind="plainte", on=late.isoformat(), outcome="Mot gardé")
    )
    assert answer.status_code == 400
    assert "Mot gardé" in answer.text
    assert "décision rendue" in answer.context["form"].errors["on"][0]
    assert Step.objects.count() == before


def test_a_stale_form_shows_what_changed_and_keeps_what_was_typed(client_of, cast, site, planted):
    client, pk = client_of(cast.owner), planted.owner.pk
    address = f"/sites/{site.reference}/proprietaires/{pk}/"
    opened = client.get(address).context["form"]
    mine = {name: opened[name].value() or "" for name in opened.fields}
    mine |= {opened[name].html_initial_name: mine[name] for name in opened.compared()}
    mine |= {"name": "Mon nom", "uuid": str(mine["uuid"])}
    services.save_owner(
        scope(cast.colleague),
        site.reference,
        owner_values(name="Son nom", kind="bailleur"),
        pk=pk,
        version=1,
    )
    stale = client.post(address, mine)
    assert stale.status_code == 409
    assert "Mon nom" in stale.text
    assert "Son nom" in stale.text
    form = stale.context["form"]
    assert {one.name for one in form.differences if one.is_conflict} == {"name"}
    again = {key: form.data[key] for key in form.data} | {"keep-name": "now"}
    assert client.post(address, again).status_code == 302
    row = Owner.objects.get(pk=pk)
    assert (row.name, row.kind) == ("Son nom", "bailleur")


@pytest.mark.parametrize(
    ("path", "form", "field"),
    [
        ("proprietaires/ajouter/", {"name": "", "kind": "prive"}, "name"),
        ("proprietaires/ajouter/", {"name": "A", "kind": "x"}, "kind"),
        ("proprietaires/ajouter/", {"name": "A", "kind": "prive", "parcels": "12"}, "parcels"),
        ("procedures/ajouter/", {"kind": ""}, "kind"),
        ("evacuation/", {"on": "2026-02-30"}, "on"),
        ("evacuation/", {"on": "2999-01-01"}, "on"),
    ],
)
def test_bad_input_is_said_at_its_field(client_of, cast, site, path, form, field):
    answer = client_of(cast.owner).post(f"/sites/{site.reference}/{path}", sent(**form))
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {field}
    assert not Owner.objects.exists()
    assert not EvacuationDate.objects.exists()


@pytest.mark.parametrize("version", ["5", "9" * 400])
def test_a_version_that_never_was_is_a_conflict(client_of, cast, site, version):
    form = sent(on=timezone.localdate().isoformat(), version=version)
    answer = client_of(cast.owner).post(f"/sites/{site.reference}/evacuation/", form)
    assert answer.status_code == 409
    assert not EvacuationDate.objects.exists()


def test_a_row_is_asked_about_then_removed(client_of, cast, site, planted):
    client = client_of(cast.owner)
    address = f"/sites/{site.reference}/etapes/{planted.step.pk}/retirer/"
    assert "ne sera plus affiché" in client.get(address).text
    assert client.post(address, {"version": planted.step.version + 1}).status_code == 409
    assert client.post(address, {"version": planted.step.version}).status_code == 302
    assert client.get(f"/fichiers/{planted.file.uuid}/").status_code == 404
    assert File.objects.filter(pk=planted.file.pk).exists()


def test_the_row_of_another_site_is_none(client_of, cast, world, planted):
    from tests.factories import SiteFactory

    other = SiteFactory(commune=world.venissieux, declared_by=cast.owner)
    for path in ("proprietaires/{}/", "proprietaires/{}/retirer/"):
        address = f"/sites/{other.reference}/{path.format(planted.owner.pk)}"
        assert client_of(cast.owner).get(address).status_code == 404


@pytest.mark.parametrize("role", ["mediator", "reader"])
def test_no_trace_for_who_may_not_read(client_of, cast, site, planted, role):
    for path in ("", "volet/"):
        page = client_of(getattr(cast, role)).get(f"/sites/{site.reference}/{path}").text
        assert not any(word in page for word in planted.secrets)
        assert ("juridique" in page) == (role == "reader" and path == "")
        assert (planted.evacuation in page) == (role == "reader")


def test_the_api_writes_by_the_same_rules(client_of, cast, site, planted):
    client, root = client_of(cast.owner), f"/api/sites/{site.reference}/juridique/"
    made = client.post(
        f"{root}proprietaires/", {"name": "Commune", "kind": "collectivite"}, "application/json"
    )
    assert made.status_code == 201
    assert {one["name"] for one in made.json()["owners"]} == {"Commune", planted.owner.name}
    pk = planted.owner.pk
    stale = client.put(
        f"{root}proprietaires/{pk}/",
        {"name": "Autre", "kind": "prive", "version": 7},
        "application/json",
    )
    assert stale.status_code == 409
    wrong = client.post(
        f"{root}procedures/{planted.procedure.pk}/etapes/",
        {"kind": "plainte", "on": "2999-01-01"},
        "application/json",
    )
    assert (wrong.status_code, set(wrong.json()["errors"])) == (400, {"on"})
    day = client.put(f"{root}evacuation/", {"version": 1, "on": None}, "application/json")
    assert (day.status_code, day.json()["evacuation"]) == (200, None)


def test_the_feature_has_no_key_for_who_may_not_read(client_of, cast, site, planted):
    def properties(person):
        return client_of(person).get(f"/api/sites/{site.reference}/").json()["properties"]

    assert set(properties(cast.owner)["legal"]) == {"owners", "procedures", "evacuation"}
    assert set(properties(cast.reader)["legal"]) == {"evacuation"}
    assert "legal" not in properties(cast.mediator)


def test_the_menu_leads_to_deadlines_those_who_may(client_of, cast, site):
    assert "/echeances/" in client_of(cast.owner).get("/sites/").text
    assert "/echeances/" not in client_of(cast.mediator).get("/sites/").text


class TestAProcedureRemovedMeanwhile:
    @pytest.fixture
    def address(self, cast, site, planted):
        services.remove_procedure(scope(cast.owner), site.reference, planted.procedure.pk, 1)
        return f"/sites/{site.reference}/procedures/{planted.procedure.pk}/etapes/ajouter/"

    @pytest.fixture
    def typed(self):
        day = timezone.localdate().isoformat()
        return sent(kind="plainte", on=day, outcome="Mot gardé")

    def test_what_was_typed_goes_to_another_one(self, client_of, cast, site, address, typed):
        me, client = scope(cast.owner), client_of(cast.owner)
        other = services.save_procedure(
            me, site.reference, {"kind": "administrative", "title": "Arrêté", "note": ""}
        )
        before = Step.objects.count()
        answer = client.post(address, typed)
        assert answer.status_code == 409
        assert "Cette procédure a été retirée entre-temps" in answer.text
        assert "Mot gardé" in answer.text
        assert Step.objects.count() == before
        there = f"/sites/{site.reference}/procedures/{other.pk}/etapes/ajouter/"
        assert f'formaction="{there}"' in answer.text
        assert client.post(there, typed).status_code == 302
        assert Step.objects.get(procedure=other).outcome == "Mot gardé"

    def test_without_another_it_says_so(self, client_of, cast, site, address, typed):
        answer = client_of(cast.owner).post(address, typed)
        assert answer.status_code == 409
        assert f"/sites/{site.reference}/procedures/ajouter/" in answer.text

    def test_its_form_leads_back_to_the_site(self, client_of, cast, site, address):
        answer = client_of(cast.owner).get(address, follow=True)
        assert answer.redirect_chain[0][0].startswith(site.get_absolute_url())
        assert "Cette procédure a été retirée entre-temps" in answer.text

    def test_the_rights_come_first(self, client_of, cast, address, typed):
        never = address.replace("/procedures/", "/procedures/9")
        assert client_of(cast.owner).post(never, typed).status_code == 404
        assert client_of(cast.reader).post(address, typed).status_code == 403
        assert client_of(cast.stranger).post(address, typed).status_code == 404


def test_a_hidden_field_is_told_as_a_person_understands(client_of, cast, site):
    address = f"/sites/{site.reference}/proprietaires/ajouter/"
    answer = client_of(cast.owner).post(
        address, {"uuid": "x", "version": "-1", "name": "Commune", "kind": "collectivite"}
    )
    assert answer.status_code == 400
    assert "rechargez-la, puis recommencez" in answer.text
    for raw in ("UUID", "Uuid", "Version"):
        assert raw not in answer.text


def test_a_procedure_without_a_step_says_so_outside_of_the_list(client_of, cast, site):
    services.save_procedure(
        scope(cast.owner), site.reference, {"kind": "administrative", "title": "", "note": ""}
    )
    page = client_of(cast.owner).get(site.get_absolute_url()).text
    assert "aucune étape renseignée" in page
    assert "legal-steps" not in page


def test_a_step_says_all_that_it_takes(client_of, cast, site, planted):
    address = f"/sites/{site.reference}/procedures/{planted.procedure.pk}/etapes/ajouter/"
    page = client_of(cast.owner).get(address).text
    assert "PDF, DOCX, XLSX, ODT, ODS, photo ou note audio" in page


class TestARowRemovedMeanwhile:
    @pytest.fixture
    def step(self, cast, site, planted):
        step = Step.objects.filter(procedure=planted.procedure).latest("pk")
        services.remove_step(scope(cast.owner), site.reference, step.pk, step.version)
        return step

    def test_what_was_typed_may_be_added_anew(self, client_of, cast, site, planted, step):
        client, day = client_of(cast.owner), timezone.localdate().isoformat()
        typed = sent(kind="plainte", on=day, outcome="Mot gardé", uuid=step.uuid, version=1)
        answer = client.post(f"/sites/{site.reference}/etapes/{step.pk}/", typed)
        assert answer.status_code == 409
        assert "Cette étape a été retirée entre-temps" in answer.text
        assert "Mot gardé" in answer.text
        there = f"/sites/{site.reference}/procedures/{planted.procedure.pk}/etapes/ajouter/"
        assert f'formaction="{there}"' in answer.text
        again = re.search(r'name="uuid" value="([^"]*)"', answer.text)[1]
        assert client.post(there, typed | {"uuid": again, "version": 0}).status_code == 302
        added = Step.objects.standing().get(outcome="Mot gardé")
        assert added.procedure == planted.procedure

    @pytest.mark.parametrize("way", ["", "retirer/"])
    def test_its_pages_lead_back_to_the_site(self, client_of, cast, site, step, way):
        address = f"/sites/{site.reference}/etapes/{step.pk}/{way}"
        answer = client_of(cast.owner).get(address, follow=True)
        assert answer.redirect_chain[0][0].startswith(site.get_absolute_url())
        assert "Cette étape a été retirée entre-temps" in answer.text

    def test_without_its_procedure_it_goes_to_another(self, client_of, cast, site, planted):
        me, step = scope(cast.owner), Step.objects.filter(procedure=planted.procedure).latest("pk")
        other = services.save_procedure(
            me, site.reference, {"kind": "administrative", "title": "Arrêté", "note": ""}
        )
        services.remove_procedure(me, site.reference, planted.procedure.pk, 1)
        day = timezone.localdate().isoformat()
        typed = sent(kind="plainte", on=day, outcome="Mot gardé", uuid=step.uuid, version=1)
        answer = client_of(cast.owner).post(f"/sites/{site.reference}/etapes/{step.pk}/", typed)
        assert answer.status_code == 409
        assert "Cette procédure a été retirée entre-temps" in answer.text
        assert "Mot gardé" in answer.text
        there = f"/sites/{site.reference}/procedures/{other.pk}/etapes/ajouter/"
        assert f'formaction="{there}"' in answer.text

    def test_an_owner_too(self, client_of, cast, site, planted):
        owner = planted.owner
        services.remove_owner(scope(cast.owner), site.reference, owner.pk, owner.version)
        typed = sent(kind="societe", name="SCI du Pré", uuid=owner.uuid, version=1)
        address = f"/sites/{site.reference}/proprietaires/{owner.pk}/"
        answer = client_of(cast.owner).post(address, typed)
        assert answer.status_code == 409
        assert "Ce propriétaire a été retiré entre-temps" in answer.text
        assert f'formaction="/sites/{site.reference}/proprietaires/ajouter/"' in answer.text

    def test_the_rights_come_first(self, client_of, cast, site, step):
        address = f"/sites/{site.reference}/etapes/{step.pk}/"
        assert client_of(cast.reader).get(address).status_code == 403
        assert client_of(cast.stranger).get(address).status_code == 404
        other = f"/sites/{site.reference}/etapes/{step.pk + 1000}/"
        assert client_of(cast.owner).get(other).status_code == 404
