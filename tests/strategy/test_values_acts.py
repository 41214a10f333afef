"""Values from the desk to residents: entered by one person, checked by another, published; years closed and opened."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from leszno_ngo.choices import Role
from leszno_ngo.models import Department, User
from strategy import publishing
from strategy.choices import Category, Period, ValueState, ValueStatus
from strategy.models import ChartDrawing, IndicatorJudgement, IndicatorValue, ReportingYear
from strategy.spans import Span
from tests.strategy.measures import NOON, indicator_of, publish, quarter

pytestmark = pytest.mark.django_db

YEAR = Span(2023)
LATER = NOON + dt.timedelta(hours=1)
CLOSED = "Rok 2023 jest zamknięty. Zmiana jego wartości wymaga, by koordynator go otworzył."
OF_OTHERS = "Ten wskaźnik należy do innego wydziału. Jego wartości zmienia ten wydział albo koordynator."
GONE = "Tej wartości już nie ma: ktoś ją w międzyczasie usunął. Odśwież stronę."
CHANGED = "Ktoś w międzyczasie zmienił tę wartość. Odśwież stronę i obejrzyj ją jeszcze raz."
PUBLISHED = "Ta wartość jest już opublikowana. Zmienia ją tylko korekta z podanym powodem."
ONE_OWN = "Wartość sprawdza inna osoba niż ta, która ją wpisała."


@pytest.fixture
def second(official):
    """Another official of the same department."""
    user = User.objects.create_user("mopr-2", is_staff=True, role=Role.OFFICIAL)
    user.departments.set(official.departments.all())
    return user


@pytest.fixture
def auditor(official):
    user = User.objects.create_user("audytor", is_staff=True, role=Role.AUDITOR)
    user.departments.set(official.departments.all())
    return user


@pytest.fixture
def indicator(departments):
    return indicator_of(Department.objects.get(slug="mopr"))


def enter(indicator, by, value=120, *, span=YEAR, now=NOON, **more):
    value = None if value is None else Decimal(value)
    return publishing.enter_value(indicator, span, value=value, by=by, now=now, **{"status": ValueStatus.FINAL, **more})


def checked(indicator, by, checker, *args, **more):
    return publishing.check_value(enter(indicator, by, *args, **more), by=checker, now=NOON)


def published(indicator, by, checker, *args, **more):
    [row] = publishing.publish_values([checked(indicator, by, checker, *args, **more)], by=checker, now=NOON)
    return row


def refusal(act, *args, **more):
    with pytest.raises(ValidationError) as refused:
        act(*args, **more)
    return " ".join(refused.value.messages)


def stored(row):
    return IndicatorValue.objects.get(pk=row.pk)


# ── Entering ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_entered_value_is_a_draft_with_who_and_when(indicator, official):
    row = stored(enter(indicator, official, "120.5", source=" sprawozdanie ", note="bez filii"))

    assert (row.state, row.revision, row.value) == (ValueState.DRAFT, 1, Decimal("120.5"))
    assert (row.source, row.note, row.entered_by, row.entered_at) == ("sprawozdanie", "bez filii", official, NOON)
    assert indicator.series == []
    assert [(record.history_user, record.history_change_reason) for record in row.history.all()] == [
        (official, "wpisano za rok 2023")
    ]


def test_value_that_was_not_collected_is_entered_without_a_number(indicator, official):
    row = enter(indicator, official, None, status=ValueStatus.NOT_COLLECTED)

    assert (row.value, row.status) == (None, ValueStatus.NOT_COLLECTED)
    assert refusal(enter, indicator, official, None) == (
        "Podaj wartość albo wybierz „brak danych” lub „nie dotyczy”, jedno z dwojga."
    )
    assert stored(row).status == ValueStatus.NOT_COLLECTED


def test_number_with_more_digits_than_the_portal_keeps_is_refused(indicator, official):
    assert (
        refusal(enter, indicator, official, "0.1234567")
        == "Upewnij się, że liczba ma nie więcej niż 6 cyfr po przecinku."
    )
    assert not IndicatorValue.objects.exists()


def test_entering_again_changes_the_one_draft_and_its_author(indicator, official, second):
    first = enter(indicator, official)

    again = enter(indicator, second, 121, now=LATER)

    assert (again.pk, stored(again).value, stored(again).entered_by) == (first.pk, 121, second)
    assert IndicatorValue.objects.count() == 1


def test_entering_the_same_changes_nothing_and_moves_no_name(indicator, official, second):
    row = checked(indicator, official, second)

    same = enter(indicator, second, now=LATER)

    assert same == row
    assert (stored(row).state, stored(row).entered_by, stored(row).entered_at) == (ValueState.CHECKED, official, NOON)
    assert row.history.count() == 2


def test_checked_value_that_is_changed_wants_to_be_checked_again(indicator, official, second):
    checked(indicator, official, second)

    row = stored(enter(indicator, official, 121))

    assert (row.state, row.checked_by, row.checked_at) == (ValueState.DRAFT, None, None)


def test_correction_opens_the_next_revision_with_a_reason_and_leaves_the_published_one(indicator, official, second):
    first = published(indicator, official, second)

    assert refusal(enter, indicator, official, 121) == (
        "Napisz, dlaczego zmienia się opublikowaną wartość. Przeczytają to mieszkańcy."
    )
    row = enter(indicator, official, 121, reason="pomyłka w sprawozdaniu", status=ValueStatus.REVISED)

    assert (row.revision, row.state, row.reason) == (2, ValueState.DRAFT, "pomyłka w sprawozdaniu")
    assert [(value.value, value.revision) for value in indicator.series] == [(120, 1)]
    assert stored(first).is_published


def test_correction_that_is_changed_keeps_its_reason(indicator, official, second):
    published(indicator, official, second)
    enter(indicator, official, 121, reason="pomyłka")

    assert enter(indicator, official, 122).reason == "pomyłka"


def test_value_that_is_published_already_is_no_correction(indicator, official, second):
    published(indicator, official, second)

    assert refusal(enter, indicator, official, reason="jeszcze raz") == (
        "Taka wartość jest już opublikowana; nie ma czego zmieniać."
    )


def test_what_a_document_said_is_corrected_like_anything_else(indicator, official, second):
    publish(indicator, {2023: 13699})

    row = published(indicator, official, second, 96000, reason="w dokumencie opuszczono cyfrę")

    assert (row.revision, [value.value for value in indicator.series]) == (2, [96000])


def test_span_that_has_not_begun_takes_no_value(indicator, official):
    assert refusal(enter, indicator, official, span=Span(2025)) == "Okres „2025” jeszcze się nie zaczął."
    assert enter(indicator, official, span=Span(2024), status=ValueStatus.PROVISIONAL).pk


def test_span_of_another_length_is_only_corrected(indicator, official):
    told = "Wartości tego wskaźnika podaje się za każdy rok."
    assert refusal(enter, indicator, official, span=quarter(2023, 1)) == told

    publish(indicator, {"2023-Q1": 5})
    assert enter(indicator, official, 6, span=quarter(2023, 1), reason="pomyłka").revision == 2


def test_quarters_are_entered_where_the_indicator_is_measured_by_quarters(indicator, official):
    indicator.frequency = Period.QUARTER
    indicator.save()

    enter(indicator, official, 1, span=quarter(2023, 4))
    assert enter(indicator, official, 2, span=quarter(2024, 1)).span == quarter(2024, 1)
    assert (
        refusal(enter, indicator, official, span=quarter(2024, 2)) == "Okres „II kwartał 2024” jeszcze się nie zaczął."
    )


def test_year_no_document_of_the_city_speaks_of_is_refused(indicator, official):
    assert refusal(enter, indicator, official, span=Span(1989)) == "Podaj rok od 1990 do 2100."


def test_draft_is_deleted_by_anybody_of_the_department_and_its_past_is_kept(indicator, official, second):
    row = enter(indicator, official)

    publishing.delete_draft(row, by=second)

    assert not IndicatorValue.objects.exists()
    last = IndicatorValue.history.first()
    assert (last.history_type, last.history_user, last.history_change_reason) == ("-", second, "usunięto szkic")


# ── Checking and sending back ───────────────────────────────────────────────────────────────────────────────────────


def test_another_person_checks_a_value(indicator, official, second):
    row = stored(checked(indicator, official, second))

    assert (row.state, row.checked_by, row.checked_at) == (ValueState.CHECKED, second, NOON)
    assert row.history.first().history_user == second


def test_nobody_checks_a_value_of_their_own_not_even_the_coordinator(indicator, official, coordinator):
    for author in (official, coordinator):
        row = enter(indicator, author, author.pk)
        assert refusal(publishing.check_value, row, by=author, now=NOON) == ONE_OWN
        assert stored(row).state == ValueState.DRAFT


def test_value_is_sent_back_with_a_remark_and_the_change_answers_it(indicator, official, second):
    row = checked(indicator, official, second)

    publishing.send_back(row, remark=" Bez filii? ", by=second)

    row = stored(row)
    assert (row.state, row.remark, row.checked_by, row.entered_by) == (ValueState.DRAFT, "Bez filii?", None, official)
    assert stored(enter(indicator, official, 121)).remark == ""


def test_value_sent_back_stays_so_while_nobody_changes_it(indicator, official, second):
    row = publishing.send_back(enter(indicator, official), remark="Bez filii?", by=second)

    enter(indicator, official)

    assert stored(row).remark == "Bez filii?"


def test_nothing_is_sent_back_without_a_remark_or_to_oneself(indicator, official, second):
    row = enter(indicator, official)

    assert refusal(publishing.send_back, row, remark=" ", by=second) == "Napisz, co trzeba poprawić."
    assert refusal(publishing.send_back, row, remark="Źle", by=official) == (
        "Własną wartość po prostu popraw; odsyła ją inna osoba."
    )


# ── Publishing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_checked_values_become_public_and_their_indicators_are_judged(indicator, official, second):
    publish(indicator, {2020: 100, 2021: 110, 2022: 121})

    row = published(indicator, official, second, 133)

    assert (row.state, row.published_by, row.published_at) == (ValueState.PUBLISHED, second, NOON)
    assert [value.value for value in indicator.series] == [100, 110, 121, 133]
    assert (indicator.judgement.category, indicator.judgement.made_at) == (Category.IMPROVED, NOON)
    assert indicator.judgement.inputs["values"]["2023"] == "133"
    assert ChartDrawing.objects.filter(title__startswith="Liczba miejsc").exists()


def test_values_are_published_all_or_none(indicator, official, second):
    rows = [checked(indicator, official, second, span=Span(2022)), enter(indicator, official)]

    assert refusal(publishing.publish_values, rows, by=second, now=NOON) == (
        "Wartości „Liczba miejsc” za rok 2023 nikt jeszcze nie sprawdził."
    )
    assert not IndicatorValue.objects.published().exists()
    assert refusal(publishing.publish_values, [], by=second, now=NOON) == (
        "Nie wskazano żadnej wartości do opublikowania."
    )


def test_correction_takes_the_place_of_what_was_published_and_the_old_one_stays_readable(indicator, official, second):
    published(indicator, official, second)

    published(indicator, official, second, 121, reason="pomyłka")

    assert [(value.value, value.reason) for value in indicator.series] == [(121, "pomyłka")]
    assert [value.value for value in indicator.values.published()] == [120, 121]


ACTS = {
    "delete": lambda row, by: publishing.delete_draft(row, by=by),
    "check": lambda row, by: publishing.check_value(row, by=by, now=NOON),
    "send back": lambda row, by: publishing.send_back(row, remark="Źle", by=by),
    "publish": lambda row, by: publishing.publish_values([row], by=by, now=NOON),
}


@pytest.mark.parametrize("act", ACTS)
def test_published_value_is_acted_on_no_more(indicator, official, second, act):
    row = published(indicator, official, second)

    assert refusal(ACTS[act], row, second) == PUBLISHED
    assert stored(row).is_published


@pytest.mark.parametrize("act", ACTS)
def test_neither_an_auditor_nor_another_department_acts_on_a_value(
    indicator, official, second, other_official, auditor, act
):
    row = checked(indicator, official, second) if act == "publish" else enter(indicator, official)

    for stranger in (auditor, other_official):
        assert refusal(ACTS[act], row, stranger) == OF_OTHERS
    assert stored(row).state == row.state


def test_neither_an_auditor_nor_another_department_enters_a_value(indicator, other_official, auditor):
    for stranger in (auditor, other_official):
        assert refusal(enter, indicator, stranger) == OF_OTHERS
    assert (IndicatorValue.objects.count(), ReportingYear.objects.count()) == (0, 0)


def test_coordinator_enters_checks_and_publishes_for_every_department(indicator, official, coordinator):
    enter(indicator, coordinator, 1, span=Span(2022))

    assert published(indicator, official, coordinator).published_by == coordinator


@pytest.mark.parametrize("act", ACTS)
def test_closed_year_takes_no_act(indicator, official, second, coordinator, act):
    row = checked(indicator, official, second) if act == "publish" else enter(indicator, official)
    ReportingYear.objects.filter(year=2023).update(closed_at=NOON, closed_by=coordinator)

    assert refusal(ACTS[act], row, second) == CLOSED
    assert stored(row).state == row.state


def test_closed_year_takes_no_value_while_others_do(indicator, official, coordinator):
    publishing.close_year(2023, by=coordinator, now=NOON)

    assert refusal(enter, indicator, official) == CLOSED
    assert enter(indicator, official, span=Span(2022)).pk


@pytest.mark.parametrize("act", ACTS)
def test_value_that_was_changed_meanwhile_is_acted_on_no_more_as_it_was_seen(indicator, official, second, act):
    seen = enter(indicator, official)
    enter(indicator, official, 999, now=LATER)
    if act == "publish":
        publishing.check_value(IndicatorValue.objects.get(), by=second, now=LATER)

    assert refusal(ACTS[act], seen, second) == CHANGED
    assert stored(seen).value == 999


@pytest.mark.parametrize("act", ACTS)
def test_value_that_was_deleted_meanwhile_is_said_to_be_gone(indicator, official, second, act):
    seen = enter(indicator, official)
    publishing.delete_draft(seen, by=official)
    seen = IndicatorValue(**{field.attname: getattr(seen, field.attname) for field in seen._meta.fields} | {"pk": 999})

    assert refusal(ACTS[act], seen, second) == GONE


def test_second_checker_reads_that_it_is_checked(indicator, official, second, coordinator):
    row = enter(indicator, official)
    publishing.check_value(row, by=second, now=NOON)

    assert refusal(publishing.check_value, row, by=coordinator, now=LATER) == "Tę wartość ktoś już sprawdził."
    assert stored(row).checked_by == second


def test_correction_begun_while_another_published_the_draft_wants_a_reason(indicator, official, second):
    published(indicator, official, second)

    assert refusal(enter, indicator, official, 121).startswith("Napisz, dlaczego zmienia się")
    assert [value.value for value in indicator.series] == [120]


# ── Years ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_year_is_closed_by_the_coordinator_and_opened_for_a_reason(coordinator):
    publishing.close_year(2023, by=coordinator, now=NOON)
    year = ReportingYear.objects.get(year=2023)
    assert (year.is_closed, year.closed_by, year.closed_at) == (True, coordinator, NOON)

    assert refusal(publishing.open_year, 2023, reason=" ", by=coordinator) == (
        "Napisz, dlaczego otwiera się zamknięty rok."
    )
    publishing.open_year(2023, reason="spóźnione sprawozdanie", by=coordinator)

    year.refresh_from_db()
    assert (year.is_closed, year.closed_by) == (False, None)
    last = year.history.first()
    assert (last.history_user, last.history_change_reason) == (coordinator, "spóźnione sprawozdanie")


def test_nobody_but_the_coordinator_closes_or_opens_a_year(official, auditor, coordinator):
    publishing.close_year(2022, by=coordinator, now=NOON)

    for user in (official, auditor):
        assert refusal(publishing.close_year, 2023, by=user, now=NOON) == "To może zrobić tylko koordynator."
        assert refusal(publishing.open_year, 2022, reason="bo tak", by=user) == "To może zrobić tylko koordynator."
    assert list(ReportingYear.objects.closed().values_list("year", flat=True)) == [2022]


def test_year_is_closed_once_it_has_ended_and_opened_only_when_closed(coordinator):
    publishing.close_year(2023, by=coordinator, now=NOON)

    assert refusal(publishing.close_year, 2023, by=coordinator, now=NOON) == "Rok 2023 jest już zamknięty."
    assert refusal(publishing.close_year, 2024, by=coordinator, now=NOON) == "Rok 2024 jeszcze się nie skończył."
    assert refusal(publishing.open_year, 2022, reason="bo tak", by=coordinator) == "Rok 2022 jest otwarty."


@pytest.mark.parametrize(
    ("number", "waiting"), [(1, "1 wartość czeka"), (2, "2 wartości czekają"), (5, "5 wartości czeka")]
)
def test_year_with_values_in_the_making_is_not_closed(departments, official, coordinator, number, waiting):
    for place in range(number):
        enter(indicator_of(official.departments.get(), code=f"w{place}"), official)

    assert refusal(publishing.close_year, 2023, by=coordinator, now=NOON) == (
        f"Za rok 2023 {waiting} na opublikowanie. Najpierw opublikuj albo usuń wszystkie."
    )


# ── Judgements ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def judgement(indicator):
    publish(indicator, {2020: 100, 2021: 110, 2022: 121})
    return publishing.judge_indicator(indicator, now=NOON, today=NOON.date())


def override(judgement, by, category=Category.STEADY, reason="zmienił się sposób liczenia"):
    return publishing.override_judgement(judgement, category=category, reason=reason, by=by, now=NOON)


def test_coordinators_judgement_counts_and_the_computed_one_stays(judgement, coordinator):
    override(judgement, coordinator)

    row = IndicatorJudgement.objects.get()
    assert (row.shown, row.category) == (Category.STEADY, Category.IMPROVED)
    assert (row.override_reason, row.override_by, row.override_at) == (
        "zmienił się sposób liczenia",
        coordinator,
        NOON,
    )
    assert row.history.first().history_user == coordinator


def test_nobody_else_overrides_even_in_their_own_department(judgement, official, auditor, coordinator):
    for user in (official, auditor):
        assert refusal(override, judgement, user) == "To może zrobić tylko koordynator."
    overridden = override(judgement, coordinator)
    for user in (official, auditor):
        assert refusal(publishing.remove_override, overridden, reason="bo tak", by=user) == (
            "To może zrobić tylko koordynator."
        )


def test_override_has_a_reason_and_says_something_else(judgement, coordinator):
    assert refusal(override, judgement, coordinator, reason=" ") == (
        "Podaj powód innej oceny. Przeczytają go mieszkańcy."
    )
    assert refusal(override, judgement, coordinator, Category.IMPROVED) == "Taka jest ocena obliczona. Wybierz inną."
    assert refusal(override, judgement, coordinator, "") == "Wybierz ocenę z listy."
    assert IndicatorJudgement.objects.get().override_category == ""


def test_override_is_removed_for_a_reason(judgement, coordinator):
    told = "Liczy się ocena obliczona; nie ma czego cofać."
    assert refusal(publishing.remove_override, judgement, reason="pomyłka", by=coordinator) == told
    row = override(judgement, coordinator)
    assert refusal(publishing.remove_override, row, reason="", by=coordinator) == (
        "Podaj powód powrotu do oceny obliczonej."
    )

    publishing.remove_override(row, reason="pomyłka", by=coordinator)

    row = IndicatorJudgement.objects.get()
    assert (row.shown, row.override_reason, row.override_by) == (Category.IMPROVED, "", None)
    assert row.history.first().history_change_reason == "pomyłka"


def test_next_judgement_begins_without_the_override(judgement, indicator, official, second, coordinator):
    override(judgement, coordinator)

    published(indicator, official, second, 133)

    assert (indicator.judgement.shown, indicator.judgement.override_category) == (Category.IMPROVED, "")
    assert refusal(override, judgement, coordinator) == (
        "Wskaźnik ma już nowszą ocenę. Odśwież stronę i zacznij od niej."
    )
