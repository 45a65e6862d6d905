import re
from html import unescape

import pytest
from django.urls import reverse

from actors.models import User
from legal.services import save_procedure
from sites.enums import StatusAction
from sites.services import change_status, declare_intervenant, edit
from tests.sites import world
from tests.sites.world import IN_LYON_1


@pytest.fixture
def agent(signed_in, prefecture):
    return signed_in(prefecture)


@pytest.fixture
def url(site):
    return reverse("site-edit", args=[site.reference])


def opened(agent, url):
    """What a browser sends back from the page, hidden values included."""
    return sent(agent.get(url).text)


def sent(html):
    form = html[html.index('<form method="post" class="app-form"') :]
    data = {}
    for tag in re.findall(r"<input [^>]*>", form):
        part = {key: unescape(value) for key, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        chosen = part.get("type") not in ("radio", "checkbox") or " checked" in tag
        if chosen and "name" in part and part["name"] != "csrfmiddlewaretoken":
            data[part["name"]] = part.get("value", "")
    for name, inner in re.findall(r'<select[^>]*name="([\w-]+)"[^>]*>(.*?)</select>', form, re.S):
        options = re.findall(r'<option value="([^"]*)"([^>]*)>', inner)
        picked = [value for value, rest in options if "selected" in rest]
        data[name] = (picked or [options[0][0]])[0]
    for name, text in re.findall(
        r'<textarea[^>]*name="([\w-]+)"[^>]*>(.*?)</textarea>', form, re.S
    ):
        data[name] = unescape(text).strip()
    return data


PROCEDURE = {"kind": "judiciaire", "title": "Référé", "note": ""}


def name_of(scope):
    return User.objects.get(pk=scope.user_id).get_full_name()


def test_sent_back_untouched_it_writes_nothing(agent, url, site):
    answer = agent.post(url, opened(agent, url), follow=True)
    assert "Rien n’a changé." in answer.text
    assert "enregistrée." not in answer.text
    site.refresh_from_db()
    assert site.version == 1


def test_what_is_changed_is_written(agent, url, site):
    data = opened(agent, url) | {"name": "Le Pré", "kind": "immeuble", "target_year": "2028"}
    assert agent.post(url, data).status_code == 302
    site.refresh_from_db()
    assert (site.name, site.kind, site.target_year) == ("Le Pré", "immeuble", 2028)
    assert site.location.coords == world.IN_VENISSIEUX


def test_a_new_point_brings_its_commune(agent, url, site, places):
    data = opened(agent, url) | {"location": f"{IN_LYON_1[1]}, {IN_LYON_1[0]}"}
    agent.post(url, data)
    site.refresh_from_db()
    assert site.commune == places["lyon"]


def test_the_target_is_for_who_may_set_it(signed_in, ars, url):
    assert "target_year" not in signed_in(ars).get(url).text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"location": "4.95, 45.75"}, "semblent inversées"),
        ({"location": ""}, "Indiquez où est le site"),
        ({"commune": "99999"}, "Aucune commune"),
        ({"target_year": "1900"}, "2012"),
        ({"settled_on": "2030-01-01"}, "à venir"),
    ],
)
def test_bad_input_comes_back_in_words(agent, url, site, values, words):
    answer = agent.post(url, opened(agent, url) | values)
    assert answer.status_code == 400
    assert words in answer.text
    site.refresh_from_db()
    assert site.version == 1


class TestStale:
    @pytest.fixture
    def answer(self, agent, url, prefecture, site):
        """While the page is open someone renames the site and says how to come in."""
        data = opened(agent, url) | {"name": "Le Champ", "address": "3 rue Neuve"}
        edit(prefecture, site.reference, 1, {"name": "Le Pré", "access_details": "Portail"})
        return agent.post(url, data)

    def test_it_says_what_changed_and_keeps_what_was_typed(self, answer, site):
        assert answer.status_code == 409
        for words in (
            "Cette fiche a changé",
            "<del>Chemin du Pré</del>",
            "<ins>Le Pré</ins>",
            "Garder ma saisie : Le Champ",
            "<ins>Portail</ins>",
        ):
            assert words in answer.text
        assert answer.text.count("Garder ma saisie") == 1
        site.refresh_from_db()
        assert (site.name, site.address) == ("Le Pré", "")

    @pytest.mark.parametrize(("keep", "name"), [("mine", "Le Champ"), ("now", "Le Pré")])
    def test_then_he_chooses(self, agent, url, answer, site, keep, name):
        data = sent(answer.text) | {"keep-name": keep}
        assert data["address"] == "3 rue Neuve"
        assert agent.post(url, data).status_code == 302
        site.refresh_from_db()
        assert (site.name, site.address, site.access_details) == (name, "3 rue Neuve", "Portail")

    def test_a_change_elsewhere_is_said_too(self, agent, url, prefecture, site):
        data = opened(agent, url) | {"name": "Le Champ"}
        change_status(prefecture, site.reference, StatusAction.CONFIRM)
        answer = agent.post(url, data)
        assert answer.status_code == 409
        assert "Aucun des champs de cette page n’a changé" in answer.text
        assert agent.post(url, sent(answer.text)).status_code == 302
        site.refresh_from_db()
        assert site.name == "Le Champ"

    def test_it_names_who_changed_it_and_nobody_else(
        self, signed_in, url, prefecture, association, places, site
    ):
        """What happened last may be what this reader may not know of."""
        declare_intervenant(association, site.reference, ["sante"])
        agent, colleague = signed_in(association), signed_in(prefecture)
        data = opened(agent, url) | {"name": "Le Champ"}
        colleague.post(url, opened(colleague, url) | {"name": "Le Pré"})
        ddets = world.reader("ddets", places["rhone"])
        save_procedure(ddets, site.reference, PROCEDURE)
        answer = agent.post(url, data)
        assert answer.status_code == 409
        said = answer.text.partition("data-error-summary")[2].partition("</div>")[0]
        assert name_of(prefecture) in said
        assert name_of(ddets) not in said
