"""Rows as an official wants them are written together with all that follows from them."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from model_bakery import baker

from competitions.choices import PlanKind, PlanSource
from competitions.editing import WantedRow, fingerprint, own_plan, save_rows
from competitions.models import PriorityArea, ScheduleEntry, ScheduleSection
from leszno_ngo.terms import parse_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return baker.make(ScheduleSection, schedule__year=2024, schedule__edition=1, heading="Kultura")


@pytest.fixture
def area():
    return baker.make(PriorityArea, name="Kultura", slug="kultura")


@pytest.fixture
def rows(section, area):
    """Three numbered rows; the second and the third take the term of the first over."""
    first = made(section, area, 1, **said("marzec 2024", source=PlanSource.PRINTED))
    heirs = [made(section, area, number, **inherited(first)) for number in (2, 3)]
    return [first, *heirs]


def made(section, area, number, **fields):
    return baker.make(
        ScheduleEntry, section=section, area=area, number=number, position=number, title=f"Zadanie {number}", **fields
    )


def said(words, source=PlanSource.ENTERED):
    return own_plan(parse_term(words, year=2024), text=words, source=source)


def inherited(root):
    meaning = {name: getattr(root, name) for name in ("plan_kind", "plan_unit", "plan_start", "plan_end")}
    return meaning | {"plan_text": "", "plan_source": PlanSource.INHERITED, "inherited_from": root}


def wanted(rows, **changes):
    """Rows as stored, tied as stored; `changes`: {"row_2": {field: value}}."""
    made = {row.pk: WantedRow(row, changes.get(f"row_{row.number}", {})) for row in rows}
    for row in rows:
        if row.inherited_from_id and "plan_text" not in made[row.pk].values:
            made[row.pk].follows = made[row.inherited_from_id]
    return list(made.values())


def stored(*names):
    return list(ScheduleEntry.objects.order_by("position").values_list(*names))


def test_rows_as_they_are_change_nothing(section, rows):
    outcome = save_rows(section, wanted(rows), [])

    assert bool(outcome) is False
    assert ScheduleEntry.history.filter(history_change_reason="tabela").count() == 0


def test_changed_term_is_taken_over_by_the_rows_that_follow_it(section, rows):
    outcome = save_rows(section, wanted(rows, row_1=said("kwiecień 2024")), [])

    assert (outcome.changed, outcome.following) == (1, 2)
    assert stored("plan_text", "plan_start__month", "plan_source") == [
        ("kwiecień 2024", 4, "entered"),
        ("", 4, "inherited"),
        ("", 4, "inherited"),
    ]


def test_row_with_a_term_of_its_own_no_longer_follows(section, rows):
    save_rows(section, wanted(rows, row_2=said("maj 2024")), [])

    assert stored("plan_text", "plan_start__month", "inherited_from") == [
        ("marzec 2024", 3, None),
        ("maj 2024", 5, None),
        ("", 3, rows[0].pk),
    ]


def test_row_can_take_over_the_term_of_a_row_that_takes_over_another_ones(section, rows):
    first, second, third = wanted(rows)
    third.follows = second

    assert bool(save_rows(section, [first, second, third], [])) is False
    assert stored("inherited_from") == [(None,), (rows[0].pk,), (rows[0].pk,)]


def test_words_of_a_removed_row_pass_to_the_first_row_that_followed_it(section, rows):
    first, second, third = wanted(rows)

    outcome = save_rows(section, [second, third], [first])

    assert outcome.removed == 1
    assert stored("position", "number", "plan_text", "plan_source", "inherited_from") == [
        (1, 2, "marzec 2024", "printed", None),
        (2, 3, "", "inherited", rows[1].pk),
    ]


def test_row_goes_away_together_with_all_that_follow_it(section, rows):
    outcome = save_rows(section, [], wanted(rows))

    assert (outcome.removed, ScheduleEntry.objects.count()) == (3, 0)


def test_row_whose_term_another_part_takes_over_stays(section, rows, area):
    other = baker.make(ScheduleSection, schedule=section.schedule, heading="Sport")
    made(other, area, 9, **inherited(rows[2]))
    first, second, third = wanted(rows)

    with pytest.raises(ValidationError) as refusal:
        save_rows(section, [first, second], [third])

    assert refusal.value.messages == [
        "Usuwany wiersz daje termin wierszowi „Zadanie 9” w części „Sport”. "
        "Najpierw trzeba tamtemu wierszowi wpisać własny termin."
    ]
    assert ScheduleEntry.objects.filter(section=section).count() == 3


def test_rows_that_follow_one_another_in_a_circle_are_refused(section, rows):
    first, second, third = wanted(rows)
    first.follows = second

    with pytest.raises(ValidationError):
        save_rows(section, [first, second, third], [])


def test_numbers_are_swapped(section, rows):
    save_rows(section, wanted(rows, row_1={"number": 2}, row_2={"number": 1}), [])

    assert stored("title", "number") == [("Zadanie 1", 2), ("Zadanie 2", 1), ("Zadanie 3", 3)]


def test_number_of_a_removed_row_is_free_at_once(section, rows):
    first, second, third = wanted(rows, row_2={"number": 3})

    save_rows(section, [first, second], [third])

    assert stored("title", "number") == [("Zadanie 1", 1), ("Zadanie 2", 3)]


def test_row_keeps_its_number_in_another_area(section, rows):
    other = baker.make(PriorityArea, name="Sport", slug="sport")

    save_rows(section, wanted(rows, row_3={"area_id": other.pk}), [])

    assert stored("number", "area__name") == [(1, "Kultura"), (2, "Kultura"), (3, "Sport")]


def test_rows_are_numbered_from_one_in_their_new_order(section, rows):
    first, second, third = wanted(rows)

    outcome = save_rows(section, [third, first, second], [])

    assert (outcome.is_reordered, outcome.changed, outcome.following) == (True, 0, 0)
    assert stored("position", "title") == [(1, "Zadanie 3"), (2, "Zadanie 1"), (3, "Zadanie 2")]


def test_new_row_stands_where_it_was_put_and_others_may_follow_it(section, rows, area):
    first, second, third = wanted(rows)
    new = WantedRow(ScheduleEntry(area=area), {"title": "Nowe", **said("maj 2024")})
    third.follows = new

    outcome = save_rows(section, [first, new, second, third], [])

    assert (outcome.added, outcome.changed) == (1, 1)
    assert stored("title", "plan_start__month") == [
        ("Zadanie 1", 3),
        ("Nowe", 5),
        ("Zadanie 2", 3),
        ("Zadanie 3", 5),
    ]
    assert ScheduleEntry.objects.get(title="Zadanie 3").inherited_from.title == "Nowe"


def test_history_tells_who_changed_which_row_and_nothing_of_numbers_on_their_way(section, rows):
    official = baker.make(get_user_model(), username="urzednik")

    save_rows(section, wanted(rows, row_1={"number": 2}, row_2={"number": 1}), [], by=official)

    records = ScheduleEntry.history.filter(history_change_reason="tabela").order_by("title")
    assert list(records.values_list("title", "number", "history_user__username", "history_type")) == [
        ("Zadanie 1", 2, "urzednik", "~"),
        ("Zadanie 2", 1, "urzednik", "~"),
    ]


@pytest.mark.parametrize(
    "change",
    [{"title": "Inne"}, {"number": 7}, {"note": "Uwaga"}, {"plan_text": "maj"}, {"legal_basis": "ustawa"}],
)
def test_fingerprint_tells_every_change_of_what_a_row_says(rows, change):
    before = fingerprint(rows[0])
    for name, value in change.items():
        setattr(rows[0], name, value)

    assert fingerprint(rows[0]) != before


def test_fingerprint_does_not_tell_places_nor_what_is_taken_over(rows):
    before = [fingerprint(row) for row in rows]
    for row in rows:
        row.position += 1
    rows[1].plan_kind, rows[1].plan_start = PlanKind.UNPARSED, None

    assert [fingerprint(row) for row in rows] == before
