"""Rows as tables that other programs open: spreadsheets (.xlsx) and plain columns (.csv)."""

from competitions.tables.competitions import competitions_csv, competitions_workbook, results_csv, results_workbook
from competitions.tables.schedules import (
    COLUMNS,
    meaning,
    merged_terms,
    schedule_csv,
    schedule_workbook,
    term_words,
)
from leszno_ngo.sheets.writing import CSV, EXCEL, HEADINGS_AT

__all__ = [
    "COLUMNS",
    "CSV",
    "EXCEL",
    "HEADINGS_AT",
    "competitions_csv",
    "competitions_workbook",
    "meaning",
    "merged_terms",
    "results_csv",
    "results_workbook",
    "schedule_csv",
    "schedule_workbook",
    "term_words",
]
