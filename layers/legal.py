"""The legal blocks of one site, as its page and its sheet show them."""

from typing import Any

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from legal.enums import Way
from legal.feature import legal
from sites.models import Site


def legal_of(scope: Scope, site: Site, way: Way) -> dict[str, Any]:
    """`legal` is empty for who reads none of it. A query and, when values leave, an INSERT."""
    return {
        "legal": legal(scope, [site.pk], way).get(site.pk, {}),
        "may_edit_legal": abilities.may(scope, Ability.EDIT_LEGAL, site),
        "may_view_reads": abilities.may(scope, Ability.VIEW_READS, site),
    }
