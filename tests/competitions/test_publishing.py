"""Releasing a schedule, and what becomes of its document's row until the file is there."""

import datetime as dt
import hashlib

import pytest
from celery import current_app
from django.core.exceptions import ValidationError
from django.utils import timezone
from model_bakery import baker

from competitions import publishing, tasks
from competitions.models import Schedule, ScheduleDocument, ScheduleEntry, ScheduleSection
from leszno_ngo import issuing, timetable
from leszno_ngo.choices import DocumentState
from leszno_ngo.models import User
from leszno_ngo.querysets import MOST_ATTEMPTS, STALE_AFTER

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2023, 12, 1, 9, 30, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def queue():
    """How many messages wait for the workers."""

    def waiting():
        with current_app.connection_for_read() as connection:
            return connection.default_channel.queue_declare("celery", passive=False, durable=True).message_count

    current_app.control.purge()
    return waiting


@pytest.fixture
def coordinator():
    return baker.make(User, username="koordynator", role="coordinator", is_staff=True)


@pytest.fixture
def schedule(draft_2024):
    return draft_2024


@pytest.fixture
def document(schedule):
    publishing.release_schedule(schedule, by=None)
    return schedule.document


def files(media):
    return sorted(path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file())


# ── The act ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_releasing_stamps_the_edition_and_queues_its_document(
    schedule, coordinator, settings, queue, django_capture_on_commit_callbacks
):
    settings.PORTAL_DATE = dt.date(2023, 12, 1)

    with django_capture_on_commit_callbacks(execute=True):
        publishing.release_schedule(schedule, by=coordinator)
        assert queue() == 0

    stored = Schedule.objects.get(pk=schedule.pk)
    assert (timezone.localdate(stored.released_at), stored.released_by) == (dt.date(2023, 12, 1), coordinator)
    assert (stored.document.state, stored.document.attempts, stored.document.error) == (DocumentState.QUEUED, 0, "")
    assert queue() == 1


def test_a_release_that_is_taken_back_leaves_no_document_and_no_task(schedule, queue):
    section = ScheduleSection.objects.first()
    ScheduleEntry.objects.all().delete()

    with pytest.raises(ValidationError):
        publishing.release_schedule(schedule, by=None)

    assert (ScheduleDocument.objects.count(), queue()) == (0, 0)
    assert section.schedule.released_at is None


@pytest.mark.parametrize(
    ("unfinished", "refusal"),
    [
        (lambda schedule: ScheduleEntry.objects.all().delete(), "Pustego harmonogramu nie można opublikować."),
        (
            lambda schedule: Schedule.objects.update(as_of=None),
            "Podaj „stan na dzień”, zanim opublikujesz harmonogram.",
        ),
        (
            lambda schedule: Schedule.objects.update(released_at=NOW),
            "To wydanie harmonogramu jest już opublikowane.",
        ),
    ],
)
def test_an_edition_that_cannot_be_released_is_refused_in_words(schedule, unfinished, refusal):
    unfinished(schedule)
    before = Schedule.objects.values().get()

    with pytest.raises(ValidationError) as refused:
        publishing.release_schedule(schedule, by=None)

    assert refused.value.messages == [refusal]
    assert Schedule.objects.values().get() == before
    assert not ScheduleDocument.objects.exists()


def test_only_a_failed_document_is_made_again_and_gets_all_its_attempts(
    document, coordinator, queue, django_capture_on_commit_callbacks
):
    with pytest.raises(ValidationError, match="Ponowić można tylko dokument, którego nie udało się wykonać"):
        issuing.retry_document(document, by=coordinator)
    ScheduleDocument.objects.update(state=DocumentState.FAILED, error="Brak miejsca na dysku.", attempts=MOST_ATTEMPTS)
    document.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        issuing.retry_document(document, by=coordinator)

    document.refresh_from_db()
    assert (document.state, document.attempts, document.error) == (DocumentState.QUEUED, 0, "")
    assert queue() == 1


# ── The row ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_document_belongs_to_the_one_who_claims_it_first(document):
    mine = ScheduleDocument.objects.claim(document.pk, NOW, "worker@a")

    assert (mine.state, mine.claimed_at, mine.claimed_by, mine.attempts) == (DocumentState.RUNNING, NOW, "worker@a", 1)
    assert ScheduleDocument.objects.claim(document.pk, NOW + STALE_AFTER, "worker@b") is None
    later = ScheduleDocument.objects.claim(document.pk, NOW + STALE_AFTER + SECOND, "worker@b")
    assert (later.claimed_by, later.attempts) == ("worker@b", 2)


@pytest.mark.parametrize("state", [DocumentState.READY, DocumentState.FAILED])
def test_a_finished_document_is_not_claimed(document, state):
    ScheduleDocument.objects.update(
        state=state, error="powód", file="a.pdf", sha256="a", size=1, pages=1, made_at=NOW, queued_at=NOW
    )

    assert ScheduleDocument.objects.claim(document.pk, NOW + dt.timedelta(days=1), "worker@a") is None


@pytest.mark.parametrize(
    ("state", "age", "found"),
    [
        (DocumentState.QUEUED, STALE_AFTER, False),
        (DocumentState.QUEUED, STALE_AFTER + SECOND, True),
        (DocumentState.RUNNING, STALE_AFTER, False),
        (DocumentState.RUNNING, STALE_AFTER + SECOND, True),
        (DocumentState.FAILED, STALE_AFTER + SECOND, False),
    ],
)
def test_a_row_is_stale_when_it_outlived_every_task(document, state, age, found):
    ScheduleDocument.objects.update(state=state, error="powód", queued_at=NOW - age, claimed_at=NOW - age)

    assert list(ScheduleDocument.objects.stale(NOW)) == ([document] if found else [])


@pytest.mark.parametrize(
    ("state", "claimed_by", "found"),
    [
        (DocumentState.QUEUED, "", True),
        (DocumentState.RUNNING, "worker@a", True),
        (DocumentState.RUNNING, "worker@b", False),
        (DocumentState.FAILED, "worker@a", False),
    ],
)
def test_a_starting_worker_finds_what_its_namesake_left_and_leaves_the_others_work(document, state, claimed_by, found):
    ScheduleDocument.objects.update(state=state, claimed_by=claimed_by, claimed_at=NOW, error="powód")

    assert list(ScheduleDocument.objects.left_by("worker@a")) == ([document] if found else [])


def test_a_worker_that_was_given_up_for_dead_cannot_overwrite_its_successors_result(document, media):
    slow = ScheduleDocument.objects.claim(document.pk, NOW, "worker@a")
    quick = ScheduleDocument.objects.claim(document.pk, NOW + STALE_AFTER + SECOND, "worker@b")
    paper = tasks.documents.schedule_pdf(document.schedule)

    assert quick.store(paper, NOW + STALE_AFTER + 2 * SECOND) is True
    assert slow.store(paper, NOW + STALE_AFTER + 3 * SECOND) is False
    assert slow.fail("Zbyt długo.") is False

    document.refresh_from_db()
    assert (document.state, document.claimed_by, document.attempts) == (DocumentState.READY, "worker@b", 2)
    assert document.made_at == NOW + STALE_AFTER + 2 * SECOND
    assert files(media) == [document.file.name]


# ── The task ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_task_makes_one_file_under_its_own_hash_however_often_it_runs(document, media):
    for _ in range(3):
        tasks.make_schedule_pdf.apply(args=[document.pk])

    document.refresh_from_db()
    content = document.file.read()
    assert (document.state, document.attempts, document.pages) == (DocumentState.READY, 1, 4)
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert document.size == len(content)
    assert files(media) == [document.file.name] == [f"harmonogramy/2024/{document.sha256}.pdf"]


def test_a_document_that_cannot_be_written_is_tried_five_times_and_then_says_what_to_do(document, media):
    media.write_text("not a folder")

    tasks.make_schedule_pdf.apply(args=[document.pk])

    document.refresh_from_db()
    assert (document.state, document.attempts) == (DocumentState.FAILED, MOST_ATTEMPTS)
    assert document.error == (
        f"Nie udało się zapisać pliku: [Errno 20] Not a directory: '{media}/harmonogramy/2024'. "
        f"Sprawdź wolne miejsce i prawa zapisu w katalogu {media}, potem zleć dokument ponownie."
    )


def test_a_fault_of_our_own_is_not_tried_again_but_told(document, settings, tmp_path):
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf" / "schedule.html").write_text('<!doctype html><img src="https://example.org/a.png" alt="">')
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]

    tasks.make_schedule_pdf.apply(args=[document.pk])

    document.refresh_from_db()
    assert (document.state, document.attempts) == (DocumentState.FAILED, 1)
    assert document.error == (
        "Nie udało się złożyć dokumentu (ForeignAddressError). "
        "Przekaż administratorowi: szczegóły są w dzienniku pod datą próby. Po naprawie zleć dokument ponownie."
    )


# ── The sweeper ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_sweeper_queues_again_what_nobody_finished_once_for_each_time_it_went_stale(document, queue):
    long_ago = NOW - dt.timedelta(days=1)
    ScheduleDocument.objects.update(state=DocumentState.RUNNING, claimed_at=long_ago, queued_at=long_ago, attempts=1)

    timetable.sweep_documents()
    timetable.sweep_documents()

    document.refresh_from_db()
    assert (document.state, document.attempts) == (DocumentState.QUEUED, 1)
    assert queue() == 1


def test_the_sweeper_gives_up_a_document_that_kills_every_worker(document, queue):
    ScheduleDocument.objects.update(state=DocumentState.RUNNING, claimed_at=NOW, queued_at=NOW, attempts=MOST_ATTEMPTS)

    timetable.sweep_documents()

    document.refresh_from_db()
    assert document.state == DocumentState.FAILED
    assert document.error == (
        "Dokument próbowano wykonać 5 razy i za każdym razem praca została przerwana. "
        "Sprawdź, czy serwerowi nie brakuje pamięci, potem zleć dokument ponownie."
    )
    assert queue() == 0
