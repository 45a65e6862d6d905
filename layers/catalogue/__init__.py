"""The table of the layers that the map reads: one file each, and its line here."""

from layers.catalogue import footprints, sites, territories
from layers.catalogue.declaration import Field, Layer, Parameter

LAYERS: tuple[Layer, ...] = (
    sites.LAYER,
    footprints.LAYER,
    territories.LAYER,
)

__all__ = ["LAYERS", "Field", "Layer", "Parameter"]
