"""Two sites that must not be confused, and what of each must never reach the wrong reader."""

from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

from django.contrib.gis.geos import Point
from django.utils import timezone
from psycopg.types.range import DateRange

from actors.enums import Ability
from actors.services import scope_of
from actors.services.tokens import make_token
from journal.enums import EntryEvent, Reason, Severity, Topic
from journal.models import Follow, Notification
from journal.services import Details, Request, post
from layers.enums import ViewPage
from layers.services import save_view
from legal import calendar
from sites.enums import IntervenantState, Theme
from sites.models import Event, ReferenceCounter
from sites.services import Deposit, declare_heatwave, deposit, merge
from sites.services.proposing import token_of
from sites.services.reinstalling import Move, link
from tests import cast as the_cast
from tests import world as the_world
from tests.factories import (
    ExceptionalRightFactory,
    IntervenantFactory,
    InvitationFactory,
    SiteFactory,
)
from tests.layers.shapes import a_uuid
from tests.legal.planting import plant_legal
from tests.uploads import jpeg, pdf, processed, upload

ROLES = (
    "owner",
    "colleague",
    "reader",
    "neighbour",
    "stranger",
    "mediator",
    "dihal",
    "anonymous",
)
TOLD = [role for role in ROLES if role != "anonymous"]
SEES_SOUTH = {"owner", "colleague", "reader", "mediator", "dihal"}
SEES_NORTH = {"neighbour", "stranger", "dihal"}
# Among them, those who read owners and procedures; the ARS reads the evacuation date besides
READS_SOUTH = {"owner", "colleague", "dihal"}
READS_NORTH = {"neighbour", "dihal"}


@dataclass(frozen=True)
class Planted:
    """A site with words and digits that stand nowhere else."""

    site: object
    entry: object
    point: object
    intervenant: object
    photo: object
    legal: object
    document: object
    canaries: tuple[str, ...]


def build():
    """The cast, a site in the Rhône declared by the owner, one in Saône-et-Loire, and their rows.

    Kept in one transaction for the whole walk: each visit undoes what it did.
    """
    world = the_world.build()
    cast = the_cast.build(world)
    for code, last in (("69", 7340), ("71", 8341)):
        ReferenceCounter.objects.create(departement_code=code, last=last)
    south = _plant(cast.owner, cast.mediator, (4.712345, 45.298765), "Aubépine", "Bleuet")
    north = _plant(cast.neighbour, cast.stranger, (4.434561, 46.387654), "Capucine", "Dahlia")
    notifications = [_notify(cast, role, planted) for planted in (south, north) for role in TOLD]
    owner = scope_of(cast.owner.user, cast.owner.pk)
    asked = link(owner, south.site.reference, Move(True, departement="71"))
    lost, double = (SiteFactory(commune=world.lyon, declared_by=cast.owner) for _ in range(2))
    merged = merge(owner, lost.reference, south.site.reference)
    south.site.refresh_from_db()
    return SimpleNamespace(
        asked=asked,
        double=double,
        merge=merged,
        world=world,
        cast=cast,
        south=south,
        north=north,
        notification=notifications[0],
        heatwave=declare_heatwave(
            scope_of(cast.owner.user, cast.owner.pk), world.rhone, timezone.localdate(), None
        ),
        proposal_token=token_of(_proposal(cast, south.site)),
        invitation=InvitationFactory(
            token="jeton-de-la-promenade",
            organisation=cast.owner.organisation,
            invited_by=cast.owner,
        ),
        # its name and words lead to a territory: none of them is for another structure
        calendar_token=make_token(
            scope_of(cast.owner.user, cast.owner.pk), calendar.PURPOSE, "Agenda du bureau"
        )[0],
        view=save_view(
            scope_of(cast.owner.user, cast.owner.pk),
            name="Vue Canari-Aubépine",
            page=ViewPage.LIST,
            query="texte=Canari-Bleuet",
            shared=True,
        ),
        exception=ExceptionalRightFactory(
            asked_by=cast.mediator, ability=Ability.CONFIRM_SITE, territory=world.rhone
        ),
    )


def _proposal(cast, site):
    return IntervenantFactory(
        site=site,
        organisation=cast.colleague.organisation,
        user=cast.colleague.user,
        author=cast.owner,
        state=IntervenantState.PROPOSE,
        themes=[Theme.EMPLOI],
        during=DateRange(timezone.localdate() - timedelta(days=20), None),
    )


def _plant(author, intervening, where, *flowers):
    first, second = flowers
    site = SiteFactory(
        declared_by=author,
        location=Point(*where, srid=4326),
        name=f"Camp Canari-{first}",
        address=f"12 impasse Canari-{second}",
        access_details=f"Portail Canari-{first}-{second}",
    )
    scope = scope_of(author.user, author.pk)
    asked = Request(a_uuid(), Topic.EAU, Severity.URGENT, frozenset({author.organisation_id}))
    body, details = f"Message Canari-{second}-{first}", Details(attention=asked)
    entry = post(scope, site.reference, a_uuid(), body, details)
    intervenant = IntervenantFactory(
        site=site, organisation=intervening.organisation, author=author, user=intervening.user
    )
    (photo,) = processed(entry, upload(f"Canari-{first}.jpg", jpeg()))
    paper = upload(f"Canari-{second}.pdf", pdf())
    document = deposit(scope, site.reference, Deposit(a_uuid(), f"Arrêté Canari-{first}", [paper]))
    digits = [str(degrees).split(".")[1] for degrees in where]
    protected = plant_legal(scope, site, first, second)
    site.refresh_from_db()
    return Planted(
        site,
        entry,
        entry.attention,
        intervenant,
        photo,
        protected,
        document,
        (f"Canari-{first}", f"Canari-{second}", *digits),
    )


def _notify(cast, role, planted):
    """A row of that person's inbox about the planted entry, whether he may read it today or not:
    rights are withdrawn after it was written. He follows the site too."""
    person = getattr(cast, role)
    event = Event.objects.get(kind=EntryEvent.POSTED, object_id=planted.entry.pk)
    Follow.objects.create(membership=person, site=planted.site)
    values = {"entry": planted.entry, "reason": Reason.FOLLOWED, "not_before": timezone.now()}
    return Notification.objects.update_or_create(recipient=person, event=event, defaults=values)[0]


def hidden_from(stage, role):
    """The planted sites that this reader may not see."""
    return [
        planted
        for planted, readers in ((stage.south, SEES_SOUTH), (stage.north, SEES_NORTH))
        if role not in readers
    ]


def leaks(stage, role, text, asked):
    """The canaries in `text` that are not this reader's; a reference that he asked for is his."""
    found = []
    for planted in hidden_from(stage, role):
        words = list(planted.canaries)
        if planted.site.reference not in asked:
            words.append(planted.site.reference)
        found += [word for word in words if word in text]
    for planted, readers in ((stage.south, READS_SOUTH), (stage.north, READS_NORTH)):
        if role not in readers:
            found += [word for word in planted.legal.secrets if word in text]
    dated = ((stage.south, READS_SOUTH | {"reader"}), (stage.north, READS_NORTH))
    for planted, readers in dated:
        if role not in readers and planted.legal.evacuation in text:
            found.append(planted.legal.evacuation)
    return found
