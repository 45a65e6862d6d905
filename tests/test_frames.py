"""A deep call asks the system for its frames once."""

import resource
import sys

import pytest

from geo_resorption.frames import in_one_chunk

CALLS = 2_000
DEPTHS = range(300)


def _loop(depth: int) -> int:
    """The pages of memory that the system gave to a loop so deep."""
    if depth:
        return _loop(depth - 1)
    before = _given()
    for number in range(CALLS):
        _leaf(number)
    return _given() - before


def _leaf(number: int) -> int:
    first = second = third = fourth = number
    return max(first, second, third, fourth)


def _given() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="may keep a chunk for the next call")
def test_without_it_a_loop_at_some_depth_asks_at_each_call():
    assert max(map(_loop, DEPTHS)) >= CALLS


def test_with_it_no_depth_of_a_page_asks_again():
    roomy = in_one_chunk(_loop)
    assert max(map(roomy, DEPTHS)) < CALLS / 10


def test_it_hands_over_what_it_is_given_and_what_comes_back():
    assert in_one_chunk(sorted)([2, 3, 1], reverse=True) == [3, 2, 1]


def test_it_lets_errors_through():
    with pytest.raises(ZeroDivisionError):
        in_one_chunk(divmod)(1, 0)
