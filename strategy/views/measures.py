"""Indicators and how they are judged."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from strategy.models import Indicator


@require_safe
def indicator(request, code):
    found = Indicator.objects.public().with_owner().with_measurements()
    return render(request, "strategy/indicator.html", {"indicator": get_object_or_404(found, code=code)})
