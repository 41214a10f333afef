"""The machine-readable sisters of a year's register of small grants: .xlsx, .csv and the .json that is built here.

What the page's filters narrow is narrowed here too; a filter that is wrong is refused. The JSON holds:

    register      year, as_of (the day of the states), url (the page)
    small_grants  one object an offer, the newest first:
      url           the offer on the page
      is_example    whether it is made up for a preview
      organisation  name; register: krs, associations, sports_clubs, other or ""; number
      task          title; spheres: points of art. 4(1); start, end: days, both inclusive
      department    name, slug
      received_on, requested (złoty, as text with two decimals)
      published     bip, notice_board, website, until: days or null; url
      remarks_until the last day for remarks; null while it does not stand in all three places
      state         to_publish, remarks, to_decide, granted, refused
      decided_on, granted (null: not decided; 0: refused), reason

Keys may be added, none is renamed.
"""

from django.http import Http404, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from competitions import tables
from competitions.api.schedules import KEPT_FOR
from competitions.tables.small_grants import small_grants_csv, small_grants_workbook
from competitions.views.small_grants import asked_for
from leszno_ngo import clock


@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
@conditional_page
def small_grants_sister(request, year, kind):
    if kind not in MAKERS:
        raise Http404
    today = clock.today()
    _, form, offers = asked_for(request, year, today)
    if form.errors:
        reasons = "\n".join(error for errors in form.errors.values() for error in errors)
        return HttpResponseBadRequest(f"{reasons}\n", content_type="text/plain; charset=utf-8")
    page = request.build_absolute_uri(reverse("small_grants", args=[year]))
    response = MAKERS[kind](year, offers, today, page)
    name = f"male-granty-{year}{'-wybrane' if form.query() else ''}.{kind}"
    response.headers["Content-Disposition"] = f'{"inline" if kind == "json" else "attachment"}; filename="{name}"'
    return response


def workbook(year, offers, today, page):
    return HttpResponse(small_grants_workbook(year, offers, today), content_type=tables.EXCEL)


def columns(year, offers, today, page):
    return HttpResponse(small_grants_csv(offers), content_type=tables.CSV)


def json(year, offers, today, page):
    data = {
        "register": {"year": year, "as_of": today, "url": page},
        "small_grants": [offer_data(offer, page) for offer in offers],
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


MAKERS = {"xlsx": workbook, "csv": columns, "json": json}


def offer_data(offer, page):
    grant = offer.grant
    return {
        "url": f"{page}#oferta-{grant.pk}",
        "is_example": grant.is_example,
        "organisation": {"name": grant.organisation, "register": grant.register, "number": grant.register_number},
        "task": {
            "title": grant.task_title,
            "spheres": [sphere.key for sphere in grant.spheres.all()],
            "start": grant.implementation_start,
            "end": grant.implementation_end,
        },
        "department": {"name": grant.department.name, "slug": grant.department.slug},
        "received_on": grant.received_on,
        "requested": grant.requested,
        "published": {
            "bip": grant.bip_on,
            "notice_board": grant.notice_board_on,
            "website": grant.website_on,
            "until": grant.shown_until,
            "url": grant.url,
        },
        "remarks_until": offer.remarks_until,
        "state": offer.state,
        "decided_on": grant.decided_on,
        "granted": grant.granted,
        "reason": grant.reason,
    }
