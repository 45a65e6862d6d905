"""Who read what: written by every way on which values leave, and by no other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actors.services.tokens import make_token
from legal import calendar, filters
from legal.enums import Block, Way
from legal.models import Read
from legal.services.reminding import forget_reads
from sites.filters import FILTERS
from tests.legal.conftest import scope

ALL = set(Block)
WAYS = {
    "page": ("/sites/{ref}/", ALL, Way.PAGE),
    "sheet": ("/sites/{ref}/volet/", ALL, Way.SHEET),
    "api": ("/api/sites/{ref}/", ALL, Way.API),
    "api of the block": ("/api/sites/{ref}/juridique/", ALL, Way.API),
    "owner's form": ("/sites/{ref}/proprietaires/{owner}/", {Block.OWNER}, Way.FORM),
    "owner's removal": ("/sites/{ref}/proprietaires/{owner}/retirer/", {Block.OWNER}, Way.FORM),
    "procedure's form": ("/sites/{ref}/procedures/{procedure}/", {Block.LEGAL}, Way.FORM),
    "step's form": ("/sites/{ref}/etapes/{step}/", {Block.LEGAL}, Way.FORM),
    "a new step": ("/sites/{ref}/procedures/{procedure}/etapes/ajouter/", {Block.LEGAL}, Way.FORM),
    "evacuation": ("/sites/{ref}/evacuation/", {Block.EVACUATION}, Way.FORM),
    "file": ("/fichiers/{file}/", {Block.LEGAL}, Way.FILE),
    "deadlines": ("/echeances/", {Block.LEGAL}, Way.DEADLINES),
    "calendar": ("/echeances/{token}.ics", {Block.LEGAL}, Way.CALENDAR),
    "column owner": ("/sites/?colonnes=proprietaire", {Block.OWNER}, Way.LIST),
    "column procedures": ("/sites/?colonnes=procedures", {Block.LEGAL}, Way.LIST),
    "column deadline": ("/sites/?colonnes=echeance", {Block.LEGAL}, Way.LIST),
    "column evacuation": ("/sites/?colonnes=evacuation", {Block.EVACUATION}, Way.LIST),
    "filter of the list": ("/sites/?proprietaire=connu", {Block.OWNER}, Way.FILTER),
    "filter of the API": ("/api/sites/?echeance=30", {Block.LEGAL}, Way.FILTER),
    "filter of the layer": ("/couches/sites.geojson?procedure=decision", {Block.LEGAL}, Way.FILTER),
}


@pytest.fixture
def addresses(cast, site, planted):
    token = make_token(scope(cast.owner), calendar.PURPOSE, "Agenda")[1]
    return {
        "ref": site.reference,
        "owner": planted.owner.pk,
        "procedure": planted.procedure.pk,
        "step": planted.step.pk,
        "file": planted.file.uuid,
        "token": token,
    }


def drained(answer):
    """Read to its end, which closes its file, and not the connection of the test."""
    if answer.streaming:
        b"".join(answer.streaming_content)


@pytest.mark.parametrize("way", WAYS)
def test_whatever_leaves_is_written(client_of, cast, addresses, reads_of, way):
    path, blocks, by = WAYS[way]
    answer = client_of(cast.owner).get(path.format(**addresses))
    drained(answer)
    assert answer.status_code == 200
    assert reads_of(cast.owner) == {(block, by) for block in blocks}
    row = Read.objects.filter(membership=cast.owner).first()
    assert (row.user_id, row.site.reference) == (cast.owner.user_id, addresses["ref"])


def test_the_legal_columns_of_a_list_are_read_together(
    client_of, cast, addresses, planted, count_queries
):
    client, asked = client_of(cast.owner), "proprietaire,procedures,echeance,evacuation"
    with count_queries(8) as made:
        text = client.get(f"/sites/?colonnes={asked}").text
    assert sum("legal_read" in sql for sql in made) == 1
    written = Read.objects.filter(membership=cast.owner, way=Way.LIST)
    assert sorted(written.values_list("block", flat=True)) == sorted(ALL)
    deadline = timezone.localdate() + timedelta(days=6)
    for word in (planted.owner.name, "Décision", f"{deadline:%Y-%m-%d}"):
        assert word in text


@pytest.mark.parametrize("way", ["page", "api", "file"])
def test_an_answer_that_did_not_change_is_a_read_too(client_of, cast, addresses, way):
    path, blocks, _ = WAYS[way]
    client, path = client_of(cast.owner), path.format(**addresses)
    first = client.get(path)
    drained(first)
    before = Read.objects.count()
    drained(client.get(path, headers={"If-None-Match": first["ETag"]}))
    assert Read.objects.count() == before + len(blocks)


@pytest.mark.parametrize("role", ["mediator", "reader", "neighbour", "stranger"])
def test_who_is_given_nothing_has_read_nothing(client_of, cast, addresses, reads_of, role):
    person = getattr(cast, role)
    client = client_of(person)
    for way, (path, _, _) in WAYS.items():
        if way != "calendar":
            client.get(path.format(**addresses))
    allowed = {Block.EVACUATION} if role == "reader" else set()
    assert {block for block, _ in reads_of(person)} == allowed


def test_an_empty_block_is_no_read(client_of, cast, site, reads_of):
    assert client_of(cast.owner).get(f"/sites/{site.reference}/").status_code == 200
    assert reads_of(cast.owner) == set()


def test_a_read_is_one_insert(client_of, cast, site, planted, django_assert_max_num_queries):
    client = client_of(cast.owner)
    with django_assert_max_num_queries(200) as made:
        client.get(f"/sites/{site.reference}/")
    inserts = [one["sql"] for one in made if one["sql"].startswith('INSERT INTO "legal_read"')]
    assert len(inserts) == 1
    asked = [one["sql"] for one in made if "legal_owner" in one["sql"]]
    assert len(asked) == 1


def test_reads_are_forgotten_after_three_years_and_not_before(cast, site, planted):
    row = {"user": cast.owner.user, "membership": cast.owner, "site": site}
    row |= {"block": Block.OWNER, "way": Way.PAGE}
    at = Read._meta.get_field("at")
    at.auto_now_add = False
    try:
        for days in (3 * 366, 3 * 365 - 2, 0):
            Read.objects.create(**row, at=timezone.now() - timedelta(days=days))
    finally:
        at.auto_now_add = True
    assert forget_reads() == 1
    assert Read.objects.count() == 2


def test_who_did_read_is_for_who_may_see_it(client_of, cast, site, planted):
    client_of(cast.colleague).get(f"/sites/{site.reference}/")
    address = f"/sites/{site.reference}/lectures/"
    page = client_of(cast.owner).get(address)
    assert str(cast.colleague.user) in page.text
    assert client_of(cast.reader).get(address).status_code == 403
    assert client_of(cast.mediator).get(address).status_code == 403
    assert client_of(cast.neighbour).get(address).status_code == 404


def test_who_can_read_names_them_by_block(client_of, cast, site):
    address = f"/sites/{site.reference}/lecteurs/"
    page = client_of(cast.owner).get(address).text
    assert str(cast.colleague.user) in page
    assert str(cast.reader.user) in page
    assert str(cast.mediator.user) not in page
    ars = client_of(cast.reader).get(address).text
    assert "Date d’évacuation" in ars
    assert 'id="lecteurs-proprietaire"' not in ars


def test_every_filter_of_ours_says_what_it_reads():
    ours = {one.name for one in filters.FILTERS}
    assert set(filters.BLOCKS) == ours
    assert ours <= set(FILTERS)
