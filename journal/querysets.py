from django.db import models

from actors.scope import Scope
from sites.querysets import SiteQuerySet


class EntryQuerySet(models.QuerySet):
    def visible_to(self, scope: Scope) -> "EntryQuerySet":
        """The entries of the sites that this reader sees."""
        if scope.national:
            return self
        sites: SiteQuerySet = self.model._meta.get_field("site").related_model.objects  # type: ignore[union-attr]
        return self.filter(site__in=sites.visible_to(scope))

    def with_authors(self) -> "EntryQuerySet":
        return self.select_related("author__user", "author__organisation")
