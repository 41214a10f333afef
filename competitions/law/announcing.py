"""The rules of an announcement: R01, R05, R07, R09-R13, R16, R22. Each takes facts, the day and the act's figures."""

import datetime as dt
from decimal import Decimal

from competitions.choices import CriterionKind, FundingForm, Place, Procedure, PublicationSubject
from competitions.law.days import WARSAW, earliest_closing, last_day_of_years, reason_for_rest, warsaw_day
from competitions.law.finding import blocks, informs, warns
from competitions.law.publications import THREE_PLACES, days_of, missing_places, unrecorded_places
from leszno_ngo.templatetags.leszno import day as day_words
from leszno_ngo.templatetags.leszno import deadline, plural, zloty

MIDNIGHT = dt.time(0, 0)
DAYS = "dzień,dni,dni"
YEARS = "rok,lata,lat"


def programme_in_time(competition, on, figures):
    """R01, art. 5a(1): the yearly cooperation programme is adopted by 30 November of the year before."""
    last_day = dt.date(competition.year - 1, *figures.programme_adopted_by)
    adopted_on = competition.programme_adopted_on
    if adopted_on is None and on > last_day:
        message = (
            f"Brak daty uchwalenia programu współpracy na {competition.year} r., a termin minął {day_words(last_day)} "
            "Wpisz datę uchwały albo potwierdź, że programu jeszcze nie uchwalono."
        )
        yield warns("R01", "art. 5a ust. 1", message, "programme_adopted_on")
    if adopted_on is not None and adopted_on > last_day:
        message = (
            f"Program współpracy na {competition.year} r. uchwalono {day_words(adopted_on)}, "
            f"po terminie ({day_words(last_day)}). Sprawdź datę i potwierdź."
        )
        yield warns("R01", "art. 5a ust. 1", message, "programme_adopted_on")


def form_of_funding(competition, on, figures):
    """R05, art. 5(4) and 11(1): support or entrustment, which pays for the whole task. Cited points say nothing."""
    if not competition.form:
        message = "Wybierz formę zlecenia: wspieranie (dofinansowanie) albo powierzenie (pełne finansowanie)."
        yield blocks("R05", "art. 5 ust. 4, art. 11 ust. 1", message, "form")
    if competition.form == FundingForm.ENTRUSTMENT and competition.own_contribution_percent:
        message = (
            "Powierzenie finansuje całe zadanie, więc nie można żądać wkładu własnego. "
            "Usuń wkład własny albo wybierz wspieranie."
        )
        yield blocks("R05", "art. 5 ust. 4, art. 11 ust. 1", message, "own_contribution_percent")


def procedure_is_open(competition, on, figures):
    """R07, art. 11(2): an open competition, unless the act or another one gives a different way."""
    procedure = competition.procedure
    if not procedure:
        yield blocks("R07", "art. 11 ust. 2", "Wybierz tryb zlecenia zadania.", "procedure")
    elif procedure == Procedure.SMALL_GRANT:
        message = "Mały grant zleca się bez konkursu. Wpisz go do rejestru małych grantów."
        yield blocks("R07", "art. 11 ust. 2", message, "procedure")
    elif procedure != Procedure.OPEN_COMPETITION and not competition.procedure_basis.strip():
        message = "Tryb inny niż otwarty konkurs ofert wymaga podstawy prawnej. Podaj przepis."
        yield blocks("R07", "art. 11 ust. 2", message, "procedure_basis")


def closing_leaves_21_days(competition, on, figures):
    """R09, art. 13(1): offers close 21 days after the last of the three publications, its day not counted, or later."""
    days = days_of(competition.publications, PublicationSubject.ANNOUNCEMENT)
    earliest = earliest_closing(*map(days.get, THREE_PLACES), days=figures.closing_days)
    number = f"{figures.closing_days} {plural(figures.closing_days, DAYS)}"
    if earliest is None:
        message = f"Termin {number} jeszcze nie biegnie: brakuje daty ogłoszenia w którymś z trzech miejsc."
        yield informs("R09", "art. 13 ust. 1", message, "publications")
    elif competition.closes_at is not None and warsaw_day(competition.closes_at) < earliest:
        early = (earliest - warsaw_day(competition.closes_at)).days
        message = (
            f"Nabór kończy się {early} {plural(early, DAYS)} za wcześnie: od ostatniego z trzech ogłoszeń musi minąć "
            f"{number}. Ustaw termin składania ofert na {day_words(earliest)} albo później."
        )
        yield blocks("R09", "art. 13 ust. 1", message, "closes_at")


def deadlines_on_working_days(competition, on, figures):
    """R09, art. 13(1): a deadline on a Saturday or a holiday is allowed, and never moved silently."""
    named = [("closes_at", "składania ofert"), ("confirmation_due_at", "złożenia potwierdzenia oferty")]
    for field, name in named:
        moment = getattr(competition, field)
        if moment is not None and reason_for_rest(warsaw_day(moment)):
            message = (
                f"Termin {name} przypada w dzień wolny: {deadline(moment)} ({reason_for_rest(warsaw_day(moment))}). "
                "Wybierz dzień roboczy albo potwierdź ten termin."
            )
            yield warns("R09", "art. 13 ust. 1", message, field)


def kind_of_task(competition, on, figures):
    """R10, art. 13(2)(1): the kind of task."""
    if not competition.task_kind.strip():
        yield blocks("R10", "art. 13 ust. 2 pkt 1", "Podaj rodzaj zadania.", "task_kind")


def amount_of_money(competition, on, figures):
    """R10, art. 13(2)(2): the amount of public money; the lines of its tasks and years add up to it."""
    article = "art. 13 ust. 2 pkt 2"
    total = competition.total_amount
    if total is None or total <= 0:
        yield blocks("R10", article, "Podaj kwotę środków publicznych większą od zera.", "total_amount")
        return
    if any(line.planned is None for line in competition.funding_lines):
        yield blocks("R10", article, "Podaj planowaną kwotę dla każdego zadania i roku.", "funding_lines")
        return
    planned = sum((line.planned for line in competition.funding_lines), Decimal())
    if competition.funding_lines and planned != total:
        message = (
            f"Kwoty zadań dają razem {zloty(planned)}, a w ogłoszeniu jest {zloty(total)}. "
            "Popraw kwoty zadań albo kwotę ogłoszenia."
        )
        yield blocks("R10", article, message, "funding_lines")


def rules_of_granting(competition, on, figures):
    """R10, art. 13(2)(3): the rules of granting; the bounds of one grant do not contradict each other or the total."""
    article = "art. 13 ust. 2 pkt 3"
    if not competition.granting_rules.strip():
        yield blocks("R10", article, "Podaj zasady przyznawania dotacji.", "granting_rules")
    smallest, largest, total = competition.smallest_grant, competition.largest_grant, competition.total_amount
    if smallest is not None and largest is not None and smallest > largest:
        message = (
            f"Najmniejsza dotacja ({zloty(smallest)}) jest większa od największej ({zloty(largest)}). Popraw kwoty."
        )
        yield blocks("R10", article, message, "smallest_grant")
    for field, grant in (("smallest_grant", smallest), ("largest_grant", largest)):
        if grant is not None and total is not None and grant > total:
            message = f"Dotacja {zloty(grant)} przekracza kwotę konkursu ({zloty(total)}). Popraw kwoty."
            yield blocks("R10", article, message, field)


def dates_and_conditions(competition, on, figures):
    """R10, art. 13(2)(4): the dates and the conditions of the task."""
    article = "art. 13 ust. 2 pkt 4"
    start, end = competition.implementation_start, competition.implementation_end
    if start is None:
        yield blocks("R10", article, "Podaj, od kiedy zadanie ma być realizowane.", "implementation_start")
    if end is None:
        yield blocks("R10", article, "Podaj, do kiedy zadanie ma być realizowane.", "implementation_end")
    if start is not None and end is not None and end < start:
        message = f"Zadanie kończy się ({day_words(end)}), zanim się zacznie ({day_words(start)}). Popraw daty."
        yield blocks("R10", article, message, "implementation_end")
    if not competition.conditions.strip():
        yield blocks("R10", article, "Podaj warunki realizacji zadania.", "conditions")


def deadline_of_offers(competition, on, figures):
    """R10, art. 13(2)(5): the deadline for offers; 00:00 is refused, it would mean the day before."""
    article = "art. 13 ust. 2 pkt 5"
    if competition.closes_at is None:
        yield blocks("R10", article, "Podaj termin składania ofert: dzień i godzinę.", "closes_at")
    for field in ("closes_at", "confirmation_due_at"):
        moment = getattr(competition, field)
        if moment is not None and at_midnight(moment):
            last_minute = deadline(moment - dt.timedelta(minutes=1))
            message = f"Godzina 00:00 oznacza koniec poprzedniego dnia. Wpisz: {last_minute}, albo inną godzinę."
            yield blocks("R10", article, message, field)
    closes_at, confirmed_by = competition.closes_at, competition.confirmation_due_at
    if closes_at is not None and confirmed_by is not None and confirmed_by < closes_at:
        message = (
            "Termin potwierdzenia oferty mija przed terminem składania ofert. Ustaw go na ten sam dzień albo później."
        )
        yield blocks("R10", article, message, "confirmation_due_at")


def choice_of_offers(competition, on, figures):
    """R10, art. 13(2)(6): the procedure, the criteria and the date of the choice, which lies after the closing."""
    article = "art. 13 ust. 2 pkt 6"
    if not competition.selection_procedure.strip():
        yield blocks("R10", article, "Opisz tryb wyboru ofert.", "selection_procedure")
    if not competition.criteria:
        yield blocks("R10", article, "Podaj kryteria wyboru ofert.", "criteria")
    due_at, closes_at = competition.decision_due_at, competition.closes_at
    if due_at is None:
        yield blocks("R10", article, "Podaj termin wyboru ofert.", "decision_due_at")
        return
    if at_midnight(due_at):
        last_minute = deadline(due_at - dt.timedelta(minutes=1))
        message = f"Godzina 00:00 oznacza koniec poprzedniego dnia. Wpisz: {last_minute}, albo inną godzinę."
        yield blocks("R10", article, message, "decision_due_at")
    if closes_at is not None and due_at <= closes_at:
        message = "Termin wyboru ofert nie jest późniejszy niż termin ich składania. Ustaw późniejszy."
        yield blocks("R10", article, message, "decision_due_at")


def at_midnight(moment):
    return moment.astimezone(WARSAW).time() == MIDNIGHT


def similar_tasks(competition, on, figures):
    """R10, art. 13(2)(7): tasks of the same kind in the year of announcement and the year before, costs and grants."""
    year = year_of_announcement(competition, on)
    yield from similar_tasks_of(competition, year, "no_similar_tasks_this_year")
    yield from similar_tasks_of(competition, year - 1, "no_similar_tasks_last_year")


def similar_tasks_of(competition, year, stated_none):
    article = "art. 13 ust. 2 pkt 7"
    tasks = [task for task in competition.similar_tasks if task.year == year]
    none_stated = getattr(competition, stated_none)
    if not tasks and not none_stated:
        message = f"Podaj zadania tego samego rodzaju zrealizowane w {year} r. albo zaznacz, że ich nie było."
        yield blocks("R10", article, message, "similar_tasks")
    if tasks and none_stated:
        message = (
            f"Zaznaczono, że w {year} r. nie było zadań tego samego rodzaju, a lista je podaje. Popraw jedno z nich."
        )
        yield blocks("R10", article, message, stated_none)
    for task in tasks:
        if task.total_cost is None or task.paid is None:
            message = (
                f"Podaj koszt i wypłaconą dotację zadania „{task.task_title}” w {year} r. (0, jeśli nic nie wypłacono)."
            )
            yield blocks("R10", article, message, "similar_tasks")


def year_of_announcement(competition, on):
    """The year of the first publication, planned or made; without one, of the announcement or of the day."""
    days = days_of(competition.publications, PublicationSubject.ANNOUNCEMENT)
    if days:
        return min(days.values()).year
    return warsaw_day(competition.announced_at).year if competition.announced_at else on.year


def three_places(competition, on, figures):
    """R11, art. 13(3): BIP, the office's notice board, the website; a planned day, once passed, is to be confirmed."""
    for place in missing_places(competition.publications, PublicationSubject.ANNOUNCEMENT):
        message = f"Podaj datę ogłoszenia w miejscu: {place.label}."
        yield blocks("R11", "art. 13 ust. 3", message, "publications")
    for place, day in unrecorded_places(competition.publications, PublicationSubject.ANNOUNCEMENT, on):
        message = f"Potwierdź, że ogłoszenie ukazało się {day_words(day)} w miejscu: {place.label}, albo popraw datę."
        yield warns("R11", "art. 13 ust. 3", message, "publications")


def newspaper_starts_nothing(competition, on, figures):
    """R12, art. 13(4): a notice in a newspaper is optional and does not start the 21 days."""
    if Place.NEWSPAPER in days_of(competition.publications, PublicationSubject.ANNOUNCEMENT):
        number = f"{figures.closing_days} {plural(figures.closing_days, DAYS)}"
        message = (
            f"Ogłoszenie w prasie jest dodatkowe: nie wpływa na bieg {number} i nie zastępuje żadnego z trzech miejsc."
        )
        yield informs("R12", "art. 13 ust. 4", message, "publications")


def draft_budget(competition, on, figures):
    """R13, art. 13(5): next year's competition may rest on the draft budget."""
    if year_of_announcement(competition, on) < competition.year:
        message = (
            f"Konkurs ogłasza się przed {competition.year} r., na podstawie projektu budżetu. "
            "Zaznacz w ogłoszeniu, że kwota może się zmienić."
        )
        yield informs("R13", "art. 13 ust. 5", message, "total_amount")


def six_criteria(competition, on, figures):
    """R16, art. 15(1): six things the authority looks at; own money only when it supports."""
    kinds = {criterion.kind for criterion in competition.criteria}
    needed = [kind for kind in CriterionKind if kind != CriterionKind.OTHER]
    if competition.form == FundingForm.ENTRUSTMENT:
        needed.remove(CriterionKind.OWN_FUNDS)
    missing = [kind.label for kind in needed if kind not in kinds]
    if missing:
        message = (
            f"Wśród kryteriów nie ma: {'; '.join(missing)}. Dodaj je albo potwierdź, że zawierają je inne kryteria."
        )
        yield warns("R16", "art. 15 ust. 1", message, "criteria")
    if competition.form == FundingForm.ENTRUSTMENT and CriterionKind.OWN_FUNDS in kinds:
        message = "Przy powierzeniu nie ocenia się środków własnych. Usuń to kryterium albo potwierdź, że ma zostać."
        yield warns("R16", "art. 15 ust. 1 pkt 4", message, "criteria")


def agreement_not_too_long(competition, on, figures):
    """R22, art. 16: an agreement is made for the task's time, at most five years; both ends count."""
    start, end = competition.implementation_start, competition.implementation_end
    if start is None or end is None:
        return
    last_day = last_day_of_years(start, figures.agreement_years)
    if end > last_day:
        years = f"{figures.agreement_years} {plural(figures.agreement_years, YEARS)}"
        message = (
            f"Umowę zawiera się na najwyżej {years}. Zadanie, które zaczyna się {day_words(start)}, "
            f"musi się skończyć najpóźniej {day_words(last_day)}"
        )
        yield blocks("R22", "art. 16", message, "implementation_end")


SEVEN_POINTS = {
    1: kind_of_task,
    2: amount_of_money,
    3: rules_of_granting,
    4: dates_and_conditions,
    5: deadline_of_offers,
    6: choice_of_offers,
    7: similar_tasks,
}
RULES = (
    *(programme_in_time, form_of_funding, procedure_is_open, closing_leaves_21_days, deadlines_on_working_days),
    *SEVEN_POINTS.values(),
    *(three_places, newspaper_starts_nothing, draft_budget, six_criteria, agreement_not_too_long),
)
