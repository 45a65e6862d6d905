"""The technical administration of structures and people; no site, no journal, ever."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.http import HttpRequest

from actors.models import ExceptionalRight, Invitation, Membership, Organisation, User


class KeptAdmin(admin.ModelAdmin):
    """What signs other rows is closed or ended, never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(KeptAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Organisation)
class OrganisationAdmin(KeptAdmin):
    list_display = ("name", "acronym", "kind", "is_active")
    list_filter = ("kind", "is_active")
    search_fields = ("name", "acronym")
    autocomplete_fields = ("territories",)


@admin.register(User)
class UserAdmin(KeptAdmin, DjangoUserAdmin):
    list_display = ("email", "last_name", "first_name", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "last_name", "first_name")
    ordering = ("last_name", "first_name", "pk")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "password", "first_name", "last_name", "phone")}),
        ("Accès", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "first_name", "last_name", "usable_password")}),
        ("Mot de passe", {"fields": ("password1", "password2")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only a superuser makes another one."""
        rights = () if request.user.is_superuser else ("is_staff", "is_superuser")
        return (*self.readonly_fields, *rights)


@admin.register(Membership)
class MembershipAdmin(KeptAdmin):
    list_display = ("user", "organisation", "function", "during")
    list_filter = ("function", "organisation__kind")
    list_select_related = ("user", "organisation")
    search_fields = ("user__email", "user__last_name", "organisation__name")
    autocomplete_fields = ("user", "organisation", "parts")


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ("email", "organisation", "created_at", "expires_at", "accepted_at")
    list_select_related = ("organisation",)
    search_fields = ("email", "organisation__name")
    exclude = ("token_hash",)


@admin.register(ExceptionalRight)
class ExceptionalRightAdmin(ReadOnlyAdmin):
    list_display = ("ability", "organisation", "territory", "state", "until")
    list_filter = ("state", "ability")
    list_select_related = ("organisation", "territory")
    search_fields = ("organisation__name",)
