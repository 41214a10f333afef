"""The officials' desk of the ground floor, and the rules of access that every desk above shares.

Access is a queryset: `visible_to(user)` says which rows exist for a user, `editable_by(user)` which of them may change.
Rows without the first are reference data that all staff may read; without the second only a coordinator changes them.
An auditor reads all that a coordinator reads, and changes nothing.
"""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminSplitDateTime
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.db.models import Exists, OuterRef
from django.forms import BaseInlineFormSet, CheckboxInput, Textarea
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django_otp.plugins.otp_static import admin as stock_codes
from django_otp.plugins.otp_totp import admin as stock_phones

from leszno_ngo import second_factor
from leszno_ngo.forms import ConfirmedForm
from leszno_ngo.history_page import HistoryPage
from leszno_ngo.models import DataIssue, Department, SourceDocument, User

# The stock pages of devices show their secrets, and nobody reads those, not even a superuser.
admin.site.unregister([stock_phones.TOTPDevice, stock_codes.StaticDevice])


class RowAccess:
    """Permissions by role and row, for ModelAdmin and its inlines alike."""

    hidden_from_officials = False  # whether for them there are no such rows at all
    is_record = False  # whether the rows are written by the portal alone
    belongs_to = None  # the foreign key a row lives under; it moves only to a parent that may change

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        return queryset.visible_to(request.user) if hasattr(queryset, "visible_to") else queryset

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        user = request.user
        return user.is_active and user.is_staff and (user.sees_everything or not self.hidden_from_officials)

    def has_add_permission(self, request, obj=None):
        return self.has_view_permission(request) and request.user.is_coordinator and self.may_change(request.user, obj)

    def has_change_permission(self, request, obj=None):
        return self.has_view_permission(request) and self.may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        rows = db_field.related_model._default_manager.all()
        if db_field.name == self.belongs_to:
            kwargs["queryset"] = rows.editable_by(request.user)
        elif hasattr(rows, "visible_to"):
            kwargs["queryset"] = rows.visible_to(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def may_change(self, user, obj):
        """Whether the row may change; an inline is asked about its parent row."""
        rows = (self.model if obj is None else type(obj))._default_manager.all()
        if self.is_record or user.is_auditor:
            return False
        if not hasattr(rows, "editable_by"):
            return user.is_coordinator
        if obj is None:
            return True
        known = obj.__dict__.setdefault("_editable_by", {})  # a form asks for its row many times, once for each inline
        if user.pk not in known:
            known[user.pk] = rows.editable_by(user).filter(pk=obj.pk).exists()
        return known[user.pk]


class FilterOfVisibleRows(admin.RelatedFieldListFilter):
    """The choices beside a list are rows too: only those that exist for the user are offered."""

    def field_choices(self, field, request, model_admin):
        rows = field.remote_field.model._default_manager.all()
        if not hasattr(rows, "visible_to"):
            return super().field_choices(field, request, model_admin)
        rows = rows.visible_to(request.user).order_by(*self.field_admin_ordering(field, request, model_admin))
        return [(row.pk, str(row)) for row in rows]


# Every list of every desk, so that no list has to remember it.
admin.FieldListFilter.register(lambda field: field.remote_field, FilterOfVisibleRows, take_priority=True)


class FixedForOfficials:
    """Where a row belongs and what its address is, the coordinator alone decides."""

    fixed = ()

    def get_readonly_fields(self, request, obj=None):
        fixed = () if request.user.is_coordinator else self.fixed
        return [*super().get_readonly_fields(request, obj), *fixed]


class PlainTitles:
    """Titles in which a name may stand as it is: Django's „Zmień pozycja harmonogramu” wants an inflected one."""

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may_change = self.has_change_permission(request, obj)
        act = "Dodaj" if add else "Zmień" if may_change else "Zobacz"
        context["title"] = f"{act}: {self.opts.verbose_name}"
        return super().render_change_form(request, context, add, change, form_url, obj)


class DeskAdmin(HistoryPage, PlainTitles, RowAccess, admin.ModelAdmin):
    list_per_page = 50
    show_full_result_count = False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Date and time of one field stand under one label, so each part says which of them it is."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), AdminSplitDateTime):
            for widget, part in zip(field.widget.widgets, ("data", "godzina"), strict=True):
                widget.attrs["aria-label"] = f"{field.label}: {part}"
        return field


class DeskFormSet(BaseInlineFormSet):
    def get_deletion_widget(self):
        return CheckboxInput(attrs={"aria-label": "Usuń ten wiersz"})


class DeskInline(RowAccess, admin.TabularInline):
    extra = 0
    show_change_link = True
    formset = DeskFormSet

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """In a table only the heads of columns are labels; each input bears its own name for screen readers."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = field.label
            if isinstance(field.widget, Textarea):
                field.widget.attrs["rows"] = 3
        return field


@admin.register(Department)
class DepartmentAdmin(DeskAdmin):
    list_display = ["name", "short_name", "email", "phone", "valid_from", "valid_to"]
    search_fields = ["name", "source_name", "short_name"]
    prepopulated_fields = {"slug": ["name"]}


def without_password(fields):
    return [field for field in fields if field != "password"]


@admin.register(User)
class UserAdmin(PlainTitles, RowAccess, StockUserAdmin):
    hidden_from_officials = True
    list_display = ["username", "last_name", "first_name", "role", "is_active", "second_factor", "last_login"]
    list_filter = ["role", "departments", "is_active"]
    filter_horizontal = []
    autocomplete_fields = ["departments"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Osoba", {"fields": ["first_name", "last_name", "email"]}),
        ("Dostęp", {"fields": ["is_active", "is_staff", "role", "departments", "second_factor"]}),
        ("Daty", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "usable_password", "password1", "password2"]}),
        ("Dostęp", {"fields": ["is_staff", "role", "departments"]}),
    ]
    readonly_fields = ["last_login", "date_joined", "second_factor"]
    actions = ["remove_second_factor"]

    @admin.display(description="drugi składnik logowania", boolean=True)
    def second_factor(self, user):
        return user.with_second_factor

    @admin.action(description="Usuń drugi składnik logowania wybranych kont", permissions=["change"])
    def remove_second_factor(self, request, users):
        """For those who lost their phone and their recovery codes; one's own takes a fresh code instead."""
        users = users.exclude(pk=request.user.pk).filter(with_second_factor=True)
        if not users:
            self.message_user(request, "Żadne z wybranych cudzych kont nie ma drugiego składnika.", messages.WARNING)
            return None
        if not ConfirmedForm(request.POST).is_valid():
            context = {
                **self.admin_site.each_context(request),
                "title": "Usunąć drugi składnik logowania tych kont?",
                "users": users,
                "required": settings.SECOND_FACTOR_REQUIRED,
                "action_checkbox_name": ACTION_CHECKBOX_NAME,
            }
            return TemplateResponse(request, "admin/leszno_ngo/user/remove_second_factor.html", context)
        for user in users:
            second_factor.remove(user, by=request.user)
            self.message_user(request, f"{user}: usunięto drugi składnik logowania.", messages.SUCCESS)
        return None

    def get_queryset(self, request):
        """A coordinator who is no superuser does not reach superusers."""
        phones = stock_phones.TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        users = super().get_queryset(request).annotate(with_second_factor=Exists(phones))
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def get_fieldsets(self, request, obj=None):
        """Who only reads accounts is shown nothing of their passwords, not even a masked hash."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [(name, {**options, "fields": without_password(options["fields"])}) for name, options in fieldsets]


class DataIssueInline(DeskInline):
    model = DataIssue
    fields = ["line", "kind", "quote", "message", "is_public", "resolved_at"]
    readonly_fields = ["line", "kind", "quote", "message", "resolved_at"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(SourceDocument)
class SourceDocumentAdmin(DeskAdmin):
    list_display = ["title", "name", "municipality", "imported_at", "is_public"]
    list_filter = ["is_public", "municipality"]
    search_fields = ["title", "name", "text"]
    fields = ["title", "name", "municipality", "is_public", "imported_at", "sha256", "text"]
    readonly_fields = ["name", "imported_at", "sha256", "text"]
    inlines = [DataIssueInline]

    def has_add_permission(self, request, obj=None):
        """Documents come in through the importers."""
        return False

    has_delete_permission = has_add_permission


@admin.register(DataIssue)
class DataIssueAdmin(DeskAdmin):
    list_display = ["message", "document", "line", "kind", "is_public", "resolved_at"]
    list_filter = ["kind", "is_public", ("resolved_at", admin.EmptyFieldListFilter), "document"]
    list_select_related = ["document"]
    search_fields = ["message", "quote"]
    autocomplete_fields = ["document"]
    fields = ["document", "line", "kind", "quote", "message", "is_public", "resolved_at", "resolved_by", "resolution"]

    def get_readonly_fields(self, request, obj=None):
        return ["document", "line", "kind", "quote", "message", "resolved_by"] if obj else ["resolved_by"]

    def save_model(self, request, obj, form, change):
        obj.resolved_by = request.user if obj.resolved_at else None
        super().save_model(request, obj, form, change)
