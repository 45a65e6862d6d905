"""Territories as a sentence names them: « le Rhône », « l’Ain », « les Yvelines »."""

from territories.enums import Level

_ELIDED = "AEIO"
_ELIDED_TOO = {"34", "89"}  # Hérault, whose h is silent, and Yonne
_BARE = {"75", "974", "976"}  # Paris, La Réunion, which has its own, and Mayotte
_PLURAL = set("04 05 06 08 13 22 40 64 65 66 78 79 88 92".split())
_MASCULINE = set(
    "14 15 18 25 29 30 32 39 41 45 46 47 49 56 59 62 63 67 68 69 81 82 83 84 90 94 95".split()
)


def with_article(level: str, code: str, name: str) -> str:
    """A department with its article; the others by their bare name, as people say them."""
    if level != Level.DEPARTEMENT or code in _BARE:
        return name
    if code in _PLURAL:
        return f"les {name}"
    if name[0] in _ELIDED or code in _ELIDED_TOO:
        return f"l’{name}"
    return f"{'le' if code in _MASCULINE else 'la'} {name}"
