"""`/journal/`: what happened lately on the sites of a reader, and nothing else."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from psycopg.types.range import DateRange

from actors.services import scope_of
from journal.enums import Audience, EntryKind, Severity, Topic
from journal.keys import page_after
from journal.models import AttentionPoint, AttentionStep, Entry
from journal.recent import events as recent
from journal.services import Details, post
from journal.views import recent as recent_views
from sites import events, services
from sites.enums import FileKind, FileState, IntervenantState, StatusAction, Theme
from sites.models import File
from tests.factories import IntervenantFactory, SiteFactory
from tests.layers.plans import filling

URL = "/journal/"


def scope(membership):
    return scope_of(membership.user, membership.pk)


@pytest.fixture
def write(site):
    def make(author, body, where=None, **details):
        reference = (where or site).reference
        return post(scope(author), reference, uuid4(), body, Details(**details))

    return make


@pytest.fixture
def read(client_of):
    def get(membership, **params):
        answer = client_of(membership).get(URL, params)
        assert answer.status_code == 200
        return answer.text

    return get


def test_who_did_what_where_in_words(cast, site, write, read):
    entry = write(cast.owner, "Passage **ce matin**.\n\nRien à signaler.", kind=EntryKind.PASSAGE)
    text = read(cast.reader)
    for words in (
        cast.owner.user.get_full_name(),
        "Préfecture du Rhône",
        "a écrit au journal",
        f"{site.reference} · Chemin du Pré",
        "Vénissieux",
        "Passage ce matin. Rien à signaler.",
        "Passage sur site",
        f"/sites/{site.reference}/journal/?message={entry.pk}#message-{entry.pk}",
        "a confirmé le site",
        "a signalé le site",
    ):
        assert words in text
    assert text.index("a écrit au journal") < text.index("a confirmé le site")
    assert text.count('class="day"') == 1


def test_nothing_of_elsewhere(cast, site, write, read):
    write(cast.owner, "Un canari.")
    for membership in (cast.neighbour, cast.stranger):
        text = read(membership)
        assert "canari" not in text
        assert site.reference not in text
        assert "Rien ne s’est encore passé" in text


def test_what_an_audience_hides_is_not_there(cast, write, read):
    write(cast.owner, "Entre nous.", audience=Audience.POUVOIRS_PUBLICS)
    text = read(cast.owner)
    assert "Entre nous." in text
    assert "Lu par\xa0: Pouvoirs publics" in text.replace("&nbsp;", "\xa0")
    assert "Entre nous." in read(cast.reader)
    assert "Entre nous." not in read(cast.mediator)
    assert "a écrit au journal" not in read(cast.mediator)
    assert "Entre nous." not in read(cast.mediator, texte="entre nous")


def test_nor_before_it_is_published(cast, write, read, settings):
    settings.JOURNAL_UNDO_SECONDS = 10
    write(cast.owner, "Bientôt.")
    assert "Bientôt." in read(cast.owner)
    assert "Bientôt." not in read(cast.colleague)


def test_nor_once_it_is_removed(cast, write, read):
    entry = write(cast.owner, "Retiré.")
    Entry.objects.filter(pk=entry.pk).update(removed_at=timezone.now())
    assert "Retiré." not in read(cast.owner)
    assert "a écrit au journal" not in read(cast.owner)


def test_a_point_tells_the_message_that_it_came_with(cast, site, write, read):
    entry = write(cast.mediator, "Plus d’eau.")
    point = AttentionPoint.objects.create(
        entry=entry, site=site, author=cast.mediator, topic=Topic.EAU, severity=Severity.URGENT
    )
    events.record("attention.raised", site, cast.mediator.pk, entry.pk)
    AttentionStep.objects.create(
        point=point,
        action="prendre-en-compte",
        before="signale",
        after="pris-en-compte",
        actor=cast.owner,
        word="Nous y allons.",
    )
    events.record("attention.taken", site, cast.owner.pk, entry.pk)
    text = read(cast.owner)
    assert text.count("Nous y allons.") == 1
    assert text.count("Plus d’eau.") == 1
    assert "a écrit au journal" not in text
    assert "a signalé un point d’attention" in text
    assert "a pris en compte un point d’attention" in text
    assert "Urgent" in text
    assert point.get_state_display() in text


def test_an_intervenant_is_named(cast, site, read):
    row = site.intervenants.get()
    row.state, row.confirmed_themes = IntervenantState.CONFIRME, [Theme.ACCOMPAGNEMENT]
    row.save()
    events.record("intervenant.confirmed", site, cast.owner.pk, row.pk)
    assert "a confirmé un intervenant&nbsp;: Association de médiation" in read(cast.reader)


def test_proposals_and_corrections_are_told_to_nobody(cast, site, write, read):
    entry = write(cast.owner, "Passage ce matin.")
    before = read(cast.owner).count('<li class="happening ')
    intervenant = site.intervenants.get()
    for kind in ("intervenant.proposed", "intervenant.declined"):
        events.record(kind, site, cast.owner.pk, intervenant.pk)
    events.record("journal.edited", site, cast.owner.pk, entry.pk)
    assert read(cast.owner).count('<li class="happening ') == before == 3


def test_the_same_several_times_is_one_row(cast, site, read):
    for group in ("eau", "dechets"):
        events.record("site.surveyed", site, cast.owner.pk, None, groups=[group])
    text = read(cast.reader)
    assert "a actualisé le diagnostic&nbsp;: Déchets, Eau (2 fois)" in text


def test_photos_are_counted_once_they_are_ready(cast, site, write, read):
    entry = write(cast.owner, "Avec photos.")
    for state in (FileState.READY, FileState.READY, FileState.WAITING):
        File.objects.create(
            author=cast.owner,
            site=site,
            hangs_on="journal.entry",
            object_id=entry.pk,
            name="p.jpg",
            kind=FileKind.IMAGE,
            media_type="image/jpeg",
            size=1,
            digest="0",
            state=state,
        )
    assert "2 photos" in read(cast.reader)


@pytest.fixture
def elsewhere(world, cast, write):
    """A second site, in Lyon, closed, with a message of the ARS."""
    other = SiteFactory(commune=world.lyon, declared_by=cast.colleague, name="Quai du Triage")
    write(cast.reader, "Vaccination à l’école.", where=other)
    return other


@pytest.mark.parametrize(
    ("params", "there", "gone"),
    [
        ({"dans": "commune-69123"}, "Quai du Triage", "Chemin du Pré"),
        ({"dans": "epci-200046977"}, "Chemin du Pré", "Villefranche"),
        ({"nature": "messages"}, "Vaccination", "a signalé le site"),
        ({"nature": "statut,diagnostics"}, "a signalé le site", "Vaccination"),
        ({"texte": "VACCINATION a l'ecole"}, "Vaccination", "Chemin du Pré"),
        ({"texte": "ecole vaccin"}, "Vaccination", "a signalé le site"),
        ({"texte": "cole"}, "Rien ne répond", "Vaccination"),
        ({"texte": "triage"}, "a signalé le site", "Chemin du Pré"),
        ({"texte": "introuvable"}, "Rien ne répond", "Vaccination"),
        ({"texte": "!!"}, "Rien ne répond", "Vaccination"),
        ({"au": "2026-01-01"}, "Rien ne répond", "Vaccination"),
    ],
)
def test_filters_narrow(cast, elsewhere, read, params, there, gone):
    text = read(cast.owner, **params)
    assert there in text
    assert gone not in text
    assert "Tout effacer" in text


def test_by_structure(cast, site, elsewhere, write, read):
    write(cast.mediator, "Maraude.")
    text = read(cast.owner, structure=cast.reader.organisation_id)
    assert "Vaccination" in text
    assert "Maraude." not in text
    assert "a signalé le site" not in text


def test_by_dates_both_included(cast, site, write, read):
    today, days = timezone.localdate(), timedelta(days=1)
    write(cast.owner, "Aujourd’hui même.")
    assert "Aujourd’hui même." in read(cast.owner, du=today, au=today)
    assert "Aujourd’hui même." not in read(cast.owner, au=today - days)


def test_outside_of_his_territory_there_is_nothing(cast, elsewhere, read):
    assert "Rien ne répond" in read(cast.neighbour, dans="commune-69123")


def test_structures_offered_are_those_of_his_territories(cast, read):
    text = read(cast.owner)
    assert ">Association de médiation</option>" in text
    assert ">Dihal</option>" in text
    assert ">Préfecture de Saône-et-Loire</option>" not in text


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"dans": "ailleurs"}, "Territoire"),
        ({"nature": "bruit"}, "n’est pas un choix"),
        ({"structure": "0"}, "Structure"),
        ({"structure": "999999"}, "n’existe pas"),
        ({"texte": "x" * 101}, "100 caractères"),
        ({"du": "hier"}, "Une date est attendue"),
        ({"du": "2026-03-02", "au": "2026-03-01"}, "avant son début"),
        ({"apres": "hier~3"}, "Cette suite n’existe pas"),
        ({"apres": "2026-03-01T10:00:00~3"}, "Cette suite n’existe pas"),
        ({"apres": "2026-03-01T10:00:00Z~²"}, "Cette suite n’existe pas"),
        ({"tri": "nom"}, "Ce filtre n’existe pas"),
    ],
)
def test_a_wrong_filter_is_told_in_words(client_of, cast, params, words):
    answer = client_of(cast.owner).get(URL, params)
    assert answer.status_code == 400
    assert words in answer.text
    assert 'href="/journal/' in answer.text


def test_each_event_is_on_one_page(cast, site, write, monkeypatch, client_of):
    monkeypatch.setattr(recent_views, "PAGE_SIZE", 2)
    with time_machine.travel(timezone.now(), tick=False):  # all of one instant
        for number in range(4):
            write(cast.owner, f"Message n{number}.")
    seen, query, client = [], "", client_of(cast.owner)
    for _ in range(9):
        text = client.get(f"{URL}?{query}").text
        seen += [n for n in range(4) if f"Message n{n}." in text]
        if "Plus anciens" not in text:
            break
        query = text.split('class="recent__older"')[1].split('href="?')[1].split('"')[0]
        write(cast.owner, "Entre-temps.")
        assert "Revenir aux plus récents" in client.get(f"{URL}?{query}").text
    assert sorted(seen) == [0, 1, 2, 3]


def test_the_same_number_of_queries(cast, site, write, client_of):
    def queries():
        client = client_of(cast.owner)
        client.get(URL)
        with CaptureQueriesContext(connection) as made:
            client.get(URL)
        return len(made)

    def happen(number):
        for rank in range(number):
            entry = write(cast.owner, f"Message {rank}.")
            events.record("attention.taken", site, cast.colleague.pk, entry.pk)
            row = IntervenantFactory(
                site=site,
                organisation=cast.mediator.organisation,
                author=cast.owner,
                state=IntervenantState.TERMINE,
                during=DateRange(timezone.localdate(), None),
            )
            events.record("intervenant.ended", site, cast.owner.pk, row.pk)

    happen(3)
    few = queries()
    happen(5)
    assert queries() == few


MANY = """
    INSERT INTO sites_event (kind, site_id, actor_id, at, object_id, facts)
    SELECT CASE WHEN mod(n, 3) = 0 THEN 'journal.posted' ELSE 'site.surveyed' END,
           %s, %s, now() - n * interval '1 minute', n, '{}'
    FROM generate_series(1, 20000) AS n
"""


def test_a_page_reads_no_more_than_it_shows(cast, site, world, write):
    """Of twenty thousand events of elsewhere, the reader of a department reads few or none."""
    far = SiteFactory(commune=world.tournus, declared_by=cast.neighbour)
    write(cast.owner, "Ici.")
    with filling("sites_event") as cursor:
        cursor.execute(MANY, [far.pk, cast.neighbour.pk])
    for membership in (cast.owner, cast.dihal):
        found = recent.events_for(scope(membership), recent.Asked())
        plan = found.order_by("-at", "-pk")[: recent.PAGE_SIZE].explain()
        assert "Seq Scan on sites_event" not in plan, plan
    assert len(page_after(found, 5, None).events) == 5


def test_statuses_are_told(cast, site, read):
    services.change_status(
        scope(cast.owner), site.reference, StatusAction.CLOSE, cause="justice", context="Jugement."
    )
    assert "a fermé le site&nbsp;: Décision de justice" in read(cast.mediator)


def test_it_is_in_the_menu(cast, read):
    assert f'href="{reverse("recent")}"' in read(cast.owner)
