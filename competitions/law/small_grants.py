"""The rules of small grants, art. 19a: R28, R29, R31, R32. An offer and the year's other offers in, findings out."""

import datetime as dt
from decimal import Decimal

from competitions.choices import Place, PublicationSubject, SmallGrantState
from competitions.law.days import add_working_days, length_in_days, moved_past_rest
from competitions.law.figures import figures_on
from competitions.law.finding import blocks, informs, warns
from competitions.law.publications import THREE_PLACES
from leszno_ngo.templatetags.leszno import day as day_words
from leszno_ngo.templatetags.leszno import number as number_words
from leszno_ngo.templatetags.leszno import plural, zloty

DAYS = "dzień,dni,dni"
FIELDS = {Place.BIP: "bip_on", Place.NOTICE_BOARD: "notice_board_on", Place.WEBSITE: "website_on"}


def small_grant_findings(grant, on, *, others=(), planned_grants=None):
    """What the law says of a small grant on the day.

    `others`: every other small grant the city keeps; `planned_grants`: złoty planned in the budget of the grant's year
    for all tasks of organisations, None when not entered.
    """
    figures = figures_on(grant.received_on)
    same_year = [other for other in others if year_of(other) == year_of(grant)]
    return [
        *amount_of_grant(grant, figures),
        *length_of_task(grant, figures),
        *published_in_time(grant, on, figures),
        *shown_long_enough(grant, figures),
        *grants_of_organisation(grant, same_year, figures),
        *grants_of_year(grant, same_year, planned_grants, figures),
    ]


def year_of(grant):
    """The calendar year whose limits a grant uses: that of payment, until then that of the offer."""
    return (grant.paid_on or grant.received_on).year


def amount_of(grant):
    """Złoty granted; while nothing is decided, what is asked for."""
    return grant.requested if grant.granted is None else grant.granted


def is_same_organisation(one, other):
    """By the register number, else by the name."""
    if one.register_number and other.register_number:
        return one.register_number == other.register_number
    return one.organisation.casefold() == other.organisation.casefold()


def amount_of_grant(grant, figures):
    """R28, art. 19a(1)(1): at most 10 000 zł."""
    if amount_of(grant) > figures.small_grant_amount:
        message = (
            f"Mały grant to najwyżej {zloty(figures.small_grant_amount)}, a ten ma {zloty(amount_of(grant))}. "
            "Zmniejsz kwotę albo ogłoś konkurs."
        )
        yield blocks("R28", "art. 19a ust. 1 pkt 1", message, "granted")


def length_of_task(grant, figures):
    """R28, art. 19a(1)(2): at most 90 days, the first and the last one counted."""
    article = "art. 19a ust. 1 pkt 2"
    start, end = grant.implementation_start, grant.implementation_end
    if start is None or end is None:
        yield blocks("R28", article, "Podaj, od kiedy i do kiedy zadanie ma być realizowane.", "implementation_start")
    elif end < start:
        yield blocks("R28", article, "Zadanie kończy się, zanim się zacznie. Popraw daty.", "implementation_end")
    elif length_in_days(start, end) > figures.small_grant_days:
        last_day = start + dt.timedelta(days=figures.small_grant_days - 1)
        days = length_in_days(start, end)
        message = (
            f"Zadanie trwa {days} {plural(days, DAYS)}, a może najwyżej {figures.small_grant_days}. "
            f"Skróć je do {day_words(last_day)} albo ogłoś konkurs."
        )
        yield blocks("R28", article, message, "implementation_end")


def publication_due(received_on):
    """Art. 19a(3): the last of seven working days in which an offer received on the day is to be published."""
    return add_working_days(received_on, figures_on(received_on).small_grant_working_days)


def comments_until(published_on):
    """Art. 19a(4): the last day for remarks on an offer that was published on the day."""
    return moved_past_rest(published_on + dt.timedelta(days=figures_on(published_on).small_grant_comment_days))


def shown_everywhere_on(grant):
    """The day on which the offer stood in the last of the three places; None while one of them has no date."""
    days = {publication.place: publication.published_on for publication in of_offer(grant)}
    return max(days[place] for place in THREE_PLACES) if days.keys() >= set(THREE_PLACES) else None


def remarks_until(grant):
    """The last day for remarks on the offer; None while it does not stand in all three places."""
    everywhere = shown_everywhere_on(grant)
    return everywhere and comments_until(everywhere)


def remarks_open_since(on):
    """The earliest publication on which remarks may still be made on the day: what queries compare with."""
    day = on
    while comments_until(day - dt.timedelta(days=1)) >= on:
        day -= dt.timedelta(days=1)
    return day


def small_grant_state(grant, on):
    """What an offer is on the day; the queryset's with_state says the same in SQL."""
    if grant.granted is not None:
        return SmallGrantState.GRANTED if grant.granted > 0 else SmallGrantState.REFUSED
    everywhere = shown_everywhere_on(grant)
    if everywhere is None or everywhere > on:
        return SmallGrantState.TO_PUBLISH
    return SmallGrantState.REMARKS if comments_until(everywhere) >= on else SmallGrantState.TO_DECIDE


def published_in_time(grant, on, figures):
    """R29, art. 19a(3): an offer the city wants is published in the three places within seven working days."""
    if grant.granted == 0:
        return  # the city may refuse at once, and then publishes nothing
    due = publication_due(grant.received_on)
    days = {publication.place: publication.published_on for publication in of_offer(grant)}
    for place in THREE_PLACES:
        published_on = days.get(place)
        if published_on is None and on <= due:
            message = f"Zamieść ofertę do {day_words(due)} w miejscu: {place.label}."
            yield informs("R29", "art. 19a ust. 3", message, FIELDS[place])
        elif published_on is None:
            message = (
                f"Oferty nie zamieszczono w miejscu: {place.label}; termin minął {day_words(due)} Zamieść ją teraz."
            )
            yield blocks("R29", "art. 19a ust. 3", message, FIELDS[place])
        elif published_on > due:
            late = (published_on - due).days
            message = (
                f"Ofertę zamieszczono {late} {plural(late, DAYS)} po terminie ({day_words(due)}): {place.label}. "
                "Popraw datę albo podaj powód."
            )
            yield warns("R29", "art. 19a ust. 3", message, FIELDS[place])  # it happened, so it can be entered
        elif published_on < grant.received_on:
            message = f"Data zamieszczenia jest wcześniejsza niż wpływ oferty: {place.label}. Popraw datę."
            yield blocks("R29", "art. 19a ust. 3", message, FIELDS[place])


def shown_long_enough(grant, figures):
    """R29, art. 19a(3): it stays for seven days, the day of publication not counted."""
    for publication in of_offer(grant):
        if publication.shown_until is None:
            continue
        least = publication.published_on + dt.timedelta(days=figures.small_grant_shown_days)
        if publication.shown_until < least:
            message = (
                f"Oferta ma być widoczna co najmniej do {day_words(least)} ({publication.place.label}). Popraw datę."
            )
            yield blocks("R29", "art. 19a ust. 3", message, "shown_until")


def of_offer(grant):
    return [
        publication
        for publication in grant.publications
        if publication.subject == PublicationSubject.ANNOUNCEMENT and publication.published_on is not None
    ]


def grants_of_organisation(grant, same_year, figures):
    """R31, art. 19a(6): one organisation gets at most 20 000 zł of small grants in a calendar year."""
    before = sum((other.granted or Decimal() for other in same_year if is_same_organisation(grant, other)), Decimal())
    limit = figures.small_grants_of_organisation
    if amount_of(grant) > 0 and before + amount_of(grant) > limit:
        message = (
            f"Małe granty tej organizacji w {year_of(grant)} r. wyniosłyby {zloty(before + amount_of(grant))}, a mogą "
            f"najwyżej {zloty(limit)}. Można jej przyznać {zloty(max(limit - before, Decimal()))}."
        )
        yield blocks("R31", "art. 19a ust. 6", message, "granted")


def grants_of_year(grant, same_year, planned_grants, figures):
    """R32, art. 19a(7): all small grants are at most 20 % of the grants planned for the year."""
    if planned_grants is None:
        message = f"Podaj kwotę dotacji planowanych na {year_of(grant)} r., żeby sprawdzić limit małych grantów."
        yield warns("R32", "art. 19a ust. 7", message)
        return
    limit = planned_grants * figures.small_grants_percent / 100
    together = sum((other.granted or Decimal() for other in same_year), Decimal()) + amount_of(grant)
    if amount_of(grant) > 0 and together > limit:
        message = (
            f"Małe granty na {year_of(grant)} r. wyniosłyby {zloty(together)}, ponad "
            f"{number_words(figures.small_grants_percent)}% planowanych dotacji ({zloty(limit)}). "
            "Zmniejsz kwotę albo podaj powód."
        )
        yield warns("R32", "art. 19a ust. 7", message, "granted")
