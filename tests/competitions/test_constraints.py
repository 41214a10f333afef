"""The database keeps the rules of planning, and says them in Polish."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from model_bakery import baker

from competitions.choices import PlanKind, PlanSource, PlanUnit
from competitions.models import CooperationProgramme, PriorityTask, Schedule, ScheduleDocument, ScheduleEntry
from leszno_ngo.choices import DocumentState

pytestmark = pytest.mark.django_db
MARCH = {"plan_unit": PlanUnit.MONTH, "plan_start": dt.date(2024, 3, 1), "plan_end": dt.date(2024, 3, 31)}
IN_2024 = {"schedule__year": 2024, "schedule__edition": 1}
WRONG_BOUNDS = "Rodzaj terminu nie zgadza się z datami: okres ma obie, „do” tylko końcową, „od” tylko początkową."


def refused(row):
    """The sentences of the validation, once the database has refused the row as well."""
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    return refusal.value.messages


def entry(**fields):
    defaults = {} if "section" in fields else {"section": baker.make("competitions.ScheduleSection", **IN_2024)}
    defaults["area"] = fields.get("area") or baker.make("competitions.PriorityArea")
    return baker.prepare(ScheduleEntry, **defaults | fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"plan_kind": PlanKind.PERIOD, "plan_unit": PlanUnit.MONTH, "plan_start": dt.date(2024, 3, 1)},
        {"plan_kind": PlanKind.PERIOD, "plan_unit": PlanUnit.MONTH, "plan_end": dt.date(2024, 3, 31)},
        {"plan_kind": PlanKind.UNTIL, **MARCH},
        {"plan_kind": PlanKind.SINCE, **MARCH},
        {"plan_kind": PlanKind.UNTIL, "plan_unit": PlanUnit.DAY, "plan_start": dt.date(2024, 3, 1)},
        {"plan_kind": PlanKind.SINCE, "plan_unit": PlanUnit.DAY, "plan_end": dt.date(2024, 3, 1)},
        {"plan_kind": PlanKind.NOT_PLANNED, **MARCH},
        {"plan_kind": PlanKind.OTHER_PROCEDURE, **MARCH},
        {"plan_kind": PlanKind.RELATIVE, **MARCH},
        {"plan_kind": PlanKind.UNPARSED, **MARCH},
    ],
)
def test_a_kind_of_term_has_the_dates_that_belong_to_it(fields):
    assert refused(entry(**fields)) == [WRONG_BOUNDS]


@pytest.mark.parametrize(
    "fields",
    [
        {"plan_kind": PlanKind.PERIOD, **MARCH},
        {"plan_kind": PlanKind.UNTIL, "plan_unit": PlanUnit.DAY, "plan_end": dt.date(2024, 3, 1)},
        {"plan_kind": PlanKind.SINCE, "plan_unit": PlanUnit.DAY, "plan_start": dt.date(2024, 3, 1)},
        {"plan_kind": PlanKind.CONTINUOUS},
        {"plan_kind": PlanKind.CONTINUOUS, **MARCH},
        {"plan_kind": PlanKind.NOT_PLANNED},
        {"plan_kind": PlanKind.PERIOD, **MARCH, "plan_start": dt.date(2024, 3, 31)},
    ],
)
def test_terms_that_make_sense_are_taken(fields):
    row = entry(**fields)
    row.validate_constraints()
    row.save()

    assert ScheduleEntry.objects.get().plan_kind == fields["plan_kind"]


def test_a_term_does_not_end_before_it_starts():
    row = entry(plan_kind=PlanKind.PERIOD, **MARCH | {"plan_end": dt.date(2024, 2, 29)})

    assert refused(row) == ["Koniec planowanego okresu jest przed jego początkiem."]


def test_a_dated_term_names_its_unit():
    row = entry(plan_kind=PlanKind.PERIOD, **MARCH | {"plan_unit": ""})

    assert refused(row) == ["Podaj jednostkę terminu: dzień, miesiąc, kwartał, półrocze albo rok."]


def test_an_inherited_term_names_the_row_it_comes_from():
    row = entry(plan_source=PlanSource.INHERITED)

    assert refused(row) == ["Termin przejęty musi wskazywać wiersz, z którego pochodzi."]


def test_only_an_inherited_term_names_another_row():
    first = entry()
    first.save()

    row = entry(section=first.section, plan_source=PlanSource.PRINTED, inherited_from=first)

    assert refused(row) == ["Termin przejęty musi wskazywać wiersz, z którego pochodzi."]


def test_a_blank_field_has_no_term():
    row = entry(plan_source=PlanSource.BLANK, plan_kind=PlanKind.PERIOD, **MARCH)

    assert refused(row) == ["Puste pole nie może mieć terminu."]


def test_an_area_has_a_number_once_in_a_section():
    first = entry(number=3)
    first.save()

    row = entry(section=first.section, area=first.area, number=3)

    assert refused(row) == ["Ten numer ma już inna pozycja tego obszaru."]


def test_rows_without_a_number_stand_side_by_side():
    first = entry(number=None)
    first.save()
    entry(section=first.section, area=first.area, number=None).save()

    assert ScheduleEntry.objects.count() == 2


def test_a_year_has_an_edition_once():
    baker.make(Schedule, year=2024, edition=1, as_of=dt.date(2023, 11, 30), released_at=timezone.now())

    row = baker.prepare(Schedule, year=2024, edition=1)

    assert refused(row) == ["To wydanie harmonogramu na ten rok już istnieje."]


def test_a_year_has_one_working_edition():
    baker.make(Schedule, year=2024, edition=1)

    row = baker.prepare(Schedule, year=2024, edition=2)

    assert refused(row) == ["Ten rok ma już wydanie robocze."]


def test_a_working_edition_stands_beside_a_released_one():
    baker.make(Schedule, year=2024, edition=1, as_of=dt.date(2023, 11, 30), released_at=timezone.now())
    baker.make(Schedule, year=2024, edition=2)

    assert Schedule.objects.count() == 2


def test_a_released_edition_says_its_day():
    row = baker.prepare(Schedule, year=2024, edition=1, released_at=timezone.now())

    assert refused(row) == ["Wydany harmonogram musi mieć „stan na dzień”."]


def test_editions_are_counted_from_one():
    assert refused(baker.prepare(Schedule, year=2024, edition=0)) == ["Wydania liczy się od 1."]


@pytest.mark.parametrize("year", [2003, 2101])
def test_years_lie_in_the_time_of_the_act(year):
    assert refused(baker.prepare(Schedule, year=year, edition=1)) == ["Podaj rok od 2004 do 2100."]
    assert refused(baker.prepare(CooperationProgramme, year=year)) == ["Podaj rok od 2004 do 2100."]


def test_a_task_stands_once_in_its_year_and_area():
    task = baker.make(PriorityTask, programme__year=2024, title="Prowadzenie klubów", number=1)

    row = baker.prepare(PriorityTask, programme=task.programme, area=task.area, title=task.title, number=2)

    assert refused(row) == ["To zadanie jest już w tym roku i obszarze."]


def test_a_number_stands_once_in_its_year_and_area():
    task = baker.make(PriorityTask, programme__year=2024, title="Prowadzenie klubów", number=1)

    row = baker.prepare(PriorityTask, programme=task.programme, area=task.area, title="Inne", number=1)

    assert refused(row) == ["Ten numer ma już inne zadanie tego obszaru."]


def test_a_task_does_not_continue_itself():
    task = baker.make(PriorityTask, programme__year=2024)
    task.continues = task

    assert refused(task) == ["Zadanie nie może kontynuować samego siebie."]


def test_a_ready_document_has_a_file():
    row = baker.prepare(
        ScheduleDocument, schedule=baker.make(Schedule, year=2024, edition=1), state=DocumentState.READY
    )

    assert refused(row) == ["Gotowy dokument musi mieć plik, skrót i liczbę stron."]


def test_a_failed_document_says_why():
    row = baker.prepare(
        ScheduleDocument, schedule=baker.make(Schedule, year=2024, edition=1), state=DocumentState.FAILED, error=""
    )

    assert refused(row) == ["Nieudany dokument musi mieć podany powód."]
