"""Two sites that are one: what moves, what stays, what each address answers, and back again."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from actors.models import Membership
from journal.models import AttentionPoint, Entry, Follow
from journal.services import follow_site, post
from sites import copies
from sites.access import find_site, readers_of
from sites.enums import EventKind, Phase
from sites.errors import MergedSite
from sites.models import Event, Favourite, Intervenant, Merge, Site, SitePhase, Survey
from sites.past import known_on
from sites.services import declare_intervenant, merge, survey, unmerge
from sites.services.reinstalling import Move, link
from tests.sites import world
from tests.sites.world import read

TODAY = timezone.localdate()
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def lost(prefecture):
    return world.a_site(prefecture, name="Doublon")


def test_what_hangs_on_the_lost_one_goes_along(prefecture, association, site, lost):
    survey(prefecture, lost.reference, read(MARCH, groups=["eau"], people=9))
    survey(prefecture, site.reference, read(APRIL, people=12))
    entry = post(prefecture, lost.reference, uuid4(), "Passage.")
    declare_intervenant(association, lost.reference, ["emploi"])
    follow_site(association, lost.reference, on=True)
    SitePhase.objects.create(
        site=lost, phase=Phase.INFORMATION, on=MARCH, author_id=prefecture.membership_id
    )
    Favourite.objects.create(site=lost, user_id=prefecture.user_id)
    made = merge(prefecture, lost.reference, site.reference, "Même terrain")
    assert not Survey.objects.filter(site=lost).exists()
    for model in (Entry, Intervenant, SitePhase, Favourite):
        assert model.objects.get().site == site
    assert Follow.objects.filter(site=site, membership=association.membership_id).exists()
    site.refresh_from_db()
    assert (site.people, site.water) == (12, "mauvais")  # read in March, carried to April
    newest = Survey.objects.get(site=site, during__contains=TODAY)
    assert newest.dates["eau"] == "2026-03-01"
    assert made.moved["journal.Entry"] == [entry.pk]
    assert copies.wrong() == []
    event = Event.objects.first()
    assert (event.kind, event.site) == (EventKind.SITE_MERGED, site)
    assert event.facts == {"reference": lost.reference}
    assert not Event.objects.filter(site=lost).exists()


def test_undone_everything_goes_home_and_what_was_added_stays(prefecture, association, site, lost):
    survey(prefecture, lost.reference, read(MARCH, groups=["eau"], people=9))
    survey(prefecture, site.reference, read(APRIL, people=12))
    post(prefecture, lost.reference, uuid4(), "Avant.")
    declare_intervenant(association, lost.reference, ["emploi"])
    events = set(Event.objects.filter(site=lost).values_list("pk", flat=True))
    made = merge(prefecture, lost.reference, site.reference)
    post(prefecture, site.reference, uuid4(), "Depuis.")
    unmerge(prefecture, made.pk)
    bodies = dict(Entry.objects.values_list("body", "site__reference"))
    assert bodies == {"Avant.": lost.reference, "Depuis.": site.reference}
    assert Intervenant.objects.get().site == lost
    assert set(Event.objects.filter(site=lost).values_list("pk", flat=True)) == events
    for row, people, water in ((lost, 9, "mauvais"), (site, 12, "inconnu")):
        row.refresh_from_db()
        assert (row.people, row.water, row.merged_into) == (people, water, None)
    assert copies.wrong() == []
    with pytest.raises(ValidationError, match="déjà annulée"):
        unmerge(prefecture, made.pk)
    assert merge(prefecture, lost.reference, site.reference).pk != made.pk  # and again


def test_undone_the_past_tells_of_each_alone(prefecture, association, site, lost):
    """Else who reads the one alone would read of the other, wherever it lies."""
    survey(prefecture, lost.reference, read(MARCH, people=9))
    declare_intervenant(association, lost.reference, ["emploi"])
    made = merge(prefecture, lost.reference, site.reference)
    known = known_on(site, TODAY)
    assert known.survey.row.people == 9
    unmerge(prefecture, made.pk)
    known, other = (known_on(Site.objects.get(pk=one.pk), TODAY) for one in (site, lost))
    assert (known.survey, known.intervenants, len(known.periods)) == (None, [], 1)
    assert (other.survey.row.people, len(other.intervenants)) == (9, 1)


def test_intervenants_that_would_overlap_stay(association, prefecture, site, lost):
    for one in (site, lost):
        declare_intervenant(association, one.reference, ["emploi"])
    made = merge(prefecture, lost.reference, site.reference)
    assert Intervenant.objects.filter(site=lost).count() == 1
    assert made.moved["sites.Intervenant"] == []


def test_a_point_goes_with_its_entry():
    """Both name the site: they move by the same handler."""
    assert {AttentionPoint, Entry} <= {model for model in apps.get_models() if any(_to_site(model))}


def _to_site(model):
    return [
        field
        for field in (*model._meta.concrete_fields, *model._meta.local_many_to_many)
        if field.related_model is Site
    ]


# What a merge leaves on the lost row, and why
STAYS = {
    "sites.SitePeriod": "each row keeps its own life",
    "legal.Read": "who read a site read that one",
    "sites.Merge": "the merge itself",
    "sites.Site": "merged_into",
}


def test_every_row_that_names_a_site_moves_or_says_why_not(prefecture, site, lost):
    moved = set(merge(prefecture, lost.reference, site.reference).moved)
    found = set()
    for model in apps.get_models():
        if model.__name__.endswith("History"):
            continue
        for field in _to_site(model):
            through = getattr(field, "remote_field", None) and getattr(
                field.remote_field, "through", None
            )
            owner = through or model
            label = owner._meta.label
            key = label if through or field.name == "site" else f"{label}.{field.name}"
            if label not in STAYS:
                found.add(key)
    assert found <= moved, found - moved


def test_nobody_finds_the_lost_one(prefecture, association, site, lost):
    merge(prefecture, lost.reference, site.reference)
    lost.refresh_from_db()
    assert list(Site.objects.visible_to(prefecture)) == [site]
    assert not readers_of(lost).exists()
    with pytest.raises(MergedSite):
        find_site(association, lost.reference)


def test_its_address_leads_to_the_kept_one(signed_in, prefecture, stranger, site, lost):
    merge(prefecture, lost.reference, site.reference)
    agent = signed_in(prefecture)
    for name in ("site", "site-edit", "journal-post", "site-sheet"):
        answer = agent.get(reverse(name, args=[lost.reference]))
        assert answer.status_code == 302
        assert answer["Location"] == reverse(name, args=[site.reference])
    refused = agent.post(reverse("site-verify", args=[lost.reference]))
    assert refused.status_code == 409
    assert f"fusionné dans le site {site.reference}" in refused.text
    answer = agent.get(reverse("api-site", args=[lost.reference]))
    assert answer.status_code == 308
    assert answer["Location"] == reverse("api-site", args=[site.reference])
    assert agent.post(reverse("api-verify", args=[lost.reference])).status_code == 409
    other = signed_in(stranger)
    for method in ("get", "post"):
        address = reverse("site-verify", args=[lost.reference])
        assert getattr(other, method)(address).status_code in (404, 405)
    assert other.get(reverse("site", args=[lost.reference])).status_code == 404


def test_a_chain_leads_to_its_end(signed_in, prefecture, site, lost):
    third = world.a_site(prefecture)
    first = merge(prefecture, lost.reference, site.reference)
    merge(prefecture, site.reference, third.reference)
    answer = signed_in(prefecture).get(reverse("site", args=[lost.reference]))
    assert answer["Location"] == reverse("site", args=[third.reference])
    with pytest.raises(ValidationError, match="à son tour"):
        unmerge(prefecture, first.pk)


def test_what_is_no_pair_is_refused(prefecture, stranger, places, site, lost):
    hidden = world.a_site(stranger, world.IN_CHASSE)
    alias = world.a_site(prefecture)
    merge(prefecture, alias.reference, site.reference)
    wrong = {
        (site.reference, site.reference): "même site",
        (alias.reference, site.reference): "même site",
        (hidden.reference, site.reference): "Aucun site",
        ("69-9999", site.reference): "Aucun site",
        (alias.reference, lost.reference): "Aucun site",
    }
    for pair, words in wrong.items():
        with pytest.raises(ValidationError, match=words) as error:
            merge(prefecture, *pair)
        assert list(error.value.message_dict) == ["other"]
    assert Merge.objects.count() == 1


def test_rights(ars, association, stranger, prefecture, site, lost):
    for scope in (ars, association):
        with pytest.raises(PermissionDenied):
            merge(scope, lost.reference, site.reference)
    made = merge(prefecture, lost.reference, site.reference)
    with pytest.raises(PermissionDenied):
        unmerge(ars, made.pk)
    with pytest.raises(Http404):
        unmerge(stranger, made.pk)


def test_links_that_would_lead_back_stay(prefecture, site, lost):
    middle = world.a_site(prefecture)
    link(prefecture, site.reference, Move(False, middle.reference))
    link(prefecture, lost.reference, Move(True, middle.reference))
    link(prefecture, lost.reference, Move(False, departement="38"))
    made = merge(prefecture, lost.reference, site.reference)
    assert made.moved["sites.Reinstallation.arrival"] == []
    assert len(made.moved["sites.Reinstallation.origin"]) == 1
    unmerge(prefecture, made.pk)
    assert lost.departures.count() == 1


def test_the_pages(signed_in, prefecture, site, lost):
    agent = signed_in(prefecture)
    address = reverse("site-merge", args=[site.reference])
    assert lost.reference in agent.get(address).text
    side_by_side = agent.get(address, {"avec": lost.reference}).text
    assert "Est-ce le même site ?" in side_by_side
    assert "Messages du journal" in side_by_side
    data = {"avec": lost.reference, "keep": site.reference, "reason": "Même terrain"}
    page = agent.post(address, data, follow=True).text
    assert f"{lost.reference} est fusionné dans {site.reference}" in page
    assert "Même terrain" in page
    undo = reverse("merge-undo", args=[Merge.objects.get().pk])
    assert undo in page
    page = agent.post(undo, follow=True).text
    assert "La fusion est annulée" in page
    assert undo not in page


@pytest.mark.parametrize(
    ("other", "words"),
    [("69-9999", "Aucun site que vous voyez"), ("", "Choisissez l’autre site")],
)
def test_a_wrong_choice_comes_back(signed_in, prefecture, site, other, words):
    address = reverse("site-merge", args=[site.reference])
    answer = signed_in(prefecture).post(address, {"avec": other, "keep": site.reference})
    assert answer.status_code == 400
    assert words in answer.text


def test_another_choice_than_the_two_is_refused(signed_in, prefecture, site, lost):
    address = reverse("site-merge", args=[site.reference])
    data = {"avec": lost.reference, "keep": "69-9999"}
    assert signed_in(prefecture).post(address, data).status_code == 400
    assert not Merge.objects.exists()


def test_the_reader_of_an_alias_sees_no_undo(signed_in, prefecture, ars, site, lost):
    merge(prefecture, lost.reference, site.reference)
    page = signed_in(ars).get(reverse("site", args=[site.reference])).text
    assert lost.reference in page
    assert "Annuler la fusion" not in page
    assert Membership.objects.filter(pk=ars.membership_id).exists()


def test_the_count_of_what_hangs_is_the_readers_own(prefecture, site, lost):
    from journal.services import count_merge

    post(prefecture, lost.reference, uuid4(), "Passage.")
    Entry.objects.update(published_at=timezone.now() - timedelta(hours=1))
    assert count_merge(prefecture, site, lost) == [("Messages du journal", 0, 1)]
