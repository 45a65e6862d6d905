"""The list's columns: chosen, kept, refused; and what their cells say."""

import re
from dataclasses import replace
from html import unescape

import pytest
from django.utils import timezone

from actors.enums import Ability
from actors.services import scope_of
from journal.services import post
from layers.listing import columns as table
from layers.listing.columns import COLUMNS
from sites.enums import IntervenantState, SiteStatus, SurveyGroup
from sites.models import Site
from sites.services import Observation, survey
from tests.factories import IntervenantFactory, SiteFactory
from tests.layers.shapes import a_uuid

URL = "/sites/"
USUAL = ["commune", "personnes", "statut", "conditions", "maj"]
ALL = ",".join(column.name for column in COLUMNS)


@pytest.fixture
def page(client_of):
    def get(person, query=""):
        return client_of(person).get(URL + query)

    return get


def shown(response):
    return [column.name for column in response.context["columns"].columns]


def plain(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def cells(response, reference):
    """{column: the cell's words} of the row of that site."""
    row = re.search(rf'value="{reference}".*?</tr>', response.text, re.S)[0]
    found = re.findall(r'<td class="list-table__\w+ list-table__(\w+)">(.*?)</td>', row, re.S)
    return {name: plain(words) for name, words in found}


def test_names_are_slugs_of_their_own_and_every_face_is_drawn():
    names = [column.name for column in COLUMNS]

    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z]+(-[0-9]+)*", name) for name in names)
    unsorted = {"intervenants", "origines", "proprietaire", "procedures", "echeance", "evacuation"}
    unsorted |= {"phase", "canicule", "favori"}
    assert {column.name for column in COLUMNS if not column.sort} == unsorted


def test_the_usual_columns_are_those_that_are_shown_by_default(page, cast, site):
    assert shown(page(cast.owner)) == USUAL


def test_columns_are_chosen_in_the_address_and_stand_in_the_tables_order(page, cast, site):
    response = page(cast.owner, "?colonnes=mineurs,commune")

    assert shown(response) == ["commune", "mineurs"]
    assert 'name="colonnes" value="commune,mineurs"' in response.text  # kept by the filters


@pytest.mark.parametrize("query", ["?colonnes=commune,inconnue", "?colonnes=%00", "?colonnes=Eau"])
def test_a_column_that_does_not_exist_is_named(page, cast, query):
    response = page(cast.owner, query)

    assert response.status_code == 400
    if "inconnue" in query:
        assert "« inconnue » : cette colonne n’existe pas." in response.text


def test_a_column_is_a_read(page, cast, site, monkeypatch):
    """Without its ability neither the column nor its order exists for the reader."""
    protected = replace(COLUMNS[0], name="secret", label="Secret", ability=Ability.VIEW_OWNER)
    monkeypatch.setattr(table, "COLUMNS", (*COLUMNS, protected))

    for query in ("?colonnes=secret", "?tri=secret", "?tri=-secret"):
        assert page(cast.owner, query).status_code == 200
        assert page(cast.reader, query).status_code == 400
    assert "Secret" in page(cast.owner).text
    assert "Secret" not in page(cast.reader).text


def test_chosen_columns_are_kept_for_a_year(client_of, cast, site):
    client = client_of(cast.owner)
    response = client.get(
        URL + "?eau=inconnu&tri=-maj&colonnes=commune&colonnes=menages&fond=photo&retenir=oui"
    )

    assert response.status_code == 302
    assert response["Location"] == "?eau=inconnu&tri=-maj&colonnes=commune,menages&fond=photo"
    cookie = response.cookies["colonnes"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 31536000)
    assert shown(client.get(URL)) == ["commune", "menages"]


def test_a_shared_address_changes_nothing_of_what_is_kept(client_of, cast, site):
    client = client_of(cast.owner)
    client.get(URL + "?colonnes=menages&retenir=oui")

    assert shown(client.get(URL + "?colonnes=eau")) == ["eau"]
    assert shown(client.get(URL)) == ["menages"]


def test_the_usual_columns_come_back_by_a_link(client_of, cast, site):
    client = client_of(cast.owner)
    client.get(URL + "?colonnes=menages&retenir=oui")
    text = client.get(URL + "?eau=inconnu").text
    link = re.search(r'href="(\?[^"]*)">Revenir aux colonnes habituelles', text)[1]
    response = client.get(URL + link.replace("&amp;", "&"))

    assert response["Location"] == "?eau=inconnu"
    assert shown(client.get(URL)) == USUAL
    assert "Revenir aux colonnes habituelles" not in client.get(URL).text


@pytest.mark.parametrize("kept", ["inconnue", "\"'<b>", "commune,eau", "é" * 500])
def test_what_is_wrong_in_a_cookie_is_passed_over(client_of, cast, site, kept):
    client = client_of(cast.owner)
    client.cookies["colonnes"] = kept

    assert shown(client.get(URL)) == USUAL


def test_a_column_that_is_gone_leaves_the_others_that_were_kept(client_of, cast, site):
    client = client_of(cast.owner)
    client.cookies["colonnes"] = "disparue.menages"

    assert shown(client.get(URL)) == ["menages"]


@pytest.mark.parametrize("query", ["?retenir=non", "?impression=1"])
def test_switches_are_on_or_absent(page, cast, query):
    assert page(cast.owner, query).status_code == 400


def test_the_unknown_is_never_zero(page, cast, site):
    words = cells(page(cast.owner, f"?colonnes={ALL}"), site.reference)

    for name in ("personnes", "menages", "mineurs", "scolarises", "adresse", "installation", "eau"):
        assert words[name].endswith(": inconnu"), name
    assert words["diagnostic"] == "Dernier diagnostic : aucun"
    assert words["objectif"] == "Objectif : sans"
    assert words["message"] == "Dernier message : aucun"


def test_cells_say_what_is_known(page, cast, site):
    scope = scope_of(cast.owner.user, cast.owner.pk)
    read = {
        SurveyGroup.POPULATION: {"people": 1200, "households": 0, "minors": 40},
        SurveyGroup.EAU: {"water": "a-ameliorer"},
    }
    survey(scope, site.reference, Observation(timezone.localdate(), read))
    post(scope, site.reference, a_uuid(), "Passage.")
    Site.objects.filter(pk=site.pk).update(target_year=2027)
    words = cells(page(cast.owner, f"?colonnes={ALL}"), site.reference)

    assert words["personnes"] == "Personnes : 1 200"
    assert words["menages"] == "Ménages : 0"  # known to be none
    assert words["eau"] == "Eau : À améliorer"
    assert words["objectif"] == "Objectif : 2027"
    assert words["departement"] == "Département : Rhône"
    assert words["epci"] == "Intercommunalité : Métropole de Lyon"
    assert words["intervenants"] == "Intervenants : Association de médiation"
    assert words["message"] == "Dernier message : aujourd’hui"


def test_intervenants_that_ended_are_not_named(page, cast, site):
    IntervenantFactory(
        site=site,
        organisation=cast.stranger.organisation,
        author=cast.owner,
        state=IntervenantState.TERMINE,
    )
    words = cells(page(cast.owner, "?colonnes=intervenants"), site.reference)

    assert words["intervenants"] == "Intervenants : Association de médiation"


def test_the_foot_sums_the_whole_filter_and_says_what_is_unknown(page, cast, world, monkeypatch):
    scope = scope_of(cast.owner.user, cast.owner.pk)
    for people, minors in ((10, 4), (20, None), (None, None)):
        site = SiteFactory(commune=world.lyon, declared_by=cast.owner)
        read = {SurveyGroup.POPULATION: {"people": people, "minors": minors}}
        survey(scope, site.reference, Observation(timezone.localdate(), read))
    monkeypatch.setattr("layers.views.listing.PAGE_SIZE", 1)
    text = page(cast.owner, "?colonnes=personnes,menages,mineurs").text
    foot = plain(re.search(r"<tfoot>.*</tfoot>", text, re.S)[0])

    assert foot == (
        "3 sites en tout Personnes : 30 inconnu pour 1 site Ménages : inconnu"
        " Mineurs : 4 inconnu pour 2 sites"
    )


@pytest.mark.parametrize(
    ("query", "words", "column", "direction", "other"),
    [
        ("", "dernière actualisation, du plus récent au plus ancien", "maj", "descending", "-maj"),
        ("?tri=-maj", "du plus ancien au plus récent", "maj", "ascending", ""),
        ("?tri=personnes", "du plus petit au plus grand", "personnes", "ascending", "-personnes"),
        ("?tri=-personnes", "du plus grand au plus petit", "personnes", "descending", "personnes"),
        ("?tri=commune", "commune, de A à Z", "commune", "ascending", "-commune"),
    ],
)
def test_a_heading_turns_its_order_round_and_says_which_it_is(
    page, cast, site, query, words, column, direction, other
):
    response = page(cast.owner, query)
    text = response.text
    (sorted_by,) = re.findall(
        r'<th scope="col"\s+class="[^"]*"\s+aria-sort="\w+">.*?</th>', text, re.S
    )

    assert words in re.search(r"<caption>(.*?)</caption>", text)[1]
    assert f"list-table__{column}" in sorted_by
    assert f'aria-sort="{direction}"' in sorted_by
    assert f'href="?{f"tri={other}" if other else ""}"' in sorted_by


def test_a_first_click_on_people_brings_the_largest_up(page, cast, site):
    assert re.search(r'href="\?tri=-personnes"\s+title="Trier par nombre', page(cast.owner).text)


@pytest.mark.parametrize(
    "query", ["?tri=couleur", "?tri=--maj", "?tri=-", "?tri=intervenants", "?tri=maj&tri=eau"]
)
def test_an_order_that_does_not_exist_is_refused(page, cast, query):
    response = page(cast.owner, query)

    assert response.status_code == 400
    assert "tri" in response.text


@pytest.mark.parametrize("query", ["?tri=", "?tri=distance", "?tri=-distance"])
def test_no_order_or_one_of_the_map_alone_is_the_usual_one(page, cast, site, query):
    assert page(cast.owner, query).context["sort"].name == "maj"


def test_the_statuses_are_sorted_as_a_site_lives(page, cast, world):
    SiteFactory(commune=world.lyon, declared_by=cast.owner, name="Ouvert")
    SiteFactory(commune=world.lyon, declared_by=cast.owner, name="Signalé", confirmed=False)
    rows = page(cast.owner, "?tri=statut").context["rows"]

    assert [row.site.status for row in rows] == [SiteStatus.SIGNALE, SiteStatus.OUVERT]
