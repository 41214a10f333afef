"""The machine-readable sisters of a schedule's page: .xlsx, .csv, .ics and the .json that is built here.

What the page's filters narrow is narrowed here too; a filter that is wrong is refused, since a file cannot say that it
holds more than was asked for. The same edition always gives the same bytes. The JSON holds:

    schedule    year, edition, title, as_of and released_at (ISO 8601), url (permanent), pdf
    entries     one object a row, in document order:
      id          the same for the same row in every edition
      url         the row on the edition's page
      department  heading (as printed), names (as they are now)
      area        name, slug; printed: the words under this heading, "" where the area goes on from the part above
      number      as printed; null where the document has none
      title       word for word
      term        printed: word for word; inherited: whether that is the cell of a row above;
                  kind: period, until, since, continuous, not_planned, other_procedure, relative, unparsed;
                  unit: day, month_part, month, quarter, half, season, year or "";
                  start, end: days, both inclusive, either may be null; meaning: what was understood, in Polish
      legal_basis words of another procedure, else ""
      note        the office's remark, else ""

„printed” is what the document says, all beside it is what was understood. Keys may be added, none is renamed.
"""

from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from competitions import calendars, tables
from competitions.choices import PlanSource
from competitions.forms import ScheduleFilterForm
from competitions.models import ScheduleEntry
from competitions.views.planning import narrowed, released
from leszno_ngo import clock

KEPT_FOR = 300  # seconds in which nobody asks again


@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
@conditional_page
def schedule_sister(request, year, kind):
    return sister(request, released(year), kind)


@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
@conditional_page
def edition_sister(request, year, edition, kind):
    return sister(request, released(year, edition=edition), kind)


def sister(request, schedule, kind):
    """The edition, narrowed as the address asks, in one of the formats."""
    form = ScheduleFilterForm(request.GET, schedule=schedule)
    entries = form.apply(ScheduleEntry.objects.of([schedule]).for_papers().with_state(clock.today()))
    if form.errors:
        reasons = "\n".join(error for errors in form.errors.values() for error in errors)
        return HttpResponseBadRequest(f"{reasons}\n", content_type="text/plain; charset=utf-8")
    page = request.build_absolute_uri(reverse("schedule_edition", args=[schedule.year, schedule.edition]))
    response = MAKERS[kind](schedule, narrowed(schedule, entries), page)
    narrower = "-wybrane" if form.query() else ""
    name = f"harmonogram-{schedule.year}-wydanie-{schedule.edition}{narrower}.{kind}"
    response.headers["Content-Disposition"] = f'{"inline" if kind == "json" else "attachment"}; filename="{name}"'
    return response


def workbook(schedule, sections, page):
    return HttpResponse(tables.schedule_workbook(schedule, sections), content_type=tables.EXCEL)


def columns(schedule, sections, page):
    return HttpResponse(tables.schedule_csv(schedule, sections), content_type=tables.CSV)


def calendar(schedule, sections, page):
    return HttpResponse(calendars.schedule_calendar(schedule, sections, page), content_type=calendars.CALENDAR)


def json(schedule, sections, page):
    data = schedule_data(schedule, sections, page)
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


MAKERS = {"xlsx": workbook, "csv": columns, "ics": calendar, "json": json}


def schedule_data(schedule, sections, page) -> dict:
    """`page`: the edition's permanent absolute address; sections come with their rows and departments."""
    return {
        "schedule": {
            "year": schedule.year,
            "edition": schedule.edition,
            "title": schedule.title,
            "as_of": schedule.as_of,
            "released_at": schedule.released_at,
            "url": page,
            "pdf": f"{page.rstrip('/')}.pdf",
        },
        "entries": [entry_data(section, entry, page) for section in sections for entry in section.entries.all()],
    }


def entry_data(section, entry, page):
    return {
        "id": entry.identity,
        "url": f"{page}#pozycja-{entry.pk}",
        "department": {
            "heading": section.heading,
            "names": [department.name for department in section.departments.all()],
        },
        "area": {"name": entry.area.name, "slug": entry.area.slug, "printed": entry.area_text},
        "number": entry.number,
        "title": entry.title,
        "term": {
            "printed": tables.term_words(entry),
            "inherited": entry.plan_source == PlanSource.INHERITED,
            "kind": entry.plan_kind,
            "unit": entry.plan_unit,
            "start": entry.plan_start,
            "end": entry.plan_end,
            "meaning": tables.meaning(entry),
        },
        "legal_basis": entry.legal_basis,
        "note": entry.note,
    }
