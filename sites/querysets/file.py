from collections.abc import Iterable

from django.db import models

from sites.enums import FileState


class FileQuerySet(models.QuerySet):
    def waiting(self) -> "FileQuerySet":
        return self.filter(state=FileState.WAITING)

    def hung_on(self, kind: str, ids: Iterable[int]) -> "FileQuerySet":
        """Those of rows that the reader is known to read, in their order."""
        return self.filter(hangs_on=kind, object_id__in=list(ids)).order_by("object_id", "rank")
