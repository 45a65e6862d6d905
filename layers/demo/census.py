"""What the published census of May 2021 counts in metropolitan France, and what is added to it.

439 open sites of ten people or more, 22,189 people. By department the order is the published one
and the figures are ours.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields

from layers.demo.chance import Chance
from sites.enums import ClosingCause, SiteKind

# Open sites of ten people or more: 439 in all, a fifth of them in Île-de-France.
SITES: Mapping[str, int] = {
    **{"93": 38, "44": 36, "13": 34, "31": 31, "33": 30, "59": 28, "69": 24, "91": 18, "95": 16},
    **{"83": 13, "34": 11, "38": 10, "62": 8, "06": 7, "30": 6, "35": 6, "42": 6, "67": 6, "94": 6},
    **{"49": 5, "77": 5, "84": 5, "85": 5, "60": 4, "63": 4, "74": 4, "76": 4, "80": 4, "26": 3},
    **{"37": 3, "45": 3, "47": 3, "54": 3, "56": 3, "57": 3, "64": 3, "66": 3, "78": 3, "82": 3},
    **{"01": 2, "11": 2, "14": 2, "17": 2, "21": 2, "24": 2, "25": 2, "29": 2, "51": 2, "68": 2},
    **{"73": 2, "75": 2, "81": 2, "87": 2, "92": 2, "27": 1, "72": 1},
}
# Outside of the census: only among the other sites.
OVERSEAS: Mapping[str, int] = {"973": 3, "976": 3, "974": 1}
SHOWN = "69"  # shown at length: more posts, more surveys
SHOWN_COMMUNES: Mapping[str, int] = {  # by what their population is multiplied
    **{"69259": 5, "69256": 7, "69266": 3, "69290": 4, "69029": 2, "69091": 2, "69123": 1},
}

KINDS: Mapping[SiteKind, float] = {
    SiteKind.TERRAIN: 70,
    SiteKind.IMMEUBLE: 28,
    SiteKind.AUTRE: 2,
}
CAUSES: Mapping[ClosingCause, float] = {
    ClosingCause.JUSTICE: 42,
    ClosingCause.PREFECTURE: 14,
    ClosingCause.COMMUNE: 12,
    ClosingCause.RESORPTION: 6,
    ClosingCause.AUTRE: 12,
    ClosingCause.INCONNUE: 14,
}
# Share of the sites, least and most people
SMALL, MIDDLE = (10, 49, 2 / 3), (50, 99, 0.25)
LARGE = (100, 320)


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything. The sites open with ten people or more are the `counted` ones."""

    organisations: int = 290
    users: int = 630
    counted: int = 439
    people: int = 22_189
    tiny: int = 40  # fewer than ten people
    unknown: int = 26  # nobody ever counted
    reported: int = 18  # to be confirmed
    closed: int = 450
    cancelled: int = 6

    def scaled(self, scale: float) -> "Size":
        return Size(**{f.name: math.ceil(getattr(self, f.name) * scale) for f in fields(self)})


def shared(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """`total` in proportion to the weights, by the largest remainders."""
    unit = total / sum(weights.values())
    parts = {key: int(weight * unit) for key, weight in weights.items()}
    rest = sorted(weights, key=lambda key: parts[key] - weights[key] * unit)
    for key in rest[: total - sum(parts.values())]:
        parts[key] += 1
    return parts


def sizes(count: int, total: int, chance: Chance) -> list[int]:
    """People on each of `count` sites, `total` together, shuffled."""
    small, middle = round(count * SMALL[2]), round(count * MIDDLE[2])
    large = max(1, count - small - middle)
    people = [chance.number(*SMALL[:2], 1.15) for _ in range(count - middle - large)]
    people += [chance.number(*MIDDLE[:2], 1.3) for _ in range(middle)]
    people += [chance.number(*LARGE, 2.2) for _ in range(large)]
    _sum_to(people, total)
    chance.shuffle(people)
    return people


def _sum_to(people: list[int], total: int) -> None:
    """One more or less here and there, none leaving its class; what is left, to the last."""
    missing = total - sum(people)
    one = 1 if missing > 0 else -1
    for rank in list(range(len(people) - 1)) * LARGE[1]:
        if not missing:
            return
        if _class(people[rank] + one) == _class(people[rank]):
            people[rank] += one
            missing -= one
    people[-1] = max(LARGE[0], people[-1] + missing)


def _class(people: int) -> int:
    return (people >= SMALL[0]) + (people >= MIDDLE[0]) + (people >= LARGE[0])
