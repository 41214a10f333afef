"""What the city planned: strategies, goals, programmes, tasks, and their parts."""

from django.contrib import admin

from leszno_ngo.admin import DeskAdmin, DeskInline, FixedForOfficials
from strategy.admin.access import PartAccess
from strategy.models import (
    BudgetLine,
    Goal,
    NoneDeclared,
    Partner,
    Programme,
    Responsibility,
    Stage,
    StageShare,
    Strategy,
    StrategyTask,
)


class ResponsibilityInline(PartAccess, DeskInline):
    model = Responsibility
    fields = ["position", "role", "post", "scope"]


class PartnerInline(PartAccess, DeskInline):
    model = Partner
    fields = ["position", "name", "scope"]


class StageInline(PartAccess, DeskInline):
    model = Stage
    fields = ["position", "number", "title", "period_text", "period_start", "period_end"]


class StageShareInline(PartAccess, DeskInline):
    model = StageShare
    fields = ["year", "planned", "done"]


class BudgetLineInline(PartAccess, DeskInline):
    model = BudgetLine
    fields = ["position", "source_name", "year", "amount"]


class NoneDeclaredInline(PartAccess, DeskInline):
    model = NoneDeclared
    fields = ["kind", "text"]


@admin.register(Strategy)
class StrategyAdmin(DeskAdmin):
    list_display = ["title", "municipality", "period_start", "period_end", "is_public"]
    list_filter = ["is_public", "municipality"]
    search_fields = ["title", "municipality"]
    autocomplete_fields = ["source"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(Goal)
class GoalAdmin(DeskAdmin):
    list_display = ["title", "numeral", "kind", "strategy", "parent", "importance_text"]
    list_filter = ["strategy", "kind", "importance"]
    list_select_related = ["strategy", "parent"]
    search_fields = ["title", "numeral"]
    autocomplete_fields = ["strategy", "parent", "source"]
    inlines = [ResponsibilityInline, PartnerInline]


@admin.register(Programme)
class ProgrammeAdmin(DeskAdmin):
    list_display = ["title", "number", "goal"]
    list_filter = ["goal__strategy"]
    list_select_related = ["goal"]
    search_fields = ["title"]
    autocomplete_fields = ["goal"]
    prepopulated_fields = {"slug": ["number", "title"]}
    inlines = [ResponsibilityInline]


@admin.register(StrategyTask)
class StrategyTaskAdmin(FixedForOfficials, DeskAdmin):
    fixed = ("programme", "goal", "number", "slug", "weight", "department", "source", "source_line")
    list_display = ["title", "number", "programme", "goal", "department", "planned_cost"]
    list_filter = ["department", "programme__goal__strategy"]
    list_select_related = ["programme", "goal", "department"]
    search_fields = ["title", "description"]
    autocomplete_fields = ["programme", "goal", "department", "source"]
    inlines = [ResponsibilityInline, StageInline, PartnerInline, BudgetLineInline, NoneDeclaredInline]

    def has_delete_permission(self, request, obj=None):
        return request.user.is_coordinator and super().has_delete_permission(request, obj)


@admin.register(Stage)
class StageAdmin(PartAccess, DeskAdmin):
    belongs_to = "task"
    list_display = ["title", "number", "task", "period_text", "period_start", "period_end"]
    list_filter = ["task__department"]
    list_select_related = ["task"]
    search_fields = ["title", "task__title"]
    autocomplete_fields = ["task"]
    inlines = [StageShareInline]


@admin.register(StageShare)
class StageShareAdmin(PartAccess, DeskAdmin):
    belongs_to = "stage"
    list_display = ["stage", "year", "planned", "done"]
    list_filter = ["year"]
    list_select_related = ["stage"]
    search_fields = ["stage__title", "stage__task__title"]
    autocomplete_fields = ["stage"]


@admin.register(Responsibility)
class ResponsibilityAdmin(FixedForOfficials, PartAccess, DeskAdmin):
    fixed = ("goal", "programme")
    list_display = ["post", "role", "goal", "programme", "task"]
    list_filter = ["role"]
    list_select_related = ["goal", "programme", "task"]
    search_fields = ["post", "scope"]
    autocomplete_fields = ["goal", "programme", "task"]
    belongs_to = "task"


@admin.register(Partner)
class PartnerAdmin(FixedForOfficials, PartAccess, DeskAdmin):
    fixed = ("goal",)
    belongs_to = "task"
    list_display = ["name", "scope", "goal", "task"]
    list_select_related = ["goal", "task"]
    search_fields = ["name", "scope"]
    autocomplete_fields = ["goal", "task"]


@admin.register(BudgetLine)
class BudgetLineAdmin(PartAccess, DeskAdmin):
    belongs_to = "task"
    list_display = ["source_name", "task", "year", "amount"]
    list_filter = ["year"]
    list_select_related = ["task"]
    search_fields = ["source_name", "task__title"]
    autocomplete_fields = ["task"]


@admin.register(NoneDeclared)
class NoneDeclaredAdmin(PartAccess, DeskAdmin):
    belongs_to = "task"
    list_display = ["task", "kind", "text"]
    list_filter = ["kind"]
    list_select_related = ["task"]
    search_fields = ["task__title"]
    autocomplete_fields = ["task"]
