"""Who looks, in every test: the same eight people, and nobody."""

from types import SimpleNamespace

from tests.factories import MembershipFactory, OrganisationFactory


def build(world: SimpleNamespace) -> SimpleNamespace:
    """Memberships by role; `anonymous` is None. The right role in the wrong territory is
    `neighbour`, whom everyone forgets."""
    prefecture = OrganisationFactory(
        prefecture=True, name="Préfecture du Rhône", territories=[world.rhone]
    )
    return SimpleNamespace(
        owner=MembershipFactory(organisation=prefecture),
        colleague=MembershipFactory(organisation=prefecture),
        reader=MembershipFactory(
            organisation__ars=True, organisation__name="ARS", organisation__territories=[world.aura]
        ),
        neighbour=MembershipFactory(
            organisation__prefecture=True,
            organisation__name="Préfecture de Saône-et-Loire",
            organisation__territories=[world.saone_et_loire],
        ),
        stranger=MembershipFactory(
            organisation__operateur=True,
            organisation__name="Association d’ailleurs",
            organisation__territories=[world.saone_et_loire],
        ),
        mediator=MembershipFactory(
            organisation__operateur=True,
            organisation__name="Association de médiation",
            organisation__territories=[world.rhone],
        ),
        dihal=MembershipFactory(organisation__dihal=True, organisation__territories=[world.nation]),
        anonymous=None,
    )
