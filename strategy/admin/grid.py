"""„Moje wskaźniki za 2025”: a year's values entered, checked and published on one screen.

…/indicator/wartosci/<year>/, for the admin of indicators.
"""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.cache import never_cache

from leszno_ngo import clock
from leszno_ngo.models import Department
from leszno_ngo.sheets.writing import EXCEL
from leszno_ngo.templatetags.leszno import plural
from strategy import publishing
from strategy.admin.years import asked_year
from strategy.choices import ValueState
from strategy.collecting import collected, slots_of
from strategy.forms.grid import GridActForm, GridFilterForm, ValuesGrid
from strategy.importing.values.template import values_template
from strategy.models import Indicator, ReportingYear, ValuesImport
from strategy.publishing.entering import Overtaken, enter_values

GRID = "admin/strategy/grid/grid.html"
INDICATORS_ON_A_PAGE = 100
SAVE_FIRST = "Najpierw zapisz to, co zmieniono: {}."
SELECT_FIRST = "Zaznacz w pierwszej kolumnie, których wartości to dotyczy."
CHANGED = "„{}”: ktoś w międzyczasie zmienił tę wartość. Obejrzyj ją jeszcze raz."
VALUES = "wartość,wartości,wartości"


@dataclass(frozen=True)
class Chosen:
    """The indicators that a year's grid shows, and how many there would be without the choice of those awaited."""

    year: int
    form: GridFilterForm
    indicators: Page
    all_count: int

    @property
    def slots(self):
        return slots_of(self.indicators.object_list, self.year, clock.today())


def choose(request, year):
    """By the address; what does not exist for the user is not there."""
    asked_year(year)
    rows = Indicator.objects.visible_to(request.user)
    departments = Department.objects.filter(pk__in=departments_of(rows)).order_by("name")
    form = GridFilterForm(request.GET, departments=departments)
    if form.department:
        rows = rows.of_departments([form.department])
    shown = rows if form.shows_all else rows.collected_in(year)
    page = Paginator(collected(shown, year), INDICATORS_ON_A_PAGE).get_page(form.page)
    return Chosen(year, form, page, rows.count())


def departments_of(indicators):
    return indicators.order_by().values(number=Coalesce("department", "task__department"))


class GridPages:
    """For the admin of indicators."""

    def get_urls(self):
        own = [
            path(
                f"wartosci/<int:year>/{end}",
                self.admin_site.admin_view(never_cache(view)),
                name=f"strategy_values_{name}",
            )
            for end, view, name in (("", self.grid_view, "grid"), ("arkusz.xlsx", self.grid_sheet_view, "sheet"))
        ]
        return own + super().get_urls()

    def grid_view(self, request, year):
        chosen = choose(request, year)
        if request.method != "POST":
            return self.grid_page(request, chosen, ValuesGrid(chosen.slots))
        if request.user.is_auditor:
            raise PermissionDenied
        name, key = GridActForm(request.POST).pressed()
        acts = {
            "save": self.save_grid,
            "check": self.check_selected,
            "publish": self.publish_selected,
            "back": partial(self.send_row_back, key=key),
            "drop": partial(self.drop_row, key=key),
        }
        if name not in acts:
            raise Http404
        grid = ValuesGrid(chosen.slots, request.POST)
        if words := acts[name](request, grid):
            self.message_user(request, words, messages.SUCCESS)
            return HttpResponseRedirect(request.get_full_path())
        return self.grid_page(request, chosen, grid)

    def grid_page(self, request, chosen, grid):
        year, user = chosen.year, request.user
        closed = ReportingYear.objects.closed().filter(year=year).select_related("closed_by").first()
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": f"Wskaźniki za {year}" if user.sees_everything else f"Moje wskaźniki za {year}",
            "is_nav_sidebar_enabled": False,  # a table needs the width
            "year": year,
            "years": (year - 1, year + 1 if year < clock.today().year else None),
            "chosen": chosen,
            "address": f"?{request.GET.urlencode()}" if request.GET else "",
            "pages": [(n, page_address(request, n)) for n in chosen.indicators.paginator.page_range],
            "grid": grid,
            "rows": grid.rows_to_show,
            "counts": counts_of(grid.slots),
            "closed": closed,
            "may_edit": not user.is_auditor and closed is None,
            "waiting": ValuesImport.objects.editable_by(user).filter(year=year),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, GRID, context)

    def grid_sheet_view(self, request, year):
        """All that the filter gives, on one sheet, whatever the page."""
        chosen = choose(request, year)
        slots = slots_of(chosen.indicators.paginator.object_list, year, clock.today())
        return HttpResponse(
            values_template(year, slots),
            content_type=EXCEL,
            headers={
                "Content-Disposition": f'attachment; filename="wskazniki-{year}.xlsx"',
                "Cache-Control": "no-store",
            },
        )

    # ── Acts: each gives what to tell, or None with the grid saying what is wrong ────────────────────────────────────

    def save_grid(self, request, grid):
        if not grid.is_valid():
            return None
        wanted = grid.wanted()
        if not wanted:
            return "Nic się nie zmieniło, więc nie było czego zapisać."
        try:
            enter_values(wanted, by=request.user, now=clock.now())
        except Overtaken as refusal:
            grid.problem = f"{refusal.message} Zapisz jeszcze raz, a zobaczysz obie wersje."
        except ValidationError as refusal:
            grid.problem = " ".join(refusal.messages)
        else:
            n = len(wanted)
            return f"Zapisano {n} {plural(n, VALUES)}. Teraz kolej na sprawdzenie przez drugą osobę."
        return None

    def check_selected(self, request, grid):
        def check(rows):
            for row in rows:
                publishing.check_value(row.slot.making, by=request.user, now=clock.now())

        return on_selected(grid, check, "Sprawdzono")

    def publish_selected(self, request, grid):
        def publish(rows):
            publishing.publish_values([row.slot.making for row in rows], by=request.user, now=clock.now())

        return on_selected(grid, publish, "Opublikowano")

    def send_row_back(self, request, grid, key):
        def send_back(row):
            publishing.send_back(row.slot.making, remark=row["remark"].value() or "", by=request.user)

        return on_row(grid, key, send_back, "Odesłano do poprawy")

    def drop_row(self, request, grid, key):
        def drop(row):
            publishing.delete_draft(row.slot.making, by=request.user)

        return on_row(grid, key, drop, "Usunięto szkic")


def on_selected(grid, act, done):
    """Do it to all selected values or to none; what is typed and not saved yet stands in the way."""
    rows = grid.selected
    if not rows:
        grid.problem = SELECT_FIRST
    return tried(grid, rows, partial(act, rows), f"{done} {len(rows)} {plural(len(rows), VALUES)}.") if rows else None


def on_row(grid, key, act, done):
    row = grid.row(key)
    if row is None or not row.is_bound:
        raise Http404
    return tried(grid, [row], partial(act, row), f"{row.place}: {done[0].lower()}{done[1:]}.")


def tried(grid, rows, act, words):
    """The words when the act was done, else None: the grid says what stood in its way."""
    others = [row.place for row in grid.touched]
    unseen = [row.place for row in rows if not row.is_seen or row.slot.making is None]
    if others:
        grid.problem = SAVE_FIRST.format(", ".join(others))
    elif unseen:
        grid.problem = " ".join(CHANGED.format(place) for place in unseen)
    else:
        try:
            with transaction.atomic():
                act()
        except ValidationError as refusal:
            grid.problem = " ".join(refusal.messages)
        else:
            return words
    return None


def counts_of(slots):
    """How many values there are, are waited for, wait for checking and for publishing."""
    states = [slot.making.state for slot in slots if slot.making]
    return {
        "all": len(slots),
        "missing": sum(slot.held is None for slot in slots),
        "to_check": states.count(ValueState.DRAFT),
        "to_publish": states.count(ValueState.CHECKED),
        "published": sum(slot.making is None and slot.published is not None for slot in slots),
    }


def page_address(request, number):
    query = request.GET.copy()
    query["strona"] = str(number)
    return f"?{query.urlencode()}"
