"""Rows for the tests; traits say what matters, the rest is filled in."""

from datetime import date, timedelta

import factory
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.utils import timezone
from factory.django import DjangoModelFactory
from psycopg.types.range import DateRange

from actors.enums import Function, OrganisationKind
from actors.models import ExceptionalRight, Invitation, Membership, Organisation, User
from actors.services import scope_of
from actors.services.invitations import hash_of
from sites import services
from sites.enums import IntervenantState, SiteStatus, StatusAction, Theme
from sites.models import Intervenant, Site
from territories.enums import Level
from territories.models import Inside, Outline, Territory

PASSWORD = "une-phrase-longue-de-test"


def square(west: float, south: float, east: float, north: float) -> MultiPolygon:
    return MultiPolygon(Polygon.from_bbox((west, south, east, north)), srid=4326)


class TerritoryFactory(DjangoModelFactory):
    """A square territory; `box` is (west, south, east, north), `inside` its containers."""

    class Meta:
        model = Territory
        skip_postgeneration_save = True

    class Params:
        box = (4.0, 45.0, 5.0, 46.0)

    level = Level.COMMUNE
    code = factory.Sequence(lambda n: f"{69100 + n}")
    name = factory.Sequence(lambda n: f"Commune {n}")
    population = 1000
    first_vintage = 2026
    label_point = factory.LazyAttribute(lambda o: square(*o.box).centroid)

    @factory.post_generation
    def inside(self, create, containers, **_):
        for container in (self, *(containers or ())):
            Inside.objects.create(territory=self, container=container)

    @factory.post_generation
    def outline(self, create, boundary, **_):
        if boundary is not None:
            Outline.objects.create(territory=self, boundary=boundary, simplified=boundary)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    kind = OrganisationKind.AUTRE
    name = factory.Sequence(lambda n: f"Structure {n}")

    class Params:
        dihal = factory.Trait(kind=OrganisationKind.DIHAL, name="Dihal")
        prefecture = factory.Trait(kind=OrganisationKind.PREFECTURE)
        ddets = factory.Trait(kind=OrganisationKind.DDETS)
        ars = factory.Trait(kind=OrganisationKind.ARS)
        education = factory.Trait(kind=OrganisationKind.EDUCATION)
        collectivite = factory.Trait(kind=OrganisationKind.COLLECTIVITE)
        operateur = factory.Trait(kind=OrganisationKind.OPERATEUR)

    @factory.post_generation
    def territories(self, create, territories, **_):
        self.territories.set(territories or ())


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"personne{n}@exemple.fr")
    first_name = factory.Sequence(lambda n: f"Prénom{n}")
    last_name = factory.Sequence(lambda n: f"Nom{n}")
    password = factory.django.Password(PASSWORD)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    function = Function.CHARGE_DE_MISSION
    during = DateRange(date(2026, 1, 1), None)

    @factory.post_generation
    def parts(self, create, parts, **_):
        self.parts.set(parts or ())


class InvitationFactory(DjangoModelFactory):
    """Only its hash is kept: `token` is a parameter, for the tests that follow the link."""

    class Meta:
        model = Invitation
        skip_postgeneration_save = True

    class Params:
        token = factory.Sequence(lambda n: f"jeton-{n}")

    email = factory.Sequence(lambda n: f"invitee{n}@exemple.fr")
    organisation = factory.SubFactory(OrganisationFactory)
    function = Function.MEDIATION
    invited_by = factory.SubFactory(MembershipFactory)
    token_hash = factory.LazyAttribute(lambda o: hash_of(o.token))
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class ExceptionalRightFactory(DjangoModelFactory):
    class Meta:
        model = ExceptionalRight

    organisation = factory.SelfAttribute("asked_by.organisation")
    reason = "Suivi du site"
    until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=90))


class SiteFactory(DjangoModelFactory):
    """A site reported by the membership `declared_by` in the middle of `commune`, through the
    service; open unless `confirmed=False`, if that person's structure may confirm it."""

    class Meta:
        model = Site

    name = factory.Sequence(lambda n: f"Site {n}")

    @classmethod
    def _create(cls, model, *, declared_by, commune=None, location=None, confirmed=True, **values):
        scope = scope_of(declared_by.user, declared_by.pk)
        point = location or commune.label_point
        site = services.report(scope, services.Report(location=point, distinct=True, **values))
        if confirmed and site.status == SiteStatus.SIGNALE:
            site = services.change_status(scope, site.reference, StatusAction.CONFIRM)
        return Site.objects.get(pk=site.pk)


class IntervenantFactory(DjangoModelFactory):
    class Meta:
        model = Intervenant

    themes = factory.LazyFunction(lambda: [Theme.ACCOMPAGNEMENT])
    state = IntervenantState.DECLARE
    during = DateRange(date(2026, 1, 1), None)
