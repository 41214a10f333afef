"""The notice of a competition's results, art. 15(2h)-(2j), in words."""

from decimal import Decimal

from competitions.choices import ResultState
from competitions.wording import blocks
from competitions.wording.announcing import THE_ACT
from competitions.wording.blocks import NOT_STATED, fact, fact_if, facts, section, text
from leszno_ngo.blocks import MONEY, NUMBER, TEXT, table
from leszno_ngo.templatetags.leszno import day, number, plural, zloty

BASIS = f"art. 15 ust. 2h–2j {THE_ACT}"
REASONS = (
    "Każdy, w terminie 30 dni od dnia ogłoszenia wyników konkursu, może żądać uzasadnienia wyboru lub odrzucenia "
    f"oferty (art. 15 ust. 2i {THE_ACT})."
)
# A column: its heading, its kind, and what stands in it of an entry.
ASKED = ("Wnioskowana kwota", MONEY, lambda entry: blocks.money(entry.requested))
GRANTED = ("Przyznana kwota", MONEY, lambda entry: blocks.money(entry.granted))
POINTS = ("Punkty", NUMBER, lambda entry: blocks.points(entry.points))
WHY = ("Powód", TEXT, lambda entry: entry.reason or NOT_STATED)
TABLES = {  # of each state: the section's heading, and the columns behind bidder and task
    ResultState.FUNDED: ("Oferty, którym przyznano dotację", (POINTS, ASKED, GRANTED)),
    ResultState.RESERVE: ("Lista rezerwowa", (POINTS, ASKED)),
    ResultState.NOT_FUNDED: ("Oferty bez dotacji", (POINTS, ASKED, WHY)),
    ResultState.REJECTED: ("Oferty odrzucone z przyczyn formalnych", (ASKED, WHY)),
    ResultState.WITHDRAWN: ("Oferty wycofane", (ASKED,)),
    ResultState.RESIGNED: ("Rezygnacje z dotacji", (ASKED, WHY)),
}


def results_content(competition):
    """What was decided of each offer. A handful of queries, whatever their number."""
    entries = list(competition.results.all())
    sections = [
        identity(competition),
        counts(competition, entries),
        *(offers(state, [entry for entry in entries if entry.state == state]) for state in TABLES),
        committee(competition),
        section("reasons", "Uzasadnienie", text(REASONS)),
    ]
    heading = "Wyniki otwartego konkursu ofert"
    return blocks.paper("results", heading, competition, competition.results_published_at, sections)


def identity(competition):
    """By what people know the competition again; the first section of every notice about it."""
    announced_at = competition.announced_at
    return section(
        "identity",
        "Konkurs",
        facts(
            fact("Tytuł konkursu", competition.title),
            fact("Numer konkursu", blocks.number_of(competition)),
            fact("Prowadzi", competition.department.name),
            fact("Data ogłoszenia konkursu", day(announced_at) if announced_at else ""),
            fact("Oferty można było składać do", blocks.moment(competition.closes_at)),
            fact("Odpowiada za treść", competition.responsible),
        ),
    )


def counts(competition, entries):
    total = competition.total_amount
    numbers = [
        ("Złożono ofert", competition.submitted_count),
        ("Odrzucono z przyczyn formalnych", competition.rejected_count),
        ("Wycofano", competition.withdrawn_count),
        ("Oceniono", competition.assessed_count),
        ("Dotację przyznano ofertom", competition.funded_count),
    ]
    return section(
        "counts",
        "Rozstrzygnięcie",
        facts(
            fact("Data rozstrzygnięcia", blocks.date(competition.decided_on)),
            fact("Podstawa prawna", BASIS),
            *(fact(label, "" if count is None else number(count)) for label, count in numbers),
            fact("Kwota środków publicznych w konkursie", blocks.money(total)),
            fact("Przyznane dotacje razem", zloty(granted_in(entries))),
        ),
    )


def offers(state, entries):
    heading, further = TABLES[state]
    columns = [("Oferent", TEXT), ("Rejestr i numer", TEXT), ("Tytuł zadania", TEXT)]
    columns += [(words, kind) for words, kind, _ in further]
    rows = [
        [entry.bidder, registered(entry), entry.task_title or NOT_STATED, *(cell(entry) for *_, cell in further)]
        for entry in entries
    ]
    return section(state.value, heading, table(counted(entries), columns, rows))


def counted(entries):
    """„2 oferty, dotacje razem 80 000 zł”."""
    offers = f"{number(len(entries))} {plural(len(entries), 'oferta,oferty,ofert')}"
    granted = granted_in(entries)
    return f"{offers}, dotacje razem {zloty(granted)}" if granted else offers


def granted_in(entries):
    return sum((entry.granted or Decimal() for entry in entries if entry.state == ResultState.FUNDED), Decimal())


def registered(entry):
    """„KRS 0000123456”."""
    return " ".join(filter(None, [entry.get_register_display(), entry.register_number])) or NOT_STATED


def committee(competition):
    return section(
        "committee",
        "Komisja konkursowa",
        facts(
            fact_if(competition.committee_appointed_on, "Powołano", day),
            fact_if(competition.committee_opinion_on, "Opinia o ofertach", day),
            fact("Osoby wskazane przez organizacje", number(competition.committee_members_of_organisations)),
            fact_if(competition.committee_without_organisations_reason, "Dlaczego bez osób z organizacji", str),
        ),
    )
