from django.urls import path

from journal import unsubscribe_views, views
from sites import converters  # noqa: F401  (registers `ref`)

urlpatterns = [
    path("sites/<ref:reference>/journal/", views.journal, name="journal-post"),
    path("sites/<ref:reference>/journal/<int:pk>/", views.edit, name="journal-edit"),
    path(
        "notifications/desabonnement/<str:token>/",
        unsubscribe_views.unsubscribe,
        name="unsubscribe",
    ),
]
