"""Two terms of one row → how its plan moved, in Polish: „później o 2 miesiące”. Pure.

Meanings are compared, not words: „III kwartał 2024” and „lipiec – wrzesień 2024 r.” are the same days: no move.
What has no dates means what its words say. Comparing the other way round gives the opposite way.
"""

import datetime as dt
import enum
from dataclasses import dataclass

from leszno_ngo.terms.saying import describe, fitting, is_single, name
from leszno_ngo.terms.term import (
    LAST_OF_FIRST_PART,
    MONTHS_IN,
    UNITS_BY_LENGTH,
    Kind,
    Term,
    Unit,
    first_day,
    last_day,
)
from leszno_ngo.terms.tokens import fold

BOUNDED = (Kind.PERIOD, Kind.UNTIL, Kind.SINCE)
WORDLESS = "bez terminu"
COUNTED = {
    Unit.DAY: ("1 dzień", "dni", "dni"),
    Unit.MONTH: ("miesiąc", "miesiące", "miesięcy"),
    Unit.QUARTER: ("kwartał", "kwartały", "kwartałów"),
    Unit.HALF: ("półrocze", "półrocza", "półroczy"),
    Unit.YEAR: ("rok", "lata", "lat"),
}


class Way(enum.StrEnum):
    EARLIER = "earlier"
    LATER = "later"
    NARROWER = "narrower"
    WIDER = "wider"
    DATED = "dated"
    UNDATED = "undated"
    PLANNED = "planned"
    NOT_PLANNED = "not_planned"
    TO_OTHER_PROCEDURE = "to_other_procedure"
    FROM_OTHER_PROCEDURE = "from_other_procedure"
    REPLACED = "replaced"


PAIRS = (
    (Way.EARLIER, Way.LATER),
    (Way.NARROWER, Way.WIDER),
    (Way.DATED, Way.UNDATED),
    (Way.PLANNED, Way.NOT_PLANNED),
    (Way.TO_OTHER_PROCEDURE, Way.FROM_OTHER_PROCEDURE),
    (Way.REPLACED, Way.REPLACED),
)
OPPOSITE = {one: other for pair in PAIRS for one, other in (pair, pair[::-1])}
LEADS = {
    Way.EARLIER: "wcześniej",
    Way.LATER: "później",
    Way.NARROWER: "doprecyzowano",
    Way.WIDER: "rozszerzono",
}


@dataclass(frozen=True, slots=True)
class Move:
    way: Way
    words: str


def compare(before: Term, after: Term) -> Move | None:
    """How the plan moved; None when both terms mean the same."""
    if meaning(before) == meaning(after):
        return None
    if before.kind in BOUNDED and after.kind in BOUNDED:
        return move_of_dates(before, after)
    return move_of_kinds(before, after)


def meaning(term):
    """What tells terms apart: the kind and the days; for terms without days, the words."""
    if term.kind in (Kind.OTHER_PROCEDURE, Kind.RELATIVE, Kind.UNPARSED):
        return term.kind, " ".join(fold(term.text).split()).strip(" .")
    return term.kind, term.start, term.end


# ── Between kinds ───────────────────────────────────────────────────────────────────────────────────────────────────


def move_of_kinds(before, after):
    old, new = said(before), said(after)
    if Kind.OTHER_PROCEDURE in (before.kind, after.kind) and before.kind != after.kind:
        if after.kind == Kind.OTHER_PROCEDURE:
            return Move(Way.TO_OTHER_PROCEDURE, f"inny tryb: {new} (było: {old})")
        return Move(Way.FROM_OTHER_PROCEDURE, f"już nie w innym trybie ({old}), teraz: {new}")
    if after.kind == Kind.NOT_PLANNED:
        return Move(Way.NOT_PLANNED, f"już się nie planuje (było: {old})")
    if before.kind == Kind.NOT_PLANNED:
        return Move(Way.PLANNED, f"zaplanowano: {new} (dotąd nie planowano)")
    if has_time(before) and not has_time(after):
        return Move(Way.UNDATED, f"termin zdjęto (było: {old}{now(new)})")
    if has_time(after) and not has_time(before):
        return Move(Way.DATED, f"podano termin: {new}")
    return Move(Way.REPLACED, f"zamiast „{old}”: „{new}”")


def has_time(term):
    return term.kind in BOUNDED or term.kind == Kind.CONTINUOUS


def said(term):
    """The term in the portal's words; another procedure and an event by their own."""
    return (term.text.strip() if term.kind == Kind.OTHER_PROCEDURE else "") or describe(term).strip() or WORDLESS


def now(words):
    return "" if words == WORDLESS else f", jest: {words}"


# ── Between dates ───────────────────────────────────────────────────────────────────────────────────────────────────


def move_of_dates(before, after):
    way = way_of_dates(before, after)
    if before.kind == after.kind != Kind.PERIOD:
        unit = edge_unit(before) if edge_unit(before) == edge_unit(after) else Unit.DAY
        return Move(way, f"{LEADS[way]} o {counted(unit, abs(shift(unit, edge(before), edge(after))))}")
    if before.kind != after.kind:
        words = f"zamiast „{said(before)}”: „{said(after)}”"
        return Move(way, f"{LEADS[way]}, {words}" if way in LEADS else words)
    units = [fitting(term.unit, term.start, term.end) for term in (before, after)]
    if units[0] != units[1]:
        return Move(way, f"{LEADS[way]}: {from_to(before, after)}")
    return Move(way, words_of_shift(way, units[0], before, after))


def way_of_dates(before, after):
    """Later when both ends are not earlier; what keeps one end, or lies inside, is narrower, the opposite wider."""
    if before.kind == after.kind != Kind.PERIOD:
        return Way.LATER if edge(after) > edge(before) else Way.EARLIER
    if {before.kind, after.kind} == {Kind.UNTIL, Kind.SINCE}:
        return Way.REPLACED
    start = sign(bound(after.start, dt.date.min), bound(before.start, dt.date.min))
    end = sign(bound(after.end, dt.date.max), bound(before.end, dt.date.max))
    if start == end and start:
        return Way.LATER if start > 0 else Way.EARLIER
    return Way.NARROWER if start >= 0 >= end else Way.WIDER


def edge(term):
    """The one day of a deadline or a beginning."""
    return term.end or term.start


def edge_unit(term):
    """The unit that a deadline ends or a beginning opens; days when it does neither."""
    if term.unit not in UNITS_BY_LENGTH:
        return Unit.DAY
    edge_of_unit = last_day if term.end else first_day
    return term.unit if edge(term) == edge_of_unit(term.unit, edge(term)) else Unit.DAY


def bound(day, otherwise):
    return otherwise if day is None else day


def sign(one, other):
    return (one > other) - (one < other)


def words_of_shift(way, unit, before, after):
    """Both terms are counted in the same unit, so that each end moved by whole units."""
    start, end = shift(unit, before.start, after.start), shift(unit, before.end, after.end)
    if start == end:
        return f"{LEADS[way]} o {counted(unit, abs(start))}"
    ends = ", ".join(
        f"{what} {LEADS[Way.LATER if by > 0 else Way.EARLIER]} o {counted(unit, abs(by))}"
        for what, by in (("początek", start), ("koniec", end))
        if by
    )
    lead = {Way.NARROWER: "skrócono: ", Way.WIDER: "rozszerzono: "}.get(way, "")
    return lead + ends


def shift(unit, before, after):
    return place(unit, after) - place(unit, before)


def place(unit, day):
    """Which unit since the year 0 holds the day."""
    if unit == Unit.DAY:
        return day.toordinal()
    months = day.year * 12 + day.month - 1
    if unit == Unit.MONTH_PART:
        return months * 2 + (day.day > LAST_OF_FIRST_PART)
    return months // MONTHS_IN[unit]


def counted(unit, number):
    """„miesiąc”, „2 kwartały”, „12 dni”, „półtora miesiąca”; whole years are said as years."""
    if unit == Unit.MONTH_PART:
        return counted_halves(number)
    months = number * MONTHS_IN.get(unit, 0)
    if months and months % 12 == 0:
        unit, number = Unit.YEAR, months // 12
    one, few, many = COUNTED[unit]
    if number == 1:
        return one
    return f"{number} {few if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else many}"


def counted_halves(number):
    """Halves of a month."""
    whole, half = divmod(number, 2)
    if not half:
        return counted(Unit.MONTH, whole)
    return {0: "pół miesiąca", 1: "półtora miesiąca"}.get(whole, f"{whole} i pół miesiąca")


def from_to(before, after):
    """„z II półrocza 2024 r. na III kwartał 2024 r.”"""
    return f"{out_of(before)} na {onto(after)}"


def out_of(term):
    unit = fitting(term.unit, term.start, term.end)
    if not is_single(unit, term.start, term.end):
        return f"z terminu „{describe(term)}”"
    words = f"{name(unit, term.start, 'genitive')} {term.start.year} r.".strip()
    return f"ze {words}" if words.startswith("st") else f"z {words}"


def onto(term):
    unit = fitting(term.unit, term.start, term.end)
    if not is_single(unit, term.start, term.end):
        return f"termin „{describe(term)}”"
    return describe(term).replace("połowa", "połowę")
