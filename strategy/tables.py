"""A strategy as tables that other programs open: its plan as plain columns (.csv), and everything in sheets (.xlsx)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Model
from openpyxl import Workbook

from leszno_ngo.sheets.writing import (
    HEADINGS_AT,
    Column,
    csv_table,
    describe_workbook,
    packed,
    set_page,
    write_cell,
    write_heads,
)
from strategy.choices import Category
from strategy.progress import rounded


@dataclass(frozen=True, slots=True)
class Line:
    """A part of the plan or an indicator, in the order of reading. `above`: what it belongs to; None: the strategy."""

    row: Model
    level: str
    above: Model | None
    number: str | int | None = None
    weight: Decimal | None = None
    planned: Decimal | None = None
    done: Decimal | None = None
    progress: Decimal | None = None

    @property
    def judgement(self):
        return getattr(self.row, "judgement", None)


PLAN = (
    Column("Poziom", lambda line: line.level, 18),
    Column("Numer", lambda line: str(line.number or ""), 8),
    Column("Nazwa", lambda line: getattr(line.row, "title", None) or line.row.name, 60),
    Column("W ramach", lambda line: str(line.above or ""), 40),
    Column("Waga", lambda line: line.weight),
    Column("Zaplanowane punkty", lambda line: line.planned),
    Column("Wykonane punkty", lambda line: line.done),
    Column("Postęp (%)", lambda line: None if line.progress is None else rounded(line.progress)),
    Column("Jednostka", lambda line: getattr(line.row, "unit", ""), 16),
    Column("Pożądany kierunek", lambda line: of_indicator(line.row, "get_direction_display"), 24),
    Column("Ocena", lambda line: category_of(line), 24),
    Column("Fakt", lambda line: line.judgement and line.judgement.fact, 48),
    Column("Adres w portalu", lambda line: line.row.get_absolute_url(), 40),
)
STAGES = (
    Column("Zadanie", lambda share: str(share.stage.task), 48),
    Column("Etap", lambda share: str(share.stage), 60),
    Column("Okres w dokumencie", lambda share: share.stage.period_text, 24),
    Column("Rok", lambda share: share.year, 8),
    Column("Zaplanowane punkty", lambda share: share.planned),
    Column("Wykonane punkty", lambda share: share.done),
)
VALUES = (
    Column("Wskaźnik", lambda value: value.indicator.name, 60),
    Column("Kod", lambda value: value.indicator.code, 36),
    Column("Okres", lambda value: str(value.span), 18),
    Column("Wartość", lambda value: value.value and value.value.normalize(), 16),
    Column("Rodzaj wartości", lambda value: value.get_status_display(), 18),
    Column("Źródło", lambda value: value.source, 30),
    Column("Uwaga", lambda value: value.note, 40),
)
BUDGET = (
    Column("Zadanie", lambda line: str(line.task), 48),
    Column("Źródło finansowania", lambda line: line.source_name, 48),
    Column("Rok", lambda line: line.year, 8),
    Column("Kwota (zł)", lambda line: line.amount, 18),
)


def of_indicator(row, method):
    return getattr(row, method)() if hasattr(row, method) else ""


def category_of(line):
    """What counts; an indicator that nobody judged yet is not judged."""
    if line.judgement:
        return line.judgement.get_shown_display()
    return Category.NOT_JUDGED.label if hasattr(line.row, "judgement") else ""


# ── The plan line by line ───────────────────────────────────────────────────────────────────────────────────────────


def lines_of(outlines, indicators) -> Iterable[Line]:
    """indicators: of the strategy itself; those of its parts come with the outlines."""
    yield from indicator_lines(indicators, None)
    for outline in outlines:
        yield from goal_lines(outline, None)


def goal_lines(outline, above):
    goal = outline.goal
    yield Line(goal, goal.get_kind_display(), above, goal.numeral, **points(outline.points))
    yield from indicator_lines(outline.own_indicators, goal)
    for part in outline.programmes:
        programme = part.programme
        told = points(part.points) | {"progress": part.progress}
        yield Line(programme, "program", goal, programme.number, **told)
        yield from indicator_lines(part.own_indicators, programme)
        for line in part.tasks:
            yield from task_lines(line, programme)
    for line in outline.tasks:
        yield from task_lines(line, goal)
    for below in outline.below:
        yield from goal_lines(below, goal)


def task_lines(part, above):
    task = part.task
    yield Line(task, "zadanie", above, task.number, task.weight, **points(part.points))
    yield from indicator_lines(part.indicators, task)


def indicator_lines(indicators, above):
    return (Line(indicator, indicator.get_kind_display(), above) for indicator in indicators)


def points(points):
    """Nothing, not a zero, where nothing was planned."""
    if not points.tasks:
        return {}
    return {"planned": points.planned, "done": points.done, "progress": points.progress}


# ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def strategy_csv(lines) -> str:
    return csv_table(PLAN, lines)


def strategy_workbook(strategy, lines, *, shares, values, budget) -> bytes:
    """Sheets of the plan, of stages in years, of published values, and of money by source."""
    workbook = Workbook()
    describe_workbook(workbook, strategy.title, None)
    workbook.remove(workbook.active)
    for name, columns, rows in (
        ("Plan", PLAN, lines),
        ("Etapy", STAGES, shares),
        ("Wartości", VALUES, values),
        ("Budżet", BUDGET, budget),
    ):
        write_sheet(workbook.create_sheet(name), strategy.title, columns, rows)
    return packed(workbook)


def write_sheet(sheet, title, columns, rows):
    write_heads(sheet, title, "", columns)
    line = HEADINGS_AT
    for line, row in enumerate(rows, start=HEADINGS_AT + 1):
        for place, column in enumerate(columns, start=1):
            write_cell(sheet.cell(line, place), column.value(row))
    set_page(sheet, line, len(columns))
