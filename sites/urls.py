"""Forms and fragments on sites; the list and the page of a site are in `layers`."""

from django.urls import include, path

from sites import converters  # noqa: F401  (registers `ref` and the actions)
from sites.views import (
    documents,
    editing,
    favourites,
    files,
    heatwaves,
    intervening,
    merging,
    outlining,
    phases,
    place,
    proposing,
    reinstalling,
    reporting,
    status,
    surveying,
)

one_site = [
    path("actualiser/", surveying.survey, name="site-survey"),
    path("verifier/", surveying.verify, name="site-verify"),
    path("modifier/", editing.edit, name="site-edit"),
    path("reinstallations/", reinstalling.links, name="site-reinstallations"),
    path(
        "reinstallations/<int:pk>/retirer/", reinstalling.remove, name="site-reinstallation-remove"
    ),
    path("fusionner/", merging.choose, name="site-merge"),
    path("emprise/", outlining.footprint, name="site-footprint"),
    path("phases/", phases.phases, name="site-phases"),
    path("documents/", documents.documents, name="site-documents"),
    path("documents/<int:pk>/retirer/", documents.remove, name="site-document-remove"),
    path("documents/<int:pk>/remettre/", documents.put_back, name="site-document-put-back"),
    path("canicule/", heatwaves.risk, name="site-heat-risk"),
    path("favori/", favourites.favourite, name="site-favourite"),
    path("intervenants/", intervening.intervenants, name="site-intervenants"),
    path("intervenants/proposer/", intervening.propose, name="intervenant-propose"),
    path(
        "intervenants/<int:pk>/<intervenant_action:action>/",
        intervening.act,
        name="intervenant-action",
    ),
    path("<status_action:action>/", status.change, name="site-status"),
]

urlpatterns = [
    path("reinstallations/", reinstalling.requests, name="reinstallations"),
    path("reinstallations/<int:pk>/", reinstalling.answer, name="reinstallation-answer"),
    path("fusions/<int:pk>/annuler/", merging.undo, name="merge-undo"),
    path("sites/signaler/", reporting.report, name="site-report"),
    path("sites/signaler/commune/", place.place, name="site-place"),
    path("sites/signaler/adresse/", place.geocode, name="site-geocode"),
    path("sites/niveau/<slug:group>/", surveying.level, name="survey-level"),
    path("sites/<ref:reference>/", include(one_site)),
    path("canicule/", heatwaves.page, name="heatwaves"),
    path("canicule/<int:pk>/terminer/", heatwaves.end, name="heatwave-end"),
    path("fichiers/<uuid:uuid>/", files.download, name="file"),
    path("fichiers/<uuid:uuid>/vignette/", files.thumbnail, name="file-thumbnail"),
    path("intervenants/<str:token>/", proposing.proposal, name="intervenant-proposal"),
]
