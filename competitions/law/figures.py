"""The numbers of the act as they are in force on a day; they stand in figures.toml beside this file, each dated."""

import datetime as dt
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path


@dataclass(frozen=True)
class Figures:
    """Days, years, whole złoty and per cent; figures.toml says what each is and where it comes from."""

    programme_adopted_by: tuple[int, int]
    closing_days: int
    result_fields: tuple[str, ...]
    reasons_days: int
    agreement_years: int
    report_days: int
    small_grant_amount: int
    small_grant_days: int
    small_grant_working_days: int
    small_grant_shown_days: int
    small_grant_comment_days: int
    small_grants_of_organisation: int
    small_grants_percent: int


@dataclass(frozen=True)
class DatedFigure:
    """One number of the act from a day on; `confirmed`: checked against a source."""

    name: str
    value: int | tuple
    valid_from: dt.date
    basis: str
    confirmed: bool


def read_table(text: str) -> tuple[DatedFigure, ...]:
    """The entries of a table, by name and day; a name that the rules do not know raises ValueError."""
    table = []
    for entry in tomllib.loads(text)["figure"]:
        value = tuple(entry["value"]) if isinstance(entry["value"], list) else entry["value"]
        table.append(DatedFigure(**(entry | {"value": value})))
    unknown = {figure.name for figure in table} ^ {field.name for field in fields(Figures)}
    if unknown:
        raise ValueError(f"figures unknown or missing: {', '.join(sorted(unknown))}")
    return tuple(sorted(table, key=lambda figure: (figure.name, figure.valid_from)))


TABLE = read_table((Path(__file__).parent / "figures.toml").read_text(encoding="utf-8"))


def figures_on(day: dt.date, table: tuple[DatedFigure, ...] = TABLE) -> Figures:
    """What is in force on the day; before a number's first day, its first value."""
    values = {}
    for figure in table:
        if figure.name not in values or figure.valid_from <= day:
            values[figure.name] = figure.value
    return Figures(**values)
