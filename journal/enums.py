from django.db.models import TextChoices


class EntryEvent(TextChoices):
    POSTED = "journal.posted", "Message publié"
    EDITED = "journal.edited", "Message modifié"
