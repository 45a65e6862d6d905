"""A site on paper: what is offered, what is in the files, how they are served."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from actors.services import scope_of
from layers.paper import pdf
from layers.paper import words as paper_words
from layers.paper.options import Option
from layers.paper.parts import MOST_INTERVENANTS, MOST_MESSAGES
from legal import services as legal
from sites.enums import SurveyGroup
from sites.models import Site
from sites.services import Observation, survey
from tests import uploads
from tests.factories import IntervenantFactory, OrganisationFactory, square
from tests.legal.planting import owner_values, procedure_values, step_values
from tests.printed import docx_of, pdf_of, printed

FILES = ["pdf", "docx"]
ALL = "&".join(f"avec={option}" for option in Option)
OPEN = "avec=acces&avec=conditions&avec=diagnostic&avec=intervenants&avec=messages"


@pytest.fixture
def scope(cast):
    return scope_of(cast.owner.user, cast.owner.pk)


@pytest.fixture
def get(client_of, site):
    """`get(person, "pdf", query)`"""

    def ask(person, kind, query=""):
        return client_of(person).get(f"/sites/{site.reference}/fiche.{kind}?{query}")

    return ask


@pytest.fixture
def surveyed(site, scope):
    def add(ago, people, **answers):
        groups = {SurveyGroup.POPULATION: {"people": people, "minors": 0}}
        groups |= {group: {} for group in answers}
        day = timezone.localdate() - timedelta(days=ago)
        survey(scope, site.reference, Observation(day, groups, answers=answers))

    return add


@pytest.fixture
def full(site, scope, cast, surveyed, an_entry):
    """More of everything than is printed, each as long as it gets."""
    for ago in range(12):
        surveyed(40 * ago, 90 + ago, eau={"acces": "bouteilles"})
    for number in range(MOST_INTERVENANTS + 2):
        IntervenantFactory(
            site=site,
            organisation=OrganisationFactory(name=f"Association de l’accompagnement {number}"),
            author=cast.owner,
            user=cast.colleague.user,
        )
    for number in range(MOST_MESSAGES + 3):
        an_entry(site, cast.owner, f"Message {number}. " + "Réunion avec les familles. " * 60)
    ref = site.reference
    for number in range(7):
        legal.save_owner(
            scope, ref, owner_values(name=f"SCI {number}", note="Joindre la gérance. " * 40)
        )
    for number in range(5):
        row = legal.save_procedure(
            scope, ref, procedure_values(title=f"Référé {number}", note="Dossier suivi. " * 40)
        )
        for ago in range(9):
            day = timezone.localdate() - timedelta(days=20 * ago + 1)
            values = step_values(kind="plainte", on=day, outcome="Renvoi. " * 40)
            legal.save_step(scope, ref, values, procedure=row.pk)
    legal.set_evacuation(
        scope, ref, {"on": timezone.localdate(), "note": "Selon l’accueil. " * 40}, version=0
    )
    Site.objects.filter(pk=site.pk).update(
        access_details="Par le portail vert. " * 60,
        footprint=square(4.7499, 45.2499, 4.7502, 45.2502),
        footprint_m2=784.0,
    )
    return site


def words(response):
    return " ".join(printed(response).split())


@pytest.mark.parametrize("kind", FILES)
def test_says_what_it_is_of_whom_and_since_when(get, cast, site, surveyed, kind):
    surveyed(3, 54)
    text = words(get(cast.owner, kind))
    for said in (site.reference, "Chemin du Pré", "Vénissieux", "Document confidentiel"):
        assert said in text
    assert f"par {cast.owner.user.get_full_name()}, Préfecture du Rhône" in text
    assert "54" in text
    assert "inconnu" in text
    assert "Sans fond de carte" in text


@pytest.mark.parametrize("kind", FILES)
def test_holds_what_was_asked_and_nothing_else(get, cast, surveyed, an_entry, site, kind):
    surveyed(3, 54, eau={"acces": "bouteilles"})
    an_entry(site, cast.owner, "Réunion avec les familles.")
    bare, whole = words(get(cast.owner, kind)), words(get(cast.owner, kind, OPEN))
    for said in (
        "Eau achetée en bouteilles",
        "Association de médiation",
        "Réunion avec les familles.",
        "Latitude",
        "Au fil des diagnostics",
    ):
        assert said not in bare
        assert said in whole


def test_both_files_say_the_parts_in_the_same_order(get, cast, full):
    titles = [option.label for option in Option]
    document = docx_of(get(cast.owner, "docx", ALL))
    heads = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert [head for head in heads if head in titles] == titles
    text = "\n".join(page.extract_text() for page in pdf_of(get(cast.owner, "pdf", ALL)).pages)
    lines = [line.strip() for line in text.splitlines()]
    places = [lines.index(title) for title in titles]
    assert places == sorted(places)


def test_one_to_three_pages(get, cast, site, full):
    assert len(pdf_of(get(cast.owner, "pdf")).pages) == 1
    file = pdf_of(get(cast.owner, "pdf", ALL))
    assert len(file.pages) == 3
    text = words(get(cast.owner, "pdf", ALL))
    assert "page 3 / 3" in text
    assert text.count("à lire dans le service") >= 4


@pytest.mark.parametrize("kind", FILES)
def test_is_kept_by_nobody_and_named_after_the_site(get, cast, site, kind):
    answer = get(cast.owner, kind)
    assert answer["Cache-Control"] == "private, no-store"
    name = f'attachment; filename="fiche-{site.reference}.{kind}"'
    assert answer["Content-Disposition"] == name
    assert "ETag" not in answer


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("query", ["avec=nimporte", "avec=", "sans=acces"])
def test_a_wrong_option_is_named(get, cast, kind, query):
    answer = get(cast.owner, kind, query)
    assert answer.status_code == 400
    assert ("Contenu du document" if query.startswith("avec") else "« sans »") in answer.text


@pytest.mark.parametrize("kind", ["imprimer/", "fiche.pdf", "fiche.docx"])
def test_a_site_that_one_does_not_see_is_answered_as_on_its_page(client_of, cast, site, kind):
    for person in (cast.neighbour, cast.stranger):
        client = client_of(person)
        page, paper = (client.get(f"/sites/{site.reference}/{end}") for end in ("", kind))
        assert (paper.status_code, page.status_code) == (404, 404)
        assert re.sub(r"nonce=\S+|csrf\S+", "", paper.text) != ""
        assert "Chemin du Pré" not in paper.text
    assert client_of(None).get(f"/sites/{site.reference}/{kind}").status_code == 302


def test_the_page_of_the_site_leads_to_the_form_and_the_form_to_the_files(client_of, cast, site):
    client, path = client_of(cast.owner), f"/sites/{site.reference}/"
    assert f'href="{path}imprimer/"' in client.get(path).text
    form = client.get(f"{path}imprimer/").text
    assert f'action="{path}fiche.pdf"' in form
    assert f'formaction="{path}fiche.docx"' in form
    for value in re.findall(r'name="avec"\s+value="([a-z]+)"', form):
        assert client.get(f"{path}fiche.docx?avec={value}").status_code == 200


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("rows", [3, 8])
def test_the_number_of_queries_is_fixed(
    client_of, cast, site, surveyed, an_entry, count_queries, kind, rows
):
    for number in range(rows):
        surveyed(number, 50)
        an_entry(site, cast.owner, f"Message {number}")
        IntervenantFactory(site=site, organisation=OrganisationFactory(), author=cast.owner)
    client = client_of(cast.owner)
    with count_queries(12):
        client.get(f"/sites/{site.reference}/fiche.{kind}?{ALL}")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/x.png",
        "https://exemple.fr/x.png",
        "file:///etc/hostname",
        "ftp://127.0.0.1/x",
        "data:text/css,a{}",
        "paper:../settings/base.py",
    ],
)
def test_nothing_is_fetched_but_our_fonts(address):
    with pytest.raises(pdf.Refused):
        pdf.fetcher().fetch(address)


def test_our_fonts_are(caplog):
    for name in pdf.FONTS:
        assert pdf.fetcher().fetch(f"paper:{name}").read().startswith(b"wOF2")


@pytest.mark.parametrize("kind", FILES)
def test_what_was_typed_is_text_and_asks_for_nothing(get, cast, site, kind, an_entry):
    tag = '<img src="file:///etc/hostname"><link rel="attachment" href="file:///etc/hostname">'
    Site.objects.filter(pk=site.pk).update(name="<b>Pré</b>", access_details=tag)
    answer = get(cast.owner, kind, OPEN)
    assert answer.status_code == 200
    assert "etc/hostname" in printed(answer)
    if kind == "pdf":
        assert not pdf_of(answer).attachments


def test_a_photo_that_is_cut_short_is_still_refused_once_the_library_is_loaded():
    pdf.prepare()
    cut = uploads.jpeg()[:-200]
    with pytest.raises(OSError, match="truncated"):
        Image.open(BytesIO(cut)).load()


def test_the_first_of_a_month_is_said_as_french_says_it():
    assert paper_words.said(date(2026, 6, 1)) == "1er juin 2026"
