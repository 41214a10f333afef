"""The desk's pages of the next year: what will be copied, and which task continues which, on the real documents."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker

from competitions.models import CooperationProgramme, PriorityTask, Schedule
from leszno_ngo.choices import Role
from tests.competitions.sources import take_schedule, take_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_day", "lists")]


@pytest.fixture
def schedule():
    take_schedule()
    return Schedule.objects.get(year=2024)


@pytest.fixture
def programme(schedule):
    take_tasks()
    return CooperationProgramme.objects.get(year=2024)


@pytest.fixture
def coordinator(client):
    user = baker.make(get_user_model(), username="koordynator", is_staff=True, role=Role.COORDINATOR)
    client.force_login(user)
    return user


def of(programme):
    return reverse("admin:competitions_cooperationprogramme_continuity", args=[programme.pk])


def next_year_of(schedule):
    return reverse("admin:competitions_schedule_next_year", args=[schedule.pk])


def said(response):
    return [str(message) for message in response.context["messages"]]


def task(year, words):
    return PriorityTask.objects.of_year(year).get(title__contains=words)


def choices(page, task):
    return [label for _, label in page.context["reworded"].fields[f"zadanie-{task.pk}"].choices]


# ── Which task continues which ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("coordinator")
def test_the_page_offers_25_tasks_of_equal_words_and_20_with_their_likeliest_forerunners(client, programme):
    page = client.get(of(programme))

    found = page.context["found"]
    numbered = [task for task, earlier in found.same if earlier.number]
    assert (len(found.same), len(numbered), len(found.reworded), len(found.ended)) == (25, 24, 20, 15)
    assert choices(page, task(2024, "w wieku emerytalnym")) == [
        "jeszcze nie rozstrzygam",
        "7. Aktywizacja seniorów w klubach, świetlicach i innych punktach – wspólne słowa: aktywności, senioralnym",
        "nowe zadanie: nie kontynuuje żadnego",
    ]


@pytest.mark.usefixtures("coordinator")
def test_equal_words_are_confirmed_all_at_once_or_without_the_unmarked(client, programme):
    same = client.get(of(programme)).context["found"].same
    marked = [task.pk for task, _ in same[1:]]

    answer = client.post(of(programme), {"krok": "to-samo", "zadania": marked}, follow=True)

    assert said(answer) == ["Zapisano 24 rozstrzygnięcia."]
    assert set(programme.tasks.exclude(continues=None).values_list("pk", flat=True)) == set(marked)
    assert (len(answer.context["found"].same), len(answer.context["found"].decided)) == (1, 24)


@pytest.mark.usefixtures("coordinator")
def test_a_reworded_task_is_joined_another_is_new_and_a_third_still_waits(client, programme):
    seniors, victims, home = task(2024, "w wieku emerytalnym"), task(2024, "pomoc ofiarom"), task(2024, "Domu Dziecka")
    clubs = task(2023, "seniorów w klubach")

    answer = client.post(
        of(programme),
        {
            "krok": "inne",
            f"zadanie-{seniors.pk}": clubs.pk,
            f"zadanie-{victims.pk}": "new",
            f"zadanie-{home.pk}": "",
        },
        follow=True,
    )

    assert said(answer) == ["Zapisano 2 rozstrzygnięcia."]
    assert [(row.continues, row.is_new) for row in map(refreshed, (seniors, victims, home))] == [
        (clubs, False),
        (None, True),
        (None, False),
    ]


def refreshed(row):
    row.refresh_from_db()
    return row


@pytest.mark.usefixtures("coordinator")
def test_any_earlier_task_can_be_chosen_also_one_that_is_continued_already(client, programme):
    youth, scouts = task(2024, "metodą harcerską"), task(2023, "Prowadzenie klubów")
    other = task(2024, "prowadzenie klubów abstynenckich")
    address = f"{of(programme)}?zadanie={youth.pk}"
    client.post(of(programme), {"krok": "to-samo", "zadania": [other.pk]})

    page = client.get(address)
    groups = dict(choices_of(page, youth)[1:-1])
    answer = client.post(address, {"krok": "inne", f"zadanie-{youth.pk}": scouts.pk}, follow=True)

    assert sum(len(group) for group in groups.values()) == 40
    assert [(str(earlier), len(heirs)) for earlier, heirs in answer.context["found"].split] == [(str(scouts), 2)]


def choices_of(page, task):
    return page.context["reworded"].fields[f"zadanie-{task.pk}"].choices


@pytest.mark.usefixtures("coordinator")
def test_a_decision_is_taken_back(client, programme):
    victims = task(2024, "pomoc ofiarom")
    client.post(of(programme), {"krok": "inne", f"zadanie-{victims.pk}": "new"})

    answer = client.post(of(programme), {"krok": "cofnij", "zadanie": victims.pk}, follow=True)

    assert said(answer)[-1] == "Cofnięto rozstrzygnięcie. Zadanie znów czeka na decyzję."
    assert refreshed(victims).is_new is False


@pytest.mark.usefixtures("coordinator")
def test_what_somebody_else_decided_meanwhile_is_told_and_kept(client, programme):
    victims, clubs = task(2024, "pomoc ofiarom"), task(2024, "prowadzenie klubów")
    victims.is_new = clubs.is_new = True
    victims.save()
    clubs.save()

    sent = [
        {"krok": "inne", f"zadanie-{victims.pk}": task(2023, "Domu Dziecka").pk},
        {"krok": "to-samo", "zadania": [clubs.pk]},
        {"krok": "cofnij", "zadanie": task(2024, "w wieku emerytalnym").pk},
    ]
    answers = [client.post(of(programme), data) for data in sent]

    assert ["Ktoś rozstrzygnął w tym czasie" in answer.content.decode() for answer in answers] == [True, True, True]
    assert [(row.is_new, row.continues) for row in map(refreshed, (victims, clubs))] == [(True, None)] * 2


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize("sent", [{}, {"krok": "wszystko"}, {"krok": "to-samo"}, {"krok": "inne"}])
def test_what_makes_no_sense_decides_nothing(client, programme, sent):
    assert client.post(of(programme), sent).status_code in (200, 302)
    assert not programme.tasks.exclude(continues=None).exists()


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.AUDITOR])
def test_others_read_and_decide_nothing(client, programme, role):
    client.force_login(baker.make(get_user_model(), is_staff=True, role=role))
    some = programme.tasks.first()

    page = client.get(of(programme))
    refused = client.post(of(programme), {"krok": "inne", f"zadanie-{some.pk}": "new"})

    assert (page.status_code, page.context["may_decide"], refused.status_code) == (200, False, 403)
    assert page.content.decode().count('<form method="post">') == 0
    assert refreshed(some).is_new is False


@pytest.mark.usefixtures("coordinator")
def test_without_the_year_before_the_page_says_what_is_missing(client, schedule):
    page = client.get(of(CooperationProgramme.objects.get(year=2024)))

    assert "Portal nie zna zadań na 2023 rok" in page.content.decode()


@pytest.mark.usefixtures("coordinator")
def test_the_page_takes_as_many_queries_when_all_is_decided_as_when_nothing_is(client, programme):
    with CaptureQueriesContext(connection) as before:
        client.get(of(programme))
    earlier = PriorityTask.objects.of_year(2023).first()
    programme.tasks.update(continues=earlier)
    with CaptureQueriesContext(connection) as after:
        client.get(of(programme))

    assert len(after) == len(before)


# ── The next year ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("coordinator")
def test_the_page_says_what_will_be_copied_and_which_words_name_a_year(client, schedule):
    page = client.get(next_year_of(schedule))

    assert (page.context["sections"], len(page.context["entries"]), page.context["refusal"]) == (10, 45, "")
    assert [str(entry) for entry in page.context["naming_years"]] == [
        "3) rozwój sportu na terenie Miasta Leszna – I tura 2024",
        "4) rozwój sportu na terenie Miasta Leszna – II tura 2024",
    ]
    assert Schedule.objects.filter(year=2025).exists() is False


@pytest.mark.usefixtures("coordinator")
def test_the_next_year_is_opened_and_the_road_leads_to_the_continuity_of_its_tasks(client, schedule):
    answer = client.post(next_year_of(schedule))

    assert Schedule.objects.get(year=2025).sections.count() == 10
    assert answer["Location"] == of(CooperationProgramme.objects.get(year=2025))
    assert client.get(answer["Location"]).context["found"].is_settled is True


@pytest.mark.usefixtures("coordinator")
def test_a_second_time_the_page_says_why_not_and_leads_to_what_is_there(client, schedule):
    client.post(next_year_of(schedule))
    opened = Schedule.objects.get(year=2025)

    page = client.get(next_year_of(schedule))
    again = client.post(next_year_of(schedule), follow=True)

    assert page.context["refusal"].startswith("Harmonogram na 2025 rok jest już przygotowywany")
    assert reverse("admin:competitions_schedule_change", args=[opened.pk]) in page.content.decode()
    assert said(again)[-1] == page.context["refusal"]
    assert Schedule.objects.filter(year=2025).count() == 1


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.AUDITOR])
def test_only_a_coordinator_opens_a_year(client, schedule, role):
    client.force_login(baker.make(get_user_model(), is_staff=True, role=role))

    assert [client.get(next_year_of(schedule)).status_code, client.post(next_year_of(schedule)).status_code] == [
        403,
        403,
    ]
    assert Schedule.objects.count() == 1
