from territories.querysets.placement import Placement
from territories.querysets.territory import TerritoryQuerySet

__all__ = ["Placement", "TerritoryQuerySet"]
