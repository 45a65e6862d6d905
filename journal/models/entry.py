import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from actors.history import tracked
from actors.models import Membership, Organisation
from journal.enums import Audience, EntryKind, Tag
from journal.querysets import EntryQuerySet
from sites.models import Site
from territories.functions import Normalise


def address_of(reference: str, entry_id: int) -> str:
    """Of an entry in the journal of that site, on the leaf that holds it."""
    return f"{reverse('journal-post', args=[reference])}?message={entry_id}#message-{entry_id}"


@tracked("version", "search_text")
class Entry(models.Model):
    """A post in a site's journal, or an answer to one (`answers`), in Markdown.

    A thread has one audience, repeated on each of its rows; those who are named stand on its first.
    Until `published_at`, a few seconds after it was written, its author alone sees it and may take
    it back. `removed_at`: gone for everyone, by its author or a moderator.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="entries")
    author = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="entries", verbose_name="auteur"
    )
    answers = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="replies",
        verbose_name="en réponse à",
    )
    audience = models.CharField("audience", max_length=20, choices=Audience, default=Audience.TOUS)
    kind = models.CharField("nature", max_length=20, choices=EntryKind, default=EntryKind.MESSAGE)
    tags = ArrayField(
        models.CharField(max_length=20, choices=Tag),
        verbose_name="étiquettes",
        default=list,
        blank=True,
    )
    body = models.TextField("message", max_length=5000)
    happened_on = models.DateField("date des faits", null=True, blank=True)
    linked_sites = models.ManyToManyField(
        Site, blank=True, related_name="+", verbose_name="autres sites"
    )
    published_at = models.DateTimeField("publié le", default=timezone.now)
    edited_at = models.DateTimeField("modifié le", null=True, editable=False)
    removed_at = models.DateTimeField("supprimé le", null=True, editable=False)
    removed_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    removal_reason = models.TextField("motif", blank=True, editable=False)

    # Accent-blind and without punctuation, as `Site.search_text`.
    search_text = models.GeneratedField(
        expression=Normalise("body"), output_field=models.TextField(), db_persist=True
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        ordering = ("-published_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["author", "uuid"], name="entry_once_by_author"),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="entry_audience_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="entry_kind_known"),
        ]
        indexes = [
            models.Index(fields=["site", "-published_at"], name="entry_of_site"),
            models.Index(fields=["-published_at", "-id"], name="entry_newest"),
            models.Index(fields=["answers", "published_at"], name="entry_of_thread"),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="entry_text_trgm"),
        ]

    def __str__(self) -> str:
        return f"{self.site.reference}, {self.published_at:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        """In its journal, on the leaf that holds it; its site must be loaded."""
        return address_of(self.site.reference, self.pk)

    @property
    def thread_id(self) -> int:
        return self.answers_id or self.pk


class Addressed(models.Model):
    """A person or a structure that an entry names: exactly one of the two."""

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(membership__isnull=True) ^ Q(organisation__isnull=True),
                name="%(class)s_person_or_structure",
            ),
            models.UniqueConstraint(
                fields=["entry", "membership", "organisation"],
                nulls_distinct=False,
                name="%(class)s_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.membership or self.organisation)


class NamedReader(Addressed):
    """Who reads a thread whose audience is `Audience.NOMMES`; on its first entry."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="named")

    class Meta(Addressed.Meta):
        verbose_name = "lecteur nommé"


class Mention(Addressed):
    """Whom an entry calls by `@`; always one of its readers."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="mentions")

    class Meta(Addressed.Meta):
        verbose_name = "mention"
