from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView

from journal import converters as journal_converters  # noqa: F401  (registers `attention_action`)
from layers.api import (
    attention,
    documentation,
    documents,
    interventions,
    journals,
    legal,
    merging,
    moves,
    outlines,
    preparations,
    sites,
    states,
)
from sites import converters  # noqa: F401  (registers `ref`)

one_site = [
    path("", sites.OneSite.as_view(), name="api-site"),
    path("statut/", states.Status.as_view(), name="api-status"),
    path("emprise/", outlines.Footprint.as_view(), name="api-footprint"),
    path("verifier/", states.Verify.as_view(), name="api-verify"),
    path("diagnostics/", states.Surveys.as_view(), name="api-surveys"),
    path("reinstallations/", moves.Reinstallations.as_view(), name="api-reinstallations"),
    path(
        "reinstallations/<int:pk>/retirer/",
        moves.Removal.as_view(),
        name="api-reinstallation-remove",
    ),
    path("fusionner/", merging.Merging.as_view(), name="api-merge"),
    path("fusions/", merging.Merges.as_view(), name="api-merges"),
    path("fusions/<int:pk>/annuler/", merging.Undoing.as_view(), name="api-merge-undo"),
    path("phases/", preparations.Phases.as_view(), name="api-phases"),
    path("canicule/", preparations.HeatRisk.as_view(), name="api-heat-risk"),
    path("documents/", documents.Documents.as_view(), name="api-documents"),
    path("documents/<int:pk>/retirer/", documents.Removal.as_view(), name="api-document-remove"),
    path(
        "documents/<int:pk>/remettre/",
        documents.PuttingBack.as_view(),
        name="api-document-put-back",
    ),
    path("intervenants/", interventions.Intervenants.as_view(), name="api-intervenants"),
    path(
        "intervenants/<int:pk>/confirmer/",
        interventions.Confirm.as_view(),
        name="api-intervenant-confirm",
    ),
    path(
        "intervenants/<int:pk>/renouveler/",
        interventions.Renew.as_view(),
        name="api-intervenant-renew",
    ),
    path(
        "intervenants/<int:pk>/terminer/", interventions.End.as_view(), name="api-intervenant-end"
    ),
    path(
        "attention/<int:pk>/<attention_action:action>/",
        attention.Move.as_view(),
        name="api-attention-move",
    ),
    path("juridique/", legal.Legal.as_view(), name="api-legal"),
    path("juridique/proprietaires/", legal.Owners.as_view(), name="api-owners"),
    path("juridique/proprietaires/<int:pk>/", legal.OneOwner.as_view(), name="api-owner"),
    path("juridique/procedures/", legal.Procedures.as_view(), name="api-procedures"),
    path("juridique/procedures/<int:pk>/", legal.OneProcedure.as_view(), name="api-procedure"),
    path("juridique/procedures/<int:procedure>/etapes/", legal.Steps.as_view(), name="api-steps"),
    path("juridique/etapes/<int:pk>/", legal.OneStep.as_view(), name="api-step"),
    path("juridique/evacuation/", legal.Evacuation.as_view(), name="api-evacuation"),
    path("journal/", journals.Journal.as_view(), name="api-journal"),
    path("journal/<int:pk>/", journals.OneEntry.as_view(), name="api-entry"),
    path("journal/<int:pk>/supprimer/", journals.Removal.as_view(), name="api-entry-remove"),
    path("journal/<int:pk>/audience/", journals.Narrowing.as_view(), name="api-entry-narrow"),
]

urlpatterns = [
    path("", documentation.page, name="api"),
    path("schema/", SpectacularJSONAPIView.as_view(), name="api-schema"),
    path("reinstallations/", moves.Waiting.as_view(), name="api-reinstallation-requests"),
    path("reinstallations/<int:pk>/", moves.Answer.as_view(), name="api-reinstallation-answer"),
    path("sites/", sites.Sites.as_view(), name="api-sites"),
    path("sites/<ref:reference>/", include(one_site)),
]
