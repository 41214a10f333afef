"""The desk's front page: which values wait to be given, mended, checked and published, year by year."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from leszno_ngo import clock
from strategy.choices import DueState, ValueState
from strategy.due import due_spans
from strategy.models import Indicator, IndicatorValue, ReportingYear


@dataclass(frozen=True, slots=True)
class YearOnDesk:
    """How many values of a year wait for what."""

    year: int
    due: int
    overdue: int
    to_mend: int
    to_check: int
    to_publish: int


def panel(request):
    """What stands above the stock lists, and the year whose values are entered now. Queries: four."""
    user, today = request.user, clock.today()
    if not (user.is_active and user.is_staff):
        return {}
    indicators = Indicator.objects.visible_to(user)
    waiting = waiting_by_year(user)
    expected = expected_by_year(indicators, today)
    years = sorted({*waiting, *(year for year, _ in expected)}, reverse=True)
    return {
        "front_values": [on_desk(year, expected, waiting.get(year, {})) for year in years],
        "front_year": today.year - 1,
        "front_measures": bool(years) or indicators.exists(),
    }


def on_desk(year, expected, waiting):
    return YearOnDesk(
        year,
        due=expected[year, DueState.DUE],
        overdue=expected[year, DueState.OVERDUE],
        to_mend=waiting.get("to_mend", 0),
        to_check=waiting.get("to_check", 0),
        to_publish=waiting.get("to_publish", 0),
    )


def waiting_by_year(user):
    """{year: counts of values in the making}; one's own drafts wait for somebody else, unless they were sent back."""
    draft = Q(state=ValueState.DRAFT)
    rows = IndicatorValue.objects.visible_to(user).in_the_making()
    counted = (
        rows.order_by()
        .values("year")
        .annotate(
            to_mend=Count("pk", filter=draft & Q(entered_by=user) & ~Q(remark="")),
            to_check=Count("pk", filter=draft & ~Q(entered_by=user) & Q(remark="")),
            to_publish=Count("pk", filter=Q(state=ValueState.CHECKED)),
        )
    )
    return {each["year"]: each for each in counted}


def expected_by_year(indicators, today):
    """Counter of (year, state) of values that are waited for, but for closed years."""
    published = Prefetch("values", queryset=IndicatorValue.objects.published())
    collected = indicators.filter(collected_from__isnull=False).prefetch_related(published)
    closed = set(ReportingYear.objects.closed().values_list("year", flat=True))
    spans = [due for each in collected for due in due_spans(each, each.values.all(), today)]
    return Counter(
        (due.span.year, due.state) for due in spans if due.state != DueState.DELIVERED and due.span.year not in closed
    )
