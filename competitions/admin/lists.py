"""Lists and forms of planning: tasks of the year, schedules and their editions, as the stock admin shows them."""

from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.html import format_html

from competitions.admin.confirming import (
    ConfirmingPart,
    EditionChangesWithdraw,
    PartChangesWithdraw,
    RowChangesWithdraw,
)
from competitions.admin.continuity import ContinuityPage
from competitions.admin.editions import EditionPages
from competitions.admin.history import EntryHistory, ProgrammeHistory, ScheduleHistory, SectionHistory
from competitions.admin.importing import ScheduleImporting, SectionSource
from competitions.admin.next_year import NextYearPage
from competitions.admin.table import SectionTable
from competitions.forms.fields import AmountField
from competitions.models import (
    AreaWording,
    CooperationProgramme,
    PriorityArea,
    PriorityTask,
    PublicTaskSphere,
    Schedule,
    ScheduleDocument,
    ScheduleEntry,
    ScheduleSection,
)
from leszno_ngo.admin import DeskAdmin, DeskInline, FixedForOfficials
from leszno_ngo.papers import FILE_FIELDS, PaperAdmin


@admin.register(PublicTaskSphere)
class PublicTaskSphereAdmin(DeskAdmin):
    list_display = ["key", "name"]
    search_fields = ["key", "name"]


class AreaWordingInline(DeskInline):
    model = AreaWording
    fields = ["text", "folded"]
    show_change_link = False


@admin.register(PriorityArea)
class PriorityAreaAdmin(DeskAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name", "wordings__text"]
    autocomplete_fields = ["spheres"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [AreaWordingInline]


@admin.register(CooperationProgramme)
class CooperationProgrammeAdmin(ContinuityPage, ProgrammeHistory, DeskAdmin):
    list_display = ["title", "year", "resolution", "adopted_on"]
    search_fields = ["title", "resolution"]
    autocomplete_fields = ["source"]
    formfield_overrides = {models.DecimalField: {"form_class": AmountField}}


@admin.register(PriorityTask)
class PriorityTaskAdmin(DeskAdmin):
    list_display = ["title", "number", "area", "programme"]
    list_filter = ["programme__year", "area"]
    list_select_related = ["area", "programme"]
    search_fields = ["title"]
    autocomplete_fields = ["programme", "area", "continues", "goals", "strategy_tasks"]


class ScheduleSectionInline(DeskInline):
    model = ScheduleSection
    fields = ["position", "heading", "departments", "confirmed_at"]
    readonly_fields = ["confirmed_at"]
    autocomplete_fields = ["departments"]


@admin.register(Schedule)
class ScheduleAdmin(EditionPages, EditionChangesWithdraw, NextYearPage, ScheduleImporting, ScheduleHistory, DeskAdmin):
    list_display = ["__str__", "overview_link", "year", "edition", "as_of", "released_at", "released_by"]
    list_filter = ["year", ("released_at", admin.EmptyFieldListFilter)]
    list_select_related = ["released_by"]
    search_fields = ["title", "year"]
    autocomplete_fields = ["source"]
    readonly_fields = ["released_at", "released_by"]
    inlines = [ScheduleSectionInline]

    @admin.display(description="strona wydania")
    def overview_link(self, schedule):
        address = reverse("admin:competitions_schedule_overview", args=[schedule.pk])
        words = "Wydane" if schedule.is_released else "Przegląd i wydanie"
        return format_html('<a href="{}" aria-label="{}: {}">{}</a>', address, words, schedule, words)


class RowsOfOwnParts:
    """Rows of a part are added and deleted by everybody who may change the part."""

    def has_add_permission(self, request, obj=None):
        if not (self.has_view_permission(request) and self.may_change(request.user, obj)):
            return False
        return obj is not None or ScheduleSection.objects.editable_by(request.user).exists()

    def has_delete_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)


class ScheduleEntryInline(RowsOfOwnParts, DeskInline):
    model = ScheduleEntry
    fields = ["position", "number", "area", "title", "plan_text", "plan_kind", "plan_unit", "plan_start", "plan_end"]
    autocomplete_fields = ["area"]


@admin.register(ScheduleSection)
class ScheduleSectionAdmin(
    ConfirmingPart, PartChangesWithdraw, SectionTable, SectionSource, SectionHistory, FixedForOfficials, DeskAdmin
):
    belongs_to = "schedule"
    fixed = ("schedule", "departments", "position")
    list_display = ["heading", "table_link", "schedule", "confirmed_at", "confirmed_by"]
    list_filter = ["schedule__year", "departments"]
    list_select_related = ["schedule", "confirmed_by"]
    search_fields = ["heading"]
    autocomplete_fields = ["schedule", "departments"]
    readonly_fields = ["confirmed_at", "confirmed_by"]
    inlines = [ScheduleEntryInline]


@admin.register(ScheduleEntry)
class ScheduleEntryAdmin(RowsOfOwnParts, RowChangesWithdraw, EntryHistory, DeskAdmin):
    belongs_to = "section"
    list_display = ["title", "number", "plan_text", "plan_start", "plan_end", "section"]
    list_filter = ["section__schedule__year", "plan_kind", "plan_source", "area", "section__departments"]
    list_select_related = ["section"]
    search_fields = ["title", "plan_text", "note"]
    autocomplete_fields = ["section", "area", "task", "inherited_from"]
    readonly_fields = ["source_line"]
    fieldsets = [
        ("Zadanie", {"fields": ["section", "position", "area", "area_text", "task", "number", "title", "source_line"]}),
        (
            "Planowany termin ogłoszenia",
            {
                "fields": [
                    "plan_text",
                    ("plan_kind", "plan_unit"),
                    ("plan_start", "plan_end"),
                    ("plan_source", "inherited_from"),
                    "legal_basis",
                ]
            },
        ),
        ("Uwaga", {"fields": ["note"]}),
    ]


@admin.register(ScheduleDocument)
class ScheduleDocumentAdmin(PaperAdmin):
    list_display = ["schedule", "state", "pages", "made_at", "attempts", "error"]
    list_filter = ["state"]
    list_select_related = ["schedule"]
    fields = ["schedule", *FILE_FIELDS]

    def has_retry_permission(self, request):
        return request.user.is_coordinator
