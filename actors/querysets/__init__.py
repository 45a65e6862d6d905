from actors.querysets.exception import ExceptionalRightQuerySet
from actors.querysets.invitation import InvitationQuerySet
from actors.querysets.membership import MembershipQuerySet
from actors.querysets.organisation import OrganisationQuerySet

__all__ = [
    "ExceptionalRightQuerySet",
    "InvitationQuerySet",
    "MembershipQuerySet",
    "OrganisationQuerySet",
]
