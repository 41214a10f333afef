"""Results of a competition out of a spreadsheet: `read_…` knows no database, `save_…` writes all or nothing."""

from competitions.importing.results.cells import read_sheet
from competitions.importing.results.columns import Column
from competitions.importing.results.rows import MOST_OFFERS, OfferRow, ResultsReading, read_results
from competitions.importing.results.words import FIELDS, LONGEST, offers_in_words, read_offer

__all__ = [
    "FIELDS",
    "LONGEST",
    "MOST_OFFERS",
    "Column",
    "OfferRow",
    "ResultsReading",
    "offers_in_words",
    "read_offer",
    "read_results",
    "read_sheet",
]
