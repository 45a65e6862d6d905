"""On a closed site legal rows are written and removed with a reason, told with the event."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from legal import services
from legal.enums import LegalEvent
from legal.models import EvacuationDate, Owner, Procedure, Step
from sites.models import Event
from sites.services import change_status
from tests.legal.conftest import scope
from tests.legal.planting import owner_values, procedure_values, step_values

WHY = "Jugement reçu après l’évacuation"


def today():
    return timezone.localdate()


def evacuation_values():
    return {"on": today() + timedelta(days=3), "note": ""}


@pytest.fixture
def over(cast, site, planted):
    """Closed today, with its owner, its procedure and their step."""
    change_status(scope(cast.owner), site.reference, "fermer", cause="justice")
    return planted


@pytest.fixture
def writes(cast, site, over):
    """{what: a write of it}, each with the reason that is given."""
    me, ref = scope(cast.owner), site.reference
    step = {"on": today(), "kind": "autre"}

    def old_step(**why):
        kept = step_values(kind="decision", note="Appel rejeté")
        return services.save_step(me, ref, kept, pk=over.step.pk, version=1, **why)

    return {
        "an owner": lambda **why: services.save_owner(me, ref, owner_values(), **why),
        "its change": lambda **why: services.save_owner(
            me, ref, owner_values(), pk=over.owner.pk, version=1, **why
        ),
        "a procedure": lambda **why: services.save_procedure(me, ref, procedure_values(), **why),
        "a step": lambda **why: services.save_step(
            me, ref, step_values(**step), procedure=over.procedure.pk, **why
        ),
        "a step's change": old_step,
        "the date": lambda **why: services.set_evacuation(
            me, ref, evacuation_values(), version=1, **why
        ),
        "no owner": lambda **why: services.remove_owner(me, ref, over.owner.pk, 1, **why),
        "no step": lambda **why: services.remove_step(me, ref, over.step.pk, 1, **why),
        "no procedure": lambda **why: services.remove_procedure(
            me, ref, over.procedure.pk, 1, **why
        ),
    }


NAMES = ("an owner", "its change", "a procedure", "a step", "a step's change", "the date")


@pytest.mark.parametrize("name", [*NAMES, "no owner", "no step", "no procedure"])
def test_each_write_asks_why_and_tells_it_with_its_event(writes, name):
    before = Event.objects.count()
    with pytest.raises(ValidationError) as refused:
        writes[name]()
    assert "Ce site est fermé : rouvrez-le" in refused.value.message_dict["reason"][0]
    assert Event.objects.count() == before
    writes[name](reason=f" {WHY} ")
    event = Event.objects.order_by("pk").last()
    assert event.kind.startswith("legal.")
    assert event.facts == {"reason": WHY}


def test_a_first_date_asks_why(cast, site):
    me = scope(cast.owner)
    change_status(me, site.reference, "fermer", cause="justice")
    with pytest.raises(ValidationError):
        services.set_evacuation(me, site.reference, evacuation_values(), version=0)
    assert not EvacuationDate.objects.exists()


def test_what_was_sent_before_the_closing_is_answered_alike(cast, site):
    me, uuid = scope(cast.owner), uuid4()
    first = services.save_owner(me, site.reference, owner_values(), uuid=uuid)
    change_status(me, site.reference, "fermer", cause="justice")
    assert services.save_owner(me, site.reference, owner_values(), uuid=uuid) == first


def test_an_open_site_asks_nothing(cast, site, planted):
    services.save_owner(scope(cast.owner), site.reference, owner_values(), reason="Sans objet")
    event = Event.objects.filter(kind=LegalEvent.OWNER).order_by("pk").last()
    assert event.facts == {}


def test_the_reason_is_told_to_who_reads_the_block_alone(cast, site, writes, client_of):
    writes["an owner"](reason=WHY)
    life = f"/sites/{site.reference}/vie/"
    assert WHY in client_of(cast.owner).get(life).text
    for role in (cast.reader, cast.mediator):
        assert WHY not in client_of(role).get(life).text


class TestPages:
    @pytest.fixture
    def client(self, client_of, cast, over):
        return client_of(cast.owner)

    def paths(self, site, over):
        ref, step = site.reference, {"kind": "autre", "on": today().isoformat()}
        return {
            f"/sites/{ref}/proprietaires/ajouter/": {"name": "Commune", "kind": "collectivite"},
            f"/sites/{ref}/procedures/ajouter/": {"kind": "administrative"},
            f"/sites/{ref}/procedures/{over.procedure.pk}/etapes/ajouter/": step,
            f"/sites/{ref}/evacuation/": {"on": today().isoformat(), "version": "1"},
            f"/sites/{ref}/etapes/{over.step.pk}/retirer/": {"version": "1"},
        }

    def test_they_ask_it_keep_what_was_typed_and_write_with_it(self, client, site, over):
        rows = (Owner, Procedure, Step, EvacuationDate)
        for path, values in self.paths(site, over).items():
            assert "Motif de la correction" in client.get(path).text, path
            before = [list(model.objects.values_list("pk", "version")) for model in rows]
            sent = {"uuid": str(uuid4()), "version": "0"} | values
            refused = client.post(path, sent)
            assert refused.status_code == 400, path
            assert "dites pourquoi vous le corrigez" in refused.text
            after = [list(model.objects.values_list("pk", "version")) for model in rows]
            assert before == after
            assert client.post(path, sent | {"reason": WHY}).status_code == 302, path

    def test_a_stale_form_keeps_the_reason(self, client, site, over, cast):
        path = f"/sites/{site.reference}/proprietaires/{over.owner.pk}/"
        opened = client.get(path).context["form"]
        services.save_owner(
            scope(cast.colleague),
            site.reference,
            owner_values(name="Son nom"),
            pk=over.owner.pk,
            version=1,
            reason="Autre",
        )
        mine = {name: opened[name].value() or "" for name in opened.fields}
        mine |= {opened[name].html_initial_name: mine[name] for name in opened.compared()}
        mine |= {"name": "Mon nom", "parcels": "", "reason": WHY}
        stale = client.post(path, mine)
        assert stale.status_code == 409
        assert WHY in stale.text

    def test_open_they_ask_nothing(self, client_of, cast, site, planted):
        page = client_of(cast.owner).get(f"/sites/{site.reference}/proprietaires/ajouter/")
        assert "Motif de la correction" not in page.text


def test_the_api_asks_it_too(client_of, cast, site, over):
    client, base = client_of(cast.owner), f"/api/sites/{site.reference}/juridique"
    calls = (
        (client.post, "proprietaires/", owner_values()),
        (client.put, f"proprietaires/{over.owner.pk}/", owner_values(version=1)),
        (client.post, f"procedures/{over.procedure.pk}/etapes/", {"kind": "autre", "on": today()}),
        (client.put, "evacuation/", {"on": today(), "version": 1}),
    )
    for call, path, body in calls:
        refused = call(f"{base}/{path}", body, content_type="application/json")
        assert refused.status_code == 400, path
        assert list(refused.json()["errors"]) == ["reason"]
        given = body | {"reason": WHY}
        answer = call(f"{base}/{path}", given, content_type="application/json")
        assert answer.status_code in (200, 201), (path, answer.text)
