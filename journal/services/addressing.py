"""Whom an entry names, written and read: its readers, its mentions."""

from typing import Any

from django.core.exceptions import ValidationError

from actors.models import Membership, Organisation
from actors.querysets import MembershipQuerySet
from journal.models import Entry, Mention, NamedReader
from journal.services.details import Address
from journal.services.drafting import held_by

MOST = 50


def named(entry: Entry) -> Address:
    """Who reads a thread of `Audience.NOMMES`, by its first entry; one query."""
    return _address(NamedReader.objects.filter(entry=entry.thread_id))


def mentioned(entry: Entry) -> Address:
    """Whom the entry calls by `@`; one query."""
    return _address(Mention.objects.filter(entry=entry))


def write_named(first: Entry, address: Address) -> None:
    _replace(NamedReader, first, address)


def write_mentions(entry: Entry, address: Address) -> None:
    _replace(Mention, entry, address)


def missing(address: Address, among: MembershipQuerySet) -> Address:
    """Those that are not in these memberships; of a structure, one of its people is enough."""
    found = among.filter(held_by(address)).order_by().values_list("pk", "organisation_id")
    pks, organisations = set(), set()
    for pk, organisation in found:
        pks.add(pk)
        organisations.add(organisation)
    return Address(address.memberships - pks, address.organisations - organisations)


def require_all(
    field: str, address: Address, among: MembershipQuerySet, known: MembershipQuerySet, words: str
) -> None:
    """Raises ValidationError on `field` unless each is in `among`.

    It names those whom the author can find anyway, for they are in `known`; of the others it says
    nothing, not even whether they exist.
    """
    if len(address) > MOST:
        raise ValidationError({field: f"Au plus {MOST} personnes et structures."})
    lacking = missing(address, among) if address else address
    if not lacking:
        return
    hidden = missing(lacking, known)
    seen = Address(
        lacking.memberships - hidden.memberships, lacking.organisations - hidden.organisations
    )
    said = [words.format(name) for name in names_of(seen)]
    if hidden:
        said.append(words.format("Une personne ou une structure choisie"))
    raise ValidationError({field: said})


def names_of(address: Address) -> list[str]:
    """In words, people before structures; two queries at most."""
    people = Membership.objects.filter(pk__in=address.memberships).select_related("user")
    structures = Organisation.objects.filter(pk__in=address.organisations)
    names = [row.user.get_full_name() for row in people] if address.memberships else []
    return names + ([row.short_name for row in structures] if address.organisations else [])


def _address(rows: Any) -> Address:
    pairs = list(rows.values_list("membership", "organisation"))
    return Address(
        frozenset(person for person, _ in pairs if person),
        frozenset(structure for _, structure in pairs if structure),
    )


def _replace(model: Any, entry: Entry, address: Address) -> None:
    """The rows as the address says; those that stand already are left alone."""
    before = _address(model.objects.filter(entry=entry))
    gone = Address(
        before.memberships - address.memberships, before.organisations - address.organisations
    )
    if gone:
        model.objects.filter(entry=entry, membership__in=gone.memberships).delete()
        model.objects.filter(entry=entry, organisation__in=gone.organisations).delete()
    model.objects.bulk_create(
        [
            *(
                model(entry=entry, membership_id=pk)
                for pk in address.memberships - before.memberships
            ),
            *(
                model(entry=entry, organisation_id=pk)
                for pk in address.organisations - before.organisations
            ),
        ]
    )
