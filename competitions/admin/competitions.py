"""Competitions at the desk: their list, the roads to their pages, and the clauses that announcements carry."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F, Max
from django.http import HttpResponseRedirect
from django.urls import reverse

from competitions import publishing
from competitions.admin.call_acts import ActPages
from competitions.admin.composer import ComposerPages
from competitions.admin.results import ResultsPages
from competitions.choices import CompetitionState
from competitions.models import Competition, PrivacyClause
from leszno_ngo import clock
from leszno_ngo.admin import DeskAdmin
from leszno_ngo.templatetags.leszno import deadline


class StateFilter(admin.SimpleListFilter):
    title = "stan"
    parameter_name = "stan"

    def lookups(self, request, model_admin):
        return CompetitionState.choices

    def queryset(self, request, queryset):
        return queryset.in_state(self.value(), clock.now()) if self.value() in CompetitionState else queryset


class YearFilter(admin.SimpleListFilter):
    title = "rok budżetowy"
    parameter_name = "rok"

    def lookups(self, request, model_admin):
        years = model_admin.get_queryset(request).order_by("-year").values_list("year", flat=True).distinct()
        return [(str(year), str(year)) for year in years]

    def queryset(self, request, queryset):
        return queryset.filter(year=self.value()) if (self.value() or "").isdecimal() else queryset


@admin.register(Competition)
class CompetitionAdmin(ComposerPages, ActPages, ResultsPages, DeskAdmin):
    """Instead of the stock forms there are the composer and the acts: what was announced changes by them alone."""

    list_display = ["title", "number_and_year", "department", "state", "closing"]
    list_filter = [StateFilter, YearFilter, "department", "area"]
    list_select_related = ["department"]
    search_fields = ["title", "number", "order_number", "task_kind"]
    ordering = ["-year", F("number").desc(nulls_first=True), "-pk"]

    def get_queryset(self, request):
        """Without working copies: they are reached from what they change."""
        return super().get_queryset(request).originals()

    def has_add_permission(self, request, obj=None):
        return self.has_view_permission(request) and self.may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        """Only a draft, and one by one: each is somebody's work."""
        return obj is not None and not obj.is_announced and self.has_change_permission(request, obj)

    def delete_model(self, request, obj):
        publishing.delete_draft(obj, by=request.user)

    @admin.display(description="numer", ordering="number")
    def number_and_year(self, competition):
        return f"{competition.number}/{competition.year}" if competition.number else f"bez numeru, {competition.year}"

    @admin.display(description="stan")
    def state(self, competition):
        state = competition.state(clock.now()).label
        return f"{state} (przykład)" if competition.is_example else state

    @admin.display(description="nabór do", ordering="closes_at")
    def closing(self, competition):
        return deadline(competition.closes_at) if competition.closes_at else None

    # ── In place of the stock forms ─────────────────────────────────────────────────────────────────────────────────

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return elsewhere("start")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        competition = self.get_object(request, object_id)
        if competition is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "POST" and not self.has_change_permission(request, competition):
            raise PermissionDenied
        return elsewhere("record" if competition.is_announced else "composer", competition.pk)


def elsewhere(page, *args):
    """To a page of competitions."""
    return HttpResponseRedirect(reverse(f"admin:competitions_competition_{page}", args=args))


@admin.register(PrivacyClause)
class PrivacyClauseAdmin(DeskAdmin):
    """A version that an announcement carries stays as it is; the next one is a row of its own."""

    list_display = ["__str__", "valid_from"]
    fields = ["version", "valid_from", "text"]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not is_used(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not is_used(obj)

    def get_changeform_initial_data(self, request):
        last = PrivacyClause.objects.aggregate(last=Max("version"))["last"] or 0
        return {"version": last + 1, "valid_from": clock.today()} | super().get_changeform_initial_data(request)


def is_used(clause):
    return clause is not None and clause.competitions.filter(announced_at__isnull=False).exists()
