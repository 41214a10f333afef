"""What changed between two editions of the real schedule."""

import uuid

import pytest
from model_bakery import baker

from competitions.changes import changes, counts, grouped
from competitions.choices import ChangeKind, PlanSource
from competitions.models import PriorityArea, ScheduleEntry
from tests.competitions.editions import (
    CLUBS,
    HARCERZE,
    TRAILS,
    VOLUNTEERS,
    alter,
    altered_edition,
    edition_after,
    plan,
    row,
    rows,
    what_changed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def working(schedule_2024):
    return edition_after(schedule_2024)


def the_change(before, after):
    (change,) = changes(rows(before), rows(after))
    return change


def test_a_copy_that_nobody_touched_has_no_changes(schedule_2024, working):
    assert (rows(working).count(), what_changed(schedule_2024, working)) == (45, [])


def test_every_kind_of_change_is_told_in_the_order_of_the_document(schedule_2024):
    assert what_changed(schedule_2024, altered_edition(schedule_2024)) == [
        (["moved"], CLUBS),
        (["reworded", "other"], "prowadzenie Centrum Wolontariatu"),
        (["withdrawn"], HARCERZE),
        (["new"], "prowadzenie świetlicy"),
        *[
            (["moved"], title)
            for title in rows(schedule_2024).filter(area__slug="turystyka").values_list("title", flat=True)
        ],
    ]


def test_changes_are_counted_by_kind_and_a_row_counts_in_each_that_holds(schedule_2024):
    found = changes(rows(schedule_2024), rows(altered_edition(schedule_2024)))

    assert counts(found) == {
        ChangeKind.NEW: 1,
        ChangeKind.WITHDRAWN: 1,
        ChangeKind.MOVED: 6,
        ChangeKind.REWORDED: 1,
        ChangeKind.OTHER: 1,
    }


def test_the_other_way_round_new_is_withdrawn_and_later_is_earlier(schedule_2024):
    edition = altered_edition(schedule_2024)

    there, back = changes(rows(schedule_2024), rows(edition)), changes(rows(edition), rows(schedule_2024))

    moves = [[change.move.words for change in found if change.move] for found in (there, back)]
    assert [words[0] for words in moves] == ["później o 2 miesiące", "wcześniej o 2 miesiące"]
    assert counts(back) == counts(there)


def test_a_row_can_move_and_be_reworded_at_once(schedule_2024, working):
    entry = row(working, CLUBS)
    plan(entry, "Styczeń 2024")
    alter(entry, title="prowadzenie klubów trzeźwości")

    change = the_change(schedule_2024, working)

    assert change.kinds == [ChangeKind.MOVED, ChangeKind.REWORDED]
    assert change.kind == ChangeKind.MOVED
    assert (change.move.words, change.before.title) == ("później o miesiąc", CLUBS)


def test_the_same_term_in_other_words_is_no_change(schedule_2024, working):
    for entry in rows(working).filter(plan_text="-"):
        plan(entry, "nie planuje się")
    plan(row(working, TRAILS), "kwiecień - wrzesień 2024 r.")

    assert what_changed(schedule_2024, working) == []


def test_a_term_of_its_own_that_means_what_was_inherited_is_no_change(schedule_2024, working):
    heirs = ScheduleEntry.objects.of([working]).filter(plan_source=PlanSource.INHERITED)
    assert heirs.update(plan_source=PlanSource.ENTERED, inherited_from=None, plan_text="jak w dokumencie") == 8

    assert what_changed(schedule_2024, working) == []


def test_another_procedure_is_told_by_its_own_words_also_where_it_is_inherited(schedule_2024, working):
    for edition, words in ((schedule_2024, "Tryb ustawy o sporcie"), (working, "Tryb ustawy o zdrowiu")):
        plan(row(edition, TRAILS), words)

    found = changes(rows(schedule_2024), rows(working))

    words = [change.move.words for change in found]
    assert words == ["zamiast „Tryb ustawy o sporcie”: „Tryb ustawy o zdrowiu”"] * 5


def test_a_merged_term_that_moved_is_one_group_of_its_rows(schedule_2024, working):
    plan(row(working, TRAILS), "III kwartał 2024")

    groups = grouped(changes(rows(schedule_2024), rows(working)))

    assert [[change.after.number for change in group.changes] for group in groups] == [[1, 2, 3, 4, 5]]
    assert groups[0].is_merged
    assert groups[0].first.move.words == "skrócono: początek później o kwartał"


def test_a_row_of_a_merged_term_that_changed_otherwise_too_stands_by_itself(schedule_2024, working):
    plan(row(working, TRAILS), "III kwartał 2024")
    alter(rows(working).get(area__slug="turystyka", number=3), title="rozwój infrastruktury")

    groups = grouped(changes(rows(schedule_2024), rows(working)))

    assert [[change.after.number for change in group.changes] for group in groups] == [[1, 2], [3], [4, 5]]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"number": 99}, "numer: 99 (było: 1)"),
        ({"number": None}, "numer: bez numeru (było: 1)"),
        ({"note": "Konkurs na dwa lata."}, "uwaga: „Konkurs na dwa lata.”"),
        ({"title": f"{CLUBS.capitalize()};"}, f"poprawiona pisownia: było „{CLUBS}”"),
    ],
)
def test_what_else_changed_is_said_in_a_sentence(schedule_2024, working, values, sentence):
    alter(row(working, CLUBS), **values)

    change = the_change(schedule_2024, working)

    assert (change.kinds, change.others) == ([ChangeKind.OTHER], (sentence,))


def test_a_row_that_was_carried_to_another_part_says_from_which(schedule_2024, working):
    section = working.sections.get(heading="WYDZIAŁ ROZWOJU")
    alter(row(working, CLUBS), section=section, area=PriorityArea.objects.get(slug="turystyka"), number=None)

    assert the_change(schedule_2024, working).others == (
        "numer: bez numeru (było: 1)",
        "przeniesiono z części „BIURO DS. UZALEŻNIEŃ”",
        "obszar: Turystyka i rekreacja (było: Ochrona zdrowia, przeciwdziałanie uzależnieniom i wolontariat)",
    )


def test_a_note_that_was_taken_away_is_quoted(schedule_2024, working):
    alter(row(schedule_2024, CLUBS), note="Dwa lata.")

    assert the_change(schedule_2024, working).others == ("usunięto uwagę „Dwa lata.”",)


# ── Rows that lost their identity ───────────────────────────────────────────────────────────────────────────────────


def test_a_row_read_anew_is_recognised_by_its_task(schedule_2024, working):
    alter(row(working, CLUBS), identity=uuid.uuid4(), title="prowadzenie klubów trzeźwości")

    assert what_changed(schedule_2024, working) == [(["reworded"], "prowadzenie klubów trzeźwości")]


def test_a_row_read_anew_without_a_task_is_recognised_by_equal_words_in_its_area(schedule_2024, working):
    alter(row(working, CLUBS), identity=uuid.uuid4(), task=None, title=CLUBS.upper())

    assert what_changed(schedule_2024, working) == [(["other"], CLUBS.upper())]


def test_nothing_beyond_task_and_equal_words_is_guessed(schedule_2024, working):
    alter(row(working, CLUBS), identity=uuid.uuid4(), task=None, title=f"{CLUBS} w Lesznie")

    assert what_changed(schedule_2024, working) == [(["withdrawn"], CLUBS), (["new"], f"{CLUBS} w Lesznie")]


def test_equal_words_that_stand_twice_are_not_guessed_between(schedule_2024, working):
    entry = row(working, CLUBS)
    alter(entry, identity=uuid.uuid4(), task=None)
    twin = {"section": entry.section, "area": entry.area, "title": CLUBS, "position": entry.position}
    baker.make(ScheduleEntry, task=None, number=None, plan_text="-", plan_kind="not_planned", **twin)

    assert what_changed(schedule_2024, working) == [(["withdrawn"], CLUBS), (["new"], CLUBS), (["new"], CLUBS)]


def test_a_part_that_was_dropped_stands_where_it_was(schedule_2024, working):
    ScheduleEntry.objects.filter(section__schedule=working, section__heading="WYDZIAŁ SPRAW OBYWATELSKICH").delete()
    plan(row(working, CLUBS), "Styczeń 2024")
    plan(row(working, TRAILS), "IV kwartał 2024")

    found = changes(rows(schedule_2024), rows(working))

    assert [change.section.heading for change in found] == [
        "BIURO DS. UZALEŻNIEŃ",
        *["WYDZIAŁ SPRAW OBYWATELSKICH"] * 2,
        *["CENTRUM INFORMACJI TURYSTYCZNEJ"] * 5,
    ]


def test_volunteers_keep_their_place(schedule_2024, working):
    alter(row(working, VOLUNTEERS), position=99)

    assert what_changed(schedule_2024, working) == []
