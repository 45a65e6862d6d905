"""A site with all that its page says of it in a few words, asked in the one query that fetches it.

What is long or has rights of its own (its journal, its documents…) is read beside.
"""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone
from psycopg.types.range import DateRange

from actors.querysets import names
from actors.scope import Scope
from journal.feature import numbers
from journal.following import is_followed
from sites.feature import with_solutions
from sites.models import Favourite, Heatwave, Merge, Site, SitePeriod, SitePhase
from sites.querysets import SiteQuerySet

_OF_A_PERIOD = ("status", "cause", "context", "with_solutions", "destination", "offered")
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
    """The same with the days of its phases (`dated`: [{phase, on, who, structure}]), what it has
    been (`lived`, for `periods_of`) and what was merged into it (`merged`: [{id, reference, at,
    reason, who, structure}], the latest first)."""
    phases = SitePhase.objects.dated().filter(site=OuterRef("pk")).order_by("on", "pk")
    dated = phases.values(json=JSONObject(phase="phase", on="on", **_AUTHOR))
    periods = with_solutions(SitePeriod.objects.filter(site=OuterRef("pk"))).order_by("-during")
    span = {"lower": "during__startswith", "upper": "during__endswith"}
    lived = periods.values(json=JSONObject(**span, **{name: name for name in _OF_A_PERIOD}))
    return marked(scope).annotate(
        dated=ArraySubquery(dated), lived=ArraySubquery(lived), merged=_merged()
    )


def periods_of(site: Any) -> list[SitePeriod]:
    """Of a `whole` site: its statuses over time, the last first, each with what it `offered`."""
    return [_period(**row) for row in site.lived]


def _period(lower: str, upper: str | None, offered: list[Any], **values: Any) -> SitePeriod:
    end = date.fromisoformat(upper) if upper else None
    period = SitePeriod(during=DateRange(date.fromisoformat(lower), end), **values)
    period.offered = offered  # type: ignore[attr-defined]
    return period


def with_merges() -> SiteQuerySet:
    """Each with what was merged into it alone."""
    sites: SiteQuerySet = Site.objects.annotate(merged=_merged())
    return sites


def _merged() -> ArraySubquery:
    merges = Merge.objects.filter(kept=OuterRef("pk"), undone_at=None).order_by("-at", "-pk")
    told = JSONObject(id="pk", reference="lost__reference", at="at", reason="reason", **_AUTHOR)
    return ArraySubquery(merges.values(json=told))
