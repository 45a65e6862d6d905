from django.urls import include, path

from layers.views import geojson, listing, map, page, saved
from sites import converters  # noqa: F401  (registers `ref`)

urlpatterns = [
    path("api/", include("layers.api.urls")),
    path("couches/sites.geojson", geojson.sites, name="layer-sites"),
    path("couches/territoires/<slug:level>.geojson", geojson.territories, name="layer-territories"),
    path("carte/", map.page, name="map"),
    path("carte/etat/", map.state, name="map-state"),
    path("vues/", saved.page, name="saved-views"),
    path("vues/<uuid:uuid>/", saved.opening, name="saved-view"),
    path("vues/<uuid:uuid>/modifier/", saved.change, name="saved-view-change"),
    path("vues/<uuid:uuid>/supprimer/", saved.delete, name="saved-view-delete"),
    path("sites/", listing.listing, name="site-list"),
    path("sites/<ref:reference>/", page.page, name="site"),
    path("sites/<ref:reference>/volet/", page.sheet, name="site-sheet"),
]
