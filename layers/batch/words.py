"""What an action will do to the chosen sites, and what it did, in a sentence."""

from collections.abc import Iterable, Mapping, Sequence

from layers.batch.plans import Action, Plan, Refusal
from sites.enums import SiteStatus
from sites.models import Site

MOST_NAMED = 10  # the table names them all

# Before the references, and after them.
_CANNOT: Mapping[Action, tuple[str, str]] = {
    Action.VERIFY: ("vous ne pouvez pas actualiser", "que vous ne pouvez pas actualiser"),
    Action.DECLARE: ("vous ne pouvez pas intervenir sur", "où vous ne pouvez pas intervenir"),
    Action.WRITE: ("vous ne pouvez pas écrire au journal de", "où vous ne pouvez pas écrire"),
}
_SHORT: Mapping[Action, str] = {
    Action.VERIFY: "vérification",
    Action.DECLARE: "déclaration",
    Action.WRITE: "message",
}
_DONE: Mapping[Action, tuple[str, str, str]] = {
    Action.VERIFY: ("Aucun site vérifié.", "1 site vérifié.", "{} sites vérifiés."),
    Action.DECLARE: (
        "Votre structure n’est déclarée sur aucun de ces sites.",
        "Votre structure est déclarée sur 1 site.",
        "Votre structure est déclarée sur {} sites.",
    ),
    Action.WRITE: (
        "Aucun message publié.",
        "Message publié au journal de 1 site.",
        "Message publié au journal de {} sites.",
    ),
}


def count(number: int, word: str = "site") -> str:
    return f"{number} {word}{'s' if number > 1 else ''}"


def before(plan: Plan) -> str:
    """« 4 sites sur 5 : vous ne pouvez pas actualiser 69-0007 »"""
    if not plan.left:
        return count(plan.total)
    reached = count(len(plan.allowed)) if plan.allowed else "aucun site"
    return f"{reached} sur {plan.total} : {' ; '.join(_why_not(plan))}"


def after(plan: Plan, more: str = "", missing: int = 0) -> str:
    """« 4 sites vérifiés. 1 laissé : 69-0007, fermé. »; `more` follows what was done."""
    none, one, many = _DONE[plan.action]
    reached = len(plan.allowed)
    said = [(none, one)[reached] if reached < 2 else many.format(reached), more]
    if plan.left:
        said.append(f"{count(len(plan.left), 'laissé')} : {' ; '.join(_why_left(plan))}.")
    if missing:
        said.append(not_found(missing))
    return " ".join(sentence for sentence in said if sentence)


def not_found(number: int) -> str:
    many = number > 1
    found = "n’ont pas été trouvées" if many else "n’a pas été trouvée"
    return f"{count(number, 'référence')} {found}."


def in_rows(plans: Iterable[Plan]) -> dict[int, str]:
    """{id of a site: « Pas de vérification : fermé »}, for those left out of something."""
    found: dict[int, list[str]] = {}
    for plan in plans:
        for site, refusal in plan.left:
            why = "sans droit" if refusal == Refusal.NO_RIGHT else _status(site).label.lower()
            found.setdefault(site.pk, []).append(f"{_SHORT[plan.action]} : {why}")
    return {pk: f"Pas de {', ni de '.join(reasons)}" for pk, reasons in found.items()}


def _why_not(plan: Plan) -> Iterable[str]:
    for status, references in _groups(plan):
        if status is None:
            yield f"{_CANNOT[plan.action][0]} {_named(references)}"
        else:
            verb = "sont" if len(references) > 1 else "est"
            yield f"{_named(references)} {verb} {_agreed(status, references)}"


def _why_left(plan: Plan) -> Iterable[str]:
    for status, references in _groups(plan):
        reason = _CANNOT[plan.action][1] if status is None else _agreed(status, references)
        yield f"{_named(references)}, {reason}"


def _groups(plan: Plan) -> Iterable[tuple[SiteStatus | None, list[str]]]:
    """The references left out, by their status; under None those that the right is lacking for."""
    groups: dict[SiteStatus | None, list[str]] = {}
    for site, refusal in plan.left:
        status = None if refusal == Refusal.NO_RIGHT else _status(site)
        groups.setdefault(status, []).append(site.reference)
    return groups.items()


def _status(site: Site) -> SiteStatus:
    return SiteStatus(site.status)


def _agreed(status: SiteStatus, references: Sequence[str]) -> str:
    return f"{status.label.lower()}{'s' if len(references) > 1 else ''}"


def _named(references: Sequence[str]) -> str:
    """« 69-0001, 69-0002 et 69-0003 »; past ten of them, how many others."""
    names = list(references[:MOST_NAMED])
    if others := len(references) - len(names):
        names.append(count(others, "autre"))
    return " et ".join([", ".join(names[:-1]), names[-1]]) if names[1:] else names[0]
