"""« 0 site », « 1 site », « 2 sites », in every template."""

import pytest
from django.template import Context, Template


@pytest.mark.parametrize(
    ("number", "ending"),
    [(0, ""), (1, ""), (1.5, ""), (2, "s"), ("0", ""), ([], ""), (["a", "b"], "s"), (None, "")],
)
def test_the_plural_begins_at_two(number, ending):
    assert Template("{{ n|pluralize }}").render(Context({"n": number})) == ending


def test_an_ending_of_its_own():
    template = Template('cheva{{ n|pluralize:"l,ux" }}')
    assert [template.render(Context({"n": n})) for n in (0, 1, 2)] == [
        "cheval",
        "cheval",
        "chevaux",
    ]
