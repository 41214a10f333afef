"""The rules of results and of annulment: R10 (6), R17, R18, R20, R21, R25, R26."""

import datetime as dt
from collections import Counter
from decimal import Decimal

from competitions.choices import AnnulmentReason, PublicationSubject, ResultState
from competitions.law.days import moved_past_rest, warsaw_day
from competitions.law.finding import blocks, informs, warns
from competitions.law.publications import days_of, last_day_of, missing_places, unrecorded_places
from leszno_ngo.templatetags.leszno import day as day_words
from leszno_ngo.templatetags.leszno import plural, zloty

DAYS = "dzień,dni,dni"
OFFERS = "oferta,oferty,ofert"
LABELS = {"bidder": "nazwę oferenta", "task_title": "tytuł zadania", "granted": "kwotę dotacji"}
ASSESSED = (ResultState.FUNDED, ResultState.RESERVE, ResultState.NOT_FUNDED, ResultState.RESIGNED)
STATES_OF_COUNT = {
    "rejected_count": (ResultState.REJECTED,),
    "withdrawn_count": (ResultState.WITHDRAWN,),
    "assessed_count": ASSESSED,
    "funded_count": (ResultState.FUNDED,),
}
COUNT_NAMES = {
    "rejected_count": "odrzuconych formalnie",
    "withdrawn_count": "wycofanych",
    "assessed_count": "ocenionych",
    "funded_count": "z dotacją",
}


def choice_overdue(competition, on, figures):
    """R10, art. 13(2)(6): the announced date of the choice has passed and nothing is decided."""
    due_at = competition.decision_due_at
    is_over = competition.decided_on or competition.annulled_at
    if competition.announced_at is not None and not is_over and due_at is not None and on > warsaw_day(due_at):
        message = f"Ogłoszony termin wyboru ofert minął {day_words(due_at)} Rozstrzygnij konkurs albo zmień termin."
        yield warns("R10", "art. 13 ust. 2 pkt 6", message, "decision_due_at")


def choice_in_time(competition, on, figures):
    """R10, art. 13(2)(6): the choice is made by the announced date, and not before the offers have closed."""
    article = "art. 13 ust. 2 pkt 6"
    due_at, closes_at, decided_on = competition.decision_due_at, competition.closes_at, competition.decided_on
    if decided_on is None:
        return
    if due_at is not None and decided_on > warsaw_day(due_at):
        late = (decided_on - warsaw_day(due_at)).days
        message = (
            f"Rozstrzygnięto {late} {plural(late, DAYS)} po ogłoszonym terminie wyboru ofert ({day_words(due_at)}). "
            "Popraw datę albo podaj powód."
        )
        yield warns("R10", article, message, "decided_on")
    if closes_at is not None and decided_on < warsaw_day(closes_at):
        message = f"Rozstrzygnięcie ma datę sprzed końca naboru ({day_words(closes_at)}). Popraw datę."
        yield blocks("R10", article, message, "decided_on")


def single_offer(competition, on, figures):
    """R17, art. 15(2): one single offer is still assessed."""
    if competition.submitted_count == 1:
        message = "Wpłynęła jedna oferta. Ją też się ocenia i można ją wybrać."
        yield informs("R17", "art. 15 ust. 2", message, "submitted_count")


def committee_opinion(competition, on, figures):
    """R18, art. 15(2a): a committee gives an opinion before the authority decides."""
    article = "art. 15 ust. 2a"
    appointed_on, opinion_on = competition.committee_appointed_on, competition.committee_opinion_on
    if appointed_on is None:
        message = "Brak daty powołania komisji konkursowej. Wpisz ją albo podaj powód."
        yield warns("R18", article, message, "committee_appointed_on")
    if opinion_on is None:
        message = "Brak daty opinii komisji konkursowej. Wpisz ją albo podaj powód."
        yield warns("R18", article, message, "committee_opinion_on")
        return
    if appointed_on is not None and opinion_on < appointed_on:
        message = "Opinia komisji ma datę sprzed jej powołania. Popraw datę albo podaj powód."
        yield warns("R18", article, message, "committee_opinion_on")
    if competition.decided_on is not None and opinion_on > competition.decided_on:
        message = "Opinia komisji jest późniejsza niż rozstrzygnięcie. Popraw datę albo podaj powód."
        yield warns("R18", article, message, "committee_opinion_on")


def committee_composition(competition, on, figures):
    """R18, art. 15(2d) and (2da): organisations name members too, or the city says why there are none."""
    if competition.committee_appointed_on is None or competition.committee_members_of_organisations > 0:
        return
    if not competition.committee_without_organisations_reason.strip():
        message = (
            "W komisji nie ma osób wskazanych przez organizacje. Dodaj je albo podaj powód: "
            "nikogo nie wskazano, nikt nie przyszedł lub wszystkich wyłączono."
        )
        yield warns("R18", "art. 15 ust. 2d i 2da", message, "committee_members_of_organisations")


def results_complete(competition, on, figures):
    """R20, art. 15(2h): of each funded offer at least the bidder, the task and the amount."""
    article = "art. 15 ust. 2h"
    if competition.decided_on is None:
        yield blocks("R20", article, "Podaj datę rozstrzygnięcia.", "decided_on")
    for number, result in enumerate(competition.results, 1):
        if result.state != ResultState.FUNDED:
            continue
        missing = [LABELS[field] for field in figures.result_fields if not getattr(result, field)]
        if missing:
            message = f"Wynik nr {number}: podaj {', '.join(missing)}."
            yield blocks("R20", article, message, "results")


def results_add_up(competition, on, figures):
    """R20, art. 15(2h): submitted = rejected + withdrawn + assessed, and the list says the same as the counts."""
    article = "art. 15 ust. 2h"
    counts = {name: getattr(competition, name) for name in ("submitted_count", *STATES_OF_COUNT)}
    if None in counts.values():
        message = "Podaj liczby ofert: złożonych, odrzuconych formalnie, wycofanych, ocenionych i z dotacją."
        yield blocks("R20", article, message, "submitted_count")
        return
    parts = counts["rejected_count"] + counts["withdrawn_count"] + counts["assessed_count"]
    if parts != counts["submitted_count"]:
        message = (
            f"Liczby ofert się nie zgadzają: złożonych jest {counts['submitted_count']}, "
            f"a odrzuconych, wycofanych i ocenionych razem {parts}. Popraw je."
        )
        yield blocks("R20", article, message, "submitted_count")
    states = Counter(result.state for result in competition.results)
    for name, states_counted in STATES_OF_COUNT.items():
        listed = sum(states[state] for state in states_counted)
        if listed != counts[name]:
            message = (
                f"Ofert {COUNT_NAMES[name]} ma być {counts[name]}, a na liście wyników jest {listed}. "
                "Popraw liczbę albo listę."
            )
            yield blocks("R20", article, message, name)


def grants_within_announced(competition, on, figures):
    """R20, art. 13(2)(2-3): the grants fit the announced amount, the largest grant and what was asked for."""
    funded = [result for result in competition.results if result.state == ResultState.FUNDED and result.granted]
    total, largest = competition.total_amount, competition.largest_grant
    granted = sum((result.granted for result in funded), Decimal())
    if total is not None and granted > total:
        message = f"Przyznano {zloty(granted)}, więcej niż ogłoszono ({zloty(total)}). Popraw kwoty albo podaj powód."
        yield warns("R20", "art. 13 ust. 2 pkt 2", message, "results")
    for result in funded:
        if largest is not None and result.granted > largest:
            message = (
                f"{result.bidder}: dotacja {zloty(result.granted)} przekracza największą ogłoszoną "
                f"({zloty(largest)}). Popraw kwotę albo podaj powód."
            )
            yield warns("R20", "art. 13 ust. 2 pkt 3", message, "results")
        if result.requested is not None and result.granted > result.requested:
            message = (
                f"{result.bidder}: przyznano {zloty(result.granted)}, a wnioskowano o {zloty(result.requested)}. "
                "Popraw kwotę albo podaj powód."
            )
            yield warns("R20", "art. 13 ust. 2 pkt 3", message, "results")


def results_in_three_places(competition, on, figures):
    """R20, art. 15(2j): results are announced at once in the three places."""
    article = "art. 15 ust. 2j"
    subject, decided_on = PublicationSubject.RESULTS, competition.decided_on
    yield from places_to_fill(competition, subject, on, "R20", article)
    for place, day in days_of(competition.publications, subject).items():
        if decided_on is not None and day < decided_on:
            message = (
                f"Wyniki mają datę ogłoszenia sprzed rozstrzygnięcia: {place.label}, {day_words(day)} Popraw datę."
            )
            yield blocks("R20", article, message, "publications")
    if decided_on is None:
        return
    days = ((last_day_of(competition.publications, subject) or on) - decided_on).days
    if days > 0:
        message = f"Wyniki ogłasza się niezwłocznie. Od rozstrzygnięcia: {days} {plural(days, DAYS)}."
        yield informs("R20", article, message, "publications")


def places_to_fill(competition, subject, on, rule, article):
    """The same for results and annulment: three days, each confirmed when it has passed."""
    for place in missing_places(competition.publications, subject):
        message = f"{subject.label.capitalize()}: podaj datę ogłoszenia w miejscu: {place.label}."
        yield blocks(rule, article, message, "publications")
    for place, day in unrecorded_places(competition.publications, subject, on):
        message = f"{subject.label.capitalize()}: potwierdź ogłoszenie {day_words(day)} w miejscu: {place.label}."
        yield warns(rule, article, message, "publications")


def reasons_until(published_on, figures):
    """Art. 15(2i): the last day to ask for the reasons of the choice; not counted from a Saturday or a holiday."""
    return moved_past_rest(published_on + dt.timedelta(days=figures.reasons_days))


def reasons_may_be_asked(competition, on, figures):
    """R21, art. 15(2i): anyone may ask for the reasons within 30 days of the results; a rejected offer has one."""
    for number, result in enumerate(competition.results, 1):
        if result.state == ResultState.REJECTED and not result.reason.strip():
            message = f"Wynik nr {number}: podaj powód odrzucenia oferty albo potwierdź, że nie będzie ogłoszony."
            yield warns("R21", "art. 15 ust. 2i", message, "results")
    published_on = last_day_of(competition.publications, PublicationSubject.RESULTS)
    if published_on is not None:
        last_day = reasons_until(published_on, figures)
        message = f"Do {day_words(last_day)} każdy może żądać uzasadnienia wyboru lub odrzucenia oferty."
        yield informs("R21", "art. 15 ust. 2i", message)


def report_due(implementation_end, figures):
    """Art. 18: the last day for the report on a task that ended on the day."""
    return moved_past_rest(implementation_end + dt.timedelta(days=figures.report_days))


def report_after_task(competition, on, figures):
    """R25, art. 18: the report is due 30 days after the task ends."""
    funded = any(result.state == ResultState.FUNDED for result in competition.results)
    if funded and competition.implementation_end is not None:
        last_day = report_due(competition.implementation_end, figures)
        message = f"Sprawozdanie z zadania składa się najpóźniej {day_words(last_day)}"
        yield informs("R25", "art. 18", message, "implementation_end")


def annulment_reason(competition, on, figures):
    """R26, art. 18a(1): annulled only when no offer came or none met the requirements."""
    article = "art. 18a ust. 1"
    reason, submitted = competition.annulment_reason, competition.submitted_count
    if reason not in AnnulmentReason.values:
        message = "Wybierz powód unieważnienia: nie złożono żadnej oferty albo żadna nie spełniała wymogów ogłoszenia."
        yield blocks("R26", article, message, "annulment_reason")
        return
    if submitted is None:
        yield blocks("R26", article, "Podaj liczbę złożonych ofert.", "submitted_count")
        return
    if reason == AnnulmentReason.NO_OFFERS and submitted > 0:
        message = f"Złożono {submitted} {plural(submitted, OFFERS)}, więc powodem nie może być brak ofert. Zmień powód."
        yield blocks("R26", article, message, "annulment_reason")
    if reason == AnnulmentReason.NONE_COMPLIANT and submitted == 0:
        message = "Nie złożono żadnej oferty, więc żadna nie mogła nie spełnić wymogów. Zmień powód."
        yield blocks("R26", article, message, "annulment_reason")
    if where := where_told(competition, "funded_count"):
        message = "Przyznano już dotacje, więc jakaś oferta spełniała wymogi. Konkursu nie można unieważnić."
        yield blocks("R26", article, message, where)
    elif reason == AnnulmentReason.NONE_COMPLIANT and (where := where_told(competition, "assessed_count")):
        message = "Część ofert oceniono merytorycznie. Potwierdź, że żadna nie spełniała wymogów ogłoszenia."
        yield warns("R26", article, message, where)


def where_told(competition, name):
    """The field that tells of such offers: their count, or the list while nobody has counted; "" where none does."""
    if getattr(competition, name):
        return name
    return "results" if any(result.state in STATES_OF_COUNT[name] for result in competition.results) else ""


def annulled_after_closing(competition, on, figures):
    """R26, art. 18a(1): before offers have closed nobody knows whether one comes."""
    closes_at, annulled_at = competition.closes_at, competition.annulled_at
    if closes_at is None:
        return
    too_early = on < warsaw_day(closes_at) if annulled_at is None else annulled_at <= closes_at
    if too_early:
        message = f"Nabór trwa do {day_words(closes_at)} Konkurs można unieważnić dopiero po jego zakończeniu."
        yield blocks("R26", "art. 18a ust. 1", message, "annulled_at")


def annulment_in_three_places(competition, on, figures):
    """R26, art. 18a(2): an annulment is announced in the three places."""
    yield from places_to_fill(competition, PublicationSubject.ANNULMENT, on, "R26", "art. 18a ust. 2")


RUNNING_RULES = (choice_overdue,)
RESULT_RULES = (
    *(choice_in_time, single_offer, committee_opinion, committee_composition, results_complete, results_add_up),
    *(grants_within_announced, results_in_three_places, reasons_may_be_asked, report_after_task),
)
ANNULMENT_RULES = (annulment_reason, annulled_after_closing, annulment_in_three_places)
