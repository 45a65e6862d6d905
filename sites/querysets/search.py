"""Search by reference, name or address: one indexed query, the likeliest first."""

import re
import unicodedata
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from sites.enums import ACTIVE
from sites.references import read_reference
from territories.functions import Normalise

MOST_WORDS = 8
_LONG_ENOUGH = re.compile(r"\D{4,}")


def search(sites: QuerySet[Any], text: str, limit: int) -> QuerySet[Any]:
    """`sites` that answer to `text`, ranked, the closed after; a slice, not to be filtered on."""
    plain = unicodedata.normalize("NFKD", text)
    words = [word for word in plain.split() if _has_sense(word)][:MOST_WORDS]
    if not words:
        return sites.none()
    whole, beginning = _references(text)
    phrase = Normalise(Value(" ".join(words)))
    likeness = TrigramWordSimilarity(phrase, "search_text")  # type: ignore[arg-type]
    every, alike = Q(), Q()
    for place, word in enumerate(words):
        has_word = _has_word(word, first=place == 0 and len(words) > 1)
        every &= has_word
        alike &= has_word | _is_alike(word)
    return (
        sites.filter(whole | beginning | alike)
        .annotate(
            match=_first(whole, beginning, _begins(phrase), every),
            likeness=Case(When(match__lt=4, then=Value(0.0)), default=likeness),
            is_over=_first(Q(status__in=ACTIVE)),
        )
        .order_by("match", "-likeness", "is_over", "reference")[:limit]
    )


def _references(text: str) -> tuple[Q, Q]:
    exact, beginnings = read_reference(text)
    begins = Q(pk__in=[])
    for beginning in beginnings:
        begins |= Q(reference__startswith=beginning)
    return Q(reference__in=exact), begins


def _has_sense(word: str) -> bool:
    """Something is left of it in `search_text`, which is Latin letters and digits."""
    return any(character.isascii() and character.isalnum() for character in word)


def _has_word(word: str, first: bool) -> Q:
    """A word begins so. With others, the first may be the department's code, which no space
    precedes; alone it names the department rather than each of its sites."""
    name = Normalise(Value(word))
    return _begins(name) | Q(search_text__startswith=name) if first else _begins(name)


def _is_alike(word: str) -> Q:
    """Mistyped; a short word is like too many."""
    if not _LONG_ENOUGH.fullmatch(word):
        return Q(pk__in=[])
    return Q(search_text__trigram_word_similar=Normalise(Value(word)))


def _begins(words: Normalise) -> Q:
    return Q(search_text__contains=Concat(Value(" "), words))


def _first(*conditions: Q) -> Case:
    """The number of the first condition that holds, from 0."""
    whens = [When(condition, then=Value(rank)) for rank, condition in enumerate(conditions)]
    return Case(*whens, default=Value(len(conditions)), output_field=IntegerField())
