import pytest
from django.contrib.admin import site
from django.test import RequestFactory

from territories.models import Outline, Territory, Vintage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Territory, Outline, Vintage])
def test_the_admin_only_shows(model):
    admin, request = site._registry[model], RequestFactory().get("/")
    assert not admin.has_add_permission(request)
    assert not admin.has_change_permission(request)
    assert not admin.has_delete_permission(request)


@pytest.mark.parametrize("model", [Territory, Outline])
def test_a_territory_is_found_by_name_and_by_code(drawn, model):
    admin, request = site._registry[model], RequestFactory().get("/")
    for text, count in (("Essonne", 1), ("91801", 1), ("rien", 0)):
        found, _ = admin.get_search_results(request, admin.get_queryset(request), text)
        assert found.count() == count
