"""To look and not to touch: `import_territories` alone writes territories."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from leaflet.admin import LeafletGeoAdmin

from territories.models import Outline, Territory, Vintage


class ReadOnly:
    """No one adds, changes or deletes; who has the right to view may look."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Territory)
class TerritoryAdmin(ReadOnly, LeafletGeoAdmin):
    list_display = ("name", "level", "code", "population", "first_vintage", "last_vintage")
    list_filter = ("level", ("last_vintage", admin.EmptyFieldListFilter))
    search_fields = ("name", "code")
    fields = (
        *("level", "code", "name", "population", "postcodes"),
        *("first_vintage", "last_vintage", "successor", "label_point"),
    )
    show_full_result_count = False


@admin.register(Outline)
class OutlineAdmin(ReadOnly, LeafletGeoAdmin):
    list_display = ("territory", "level")
    list_filter = ("level",)
    list_select_related = ("territory",)
    search_fields = ("territory__name", "territory__code")
    fields = ("territory", "level", "simplified")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("boundary")


@admin.register(Vintage)
class VintageAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("year", "imported_at", "source")
