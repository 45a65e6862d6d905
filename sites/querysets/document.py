from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q, Value
from django.db.models.functions import JSONObject
from django.utils import timezone

from actors import abilities
from actors.enums import Ability, Condition, Grant
from actors.scope import Scope
from sites.enums import DocumentAccess, FileState, Theme
from territories.functions import Normalise


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, scope: Scope) -> "DocumentQuerySet":
        """Those of the reader's sites that he reads, and that nobody took away."""
        if scope.is_empty:
            return self.none()
        rows = self.readable_by(scope).filter(removed_at=None)
        if scope.national:
            return rows
        sites: Any = apps.get_model("sites", "Site").objects
        return rows.filter(site__in=sites.visible_to(scope).order_by().values("pk"))

    def readable_by(self, scope: Scope) -> "DocumentQuerySet":
        """By their access alone, on sites that are known to be seen; an author reads his own."""
        return self.filter(
            Q(access=DocumentAccess.TOUS) | Q(author=scope.membership_id) | _health(scope)
        )

    def search(self, text: str) -> "DocumentQuerySet":
        """Accent-blind, by the title."""
        return self.annotate(words=Normalise("title")).filter(
            words__contains=Normalise(Value(text))
        )

    def with_files(self, scope: Scope) -> "DocumentQuerySet":
        """Each with its author, and its `papers`: [{uuid, name, size, media_type, state}].

        Of a file that is not ready, or was refused, its author alone knows.
        """
        files = (
            apps.get_model("sites", "File")
            .objects.filter(hangs_on="sites.document", object_id=OuterRef("pk"))
            .filter(Q(state=FileState.READY) | Q(author=scope.membership_id))
            .order_by("rank", "pk")
        )
        described = JSONObject(
            **{name: F(name) for name in ("uuid", "name", "size", "media_type", "state")}
        )
        return self.select_related("author__user", "author__organisation").annotate(
            papers=ArraySubquery(files.values(described=described))
        )


def _health(scope: Scope) -> Q:
    granted = abilities.cell(scope, Ability.VIEW_HEALTH)
    if granted == Grant.YES:
        return Q(pk__isnull=False)
    if granted != Condition.CONFIRMED_FOR_HEALTH:
        return Q(pk__in=[])
    rows: Any = apps.get_model("sites", "Intervenant").objects
    mine = rows.confirmed(timezone.localdate()).filter(
        organisation=scope.organisation_id, confirmed_themes__contains=[Theme.SANTE]
    )
    return Q(site__in=mine.order_by().values("site"))
