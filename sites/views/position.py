from typing import Any

from django.urls import reverse

from actors.scope import Scope
from sites import basemaps, services

ANY_LEVEL = "niveau"


def position_settings(scope: Scope) -> dict[str, Any]:
    """What the map of a form needs: where to open, base map, outlines (`ANY_LEVEL` for one)."""
    return {
        "box": services.box_of(scope),
        "basemap": basemaps.plan_ign(),
        "any": {"level": ANY_LEVEL},
        "urls": {"outlines": reverse("layer-territories", args=[ANY_LEVEL]) + "?"},
    }
