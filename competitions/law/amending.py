"""The rules of a changed announcement. The act is silent on changes; what it asks of an announcement holds for them."""

from competitions.choices import AmendmentKind, PublicationSubject
from competitions.law.days import earliest_closing, warsaw_day
from competitions.law.finding import blocks, warns
from competitions.law.publications import THREE_PLACES, days_of, missing_places, unrecorded_places
from leszno_ngo.templatetags.leszno import day as day_words
from leszno_ngo.templatetags.leszno import deadline, plural

DAYS = "dzień,dni,dni"


def closing_not_shortened(amendment, on, figures):
    """R09, art. 13(1): a deadline moved forward takes days from those who counted on them."""
    if amendment.new_closes_at < amendment.old_closes_at:
        message = (
            f"Zmiana skraca nabór: był do {day_words(amendment.old_closes_at)}, ma być do "
            f"{day_words(amendment.new_closes_at)} Przywróć termin albo podaj powód."
        )
        yield warns("R09", "art. 13 ust. 1", message, "closes_at")


def time_for_changed_terms(amendment, on, figures):
    """R09, art. 13(1): changed terms need their time too, 21 days after the last of the change's three publications."""
    days = days_of(amendment.publications, PublicationSubject.AMENDMENT)
    earliest = earliest_closing(*map(days.get, THREE_PLACES), days=figures.closing_days)
    if amendment.kind != AmendmentKind.CHANGE or earliest is None:
        return
    if warsaw_day(amendment.new_closes_at) < earliest:
        number = f"{figures.closing_days} {plural(figures.closing_days, DAYS)}"
        message = (
            f"Od ogłoszenia zmiany do końca naboru jest mniej niż {number}. Jeśli zmiana jest istotna, przedłuż nabór "
            f"do {day_words(earliest)} albo podaj powód, dla którego to zbędne."
        )
        yield warns("R09", "art. 13 ust. 1", message, "closes_at")


def amended_while_open(amendment, on, figures):
    """R09, art. 13(1): once offers have closed, a change meets offers that are already there."""
    if amendment.kind != AmendmentKind.RESULTS and amendment.made_at > amendment.old_closes_at:
        message = (
            f"Nabór skończył się: {deadline(amendment.old_closes_at)}. Późniejsza zmiana dotyczy ofert już złożonych. "
            "Podaj powód."
        )
        yield warns("R09", "art. 13 ust. 1", message, "amendments")


def amendment_in_three_places(amendment, on, figures):
    """R11, art. 13(3): a change is announced where the announcement was; so is one of the results."""
    name = amendment.kind.label.capitalize()
    for place in missing_places(amendment.publications, PublicationSubject.AMENDMENT):
        message = f"{name}: podaj datę ogłoszenia w miejscu: {place.label}."
        yield blocks("R11", "art. 13 ust. 3", message, "amendments")
    for place, day in unrecorded_places(amendment.publications, PublicationSubject.AMENDMENT, on):
        message = f"{name}: potwierdź ogłoszenie {day_words(day)} w miejscu: {place.label}."
        yield warns("R11", "art. 13 ust. 3", message, "amendments")


OF_ONE = (closing_not_shortened, time_for_changed_terms, amended_while_open, amendment_in_three_places)


def amendments(competition, on, figures):
    """R09 and R11 for each change of the announcement."""
    for amendment in competition.amendments:
        for rule in OF_ONE:
            yield from rule(amendment, on, figures)


RULES = (amendments,)
