"""The figures of the chosen sites: what is known summed, what is unknown counted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sites.enums import SiteStatus
from sites.models import Site

_COLUMNS = (("people", "Personnes"), ("minors", "Mineurs"), ("households", "Ménages"))


@dataclass(frozen=True, slots=True)
class Figure:
    """`known` is None when it is known of no site; `unknown` counts those that lack it."""

    label: str
    known: int | None
    unknown: int


@dataclass(frozen=True, slots=True)
class Summary:
    """`statuses`: (value, words, number of sites), in the order of a site's life."""

    sites: int
    figures: tuple[Figure, ...]
    statuses: tuple[tuple[str, str, int], ...]


def summary(sites: Sequence[Site]) -> Summary:
    counts = Counter(site.status for site in sites)
    return Summary(
        len(sites),
        tuple(_figure(label, [getattr(site, name) for site in sites]) for name, label in _COLUMNS),
        tuple(
            (value, words, counts[value]) for value, words in SiteStatus.choices if value in counts
        ),
    )


def _figure(label: str, values: Sequence[int | None]) -> Figure:
    known = [value for value in values if value is not None]
    return Figure(label, sum(known) if known else None, len(values) - len(known))
