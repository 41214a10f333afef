"""Competitions and the offers of a year as tables."""

from competitions.choices import CompetitionState
from leszno_ngo.sheets.writing import Column, csv_table, simple_workbook

COMPETITIONS = (
    Column("Rok", lambda one: one.year, 8),
    Column("Numer", lambda one: one.number, 8),
    Column("Tytuł", lambda one: one.title, 60),
    Column("Stan", lambda one: CompetitionState(one.state_at_moment).label, 20),
    Column("Wydział", lambda one: one.department.name, 36),
    Column("Obszar", lambda one: one.area.name if one.area else "", 36),
    Column("Forma", lambda one: one.get_form_display(), 16),
    Column("Kwota (zł)", lambda one: one.total_amount, 16),
    Column("Najmniejsza dotacja (zł)", lambda one: one.smallest_grant, 16),
    Column("Największa dotacja (zł)", lambda one: one.largest_grant, 16),
    Column("Ogłoszono", lambda one: one.announced_at, 18),
    Column("Nabór od", lambda one: one.opens_at, 18),
    Column("Nabór do", lambda one: one.closes_at, 18),
    Column("Potwierdzenie do", lambda one: one.confirmation_due_at, 18),
    Column("Realizacja od", lambda one: one.implementation_start),
    Column("Realizacja do", lambda one: one.implementation_end),
    Column("Generator ofert", lambda one: one.generator_url, 36),
    Column("Uwaga", lambda one: example(one), 12),
)
RESULTS = (
    Column("Rok", lambda offer: offer.competition.year, 8),
    Column("Numer konkursu", lambda offer: offer.competition.number, 10),
    Column("Konkurs", lambda offer: offer.competition.title, 48),
    Column("Wydział", lambda offer: offer.competition.department.name, 36),
    Column("Obszar", lambda offer: offer.competition.area.name if offer.competition.area else "", 36),
    Column("Rozstrzygnięto", lambda offer: offer.competition.decided_on, 16),
    Column("Oferent", lambda offer: offer.bidder, 40),
    Column("Rejestr", lambda offer: offer.get_register_display(), 24),
    Column("Numer w rejestrze", lambda offer: offer.register_number, 18),
    Column("Zadanie", lambda offer: offer.task_title, 48),
    Column("Punkty", lambda offer: offer.points, 10),
    Column("Wnioskowana kwota (zł)", lambda offer: offer.requested, 18),
    Column("Przyznana kwota (zł)", lambda offer: offer.granted, 18),
    Column("Wynik", lambda offer: offer.get_state_display(), 28),
    Column("Powód", lambda offer: offer.reason, 48),
    Column("Uwaga", lambda offer: example(offer.competition), 12),
)


def example(competition):
    return "Przykład" if competition.is_example else ""


def competitions_workbook(competitions) -> bytes:
    """An .xlsx of competitions with_state, with their departments and areas."""
    return simple_workbook("Konkursy ofert", "", "Konkursy", COMPETITIONS, competitions, None)


def competitions_csv(competitions) -> str:
    return csv_table(COMPETITIONS, competitions)


def results_workbook(year, offers) -> bytes:
    """An .xlsx of offers with their competitions, these with department and area."""
    return simple_workbook(f"Wyniki konkursów {year}", "", f"Wyniki {year}", RESULTS, offers, None)


def results_csv(offers) -> str:
    return csv_table(RESULTS, offers)
