"""On paper one finds what one may read, and nothing else; who read protected values is known."""

import pytest

from actors.services import scope_of
from journal.enums import Audience
from journal.models import Entry
from journal.services import Details, post
from journal.services.details import Address
from layers.paper.options import BLOCKS, Option
from legal.enums import Block, Way
from tests.layers.shapes import a_uuid
from tests.printed import printed

WAYS = {"pdf": Way.PDF, "docx": Way.DOCX}
OPEN = [option for option in Option if option not in BLOCKS]
# Which protected blocks each reader of the cast reads here
READS = {
    "owner": set(Block),
    "colleague": set(Block),
    "dihal": set(Block),
    "reader": {Block.EVACUATION},
    "mediator": set(),
}
TRACES = {
    Block.OWNER: ("Propriétaire", "proprietaire", "Secret-Aubépine-1", "691990000B0042"),
    Block.LEGAL: ("Procédures", "procedures", "Secret-Bleuet", "Secret-Aubépine-2"),
    Block.EVACUATION: ("évacuation", "evacuation", "Départ-Aubépine"),
}


def options_of(role):
    return OPEN + [option for option, block in BLOCKS.items() if block in READS[role]]


@pytest.fixture
def file_of(client_of, cast, site):
    def ask(role, kind, options):
        query = "&".join(f"avec={option}" for option in options)
        client = client_of(getattr(cast, role))
        return client.get(f"/sites/{site.reference}/fiche.{kind}?{query}")

    return ask


def traces(blocks, text):
    return {trace for block in blocks for trace in TRACES[block] if trace in text}


@pytest.mark.parametrize("role", READS)
def test_only_what_one_reads_is_offered(client_of, cast, site, planted, role):
    text = client_of(getattr(cast, role)).get(f"/sites/{site.reference}/imprimer/").text
    assert traces(set(Block) - READS[role], text) == set()
    for option in options_of(role):
        assert f'value="{option}"' in text


@pytest.mark.parametrize("kind", WAYS)
@pytest.mark.parametrize("role", READS)
def test_the_file_holds_them_and_their_reading_is_known(
    file_of, cast, planted, reads_of, role, kind
):
    answer = file_of(role, kind, options_of(role))
    text = printed(answer)
    assert answer.status_code == 200
    assert traces(set(Block) - READS[role], text) == set()
    for block in READS[role]:
        assert TRACES[block][-1] in text
    known = {(block, WAYS[kind]) for block in READS[role]}
    assert reads_of(getattr(cast, role)) == known


@pytest.mark.parametrize("kind", WAYS)
def test_what_is_not_ticked_is_neither_printed_nor_read(file_of, cast, planted, reads_of, kind):
    text = printed(file_of("owner", kind, [*OPEN, Option.OWNER]))
    assert traces({Block.LEGAL, Block.EVACUATION}, text) == set()
    assert reads_of(cast.owner) == {(Block.OWNER, WAYS[kind])}
    file_of("owner", kind, OPEN)
    assert reads_of(cast.owner) == {(Block.OWNER, WAYS[kind])}


@pytest.mark.parametrize("kind", WAYS)
@pytest.mark.parametrize("role", ["reader", "mediator"])
def test_a_block_that_one_does_not_read_is_an_unknown_option(
    file_of, cast, planted, reads_of, role, kind
):
    for option, block in BLOCKS.items():
        if block not in READS[role]:
            answer = file_of(role, kind, [option])
            unknown = file_of(role, kind, ["nimporte"])
            assert (answer.status_code, unknown.status_code) == (400, 400)
            assert f"Option inconnue : {option}." in answer.text
    assert reads_of(getattr(cast, role)) == set()


@pytest.mark.parametrize("kind", WAYS)
@pytest.mark.parametrize("role", READS)
def test_messages_have_their_readers_on_paper_too(file_of, cast, site, role, kind):
    author = scope_of(cast.colleague.user, cast.colleague.pk)
    bodies = {}
    for audience in Audience:
        named = {cast.owner.pk} if audience == Audience.NOMMES else ()
        details = Details(audience=audience, named=Address(frozenset(named)))
        entry = post(author, site.reference, a_uuid(), f"Pour {audience} seul", details)
        bodies[entry.pk] = entry.body
    person = getattr(cast, role)
    mine = Entry.objects.visible_to(scope_of(person.user, person.pk))
    read = {bodies[pk] for pk in mine.values_list("pk", flat=True)}
    text = " ".join(printed(file_of(role, kind, [Option.JOURNAL])).split())
    assert {body for body in bodies.values() if body in text} == read
    assert len(read) >= 1
