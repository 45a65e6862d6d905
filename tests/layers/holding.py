"""A site that holds everything its page may show, so many rows of each."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

from django.contrib.gis.geos import Point
from django.utils import timezone
from psycopg.types.range import DateRange

from actors.services import scope_of
from journal.enums import AttentionAction, AttentionState, Audience, Severity, Topic
from journal.models import AttentionPoint, AttentionStep, Entry, Follow, Mention, NamedReader
from journal.readable import ENTRY
from journal.services import post
from sites.documents import DOCUMENT
from sites.enums import FileKind, FileState, Phase, ReinstallationState, Solution
from sites.models import (
    ClosingSolution,
    Document,
    Favourite,
    File,
    Heatwave,
    Merge,
    Reinstallation,
    Site,
    SitePeriod,
    SitePhase,
)
from tests.factories import IntervenantFactory, OrganisationFactory, SiteFactory

YESTERDAY = timezone.localdate() - timedelta(days=1)


def fill(site, author, rows):
    """`rows` of each kind, by `author`, who follows the site and keeps it; `others` and `merges`
    of them."""
    Site.objects.filter(pk=site.pk).update(target_year=2027)
    Follow.objects.create(membership=author, site=site)
    Favourite.objects.create(user=author.user, site=site)
    Heatwave.objects.create(
        territory=site.departement, during=DateRange(YESTERDAY, None), author=author
    )
    period = SitePeriod.objects.get(site=site, during__upper_inf=True)
    for solution in list(Solution)[:rows]:
        ClosingSolution.objects.create(period=period, solution=solution)
    for phase in list(Phase)[:rows]:
        SitePhase.objects.create(site=site, phase=phase, on=YESTERDAY, author=author)
    held = SimpleNamespace(others=[], merges=[])
    for number in range(rows):
        organisation = OrganisationFactory()
        IntervenantFactory(site=site, organisation=organisation, user=author.user, author=author)
        _document(site, author, number)
        other = _another(site, author, number)
        Reinstallation.objects.create(
            origin=site, arrival=other, state=ReinstallationState.LIEE, author=author
        )
        lost = _another(site, author, number)
        held.merges.append(Merge.objects.create(lost=lost, kept=site, author=author))
        held.others.append(other)
        _thread(site, author, organisation, other)
    return held


def _another(site, author, number):
    here = Point(site.location.x + 0.001 * (number + 1), site.location.y, srid=4326)
    return SiteFactory(location=here, commune=site.commune, declared_by=author)


def _document(site, author, number):
    document = Document.objects.create(site=site, title=f"Arrêté {number}", author=author)
    _file(site, author, DOCUMENT, document.pk)


def _file(site, author, kind, pk):
    File.objects.create(
        author=author,
        site=site,
        hangs_on=kind,
        object_id=pk,
        name="releve.pdf",
        kind=FileKind.DOCUMENT,
        media_type="application/pdf",
        size=1,
        digest="0",
        state=FileState.READY,
    )


def _thread(site, author, organisation, other):
    """A message for named people that raises a point, and its answer."""
    scope = scope_of(author.user, author.pk)
    entry = post(scope, site.reference, uuid4(), "Coupure d’eau.")
    past = timezone.now() - timedelta(hours=1)
    Entry.objects.filter(pk=entry.pk).update(audience=Audience.NOMMES, published_at=past)
    NamedReader.objects.create(entry=entry, organisation=organisation)
    Mention.objects.create(entry=entry, membership=author)
    entry.linked_sites.add(other)
    _file(site, author, ENTRY, entry.pk)
    Entry.objects.create(
        site=site, author=author, answers=entry, audience=Audience.NOMMES, body="Réparée."
    )
    point = AttentionPoint.objects.create(
        entry=entry, site=site, author=author, topic=Topic.EAU, severity=Severity.URGENT
    )
    point.addressees.set([organisation, author.organisation])
    AttentionStep.objects.create(
        point=point,
        action=AttentionAction.TAKE,
        before=AttentionState.SIGNALE,
        after=AttentionState.PRIS_EN_COMPTE,
        actor=author,
    )
