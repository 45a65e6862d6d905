from django.urls import include, path

from journal import converters  # noqa: F401  (registers `attention_action`)
from journal.views import (
    attention,
    changing,
    entries,
    follows,
    inbox,
    people,
    preferences,
    recent,
    undoing,
    unsubscribe,
    versions,
)
from sites import converters as site_converters  # noqa: F401  (registers `ref`)

journal_of_site = [
    path("", entries.journal, name="journal-post"),
    path("lecteurs/", people.readers, name="journal-readers"),
    path("personnes/", people.people, name="journal-people"),
    path("<int:pk>/", changing.edit, name="journal-edit"),
    path("<int:pk>/supprimer/", changing.remove, name="journal-remove"),
    path("<int:pk>/annuler/", undoing.undo, name="journal-undo"),
    path("<int:pk>/envoyer/", undoing.release, name="journal-release"),
    path("<int:pk>/versions/", versions.versions, name="journal-versions"),
    path("<int:pk>/audience/", changing.narrow, name="journal-narrow"),
]

notifications = [
    path("", inbox.page, name="notifications"),
    path("compte/", inbox.count, name="notifications-count"),
    path("lues/", inbox.mark_all, name="notifications-read"),
    path("preferences/", preferences.page, name="notifications-preferences"),
    path("suivis/", follows.page, name="notifications-follows"),
    path("<int:pk>/", inbox.opening, name="notification"),
    path("<int:pk>/lue/", inbox.mark, name="notification-mark"),
    path("desabonnement/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
]

urlpatterns = [
    path("journal/", recent.recent, name="recent"),
    path("attention/", attention.board, name="attention"),
    path("attention/<int:pk>/<attention_action:action>/", attention.act, name="attention-act"),
    path("notifications/", include(notifications)),
    path("sites/<ref:reference>/journal/", include(journal_of_site)),
    path("sites/<ref:reference>/suivre/", follows.site, name="site-follow"),
    path("sites/<ref:reference>/vie/", recent.life, name="site-life"),
]
