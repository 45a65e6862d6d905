from django.urls import include, path

from layers.views import geojson, here, listing, map, page
from sites import converters  # noqa: F401  (registers `ref`)

urlpatterns = [
    path("api/", include("layers.api.urls")),
    path("couches/sites.geojson", geojson.sites, name="layer-sites"),
    path("couches/territoires/<slug:level>.geojson", geojson.territories, name="layer-territories"),
    path("carte/", map.page, name="map"),
    path("carte/etat/", map.state, name="map-state"),
    path("carte/ici/", here.position, name="map-here"),
    path("sites/", listing.listing, name="site-list"),
    path("sites/<ref:reference>/", page.page, name="site"),
    path("sites/<ref:reference>/volet/", page.sheet, name="site-sheet"),
]
