from django.urls import path

from journal import (
    attention_views,
    converters,  # noqa: F401  (registers `attention_action`)
    follow_views,
    inbox_views,
    preference_views,
    recent_views,
    unsubscribe_views,
    views,
)
from sites import converters as site_converters  # noqa: F401  (registers `ref`)

JOURNAL = "sites/<ref:reference>/journal/"

urlpatterns = [
    path("journal/", recent_views.recent, name="recent"),
    path("sites/<ref:reference>/vie/", recent_views.life, name="site-life"),
    path(JOURNAL, views.journal, name="journal-post"),
    path(f"{JOURNAL}lecteurs/", views.readers, name="journal-readers"),
    path(f"{JOURNAL}personnes/", views.people, name="journal-people"),
    path(f"{JOURNAL}<int:pk>/", views.edit, name="journal-edit"),
    path(f"{JOURNAL}<int:pk>/supprimer/", views.remove, name="journal-remove"),
    path(f"{JOURNAL}<int:pk>/annuler/", views.undo, name="journal-undo"),
    path(f"{JOURNAL}<int:pk>/envoyer/", views.release, name="journal-release"),
    path(f"{JOURNAL}<int:pk>/versions/", views.versions, name="journal-versions"),
    path(f"{JOURNAL}<int:pk>/audience/", views.narrow, name="journal-narrow"),
    path("attention/", attention_views.board, name="attention"),
    path(
        "attention/<int:pk>/<attention_action:action>/", attention_views.act, name="attention-act"
    ),
    path("sites/<ref:reference>/suivre/", follow_views.site, name="site-follow"),
    path("notifications/", inbox_views.page, name="notifications"),
    path("notifications/compte/", inbox_views.count, name="notifications-count"),
    path("notifications/lues/", inbox_views.mark_all, name="notifications-read"),
    path("notifications/preferences/", preference_views.page, name="notifications-preferences"),
    path("notifications/suivis/", follow_views.page, name="notifications-follows"),
    path("notifications/<int:pk>/", inbox_views.opening, name="notification"),
    path("notifications/<int:pk>/lue/", inbox_views.mark, name="notification-mark"),
    path(
        "notifications/desabonnement/<str:token>/",
        unsubscribe_views.unsubscribe,
        name="unsubscribe",
    ),
]
