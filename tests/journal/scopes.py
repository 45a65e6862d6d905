"""The scope in which a member of the cast acts."""

from actors.services import scope_of


def scope(membership):
    return scope_of(membership.user, membership.pk)
