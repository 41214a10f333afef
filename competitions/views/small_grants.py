"""The public register of small grants, art. 19a; its pages only read."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competitions import law, small_grants
from competitions.choices import SmallGrantState
from competitions.forms import SmallGrantFilterForm
from competitions.models import SmallGrant
from leszno_ngo import clock


@require_safe
def years(request):
    """What small grants are, what takes remarks now, and every year of the register."""
    today = clock.today()
    context = {"years": years_of_register(today), "figures": law.figures_on(today), "open": taking_remarks(today)}
    return render(request, "competitions/small_grant_years.html", context)


@require_safe
def small_grants_of_year(request, year):
    today = clock.today()
    grants, form, shown = asked_for(request, year, today)
    return render(
        request,
        "competitions/small_grants.html",
        {
            "year": year,
            "years": [other for other in years_of_register(today) if other != year],
            "open": [offer for offer in taking_remarks(today) if offer.grant.received_on.year == year],
            "form": form,
            "offers": shown,
            "total": grants.count(),
            "last_change": small_grants.last_change(year),
            "sums": small_grants.year_of_grants(year),
            "has_examples": any(offer.grant.is_example for offer in shown),
            "figures": law.figures_on(today),
        },
    )


def asked_for(request, year, today):
    """(all public offers of the year, the filter, the offers it leaves); 404 for a year with none, but the current."""
    grants = SmallGrant.objects.public(today).received_in(year)
    if year != today.year and not grants.exists():
        raise Http404
    form = SmallGrantFilterForm(request.GET, grants=grants)
    rows = form.apply(grants, today).select_related("department").prefetch_related("spheres").newest_first()
    return grants, form, [small_grants.offer(grant, today) for grant in rows]


def years_of_register(today):
    """Those with public offers and the current one, the newest first."""
    days = SmallGrant.objects.public(today).dates("received_on", "year")
    return sorted({today.year, *(day.year for day in days)}, reverse=True)


def taking_remarks(today):
    """The offers on which anybody may remark now; those whose time ends first, first."""
    open_now = SmallGrant.objects.public(today).in_state(
        SmallGrantState.REMARKS, today, remarks_since=law.remarks_open_since(today)
    )
    offers = [small_grants.offer(grant, today) for grant in open_now.select_related("department")]
    return sorted(offers, key=lambda offer: (offer.remarks_until, offer.grant.organisation))
