"""A report's content: sections of words in the order of reading, from what had been published when a day ended."""

import datetime as dt
import textwrap

from django.conf import settings
from django.utils import timezone

from leszno_ngo import blocks
from leszno_ngo.history import signature
from leszno_ngo.models import DataIssue
from leszno_ngo.templatetags.leszno import NBSP, day, deadline, number, plural
from strategy.documents.blocks import stated
from strategy.documents.measures import counts, measured
from strategy.documents.money import money
from strategy.documents.plan import goal_name, percent_words, progress_of, sections_of, shares_of
from strategy.documents.rows import Part, parts_of, strategy_until
from strategy.models import Goal, Programme, StrategyTask
from strategy.progress import METHOD_VERSION

LONGEST_NAME = 150  # characters of a goal or a strategy in a report's title
JUDGING = (
    f"Wskaźniki ocenia się metodą w wersji {METHOD_VERSION}. Gdy wskaźnik ma wartość docelową na rok, porównuje się "
    "zmianę wykonaną z zaplanowaną; gdy ma próg, liczy się okresy, w których go dotrzymano; gdy ma tylko pożądany "
    "kierunek, liczy się średnią zmianę roczną. Bez kierunku albo z mniej niż dwiema wartościami wskaźnika się nie "
    "ocenia, a podaje sam fakt. Wartości wątpliwe są w tabelach, ale nie w ocenie; brak danych nigdy nie jest zerem. "
    "Inna ocena koordynatora ma powód i stoi obok obliczonej."
)
POINTS = (
    "Punkty etapów to punkty procentowe całego zadania; część planu to punkty wykonane podzielone przez zaplanowane. "
    "Postęp programu to średnia z zadań ważona wagami. Całą metodę z przykładami opisuje strona „Metoda” portalu."
)
PLAN_AS_ISSUED = "Plan, punkty etapów, budżet i uwagi podano według stanu w dniu wydania."


def report_title(strategy, goal, as_of):
    """„Sprawozdanie z postępu strategii „…”, stan na dzień 31 grudnia 2025 r.”."""
    name = f"„{shortened(strategy.title)}”"
    if goal is not None:
        name = f"{name}: {shortened(goal_name(goal))}"
    return f"Sprawozdanie z postępu strategii {name}, stan na dzień {day(as_of)}"


def shortened(words):
    return textwrap.shorten(words, LONGEST_NAME, placeholder="…")


def report_content(strategy, goal=None, *, as_of, number, by, now):
    """Every word of the report number so and so of a strategy, or of one of its goals. Nothing but what JSON holds."""
    moment = timezone.make_aware(dt.datetime.combine(as_of + dt.timedelta(days=1), dt.time()))
    strategy = strategy_until(strategy.pk, moment)
    parts = parts_of(strategy, goal)
    of_strategy = [] if goal else list(strategy.indicators.all())
    indicators = [*of_strategy, *(indicator for part in parts for indicator in part.row.indicators.all())]
    tasks = [part.row for part in parts if isinstance(part.row, StrategyTask)]
    return {
        "heading": "Sprawozdanie z postępu",
        "title": goal_name(goal) if goal else strategy.title,
        "strategy": strategy.title if goal else "",
        "office": settings.OFFICE_NAME,
        "edition": f"nr {number}, stan na dzień {day(as_of)}",
        "sections": [
            summary(strategy, goal, parts, indicators, tasks, as_of),
            *(measured(Part(strategy, 1)) if of_strategy else []),
            *(section for part in parts for section in sections_of(part)),
            money(parts, tasks, moment),
            doubts(strategy, parts),
            making(as_of, number, by, now),
        ],
    }


# ── In short ────────────────────────────────────────────────────────────────────────────────────────────────────────


def summary(strategy, goal, parts, indicators, tasks, as_of):
    rows = [
        (f"Zadanie {task}", points(task, "planned"), points(task, "done"), percent_words(progress_of(task)))
        for task in tasks
    ]
    columns = [("Zadanie", blocks.TEXT), *((name, blocks.NUMBER) for name in ("Plan, pkt", "Wykonano", "Część planu"))]
    return blocks.section(
        "podsumowanie",
        "Podsumowanie",
        blocks.paragraph(how_many(parts, indicators)),
        counts(goal or strategy, indicators),
        blocks.table("Wykonanie zadań, w punktach procentowych zadania", columns, rows),
        blocks.facts(
            ("Strategia", strategy.title),
            ("Okres", period(strategy)),
            ("W dniu sprawozdania", strategy.state(as_of).label),
            ("Podstawa prawna", stated(strategy.legal_basis)),
            ("Dokument źródłowy", stated(strategy.source and strategy.source.title)),
        ),
    )


def how_many(parts, indicators):
    told = [
        (Goal, "cel,cele,celów"),
        (Programme, "program,programy,programów"),
        (StrategyTask, "zadanie,zadania,zadań"),
    ]
    counted = [(sum(isinstance(part.row, kind) for part in parts), forms) for kind, forms in told]
    counted.append((len(indicators), "wskaźnik,wskaźniki,wskaźników"))
    words = ", ".join(f"{count} {plural(count, forms)}" for count, forms in counted if count)
    if not words:
        return "Portal zna tylko opis tego dokumentu, bez celów i zadań."
    return f"Sprawozdanie obejmuje: {words}. Wskaźników nie uśrednia się: poniżej jest ich liczba według oceny."


def points(task, name):
    found = [getattr(share, name) for share in shares_of(task)]
    return number(sum(found)) if found else "–"


def period(strategy):
    if strategy.period_start and strategy.period_end:
        return f"{strategy.period_start}–{strategy.period_end}"
    if strategy.period_start:
        return f"od {strategy.period_start} r."
    return f"do {strategy.period_end} r." if strategy.period_end else "nie podano"


# ── Doubts, method, date ────────────────────────────────────────────────────────────────────────────────────────────


def doubts(strategy, parts):
    """What is known to be wrong or unclear in the documents that the data come from."""
    documents = {strategy.source, *(part.row.source for part in parts if hasattr(part.row, "source"))} - {None}
    found = DataIssue.objects.open().public().filter(document__in=documents).select_related("document")
    by_document = {}
    for issue in found:
        row = (f"wiersz{NBSP}{issue.line}" if issue.line else "całość", issue.get_kind_display(), issue.message)
        by_document.setdefault(issue.document.title, []).append(row)
    columns = [("Miejsce", blocks.TEXT), ("Rodzaj", blocks.TEXT), ("Na czym polega", blocks.TEXT)]
    said = "W dokumentach źródłowych są miejsca wątpliwe, poprawione albo nieczytelne. Niczego nie zgadywano."
    return blocks.section(
        "uwagi",
        "Uwagi do danych",
        blocks.paragraph(said if by_document else "Nie ma niewyjaśnionych uwag do dokumentów źródłowych."),
        *(blocks.table(title, columns, rows) for title, rows in by_document.items()),
    )


def making(as_of, number, by, now):
    is_earlier = as_of < timezone.localtime(now).date()
    return blocks.section(
        "metoda",
        "Metoda i data",
        blocks.paragraph(JUDGING),
        blocks.paragraph(POINTS),
        blocks.paragraph(PLAN_AS_ISSUED) if is_earlier else None,
        blocks.facts(
            ("Stan na dzień", f"{day(as_of)}: wartości i oceny opublikowane do końca tego dnia"),
            ("Wydano", deadline(now)),
            ("Wydał", signature(by)),
            ("Numer w strategii", str(number)),
        ),
    )
