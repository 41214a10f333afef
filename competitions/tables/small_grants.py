"""A year's register of small grants as a spreadsheet (.xlsx) and plain columns (.csv)."""

from leszno_ngo.sheets.writing import Column, csv_table, simple_workbook
from leszno_ngo.templatetags.leszno import day

COLUMNS = (
    Column("Organizacja", lambda offer: offer.grant.organisation, 40),
    Column("Rejestr", lambda offer: offer.grant.get_register_display(), 20),
    Column("Numer w rejestrze", lambda offer: offer.grant.register_number, 16),
    Column("Zadanie", lambda offer: offer.grant.task_title, 50),
    Column("Wydział", lambda offer: offer.grant.department.name, 34),
    Column("Wpłynęła", lambda offer: offer.grant.received_on),
    Column("Wnioskowana kwota", lambda offer: offer.grant.requested, 14),
    Column("Realizacja od", lambda offer: offer.grant.implementation_start),
    Column("Realizacja do", lambda offer: offer.grant.implementation_end),
    Column("W BIP od", lambda offer: offer.grant.bip_on),
    Column("Na tablicy ogłoszeń od", lambda offer: offer.grant.notice_board_on),
    Column("Na stronie internetowej od", lambda offer: offer.grant.website_on),
    Column("Uwagi do", lambda offer: offer.remarks_until),
    Column("Stan", lambda offer: offer.state.label, 24),
    Column("Rozpatrzono", lambda offer: offer.grant.decided_on),
    Column("Przyznana kwota", lambda offer: offer.grant.granted, 14),
    Column("Uzasadnienie", lambda offer: offer.grant.reason, 40),
    Column("Przykład", lambda offer: "przykład" if offer.grant.is_example else ""),
)


def small_grants_workbook(year, offers, today) -> bytes:
    """Its moment is none: it changes with the day, not with an act."""
    facts = f"Oferty pozakonkursowe (art. 19a), stan na {day(today)}"
    return simple_workbook(f"Małe granty w {year} roku", facts, f"Małe granty {year}", COLUMNS, offers, None)


def small_grants_csv(offers) -> str:
    return csv_table(COLUMNS, offers)
