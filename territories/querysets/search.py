"""Search by name, code or postcode: one indexed query, the likeliest first."""

import re
import unicodedata
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, Expression, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Length

from territories.enums import Level
from territories.functions import Normalise

LIMIT = 20
LONGEST = 100
# With the same name, what is meant most often: "Paris" the department, "Lyon" the commune.
LEVELS = (
    Level.NATION,
    Level.DEPARTEMENT,
    Level.REGION,
    Level.COMMUNE,
    Level.EPCI,
    Level.EPT,
    Level.ARRONDISSEMENT_MUNICIPAL,
    Level.ARRONDISSEMENT,
)
_CODE = re.compile(r"\d[\dAB]?\d{0,7}")


def search(territories: QuerySet[Any], text: str, limit: int) -> QuerySet[Any]:
    """``territories`` that answer to ``text``, ranked, at most ``limit``; not to be filtered on."""
    words = " ".join(text[:LONGEST].replace("\0", " ").split())  # a NUL is no text for SQL
    code = words.replace(" ", "").upper()
    if _CODE.fullmatch(code):
        return _by_code(territories, code)[:limit]
    if _has_sense(words):
        return _by_name(territories, words)[:limit]
    return territories.none()


def _has_sense(words: str) -> bool:
    """Something is left of them in `search_name`, which is Latin letters and digits; with nothing
    left, every territory would begin so."""
    plain = unicodedata.normalize("NFKD", words)
    return any(character.isascii() and character.isalnum() for character in plain)


def _by_code(territories: QuerySet[Any], code: str) -> QuerySet[Any]:
    """A department or region's code, a postcode, a commune's code, then what begins like it."""
    short = Q(code=code) & ~Q(level=Level.COMMUNE)
    return (
        territories.filter(search_codes__contains=f" {code}")
        .annotate(
            match=_first(short, Q(postcodes__contains=[code]), Q(code=code)),
            level_rank=_level_rank(),
            magnitude=_magnitude(),
        )
        .order_by("match", "level_rank", "-magnitude", "code")
    )


def _by_name(territories: QuerySet[Any], words: str) -> QuerySet[Any]:
    """The name itself, names that begin so, names with a word that begins so, then alike ones."""
    name = Normalise(Value(words))
    has_word = Q(search_name__contains=Concat(Value(" "), name))
    begins = Q(search_name__startswith=name)
    alike = Q(search_name__trigram_similar=name)
    likeness = TrigramSimilarity("search_name", name)  # type: ignore[arg-type]  # any expression
    return (
        territories.filter(begins | has_word | alike)
        .annotate(
            match=_first(Q(search_name=name), begins, has_word),
            likeness=Case(When(match__lt=3, then=Value(0.0)), default=likeness),
            level_rank=_level_rank(),
            magnitude=_magnitude(),
        )
        .order_by("match", "-likeness", "level_rank", "-magnitude", "code")
    )


def _first(*conditions: Q) -> Case:
    """The number of the first condition that holds, from 0."""
    whens = [When(condition, then=Value(rank)) for rank, condition in enumerate(conditions)]
    return Case(*whens, default=Value(len(conditions)), output_field=IntegerField())


def _level_rank() -> Case:
    return _first(*(Q(level=level) for level in LEVELS))


def _magnitude() -> Expression:
    """The number of digits of the population: homonyms of about a size stay in code order."""
    return Length(Cast(Coalesce(F("population"), Value(0)), TextField()))
