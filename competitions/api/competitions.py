"""The machine-readable sisters of competitions and of results: .csv, .xlsx, .ics and the .json that is built here.

What the page's filters narrow is narrowed here too, on one page; a filter that is wrong is refused. In the JSON moments
are ISO 8601 in Warsaw's time, days are 2024-01-31, money is text in złoty („60000.00”), null is „not said”:

    competition   id, year, number, title, url, state (announced, open, closed, decided, annulled, withdrawn),
                  is_example, department, area {name, slug}, form (support, entrustment), amount, smallest_grant,
                  largest_grant, own_contribution_percent, announced_at, opens_at, closes_at, confirmation_due_at,
                  decision_due_at, implementation {start, end}, generator_url
    of one competition moreover
      documents     subject (announcement, results, annulment), version, issued_at, url, pdf, sha256; newest first
      publications  subject, amendment (its number or null), place, published_on, shown_until, url, is_confirmed
      amendments    number, kind (change, extension, results), reason, made_at, old_closes_at, new_closes_at
      plan          of each planned row: edition, schedule, printed (term word for word), start, end; days: after the
                    plan, before it negative
      results       null before they are published; decided_on, counts, offers
      annulment     null, or at, reason (no_offers, none_compliant), note; withdrawal: null, or at, reason
    offer         competition {id, number, title, url, department, area, is_example}, bidder, register,
                  register_number, task, points, requested, granted, state (funded, reserve, not_funded, rejected,
                  withdrawn, resigned), reason

Keys may be added, none is renamed.
"""

from django.http import Http404, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from competitions import calendars, tables
from competitions.forms import CompetitionFilterForm, ResultsFilterForm
from competitions.punctuality import plans_of
from competitions.views.competitions import asked_for, papers_of, public_competition
from competitions.views.results import decided_in, results_in
from leszno_ngo import clock

KEPT_FOR = 300  # seconds in which nobody asks again
COUNTS = ("submitted_count", "rejected_count", "withdrawn_count", "assessed_count", "funded_count")


@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
@conditional_page
def competitions_sister(request, kind):
    now = clock.now()
    form = CompetitionFilterForm(request.GET)
    found = asked_for(form, now).with_changes()
    if form.errors:
        return refused(form)
    address = request.build_absolute_uri
    if kind == "ics":
        content = calendars.competitions_calendar("Konkursy ofert", found, now, address)
        response = HttpResponse(content, content_type=calendars.CALENDAR)
    elif kind == "json":
        response = json({"competitions": [summary_of(one, one.state_at_moment, address) for one in found]})
    else:
        response = table(kind, tables.competitions_workbook, tables.competitions_csv, found)
    return named(response, f"konkursy{'-wybrane' if form.query() else ''}.{kind}", kind)


@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
@conditional_page
def competition_sister(request, year, pk, slug, kind):
    if kind not in ("ics", "json"):
        raise Http404
    now, address = clock.now(), request.build_absolute_uri
    found = public_competition(pk)
    if kind == "ics":
        found.change_count = found.amendments.count()
        content = calendars.competitions_calendar(found.title, [found], now, address)
        response = HttpResponse(content, content_type=calendars.CALENDAR)
    else:
        response = json(summary_of(found, found.state(now), address) | details_of(found, address))
    return named(response, f"konkurs-{found.number}-{found.year}.{kind}", kind)


@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
@conditional_page
def results_sister(request, year, kind):
    decided = decided_in(year)
    if kind == "ics" or not decided.exists():
        raise Http404
    form = ResultsFilterForm(request.GET, competitions=decided)
    offers = form.apply(results_in(decided))
    if form.errors:
        return refused(form)
    if kind == "json":
        address = request.build_absolute_uri
        offers = [{"competition": owner_of(offer, address)} | offer_data(offer) for offer in offers]
        response = json({"year": year, "offers": offers})
    else:
        response = table(kind, lambda rows: tables.results_workbook(year, rows), tables.results_csv, offers)
    return named(response, f"wyniki-{year}{'-wybrane' if form.query() else ''}.{kind}", kind)


# ── Answers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def refused(form):
    """A file cannot say that it holds more than was asked for."""
    reasons = "\n".join(error for errors in form.errors.values() for error in errors)
    return HttpResponseBadRequest(f"{reasons}\n", content_type="text/plain; charset=utf-8")


def table(kind, workbook, columns, rows):
    if kind == "xlsx":
        return HttpResponse(workbook(rows), content_type=tables.EXCEL)
    return HttpResponse(columns(rows), content_type=tables.CSV)


def json(data):
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


def named(response, name, kind):
    response.headers["Content-Disposition"] = f'{"inline" if kind == "json" else "attachment"}; filename="{name}"'
    return response


# ── The data ────────────────────────────────────────────────────────────────────────────────────────────────────────


def local(moment):
    return moment and timezone.localtime(moment).isoformat()


def place_of(row):
    return row and {"name": row.name, "slug": row.slug}


def summary_of(competition, state, address):
    return {
        "id": competition.pk,
        "year": competition.year,
        "number": competition.number,
        "title": competition.title,
        "url": address(competition.get_absolute_url()),
        "state": state,
        "is_example": competition.is_example,
        "department": place_of(competition.department),
        "area": place_of(competition.area),
        "form": competition.form,
        "amount": competition.total_amount,
        "smallest_grant": competition.smallest_grant,
        "largest_grant": competition.largest_grant,
        "own_contribution_percent": competition.own_contribution_percent,
        "announced_at": local(competition.announced_at),
        "opens_at": local(competition.opens_at),
        "closes_at": local(competition.closes_at),
        "confirmation_due_at": local(competition.confirmation_due_at),
        "decision_due_at": local(competition.decision_due_at),
        "implementation": {"start": competition.implementation_start, "end": competition.implementation_end},
        "generator_url": competition.generator_url or None,
    }


def details_of(competition, address):
    numbers = {one.pk: one.number for one in competition.amendments.all()}
    return {
        "documents": [
            document_data(competition, paper, address)
            for versions in papers_of(competition).values()
            for paper in versions
        ],
        "publications": [publication_data(row, numbers) for row in competition.publications.all()],
        "amendments": [
            {
                "number": one.number,
                "kind": one.kind,
                "reason": one.reason,
                "made_at": local(one.made_at),
                "old_closes_at": local(one.old_closes_at),
                "new_closes_at": local(one.new_closes_at),
            }
            for one in competition.amendments.all()
        ],
        "plan": [plan_data(kept) for kept in plans_of(competition)],
        "results": results_data(competition) if competition.results_published_at else None,
        "annulment": competition.annulled_at
        and {
            "at": local(competition.annulled_at),
            "reason": competition.annulment_reason,
            "note": competition.annulment_note,
        },
        "withdrawal": competition.withdrawn_at
        and {"at": local(competition.withdrawn_at), "reason": competition.withdrawal_reason},
    }


def document_data(competition, paper, address):
    words = [competition.year, competition.pk, competition.slug, paper.subject, paper.version]
    return {
        "subject": paper.subject,
        "version": paper.version,
        "issued_at": local(paper.issued_at),
        "url": address(reverse("competition_version", args=words)),
        "pdf": address(reverse("competition_version_pdf", args=words)) if paper.is_ready else None,
        "sha256": paper.sha256 or None,
    }


def publication_data(row, numbers):
    return {
        "subject": row.subject,
        "amendment": numbers.get(row.amendment_id),
        "place": row.place,
        "published_on": row.published_on,
        "shown_until": row.shown_until,
        "url": row.url or None,
        "is_confirmed": row.recorded_at is not None,
    }


def plan_data(kept):
    schedule = kept.entry.section.schedule
    return {
        "schedule": schedule.year,
        "edition": schedule.edition,
        "printed": kept.entry.plan_text,
        "start": kept.entry.plan_start,
        "end": kept.entry.plan_end,
        "days": kept.days,
    }


def results_data(competition):
    return {
        "decided_on": competition.decided_on,
        "counts": {name.removesuffix("_count"): getattr(competition, name) for name in COUNTS},
        "offers": [offer_data(offer) for offer in competition.results.all()],
    }


def offer_data(offer):
    return {
        "bidder": offer.bidder,
        "register": offer.register,
        "register_number": offer.register_number,
        "task": offer.task_title,
        "points": offer.points,
        "requested": offer.requested,
        "granted": offer.granted,
        "state": offer.state,
        "reason": offer.reason,
    }


def owner_of(offer, address):
    competition = offer.competition
    return {
        "id": competition.pk,
        "number": competition.number,
        "title": competition.title,
        "url": address(competition.get_absolute_url()),
        "department": place_of(competition.department),
        "area": place_of(competition.area),
        "is_example": competition.is_example,
    }
