"""Documents in the database: once, twice, in a newer version, and nothing at all when something is wrong."""

import datetime as dt
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from leszno_ngo.choices import IssueKind
from leszno_ngo.models import DataIssue, SourceDocument
from leszno_ngo.reading import read_text, read_text_file
from strategy.choices import ValueStatus
from strategy.importing import read, save
from strategy.judging import judge_all
from strategy.models import (
    Goal,
    Indicator,
    IndicatorValue,
    NoneDeclared,
    Partner,
    Programme,
    ReportingYear,
    Responsibility,
    Stage,
    StageShare,
    Strategy,
    StrategyTask,
    Target,
)
from tests.strategy.conftest import GOALS_TABLE, NOW, PROSE, TASK_PAGE

pytestmark = pytest.mark.django_db
TEXT = TASK_PAGE.read_text()


def everything():
    models = [*apps.get_app_config("strategy").get_models(), SourceDocument, DataIssue]
    return {model: list(model.objects.order_by("pk").values()) for model in models}


def save_text(text, name="nowe.txt"):
    return save(read(read_text(text.encode(), name))[0], now=NOW)


def test_task_page_fills_the_tree_down_to_values(task_page):
    counts = {model: count.created for model, count in task_page.counts.items()}
    assert counts == {
        SourceDocument: 1,
        Strategy: 1,
        Goal: 1,
        Responsibility: 3,
        Programme: 1,
        StrategyTask: 1,
        Partner: 2,
        Stage: 6,
        StageShare: 14,
        NoneDeclared: 1,
        Indicator: 9,
        IndicatorValue: 45,
        DataIssue: 12,
    }
    assert {model: model.objects.count() for model in counts} == counts


def test_rows_have_readable_addresses(task_page):
    assert Strategy.objects.get().slug == "strategia-rozwoju-leszna"
    assert Goal.objects.get().slug == "cel-ii"
    assert Programme.objects.get().slug == "program-8-rodzinie"
    assert StrategyTask.objects.get().slug == (
        "zadanie-1-strategia-rozwiazywania-problemow-spolecznych-w-miescie-lesznie"
    )
    assert Indicator.objects.first().code == "liczba-rozeslanych-ankiet"


def test_task_and_indicators_belong_to_the_department_the_document_names(task_page):
    assert StrategyTask.objects.get().department.slug == "mopr"
    without = Indicator.objects.filter(department=None)
    assert [indicator.source_text for indicator in without] == [""]
    assert set(Indicator.objects.exclude(pk__in=without).values_list("department__slug", flat=True)) == {"mopr"}


def test_unit_and_direction_are_left_to_an_official(task_page):
    assert set(Indicator.objects.values_list("unit", "direction")) == {("", "")}


def test_suspect_value_is_the_outlier_alone(task_page):
    suspect = IndicatorValue.objects.get(status=ValueStatus.SUSPECT)
    assert (suspect.year, suspect.value, suspect.indicator.source_line) == (2011, 13699, 46)
    assert IndicatorValue.objects.filter(value=13699, status=ValueStatus.FINAL).count() == 1


def test_stage_keeps_its_period_in_words_and_days(task_page):
    stage = Stage.objects.get(number=6)
    assert (stage.period_text, stage.period_start, stage.period_end) == (
        "I 2010 – XII 2015",
        dt.date(2010, 1, 1),
        dt.date(2015, 12, 31),
    )


def test_prose_is_a_strategy_page_without_its_text(prose):
    strategy = Strategy.objects.get()
    assert (strategy.period_start, strategy.period_end, strategy.is_public) == (2017, 2023, True)
    assert (strategy.text_available, strategy.summary, len(strategy.points)) == (False, "", 4)
    assert strategy.slug == "strategia-rozwiazywania-problemow-spolecznych-2017-2023"
    assert strategy.source.text == PROSE.read_text()


@pytest.mark.parametrize("order", [[TASK_PAGE, PROSE], [PROSE, TASK_PAGE]])
def test_two_legal_bases_of_one_strategy_are_an_issue_whichever_document_comes_first(departments, order):
    for path in order:
        save(read(read_text_file(path))[0], now=NOW)
    issue = DataIssue.objects.get(kind=IssueKind.CONTRADICTION, message__startswith="Podstawą")
    assert issue.document.name == "strategia-spoleczna-2017-2023.txt"
    assert issue.message == (
        "Podstawą prawną jest tu art. 17 ust. 1, a w dokumencie „Strategia rozwoju Leszna: zadanie 1. Strategia "
        "rozwiązywania problemów społecznych w mieście Lesznie” art. 19 pkt 1."
    )


def test_other_citys_table_is_kept_but_not_public(goals_table, prose):
    foreign = Strategy.objects.get(municipality="Łomża")
    assert (foreign.is_public, foreign.source.is_public) == (False, False)
    assert list(Strategy.objects.public()) == [Strategy.objects.get(municipality="Leszno")]
    assert list(Goal.objects.public()) == []
    assert list(Indicator.objects.public()) == []
    assert set(DataIssue.objects.public().values_list("document__municipality", flat=True)) == {"Leszno"}


def test_other_citys_table_fills_goals_directions_and_targets(goals_table):
    assert Goal.objects.top().count() == 6
    assert Goal.objects.filter(kind="direction").count() == 19
    assert (Indicator.objects.count(), Target.objects.count()) == (29, 15)
    assert Goal.objects.get(numeral="II", parent=None).children.first().slug == "cel-ii-kierunek-1"


@pytest.mark.parametrize("path", [TASK_PAGE, PROSE, GOALS_TABLE])
def test_same_document_twice_changes_nothing(departments, path):
    save(read(read_text_file(path))[0], now=NOW)
    before = everything()
    again = save(read(read_text_file(path))[0], now=NOW + dt.timedelta(days=1))
    assert (again.created, again.changed, again.removed) == (0, 0, 0)
    assert everything() == before


def test_what_officials_have_set_outlives_the_same_document(task_page):
    Indicator.objects.update(name="Nazwa z panelu", unit="osoby", source_text="z panelu", department=None)
    Stage.objects.filter(number=5).update(period_text="cały czas")
    judge_all(now=NOW, today=NOW.date())
    before = everything()
    save(read(read_text_file(TASK_PAGE))[0], now=NOW)
    assert everything() == before


def test_row_that_was_deleted_comes_back_with_its_document(task_page):
    Partner.objects.first().delete()
    again = save(read(read_text_file(TASK_PAGE))[0], now=NOW)
    assert (again.created, again.counts[Partner].created) == (1, 1)


def test_newer_document_adds_a_revision_and_keeps_the_old_value(task_page):
    report = save_text(TEXT.replace("96821 13699 83902", "96821 87655 83902"))
    values = Indicator.objects.get(source_line=46).values.filter(year=2011).order_by("revision")
    assert [(each.revision, each.value, each.status) for each in values] == [
        (1, Decimal(13699), ValueStatus.SUSPECT),
        (2, Decimal(87655), ValueStatus.REVISED),
    ]
    assert report.counts[IndicatorValue].created == 1
    assert values[1] in IndicatorValue.objects.current()
    assert values[0] not in IndicatorValue.objects.current()


def test_closed_year_takes_no_value_from_a_newer_document(task_page, coordinator):
    ReportingYear.objects.create(year=2011, closed_at=NOW, closed_by=coordinator)
    before = everything()
    with pytest.raises(ValidationError) as refused:
        save_text(TEXT.replace("96821 13699 83902", "96821 87655 83902"))
    assert refused.value.messages == ["Rok 2011 jest zamknięty. Otwórz go, zanim wczytasz jego wartości."]
    assert everything() == before


def test_newer_document_brings_stages_up_to_date(task_page):
    report = save_text(TEXT.replace("roku) 5/5% 5/5% 5/5% 5/5% 5/5%", "roku) 5/5% 5/5% 5/5% 4/5% -"))
    shares = Stage.objects.get(number=5).shares.order_by("year")
    assert [(share.year, share.done) for share in shares] == [(2009, 5), (2010, 5), (2011, 5), (2012, 4)]
    assert (report.counts[StageShare].changed, report.counts[StageShare].removed) == (1, 1)


def test_newer_document_with_other_stages_waits_for_an_official(task_page):
    before = everything()
    with pytest.raises(ValidationError, match="są w portalu inne niż w tym dokumencie"):
        save_text(TEXT.replace("1. Wprowadzenie ewentualnych zmian", "1. Wprowadzenie zmian"))
    assert everything() == before


def test_document_with_problems_is_not_saved(departments):
    document, problems = read(read_text(TEXT.replace("zadań MOPR 76 78", "zadań 7?6 78").encode(), "nowe.txt"))
    assert len(problems) == 1
    with pytest.raises(ValueError, match="problems"):
        save(document, now=NOW)
    assert not SourceDocument.objects.exists()


def test_second_task_joins_the_same_programme_under_its_own_address(task_page):
    save_text(TEXT.replace("1. Strategia rozwiązywania problemów", "2. Karta rodziny, strategia problemów"))
    assert (Strategy.objects.count(), Goal.objects.count(), Programme.objects.count()) == (1, 1, 1)
    assert [task.number for task in Programme.objects.get().tasks.all()] == [1, 2]
    codes = Indicator.objects.filter(source_name="Liczba rozesłanych ankiet").values_list("code", flat=True)
    assert sorted(codes) == ["liczba-rozeslanych-ankiet", "liczba-rozeslanych-ankiet-2"]
