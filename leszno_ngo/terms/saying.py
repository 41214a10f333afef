"""Term → words, so that reading them gives the same term."""

import datetime as dt

from leszno_ngo.terms.term import LAST_OF_FIRST_PART, UNITS_BY_LENGTH, Kind, Term, Unit, first_day, last_day
from leszno_ngo.terms.words import GENITIVE, LOCATIVE, NOMINATIVE, ROMAN_NUMERALS

PHRASES = {
    Kind.CONTINUOUS: "na bieżąco",
    Kind.NOT_PLANNED: "nie planuje się",
    Kind.OTHER_PROCEDURE: "w innym trybie",
}
CASES = {
    "nominative": {"months": NOMINATIVE, "part": "połowa", "quarter": "kwartał", "half": "półrocze"},
    "genitive": {"months": GENITIVE, "part": "połowy", "quarter": "kwartału", "half": "półrocza"},
    "locative": {"months": LOCATIVE, "part": "połowie", "quarter": "kwartale", "half": "półroczu"},
}


def describe(term: Term) -> str:
    """The understood term in Polish words; what carries no dates of its own is said by its text or a set phrase."""
    if term.kind in (Kind.RELATIVE, Kind.UNPARSED):
        return term.text
    if term.kind == Kind.CONTINUOUS and (term.start or term.end):
        return f"{PHRASES[term.kind]} {describe_stretch(term)}"
    return PHRASES.get(term.kind) or describe_dates(term)


def describe_dates(term):
    """„marzec–kwiecień 2024 r.”, „do 15 marca 2024 r.”, „od II kwartału 2024 r.”."""
    if term.start and term.end:
        return describe_period(fitting(term.unit, term.start, term.end), term.start, term.end)
    return describe_until(term.unit, term.end) if term.end else describe_since(term.unit, term.start)


def describe_stretch(term):
    """The same behind „na bieżąco”: „w marcu 2024 r.”, „od marca do maja 2024 r.”."""
    if not (term.start and term.end):
        return describe_dates(term)
    unit = fitting(term.unit, term.start, term.end)
    if unit == Unit.YEAR and term.start.year < term.end.year:
        return f"w latach {term.start.year}–{term.end.year}"
    if is_single(unit, term.start, term.end):
        words = dated(name(unit, term.start, "locative"), term.start)
        preposition = "" if unit == Unit.DAY else "we " if words.startswith("wrz") else "w "
        return preposition + words
    first, last = name(unit, term.start, "genitive"), name(unit, term.end, "genitive")
    if term.start.year < term.end.year:
        return f"od {dated(first, term.start)} do {dated(last, term.end)}"
    return f"od {shared_head(first, last) or first} do {dated(last, term.end)}"


def describe_until(unit, end):
    unit = fitting(unit, first_day(unit, end) if unit in UNITS_BY_LENGTH else end, end)
    words = dated(name(unit, end, "genitive"), end)
    return f"do {words}" if unit == Unit.DAY else f"do końca {words}"


def describe_since(unit, start):
    unit = fitting(unit, start, last_day(unit, start) if unit in UNITS_BY_LENGTH else start)
    return f"od {dated(name(unit, start, 'genitive'), start)}"


def describe_period(unit, start, end):
    if unit == Unit.YEAR and start.year < end.year:
        return f"lata {start.year}–{end.year}"
    first, last = name(unit, start), name(unit, end)
    if is_single(unit, start, end):
        return dated(last, end)
    if start.year < end.year:
        return f"{dated(first, start)} – {dated(last, end)}"
    head = shared_head(first, last) or (first if unit == Unit.MONTH else None)
    return f"{head}–{dated(last, end)}" if head else f"{first} – {dated(last, end)}"


def fitting(unit: Unit, start: dt.date, end: dt.date) -> Unit:
    """The unit, if the dates lie on its edges; else days, so that what officials typed is never said wrongly."""
    if unit not in UNITS_BY_LENGTH:
        return Unit.DAY
    return unit if start == first_day(unit, start) and end == last_day(unit, end) else Unit.DAY


def is_single(unit, start, end):
    return first_day(unit, end) == start


def dated(words, date):
    return f"{words} {date.year} r.".strip()


def name(unit, date, case="nominative"):
    """The unit that holds the date, without its year: „15 marca”, „II połowa marca”, „III kwartał”; a year has none."""
    forms = CASES[case]
    if unit == Unit.DAY:
        return f"{date.day} {GENITIVE[date.month - 1]}"
    if unit == Unit.MONTH_PART:
        number = "I" if date.day <= LAST_OF_FIRST_PART else "II"
        return f"{number} {forms['part']} {GENITIVE[date.month - 1]}"
    if unit == Unit.MONTH:
        return forms["months"][date.month - 1]
    if unit == Unit.QUARTER:
        return f"{ROMAN_NUMERALS[(date.month - 1) // 3]} {forms['quarter']}"
    if unit == Unit.HALF:
        return f"{ROMAN_NUMERALS[(date.month - 1) // 6]} {forms['half']}"
    return ""


def shared_head(first, last):
    """The number of the first, when the rest of its words is the last one's too: „1 marca”, „15 marca” → „1”."""
    number, _, rest = first.partition(" ")
    return number if rest and rest == last.partition(" ")[2] else None
