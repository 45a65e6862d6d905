"""The parts of a site that its reader may ask on paper, and the reading of what he asked."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.http import QueryDict

from actors.scope import Scope
from legal.access import reads
from legal.enums import Block
from sites.models import Site

WITH = "avec"
UNKNOWN = "Option inconnue : {}."
FOREIGN = "Paramètre inconnu."


class Option(TextChoices):
    """In the order of the paper. The value stands in the address, the label in the form and at the
    head of its part."""

    ACCESS = "acces", "Accès"
    OWNER = "proprietaire", "Propriétaire"
    CONDITIONS = "conditions", "Conditions de vie"
    DIAGNOSTIC = "diagnostic", "Diagnostic"
    LEGAL = "procedures", "Procédures"
    EVACUATION = "evacuation", "Date d’évacuation"
    INTERVENANTS = "intervenants", "Intervenants"
    JOURNAL = "messages", "Derniers messages"


# Each under its own ability, and written down when it leaves
BLOCKS: Mapping[Option, Block] = {
    Option.OWNER: Block.OWNER,
    Option.LEGAL: Block.LEGAL,
    Option.EVACUATION: Block.EVACUATION,
}


def possible(scope: Scope, site: Site) -> list[Option]:
    """What the form offers; the reader is known to see the site."""
    return [one for one in Option if one not in BLOCKS or reads(scope, BLOCKS[one], site)]


def read(params: QueryDict, offered: list[Option]) -> list[Option]:
    """In the order of the paper, each once. Raises ValidationError by parameter.

    One that is not offered is answered as one that does not exist.
    """
    if foreign := [name for name in params if name != WITH]:
        raise ValidationError(dict.fromkeys(foreign, FOREIGN))
    asked = params.getlist(WITH)
    if wrong := [value for value in asked if value not in offered]:
        raise ValidationError({WITH: [UNKNOWN.format(value[:40]) for value in wrong[:3]]})
    return [one for one in offered if one in asked]
