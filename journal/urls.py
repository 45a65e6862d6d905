from django.urls import path

from journal import views
from sites import converters  # noqa: F401  (registers `ref`)

urlpatterns = [
    path("sites/<ref:reference>/journal/", views.journal, name="journal-post"),
    path("sites/<ref:reference>/journal/<int:pk>/", views.edit, name="journal-edit"),
]
