"""A site with all that its page says of it in a few words, asked in the one query that fetches it.

What is a list of its own (its journal, its periods…) is read beside.
"""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from actors.querysets import names
from actors.scope import Scope
from journal.feature import numbers
from journal.following import is_followed
from sites.models import Favourite, Heatwave, Merge, Site, SitePhase
from sites.querysets import SiteQuerySet

_AUTHOR = {"who": names.person("author"), "structure": names.structure("author__organisation")}


def marked(scope: Scope) -> SiteQuerySet:
    """For `get_site`: each site with its newest survey, its intervenants, what this reader made of
    it (`is_favourite`, `is_followed`), what holds there today (`heat`, the range of a heatwave;
    `reached`, its last phase) and the `numbers` of its journal.
    """
    today, here = timezone.localdate(), OuterRef("pk")
    over = Heatwave.objects.in_force(today).over_the_site().order_by("-during")
    reached = SitePhase.objects.filter(site=here).reached(today)
    favourites = Favourite.objects.filter(user=scope.user_id, site=here).order_by()
    sites: SiteQuerySet = Site.objects.select_related("latest_survey").with_intervenants(today)
    return sites.annotate(
        is_favourite=Exists(favourites),
        is_followed=is_followed(scope, here),
        heat=over.values("during")[:1],
        reached=reached.values("phase")[:1],
        numbers=numbers(scope, here),
    )


def whole(scope: Scope) -> SiteQuerySet:
    """The same with the days of its phases (`dated`: [{phase, on, who, structure}]) and what was
    merged into it (`merged`: [{id, reference, at, reason, who, structure}], the latest first)."""
    phases = SitePhase.objects.dated().filter(site=OuterRef("pk")).order_by("on", "pk")
    dated = phases.values(json=JSONObject(phase="phase", on="on", **_AUTHOR))
    return marked(scope).annotate(dated=ArraySubquery(dated), merged=_merged())


def with_merges() -> SiteQuerySet:
    """Each with what was merged into it alone."""
    sites: SiteQuerySet = Site.objects.annotate(merged=_merged())
    return sites


def _merged() -> ArraySubquery:
    merges = Merge.objects.filter(kept=OuterRef("pk"), undone_at=None).order_by("-at", "-pk")
    told = JSONObject(id="pk", reference="lost__reference", at="at", reason="reason", **_AUTHOR)
    return ArraySubquery(merges.values(json=told))
