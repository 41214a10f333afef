"""From what is published to the drawings of its charts: asked for once, drawn by a task, sent again when lost."""

import datetime as dt

import pytest
from celery import current_app
from model_bakery import baker

from leszno_ngo import clock
from leszno_ngo.querysets import MOST_ATTEMPTS, STALE_AFTER
from strategy import tasks, timetable
from strategy.charts import render, spec_hash
from strategy.drawing import bars_of, charts_of, drawing_of, line_of, summary_of
from strategy.models import ChartDrawing, Goal, Indicator, Programme, Strategy, StrategyTask
from strategy.publishing.drawings import request_drawings, retry_drawings

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2023, 12, 1, 12, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def queue():
    """How many messages wait for the workers."""

    def waiting():
        with current_app.connection_for_read() as connection:
            return connection.default_channel.queue_declare("celery", passive=False, durable=True).message_count

    current_app.control.purge()
    return waiting


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """committed(act): the act, with what it sends on commit."""

    def run(act, *arguments):
        with django_capture_on_commit_callbacks(execute=True):
            return act(*arguments)

    return run


@pytest.fixture
def indicator(task_page):
    """One of nine, and the only one that is judged: so there are summaries to draw."""
    indicator = Indicator.objects.get(name="Liczba podopiecznych MOPR")
    baker.make("strategy.IndicatorJudgement", indicator=indicator, category="improved", made_at=NOW, inputs={})
    return indicator


def titles():
    return sorted(ChartDrawing.objects.values_list("title", flat=True))


def drawing():
    return ChartDrawing.objects.get()


def wanted(**more):
    """A chart that waits for its worker."""
    chart = line_of(Indicator.objects.get(name="Liczba podopiecznych MOPR"))
    words = {"spec": chart.spec, "title": chart.title, "description": chart.description}
    row = {"spec_hash": spec_hash(chart.spec), "requested_at": clock.real_now(), **words, **more}
    return ChartDrawing.objects.create(**row)


# ── Asking ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_of_an_indicator_its_line_and_every_summary_that_counts_it_are_asked_for(indicator):
    charts = charts_of([indicator])

    assert [chart.title for chart in charts] == [
        "Liczba podopiecznych MOPR, lata 2009–2013",
        f"{indicator.task.title}: wykonane i zaplanowane punkty, lata 2009–2013",
        *(
            f"Oceny wskaźników: {above}"
            for above in (
                Programme.objects.get(),
                Goal.objects.get(numeral="II"),
                Strategy.objects.get(),
            )
        ),
    ]


def test_what_was_asked_for_is_told_to_the_workers_on_commit_and_not_asked_for_again(indicator, queue, committed):
    assert committed(request_drawings, indicator) == 5
    assert (len(titles()), queue()) == (5, 5)

    assert committed(request_drawings, indicator) == 0
    assert (len(titles()), queue()) == (5, 5)


def test_a_new_value_asks_for_a_new_drawing_of_the_line_alone(indicator, queue, committed):
    committed(request_drawings, indicator)
    published = {"state": "published", "published_at": NOW}
    baker.make("strategy.IndicatorValue", indicator=indicator, year=2014, value=5900, status="final", **published)

    assert committed(request_drawings, indicator) == 1
    assert "Liczba podopiecznych MOPR, lata 2009–2014" in titles()
    assert drawing_of(line_of(Indicator.objects.get(pk=indicator.pk))) is None


def test_what_is_measured_within_a_goal_is_all_that_lies_under_it(task_page):
    goal, task = Goal.objects.get(numeral="II"), StrategyTask.objects.get()
    direction = baker.make(Goal, strategy=goal.strategy, parent=goal, kind="direction", slug="kierunek-1", position=9)
    other = baker.make(Goal, strategy=goal.strategy, slug="cel-iii", position=3)
    own, under, elsewhere = (
        baker.make(Indicator, code=f"kod-{position}", position=position, goal=owner)
        for position, owner in enumerate((goal, direction, other))
    )
    of_task = set(task.indicators.all())

    assert set(Indicator.objects.within(task)) == of_task
    assert set(Indicator.objects.within(task.programme)) == of_task
    assert set(Indicator.objects.within(goal)) == {own, under, *of_task}
    assert set(Indicator.objects.within(direction)) == {under}
    assert set(Indicator.objects.within(goal.strategy)) == {own, under, elsewhere, *of_task}


def test_a_summary_counts_judgements_and_indicators_without_one(indicator):
    assert summary_of(indicator.task).description == "Razem 9 wskaźników: poprawa – 1; bez oceny – 8."


def test_every_hour_what_is_missing_on_public_pages_is_asked_for(indicator, goals_table):
    timetable.request_missing_drawings()

    assert len(titles()) == 13  # nine lines, one task's points, three summaries; nothing of the town that is not shown
    timetable.request_missing_drawings()
    assert len(titles()) == 13


# ── Drawing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_task_draws_what_the_page_then_shows(indicator):
    wanted()

    tasks.draw_chart(drawing().spec_hash)

    chart = line_of(indicator)
    assert drawing_of(chart) == render(chart)
    assert (drawing().attempts, drawing().error) == (1, "")


def test_a_stage_chart_read_back_from_the_database_is_drawn_as_it_was_asked_for(indicator):
    task = StrategyTask.objects.get()
    request_drawings(task, task.programme)

    for hashed in ChartDrawing.objects.values_list("spec_hash", flat=True):
        tasks.draw_chart(hashed)

    assert [drawing_of(chart) == render(chart) for chart in (bars_of(task), summary_of(task.programme))] == [True, True]


def test_what_is_drawn_is_not_drawn_again(indicator):
    wanted()
    tasks.draw_chart(drawing().spec_hash)
    first = drawing().drawn_at

    tasks.draw_chart(drawing().spec_hash)

    assert (drawing().drawn_at, drawing().attempts) == (first, 1)


def test_two_that_draw_at_once_leave_one_drawing(indicator):
    wanted()
    one, other = drawing(), drawing()

    assert (one.keep("<svg/>", NOW), other.keep("<svg></svg>", NOW + SECOND)) == (True, False)
    assert (drawing().svg, drawing().drawn_at) == ("<svg/>", NOW)


def test_a_chart_that_cannot_be_drawn_says_so_and_is_given_up_at_last(indicator, queue):
    wanted(spec={"layer": "nothing of ours"})

    for _ in range(MOST_ATTEMPTS + 2):
        tasks.draw_chart(drawing().spec_hash)

    assert drawing().attempts == MOST_ATTEMPTS
    assert drawing().error.startswith("Nie udało się narysować wykresu (")
    assert not drawing().svg


def test_the_sweeper_sends_again_what_waits_too_long_and_nothing_else(indicator, queue):
    wanted()
    long_ago = clock.real_now() - STALE_AFTER - SECOND
    for change, sent in (
        ({"requested_at": clock.real_now()}, 0),
        ({"requested_at": long_ago}, 1),
        ({"requested_at": long_ago, "attempts": MOST_ATTEMPTS}, 1),
        ({"attempts": 1, "svg": "<svg/>", "drawn_at": NOW}, 1),
    ):
        ChartDrawing.objects.update(**change)
        timetable.sweep_drawings()
        assert queue() == sent


def test_what_was_given_up_is_tried_again_with_the_hourly_look(indicator, queue, committed):
    wanted(attempts=MOST_ATTEMPTS, error="Nie udało się.")

    assert committed(retry_drawings) == 1
    assert (drawing().attempts, queue()) == (0, 1)
    tasks.draw_chart(drawing().spec_hash)
    assert (drawing().error, bool(drawing().svg)) == ("", True)
    assert committed(retry_drawings) == 0
