"""Letters about values that are due: written once for each stage and sent to the department, by a real mail server."""

import datetime as dt
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.core.exceptions import ValidationError
from django.urls import reverse
from model_bakery import baker

from leszno_ngo.models import Department
from leszno_ngo.querysets import MOST_ATTEMPTS
from strategy import alerts, tasks, timetable
from strategy.choices import ReminderState, ValueState
from strategy.models import Indicator, IndicatorValue, Reminder, Strategy
from tests.servers import free_port

NOW = dt.datetime(2025, 3, 24, 9, tzinfo=dt.UTC)
WEEK_BEFORE = dt.date(2025, 3, 24)
DUE = dt.date(2025, 3, 31)


class Mailbox:
    """What a mail server took in."""

    def __init__(self):
        self.letters = []
        self.refusal = None

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the library's name
        if self.refusal:
            return self.refusal
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((envelope.mail_from, envelope.rcpt_tos, letter))
        return "250 OK"


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.DEFAULT_FROM_EMAIL = "portal@leszno.example"
    settings.OFFICE_EMAIL = "strategia@leszno.example"
    settings.PORTAL_URL = "https://portal.example"
    yield box
    server.stop()


@pytest.fixture
def mopr(departments):
    department = Department.objects.get(slug="mopr")
    department.email = "sprawozdania@mopr.example"
    department.save()
    return department


@pytest.fixture
def families(mopr):
    """Two indicators of the department whose values for 2024 are due on 31 March 2025."""
    strategy = baker.make(Strategy, title="Strategia", slug="strategia", period_start=2021, period_end=2030)
    common = {"strategy": strategy, "department": mopr, "collected_from": 2024, "due_days": 90, "direction": ""}
    return [
        baker.make(Indicator, name=name, source_name=name, code=f"w{n}", position=n, **common)
        for n, name in enumerate(["Liczba rodzin objętych wsparciem", "Liczba świetlic"], 1)
    ]


def test_a_week_before_the_day_one_letter_names_all_that_is_missing(
    mailbox, families, django_capture_on_commit_callbacks
):

    assert alerts.remind(WEEK_BEFORE) == 1
    tasks.send_reminder(Reminder.objects.get().pk)

    ((sender, recipients, letter),) = mailbox.letters
    assert (sender, recipients) == ("portal@leszno.example", ["sprawozdania@mopr.example"])
    assert (letter["Subject"].strip(), letter["Reply-To"], letter["Auto-Submitted"]) == (
        "Wartości wskaźników do 31 marca 2025 r.: zostało 7 dni",
        "strategia@leszno.example",
        "auto-generated",
    )
    lines = letter.get_content().splitlines()
    assert [line for line in lines if line.startswith("–")] == [
        "– Liczba rodzin objętych wsparciem, za rok 2024",
        "– Liczba świetlic, za rok 2024",
    ]
    address = reverse("admin:strategy_values_grid", args=[2024])
    assert [line for line in lines if line.startswith("https:")] == [f"https://portal.example{address}"]


def test_each_letter_is_written_once_however_often_the_day_is_asked(families):
    assert [alerts.remind(WEEK_BEFORE), alerts.remind(WEEK_BEFORE), alerts.remind(dt.date(2025, 3, 25))] == [1, 0, 0]
    assert alerts.remind(dt.date(2025, 3, 30)) == 1
    assert alerts.remind(dt.date(2025, 4, 1)) == 1
    assert list(Reminder.objects.order_by("days").values_list("days", flat=True)) == [-7, -1, 1]


def test_a_published_value_is_not_asked_for_and_the_next_year_is_in_its_time(families):
    for indicator in families:
        common = {"indicator": indicator, "year": 2024, "unit": "year", "part": 0, "value": 5, "status": "final"}
        baker.make(IndicatorValue, state=ValueState.PUBLISHED, published_at=NOW, **common)

    assert alerts.remind(WEEK_BEFORE) == 0
    assert alerts.remind(dt.date(2026, 3, 24)) == 1


def test_a_draft_does_not_stop_the_letters(families):
    common = {"indicator": families[0], "year": 2024, "unit": "year", "part": 0, "value": 5, "status": "final"}
    baker.make(IndicatorValue, state=ValueState.DRAFT, **common)

    alerts.remind(WEEK_BEFORE)

    assert Reminder.objects.get().body.count("\n– ") == 2


def test_a_message_that_comes_twice_sends_one_letter(mailbox, families):
    alerts.remind(WEEK_BEFORE)
    reminder = Reminder.objects.get()

    tasks.send_reminder(reminder.pk)
    tasks.send_reminder(reminder.pk)

    assert len(mailbox.letters) == 1
    reminder.refresh_from_db()
    assert (reminder.state, reminder.attempts) == (ReminderState.SENT, 1)


def test_a_letter_that_was_lost_with_its_worker_is_sent_again_with_the_same_identity(mailbox, families, monkeypatch):
    alerts.remind(WEEK_BEFORE)
    reminder = Reminder.objects.get()
    long_ago = NOW - dt.timedelta(days=600)
    Reminder.objects.update(queued_at=long_ago, claimed_at=long_ago, attempts=1)
    sent = []
    monkeypatch.setattr(tasks.send_reminder, "delay", sent.append)

    timetable.sweep_reminders()
    tasks.send_reminder(*sent)

    ((_, _, letter),) = mailbox.letters
    assert letter["Message-ID"] == reminder.message_id
    assert Reminder.objects.get().state == ReminderState.SENT


def test_a_server_that_refuses_is_asked_again_and_at_last_the_row_says_why(mailbox, families):
    mailbox.refusal = "451 spróbuj później".encode("ascii", "replace").decode()
    alerts.remind(WEEK_BEFORE)
    reminder = Reminder.objects.get()
    for _ in range(MOST_ATTEMPTS):
        tasks.send_reminder.apply(args=[reminder.pk], throw=False, retries=MOST_ATTEMPTS)

    reminder.refresh_from_db()
    assert (reminder.state, reminder.attempts, reminder.sent_at) == (ReminderState.FAILED, MOST_ATTEMPTS, None)
    assert "Sprawdź adres wydziału i ustawienia poczty" in reminder.error


def test_a_department_without_an_address_is_told_and_its_letter_can_be_sent_again(mailbox, families, mopr, coordinator):
    Department.objects.filter(pk=mopr.pk).update(email="")
    alerts.remind(WEEK_BEFORE)
    reminder = Reminder.objects.get()
    assert (reminder.state, reminder.error) == (ReminderState.FAILED, alerts.NO_ADDRESS)

    with pytest.raises(ValidationError, match="nie ma adresu"):
        alerts.retry_reminder(reminder, by=coordinator)
    Department.objects.filter(pk=mopr.pk).update(email="nowy@mopr.example")
    alerts.retry_reminder(Reminder.objects.get(), by=coordinator)
    tasks.send_reminder(reminder.pk)

    ((_, recipients, _),) = mailbox.letters
    assert recipients == ["nowy@mopr.example"]


def test_words_of_a_document_cannot_become_markup_or_a_header_of_a_letter(mailbox, families):
    name = "Koszt <netto> & „brutto”\nBcc: obcy@example.com"
    Indicator.objects.filter(pk=families[0].pk).update(name=name)
    alerts.remind(WEEK_BEFORE)
    tasks.send_reminder(Reminder.objects.get().pk)

    ((_, recipients, letter),) = mailbox.letters
    assert (recipients, letter["Bcc"]) == (["sprawozdania@mopr.example"], None)
    assert "– Koszt <netto> & „brutto”" in letter.get_content()


@pytest.fixture
def failed(families, mopr):
    Department.objects.filter(pk=mopr.pk).update(email="")
    alerts.remind(WEEK_BEFORE)
    Department.objects.filter(pk=mopr.pk).update(email="nowy@mopr.example")
    return Reminder.objects.get()


def test_the_desk_sends_a_failed_letter_again(client, failed, official):
    client.force_login(official)

    answer = client.post(reverse("admin:strategy_reminder_retry", args=[failed.pk]), follow=True)

    assert [str(message) for message in answer.context["messages"]] == ["Przypomnienie zlecono ponownie."]
    failed.refresh_from_db()
    assert (failed.state, failed.recipient) == (ReminderState.QUEUED, "nowy@mopr.example")


def test_another_department_does_not_find_the_letter(client, failed, other_official):
    client.force_login(other_official)

    assert client.post(reverse("admin:strategy_reminder_retry", args=[failed.pk])).status_code == 404
    assert client.get(reverse("admin:strategy_reminder_change", args=[failed.pk])).status_code == 302
