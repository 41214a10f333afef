"""A progress report on its page, among those of its strategy, as a file, and at the desk."""

import datetime as dt

import lxml.html
import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leszno_ngo.choices import DocumentState, Role
from leszno_ngo.models import User
from strategy import publishing, tasks
from strategy.charts import spec_hash
from strategy.documents import charts_of
from strategy.models import ProgressReport, Strategy
from tests.strategy.conftest import NOW

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
ADD = "admin:strategy_progressreport_add"


@pytest.fixture
def strategy(task_page, settings):
    settings.PORTAL_DATE = NOW.date()
    return Strategy.objects.get()


@pytest.fixture
def report(strategy, coordinator):
    return publishing.issue_report(strategy, as_of=NOW.date(), by=coordinator, now=NOW)


@pytest.fixture
def made(report, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    tasks.make_progress_report_pdf.apply(args=[report.pk], throw=True)
    report.refresh_from_db()
    return report


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def main_of(answer):
    assert answer.status_code == 200
    return lxml.html.fromstring(answer.content.decode()).find(".//main")


def words_of(element):
    return " ".join(element.text_content().split())


# ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_has_every_section_and_table_of_the_content(client, report):
    with CaptureQueriesContext(connection) as queries:
        page = main_of(client.get(report.get_absolute_url()))

    headings = [words_of(heading) for heading in page.iter("h2", "h3", "h4", "h5", "h6")]
    assert headings == [" ".join(section["heading"].split()) for section in report.content["sections"]]
    captions = [
        block.get("table", block)["caption"]
        for section in report.content["sections"]
        for block in section["blocks"]
        if block["type"] in ("table", "charted")
    ]
    assert [words_of(caption) for caption in page.iter("caption")] == captions
    assert len(queries) <= MOST_QUERIES


def test_charts_that_workers_have_drawn_stand_on_the_page_and_others_are_told(client, report):
    same, *charts = charts_of(report.content)
    assert (same.spec, same.description) == (None, "9 wskaźników, wszystkie: bez oceny.")
    publishing.request_drawings(report.strategy.goals.get(numeral="II").programmes.get().tasks.get())
    tasks.draw_chart.apply(args=[spec_hash(charts[0].spec)], throw=True)

    page = main_of(client.get(report.get_absolute_url()))

    titles = [svg.findtext("title") for svg in page.iter("svg") if svg.get("class") == "chart"]
    assert titles == [charts[0].title]
    told = [words_of(paragraph) for paragraph in page.iter("p")]
    assert [" ".join(chart.description.split()) in told for chart in [same, *charts]] == [True, False, *[True] * 9]


def test_an_older_report_leads_to_the_newest_one(client, report, coordinator):
    later = NOW + dt.timedelta(days=1)
    newer = publishing.issue_report(report.strategy, as_of=later.date(), by=coordinator, now=later)

    links = [link.get("href") for link in main_of(client.get(report.get_absolute_url())).iter("a")]

    assert newer.get_absolute_url() in links
    assert newer.get_absolute_url() not in [
        link.get("href") for link in main_of(client.get(newer.get_absolute_url())).iter("a")
    ]


def test_the_strategys_page_lists_its_reports_with_their_files(client, made):
    page = main_of(client.get(made.strategy.get_absolute_url()))

    (reports,) = page.xpath(".//section[@aria-labelledby='sprawozdania']")
    pdf = reverse("progress_report_pdf", args=[made.strategy.slug, made.number])
    assert [link.get("href") for link in reports.iter("a")] == [made.get_absolute_url(), pdf]


def test_the_file_is_served_once_it_is_made(client, report, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    address = reverse("progress_report_pdf", args=[report.strategy.slug, report.number])
    before = client.get(address)
    tasks.make_progress_report_pdf.apply(args=[report.pk], throw=True)

    answer = client.get(address)

    assert before.status_code == 404
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.getvalue()[:5] == b"%PDF-"
    assert 'filename="sprawozdanie-strategia-rozwoju-leszna-1.pdf"' in answer["Content-Disposition"]


def test_reports_of_a_strategy_that_is_no_longer_public_are_not_found(client, report):
    Strategy.objects.update(is_public=False)

    pages = [report.get_absolute_url(), reverse("progress_report_pdf", args=[report.strategy.slug, report.number])]
    assert [client.get(page).status_code for page in pages] == [404, 404]


# ── The desk ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_coordinator_issues_a_report_and_sees_it_being_made(desk, strategy):
    answer = desk.post(reverse(ADD), {"strategy": strategy.pk, "goal": "", "as_of": "2023-11-30"}, follow=True)

    report = ProgressReport.objects.get()
    assert (report.goal, report.as_of) == (None, dt.date(2023, 11, 30))
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["Wydano sprawozdanie nr 1."]
    assert "Plik PDF jest w przygotowaniu." in words_of(main_of(answer))


def test_a_day_to_come_is_told_beside_its_field(desk, strategy):
    answer = desk.post(reverse(ADD), {"strategy": strategy.pk, "goal": "", "as_of": "2023-12-02"})

    assert answer.context["form"].errors == {"as_of": ["Podaj dzień, który już był: dzisiejszy albo wcześniejszy."]}
    assert not ProgressReport.objects.exists()


def test_a_report_that_failed_says_why_and_is_made_again(desk, report):
    ProgressReport.objects.update(state=DocumentState.FAILED, error="Brak miejsca.", attempts=5)
    told = words_of(main_of(desk.get(reverse("admin:strategy_progressreport_change", args=[report.pk]))))

    desk.post(reverse("admin:strategy_progressreport_retry", args=[report.pk]))

    report.refresh_from_db()
    assert "Pliku PDF nie udało się przygotować. Brak miejsca." in told
    assert (report.state, report.attempts) == (DocumentState.QUEUED, 0)


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.AUDITOR])
def test_others_than_a_coordinator_see_reports_and_neither_issue_nor_retry_any(client, report, role):
    ProgressReport.objects.update(state=DocumentState.FAILED, error="Brak miejsca.")
    client.force_login(User.objects.create_user("inny", is_staff=True, role=role))

    seen = client.get(reverse("admin:strategy_progressreport_change", args=[report.pk]))
    refused = [client.get(reverse(ADD)), client.post(reverse(ADD), {"strategy": report.strategy_id})]
    refused.append(client.post(reverse("admin:strategy_progressreport_retry", args=[report.pk])))

    assert seen.status_code == 200
    assert [answer.status_code for answer in refused] == [403, 403, 403]
    assert ProgressReport.objects.get().state == DocumentState.FAILED


def test_an_issued_report_can_be_neither_changed_nor_deleted(desk, report):
    change = reverse("admin:strategy_progressreport_change", args=[report.pk])
    delete = reverse("admin:strategy_progressreport_delete", args=[report.pk])

    answers = [desk.post(change, {"title": "Inny"}), desk.post(delete, {"post": "yes"})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert ProgressReport.objects.get().title == report.title
