"""Indicators: each on its page, all of them in a list, what is due, and how they are judged. Pages only read."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from leszno_ngo import clock
from strategy import due, explaining, figures
from strategy.assessing import line_of
from strategy.drawing import drawing_of
from strategy.forms.filters import IndicatorFilterForm
from strategy.models import Indicator
from strategy.progress import METHOD_VERSION

ON_A_PAGE = 25


def public_indicator(code):
    found = Indicator.objects.public().with_owner().with_measurements().with_judgements()
    return get_object_or_404(found, code=code)


@require_safe
def indicator(request, code):
    indicator = public_indicator(code)
    chart = line_of(indicator)
    today = clock.today()
    judgement = indicator.judgement
    context = {
        "indicator": indicator,
        "chart": chart,
        "drawing": drawing_of(chart),
        "rows": figures.rows_of(indicator),
        "thresholds": figures.thresholds_of(indicator),
        "corrections": figures.corrections_of(indicator),
        "judgement": judgement,
        "basis": figures.basis_in_words(judgement.inputs, judgement.ratio) if judgement else [],
        "earlier": indicator.judgements.all()[1:],
        "next": due.next_due(indicator, indicator.values.all(), today),
    }
    return render(request, "strategy/indicator.html", context)


@require_safe
def indicators(request):
    form = IndicatorFilterForm(request.GET)
    found = form.apply(Indicator.objects.public().with_category()).with_owner().with_judgements().order_by("name", "pk")
    page = Paginator(found, ON_A_PAGE).get_page(form.page)
    return render(request, "strategy/indicators.html", {"form": form, "page": page})


@require_safe
def indicators_due(request):
    """What the portal waits for, department by department, the longest overdue first."""
    today = clock.today()
    waiting = Indicator.objects.public().collected().with_owner().prefetch_related("values")
    return render(request, "strategy/indicators_due.html", {"departments": due_by_department(waiting, today)})


def due_by_department(indicators, today):
    """[(department or None, [(indicator, DueSpan)])]: everything whose span has ended and that nobody has published."""
    found = {}
    for indicator in indicators:
        for span in due.due_spans(indicator, indicator.values.all(), today):
            if span.state != due.DueState.DELIVERED:
                found.setdefault(indicator.answering_department, []).append((indicator, span))
    for rows in found.values():
        rows.sort(key=lambda row: (row[1].due_on, row[0].name))
    return sorted(found.items(), key=lambda pair: (pair[0] is None, pair[0].name if pair[0] else ""))


@require_safe
def method(request):
    return render(request, "strategy/method.html", {"version": METHOD_VERSION, "examples": explaining.examples()})
