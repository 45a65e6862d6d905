"""The parts of a site that its reader may ask on paper, and the reading of what he asked."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.http import QueryDict

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from sites.models import Site

WITH = "avec"
UNKNOWN = "Option inconnue : {}."
FOREIGN = "Paramètre inconnu."


class Option(TextChoices):
    """The value stands in the address, the label in the form and at the head of its part."""

    ACCESS = "acces", "Accès"
    OWNER = "proprietaire", "Propriétaire"
    CONDITIONS = "conditions", "Conditions de vie"
    DIAGNOSTIC = "diagnostic", "Diagnostic"
    LEGAL = "procedures", "Procédures"
    INTERVENANTS = "intervenants", "Intervenants"
    JOURNAL = "messages", "Derniers messages"


NEEDS: Mapping[Option, Ability] = {
    Option.OWNER: Ability.VIEW_OWNER,
    Option.LEGAL: Ability.VIEW_LEGAL,
}


def possible(scope: Scope, site: Site) -> list[Option]:
    """What the form offers; the reader is known to see the site."""
    return [one for one in Option if one not in NEEDS or abilities.may(scope, NEEDS[one], site)]


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
