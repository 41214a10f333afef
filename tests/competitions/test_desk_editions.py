"""Pages of the desk around an edition: what stands where, the release, the beginning of a year."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from model_bakery import baker
from openpyxl import load_workbook

from competitions import publishing
from competitions.choices import PlanKind
from competitions.models import Schedule, ScheduleDocument, ScheduleEntry
from leszno_ngo.choices import DocumentState
from leszno_ngo.models import Department, User
from tests.competitions.desk import CULTURE, page, part_of, said

pytestmark = pytest.mark.django_db

# ── Overview ────────────────────────────────────────────────────────────────────────────────────────────────────────


def headings_on(answer):
    return [part.section.heading for part in answer.context["review"].parts]


def test_the_coordinator_and_the_auditor_see_all_parts_and_an_official_the_own_one(
    client, working, coordinator, auditor, official
):
    seen = {}
    for user in (coordinator, auditor, official):
        client.force_login(user)
        seen[user.username] = headings_on(client.get(page("schedule_overview", working)))

    everything = list(working.sections.order_by("position").values_list("heading", flat=True))
    assert seen == {"koordynator": everything, "audytor": everything, "urzednik": [CULTURE]}


def test_the_overview_offers_an_auditor_nothing_to_change(client, working, auditor, official):
    buttons = {}
    for user in (official, auditor):
        client.force_login(user)
        html = client.get(page("schedule_overview", working)).content.decode()
        buttons[user.username] = html.count("/gotowe/"), html.count("/wczytaj/"), html.count("/wydaj/")

    assert buttons == {"urzednik": (1, 1, 0), "audytor": (0, 0, 0)}


def test_the_overview_says_what_has_changed_since_the_last_edition(client, working, coordinator):
    entry = ScheduleEntry.objects.of([working]).get(
        number=1, section__heading=CULTURE, area__name__startswith="Kultura,"
    )
    entry.title = "Zupełnie nowa treść"
    entry.save()
    client.force_login(coordinator)

    answer = client.get(page("schedule_overview", working))

    assert [change.entry for change in answer.context["changes"].found] == [entry]
    assert "Było: „wspieranie działań kulturalnych na rzecz środowiska lokalnego”" in answer.content.decode()


def test_the_working_copy_is_given_as_a_spreadsheet_of_the_visible_parts(client, working, coordinator, official):
    rows = {}
    for user in (coordinator, official):
        client.force_login(user)
        answer = client.get(page("schedule_working_copy", working))
        sheet = load_workbook(io.BytesIO(answer.content)).active
        rows[user.username] = len({sheet.cell(line, 4).value for line in range(5, sheet.max_row + 1)})

    assert answer.headers["Content-Disposition"] == 'attachment; filename="harmonogram-2024-wydanie-2-robocze.xlsx"'
    assert rows == {"koordynator": 45, "urzednik": 7}


def test_an_official_without_a_part_is_told_whom_to_ask_and_downloads_nothing(client, working, official):
    official.departments.set([baker.make(Department, name="Nowy", source_name="Nowy", slug="nowy")])
    client.force_login(official)

    html = client.get(page("schedule_overview", working)).content.decode()

    assert "W tym wydaniu nie ma części Twojego wydziału." in html
    assert client.get(page("schedule_working_copy", working)).status_code == 404


@pytest.mark.parametrize("who", ["koordynator", "urzednik"])
def test_the_overview_takes_as_many_queries_for_many_rows_as_for_few(
    client, working, coordinator, official, who, django_assert_max_num_queries
):
    client.force_login(User.objects.get(username=who))
    client.get(page("schedule_overview", working))
    with django_assert_max_num_queries(40) as few:
        client.get(page("schedule_overview", working))
    fill(part_of(working), 500)

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(page("schedule_overview", working))


def fill(section, count):
    area = section.entries.first().area
    ScheduleEntry.objects.bulk_create(
        ScheduleEntry(section=section, area=area, position=100 + n, title=f"Zadanie {n}", note="2023")
        for n in range(count)
    )


# ── Release ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def everything_of(schedule):
    return (
        list(Schedule.objects.filter(pk=schedule.pk).values()),
        list(schedule.sections.order_by("pk").values()),
        list(ScheduleEntry.objects.of([schedule]).order_by("pk").values()),
    )


def confirm_all(schedule, by):
    for section in schedule.sections.all():
        publishing.confirm_section(section, by=by)


def test_the_coordinator_releases_an_edition_and_is_led_to_what_came_of_it(
    client, first, coordinator, django_capture_on_commit_callbacks
):
    client.force_login(coordinator)
    sent = {"as_of": "2023-12-01", "responsible": "Pełnomocnik Prezydenta", "accepted": "on"}

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(page("schedule_release", first), sent, follow=True)

    first.refresh_from_db()
    assert (first.as_of, first.responsible, first.released_by) == (
        dt.date(2023, 12, 1),
        "Pełnomocnik Prezydenta",
        coordinator,
    )
    assert answer.redirect_chain == [(page("schedule_overview", first), 302)]
    html = answer.content.decode()
    following = Schedule.objects.working().get()
    for address in ("/harmonogram/2024/wydanie-1/", page("schedule_overview", following)):
        assert f'href="{address}"' in html
    assert "w przygotowaniu. Zwykle trwa to kilka sekund" in html


def test_the_form_begins_with_today_and_with_who_answered_for_the_edition_before(client, working, first, coordinator):
    Schedule.objects.filter(pk=first.pk).update(responsible="Pełnomocnik")
    client.force_login(coordinator)

    form = client.get(page("schedule_release", working)).context["form"]

    assert (form["as_of"].value(), form["responsible"].value()) == (dt.date(2023, 12, 1), "Pełnomocnik")


def test_open_ends_have_to_be_accepted_by_name(client, first, coordinator):
    client.force_login(coordinator)

    answer = client.post(page("schedule_release", first), {"as_of": "2023-12-01"})

    form = answer.context["form"]
    assert form.fields["accepted"].label == "Wydaję mimo to: 10 części nie jest gotowych, 10 uwag czeka na wyjaśnienie."
    assert form.errors["accepted"] == ["Zaznacz, że wydajesz harmonogram mimo to, albo najpierw dokończ pracę."]
    assert Schedule.objects.get().is_released is False


def test_an_edition_with_nothing_open_needs_no_acceptance(client, first, coordinator):
    confirm_all(first, coordinator)
    first.source.issues.all().delete()
    ScheduleEntry.objects.filter(title__contains="II tura").update(plan_end=dt.date(2024, 1, 30))
    client.force_login(coordinator)

    assert "accepted" not in client.get(page("schedule_release", first)).context["form"].fields
    client.post(page("schedule_release", first), {"as_of": "2023-12-01"})

    assert Schedule.objects.get(pk=first.pk).is_released


@pytest.mark.parametrize(
    ("as_of", "refusal"),
    [
        ("", "Podaj „stan na dzień”."),
        ("2023-12-02", "„Stan na dzień” nie może być późniejszy niż dzisiaj."),
        (
            "2023-11-29",
            "„Stan na dzień” nie może być wcześniejszy niż w wydaniu 1 "
            "(30\N{NO-BREAK SPACE}listopada 2023\N{NO-BREAK SPACE}r.).",
        ),
    ],
)
def test_a_wrong_day_is_refused_beside_its_field_and_nothing_is_stored(client, working, coordinator, as_of, refusal):
    client.force_login(coordinator)
    before = everything_of(working)

    answer = client.post(page("schedule_release", working), {"as_of": as_of, "responsible": "Ktoś", "accepted": "on"})

    assert answer.context["form"].errors == {"as_of": [refusal]}
    assert everything_of(working) == before


def test_an_edition_without_changes_is_warned_of_and_may_go_out(client, working, coordinator):
    client.force_login(coordinator)
    warning = "pozycje niczym nie różnią się od wydania 1"

    assert warning in client.get(page("schedule_release", working)).content.decode()
    client.post(page("schedule_release", working), {"as_of": "2023-12-01", "accepted": "on"})

    assert Schedule.objects.current().get().edition == 2


def test_an_empty_edition_is_refused_in_words(client, first, coordinator):
    ScheduleEntry.objects.all().delete()
    client.force_login(coordinator)

    answer = client.post(page("schedule_release", first), {"as_of": "2023-12-01", "accepted": "on"})

    assert answer.context["form"].non_field_errors() == ["Pustego harmonogramu nie można opublikować."]


def test_releasing_is_the_coordinators_alone(client, first, official, auditor):
    for user in (official, auditor):
        client.force_login(user)
        assert client.get(page("schedule_release", first)).status_code == 403
        assert (
            client.post(page("schedule_release", first), {"as_of": "2023-12-01", "accepted": "on"}).status_code == 403
        )
        assert client.post(page("schedule_paper", first)).status_code == 403

    assert Schedule.objects.get().is_released is False


def test_releasing_what_is_released_already_leads_to_it(client, first, working, coordinator):
    client.force_login(coordinator)

    for answer in (client.get(page("schedule_release", first)), client.post(page("schedule_release", first))):
        assert answer.headers["Location"] == page("schedule_overview", first)


def test_a_failed_document_is_told_and_made_again(client, first, working, coordinator, auditor):
    ScheduleDocument.objects.update(state=DocumentState.FAILED, error="Brak miejsca na dysku.")
    pages = {}
    for user in (auditor, coordinator):
        client.force_login(user)
        pages[user.username] = client.get(page("schedule_overview", first)).content.decode()
    assert ["Brak miejsca na dysku." in pages[name] for name in pages] == [True, True]
    assert ["Przygotuj PDF ponownie" in pages[name] for name in ("audytor", "koordynator")] == [False, True]

    answer = client.post(page("schedule_paper", first))

    assert said(answer) == ["Plik PDF zlecono ponownie."]
    assert ScheduleDocument.objects.get().state == DocumentState.QUEUED


# ── Beginning ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_year_begins_with_a_title_made_from_it_and_leads_to_the_upload(client, working, coordinator):
    client.force_login(coordinator)
    assert client.get(reverse("admin:competitions_schedule_add")).context["form"]["year"].value() == 2025

    answer = client.post(reverse("admin:competitions_schedule_add"), {"year": 2025, "title": " "})

    schedule = Schedule.objects.get(year=2025)
    assert (schedule.edition, schedule.as_of) == (1, None)
    assert schedule.title == "Planowany harmonogram ogłaszania otwartych konkursów ofert w 2025 roku"
    assert answer.headers["Location"] == reverse("admin:competitions_schedule_import", args=[schedule.pk])


@pytest.mark.parametrize(
    ("year", "refusal"),
    [
        (2024, "Rok 2024 ma już wydanie robocze (wydanie 2). Pracuj w nim."),
        (2003, "Podaj rok od 2004 do 2100."),
    ],
)
def test_a_year_that_cannot_begin_is_refused(client, working, coordinator, year, refusal):
    client.force_login(coordinator)

    answer = client.post(reverse("admin:competitions_schedule_add"), {"year": year, "title": "Harmonogram"})

    assert [message for messages in answer.context["form"].errors.values() for message in messages] == [refusal]
    assert Schedule.objects.count() == 2


def test_a_released_year_without_its_working_copy_gets_one_again(client, first, working, coordinator):
    working.delete()
    client.force_login(coordinator)

    client.post(reverse("admin:competitions_schedule_add"), {"year": 2024, "title": "Nieważne"})

    copy = Schedule.objects.working().get()
    assert (copy.edition, copy.title, ScheduleEntry.objects.of([copy]).count()) == (2, first.title, 45)


def test_departments_get_empty_parts_under_their_names_in_capitals(client, coordinator, lists, on_day):
    schedule = baker.make(Schedule, year=2025, edition=1)
    chosen = Department.objects.filter(slug__in=["wydzial-rozwoju", "wydzial-kultury-i-sportu"])
    client.force_login(coordinator)

    client.post(page("schedule_parts", schedule), {"departments": [department.pk for department in chosen]})

    parts = [(part.position, part.heading, part.departments.get().slug) for part in schedule.sections.all()]
    assert parts == [(1, CULTURE, "wydzial-kultury-i-sportu"), (2, "WYDZIAŁ ROZWOJU", "wydzial-rozwoju")]
    left = client.get(page("schedule_parts", schedule)).context["form"].fields["departments"].queryset
    assert not left.filter(pk__in=chosen).exists()


def test_a_part_is_not_added_twice(client, first, coordinator):
    client.force_login(coordinator)
    before = first.sections.count()
    there = part_of(first).departments.get()

    answer = client.post(page("schedule_parts", first), {"departments": [there.pk]})

    assert list(answer.context["form"].errors) == ["departments"]
    assert first.sections.count() == before


def test_a_heading_that_is_taken_is_refused_in_words(client, first, coordinator):
    part_of(first).departments.clear()
    department = Department.objects.get(slug="wydzial-kultury-i-sportu")
    client.force_login(coordinator)

    answer = client.post(page("schedule_parts", first), {"departments": [department.pk]})

    assert answer.context["form"].non_field_errors() == [
        f"Harmonogram ma już część „{CULTURE}”. Dopisz do niej wydział w jej formularzu."
    ]


# ── Residents ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_working_copy_changes_nothing_on_the_public_pages(client, first, coordinator):
    publishing.release_schedule(first, by=coordinator)
    addresses = ["/", "/harmonogram/", "/harmonogram/2024/", "/harmonogram/2024/wydanie-1/", "/wydzialy/mopr/"]
    addresses += ["/zadania-priorytetowe/2024/"]
    before = [client.get(address).content for address in addresses]

    ScheduleEntry.objects.of(Schedule.objects.working()).update(
        title="Robocze", plan_kind=PlanKind.NOT_PLANNED, plan_start=None, plan_end=None
    )

    assert [client.get(address).content for address in addresses] == before
    assert client.get("/harmonogram/2024/wydanie-2/").status_code == 404
