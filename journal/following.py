"""What a reader follows, as far as he still sees it."""

from typing import Any

from django.db.models import Exists, QuerySet

from actors.scope import Scope
from journal.models import Follow
from sites.models import Site


def sites_followed(scope: Scope) -> QuerySet[Follow]:
    """Those that he may no longer see are left out, as if they were not there."""
    rows = Follow.objects.filter(membership=scope.membership_id)
    rows = rows.filter(site__in=Site.objects.visible_to(scope))
    return rows.select_related("site__commune").order_by("site__reference")


def territories_followed(scope: Scope) -> QuerySet[Follow]:
    rows = Follow.objects.filter(membership=scope.membership_id).exclude(territory=None)
    return rows.select_related("territory").order_by("territory__name", "pk")


def is_followed(scope: Scope, site: Any) -> Exists:
    """Whether he follows the site, of which `site` is the OuterRef."""
    return Exists(Follow.objects.filter(membership=scope.membership_id, site=site))
