"""Results of a year, and how each department kept the plan."""

import datetime as dt
from decimal import Decimal

import pytest
from model_bakery import baker

from competitions.choices import ResultState
from competitions.models import Competition, PriorityArea, PriorityTask, ResultEntry, Schedule, ScheduleEntry
from competitions.punctuality import Summary
from leszno_ngo.models import Department
from tests.competitions import drafts
from tests.competitions.calls import CLUBS, moment
from tests.competitions.competitions import as_planned, resigned, withdrawn
from tests.competitions.composed import page_of
from tests.competitions.editions import edition_after, plan, release, row
from tests.competitions.test_pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]


@pytest.fixture(autouse=True)
def later(on_day):
    on_day(dt.date(2024, 3, 10))


# ── Results ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def two_departments(anna):
    """One granted 40 000 zł; of the other it was given back, and 38 000 zł granted. An example, one undecided."""
    mopr, sport = (Department.objects.get(slug=slug) for slug in ("mopr", "wydzial-kultury-i-sportu"))
    area = PriorityArea.objects.first()
    drafts.decided(anna, department=mopr, area=area, title="Kluby")
    resigned(drafts.decided(anna, department=sport, title="Sport"), anna)
    drafts.decided(anna, department=mopr, title="Pokaz", is_example=True)
    drafts.assessed(anna, department=mopr, title="Tajne")
    return area


def sums(rows):
    return [(row["of"], row["competitions"], row["offers"], row["funded"], row["granted"]) for row in rows]


def test_sums_are_told_by_department_and_area_without_examples(client, two_departments):
    page = client.get("/wyniki/2024/")

    mopr, sport = "Miejski Ośrodek Pomocy Rodzinie w Lesznie", "Wydział Kultury i Sportu"
    assert page.context["totals"] == {
        "offers": 6,
        "funded": 2,
        "requested": Decimal(240_000),
        "granted": Decimal(78_000),
    }
    assert sums(page.context["by_department"]) == [(mopr, 1, 3, 1, 40_000), (sport, 1, 3, 1, 38_000)]
    assert sums(page.context["by_area"]) == [(two_departments.name, 1, 3, 1, 40_000), (None, 1, 3, 1, 38_000)]
    assert len(page.context["page"].object_list) == 9
    text = text_of(page)
    assert ("Przykładów nie wlicza się do sum." in text, "Tajne" in text) == (True, False)


@pytest.mark.parametrize(
    ("query", "offers", "granted"),
    [
        ("?wydzial=mopr", 6, 40_000),
        ("?stan=resigned", 1, None),
        ("?stan=funded&wydzial=wydzial-kultury-i-sportu", 1, 38_000),
        ("?szukaj=ścieżka", 3, None),
        ("?szukaj=krokus+sport", 1, 38_000),
        ("?szukaj=zzz", 0, None),
    ],
)
def test_results_can_be_narrowed_and_their_sums_with_them(client, two_departments, query, offers, granted):
    page = client.get(f"/wyniki/2024/{query}")

    assert (len(page.context["page"].object_list), page.context["totals"]["granted"]) == (offers, granted)


def test_wrong_choices_are_told(client, two_departments):
    page = client.get("/wyniki/2024/?stan=x&wydzial=x&obszar=x")

    assert page.context["form"].errors == {
        "stan": ["Nie ma takiego wyniku. Wybierz wynik z listy."],
        "wydzial": ["Nie ma takiego wydziału. Wybierz wydział z listy."],
        "obszar": ["Nie ma takiego obszaru. Wybierz obszar z listy."],
    }


def test_many_offers_go_on_on_further_pages_and_the_sums_stay_those_of_all(client, anna):
    competition = drafts.decided(anna)
    baker.make(ResultEntry, competition=competition, state=ResultState.FUNDED, granted=100, _quantity=60)

    pages = [client.get(f"/wyniki/2024/?strona={number}") for number in (1, 2)]

    assert [len(page.context["page"].object_list) for page in pages] == [50, 13]
    assert [page.context["totals"]["granted"] for page in pages] == [46_000] * 2


def test_a_year_whose_competitions_wait_for_results_says_so_and_leads_to_them(client, anna):
    waiting = [drafts.assessed(anna, title="Kluby"), withdrawn(anna, title="Sport")]
    drafts.ready_draft(title="Tajne")

    page = client.get("/wyniki/2024/")

    assert text_of(page).count("Nie ogłoszono jeszcze wyników żadnego z tych konkursów") == 1
    links = page_of(page).xpath("//main//article//a/@href")
    assert links == [competition.get_absolute_url() for competition in waiting]
    assert [client.get(f"/wyniki/{year}/").status_code for year in (2023, 2025)] == [404, 404]


def test_a_year_that_waits_for_results_takes_as_many_queries_for_many_competitions_as_for_one(
    client, anna, django_assert_max_num_queries, django_assert_num_queries
):
    drafts.announced(anna)
    with django_assert_max_num_queries(12) as few:
        client.get("/wyniki/2024/")
    for number in range(5):
        drafts.announced(anna, title=f"Konkurs {number}")

    with django_assert_num_queries(len(few.captured_queries)):
        client.get("/wyniki/2024/")


def test_the_list_of_years_names_only_those_with_results(client, anna):
    drafts.assessed(anna)
    empty = text_of(client.get("/wyniki/"))
    drafts.decided(anna, title="Rozstrzygnięty")

    assert empty.count("Nie ogłoszono jeszcze żadnych wyników") == 1
    assert "Wyniki konkursów 2024 roku 1 konkurs, przyznano 40 000 zł" in text_of(client.get("/wyniki/"))


# ── Punctuality ─────────────────────────────────────────────────────────────────────────────────────────────────────


def announced_on(words, competition, title=CLUBS):
    """That competition, for this task, announced at this moment."""
    competition.tasks.set(PriorityTask.objects.filter(title__startswith=title, programme__year=2024)[:1])
    Competition.objects.filter(pk=competition.pk).update(announced_at=moment(words))


def parts(client):
    page = client.get("/terminowosc/2024/")
    return {section.heading: summary for section, _, summary in page.context["parts"]}, page


HARCERZE = "prowadzenie zajęć profilaktycznych dla dzieci i młodzieży metodą harcerską"
VOLUNTEERS = "prowadzenie Leszczyńskiego Biura Wolontariatu"
OFFICE = "BIURO DS. UZALEŻNIEŃ"


def test_each_department_is_told_how_it_kept_its_plan(client, anna, schedule_2024):
    Schedule.objects.update(announcements_kept_since=dt.date(2023, 11, 1))
    announced_on("2024-01-12 09:00", as_planned(drafts.announced, anna))
    announced_on("2023-11-29 09:00", drafts.announced(anna, title="harcerze"), HARCERZE)
    announced_on("2023-12-31 23:59", drafts.announced(anna, title="wolontariat"), VOLUNTEERS)
    announced_on("2024-01-12 09:00", drafts.announced(anna, title="przykład", is_example=True), "pomoc ofiarom")
    announced_on("2024-01-12 09:00", withdrawn(anna, title="wycofany"), "pomoc ofiarom")

    found, page = parts(client)

    assert found[OFFICE] == Summary(rows=8, announced=3, before=1, in_time=1, late=1, overdue=5, ahead=0, median=0)
    assert page.context["whole"].rows == 45
    assert page.context["whole"].announced == 3
    text = text_of(page)
    assert f"{CLUBS} grudzień 2023 r. 12 stycznia 2024 r. 12 dni po planie" in text
    assert f"{HARCERZE} grudzień 2023 r. 29 listopada 2023 r. 2 dni przed planem" in text
    assert f"{VOLUNTEERS} grudzień 2023 r. 31 grudnia 2023 r. w planowanym terminie" in text
    assert "pomoc ofiarom przemocy domowej grudzień 2023 r. – po terminie" in text


@pytest.mark.parametrize(
    ("days", "median"),
    [(["2024-01-12"], 12), (["2024-01-12", "2024-01-01"], 6.5), (["2024-01-12", "2024-01-01", "2023-12-05"], 1)],
)
def test_the_median_is_the_middle_of_the_days(client, anna, schedule_2024, days, median):
    for day, title in zip(days, [CLUBS, HARCERZE, VOLUNTEERS], strict=False):
        announced_on(f"{day} 09:00", as_planned(drafts.announced, anna, title=title), title)

    found, page = parts(client)

    assert found[OFFICE].median == median
    assert ("6,5 dnia" in text_of(page)) == (median == 6.5)


def test_a_later_edition_cannot_mend_a_missed_term(client, anna, schedule_2024):
    announced_on("2024-01-12 09:00", as_planned(drafts.announced, anna))
    second = edition_after(schedule_2024)
    plan(row(second, CLUBS), "Luty 2024")
    release(second)

    found, page = parts(client)

    assert (found[OFFICE].late, found[OFFICE].before) == (1, 0)
    assert (
        f"{CLUBS} grudzień 2023 r. w późniejszym wydaniu 2: luty 2024 r. 12 stycznia 2024 r. 12 dni po planie"
    ) in text_of(page)


def test_a_task_announced_twice_counts_by_the_first_time(client, anna, schedule_2024):
    announced_on("2024-02-12 09:00", as_planned(drafts.announced, anna, title="powtórzony"))
    announced_on("2024-01-12 09:00", drafts.announced(anna, title="pierwszy"))

    found, _ = parts(client)

    assert (found[OFFICE].announced, found[OFFICE].median) == (1, 12)


def test_where_announcements_are_not_kept_the_page_says_that_it_cannot_know(client, schedule_2024):
    found, page = parts(client)

    assert found[OFFICE].overdue == 0
    assert "nie wiemy, czy terminu dotrzymano" in text_of(page)
    assert "miniony, bez danych o ogłoszeniu" in text_of(page)


def test_a_year_without_a_released_plan_is_not_there(client, draft_2024):
    assert client.get("/terminowosc/2024/").status_code == 404
    assert ScheduleEntry.objects.exists()
