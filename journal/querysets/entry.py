from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from actors.scope import Scope
from journal.audiences import readable_by


class EntryQuerySet(models.QuerySet):
    def visible_to(self, scope: Scope) -> "EntryQuerySet":
        """The only way to list entries: on the sites that this reader sees, what its audience lets
        him read. Its other face is `journal.access.readers_of(entry)`.

        An entry that may still be taken back is its author's alone; one that is removed, nobody's.
        """
        if scope.is_empty:
            return self.none()
        sites: Any = apps.get_model("sites", "Site").objects
        entries = self.filter(removed_at=None).filter(
            Q(published_at__lte=timezone.now()) | Q(author=scope.membership_id)
        )
        if not scope.national:
            entries = entries.filter(site__in=sites.visible_to(scope))
        return entries.filter(readable_by(scope))

    def with_authors(self) -> "EntryQuerySet":
        return self.select_related("author__user", "author__organisation")

    def with_points(self) -> "EntryQuerySet":
        """Each with the point d’attention that it raises, if any: who reads it reads that too."""
        return self.select_related("attention")

    def beginning(self) -> "EntryQuerySet":
        """Those that begin a thread."""
        return self.filter(answers=None)
