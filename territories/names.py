"""Territories as a sentence names them: « le Rhône », « l’Ain », « les Yvelines »."""

from territories.enums import Level

# The codes of the departments that take each article; all others take "la".
_CODES = {
    "le ": "14 15 18 25 29 30 32 39 41 45 46 47 49 56 59 62 63 67 68 69 81 82 83 84 90 94 95",
    "les ": "04 05 06 08 13 22 40 64 65 66 78 79 88 92",
    "l’": "01 02 03 07 09 10 11 12 27 28 34 35 36 37 38 60 61 89 91",
    "": "75 974 976",  # Paris, La Réunion, which has its own, and Mayotte
}
_ARTICLES = {code: article for article, codes in _CODES.items() for code in codes.split()}


def with_article(level: str, code: str, name: str) -> str:
    """A department with its article; the others by their bare name, as people say them."""
    if level != Level.DEPARTEMENT:
        return name
    return _ARTICLES.get(code, "la ") + name
