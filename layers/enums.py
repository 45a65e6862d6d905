from django.db.models import TextChoices


class ViewPage(TextChoices):
    """Where a saved view opens; the value is also the first part of its address."""

    MAP = "carte", "Carte"
    LIST = "liste", "Liste"
