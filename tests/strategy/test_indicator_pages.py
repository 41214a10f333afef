"""The pages of indicators, on the real document and on what officials add to it."""

import datetime as dt
import re
import sys
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from model_bakery import baker

from leszno_ngo import clock
from leszno_ngo.models import Department
from strategy import publishing, tasks
from strategy.explaining import examples
from strategy.models import ChartDrawing, Indicator, IndicatorJudgement, IndicatorValue, Strategy, StrategyTask
from strategy.progress import judge
from strategy.publishing.drawings import request_drawings

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2014, 3, 1, 12, 0, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=40)
SUPPORTED = "Zapewnienie ciepłego posiłku osobom potrzebującym - będącymi klientami MOPR-u."
PEOPLE = "osoba,osoby,osób,osoby"


@pytest.fixture(autouse=True)
def day(settings):
    settings.PORTAL_DATE = dt.date(2014, 4, 15)


@pytest.fixture
def indicator(task_page):
    """As if the document had come when its values were new: what was judged of them ten years later is left out."""
    IndicatorJudgement.objects.all().delete()
    return Indicator.objects.get(source_name=SUPPORTED)


def with_target(indicator):
    """What an official sets: a unit, a direction, and 5000 people by 2015; judged and drawn."""
    Indicator.objects.filter(pk=indicator.pk).update(unit=PEOPLE, direction="higher")
    indicator.refresh_from_db()
    indicator.targets.create(kind="reach", value=5000, due_year=2015, text="5 tys. w 2015 r.")
    return judged(indicator)


def judged(indicator):
    return publishing.judge_indicator(Indicator.objects.get(pk=indicator.pk), now=clock.now(), today=clock.today())


def drawn():
    request_drawings(*Indicator.objects.all())
    for hashed in ChartDrawing.objects.values_list("spec_hash", flat=True):
        tasks.draw_chart(hashed)


def corrected(indicator, year, **facts):
    """A further published revision of a year's value."""
    row = {"revision": 2, "status": "revised", "state": "published", "published_at": LATER, **facts}
    return IndicatorValue.objects.create(indicator=indicator, year=year, **row)


def words_of(markup):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).replace("\xa0", " ").split())


def text_of(response):
    assert response.status_code == 200
    return words_of(response.content.decode().partition("<main")[2].partition("</main>")[0].partition(">")[2])


def page_of(client, indicator):
    return text_of(client.get(indicator.get_absolute_url()))


def between(text, start, end):
    return text.partition(start)[2].partition(end)[0].strip()


def rows_of_table(client, indicator):
    body = client.get(indicator.get_absolute_url()).content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return [[words_of(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)] for row in body.split("<tr>")[1:]]


# ── One indicator ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_opens_with_the_fact_and_the_judgement(client, indicator):
    with_target(indicator)

    assert page_of(client, indicator).startswith(
        f"{indicator.name} Od 3 788 osób (2009) do 4 479 osób (2013), +18,2 %. postęp, potrzebne przyspieszenie "
    )


def test_the_table_has_every_year_and_the_target(client, indicator):
    with_target(indicator)
    Indicator.objects.get(pk=indicator.pk).values.filter(year=2011).update(status="suspect", note="Do wyjaśnienia.")
    Indicator.objects.get(pk=indicator.pk).values.filter(year=2012).delete()

    assert rows_of_table(client, indicator) == [
        ["2009", "3 788", "–", "ostateczna", ""],
        ["2010", "4 485", "–", "ostateczna", ""],
        ["2011", "4 122", "–", "wątpliwa", "Do wyjaśnienia."],
        ["2012", "–", "–", "brak danych", ""],
        ["2013", "4 479", "–", "ostateczna", ""],
        ["2015", "–", "5 000", "rok celu", ""],
    ]
    assert "<caption" in client.get(indicator.get_absolute_url()).content.decode()
    assert f"{indicator.name} (jednostka: osoby) Okres Wartość Cel" in page_of(client, indicator)


def test_the_page_shows_from_what_a_judgement_was_computed_and_that_gives_it_again(client, indicator):
    judgement = with_target(indicator)
    indicator.values.filter(year=2013).update(value=1)  # what is stored stays as it was judged

    basis = between(page_of(client, indicator), "da z nich to samo.", "O wskaźniku")

    assert basis == (
        "Wartości 2009: 3 788 osób 2010: 4 485 osób 2011: 4 122 osoby 2012: 4 361 osób 2013: 4 479 osób "
        "Wartości docelowe 5 000 osób do roku 2015 Progi nie podano Pożądany kierunek im więcej, tym lepiej "
        "Rok bazowy nie podano Rodzaj wskaźnika wskaźnik produktu Jednostka osoby Ostatni rok sprawozdawczy 2013 "
        "R, czyli wykonana część planowanej zmiany 0,855"
    )
    again = judge(**judgement.inputs)
    assert (again.category, again.reason) == (judgement.category, judgement.reason)


def test_a_coordinators_judgement_stands_beside_the_computed_one_with_its_reason(client, indicator, coordinator):
    judgement = with_target(indicator)
    reason = "Od maja działa druga jadłodajnia."
    publishing.override_judgement(judgement, category="on_track", reason=reason, by=coordinator, now=clock.now())

    told = between(page_of(client, indicator), " Ocena Ocena koordynatora ", "Uzasadnienie")

    assert told == (
        f"zgodnie z planem Powód: {reason} (15 kwietnia 2014 r.) Ocena obliczona postęp, potrzebne przyspieszenie"
    )


def test_corrections_are_told_with_their_reasons_and_drafts_are_not(client, indicator, coordinator, official):
    people = {"entered_by": official, "checked_by": coordinator}
    corrected(indicator, 2013, value=4500, reason="Doliczono grudzień.", entered_at=NOW, checked_at=NOW, **people)
    draft = {"state": "draft", "published_at": None, "revision": 3, "entered_by": official}
    corrected(indicator, 2013, value=9999, reason="Jeszcze raz.", **draft)

    page = page_of(client, indicator)

    assert between(page, "Opublikowano Powód ", "zzz") == (
        "2013 4 479 4 500 skorygowana 10 kwietnia 2014 r. Doliczono grudzień."
    )
    assert rows_of_table(client, indicator)[-1] == ["2013", "4 500", "–", "skorygowana", ""]
    assert "9 999" not in page


def test_what_is_not_known_is_said(client, indicator):
    page = page_of(client, indicator)

    assert "Portal jeszcze nie ocenił tego wskaźnika." in page
    assert "Jak się go liczy nie podano Jednostka nie podano Pożądany kierunek nie ustalono" in page
    assert "Wartości docelowe nie podano Źródło danych nie podano" in page
    assert page.endswith("Korekty Żadnej opublikowanej wartości nie zmieniono.")


def test_a_threshold_is_said_over_the_table(client, indicator):
    indicator.targets.create(kind="minimum", value=1, period="quarter", text="min 1 raz na kwartał")
    Indicator.objects.filter(pk=indicator.pk).update(unit="raz,razy,razy")

    assert "Próg: co najmniej 1 raz na kwartał (w dokumencie: „min 1 raz na kwartał”) ." in page_of(client, indicator)


def test_the_next_value_is_announced_with_its_day(client, indicator):
    Indicator.objects.filter(pk=indicator.pk).update(collected_from=2013, due_days=90)
    assert "Następna wartość za rok 2014, termin 31 marca 2015 r." in page_of(client, indicator)

    indicator.values.filter(year=2013).delete()
    assert "Następna wartość za rok 2013, termin 31 marca 2014 r. (po terminie)" in page_of(client, indicator)


def test_the_page_shows_the_kept_drawing_and_never_loads_the_renderer(client, indicator, monkeypatch):
    assert "Wykres jest przygotowywany." in page_of(client, indicator)
    drawn()
    monkeypatch.setitem(sys.modules, "vl_convert", None)  # importing it would fail

    page = client.get(indicator.get_absolute_url()).content.decode()

    svg = ChartDrawing.objects.get(title__startswith="Zapewnienie").svg
    assert svg in page
    assert "Wykres jest przygotowywany." not in page


def test_an_indicator_of_another_town_has_neither_page_nor_files(client, goals_table):
    foreign = Indicator.objects.first()
    addresses = [foreign.get_absolute_url(), *(f"/wskazniki/{foreign.code}.{kind}" for kind in ("csv", "json", "svg"))]

    assert [client.get(address).status_code for address in addresses] == [404] * 4
    assert foreign.name not in text_of(client.get("/wskazniki/"))


# ── All of them ─────────────────────────────────────────────────────────────────────────────────────────────────────


def names(response):
    return [indicator.name for indicator in response.context["page"]]


def test_the_list_holds_every_public_indicator_with_its_fact(client, indicator):
    with_target(indicator)

    response = client.get("/wskazniki/")

    assert names(response) == sorted(Indicator.objects.values_list("name", flat=True))
    assert f"{SUPPORTED} postęp, potrzebne przyspieszenie od 3 788 osób (2009)" in text_of(response)


def test_the_list_is_narrowed_by_strategy_department_and_judgement(client, indicator):
    with_target(indicator)
    other = baker.make(Strategy, title="Inna", slug="inna", is_public=True)
    sport = Department.objects.exclude(slug="mopr").first()
    baker.make(Indicator, name="Boiska", code="boiska", strategy=other, department=sport, position=1)

    assert names(client.get("/wskazniki/?strategia=inna")) == ["Boiska"]
    assert names(client.get(f"/wskazniki/?wydzial={sport.slug}")) == ["Boiska"]
    assert len(names(client.get("/wskazniki/?wydzial=mopr"))) == 9
    assert names(client.get("/wskazniki/?ocena=too_slow")) == [indicator.name]
    assert names(client.get("/wskazniki/?ocena=not_judged&strategia=inna")) == ["Boiska"]
    assert "Żaden wskaźnik nie spełnia tych warunków" in text_of(client.get("/wskazniki/?ocena=met"))


def test_the_list_is_narrowed_by_what_counts_after_an_override(client, indicator, coordinator):
    judgement = with_target(indicator)
    told = {"category": "met", "reason": "Powód.", "by": coordinator, "now": clock.now()}
    publishing.override_judgement(judgement, **told)

    assert names(client.get("/wskazniki/?ocena=met")) == [indicator.name]
    assert names(client.get("/wskazniki/?ocena=too_slow")) == []


def test_a_wrong_filter_is_said_and_narrows_nothing(client, indicator):
    response = client.get("/wskazniki/?ocena=nieznana&strategia=nieznana&strona=99")

    assert len(names(response)) == 9
    assert "Nie ma takiej oceny. Wybierz ocenę z listy." in text_of(response)
    assert "Nie ma takiej strategii. Wybierz strategię z listy." in text_of(response)


def test_the_list_goes_on_on_further_pages_with_its_filters(client, indicator):
    for number in range(30):
        baker.make(Indicator, name=f"W {number:02}", code=f"w-{number}", strategy=Strategy.objects.get(), position=1)

    first = client.get("/wskazniki/?ocena=not_judged")

    assert (len(names(first)), first.context["page"].paginator.num_pages) == (25, 2)
    assert 'href="?ocena=not_judged&amp;strona=2"' in first.content.decode()
    assert len(names(client.get("/wskazniki/?ocena=not_judged&strona=2"))) == 14


# ── What is due ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_due_and_overdue_stands_under_its_department(client, indicator):
    collected = {"collected_from": 2012, "due_days": 90}
    indicator.values.filter(year=2013).delete()
    Indicator.objects.filter(pk=indicator.pk).update(**collected)
    sport = Department.objects.exclude(slug="mopr").first()
    late = {**collected, "frequency": "half", "collected_from": 2013, "due_days": 120, "department": sport}
    baker.make(Indicator, name="Boiska", code="boiska", strategy=Strategy.objects.get(), position=1, **late)
    baker.make(Indicator, name="Niczyj", code="niczyj", strategy=Strategy.objects.get(), position=2, **collected)

    found = [
        (department and department.slug, [(row.name, str(due.span), due.due_on, due.state) for row, due in rows])
        for department, rows in client.get("/wskazniki/terminy/").context["departments"]
    ]

    assert sorted(found[:2], key=lambda pair: pair[0] != "mopr") == [
        ("mopr", [(indicator.name, "2013", dt.date(2014, 3, 31), "overdue")]),
        (
            sport.slug,
            [
                ("Boiska", "I półrocze 2013", dt.date(2013, 10, 28), "overdue"),
                ("Boiska", "II półrocze 2013", dt.date(2014, 4, 30), "due"),
            ],
        ),
    ]
    assert found[2:] == [
        (
            None,
            [
                ("Niczyj", "2012", dt.date(2013, 3, 31), "overdue"),
                ("Niczyj", "2013", dt.date(2014, 3, 31), "overdue"),
            ],
        )
    ]


def test_nothing_is_waited_for_while_nobody_said_so(client, indicator):
    assert "Portal nie czeka na żadną wartość" in text_of(client.get("/wskazniki/terminy/"))


# ── The method ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_methods_examples_come_out_as_the_method_says(client):
    ratios = [
        example.judgement.ratio and example.judgement.ratio.quantize(Decimal("0.001")) for example in examples()[:5]
    ]

    assert [example.category for example in examples()] == [
        "not_judged",
        "too_slow",
        "on_track",
        "not_met",
        "partly_met",
        "improved",
        "steady",
    ]
    assert ratios == [None, Decimal("0.855"), Decimal("1.018"), None, Decimal("0.750")]
    assert {example.step for example in examples()} == {0, 1, 2, 3}


def test_the_method_is_explained_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        text = text_of(client.get("/metoda/"))

    assert "wykonano 85,5 % planowanej zmiany od roku 2009" in text
    assert all(f"Przykład: {example.title}" in text for example in examples())


# ── Whatever the data ───────────────────────────────────────────────────────────────────────────────────────────────


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def multiply(numbers):
    task, strategy = StrategyTask.objects.get(), Strategy.objects.get()
    for number in numbers:
        department = baker.make(Department, slug=f"wydzial-{number}", source_name=f"Wydział {number}")
        facts = {"position": number, "collected_from": 2012, "due_days": 90, "name": f"Wskaźnik {number}"}
        for owner in ({"task": task}, {"strategy": strategy, "department": department}):
            code = f"w-{next(iter(owner))}-{number}"
            row = baker.make(Indicator, code=code, source_name=code, **facts, **owner)
            baker.make("strategy.IndicatorJudgement", indicator=row, category="improved", made_at=NOW, inputs={})
            published = {"state": "published", "published_at": NOW, "status": "final"}
            baker.make("strategy.IndicatorValue", indicator=row, year=2012, value=number, **published)


def test_pages_take_as_many_queries_for_fifty_times_the_data(client, indicator):
    with_target(indicator)
    drawn()
    multiply(range(1))
    addresses = ["/wskazniki/", "/wskazniki/?ocena=improved", "/wskazniki/terminy/", indicator.get_absolute_url()]
    addresses += [f"/wskazniki/{indicator.code}.{kind}" for kind in ("csv", "json", "svg")]
    once = {address: queries(client, address) for address in addresses}
    multiply(range(1, 50))
    for year in range(2014, 2060):
        facts = {"state": "published", "published_at": NOW, "status": "final", "value": year}
        baker.make("strategy.IndicatorValue", indicator=indicator, year=year, **facts)
        baker.make("strategy.IndicatorJudgement", indicator=indicator, category="met", made_at=NOW, inputs={})

    many = {address: queries(client, address) for address in addresses[:-1]}

    assert many == {address: once[address] for address in addresses[:-1]}
    assert max(many.values()) <= 8
