"""What is asked on paper: what is not offered is answered as what does not exist."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from layers.paper.options import Option, read

OFFERED = [Option.ACCESS, Option.CONDITIONS, Option.JOURNAL]


def _errors(query: str) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        read(QueryDict(query), OFFERED)
    return caught.value.message_dict


def test_asked_twice_is_printed_once_in_the_order_of_the_paper() -> None:
    asked = read(QueryDict("avec=messages&avec=acces&avec=messages"), OFFERED)
    assert asked == [Option.ACCESS, Option.JOURNAL]


def test_nothing_asked_is_nothing_more() -> None:
    assert read(QueryDict(""), OFFERED) == []


def test_what_is_not_offered_is_as_what_does_not_exist() -> None:
    assert _errors("avec=procedures") == {"avec": ["Option inconnue : procedures."]}
    assert _errors("avec=nimporte") == {"avec": ["Option inconnue : nimporte."]}


def test_an_unknown_parameter_is_refused() -> None:
    assert _errors("sans=acces") == {"sans": ["Paramètre inconnu."]}
