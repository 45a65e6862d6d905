from django.db import models

from sites.enums import FileState


class FileQuerySet(models.QuerySet):
    def waiting(self) -> "FileQuerySet":
        return self.filter(state=FileState.WAITING)
