from django.db import transaction

from actors import abilities
from actors.enums import Ability
from actors.scope import Scope
from sites.access import find_site
from sites.models import Favourite, Site


def set_favourite(scope: Scope, reference: str, kept: bool) -> Site:
    """Of the person, whatever structure he works for. Raises Http404, PermissionDenied."""
    with transaction.atomic():
        site = find_site(scope, reference)
        abilities.require(scope, Ability.VIEW_SITE, site)
        mine = {"user_id": scope.user_id, "site": site}
        if kept:
            Favourite.objects.bulk_create([Favourite(**mine)], ignore_conflicts=True)
        else:
            Favourite.objects.filter(**mine).delete()
    return site
