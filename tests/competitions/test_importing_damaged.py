"""A real document with one line taken out or damaged: the readers never crash and never lose another row in silence.

What can be proved: every row of the other lines is read as before, unless a problem, a refusal or a new issue says
that something is wrong; and the damaged line itself is gone from the document, still a row, or told.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competitions.importing import read_priority_tasks, read_schedule
from leszno_ngo.reading import Refused
from tests.competitions.sources import SCHEDULE_2024, TASKS_2023, lines_of, of_lines


class Kept:
    """One of the documents: its lines, and what its reader makes of any lines."""

    def __init__(self, path, read, rows, year):
        self.lines, self.read_source, self.rows_of, self.year = lines_of(path), read, rows, year
        self.usual = self.read(self.lines)
        self.filled = [n for n, line in enumerate(self.lines) if line.strip()]

    def read(self, lines):
        return self.read_source(of_lines(*lines), self.year)

    def told(self, reading):
        """What the reading says beyond what it says of the undamaged document, lines aside."""
        usual = {(issue.kind, issue.quote) for issue in self.usual.issues}
        return reading.problems or [issue for issue in reading.issues if (issue.kind, issue.quote) not in usual]


def task_rows(reading):
    return {row.line: (row.number, row.title) for row in reading.tasks}


def entry_rows(reading):
    return {
        row.line: (row.number, row.title, row.plan.kind, row.plan.start, row.plan.end, row.plan_source)
        for row in reading.entries
    }


KEPT = {
    "zadania": Kept(TASKS_2023, read_priority_tasks, task_rows, 2023),
    "harmonogram": Kept(SCHEDULE_2024, read_schedule, entry_rows, 2024),
}


def assert_nothing_lost(kept, damaged, index, *, removed):
    """`index`: of the damaged line; when it was removed, the lines under it have moved up by one."""
    try:
        reading = kept.read(damaged)
    except Refused:
        return
    if kept.told(reading):
        return
    usual, rows = kept.rows_of(kept.usual), kept.rows_of(reading)
    others = {line - (removed and line > index + 1): row for line, row in usual.items() if line != index + 1}
    assert {line: row for line, row in rows.items() if removed or line != index + 1} == others
    was_a_row, is_blank = index + 1 in usual, removed or not damaged[index].strip()
    assert is_blank or not was_a_row or index + 1 in rows


@pytest.mark.parametrize("name", KEPT)
def test_taking_any_one_line_out_loses_no_other_row_in_silence(name):
    kept = KEPT[name]
    for index in range(len(kept.lines)):
        assert_nothing_lost(kept, kept.lines[:index] + kept.lines[index + 1 :], index, removed=True)


@pytest.mark.parametrize("name", KEPT)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_damaging_any_one_line_loses_no_row_in_silence(name, data):
    kept = KEPT[name]
    index = data.draw(st.sampled_from(kept.filled), label="line")
    line = kept.lines[index]
    start = data.draw(st.integers(0, len(line)), label="start")
    end = data.draw(st.integers(start, len(line)), label="end")
    put = data.draw(st.text(alphabet="aŻ1) .\t-–<>/bi*#„”—2024", max_size=6), label="put")
    damaged = [*kept.lines[:index], line[:start] + put + line[end:], *kept.lines[index + 1 :]]

    assert_nothing_lost(kept, damaged, index, removed=False)


@pytest.mark.parametrize("name", KEPT)
@given(words=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=60), data=st.data())
@settings(max_examples=100, deadline=None)
def test_any_words_in_place_of_a_line_lose_no_row_in_silence(name, words, data):
    kept = KEPT[name]
    index = data.draw(st.sampled_from(kept.filled), label="line")
    damaged = [*kept.lines[:index], words, *kept.lines[index + 1 :]]

    assert_nothing_lost(kept, damaged, index, removed=False)


@pytest.mark.parametrize("name", KEPT)
@given(lines=st.lists(st.text(alphabet="aZadania w zakresie:1) .\t-<b></b><i>*#", max_size=40), max_size=12))
@settings(max_examples=100, deadline=None)
def test_any_lines_under_the_title_are_read_without_a_crash(name, lines):
    kept = KEPT[name]
    reading = kept.read([kept.lines[4], *lines])

    assert reading.problems or kept.rows_of(reading)
