"""Forms on the legal rows of a site, who reads them, and the deadlines."""

from django.urls import include, path

from legal.views import deadlines, readers, rows
from sites import converters  # noqa: F401  (registers `ref`)

OWNER, PROCEDURE, STEP = ({"kind": kind} for kind in (rows.OWNER, rows.PROCEDURE, rows.STEP))

one_site = [
    path("proprietaires/ajouter/", rows.add, OWNER, name="owner-add"),
    path("proprietaires/<int:pk>/", rows.edit, OWNER, name="owner-edit"),
    path("proprietaires/<int:pk>/retirer/", rows.remove, OWNER, name="owner-remove"),
    path("procedures/ajouter/", rows.add, PROCEDURE, name="procedure-add"),
    path("procedures/<int:pk>/", rows.edit, PROCEDURE, name="procedure-edit"),
    path("procedures/<int:pk>/retirer/", rows.remove, PROCEDURE, name="procedure-remove"),
    path("procedures/<int:procedure>/etapes/ajouter/", rows.add, STEP, name="step-add"),
    path("etapes/<int:pk>/", rows.edit, STEP, name="step-edit"),
    path("etapes/<int:pk>/retirer/", rows.remove, STEP, name="step-remove"),
    path("evacuation/", rows.evacuation, name="evacuation"),
    path("lecteurs/", readers.readers, name="legal-readers"),
    path("lectures/", readers.reads, name="legal-reads"),
]

urlpatterns = [
    path("sites/<ref:reference>/", include(one_site)),
    path("echeances/", deadlines.page, name="deadlines"),
    path("echeances/<str:token>.ics", deadlines.feed, name="deadlines-calendar"),
]
