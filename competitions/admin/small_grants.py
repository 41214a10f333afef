"""Small grants at the desk: the offers of own departments, what is due with each, and the form that the act checks."""

from django.contrib import admin

from competitions import law, small_grants
from competitions.choices import SmallGrantState
from competitions.forms.small_grants import SmallGrantForm
from competitions.models import SmallGrant
from leszno_ngo import clock
from leszno_ngo.admin import DeskAdmin
from leszno_ngo.templatetags.leszno import day, zloty


class StateFilter(admin.SimpleListFilter):
    title = "stan"
    parameter_name = "stan"

    def lookups(self, request, model_admin):
        return SmallGrantState.choices

    def queryset(self, request, queryset):
        if self.value() not in SmallGrantState:
            return queryset
        today = clock.today()
        return queryset.in_state(self.value(), today, remarks_since=law.remarks_open_since(today))


class YearFilter(admin.SimpleListFilter):
    title = "rok wpływu"
    parameter_name = "rok"

    def lookups(self, request, model_admin):
        years = model_admin.get_queryset(request).dates("received_on", "year", order="DESC")
        return [(str(date.year), str(date.year)) for date in years]

    def queryset(self, request, queryset):
        return queryset.received_in(self.value()) if (self.value() or "").isdecimal() else queryset


@admin.register(SmallGrant)
class SmallGrantAdmin(DeskAdmin):
    form = SmallGrantForm
    list_display = ["organisation", "task", "department", "state", "next_day", "amount", "received_on"]
    list_filter = [StateFilter, YearFilter, "department"]
    list_select_related = ["department"]
    search_fields = ["organisation", "register_number", "task_title"]
    autocomplete_fields = ["spheres"]
    fieldsets = [
        (
            "Oferta",
            {
                "fields": [
                    "department",
                    "organisation",
                    ("register", "register_number"),
                    "task_title",
                    "spheres",
                    "received_on",
                    "requested",
                    ("implementation_start", "implementation_end"),
                ]
            },
        ),
        (
            "Zamieszczenie (art. 19a ust. 3)",
            {"fields": ["bip_on", "notice_board_on", "website_on", "shown_until", "url"]},
        ),
        ("Rozpatrzenie", {"fields": ["decided_on", "granted", "reason", "paid_on"]}),
        ("Ostrzeżenia", {"fields": ["accepted_warnings"]}),
    ]

    def has_add_permission(self, request, obj=None):
        """For everybody who may write for a department."""
        user = request.user
        return self.has_change_permission(request) and (user.is_coordinator or user.departments.exists())

    def has_delete_permission(self, request, obj=None):
        """What was shown to everybody stays in the register; only a coordinator takes it out."""
        if not self.has_change_permission(request, obj):
            return False
        return request.user.is_coordinator or (obj is not None and not is_shown(obj, clock.today()))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.today = clock.today()
        return form

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """An offer is kept for one of the official's own departments."""
        if db_field.name == "department" and not request.user.sees_everything:
            kwargs["queryset"] = request.user.departments.all()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Departments and spheres are chosen here, not made."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ("department", "spheres") and field is not None:
            for act in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{act}_related", False)
        return field

    def get_changeform_initial_data(self, request):
        own = request.user.departments.all()[:2]
        initial = {"received_on": clock.today()} | ({"department": own[0]} if len(own) == 1 else {})
        return initial | super().get_changeform_initial_data(request)

    # ── Columns ─────────────────────────────────────────────────────────────────────────────────────────────────────

    @admin.display(description="zadanie", ordering="task_title")
    def task(self, grant):
        return f"{grant.task_title} (przykład)" if grant.is_example else grant.task_title

    @admin.display(description="stan")
    def state(self, grant):
        return small_grants.offer(grant, clock.today()).state.label

    @admin.display(description="najbliższy termin")
    def next_day(self, grant):
        """What has to be done by when, while something has."""
        offer = small_grants.offer(grant, clock.today())
        if offer.state == SmallGrantState.TO_PUBLISH:
            return f"zamieścić do {day(offer.publication_due)}"
        return f"uwagi do {day(offer.remarks_until)}" if offer.takes_remarks else None

    @admin.display(description="kwota", ordering="requested")
    def amount(self, grant):
        return zloty(grant.granted or grant.requested)


def is_shown(grant, today):
    return any(day and day <= today for day in (grant.bip_on, grant.notice_board_on, grant.website_on))
