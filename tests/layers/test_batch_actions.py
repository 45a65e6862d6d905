"""One action for all the chosen sites: by the rights of each, all of them or none, once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actors.services import scope_of
from journal.models import Entry
from sites import events
from sites.enums import EventKind, SiteStatus, StatusAction, Theme
from sites.models import Event, Intervenant, Site
from sites.services import change_status, declare_intervenant
from tests.factories import IntervenantFactory, SiteFactory
from tests.layers.shapes import a_uuid

URL = "/sites/ensemble/"
VERIFY, DECLARE, WRITE = (f"{URL}{verb}/" for verb in ("verifier", "intervenir", "ecrire"))
ANY = {VERIFY: {}, DECLARE: {"themes": ["sante"]}, WRITE: {"body": "Bonjour"}}


@pytest.fixture
def send(client_of):
    """`send(person, url, sites, …)`: the POST, and its words where a redirection shows them."""

    def post(person, url, sites, *, panel=False, **data):
        data = {"choisis": ",".join(site.reference for site in sites)} | data
        if url == WRITE:
            data = {"uuid": a_uuid()} | data
        headers = {"HX-Request": "true"} if panel else {}
        return client_of(person).post(url, data, headers=headers, follow=True)

    return post


@pytest.fixture
def chosen(a_site, cast):
    """Three open ones and a closed one, not updated since the first of the year."""
    sites = [a_site() for _ in range(4)]
    scope = scope_of(cast.owner.user, cast.owner.pk)
    closing = {"on": timezone.localdate(), "cause": "justice"}
    change_status(scope, sites[3].reference, StatusAction.CLOSE, **closing)
    assert Site.objects.get(pk=sites[3].pk).status == SiteStatus.FERME
    return sites


def entries():
    return sorted(Entry.objects.values_list("site__reference", "body"))


def verified():
    return set(Event.objects.filter(kind=EventKind.SITE_VERIFIED).values_list("site_id", flat=True))


def ids(sites):
    return {site.pk for site in sites}


def test_verifies_the_open_ones_and_names_the_closed(send, cast, chosen):
    text = send(cast.owner, VERIFY, chosen).text

    assert f"3 sites vérifiés. 1 laissé : {chosen[3].reference}, fermé." in text
    assert verified() == ids(chosen[:3])
    days = Site.objects.filter(pk__in=ids(chosen)).values_list("verified_on", flat=True)
    assert list(days.order_by("reference")) == [timezone.localdate()] * 3 + [None]


def test_each_site_has_its_own_history_row_and_event(send, cast, chosen):
    send(cast.owner, VERIFY, chosen)

    for site in chosen[:3]:
        last = site.history.order_by("pgh_id").last()
        assert last.verified_on == timezone.localdate()
        assert last.pgh_context["membership"] == cast.owner.pk
    made = Event.objects.filter(kind=EventKind.SITE_VERIFIED, actor=cast.owner)
    assert made.count() == 3


def test_the_association_acts_only_where_it_intervenes(send, cast, chosen):
    IntervenantFactory(site=chosen[0], organisation=cast.mediator.organisation, author=cast.owner)
    others = f"{chosen[1].reference} et {chosen[2].reference}"

    text = send(cast.mediator, VERIFY, chosen[:3]).text
    assert f"1 site vérifié. 2 laissés : {others}, que vous ne pouvez pas actualiser." in text
    assert verified() == {chosen[0].pk}

    text = send(cast.mediator, WRITE, chosen[:3], body="Distribution d’eau jeudi.").text
    assert "Message publié au journal de 1 site. 2 laissés : " in text
    assert f"{others}, où vous ne pouvez pas écrire." in text
    assert entries() == [(chosen[0].reference, "Distribution d’eau jeudi.")]


def test_who_may_do_nothing_is_told_so(send, cast, chosen):
    text = send(cast.mediator, VERIFY, chosen[:1]).text

    assert "Aucun site vérifié. 1 laissé" in text
    assert verified() == set()


def test_declares_the_structure_on_each_and_then_it_may_act(send, cast, chosen):
    text = send(cast.mediator, DECLARE, chosen, themes=["sante", "emploi"]).text

    assert "Votre structure est déclarée sur 3 sites." in text  # one of them is closed
    rows = Intervenant.objects.filter(organisation=cast.mediator.organisation)
    assert {row.site_id for row in rows} == ids(chosen[:3])
    assert all(row.themes == [Theme.SANTE, Theme.EMPLOI] for row in rows)
    assert all(row.user_id == cast.mediator.user_id for row in rows)
    assert Event.objects.filter(kind=EventKind.INTERVENANT_DECLARED).count() == 3
    assert "3 sites vérifiés." in send(cast.mediator, VERIFY, chosen).text


def test_declared_twice_is_one_row_with_both_themes(send, cast, chosen):
    scope = scope_of(cast.owner.user, cast.owner.pk)
    declare_intervenant(scope, chosen[0].reference, ["logement"])

    text = send(cast.owner, DECLARE, chosen[:2], themes=["sante"]).text

    assert "Elle l’était déjà sur 1 : ses thèmes y sont complétés." in text
    rows = Intervenant.objects.filter(organisation=cast.owner.organisation).order_by("site")
    assert [row.themes for row in rows] == [["sante", "logement"], ["sante"]]


@pytest.mark.parametrize("panel", [False, True])
def test_themes_are_asked_for(send, cast, chosen, panel):
    response = send(cast.owner, DECLARE, chosen, panel=panel)

    assert response.status_code == (422 if panel else 400)
    assert "Choisissez au moins un thème." in response.text
    assert '<details class="batch__action" open>' in " ".join(response.text.split())
    assert Intervenant.objects.count() == 0


@pytest.mark.parametrize("panel", [False, True])
def test_an_empty_message_is_refused_and_nothing_published(send, cast, chosen, panel):
    response = send(cast.owner, WRITE, chosen, body="  ", panel=panel)

    assert response.status_code == (422 if panel else 400)
    assert "Écrivez un message." in response.text
    assert entries() == []


def test_what_was_typed_comes_back_with_the_refusal(send, cast, chosen):
    response = send(cast.owner, WRITE, chosen, body="Texte tapé", uuid="pas un uuid")

    assert response.status_code == 400
    assert "Texte tapé</textarea>" in response.text


def test_the_same_message_sent_twice_is_written_once(send, cast, chosen):
    form = {"uuid": a_uuid(), "body": "Coupure d’eau demain."}
    for _ in range(2):
        text = send(cast.owner, WRITE, chosen, **form).text
        assert "Message publié au journal de 4 sites." in text

    assert entries() == [(site.reference, form["body"]) for site in chosen]
    assert Event.objects.filter(kind="journal.posted").count() == 4


def test_sent_again_with_one_more_site_writes_only_there(send, cast, chosen):
    form = {"uuid": a_uuid(), "body": "Coupure d’eau demain."}
    send(cast.owner, WRITE, chosen[:2], **form)
    send(cast.owner, WRITE, chosen[:3], **form)

    assert [reference for reference, _ in entries()] == [s.reference for s in chosen[:3]]


def test_a_text_corrected_in_the_same_form_is_not_lost(send, cast, chosen):
    uuid = a_uuid()
    send(cast.owner, WRITE, chosen[:1], uuid=uuid, body="Jeudi.")
    send(cast.owner, WRITE, chosen[:1], uuid=uuid, body="Vendredi.")

    assert [body for _, body in entries()] == ["Jeudi.", "Vendredi."]


def test_two_people_with_the_same_uuid_both_write(send, cast, chosen):
    form = {"uuid": a_uuid(), "body": "Bonjour"}
    send(cast.owner, WRITE, chosen[:1], **form)
    send(cast.colleague, WRITE, chosen[:1], **form)

    assert len(entries()) == 2


@pytest.mark.parametrize("url", ANY)
@pytest.mark.parametrize("panel", [False, True])
def test_a_reader_of_another_territory_reaches_none_of_them(send, cast, chosen, url, panel):
    before = Event.objects.count()
    response = send(cast.neighbour, url, chosen, panel=panel, **ANY[url])

    assert "4 références n’ont pas été trouvées." in response.text
    assert not any(site.reference in response.text.replace(_asked(chosen), "") for site in chosen)
    assert Event.objects.count() == before
    assert not Entry.objects.exists()
    assert not Intervenant.objects.exists()


def _asked(sites):
    """What he sent himself comes back in the panel, to be asked again."""
    return ",".join(site.reference for site in sites)


@pytest.mark.parametrize("url", ANY)
def test_a_hidden_site_among_his_own_is_left_without_a_name(send, cast, chosen, url, world):
    hidden = SiteFactory(commune=world.macon, declared_by=cast.neighbour)
    text = send(cast.owner, url, [chosen[0], hidden], **ANY[url]).text

    assert "1 référence n’a pas été trouvée." in text
    assert hidden.reference not in text
    assert not Event.objects.filter(site=hidden, actor=cast.owner).exists()


@pytest.mark.parametrize("url", ANY)
def test_one_failure_leaves_nothing_half_written(client_of, cast, chosen, url, monkeypatch):
    recorded = events.record
    last = chosen[2]

    def failing(kind, site, *args, **facts):
        if site.pk == last.pk:
            raise RuntimeError("panne")
        return recorded(kind, site, *args, **facts)

    before = Event.objects.count()
    monkeypatch.setattr(events, "record", failing)
    data = {"choisis": ",".join(site.reference for site in chosen), "uuid": a_uuid()} | ANY[url]
    client = client_of(cast.owner)
    client.raise_request_exception = False

    assert client.post(url, data).status_code == 500
    assert Event.objects.count() == before
    assert not Entry.objects.exists()
    assert not Intervenant.objects.exists()
    assert not Site.objects.filter(verified_on__isnull=False).exists()


@pytest.mark.parametrize("url", ANY)
@pytest.mark.parametrize(
    "text", ["", "canari", "69-1;69-2", ",".join(f"69-{number:04}" for number in range(201))]
)
def test_what_names_no_sites_is_refused(client_of, cast, url, text):
    response = client_of(cast.owner).post(url, {"choisis": text} | ANY[url])

    assert response.status_code == 400
    assert "<strong>choisis</strong>" in response.text


@pytest.mark.parametrize("url", ANY)
def test_none_of_them_opens_as_a_page(client_of, cast, url):
    assert client_of(cast.owner).get(url).status_code == 405


def test_the_answer_keeps_the_sites_and_the_way_back(client_of, cast, chosen):
    sent = {"choisis": f"{chosen[0].reference},71-9999", "retour": "/carte/?eau=mauvais"}
    response = client_of(cast.owner).post(VERIFY, sent)

    assert response["Location"] == (
        f"{URL}?choisis={chosen[0].reference}&retour=/carte/%3Feau%3Dmauvais"
    )


def test_in_the_panel_the_answer_is_the_fragment_with_its_words(send, cast, chosen):
    response = send(cast.owner, VERIFY, chosen, panel=True)

    assert response.redirect_chain == []
    assert "<html" not in response.text
    assert "3 sites vérifiés." in response.text
    assert 'role="status"' in response.text


@pytest.mark.parametrize(("url", "a_site_costs"), [(VERIFY, 1), (WRITE, 3), (DECLARE, 4)])
def test_what_is_written_costs_few_queries(client_of, cast, a_site, url, a_site_costs):
    """Its event and who is told of it: others wait for the locked rows meanwhile."""
    made = {}
    for rows in (2, 8):
        data = {"choisis": ",".join(a_site().reference for _ in range(rows)), "uuid": a_uuid()}
        client = client_of(cast.owner)
        with CaptureQueriesContext(connection) as context:
            client.post(url, data | ANY[url])
        made[rows] = len(context)

    assert made[8] - made[2] == 6 * a_site_costs
