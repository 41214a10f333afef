"""What is measured: indicators, their values and their targets."""

from django.contrib import admin

from leszno_ngo.admin import DeskAdmin, DeskInline, FixedForOfficials
from strategy.admin.access import PartAccess
from strategy.admin.grid import GridPages
from strategy.admin.values_importing import ValuesImporting
from strategy.models import Indicator, IndicatorValue, Target


class IndicatorValueInline(PartAccess, DeskInline):
    model = IndicatorValue
    fields = ["year", "revision", "value", "status", "text", "source", "note"]


class TargetInline(PartAccess, DeskInline):
    model = Target
    fields = ["position", "kind", "value", "upper", "due_year", "period", "text"]


@admin.register(Indicator)
class IndicatorAdmin(GridPages, ValuesImporting, FixedForOfficials, DeskAdmin):
    fixed = ("strategy", "goal", "programme", "task", "code", "department", "source_name", "source_line")
    list_display = ["name", "kind", "unit", "direction", "department", "task", "goal"]
    list_filter = ["kind", "direction", "department", ("unit", admin.EmptyFieldListFilter)]
    list_select_related = ["department", "task", "goal"]
    search_fields = ["name", "source_name", "code"]
    autocomplete_fields = ["strategy", "goal", "programme", "task", "department"]
    inlines = [IndicatorValueInline, TargetInline]


@admin.register(IndicatorValue)
class IndicatorValueAdmin(PartAccess, DeskAdmin):
    belongs_to = "indicator"
    list_display = ["indicator", "year", "revision", "value", "status", "text"]
    list_filter = ["status", "year", "indicator__department"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__name", "note"]
    autocomplete_fields = ["indicator"]


@admin.register(Target)
class TargetAdmin(PartAccess, DeskAdmin):
    belongs_to = "indicator"
    list_display = ["indicator", "kind", "value", "upper", "due_year", "period", "text"]
    list_filter = ["kind", "period"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__name", "text"]
    autocomplete_fields = ["indicator"]
