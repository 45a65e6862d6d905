"""Whatever is wrong: a 4xx that names the field, says why in French, and leaves nothing behind."""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from tests.layers.shapes import feature, point, survey

pytestmark = pytest.mark.django_db
SITES, POINTS = "/api/sites/", "/couches/sites.geojson"
FACETS = "/carte/facettes/"
OUTLINES = "/couches/territoires/commune.geojson"
APPS = ("sites", "journal", "actors")
TWO_MEGABYTES = 2 * 1024 * 1024


def rows():
    """How many rows each table of ours holds, history among them."""
    tables = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in APPS
    ]
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return dict(zip(tables, cursor.fetchone(), strict=True))


def raw(body):
    """A body that `json.dumps` would not write."""
    return json.dumps(body).replace('"NaN"', "NaN").replace('"1e999"', "1e999")


CORNERS = ";".join(f"{4 + number / 10_000},45" for number in range(10_000))
# what is wrong, address, parameters, field, words
READS = [
    ("bbox of five numbers", POINTS, {"bbox": "1,2,3,4,5"}, "bbox", "Quatre nombres"),
    ("bbox with NaN", POINTS, {"bbox": "4,45,nan,46"}, "bbox", "finis"),
    ("bbox without end", POINTS, {"bbox": "4,45,1e999,46"}, "bbox", "finis"),
    ("bbox of words", POINTS, {"bbox": "a,b,c,d"}, "bbox", "Quatre nombres"),
    ("bbox backwards", POINTS, {"bbox": "5,45,4,46"}, "bbox", "ouest < est"),
    ("bbox twice", POINTS, {"bbox": ["4,45,5,46", "4,45,5,46"]}, "bbox", "Quatre nombres"),
    ("bbox around the world", POINTS, {"bbox": "170,-25,-170,-20"}, "bbox", "antiméridien"),
    ("bbox of letters twice", POINTS, {"bbox": ["", ""]}, "bbox", "une fois"),
    ("zoom beyond", POINTS, {"zoom": "40"}, "zoom", "de 0 à 22"),
    ("zoom below", POINTS, {"zoom": "-1"}, "zoom", "de 0 à 22"),
    ("half a zoom", POINTS, {"zoom": "9.5"}, "zoom", "nombre entier"),
    ("no zoom", POINTS, {"zoom": ""}, "zoom", "nombre entier"),
    ("Arabic zoom", POINTS, {"zoom": "٩"}, "zoom", "nombre entier"),
    ("zoom twice", POINTS, {"zoom": ["9", "9"]}, "zoom", "une seule fois"),
    ("unknown filter", POINTS, {"couleur": "rouge"}, "couleur", "n’existe pas"),
    ("unknown value", POINTS, {"statut": "disparu"}, "statut", "n’est pas un choix"),
    ("unknown level of water", POINTS, {"eau": "bon,tiède"}, "eau", "n’est pas un choix"),
    ("filter twice", POINTS, {"dans": ["region-84", "region-27"]}, "dans", "deux fois"),
    ("unknown commune", POINTS, {"dans": "commune-99999"}, "dans", "Aucun territoire"),
    ("NUL in a territory", POINTS, {"dans": "commune-\0"}, "dans", "nul n’est pas"),
    ("NUL in a text", POINTS, {"texte": "\0"}, "texte", "nul n’est pas"),
    ("endless text", POINTS, {"texte": "a" * 101}, "texte", "100 caractères"),
    ("people below zero", POINTS, {"personnes_min": "-1"}, "personnes_min", "nombre entier"),
    ("people beyond count", POINTS, {"personnes_max": "9" * 400}, "personnes_max", "nombre entier"),
    ("Arabic digits", POINTS, {"sans_maj": "٣٠"}, "sans_maj", "nombre entier"),
    ("days beyond time", POINTS, {"sans_maj": "00000001999999999"}, "sans_maj", "nombre entier"),
    ("a yes that is not", POINTS, {"personnes_inconnues": "non"}, "personnes_inconnues", "oui"),
    ("minors below zero", POINTS, {"mineurs_min": "-1"}, "mineurs_min", "nombre entier"),
    ("minors twice", POINTS, {"mineurs_min": ["1", "2"]}, "mineurs_min", "deux fois"),
    ("a year long past", POINTS, {"objectif": "1999"}, "objectif", "2012"),
    ("two years, one wrong", POINTS, {"objectif": ["2027", "x"]}, "objectif", "Une année"),
    ("a structure of words", POINTS, {"intervenant": "moi"}, "intervenant", "nombre entier"),
    ("structure twice", POINTS, {"intervenant": ["1", "2"]}, "intervenant", "deux fois"),
    ("unknown theme", POINTS, {"theme": "magie"}, "theme", "n’est pas un choix"),
    ("nobody, perhaps", POINTS, {"sans_intervenant": "non"}, "sans_intervenant", "oui"),
    ("nobody twice", POINTS, {"sans_intervenant": ["oui"] * 2}, "sans_intervenant", "deux fois"),
    ("open tomorrow", POINTS, {"ouvert_le": "3026-01-01"}, "ouvert_le", "à venir"),
    ("open on no day", POINTS, {"ouvert_le": "2026-02-30"}, "ouvert_le", "Une date"),
    ("open on two days", POINTS, {"ouvert_le": ["2024-01-01"] * 2}, "ouvert_le", "deux fois"),
    ("a part of the moon", POINTS, {"partie": "lune"}, "partie", "n’est pas un choix"),
    ("10,000 corners", POINTS, {"polygone": CORNERS}, "polygone", "celle-ci en a 10000"),
    ("crossing itself", POINTS,
     {"polygone": "4,45;4.1,45.1;4.1,45;4,45.1"}, "polygone", "se croisent"),
    ("across the antimeridian", POINTS,
     {"polygone": "-179,45;179,45;179,46"}, "polygone", "antiméridien"),
    ("area twice", POINTS, {"polygone": ["4,45;5,45;5,46"] * 2}, "polygone", "deux fois"),
    ("around too far", POINTS, {"autour": "45.2,4.7,100001"}, "autour", "100 km"),
    ("around abroad", POINTS, {"autour": "52.5,13.4,2000"}, "autour", "métropole"),
    ("around twice", POINTS, {"autour": ["45,4,99"] * 2}, "autour", "deux fois"),
    ("least over most", POINTS,
     {"personnes_min": "30", "personnes_max": "20"}, "personnes_min", "dépasse le maximum"),
    ("facets of nothing", FACETS, {}, "pli", "n’existe pas"),
    ("facets of an unknown fold", FACETS, {"pli": "secrets"}, "pli", "n’existe pas"),
    ("facets of two folds", FACETS, {"pli": ["statut", "lieu"]}, "pli", "Un seul"),
    ("facets, unknown filter", FACETS,
     {"pli": "statut", "couleur": "eau"}, "couleur", "n’existe pas"),
    ("facets, wrong filter", FACETS, {"pli": "statut", "eau": "tiède"}, "eau", "un choix"),
    ("page of the layer", POINTS, {"page": "2"}, "page", "n’existe pas"),
    ("outlines of nothing", OUTLINES, {}, "dans", "Précisez"),
    ("outlines of France", OUTLINES, {"dans": "nation-FR"}, "dans", "trop vaste"),
    ("outlines elsewhere", OUTLINES, {"dans": "departement-00"}, "dans", "Aucun territoire"),
    ("NUL in outlines", OUTLINES, {"dans": "departement-\0"}, "dans", "nul n’est pas"),
    ("outlines twice", OUTLINES, {"dans": ["region-84", "region-27"]}, "dans", "deux fois"),
    ("outlines filtered", OUTLINES, {"statut": "ouvert"}, "statut", "n’existe pas"),
    ("unknown level", "/couches/territoires/canton.geojson", {}, "level", "Niveaux possibles"),
    ("another detail", OUTLINES, {"dans": "commune-69123", "detail": "x"}, "detail", "fin"),
    ("fine, but many", OUTLINES, {"dans": "region-84", "detail": "fin"}, "detail", "un seul"),
    ("API: zoom", SITES, {"zoom": "9"}, "zoom", "n’existe pas"),
    ("API: bbox", SITES, {"bbox": "1,2,3,4,5"}, "bbox", "Quatre nombres"),
    ("API: unknown filter", SITES, {"couleur": "rouge"}, "couleur", "n’existe pas"),
    ("API: unknown value", SITES, {"statut": "disparu"}, "statut", "n’est pas un choix"),
    ("API: filter twice", SITES, {"dans": ["region-84", "region-27"]}, "dans", "deux fois"),
    ("API: format", SITES, {"format": "json"}, "format", "n’existe pas"),
    ("API: page zero", SITES, {"page": "0"}, "page", "nombre entier"),
    ("API: page of words", SITES, {"page": "dernière"}, "page", "nombre entier"),
    ("API: page too long", SITES, {"page_size": "201"}, "page_size", "de 1 à 200"),
    ("journal filtered", SITES + "69-0001/journal/", {"statut": "x"}, "statut", "n’existe pas"),
]  # fmt: skip


@pytest.mark.parametrize("case", READS, ids=lambda case: case[0])
def test_a_wrong_reading_is_named(api, cast, site, case):
    _, path, params, field, words = case
    refused(api(cast.owner).get(path, params), 400, field, words)


@pytest.mark.parametrize("path", [SITES, SITES + "69-0001/journal/"])
def test_a_page_past_the_end_is_not_found(api, cast, site, path):
    refused(api(cast.owner).get(path, {"page": "9"}), 404, "page", "pas autant de pages")


ONE = SITES + "69-0001/"
CHANGED = {"If-Match": '"2"'}
# what is wrong, method and address, body, status, field, words
WRITES = [
    ("outside of France", SITES, feature(point(13.4, 52.5)), 400, "location", "métropole"),
    ("swapped", SITES, feature(point(45.25, 4.75)), 400, "location", "semblent inversées"),
    ("NaN", SITES, raw(feature(point("NaN"))), 400, "location", "des nombres"),
    ("infinity", SITES, raw(feature(point("1e999"))), 400, "location", "des nombres"),
    ("a number too big", SITES, feature(point(10**400)), 400, "location", "des nombres"),
    ("true for a number", SITES, feature(point(True)), 400, "location", "des nombres"),
    ("text for a number", SITES, feature(point("4.75")), 400, "location", "des nombres"),
    ("at sea", SITES, feature(point(4.0, 43.0)), 400, "location", "300 m"),
    ("not a point", SITES, feature({"type": "Polygon"}), 400, "location", "point GeoJSON"),
    ("no point", SITES, feature(), 400, "location", "obligatoire"),
    ("unknown commune", SITES, feature(point(), commune="99999"), 400, "commune", "Aucune"),
    ("a commune far away", SITES, feature(point(), commune="71543"), 400, "commune", "2 km"),
    ("another's territory", SITES, feature(point(4.5, 46.7)), 400, "location", "territoire"),
    ("a place at hand", SITES, feature(point()), 409, None, "à proximité"),
    ("unknown kind", SITES, feature(point(), kind="igloo"), 400, "kind", "choix valide"),
    ("a NUL", SITES, feature(point(), name="a\0b"), 400, "name", "nul n’est pas"),
    ("half a character", SITES, feature(point(), name="\ud800"), 400, None, "UTF-8"),
    ("a name too long", SITES, feature(point(), name="a" * 121), 400, "name", "120"),
    ("a list for a name", SITES, feature(point(), name=["a"]), 400, "name", "Chaîne"),
    ("a mistyped name", SITES, feature(point(), adress="x"), 400, "adress", "n’existe pas"),
    ("not an identifier", SITES, feature(point(), uuid="abc"), 400, "uuid", "UUID"),
    ("settled tomorrow", SITES,
     feature(point(), settled_on="2099-11-24"), 400, "settled_on", "à venir"),
    ("settled long ago", SITES,
     feature(point(), settled_on="0001-01-01"), 400, "settled_on", "1990"),
    ("no such day", SITES, feature(point(), settled_on="2026-02-30"), 400, "settled_on", "date"),
    ("first survey wrong", SITES,
     feature(point(4.6, 45.1), survey=survey(people=1, minors=2)), 400, "minors", "de mineurs"),
    ("a list", SITES, [], 400, "__all__", "GeoJSON"),
    ("nothing", SITES, "", 400, "__all__", "GeoJSON"),
    ("properties of text", SITES,
     {"type": "Feature", "properties": "a"}, 400, "__all__", "GeoJSON"),
    ("not JSON", SITES, "{", 400, None, "JSON"),
    ("null", SITES, "null", 400, None, "est vide"),
    ("null for a survey", ONE + "diagnostics/", "null", 400, None, "est vide"),
    ("not UTF-8", SITES, b'{"type": "\xff"}', 400, None, "UTF-8"),
    ("too deep", SITES, "[" * 200_000, 400, None, "JSON"),
    ("more minors than people", ONE + "diagnostics/",
     survey(people=3, minors=4), 400, "minors", "plus de mineurs"),
    ("more households than people", ONE + "diagnostics/",
     survey(people=3, households=4), 400, "households", "plus de ménages"),
    ("more at school than minors", ONE + "diagnostics/",
     survey(minors=3, schooled_minors=4), 400, "schooled_minors", "scolarisés"),
    ("surveyed tomorrow", ONE + "diagnostics/",
     survey("2099-11-24", people=3), 400, "observed_on", "à venir"),
    ("nothing read", ONE + "diagnostics/", survey(groups=()), 400, "groups", "au moins"),
    ("unknown group", ONE + "diagnostics/",
     survey(groups=("foudre",)), 400, "groups", "choix valide"),
    ("people beyond count", ONE + "diagnostics/",
     survey(people=2**31), 400, "people", "2147483647"),
    ("people below zero", ONE + "diagnostics/", survey(people=-1), 400, "people", "0"),
    ("half a person", ONE + "diagnostics/", survey(people=1.5), 400, "people", "entier"),
    ("more girls than minors", ONE + "diagnostics/",
     survey(minors=3, girls=4), 400, "girls", "plus de filles"),
    ("more women than people", ONE + "diagnostics/",
     survey(people=3, women=4), 400, "women", "plus de femmes"),
    ("more minors by age than minors", ONE + "diagnostics/",
     survey(minors=3, minors_0_3=2, minors_6_12=2), 400, "minors_0_3", "font 4 mineurs"),
    ("unknown origin", ONE + "diagnostics/",
     survey(origins=["lune"]), 400, "origins", "choix valide"),
    ("an origin twice", ONE + "diagnostics/",
     survey(origins=["ue", "ue"]), 400, "origins", "une fois"),
    ("unknown method", ONE + "diagnostics/", survey(method="magie"), 400, "method", "choix"),
    ("a maker too long", ONE + "diagnostics/", survey(made_by="a" * 121), 400, "made_by", "120"),
    ("answers of no group", ONE + "diagnostics/",
     survey(answers={"foudre": {"acces": "aucun"}}), 400, "answers", "n’est pas une rubrique"),
    ("answers without questions", ONE + "diagnostics/",
     survey(answers={"population": {"acces": "aucun"}}), 400, "answers", "pas de questions"),
    ("answers that are no object", ONE + "diagnostics/",
     survey(groups=["eau"], answers={"eau": ["acces"]}), 400, "answers", "dictionnaire"),
    ("an answer in a group that was not read", ONE + "diagnostics/",
     survey(answers={"eau": {"acces": "aucun"}}), 400, "eau_acces", "constatées"),
    ("an unknown question", ONE + "diagnostics/",
     survey(groups=["eau"], answers={"eau": {"couleur": "x"}}), 400, "eau_couleur", "existe pas"),
    ("an unknown choice", ONE + "diagnostics/",
     survey(groups=["eau"], answers={"eau": {"acces": "puits"}}), 400, "eau_acces", "Choix"),
    ("words for a distance", ONE + "diagnostics/",
     survey(groups=["eau"], answers={"eau": {"distance": "loin"}}), 400, "eau_distance", "mètres"),
    ("a distance too large", ONE + "diagnostics/",
     survey(groups=["eau"], answers={"eau": {"distance": 10**9}}), 400, "eau_distance", "20000"),
    ("closing before opening", ONE + "statut/",
     {"action": "fermer", "cause": "justice", "on": "2020-01-01"}, 400, "on", "précède"),
    ("closing tomorrow", ONE + "statut/",
     {"action": "fermer", "cause": "justice", "on": "2099-11-24"}, 400, "on", "à venir"),
    ("closing without cause", ONE + "statut/", {"action": "fermer"}, 400, "cause", "cause"),
    ("other cause, no context", ONE + "statut/",
     {"action": "fermer", "cause": "autre"}, 400, "context", "contexte"),
    ("not from this status", ONE + "statut/",
     {"action": "rouvrir"}, 400, "__all__", "n’est pas possible"),
    ("unknown action", ONE + "statut/", {"action": "raser"}, 400, "action", "choix valide"),
    ("stale status", ONE + "statut/",
     {"action": "resorption", "version": 1}, 409, None, "a changé"),
    ("no theme", ONE + "intervenants/", {"themes": []}, 400, "themes", "au moins un thème"),
    ("unknown theme", ONE + "intervenants/", {"themes": ["magie"]}, 400, "themes", "choix valide"),
    ("unknown colleague", ONE + "intervenants/",
     {"themes": ["emploi"], "membership": 2**40}, 400, "membership", "ne peut pas lire"),
    ("empty message", ONE + "journal/", {"body": " "}, 400, "body", "vide"),
    ("endless message", ONE + "journal/", {"body": "a" * 5001}, 400, "body", "5000"),
    ("no message", ONE + "journal/", {}, 400, "body", "obligatoire"),
    ("not here: a report", SITES + "69-9999/statut/",
     {"action": "fermer"}, 404, None, "territoire"),
    ("not here: a message", SITES + "69-9999/journal/", {"body": "a"}, 404, None, "territoire"),
    ("not here: a survey", SITES + "69-9999/diagnostics/", {}, 404, None, "territoire"),
    ("not here: verified", SITES + "69-9999/verifier/", {}, 404, None, "territoire"),
    ("no such intervenant", f"{ONE}intervenants/{2**70}/terminer/", {}, 404, None, "territoire"),
    ("10 MB", SITES, b" " * 10 * 1024 * 1024, 413, None, "2 Mo"),
]  # fmt: skip


@pytest.mark.parametrize("case", WRITES, ids=lambda case: case[0])
def test_a_wrong_writing_leaves_nothing(api, cast, site, case):
    _, path, body, status, field, words = case
    before = rows()
    refused(api(cast.owner).post(path, body), status, field, words)
    assert rows() == before


CORRECTIONS = [
    ("stale", feature(name="x"), {"If-Match": '"1"'}, 409, None, "a changé"),
    ("no version", feature(name="x"), {}, 400, "version", "version"),
    ("wrong version", feature(name="x"), {"If-Match": '"abc"'}, 400, "version", "If-Match"),
    ("version below one", feature(name="x", version=0), {}, 400, "version", "1"),
    ("moved abroad", feature(point(13.4, 52.5)), CHANGED, 400, "location", "métropole"),
    ("moved away", feature(point(4.5, 46.7)), CHANGED, 400, "location", "territoire"),
    ("moved nowhere", {"type": "Feature", "geometry": None}, CHANGED, 400, "location", "nul"),
    ("target long past", feature(target_year=1999), CHANGED, 400, "target_year", "2012"),
    ("target too far", feature(target_year=99999), CHANGED, 400, "target_year", ""),
    ("status by the way", feature(status="ferme"), CHANGED, 400, "status", "ne s’écrit pas"),
]


@pytest.mark.parametrize("case", CORRECTIONS, ids=lambda case: case[0])
def test_a_wrong_correction_leaves_all_as_it_was(api, cast, site, case):
    _, body, headers, status, field, words = case
    before = rows()
    refused(api(cast.owner).patch(ONE, body, **headers), status, field, words)
    assert rows() == before


@pytest.mark.parametrize("path", [ONE, ONE + "journal/", ONE + "diagnostics/"])
def test_a_reference_that_does_not_exist_is_not_found(api, cast, path):
    refused(api(cast.owner).get(path), 404, None, "n’est pas dans votre territoire")


def test_a_form_of_ten_megabytes_is_refused_with_words(client):
    body = b"login=" + b"a" * 5 * TWO_MEGABYTES
    answer = client.post(
        reverse("account_login"), body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413
    assert "dépasse 2 Mo" in answer.content.decode()


def refused(answer, status, field, words):
    assert answer.status_code == status, answer.content.decode()[:500]
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    said = problem["detail"]
    if field:
        assert field in problem["errors"], problem
        said = json.dumps(problem["errors"][field], ensure_ascii=False)
    assert words in said, problem
    for english in ("This", "Not a valid", "Ensure", "required", "must"):
        assert english not in said, problem
