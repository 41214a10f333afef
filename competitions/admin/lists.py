"""Lists and forms of planning: tasks of the year, schedules and their editions, as the stock admin shows them."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError

from competitions import publishing
from competitions.admin.continuity import ContinuityPage
from competitions.admin.history import EntryHistory, ProgrammeHistory, ScheduleHistory, SectionHistory
from competitions.admin.importing import ScheduleImporting, SectionSource
from competitions.admin.next_year import NextYearPage
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


@admin.register(PriorityTask)
class PriorityTaskAdmin(DeskAdmin):
    list_display = ["title", "number", "area", "programme"]
    list_filter = ["programme__year", "area"]
    list_select_related = ["area", "programme"]
    search_fields = ["title"]
    autocomplete_fields = ["programme", "area", "continues", "goals"]


class ScheduleSectionInline(DeskInline):
    model = ScheduleSection
    fields = ["position", "heading", "departments", "confirmed_at"]
    readonly_fields = ["confirmed_at"]
    autocomplete_fields = ["departments"]


@admin.register(Schedule)
class ScheduleAdmin(NextYearPage, ScheduleHistory, DeskAdmin):
    list_display = ["__str__", "year", "edition", "as_of", "released_at", "released_by"]
    list_filter = ["year", ("released_at", admin.EmptyFieldListFilter)]
    list_select_related = ["released_by"]
    search_fields = ["title", "year"]
    autocomplete_fields = ["source"]
    readonly_fields = ["released_at", "released_by"]
    inlines = [ScheduleSectionInline]
    actions = ["release"]

    def has_release_permission(self, request):
        return request.user.is_coordinator

    @admin.action(description="Wydaj wybrane harmonogramy", permissions=["release"])
    def release(self, request, schedules):
        for schedule in schedules:
            try:
                publishing.release_schedule(schedule, by=request.user)
            except ValidationError as refusal:
                self.message_user(request, f"{schedule}: {' '.join(refusal.messages)}", messages.ERROR)
            else:
                self.message_user(request, f"{schedule}: wydano. PDF jest w przygotowaniu.", messages.SUCCESS)


class ScheduleEntryInline(DeskInline):
    model = ScheduleEntry
    fields = ["position", "number", "area", "title", "plan_text", "plan_kind", "plan_unit", "plan_start", "plan_end"]
    autocomplete_fields = ["area"]


@admin.register(ScheduleSection)
class ScheduleSectionAdmin(SectionSource, SectionHistory, FixedForOfficials, DeskAdmin):
    belongs_to = "schedule"
    fixed = ("schedule", "departments", "position")
    list_display = ["heading", "schedule", "confirmed_at", "confirmed_by"]
    list_filter = ["schedule__year", "departments"]
    list_select_related = ["schedule", "confirmed_by"]
    search_fields = ["heading"]
    autocomplete_fields = ["schedule", "departments"]
    readonly_fields = ["confirmed_at", "confirmed_by"]
    inlines = [ScheduleEntryInline]


@admin.register(ScheduleEntry)
class ScheduleEntryAdmin(EntryHistory, DeskAdmin):
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
class ScheduleDocumentAdmin(DeskAdmin):
    is_record = True
    list_display = ["schedule", "state", "pages", "made_at", "attempts", "error"]
    list_filter = ["state"]
    list_select_related = ["schedule"]
    actions = ["retry"]

    def has_retry_permission(self, request):
        return request.user.is_coordinator

    @admin.action(description="Wykonaj ponownie nieudane dokumenty", permissions=["retry"])
    def retry(self, request, documents):
        for document in documents:
            try:
                publishing.retry_document(document, by=request.user)
            except ValidationError as refusal:
                self.message_user(request, f"{document}: {' '.join(refusal.messages)}", messages.ERROR)
            else:
                self.message_user(request, f"{document}: zlecono ponownie.", messages.SUCCESS)
