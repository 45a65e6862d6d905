"""What hangs on a territory that ended goes to its successor."""

from actors.services import follow_territories
from tests.factories import (
    ExceptionalRightFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
)


def test_all_moves_and_nothing_is_doubled(cast, world):
    structure = OrganisationFactory(territories=[world.lyon, world.villefranche])
    membership = MembershipFactory(organisation=structure, parts=[world.lyon])
    invitation = InvitationFactory(organisation=structure, invited_by=membership)
    invitation.parts.set([world.lyon])
    right = ExceptionalRightFactory(
        ability="confirm_site", asked_by=cast.mediator, territory=world.rhone
    )

    moved = follow_territories(
        [(world.lyon.pk, world.villefranche.pk), (world.rhone.pk, world.saone_et_loire.pk)],
        2027,
        [],
    )

    assert list(structure.territories.all()) == [world.villefranche]
    assert list(membership.parts.all()) == [world.villefranche]
    assert list(invitation.parts.all()) == [world.villefranche]
    right.refresh_from_db()
    assert right.territory == world.saone_et_loire
    assert moved == 6  # three links of Lyon, two structures of the Rhône, one exception


def test_nothing_to_move(db):
    assert follow_territories([], 2027, []) == 0
