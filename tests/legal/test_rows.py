"""The verbs on legal rows: who may, in what order, what is refused and where."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone

from legal import services
from legal.enums import BEFORE, LegalEvent, StepKind
from legal.models import Owner, Step
from sites.errors import StaleVersion
from sites.models import Event, File
from tests.legal.conftest import scope
from tests.legal.planting import owner_values, procedure_values, step_values
from tests.uploads import pairs, pdf, upload

TODAY = timezone.localdate()


def ago(days):
    return timezone.localdate() - timedelta(days=days)


@pytest.fixture
def procedure(cast, site):
    return services.save_procedure(scope(cast.owner), site.reference, procedure_values())


@pytest.fixture
def add(cast, site, procedure):
    def step(kind, days, **more):
        values = step_values(kind=kind, on=ago(days), **more)
        given = scope(cast.owner)
        return services.save_step(given, site.reference, values, procedure=procedure.pk)

    return step


@pytest.mark.parametrize("role", ["reader", "mediator"])
def test_who_sees_the_site_and_has_no_right_is_refused(cast, site, role):
    with pytest.raises(PermissionDenied):
        services.save_owner(scope(getattr(cast, role)), site.reference, owner_values())
    assert not Owner.objects.exists()


@pytest.mark.parametrize("role", ["neighbour", "stranger"])
def test_who_does_not_see_the_site_finds_none(cast, site, role):
    with pytest.raises(Http404):
        services.save_owner(scope(getattr(cast, role)), site.reference, owner_values())


def test_the_same_sending_makes_one_row(cast, site):
    uuid, me = uuid4(), scope(cast.owner)
    first = services.save_owner(me, site.reference, owner_values(), uuid=uuid)
    second = services.save_owner(me, site.reference, owner_values(), uuid=uuid)
    assert first == second
    assert Event.objects.filter(kind=LegalEvent.OWNER).count() == 1


def test_an_event_holds_no_value(planted):
    for event in Event.objects.filter(kind__startswith="legal."):
        assert not any(word in str(event.facts) for word in planted.secrets)


def test_a_stale_version_is_told_with_what_stands(cast, site, planted):
    me, owner = scope(cast.owner), planted.owner
    services.save_owner(me, site.reference, owner_values(name="Autre"), pk=owner.pk, version=1)
    with pytest.raises(StaleVersion) as stale:
        services.save_owner(me, site.reference, owner_values(), pk=owner.pk, version=1)
    assert stale.value.facts["current"]["name"] == "Autre"


def test_nothing_changed_leaves_no_event(cast, site, planted):
    before = Event.objects.count()
    values = owner_values(
        name=planted.owner.name, parcels=planted.owner.parcels, note=planted.owner.note
    )
    row = services.save_owner(
        scope(cast.owner), site.reference, values, pk=planted.owner.pk, version=1
    )
    assert (row.version, Event.objects.count()) == (1, before)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": "martien"}, "kind"),
        ({"parcels": ["42"]}, "parcels"),
        ({"parcels": ["69199000 B0042"]}, "parcels"),
    ],
)
def test_an_owner_that_cannot_be_is_refused_at_the_field(cast, site, values, field):
    with pytest.raises(ValidationError) as refused:
        services.save_owner(scope(cast.owner), site.reference, owner_values(**values))
    assert set(refused.value.message_dict) == {field}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": ago(20_000)}, "on"),
        ({"kind": "martien"}, "kind"),
        ({"on": ago(3), "deadline": ago(4), "to_do": "Signifier"}, "deadline"),
        ({"on": ago(3), "deadline": TODAY}, "to_do"),
        ({"to_do": "Signifier"}, "deadline"),
        ({"deadline": TODAY + timedelta(days=9_000), "to_do": "Signifier"}, "deadline"),
        ({"met_on": ago(1)}, "met_on"),
        ({"on": ago(5), "deadline": TODAY, "to_do": "Signifier", "met_on": ago(6)}, "met_on"),
        ({"kind": "appel"}, "kind"),
    ],
)
def test_a_step_that_cannot_be_is_refused_at_the_field(cast, site, procedure, values, field):
    with pytest.raises(ValidationError) as refused:
        services.save_step(
            scope(cast.owner), site.reference, step_values(**values), procedure=procedure.pk
        )
    assert set(refused.value.message_dict) == {field}
    assert not Step.objects.exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [(earlier, later) for later, those in BEFORE.items() for earlier in those if later != "appel"],
)
def test_the_order_of_law_holds_whichever_is_written_first(add, first, second):
    add(first, 50)
    with pytest.raises(ValidationError) as refused:
        add(second, 60)
    assert set(refused.value.message_dict) == {"on"}
    add(second, 50)
    Step.objects.filter(kind=first).update(removed_at=timezone.now())
    with pytest.raises(ValidationError):
        add(first, 40)


def test_an_appeal_follows_its_decision(add):
    add("decision", 50)
    with pytest.raises(ValidationError) as refused:
        add("appel", 51)
    assert set(refused.value.message_dict) == {"on"}
    add("appel", 49)


def test_every_kind_of_step_has_its_place_in_the_order():
    assert set(BEFORE) == set(StepKind)


def test_a_decision_of_an_appeal_is_not_removed(cast, site, add):
    decision = add("decision", 50)
    add("appel", 49)
    with pytest.raises(ValidationError):
        services.remove_step(scope(cast.owner), site.reference, decision.pk, 1)


def test_a_row_that_is_removed_is_found_no_more(cast, site, planted):
    me = scope(cast.owner)
    services.remove_procedure(me, site.reference, planted.procedure.pk, 1)
    with pytest.raises(Http404):
        services.save_step(
            me, site.reference, step_values(), pk=planted.step.pk, version=planted.step.version
        )
    assert Step.objects.filter(pk=planted.step.pk).exists()


def test_a_pdf_hangs_on_the_step_also_on_one_that_stands(cast, site, add, vault):
    step, me = add("plainte", 9), scope(cast.owner)
    values = step_values(kind="plainte", on=ago(9))
    for version in (1, 2):
        step = services.save_step(
            me,
            site.reference,
            values,
            pk=step.pk,
            version=version,
            uploads=pairs(upload("a.pdf", pdf())),
        )
    assert File.objects.filter(hangs_on="legal.step", object_id=step.pk).count() == 2


def test_a_document_of_the_wrong_kind_leaves_nothing(cast, site, procedure, vault):
    uploads = pairs(upload("a.exe", b"MZ" + b"\0" * 400))
    with pytest.raises(ValidationError) as refused:
        services.save_step(
            scope(cast.owner),
            site.reference,
            step_values(),
            procedure=procedure.pk,
            uploads=uploads,
        )
    assert set(refused.value.message_dict) == {"files"}
    assert not Step.objects.exists()
    assert not File.objects.exists()


def test_an_evacuation_date_is_set_once_then_changed(cast, site):
    me, day = scope(cast.owner), TODAY + timedelta(days=9)
    first = services.set_evacuation(me, site.reference, {"on": day, "note": ""}, version=0)
    with pytest.raises(StaleVersion):
        services.set_evacuation(me, site.reference, {"on": None, "note": ""}, version=0)
    again = services.set_evacuation(me, site.reference, {"on": None, "note": ""}, version=1)
    assert (again.pk, again.on, again.version) == (first.pk, None, 2)


def test_an_implausible_evacuation_is_refused(cast, site):
    values = {"on": TODAY + timedelta(days=9_000), "note": ""}
    with pytest.raises(ValidationError) as refused:
        services.set_evacuation(scope(cast.owner), site.reference, values, version=0)
    assert set(refused.value.message_dict) == {"on"}
