from django.urls import include, path

from layers.catalogue import LAYERS
from layers.views import (
    batch,
    catalogue,
    diagnostics,
    facets,
    geojson,
    here,
    history,
    listing,
    map,
    near,
    offline,
    page,
    saved,
    search,
)
from sites import converters  # noqa: F401  (registers `ref`)

urlpatterns = [
    path("api/", include("layers.api.urls")),
    path("couches/", catalogue.page, name="layers"),
    *(path(layer.route, geojson.layer, {"known": layer}, name=layer.name) for layer in LAYERS),
    path("carte/", map.page, name="map"),
    path("carte/etat/", map.state, name="map-state"),
    path("carte/facettes/", facets.facets, name="map-facets"),
    path("carte/ici/", here.position, name="map-here"),
    path("pres-de-moi/", near.page, name="near"),
    path("hors-ligne/", offline.page, name="offline"),
    path("service-worker.js", offline.service_worker, name="service-worker"),
    path("recherche/", search.page, name="search"),
    path("vues/", saved.page, name="saved-views"),
    path("vues/<uuid:uuid>/", saved.opening, name="saved-view"),
    path("vues/<uuid:uuid>/modifier/", saved.change, name="saved-view-change"),
    path("vues/<uuid:uuid>/supprimer/", saved.delete, name="saved-view-delete"),
    path("sites/", listing.listing, name="site-list"),
    path("sites/ensemble/", batch.page, name="site-batch"),
    path("sites/ensemble/verifier/", batch.verify, name="site-batch-verify"),
    path("sites/ensemble/intervenir/", batch.declare, name="site-batch-declare"),
    path("sites/ensemble/ecrire/", batch.write, name="site-batch-write"),
    path("sites/<ref:reference>/", page.page, name="site"),
    path("sites/<ref:reference>/diagnostics/", diagnostics.page, name="site-diagnostics"),
    path("sites/<ref:reference>/volet/", page.sheet, name="site-sheet"),
    path("sites/<ref:reference>/historique/", history.page, name="site-history"),
    path("sites/<ref:reference>/historique/remettre/", history.put_back, name="site-put-back"),
]
