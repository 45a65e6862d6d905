"""`/sites/<ref>/historique/`: each change in words, for whom it exists, and put back in a click."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pghistory
import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db import connection
from django.utils import timezone

from actors.enums import Ability
from actors.services import scope_of
from layers import history
from legal.models import Owner, Read
from legal.services import save_step
from legal.services.stepping import FIELDS
from sites.enums import EventKind, StatusAction, SurveyGroup
from sites.history import acts_of
from sites.models import Document, Event, Reinstallation, Site, SitePhase, Survey
from sites.services import Observation, change_status, edit, outline, survey
from tests.factories import SiteFactory
from tests.legal.planting import plant_legal
from tests.uploads import pairs, pdf, upload


@pytest.fixture
def read(client_of, site):
    def get(person, query=""):
        return client_of(person).get(f"/sites/{site.reference}/historique/{query}")

    return get


@pytest.fixture
def scope(cast):
    return scope_of(cast.owner.user, cast.owner.pk)


@pytest.fixture
def by(cast):
    """`with by("colleague", "api"):` as the middleware signs what a request writes."""

    def sign(role, through="web"):
        member = getattr(cast, role)
        return pghistory.context(user=member.user_id, membership=member.pk, through=through)

    return sign


def words(response):
    """The text of the page, its spaces made one."""
    text = re.sub(r"<(?!/?(del|ins))[^>]*>", " ", response.text)
    return re.sub(r"\s+", " ", unescape(re.sub(r"</?(del|ins)>", "", text)))


def counted(day, **people):
    return Observation(day, {SurveyGroup.POPULATION: people})


def test_a_figure_is_told_as_before_and_after(read, cast, site, scope):
    survey(scope, site.reference, counted(date(2026, 3, 1), people=50, schooled_minors=4))
    survey(scope, site.reference, counted(date(2026, 6, 1), people=50, schooled_minors=9))
    text = words(read(cast.reader))
    assert "Diagnostic du 1er juin 2026 (population)" in text
    assert "mineurs scolarisés : 4 → 9" in text
    assert "personnes : 50 → 50" not in text


def test_an_act_says_who_when_and_through_what(read, cast, site, scope, by):
    with by("colleague", "api"):
        edit(scope, site.reference, site.version, {"name": "Le Pré", "kind": "immeuble"})
    text = words(read(cast.owner))
    assert f"{cast.colleague.user.get_full_name()} Préfecture du Rhône par l’API" in text
    assert "appellation : Chemin du Pré → Le Pré" in text
    assert "type : Terrain → Immeuble bâti" in text


def test_a_device_is_told_from_the_screen(client_of, cast, site, read):
    sent = {"observed_on": "2026-03-01", "read_population": "on", "people": "7"}
    sent["uuid"] = "6f1f7f6c-0d6a-4a55-9d0b-0f8a7d3a1b11"
    answer = client_of(cast.owner).post(
        f"/sites/{site.reference}/actualiser/",
        sent,
        headers={"X-Reader": str(cast.owner.pk), "accept": "application/json"},
    )
    assert answer.status_code == 201, answer.text
    assert "depuis un appareil" in words(read(cast.owner))


def test_a_position_is_told_in_metres_and_never_given(read, cast, site, scope):
    near = Point(site.location.x + 0.001, site.location.y, srid=4326)
    edit(scope, site.reference, site.version, {"location": near})
    text = read(cast.owner).text
    assert re.search(r"position\W+(?:\s|&nbsp;|:)*déplacée de 7\d m", words(read(cast.owner)))
    assert "coordinates" not in text
    assert str(near.x)[:7] not in text


def test_a_status_and_a_structure_are_told_by_their_names(read, cast, site, scope):
    change_status(scope, site.reference, StatusAction.CLOSE, cause="justice")
    text = words(read(cast.reader))
    assert "cause : " in text
    assert "Décision de justice suite à une plainte du propriétaire" in text
    assert "Intervenant : Association de médiation" in text
    assert "thèmes : Accompagnement social" in text


def test_one_act_holds_all_that_one_transaction_wrote(cast, site, scope, by):
    tables = history.tables_for(scope, site)
    with by("colleague"):
        survey(scope, site.reference, counted(date(2026, 3, 1), people=5))
        change_status(scope, site.reference, StatusAction.CLOSE, cause="inconnue")
    acts = acts_of(scope, site, tables, history.Asked(person=cast.colleague.user_id)).acts
    assert [[change.version.table.name for change in act.changes] for act in acts] == [
        ["statut", "diagnostic"]
    ]


@pytest.mark.parametrize("role", ["neighbour", "stranger"])
def test_it_does_not_exist_outside_ones_territory(read, cast, role):
    response = read(getattr(cast, role))
    assert response.status_code == 404
    assert "Chemin du Pré" not in response.text


def test_another_site_is_named_only_to_who_sees_it(read, cast, world, site):
    far = SiteFactory(commune=world.macon, declared_by=cast.neighbour, name="Là-bas")
    Reinstallation.objects.create(
        origin=far, arrival=site, people=977, moved_on=date(2026, 5, 1), author=cast.owner
    )
    text = words(read(cast.owner))
    assert "site d’origine : un site hors de votre territoire" in text
    assert far.reference not in text
    assert "977" not in text
    seen = words(read(cast.dihal))
    assert f"site d’origine : {far.reference}" in seen
    assert "personnes : 977" in seen


def test_a_document_of_health_leaves_no_trace_for_the_others(read, cast, site):
    paper = Document.objects.create(site=site, title="Dépistage", author=cast.reader)
    assert "Dépistage" in read(cast.owner).text
    paper.access = "sante"
    paper.save()
    assert "Dépistage" not in read(cast.owner).text
    assert "Dépistage" in read(cast.reader).text


def test_a_table_under_an_ability_is_not_even_a_choice(read, cast, site, monkeypatch):
    SitePhase.objects.create(
        site=site, phase="diagnostic-social", on=date(2026, 4, 1), author=cast.owner
    )
    hidden = [
        replace(table, ability=Ability.VIEW_OWNER) if table.name == "phase" else table
        for table in history.TABLES
    ]
    monkeypatch.setattr(history, "TABLES", tuple(hidden))
    assert "Diagnostic social" in read(cast.owner).text
    assert "Phase préparatoire" not in read(cast.reader).text
    assert read(cast.reader, "?champ=phase.on").status_code == 400
    assert read(cast.owner, "?champ=phase.on").status_code == 200


class TestFilters:
    def test_by_field(self, read, cast, site, scope):
        edit(scope, site.reference, None, {"name": "Le Pré"})
        edit(scope, site.reference, None, {"address": "Rue du Pré"})
        text = words(read(cast.owner, "?champ=site.address"))
        assert "adresse : non renseigné → Rue du Pré" in text
        assert "appellation : Chemin du Pré → Le Pré" not in text

    def test_by_person(self, read, cast, site, scope, by):
        with by("colleague"):
            edit(scope, site.reference, None, {"name": "Le Pré"})
        text = words(read(cast.owner, f"?personne={cast.colleague.user_id}"))
        assert "Le Pré" in text
        assert "Statut :" not in text

    def test_by_dates(self, read, cast, site):
        today = timezone.localdate()
        assert "appellation" in words(read(cast.owner, f"?du={today}&au={today}"))
        past = read(cast.owner, f"?au={today - timedelta(days=1)}")
        assert "Aucun changement ne répond" in words(past)

    @pytest.mark.parametrize(
        "query",
        [
            "champ=site.location.x",
            "champ=nul.part",
            "personne=x",
            "du=hier",
            "au=2026-02-31",
            "avant=demain",
            "du=0001-01-01",
            "au=9999-12-31",
        ],
    )
    def test_what_is_wrong_is_said(self, read, cast, query):
        assert read(cast.owner, f"?{query}").status_code == 400


def dated(site, count):
    """Names given one an hour, long ago."""
    columns = [column.column for column in Site.history.rel.related_model._meta.concrete_fields]
    kept = [name for name in columns if name not in {"pgh_id", "pgh_created_at", "name"}]
    names = ", ".join(f'"{name}"' for name in kept)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO sites_sitehistory ({names}, name, pgh_created_at)
            SELECT {names}, 'Nom ' || n, timestamptz '2026-05-01' + n * interval '1 hour'
            FROM sites_sitehistory, generate_series(1, %s) n WHERE pgh_obj_id = %s""",
            [count, site.pk],
        )


def test_pages_follow_one_another_without_a_gap(read, cast, site):
    dated(site, 45)
    found, query = [], "?champ=site.name"
    while query:
        text = read(cast.owner, query).text
        found += re.findall(r"<ins>Nom (\d+)</ins>", text)
        older = re.search(r'href="[^"]*(\?[^"]*avant=[^"]*)">Plus anciens', text)
        query = unescape(older[1]) if older else ""
    assert found == [str(number) for number in range(45, 0, -1)]


def test_the_number_of_queries_is_fixed(client_of, cast, site, scope, count_queries):
    client = client_of(cast.owner)
    for number in range(3):
        edit(scope, site.reference, None, {"name": f"Nom {number}"})
    with count_queries(8):
        client.get(f"/sites/{site.reference}/historique/")
    for number in range(8):
        survey(scope, site.reference, counted(date(2026, 3, 1 + number), people=number))
    with count_queries(8):
        client.get(f"/sites/{site.reference}/historique/")


class TestPuttingBack:
    @pytest.fixture
    def put(self, client_of, site):
        def post(person, field, source="site", **more):
            current = Site.objects.get(pk=site.pk)
            model = {"site": Site, "diagnostic": Survey}[source]
            versions = model._meta.get_field("history").related_model
            row = versions.objects.order_by("pgh_id").last()
            sent = {"version": current.version, "table": source, "ligne": row.pk, "champ": field}
            return client_of(person).post(
                f"/sites/{site.reference}/historique/remettre/", sent | more
            )

        return post

    def test_the_former_value_stands_again(self, put, cast, site, scope):
        edit(scope, site.reference, None, {"name": "Le Pré"})
        assert put(cast.owner, "name").status_code == 302
        assert Site.objects.get(pk=site.pk).name == "Chemin du Pré"

    def test_so_does_a_position(self, put, cast, site, scope):
        near = Point(site.location.x + 0.001, site.location.y, srid=4326)
        edit(scope, site.reference, None, {"location": near})
        assert put(cast.owner, "location").status_code == 302
        assert Site.objects.get(pk=site.pk).location.equals_exact(site.location)

    def test_so_do_a_footprint_and_the_parcels(self, put, cast, site, scope):
        x, y = site.location.coords
        small, large = (
            MultiPolygon(Polygon.from_bbox((x, y, x + side, y + side)), srid=4326)
            for side in (0.001, 0.002)
        )
        outline(scope, site.reference, None, small, ["69259000AB0123"])
        outline(scope, site.reference, None, large, ["69259000AB0124"])
        area = Site.objects.get(pk=site.pk).footprint_m2
        row = Site._meta.get_field("history").related_model.objects.latest("pgh_id").pk
        assert put(cast.owner, "footprint").status_code == 302
        again = Site.objects.get(pk=site.pk)
        assert again.footprint.equals_exact(small, 1e-8)
        assert again.footprint_m2 == pytest.approx(area / 4, rel=0.01)
        assert again.parcels == ["69259000AB0124"]
        assert put(cast.owner, "parcels", ligne=row).status_code == 302
        assert Site.objects.get(pk=site.pk).parcels == ["69259000AB0123"]

    def test_a_first_footprint_is_taken_away(self, put, cast, site, scope):
        x, y = site.location.coords
        shape = MultiPolygon(Polygon.from_bbox((x, y, x + 0.001, y + 0.001)), srid=4326)
        outline(scope, site.reference, None, shape, [])
        assert put(cast.owner, "footprint").status_code == 302
        again = Site.objects.get(pk=site.pk)
        assert (again.footprint, again.footprint_m2) == (None, None)

    def test_a_figure_is_put_back_by_another_survey_of_that_day(self, put, cast, site, scope):
        survey(scope, site.reference, counted(date(2026, 3, 1), people=50, minors=9))
        survey(scope, site.reference, counted(date(2026, 6, 1), people=60, minors=20))
        assert put(cast.owner, "minors", "diagnostic").status_code == 302
        newest = Site.objects.get(pk=site.pk)
        assert (newest.people, newest.minors, newest.surveyed_on) == (60, 9, date(2026, 6, 1))
        assert Survey.objects.filter(site=site).count() == 3

    def test_what_the_rules_refuse_is_refused_in_words(self, put, cast, site, scope):
        survey(scope, site.reference, counted(date(2026, 3, 1), people=50, minors=30))
        survey(scope, site.reference, counted(date(2026, 6, 1), people=20, minors=5))
        answer = put(cast.owner, "minors", "diagnostic")
        assert answer.status_code == 400
        assert "plus de mineurs que de personnes" in answer.text
        assert Site.objects.get(pk=site.pk).minors == 5

    def test_a_change_meanwhile_is_a_conflict(self, put, cast, site, scope):
        edit(scope, site.reference, None, {"name": "Le Pré"})
        assert put(cast.owner, "name", version=1).status_code == 409
        assert Site.objects.get(pk=site.pk).name == "Le Pré"

    def test_only_for_who_may_edit_here(self, put, cast, world, site, scope):
        edit(scope, site.reference, None, {"name": "Le Pré"})
        assert put(cast.stranger, "name").status_code == 404
        assert Site.objects.get(pk=site.pk).name == "Le Pré"

    def test_a_row_of_another_site_is_none_of_this_one(self, put, cast, world, site, scope):
        other = SiteFactory(commune=world.lyon, declared_by=cast.owner, name="Autre")
        edit(scope, other.reference, None, {"name": "Autre nom"})
        assert put(cast.owner, "name").status_code == 404

    @pytest.mark.parametrize("field", ["merged_into", "status", "pgh_id", "\0"])
    def test_what_no_form_writes_is_not_put_back(self, put, cast, site, scope, field):
        edit(scope, site.reference, None, {"name": "Le Pré"})
        assert put(cast.owner, field).status_code == 400

    def test_offered_to_those_who_may(self, read, cast, site, scope):
        edit(scope, site.reference, None, {"name": "Le Pré"})
        assert "remettre/" in read(cast.owner).text

    def test_the_survey_keeps_how_and_by_whom_it_was_made(self, put, cast, site, scope):
        first = counted(date(2026, 3, 1), people=50, minors=9)
        survey(scope, site.reference, first)
        made = {"method": "entretiens", "made_by": "Trajectoires"}
        later = replace(counted(date(2026, 6, 1), people=60, minors=20), **made)
        survey(scope, site.reference, later)
        assert put(cast.owner, "minors", "diagnostic").status_code == 302
        last = Survey.objects.filter(site=site).latest("pk")
        assert (last.minors, last.method, last.made_by) == (9, "entretiens", "Trajectoires")


class TestPuttingBackOnAClosedSite:
    @pytest.fixture
    def link(self, read, cast, site, scope):
        """Where the history leads, by the name of the field."""
        survey(scope, site.reference, counted(date(2026, 3, 1), people=50))
        survey(scope, site.reference, counted(date(2026, 6, 1), people=60))
        edit(scope, site.reference, None, {"name": "Le Pré"})
        change_status(scope, site.reference, StatusAction.CLOSE, cause="inconnue")
        links = re.findall(
            r'href="(/sites/[^"]*/historique/remettre/[^"]*)"', read(cast.owner).text
        )
        return {re.search(r"champ=(\w+)", found)[1]: unescape(found) for found in reversed(links)}

    @pytest.mark.parametrize(("field", "former"), [("name", "Chemin du Pré"), ("people", 50)])
    def test_it_asks_why_then_does_it(self, client_of, cast, site, link, field, former):
        client = client_of(cast.owner)
        page = client.get(link[field])
        assert "Motif de la correction" in page.text
        assert f"« {former} »" in words(page).replace("\N{NO-BREAK SPACE}", " ")
        sent = page.context["sent"]
        address = f"/sites/{site.reference}/historique/remettre/"
        refused = client.post(address, sent)
        assert refused.status_code == 400
        assert "dites pourquoi vous le corrigez" in refused.text
        assert "reason :" not in words(refused)
        assert client.post(address, sent | {"reason": "Saisi par erreur"}).status_code == 302
        assert getattr(Site.objects.get(pk=site.pk), field) == former
        told = Event.objects.filter(kind=EventKind.SITE_CORRECTED).first()
        assert told.facts["reason"] == "Saisi par erreur"

    def test_not_for_the_others(self, client_of, cast, link):
        assert client_of(cast.stranger).get(link["name"]).status_code == 404


class TestLegal:
    @pytest.fixture
    def owned(self, site, cast):
        return Owner.objects.create(site=site, name="SCI des Prés", kind="prive", author=cast.owner)

    def test_told_to_who_reads_the_block_and_written_down(self, read, cast, site, owned):
        assert "SCI des Prés" in read(cast.owner).text
        (seen,) = Read.objects.all()
        assert (seen.user_id, seen.way) == (cast.owner.user_id, "historique")

    def test_what_is_added_is_told_in_its_gender(self, read, cast, site, vault):
        plant_legal(scope_of(cast.owner.user, cast.owner.pk), site)
        text = words(read(cast.owner))
        for title in (
            "Procédure : Procédure judiciaire",
            "Étape d’une procédure : Décision rendue",
        ):
            assert f"{title} ajoutée" in text
        assert "Date d’évacuation ajoutée" in text
        assert "Propriétaire : SCI Secret-Aubépine ajouté " in text

    def test_a_file_that_came_with_a_step_is_told(self, read, cast, site, vault):
        me = scope_of(cast.owner.user, cast.owner.pk)
        step = plant_legal(me, site).step
        assert "documents joints : 1" in words(read(cast.owner))
        same = {name: getattr(step, name) for name in FIELDS}
        papers = pairs(upload("b.pdf", pdf()))
        save_step(me, site.reference, same, pk=step.pk, version=1, uploads=papers)
        assert "documents joints : 1 → 2" in words(read(cast.owner))

    def test_no_trace_for_the_others(self, read, cast, owned):
        text = read(cast.reader).text
        assert "SCI des Prés" not in text
        assert "ropriétaire" not in text
        assert read(cast.reader, "?champ=proprietaire.name").status_code == 400
        assert not Read.objects.exists()
