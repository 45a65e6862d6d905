import pytest
from django.urls import reverse

from actors.models import Membership
from sites.models import Intervenant
from sites.services import declare_intervenant, propose_intervenant
from sites.services.proposing import token_of
from tests.sites import world


@pytest.fixture
def colleague(association):
    return world.member(Membership.objects.get(pk=association.membership_id).organisation)


def at(site, name="site-intervenants", *more):
    return reverse(name, args=[site.reference, *more])


def test_declaring_ones_structure(signed_in, association, site):
    agent = signed_in(association)
    answer = agent.post(at(site), {"themes": ["sante", "droits"]}, follow=True)
    assert "déclarée sur ce site pour 12 mois" in answer.text
    assert "Ajouter des thèmes" in answer.text
    assert Intervenant.objects.get().themes == ["sante", "droits"]


@pytest.mark.parametrize("themes", [[], ["chasse"]])
def test_a_theme_is_needed(signed_in, association, site, themes):
    answer = signed_in(association).post(at(site), {"themes": themes})
    assert answer.status_code == 400
    assert "data-error-summary" in answer.text
    assert not Intervenant.objects.exists()


def test_each_sees_only_what_he_may_do(signed_in, association, prefecture, ars, site):
    row = declare_intervenant(association, site.reference, ["droits"])
    buttons = {"confirmer", "renouveler", "terminer"}

    def offered(scope):
        text = signed_in(scope).get(at(site)).text
        return {one for one in buttons if at(site, "intervenant-action", row.pk, one) in text}

    assert offered(association) == {"renouveler", "terminer"}
    assert offered(prefecture) == {"confirmer", "terminer"}
    assert offered(ars) == set()


def test_confirming_then_ending(signed_in, association, prefecture, site):
    row = declare_intervenant(association, site.reference, ["droits"])
    agent = signed_in(prefecture)
    confirm = at(site, "intervenant-action", row.pk, "confirmer")
    assert "est confirmé sur ce site" in agent.post(confirm, follow=True).text
    assert agent.post(confirm).status_code == 400
    end = at(site, "intervenant-action", row.pk, "terminer")
    assert agent.post(end).status_code == 302
    assert agent.post(end).status_code == 404


def test_not_allowed_is_403_and_unseen_404(signed_in, association, prefecture, stranger, site):
    row = declare_intervenant(association, site.reference, ["droits"])
    renew = at(site, "intervenant-action", row.pk, "renouveler")
    assert signed_in(prefecture).post(renew).status_code == 403
    assert signed_in(stranger).post(renew).status_code == 404


def test_ones_own_structure_comes_first(signed_in, association, colleague, site):
    text = signed_in(association).get(at(site)).text
    groups = text[text.index("propose_membership") :].split("<optgroup")[1:]
    assert colleague.organisation.name in groups[0]
    assert str(colleague.user) in groups[0]


def test_proposing_a_colleague_sends_a_link(
    signed_in, association, colleague, site, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr("actors.jobs.current_app.send_task", lambda *call, **_: sent.append(call))
    data = {"membership": colleague.pk, "themes": ["droits"]}
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in(association).post(at(site, "intervenant-propose"), data, follow=True)
    assert "Un e-mail est envoyé" in answer.text
    assert "En attente d’une réponse" in answer.text
    assert sent == [("sites.send_proposal", (Intervenant.objects.get().pk,))]


def test_only_a_reader_is_proposed(signed_in, association, stranger, site):
    data = {"membership": stranger.membership_id, "themes": ["droits"]}
    answer = signed_in(association).post(at(site, "intervenant-propose"), data)
    assert answer.status_code == 400
    assert "ne peut pas lire ce site" in answer.text


class TestLink:
    @pytest.fixture
    def link(self, association, colleague, site):
        row = propose_intervenant(association, site.reference, colleague.pk, ["droits"])
        return reverse("intervenant-proposal", args=[token_of(row)])

    def test_accepting(self, client_of, colleague, link, site):
        agent = client_of(colleague)
        assert site.reference in agent.get(link).text
        answer = agent.post(link, {"answer": "accepter"}, follow=True)
        assert "votre structure intervient" in answer.text
        assert Intervenant.objects.get().state == "declare"
        assert agent.get(link).status_code == 404

    def test_declining(self, client_of, colleague, link):
        assert client_of(colleague).post(link, {"answer": "decliner"}).status_code == 302
        assert Intervenant.objects.get().state == "decline"

    def test_another_answer_is_400(self, client_of, colleague, link):
        assert client_of(colleague).post(link, {"answer": "peut-être"}).status_code == 400
        assert Intervenant.objects.get().state == "propose"

    def test_for_no_one_else(self, signed_in, client, association, prefecture, link):
        for scope in (association, prefecture):
            assert signed_in(scope).get(link).status_code == 404
            assert signed_in(scope).post(link, {"answer": "accepter"}).status_code == 404
        assert client.get(link).status_code == 302
        assert signed_in(association).get(link[:-2] + "x/").status_code == 404

    def test_in_another_structure_he_is_told_to_choose(self, client_of, colleague, places, link):
        from django.utils import timezone
        from psycopg.types.range import DateRange

        other = world.structure("operateur", places["isere"])
        Membership.objects.filter(pk=colleague.pk).update(
            during=DateRange(None, timezone.localdate())
        )
        Membership.objects.create(user=colleague.user, organisation=other, function="autre")
        agent = client_of(colleague)
        assert "Choisissez cette structure" in agent.get(link).text
        assert agent.post(link, {"answer": "accepter"}).status_code == 404
