"""One row for one reader: fetching is authorising, before anything happens."""

from django.http import Http404
from django.utils import timezone

from actors import abilities
from actors.enums import Ability
from actors.http import Request
from actors.models import ExceptionalRight, Invitation, Membership, Organisation


def get_organisation(request: Request, pk: int) -> Organisation:
    """Any active structure: the directory is open to everyone who is signed in."""
    try:
        return Organisation.objects.active().get(pk=pk)
    except Organisation.DoesNotExist:
        raise Http404 from None


def get_managed_organisation(request: Request, pk: int) -> Organisation:
    organisation = get_organisation(request, pk)
    abilities.require(request.scope, Ability.MANAGE_USERS, organisation)
    return organisation


def get_managed_membership(request: Request, pk: int) -> Membership:
    """In force, of a structure whose people the reader manages: 404, then 403."""
    try:
        membership = (
            Membership.objects.active(timezone.localdate())
            .select_related("user", "organisation")
            .get(pk=pk)
        )
    except Membership.DoesNotExist:
        raise Http404 from None
    abilities.require(request.scope, Ability.MANAGE_USERS, membership.organisation)
    return membership


def get_invitation(request: Request, pk: int) -> Invitation:
    """Of a structure that the reader manages; the others do not exist for him."""
    scope = request.scope
    managed = Organisation.objects.manageable_by(scope)
    try:
        return (
            Invitation.objects.filter(organisation__in=managed)
            .select_related("organisation")
            .get(pk=pk)
        )
    except Invitation.DoesNotExist:
        raise Http404 from None


def get_decidable_exception(request: Request, pk: int) -> ExceptionalRight:
    """Another structure's, in the reader's own territory; the others do not exist for him."""
    scope = request.scope
    try:
        return (
            ExceptionalRight.objects.decidable_by(scope)
            .select_related("organisation", "territory", "asked_by__user")
            .get(pk=pk)
        )
    except ExceptionalRight.DoesNotExist:
        raise Http404 from None
