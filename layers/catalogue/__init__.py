"""The table of the layers that the map reads: one file each, and its line here."""

from layers.catalogue import sites, territories
from layers.catalogue.declaration import Field, Layer, Parameter

LAYERS: tuple[Layer, ...] = (
    sites.LAYER,
    territories.LAYER,
)

__all__ = ["LAYERS", "Field", "Layer", "Parameter"]
