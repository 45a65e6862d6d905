"""Which sites a request chooses, and where its reader came from."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from sites.converters import Reference

MOST = 200
_LONGEST = 12  # characters of a reference
_REFERENCE = re.compile(Reference.regex)


@dataclass(frozen=True, slots=True)
class Asked:
    """`references` without repeats, sorted; `back` is an address of ours, with its filters.

    `is_cleaned`: sites were taken out on the way, so the request's own address says too much.
    """

    references: tuple[str, ...]
    back: str
    is_cleaned: bool = False

    @property
    def from_map(self) -> bool:
        return self.back.startswith(reverse("map"))


def read(params: QueryDict) -> Asked:
    """`choisis` repeated or with commas, without those of `sans`; ValidationError by parameter.

    None may remain once some were taken out.
    """
    chosen = _references(params, "choisis")
    if not chosen:
        raise ValidationError({"choisis": "Choisissez au moins un site."})
    out = _references(params, "sans")
    rest = chosen - out
    if len(rest) > MOST:
        raise ValidationError({"choisis": f"{len(rest)} sites choisis : {MOST} au plus à la fois."})
    return Asked(tuple(sorted(rest)), _back(params), bool(out))


def address(references: tuple[str, ...], back: str) -> str:
    """The page of these sites; of none, where one came from."""
    if not references:
        return back
    query = urlencode({"choisis": ",".join(references), "retour": back}, safe=",/")
    return f"{reverse('site-batch')}?{query}"


def _references(params: QueryDict, name: str) -> set[str]:
    given = {text.strip() for text in ",".join(params.getlist(name)).split(",")} - {""}
    for text in sorted(given):
        if len(text) > _LONGEST or not _REFERENCE.fullmatch(text):
            raise ValidationError(
                {name: f"« {text[:_LONGEST]} » n’est pas une référence de site, comme 69-0042."}
            )
    return given


def _back(params: QueryDict) -> str:
    """`retour` where it leads to the map or the list, the list else."""
    wanted = params.get("retour", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    pages = tuple(reverse(name) for name in ("map", "site-list"))
    known = any(wanted == page or wanted.startswith((f"{page}?", f"{page}#")) for page in pages)
    return wanted if ours and known else reverse("site-list")
