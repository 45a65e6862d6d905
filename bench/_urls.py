"""The project's addresses, an empty page, and a stock GeoJSON viewset of the same rows."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from rest_framework.viewsets import ReadOnlyModelViewSet
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from geo_resorption.urls import urlpatterns as project
from layers.points import FIELDS
from sites.models import Site


@login_not_required
def empty(request: HttpRequest) -> HttpResponse:
    """A page with nothing in it: for a signed-in reader, session, membership and scope."""
    return render(request, "base.html", {"national": request.scope.national})


class StockSerializer(GeoFeatureModelSerializer):
    class Meta:
        model = Site
        geo_field = "location"
        fields = [name for name in FIELDS if name != "commune_name"] + ["commune"]


class StockViewSet(ReadOnlyModelViewSet):
    serializer_class = StockSerializer

    def get_queryset(self):
        return Site.objects.visible_to(self.request.scope).active()


urlpatterns = [
    *project,
    path("bench/vide/", empty),
    path("bench/stock/", StockViewSet.as_view({"get": "list"})),
]
