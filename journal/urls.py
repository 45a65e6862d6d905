from django.urls import path

from journal import (
    attention_views,
    converters,  # noqa: F401  (registers `attention_action`)
    views,
)
from sites import converters as site_converters  # noqa: F401  (registers `ref`)

urlpatterns = [
    path("attention/", attention_views.board, name="attention"),
    path("attention/attente/", attention_views.waiting, name="attention-waiting"),
    path(
        "attention/<int:pk>/<attention_action:action>/", attention_views.act, name="attention-act"
    ),
    path("sites/<ref:reference>/journal/", views.journal, name="journal-post"),
    path("sites/<ref:reference>/journal/<int:pk>/", views.edit, name="journal-edit"),
]
