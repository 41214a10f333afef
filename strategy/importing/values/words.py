"""A value's words, typed at the desk or standing in a spreadsheet → what is to be stored, or what to do about them.

Pure. Nothing is guessed: a number that can be read in two ways is told, no words become zero.
"""

from decimal import Decimal

from leszno_ngo.reading import fold
from strategy.choices import ValueStatus
from strategy.importing.numbers import NOT_APPLICABLE, parse_number

FIELDS = ("value", "status", "source", "note", "reason")
LONGEST = {"source": 200, "note": 2000, "reason": 2000}
WITHOUT_NUMBER = (ValueStatus.NOT_COLLECTED, ValueStatus.NOT_APPLICABLE)
SIGNS = ("%", "zł")
STATUSES = {fold(words): status for status in ValueStatus for words in (status.value, status.label)}

HOW_TO_WRITE = "Wpisz liczbę, na przykład 10500 albo 97,4."
NEITHER = "Wpisz liczbę albo wybierz rodzaj „brak danych” lub „nie dotyczy”."
BOTH = "Jest i liczba, i rodzaj „{}”. Usuń liczbę albo zmień rodzaj."
WHY = "Napisz, dlaczego zmienia się opublikowaną wartość. Przeczytają to mieszkańcy."


def read_entry(words: dict, *, unit: str, is_correction: bool) -> tuple[dict, dict]:
    """({field: value to store}, {field: what to do}). `words`: {field: text}; a status is its value or its words.

    "bd" and the like say that nothing was collected, "nd" that nothing applies, unless another such status is chosen.
    A status that is not said is `final` for a number.
    """
    entry = {name: words.get(name, "").strip() for name in FIELDS}
    problems = {
        name: f"Skróć do {longest} znaków (jest {len(entry[name])})."
        for name, longest in LONGEST.items()
        if len(entry[name]) > longest
    }
    try:
        entry["status"] = read_status(entry["status"])
    except ValueError as problem:
        problems["status"] = str(problem)
        entry["status"] = None
    try:
        entry["value"], said = read_value(entry["value"], unit)
    except ValueError as problem:
        problems["value"] = str(problem)
    else:
        tie(entry, said, problems)
    if is_correction and not entry["reason"]:
        problems["reason"] = WHY
    return entry, problems


def read_status(words: str) -> ValueStatus | None:
    """None: nothing is said. ValueError says what may be."""
    if not words:
        return None
    if (status := STATUSES.get(fold(words))) is None:
        allowed = ", ".join(f"„{label}”" for label in ValueStatus.labels)
        raise ValueError(f"Nie ma rodzaju „{shown(words)}”. Może być: {allowed}.")
    return status


def read_value(words: str, unit: str) -> tuple[Decimal | None, ValueStatus | None]:
    """(number, None), or (None, what the words say instead of it); (None, None) when there are no words."""
    if not words:
        return None, None
    if words.casefold() in NOT_APPLICABLE:
        return None, ValueStatus.NOT_APPLICABLE
    for sign in SIGNS:
        if words.endswith(sign) and unit and unit != sign:
            raise ValueError(f"Tej wartości nie mierzy się w „{sign}”. Wpisz samą liczbę.")
    try:
        number = parse_number(words)
    except ValueError as problem:
        told = str(problem)
        raise ValueError(f"{told[0].upper()}{told[1:]}. {HOW_TO_WRITE}") from None
    return number, None if number is not None else ValueStatus.NOT_COLLECTED


def tie(entry, said, problems):
    """A number and a status that says there is none exclude each other; words in place of a number choose it."""
    status = entry["status"]
    if entry["value"] is not None:
        if status in WITHOUT_NUMBER:
            problems["status"] = BOTH.format(status.label)
        elif "status" not in problems:
            entry["status"] = status or ValueStatus.FINAL
    elif status not in WITHOUT_NUMBER:
        if said is None or status not in (None, ValueStatus.FINAL):
            problems.setdefault("value", NEITHER)
        entry["status"] = said


def shown(words, length=60):
    return words if len(words) <= length else f"{words[: length - 1]}…"


def number_words(value: Decimal | None) -> str:
    """The number as it is typed: „10500”, „97,4”, „-3”; "" for None."""
    if value is None:
        return ""
    words = f"{value:f}"
    return (words.rstrip("0").rstrip(".") if "." in words else words).replace(".", ",")


def words_of(held) -> dict:
    """{field: words} of a stored value, or of none, as they stand in the desk's fields."""
    if held is None:
        return dict.fromkeys(FIELDS, "") | {"status": ValueStatus.FINAL.value}
    return {name: getattr(held, name) for name in FIELDS} | {"value": number_words(held.value)}
