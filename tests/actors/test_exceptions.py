"""Rights by exception: where the table says so, in its territory, never to oneself."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from actors import abilities, services
from actors.enums import Ability, ExceptionState, OrganisationKind
from actors.models import ExceptionalRight
from tests.factories import ExceptionalRightFactory, MembershipFactory

IN_TWO_MONTHS = timedelta(days=60)


def scope(membership):
    return services.scope_of(membership.user, membership.pk)


def ask(membership, territory, **changes):
    given = {
        "ability": Ability.CONFIRM_SITE,
        "territory": territory,
        "reason": "Suivi de douze sites",
        "until": timezone.localdate() + IN_TWO_MONTHS,
    } | changes
    return services.ask_exception(scope(membership), **given)


@pytest.fixture
def right(cast, world):
    return ExceptionalRightFactory(
        ability=Ability.CONFIRM_SITE, asked_by=cast.mediator, territory=world.rhone
    )


def test_from_the_request_to_the_right(client_of, cast, world, site):
    mediator = client_of(cast.mediator)
    given = {
        "ability": Ability.CONFIRM_SITE,
        "territory": world.rhone.pk,
        "reason": "Suivi de douze sites",
        "until": (timezone.localdate() + IN_TWO_MONTHS).isoformat(),
    }
    assert mediator.post("/droits/demandes/", given).status_code == 302
    right = ExceptionalRight.objects.get()
    assert not abilities.may(scope(cast.mediator), Ability.CONFIRM_SITE, site)

    prefecture = client_of(cast.owner)
    assert "Association de médiation" in prefecture.get("/droits/demandes/").content.decode()
    answer = prefecture.post(f"/droits/demandes/{right.pk}/", {"decision": "accorder"})

    assert answer.status_code == 302
    assert abilities.may(scope(cast.mediator), Ability.CONFIRM_SITE, site)


def test_withdrawn_it_is_gone_at_once(cast, right, site):
    services.decide_exception(scope(cast.owner), right, grant=True)
    right.refresh_from_db()

    with pytest.raises(ValidationError):
        services.withdraw_exception(scope(cast.owner), right, reason="")
    services.withdraw_exception(scope(cast.owner), right, reason="Mission terminée")

    assert not abilities.may(scope(cast.mediator), Ability.CONFIRM_SITE, site)


def test_past_its_day_it_opens_nothing(cast, right, site):
    services.decide_exception(scope(cast.owner), right, grant=True)
    ExceptionalRight.objects.update(until=timezone.localdate() - timedelta(days=1))

    assert not abilities.may(scope(cast.mediator), Ability.CONFIRM_SITE, site)


def test_granted_in_one_department_it_opens_nothing_in_another(cast, world, right):
    from tests.factories import SiteFactory

    services.decide_exception(scope(cast.owner), right, grant=True)
    elsewhere = SiteFactory(commune=world.macon, declared_by=cast.neighbour)

    assert not abilities.may(scope(cast.mediator), Ability.CONFIRM_SITE, elsewhere)


@pytest.mark.parametrize("kind", OrganisationKind)
@pytest.mark.parametrize("ability", Ability)
def test_asked_only_where_the_table_says_so(world, kind, ability):
    member = MembershipFactory(organisation__kind=kind, organisation__territories=[world.rhone])
    allowed = abilities.TABLE[ability][kind] == "by_exception"

    if allowed:
        assert ask(member, world.rhone, ability=ability).state == ExceptionState.ASKED
    else:
        with pytest.raises(ValidationError) as refused:
            ask(member, world.rhone, ability=ability)
        assert set(refused.value.error_dict) == {"ability"}


def test_refusals_name_the_field(cast, world):
    today = timezone.localdate()
    for changes, field in [
        ({"territory": world.saone_et_loire}, "territory"),
        ({"territory": world.venissieux}, "territory"),
        ({"until": today - timedelta(days=1)}, "until"),
        ({"until": today + timedelta(days=400)}, "until"),
    ]:
        territory = changes.pop("territory", world.rhone)
        with pytest.raises(ValidationError) as refused:
            ask(cast.mediator, territory, **changes)
        assert set(refused.value.error_dict) == {field}
    ask(cast.mediator, world.rhone)
    with pytest.raises(ValidationError, match="déjà"):
        ask(cast.mediator, world.rhone)


def test_a_commune_asks_in_its_department(world):
    town = MembershipFactory(
        organisation__collectivite=True, organisation__territories=[world.straddling, world.macon]
    )
    assert ask(town, world.saone_et_loire)


@pytest.mark.parametrize(
    ("person", "decides"),
    [
        ("owner", True),
        ("dihal", True),
        ("neighbour", False),
        ("reader", False),
        ("stranger", False),
        ("mediator", False),
    ],
)
def test_who_decides(client_of, cast, right, person, decides):
    member = getattr(cast, person)
    client = client_of(member)
    page = f"/droits/demandes/{right.pk}/"

    assert client.get(page).status_code == (200 if decides else 404)
    answer = client.post(page, {"decision": "refuser", "reason": "Pas de suivi"})
    assert answer.status_code == (302 if decides else 404)
    right.refresh_from_db()
    assert right.state == (ExceptionState.REFUSED if decides else ExceptionState.ASKED)
    if not decides:
        with pytest.raises(PermissionDenied):
            services.decide_exception(scope(member), right, grant=True)


def test_never_to_oneself_even_by_another_membership(cast, world, right):
    """The mediator also sits in the préfecture: that hat may not answer to the other."""
    hat = MembershipFactory(user=cast.mediator.user, organisation=cast.owner.organisation)

    with pytest.raises(PermissionDenied):
        services.decide_exception(scope(hat), right, grant=True)


def test_a_refusal_gives_its_reason(client_of, cast, right):
    page = client_of(cast.owner).post(f"/droits/demandes/{right.pk}/", {"decision": "refuser"})

    assert page.status_code == 400
    assert "Dites pourquoi" in page.content.decode()


@pytest.mark.parametrize(
    ("granted", "reason", "words"),
    [(True, "", "a désormais ce droit"), (False, "Pas de suivi & d’accord", "est refusée")],
)
def test_who_asked_is_told_by_mail(client_of, cast, right, jobs_done, granted, reason, words):
    with jobs_done():
        services.decide_exception(scope(cast.owner), right, grant=granted, reason=reason)

    (sent,) = mail.outbox
    assert sent.to == [cast.mediator.user.email]
    assert words in sent.body
    assert "Confirmer, fermer" in sent.body
    assert "Rhône" in sent.body
    assert reason in sent.body
    assert "/droits/demandes/" in sent.body


def test_a_right_that_is_withdrawn_is_told_too(cast, right, jobs_done):
    services.decide_exception(scope(cast.owner), right, grant=True)
    right.refresh_from_db()
    with jobs_done():
        services.withdraw_exception(scope(cast.owner), right, reason="Mission terminée")

    (sent,) = mail.outbox
    assert "n'a plus ce droit" in sent.body
    assert "Mission terminée" in sent.body


def test_who_left_the_structure_is_told_nothing(cast, right, jobs_done):
    services.end_membership(scope(cast.dihal), cast.mediator)
    with jobs_done():
        services.decide_exception(scope(cast.owner), right, grant=True)

    assert mail.outbox == []


def test_decided_once(cast, right):
    services.decide_exception(scope(cast.owner), right, grant=True)  # `right` is now stale

    with pytest.raises(ValidationError, match="déjà reçu une réponse"):
        services.decide_exception(scope(cast.dihal), right, grant=True)


def test_a_structure_without_any_cannot_ask(client_of, cast):
    client = client_of(cast.reader)

    assert "Aucun droit ne s’accorde" in client.get("/droits/demandes/").content.decode()
    assert client.post("/droits/demandes/", {}).status_code == 403
