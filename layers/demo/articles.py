"""« de » before the name of a place: no rule gives it for departments, so a table does."""

from collections.abc import Mapping

from django.utils.text import slugify

_CODES: Mapping[str, str] = {
    "du": "14 15 18 25 29 30 32 39 45 46 56 59 62 63 67 68 69 81 83 90 94 95",
    "de la": "16 17 19 21 23 24 26 31 33 42 43 44 48 50 51 52 53 57 58 70 72 73 74 76 80 85"
    " 86 87 93 55 971 972 973",
    "de l’": "01 02 03 07 09 10 11 12 27 34 36 38 60 61 89 91",
    "des": "04 05 06 08 13 22 40 64 65 66 78 79 88 92",
    "d’": "28 35 37",
    "de": "2A 2B 41 47 49 54 71 75 77 82 84 974 976",
}
_ARTICLES = {code: article for article, codes in _CODES.items() for code in codes.split()}


def of_departement(code: str, name: str) -> str:
    """« du Rhône », « de l’Essonne », « de La Réunion »."""
    return _joined(_ARTICLES[code], name)


def of_commune(name: str) -> str:
    """« de Lyon », « du Havre », « des Ulis », « d’Aubervilliers »."""
    for article, contracted in (("Le ", "du"), ("Les ", "des")):
        if name.startswith(article):
            return f"{contracted} {name.removeprefix(article)}"
    return _joined("d’" if slugify(name)[0] in "aeiou" else "de", name)


def _joined(article: str, name: str) -> str:
    return f"{article}{name}" if article.endswith("’") else f"{article} {name}"
