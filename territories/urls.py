"""For `/api/`."""

from rest_framework.routers import SimpleRouter

from territories.api import TerritoryViewSet

router = SimpleRouter()
router.register("territoires", TerritoryViewSet, basename="territory")

urlpatterns = router.urls
