"""What is shown under an entry, to whom, and what one may do with it."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from actors.services import scope_of
from journal.enums import Audience, EntryKind, Tag
from journal.models import Entry
from journal.services import Address, Details, edit, narrow, post, remove
from tests.factories import SiteFactory

HTMX = {"HX-Request": "true"}


def scope(member):
    return scope_of(member.user, member.pk)


@pytest.fixture
def url(site):
    return reverse("journal-post", args=[site.reference])


@pytest.fixture
def write(site):
    def one(member, body, **details):
        return post(scope(member), site.reference, uuid4(), body, Details(**details))

    return one


@pytest.fixture
def page(client_of, url):
    return lambda member: client_of(member).get(url).text


def article(text, entry):
    return re.search(rf'<article[^>]*id="message-{entry.pk}".*?</article>', text, re.S)[0]


def test_an_answer_stands_under_what_it_answers(cast, write, page):
    first = write(cast.owner, "Passage lundi.")
    write(cast.owner, "Autre chose.")
    answer = write(cast.mediator, "Nous y serons.", answers=first.pk)
    text = page(cast.reader)
    thread = re.search(rf'<li class="thread" id="thread-{first.pk}">.*', text, re.S)[0]
    assert thread.index(f'id="message-{first.pk}"') < thread.index(f'id="message-{answer.pk}"')
    assert text.index("Autre chose.") < text.index("Passage lundi.")


def test_ones_own_answer_stays_when_the_message_is_no_longer_ones_to_read(cast, write, page):
    first = write(cast.owner, "Passage lundi.")
    answer = write(cast.mediator, "Nous y serons.", answers=first.pk)
    narrow(scope(cast.owner), first.pk, Audience.POUVOIRS_PUBLICS)
    text = page(cast.mediator)
    assert f'id="message-{answer.pk}"' in text
    assert "Ce message ne vous est plus lisible. Votre réponse reste." in text
    assert "Passage lundi." not in text
    assert f'id="message-{first.pk}"' not in text


def test_past_three_the_oldest_answers_are_folded(cast, write, page):
    first = write(cast.owner, "Passage lundi.")
    for number in range(5):
        write(cast.mediator, f"Réponse {number}.", answers=first.pk)
    folded = re.search(
        r'<details class="replies__fold">.*?</details>\s*<ol', page(cast.owner), re.S
    )
    assert "Voir les 2 réponses précédentes" in folded[0]
    assert re.findall(r"Réponse \d", folded[0]) == ["Réponse 0", "Réponse 1"]


def test_what_an_entry_says_of_itself(cast, write, page, world):
    other = SiteFactory(commune=world.lyon, declared_by=cast.owner)
    entry = write(
        cast.owner,
        f"Vu avec @{cast.colleague.user.get_full_name()}.",
        kind=EntryKind.PASSAGE,
        tags=(Tag.MARAUDE,),
        audience=Audience.POUVOIRS_PUBLICS,
        mentions=Address(frozenset({cast.colleague.pk})),
        linked=(other.reference,),
    )
    said = article(page(cast.reader), entry)
    for words in ("Passage sur site", "Maraude", "Pouvoirs publics", other.reference):
        assert words in said
    assert f'<span class="mention">@{cast.colleague.user.get_full_name()}</span>' in said


def test_a_linked_site_that_one_does_not_see_is_a_department(cast, write, page, world):
    """The Dihal links a site of another department; the préfecture is told no more than where."""
    there = SiteFactory(commune=world.macon, declared_by=cast.neighbour, name="Camp d’ailleurs")
    entry = write(cast.dihal, "Deux familles venues d’ailleurs.", linked=(there.reference,))
    said = article(page(cast.owner), entry)
    assert "Un site du département" in said
    assert there.reference not in said
    assert "Camp d’ailleurs" not in said
    assert there.reference in article(page(cast.dihal), entry)


def test_out_of_its_audience_a_thread_is_not_there(cast, write, page, client_of, url):
    first = write(cast.reader, "Consultation.", audience=Audience.SANTE)
    write(cast.reader, "Suite.", answers=first.pk)
    assert "Consultation." not in page(cast.owner)
    answer = client_of(cast.owner).get(url, {"message": first.pk})
    assert "n’existe plus, ou n’est pas de ceux que vous lisez" in answer.text
    nothing = client_of(cast.owner).get(url, {"message": first.pk + 999})
    assert "n’existe plus, ou n’est pas de ceux que vous lisez" in nothing.text


def test_who_is_named_is_said_to_those_who_read(cast, write, page):
    named = Address(frozenset({cast.colleague.pk}))
    entry = write(cast.owner, "Entre nous.", audience=Audience.NOMMES, named=named)
    assert cast.colleague.user.get_full_name() in article(page(cast.colleague), entry)
    assert "Entre nous." not in page(cast.reader)


def test_answers_outlive_the_first_message(cast, write, page):
    first = write(cast.owner, "À retirer.")
    write(cast.mediator, "Réponse utile.", answers=first.pk)
    remove(scope(cast.owner), first.pk)
    text = page(cast.reader)
    assert "À retirer." not in text
    assert "Message supprimé. Les réponses restent." in text
    assert "Réponse utile." in text
    assert f'data-answer="{first.pk}"' not in text


def test_nothing_is_left_of_a_thread_without_answers(cast, write, page):
    first = write(cast.owner, "À retirer.")
    remove(scope(cast.owner), first.pk)
    assert f"thread-{first.pk}" not in page(cast.reader)


MENU = {
    "owner": {"Corriger", "Restreindre l’audience", "Copier le lien", "Supprimer"},
    "colleague": {"Copier le lien", "Supprimer"},  # the préfecture moderates
    "dihal": {"Copier le lien", "Supprimer"},
    "reader": {"Copier le lien"},
    "mediator": {"Copier le lien"},
}


@pytest.mark.parametrize("who", MENU)
def test_the_menu_offers_what_one_may_do(cast, write, page, who):
    entry = write(cast.owner, "Passage.")
    menu = re.search(
        r"<ul class=\"more__list\">.*?</ul>", article(page(getattr(cast, who)), entry), re.S
    )
    offered = {words for words in {*MENU["owner"], "Versions"} if f">{words}<" in menu[0]}
    assert offered == MENU[who]


def test_a_corrected_message_offers_its_versions(cast, write, page):
    entry = write(cast.owner, "Passage.")
    edit(scope(cast.owner), entry.pk, 1, "Passage hier.")
    said = article(page(cast.reader), entry)
    assert "modifié" in said
    assert f"/journal/{entry.pk}/versions/" in said


class TestBeforeItIsPublished:
    @pytest.fixture(autouse=True)
    def waiting(self, settings):
        settings.JOURNAL_UNDO_SECONDS = 10

    @pytest.fixture
    def entry(self, write, cast):
        return write(cast.owner, "Trop vite.")

    def test_its_author_alone_sees_it_with_the_way_back(self, cast, page, entry):
        said = article(page(cast.owner), entry)
        assert "Publié dans" in said
        assert "Annuler" in said
        assert "Envoyer maintenant" in said
        assert "Trop vite." not in page(cast.colleague)

    def test_the_answer_says_who_will_read_it(self, client_of, cast, url):
        data = {"uuid": uuid4(), "body": "Passage"}
        text = client_of(cast.owner).post(url, data, headers=HTMX).text
        assert re.search(r"\d+ lecteurs, \d+ alertés?", text)

    def test_undone_it_comes_back_into_the_composer(self, client_of, cast, url, entry):
        agent = client_of(cast.owner)
        text = agent.post(f"{url}{entry.pk}/annuler/", headers=HTMX).text
        assert ">Trop vite.</textarea>" in text
        assert f'<li id="thread-{entry.pk}" hx-swap-oob="delete">' in text
        assert str(entry.uuid) not in text
        assert "Trop vite." not in agent.get(url).text

    def test_without_javascript_the_page_comes_with_the_text(self, client_of, cast, url, entry):
        text = client_of(cast.owner).post(f"{url}{entry.pk}/annuler/").text
        assert "<html" in text
        assert ">Trop vite.</textarea>" in text

    def test_an_answer_comes_back_into_its_thread(self, client_of, cast, url, write, settings):
        settings.JOURNAL_UNDO_SECONDS = 0
        first = write(cast.mediator, "Passage.")
        settings.JOURNAL_UNDO_SECONDS = 10
        answer = write(cast.owner, "Merci.", answers=first.pk)
        text = client_of(cast.owner).post(f"{url}{answer.pk}/annuler/", headers=HTMX).text
        assert text.lstrip().startswith("{#") or f'id="thread-{first.pk}"' in text
        assert ">Merci.</textarea>" in text

    def test_sent_now_everybody_reads_it(self, client_of, cast, url, page, entry):
        text = client_of(cast.owner).post(f"{url}{entry.pk}/envoyer/", headers=HTMX).text
        assert "Publié dans" not in text
        assert "Trop vite." in page(cast.colleague)

    def test_too_late_is_told_in_words(self, client_of, cast, url, entry):
        Entry.objects.filter(pk=entry.pk).update(published_at=entry.published_at.replace(year=2020))
        answer = client_of(cast.owner).post(f"{url}{entry.pk}/annuler/", headers=HTMX)
        assert "ne s’annule plus" in answer.text
        assert Entry.objects.get(pk=entry.pk).removed_at is None

    def test_nobody_else_takes_it_back(self, client_of, cast, url, entry):
        answer = client_of(cast.colleague).post(f"{url}{entry.pk}/annuler/")
        assert answer.status_code == 404
