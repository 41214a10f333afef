"""The machine-readable sisters of an indicator's page: .csv, .svg and the .json that is built here.

Numbers are text with a point („3788”, „97.4”), days are 2024-01-31, moments ISO 8601 in Warsaw's time, null is „not
said”. The JSON holds:

    code, name, url, printed_name (as the document prints it), kind (output, result, impact, unspecified), unit (its
                  forms as „osoba,osoby,osób”), direction (higher, lower), baseline_year, definition, source
    strategy, measures {title, url}, department {name, slug}
    values        the newest published value of each span: span („2013”, „2013-H1”, „2013-Q4”), value, status,
                  revision, source, note, published_at
    targets       kind (reach, minimum, maximum, band), value, upper, due_year, period, printed
    corrections   span, revision, old_value, old_status, value, status, reason, published_at; the newest first
    judgement     null, or category (the one that counts), computed_category, override_reason, ratio, reason, fact,
                  recent, inputs (of the method), method_version, made_at

Keys may be added, none is renamed.
"""

from decimal import Decimal

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from leszno_ngo.sheets.writing import CSV, Column, csv_table
from strategy import figures
from strategy.assessing import line_of
from strategy.drawing import drawing_of
from strategy.views.measures import public_indicator

KEPT_FOR = 300  # seconds in which nobody asks again
COLUMNS = (
    Column("Okres", lambda row: row.span.key),
    Column("Wartość", lambda row: row.value and plain(row.value.value)),
    Column("Rodzaj wartości", lambda row: row.value and row.value.get_status_display()),
    Column("Cel", lambda row: row.target and plain(row.target.value)),
    Column("Źródło", lambda row: row.value and row.value.source),
    Column("Uwaga", lambda row: row.value and row.value.note),
)


@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
@conditional_page
def indicator_sister(request, code, kind):
    indicator = public_indicator(code)
    response = {"csv": columns, "json": json, "svg": drawn}[kind](indicator, request.build_absolute_uri)
    shown = "attachment" if kind == "csv" else "inline"
    response.headers["Content-Disposition"] = f'{shown}; filename="{indicator.code}.{kind}"'
    return response


def columns(indicator, address):
    return HttpResponse(csv_table(COLUMNS, figures.rows_of(indicator)), content_type=CSV)


def drawn(indicator, address):
    drawing = drawing_of(line_of(indicator))
    if drawing is None:
        raise Http404
    return HttpResponse(drawing, content_type="image/svg+xml")


def json(indicator, address):
    return JsonResponse(indicator_data(indicator, address), json_dumps_params={"ensure_ascii": False, "indent": 1})


# ── The data ────────────────────────────────────────────────────────────────────────────────────────────────────────


def indicator_data(indicator, address):
    department = indicator.answering_department
    return {
        "code": indicator.code,
        "name": indicator.name,
        "url": address(indicator.get_absolute_url()),
        "printed_name": indicator.source_name,
        "kind": indicator.kind,
        "unit": indicator.unit or None,
        "direction": indicator.direction or None,
        "baseline_year": indicator.baseline_year,
        "definition": indicator.definition or None,
        "source": indicator.source_text or None,
        "strategy": place_of(indicator.parent_strategy, address),
        "measures": place_of(indicator.owner, address),
        "department": department and {"name": department.name, "slug": department.slug},
        "values": [value_data(value) for value in indicator.series],
        "targets": [target_data(target) for target in indicator.targets.all()],
        "corrections": [correction_data(one) for one in figures.corrections_of(indicator)],
        "judgement": indicator.judgement and judgement_data(indicator.judgement),
    }


def plain(number):
    """A number for a cell: nothing that looks like a formula, as its text might."""
    return None if number is None else Decimal(said(number))


def said(number):
    """Every digit and no empty ones: Decimal("-2404.500000") → „-2404.5”."""
    if number is None:
        return None
    return f"{number:f}".rstrip("0").rstrip(".") if number % 1 else f"{number.quantize(Decimal(1)):f}"


def local(moment):
    return moment and timezone.localtime(moment).isoformat()


def place_of(row, address):
    return {"title": str(row), "url": address(row.get_absolute_url())}


def value_data(value):
    return {
        "span": value.span.key,
        "value": said(value.value),
        "status": value.status,
        "revision": value.revision,
        "source": value.source or None,
        "note": value.note or None,
        "published_at": local(value.published_at),
    }


def target_data(target):
    return {
        "kind": target.kind,
        "value": said(target.value),
        "upper": said(target.upper),
        "due_year": target.due_year,
        "period": target.period or None,
        "printed": target.text or None,
    }


def correction_data(correction):
    before, after = correction.before, correction.after
    return {
        "span": after.span.key,
        "revision": after.revision,
        "old_value": said(before.value),
        "old_status": before.status,
        "value": said(after.value),
        "status": after.status,
        "reason": after.reason or None,
        "published_at": local(after.published_at),
    }


def judgement_data(judgement):
    return {
        "category": judgement.shown,
        "computed_category": judgement.category,
        "override_reason": judgement.override_reason or None,
        "ratio": said(judgement.ratio),
        "reason": judgement.reason,
        "fact": judgement.fact,
        "recent": judgement.recent,
        "inputs": judgement.inputs,
        "method_version": judgement.method_version,
        "made_at": local(judgement.made_at),
    }
