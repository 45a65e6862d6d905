"""What people type for a reference, and what only looks like one."""

import pytest

from sites.references import holds_reference, read_reference


@pytest.mark.parametrize(
    ("text", "exact", "beginnings"),
    [
        ("69-0042", ("69-0042",), ("69-0042",)),
        (" 69-42 ", ("69-0042",), ("69-42",)),
        ("69 42", ("69-0042",), ("69-42",)),
        ("69–0042", ("69-0042",), ("69-0042",)),
        ("2a-1", ("2A-0001",), ("2A-1",)),
        ("974-12345", ("974-12345",), ("974-12345",)),
        ("69-", (), ("69-",)),
        ("69-00", ("69-0000",), ("69-00",)),
        ("690042", ("69-0042",), ()),
        ("9710042", ("97-10042", "971-0042"), ()),
        ("2a0001", ("2A-0001",), ()),
        ("69200", (), ()),
        ("69", (), ()),
        ("rue 69-0042", (), ()),
        ("12-14 rue", (), ()),
    ],
)
def test_a_reference_is_read_however_it_is_typed(text, exact, beginnings):
    assert read_reference(text) == (exact, beginnings)


@pytest.mark.parametrize("text", ["69-42", "690042", "le site 69-0042", "2A-0001 Ajaccio"])
def test_it_is_found_among_other_words(text):
    assert holds_reference(text)


@pytest.mark.parametrize("text", ["12-14 rue du Pré", "69200 Vénissieux", "rue du 8 mai 1945"])
def test_an_address_holds_none(text):
    assert not holds_reference(text)
