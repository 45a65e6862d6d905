"""A small France made by hand: two departments of two regions side by side, squares of half a
degree, one EPCI on both sides of the limit."""

from types import SimpleNamespace

from territories.enums import Level
from tests.factories import TerritoryFactory, square


def build() -> SimpleNamespace:
    """The territories by name; `place.box` is (west, south, east, north) in degrees."""

    def make(level, code, name, box, *inside):
        return TerritoryFactory(
            level=level, code=code, name=name, box=box, inside=inside, outline=square(*box)
        )

    nation = make(Level.NATION, "FR", "France", (4.0, 45.0, 5.0, 47.0))
    aura = make(Level.REGION, "84", "Auvergne-Rhône-Alpes", (4.0, 45.0, 5.0, 46.0), nation)
    bfc = make(Level.REGION, "27", "Bourgogne-Franche-Comté", (4.0, 46.0, 5.0, 47.0), nation)
    rhone = make(Level.DEPARTEMENT, "69", "Rhône", (4.0, 45.0, 5.0, 46.0), aura, nation)
    saone = make(Level.DEPARTEMENT, "71", "Saône-et-Loire", (4.0, 46.0, 5.0, 47.0), bfc, nation)
    metropole = make(
        Level.EPCI, "200046977", "Métropole de Lyon", (4.0, 45.0, 5.0, 45.5), rhone, aura, nation
    )
    straddling = make(Level.EPCI, "200000999", "Saône Beaujolais", (4.0, 45.5, 5.0, 46.5), nation)
    south, north = (rhone, aura, nation), (saone, bfc, nation)
    lyon = make(Level.COMMUNE, "69123", "Lyon", (4.0, 45.0, 4.5, 45.5), metropole, *south)
    venissieux = make(
        Level.COMMUNE, "69259", "Vénissieux", (4.5, 45.0, 5.0, 45.5), metropole, *south
    )
    villefranche = make(
        Level.COMMUNE,
        "69264",
        "Villefranche-sur-Saône",
        (4.0, 45.5, 5.0, 46.0),
        straddling,
        *south,
    )
    macon = make(Level.COMMUNE, "71270", "Mâcon", (4.0, 46.0, 5.0, 46.5), straddling, *north)
    tournus = make(Level.COMMUNE, "71543", "Tournus", (4.0, 46.5, 5.0, 47.0), *north)
    lyon_3 = make(
        Level.ARRONDISSEMENT_MUNICIPAL,
        "69383",
        "Lyon 3e Arrondissement",
        (4.0, 45.0, 4.5, 45.5),
        lyon,
        metropole,
        *south,
    )
    return SimpleNamespace(
        nation=nation,
        aura=aura,
        bfc=bfc,
        rhone=rhone,
        saone_et_loire=saone,
        metropole=metropole,
        straddling=straddling,
        lyon=lyon,
        lyon_3=lyon_3,
        venissieux=venissieux,
        villefranche=villefranche,
        macon=macon,
        tournus=tournus,
    )
