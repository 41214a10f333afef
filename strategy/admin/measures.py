"""What is measured: indicators and their targets."""

from django.contrib import admin
from django.db import transaction

from leszno_ngo import clock
from leszno_ngo.admin import DeskAdmin, DeskInline, FixedForOfficials
from strategy import publishing
from strategy.admin.access import PartAccess
from strategy.admin.grid import GridPages
from strategy.admin.values_importing import ValuesImporting
from strategy.models import Indicator, IndicatorValue, Target


class JudgedAnew:
    """What is saved here changes what an indicator is judged by, so it is judged again at once."""

    def judge(self, indicator):
        publishing.judge_indicator(indicator, now=clock.now(), today=clock.today())


class IndicatorValueInline(PartAccess, DeskInline):
    """To be read; values are entered on the screen of their year."""

    is_record = True
    model = IndicatorValue
    fields = ["year", "unit", "part", "revision", "value", "status", "state", "text", "source", "note"]
    readonly_fields = ["state"]


class TargetInline(PartAccess, DeskInline):
    model = Target
    fields = ["position", "kind", "value", "upper", "due_year", "period", "text"]


@admin.register(Indicator)
class IndicatorAdmin(JudgedAnew, GridPages, ValuesImporting, FixedForOfficials, DeskAdmin):
    fixed = ("strategy", "goal", "programme", "task", "code", "department", "source_name", "source_line")
    list_display = ["name", "kind", "unit", "direction", "department", "task", "goal"]
    list_filter = ["kind", "direction", "department", ("unit", admin.EmptyFieldListFilter)]
    list_select_related = ["department", "task", "goal"]
    search_fields = ["name", "source_name", "code"]
    autocomplete_fields = ["strategy", "goal", "programme", "task", "department"]
    inlines = [TargetInline, IndicatorValueInline]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.judge(form.instance)


@admin.register(Target)
class TargetAdmin(JudgedAnew, PartAccess, DeskAdmin):
    belongs_to = "indicator"
    list_display = ["indicator", "kind", "value", "upper", "due_year", "period", "text"]
    list_filter = ["kind", "period"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__name", "text"]
    autocomplete_fields = ["indicator"]

    def get_readonly_fields(self, request, obj=None):
        """A target stays with its indicator."""
        return [*super().get_readonly_fields(request, obj), *(["indicator"] if obj else [])]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.judge(form.instance.indicator)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        self.judge(obj.indicator)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        indicators = list(Indicator.objects.filter(targets__in=queryset).distinct().order_by("pk"))
        super().delete_queryset(request, queryset)
        for indicator in indicators:
            self.judge(indicator)
