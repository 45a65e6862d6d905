"""What became of the people when a site closed: what was offered, to how many, where they went."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Sum

from sites.enums import Solution
from sites.models import ClosingSolution, Site, SitePeriod
from sites.services.figures import MOST

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Offered:
    """One solution; None is unknown."""

    solution: Solution
    people: int | None = None
    households: int | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """`with_solutions`: None when nobody knows; `destination` names places, never people."""

    with_solutions: bool | None = None
    solutions: Sequence[Offered] = ()
    destination: str = ""

    def problems(self) -> dict[str, str]:
        """What is wrong, by field: `people_logement`, `households_logement`… and the others."""
        wrong: dict[str, str] = {}
        kinds = [offered.solution for offered in self.solutions]
        if len(set(kinds)) < len(kinds):
            wrong["solutions"] = "Chaque solution ne se dit qu’une fois."
        if kinds and self.with_solutions is False:
            wrong["with_solutions"] = "Vous dites « sans solution » et en indiquez plus bas."
        if len(self.destination) > LONGEST:
            wrong["destination"] = f"{LONGEST} caractères au plus."
        for offered in self.solutions:
            wrong |= _problems(offered)
        return wrong


NOTHING_SAID = Closing()


def _problems(offered: Offered) -> dict[str, str]:
    wrong = {}
    people, households = offered.people, offered.households
    for name, number in (("people", people), ("households", households)):
        if number is not None and not 0 <= number <= MOST:
            wrong[f"{name}_{offered.solution}"] = f"Indiquez un nombre entre 0 et {MOST}."
    if not wrong and people is not None and households is not None and households > people:
        words = "Il y a plus de ménages que de personnes."
        wrong[f"households_{offered.solution}"] = words
    return wrong


def write_solutions(period: SitePeriod, closing: Closing) -> None:
    """The period's own, and no others: those of a closing of the same day that was taken back."""
    offered = {one.solution: one for one in closing.solutions}
    others = ClosingSolution.objects.filter(period=period, withdrawn=False)
    others.exclude(solution__in=offered).update(withdrawn=True)
    for solution, one in offered.items():
        ClosingSolution.objects.update_or_create(
            period=period,
            solution=solution,
            defaults={"people": one.people, "households": one.households, "withdrawn": False},
        )


def surprises(site: Site) -> list[str]:
    """What a closing says that the last survey contradicts: told, never refused."""
    rows = ClosingSolution.objects.filter(
        period__site=site, period__during__upper_inf=True, withdrawn=False
    )
    names = ("people", "households")
    found = rows.aggregate(**{name: Sum(F(name)) for name in names})
    words = {"people": "personnes", "households": "ménages"}
    return [
        f"Les solutions comptent {found[name]} {words[name]} ; le dernier diagnostic en comptait "
        f"{getattr(site, name)}. Vérifiez ces nombres."
        for name in names
        if None not in (found[name], getattr(site, name)) and found[name] > getattr(site, name)
    ]
