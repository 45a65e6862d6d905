"""What is refused of an entry before anything of it is written, each reason at its field."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from actors.querysets import MembershipQuerySet
from actors.scope import Scope
from journal import markdown
from journal.enums import Audience
from journal.models import Entry
from journal.services.addressing import require_all
from journal.services.details import Address, Details
from journal.services.drafting import first_of, readers_with
from sites import access
from sites.models import Site
from sites.services.dates import not_in_future

LONGEST = 5000
MOST_LINKS = 10
NOBODY_NAMED = "Choisissez au moins une personne ou une structure."
_SCRIPT = re.compile(r"<\s*/?\s*script\b", re.IGNORECASE)
Result = TypeVar("Result")


class Refusals:
    """Several checks, whose reasons are told together."""

    def __init__(self) -> None:
        self.errors: dict[str, list[ValidationError]] = {}

    def take(self, check: Callable[..., Result], *args: Any) -> Result | None:
        """What the check gives; None when it refuses, which is kept."""
        try:
            return check(*args)
        except ValidationError as error:
            for name, reasons in error.error_dict.items():
                self.errors.setdefault(name, []).extend(reasons)
            return None

    def tell(self) -> None:
        """Raises what was kept, if anything was."""
        if self.errors:
            raise ValidationError(self.errors)


@dataclass(frozen=True, slots=True)
class Checked:
    """An entry that may be written. `first`: of the thread that it joins."""

    text: str
    first: Entry | None
    linked: list[Site]


def check(
    scope: Scope, site: Site, body: str, details: Details, refusals: Refusals | None = None
) -> Checked:
    """Raises ValidationError by field: body, happened_on, answers, named, mentions, links; and
    what the caller kept already."""
    kept = refusals or Refusals()
    text = kept.take(checked_text, body)
    kept.take(lambda: not_in_future(happened_on=details.happened_on))
    linked = kept.take(linked_sites, scope, site, details.linked)
    first = None
    if details.answers is not None:
        first = kept.take(first_of, scope, site, details.answers)
    elif details.audience == Audience.NOMMES:
        kept.take(_check_named, site, details.named)
    if not {"answers", "named"} & set(kept.errors):
        reading = readers_with(scope, site, details, first)
        kept.take(check_mentions, site, details.mentions, reading)
    kept.tell()
    return Checked(text or "", first, linked or [])


def checked_text(body: str) -> str:
    """Raises ValidationError on `body`: empty, endless, with a script or a link that runs one."""
    text = body.strip()
    if not text:
        raise ValidationError({"body": "Écrivez un message."})
    if len(text) > LONGEST:
        raise ValidationError({"body": f"Le message dépasse {LONGEST} caractères."})
    if "\0" in text:
        raise ValidationError({"body": "Le caractère nul n’est pas autorisé."})
    if _SCRIPT.search(text):
        raise ValidationError({"body": "Le message contient du code (<script>) : retirez-le."})
    if refused := markdown.refused_links(text):
        raise ValidationError(
            {
                "body": [
                    f"Le lien « {link} » n’est pas accepté : il doit commencer par https:// "
                    "ou http://."
                    for link in refused
                ]
            }
        )
    return text


def linked_sites(scope: Scope, site: Site, references: Sequence[str]) -> list[Site]:
    """Other sites that the author sees; one that he does not see is one that does not exist.

    Raises ValidationError on `links`.
    """
    wanted = [reference for reference in dict.fromkeys(references) if reference != site.reference]
    if len(wanted) > MOST_LINKS:
        raise ValidationError({"links": f"Au plus {MOST_LINKS} autres sites."})
    if not wanted:
        return []
    visible = Site.objects.visible_to(scope).filter(reference__in=wanted)
    found = {one.reference: one for one in visible.only("reference")}
    unknown = [reference for reference in wanted if reference not in found]
    if unknown:
        words = [f"Référence inconnue : « {reference[:20]} »." for reference in unknown]
        raise ValidationError({"links": words})
    return [found[reference] for reference in wanted]


def check_mentions(site: Site, mentions: Address, reading: MembershipQuerySet) -> None:
    """Raises ValidationError on `mentions` unless the entry's readers hold them all."""
    if mentions:
        words = "{} ne peut pas lire ce message : retirez la mention ou changez l’audience."
        require_all("mentions", mentions, reading, access.readers_of(site), words)


def _check_named(site: Site, named: Address) -> None:
    if not named:
        raise ValidationError({"named": NOBODY_NAMED})
    there = access.readers_of(site)
    require_all("named", named, there, there, "{} ne voit pas ce site.")
