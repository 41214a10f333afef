"""The papers of competitions at the desk: a failed one says why and is made again, alone or in a batch."""

import uuid

import lxml.html
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker

from competitions import tasks
from competitions.models import Announcement
from leszno_ngo import issuing, timetable
from leszno_ngo.choices import DocumentState
from leszno_ngo.models import Department
from tests.competitions import papers
from tests.competitions.desk import page, said

pytestmark = pytest.mark.django_db

REASON = "Nie udało się złożyć dokumentu."
CHANGELIST = "admin:competitions_announcement_changelist"


@pytest.fixture
def desk(client, official):
    client.force_login(official)
    return client


@pytest.fixture
def competition(official):
    return papers.full_competition(department=official.departments.get())


@pytest.fixture
def failed(competition):
    """Three versions whose files could not be made."""
    return [
        papers.issued(competition, version=version, state=DocumentState.FAILED, error=REASON, attempts=5)
        for version in (1, 2, 3)
    ]


def words(answer):
    return " ".join(lxml.html.fromstring(answer.content.decode()).get_element_by_id("content").text_content().split())


def batch_page(batch):
    return reverse("admin:competitions_announcement_batch", args=[batch])


def test_a_failed_paper_says_why_and_what_to_press(desk, failed):
    told = words(desk.get(page("announcement_change", failed[0])))

    assert f"Pliku PDF nie udało się przygotować. {REASON} Przygotuj PDF ponownie" in told


def test_a_failed_paper_is_made_again_with_all_its_attempts(desk, failed, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    answer = desk.post(page("announcement_retry", failed[0]))

    failed[0].refresh_from_db()
    assert said(answer) == ["Plik PDF zlecono ponownie."]
    assert (failed[0].state, failed[0].attempts) == (DocumentState.QUEUED, 0)
    tasks.make_announcement_pdf.apply(args=[failed[0].pk])
    assert "Plik PDF jest gotowy: 3 strony" in words(desk.get(page("announcement_change", failed[0])))


def test_the_sweep_queues_again_a_paper_that_nobody_finished(competition):
    lost = papers.issued(competition, state=DocumentState.RUNNING, claimed_at=papers.moment("2023-12-01 09:01"))

    timetable.sweep_documents()

    lost.refresh_from_db()
    assert (lost.state, lost.queued_at > papers.moment("2023-12-02 09:00")) == (DocumentState.QUEUED, True)


def test_a_paper_that_did_not_fail_is_not_made_again(desk, competition):
    waiting = papers.issued(competition)

    answer = desk.post(page("announcement_retry", waiting))

    assert said(answer) == ["Ponowić można tylko dokument, którego nie udało się wykonać."]


def test_chosen_failed_papers_are_one_batch_whose_page_counts_them(desk, failed, competition):
    ready = papers.issued(competition, version=4)
    chosen = {"action": "make_again", "_selected_action": [paper.pk for paper in [*failed[:2], ready]]}

    answer = desk.post(reverse(CHANGELIST), chosen)

    (batch,) = set(Announcement.objects.exclude(batch=None).values_list("batch", flat=True))
    assert answer.url == batch_page(batch)
    assert [(paper.state, paper.attempts) for paper in Announcement.objects.filter(batch=batch)] == [
        (DocumentState.QUEUED, 0),
        (DocumentState.QUEUED, 0),
    ]
    assert "Gotowe: 0 z 2. Czeka na wykonanie: 2." in words(desk.get(answer.url))


def test_a_finished_batch_tells_what_failed_and_why_and_sends_it_again(desk, failed, competition):
    batch = uuid.uuid4()
    Announcement.objects.update(batch=batch)
    made = {"state": DocumentState.READY, "file": "a.pdf", "sha256": "a", "size": 1, "pages": 1}
    Announcement.objects.filter(pk=failed[0].pk).update(made_at=papers.moment("2023-12-01 10:00"), error="", **made)

    page_of_batch = desk.get(batch_page(batch))
    answer = desk.post(batch_page(batch))

    told = words(page_of_batch)
    assert "Gotowe: 1 z 3. Nie udało się: 2. Praca skończona." in told
    assert told.count(REASON) == 2
    assert answer.url != batch_page(batch)
    assert "Gotowe: 0 z 2." in words(desk.get(answer.url))


def test_nothing_to_make_again_is_said(desk, competition):
    paper = papers.issued(competition)

    answer = desk.post(reverse(CHANGELIST), {"action": "make_again", "_selected_action": [paper.pk]})

    assert said(answer) == ["Żaden z tych dokumentów nie czeka na ponowienie. Wybierz takie, których nie wykonano."]
    with pytest.raises(ValidationError, match="Żaden z tych dokumentów"):
        issuing.retry_documents(Announcement.objects.all(), by=None)


def test_another_departments_papers_and_batches_do_not_exist(desk, failed):
    foreign = baker.make(Department, source_name="inny", slug="inny")
    batch = uuid.uuid4()
    Announcement.objects.update(batch=batch)
    failed[0].competition.department = foreign
    failed[0].competition.save()

    assert desk.get(batch_page(batch)).status_code == 404
    assert desk.post(batch_page(batch)).status_code == 404
    assert desk.post(page("announcement_retry", failed[0])).status_code == 404
    assert set(Announcement.objects.values_list("state", flat=True)) == {DocumentState.FAILED}


def test_an_auditor_sees_the_papers_and_starts_none(client, auditor, failed):
    client.force_login(auditor)
    batch = uuid.uuid4()
    Announcement.objects.update(batch=batch)

    told = words(client.get(page("announcement_change", failed[0])))

    assert REASON in told
    assert "Przygotuj" not in told
    assert "Przygotuj ponownie" not in words(client.get(batch_page(batch)))
    assert client.post(page("announcement_retry", failed[0])).status_code == 403
    assert client.post(batch_page(batch)).status_code == 403
    assert set(Announcement.objects.values_list("state", flat=True)) == {DocumentState.FAILED}


def test_the_pages_take_the_same_queries_for_one_paper_and_for_fifty(desk, competition):
    batch = uuid.uuid4()
    counts = []
    for versions in (range(1, 2), range(2, 51)):
        for version in versions:
            papers.issued(competition, version=version, state=DocumentState.FAILED, error=REASON, batch=batch)
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse(CHANGELIST))
            desk.get(batch_page(batch))
        counts.append(len(queries))

    assert counts[0] == counts[1]
