from django.urls import path

from journal import recent_views, views
from sites import converters  # noqa: F401  (registers `ref`)

urlpatterns = [
    path("journal/", recent_views.recent, name="recent"),
    path("sites/<ref:reference>/vie/", recent_views.life, name="site-life"),
    path("sites/<ref:reference>/journal/", views.journal, name="journal-post"),
    path("sites/<ref:reference>/journal/<int:pk>/", views.edit, name="journal-edit"),
]
