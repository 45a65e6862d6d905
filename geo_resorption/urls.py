"""The addresses of the service, in French as users read them."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from geo_resorption import favicon, health, stylesheets

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="map"), name="home"),
    path("", include("layers.urls")),
    path("", include("journal.urls")),
    path("", include("legal.urls")),
    path("", include("sites.urls")),
    path("api/", include("territories.urls")),
    path("", include("actors.urls")),
    path("administration/", admin.site.urls),
    path("feuilles.css", stylesheets.together, name="stylesheets"),
    path("favicon.ico", favicon.moved, name="favicon"),
    path("sante/vivant", health.alive, name="health-alive"),
    path("sante/pret", health.ready, name="health-ready"),
]

handler400 = "geo_resorption.problems.bad_request"
handler404 = "geo_resorption.problems.not_found"
handler500 = "geo_resorption.problems.server_error"
