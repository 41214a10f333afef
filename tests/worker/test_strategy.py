"""What workers make of a strategy: reports, drawings and letters, each made although its worker is killed at it."""

import asyncio
from email import message_from_bytes, policy

import pytest
import redis
from aiosmtpd.controller import Controller
from django.conf import settings

from tests.servers import free_port, new_database
from tests.worker.conftest import a_city
from tests.worker.portal import Portal, wait_until

pytestmark = pytest.mark.worker

ISSUE = """
import datetime as dt
from leszno_ngo import clock
from leszno_ngo.models import User
from strategy import publishing
from strategy.models import Strategy
by = User.objects.create(username="koordynator", is_staff=True, role="coordinator")
answer = publishing.issue_report(Strategy.objects.get(), as_of=dt.date(2023, 12, 1), by=by, now=clock.now()).pk"""
MADE = """
import hashlib
from strategy.models import ProgressReport
report = ProgressReport.objects.get()
answer = [report.error, report.file.name, report.sha256, hashlib.sha256(report.file.read()).hexdigest()]"""
LONG_CHART = """
from decimal import Decimal
from leszno_ngo import clock
from strategy import tasks
from strategy.charts import spec_hash, stage_bars
from strategy.models import ChartDrawing
chart = stage_bars([(year, Decimal(1), Decimal(1)) for year in range(1000, 3000)], name="dwa tysiące lat")
hashed, now = spec_hash(chart.spec), clock.real_now()
words = {"title": chart.title, "description": chart.description, "requested_at": now}
ChartDrawing.objects.create(spec_hash=hashed, spec=chart.spec, **words)
answer = tasks.draw_chart.delay(hashed).id"""
REMIND = """
from leszno_ngo import clock
from leszno_ngo.models import Department
from strategy import alerts
from strategy.models import Indicator
Department.objects.filter(slug="mopr").update(email="sprawozdania@mopr.example")
mopr = Department.objects.get(slug="mopr")
Indicator.objects.update(department=mopr, collected_from=2022, due_days=365)
answer = alerts.remind(clock.today())"""
SWEEP = """
import datetime as dt
from django.db.models import F
from strategy import timetable
from strategy.models import ChartDrawing, Reminder
earlier = dt.timedelta(minutes=4)
ChartDrawing.objects.update(requested_at=F("requested_at") - earlier)
Reminder.objects.update(queued_at=F("queued_at") - earlier, claimed_at=F("claimed_at") - earlier)
timetable.sweep_drawings()
timetable.sweep_reminders()
answer = None"""


@pytest.fixture(scope="module")
def strategic_database(prepared_database, postgres_url, tmp_path_factory):
    """The portal of the other tests with the real page of a strategy's task."""
    address = new_database(postgres_url, TEMPLATE=prepared_database)
    document = settings.BASE_DIR / "fixtures" / "documents" / "strategia-rozwoju-zadanie.txt"
    with Portal(tmp_path_factory.mktemp("strategic-city"), DATABASE_URL=address) as portal:
        portal.manage("import_strategy", str(document))
    return address.rpartition("/")[2]


@pytest.fixture
def city(strategic_database, postgres_url, redis_url, tmp_path):
    with a_city(strategic_database, postgres_url, redis_url, tmp_path) as portal:
        yield portal


def rows(city, query):
    with city.connected() as connection:
        cursor = connection.cursor()
        cursor.execute(query)
        return cursor.fetchall()


def kill_and_forget(city, worker, redis_url):
    """The worker is gone, and so is every message that it had not yet done."""
    city.kill(worker)
    redis.Redis.from_url(redis_url).flushall()


def test_a_report_whose_worker_is_killed_is_made_once_by_the_next(city, redis_url):
    states = "SELECT state, attempts FROM strategy_progressreport"
    worker = city.worker()
    city.ask(ISSUE)
    wait_until(lambda: rows(city, states) == [("running", 1)])
    kill_and_forget(city, worker, redis_url)
    assert (rows(city, states), city.files()) == ([("running", 1)], [])

    city.worker()

    wait_until(lambda: rows(city, states) == [("ready", 2)])
    error, name, sha256, sha256_of_file = city.ask(MADE)
    assert (error, sha256) == ("", sha256_of_file)
    assert city.files() == [name]


def test_charts_whose_worker_is_killed_are_each_drawn_once_the_sweep_finds_them(city, redis_url):
    begun = "SELECT count(*) FROM strategy_chartdrawing WHERE attempts > 0 AND svg = ''"
    left = "SELECT count(*) FROM strategy_chartdrawing WHERE svg = ''"
    worker = city.worker()
    city.ask(LONG_CHART)
    wait_until(lambda: rows(city, begun) == [(1,)])
    kill_and_forget(city, worker, redis_url)
    assert rows(city, begun) == [(1,)]

    city.ask(SWEEP)
    city.worker()

    wait_until(lambda: rows(city, left) == [(0,)])
    tries = [tried for (tried,) in rows(city, "SELECT attempts FROM strategy_chartdrawing ORDER BY attempts")]
    assert tries == [1] * 10 + [2]  # nine indicators, the points of their task, and the long one


class Mailbox:
    """Takes letters in; the first is left without an answer until it may have one."""

    def __init__(self):
        self.begun = []
        self.is_silent = True

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the library's name
        self.begun.append(message_from_bytes(envelope.content, policy=policy.default)["Message-ID"])
        while self.is_silent:
            await asyncio.sleep(0.02)
        return "250 OK"


@pytest.fixture
def mailbox(city):
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    city.environment["EMAIL_URL"] = f"smtp://{server.hostname}:{server.port}"
    yield box
    box.is_silent = False
    server.stop()


def test_a_letter_whose_worker_is_killed_before_the_answer_goes_out_again_as_the_same_letter(city, mailbox, redis_url):
    letters = "SELECT state, attempts FROM strategy_reminder"
    worker = city.worker()
    assert city.ask(REMIND) == 1
    wait_until(lambda: len(mailbox.begun) == 1)
    kill_and_forget(city, worker, redis_url)
    assert rows(city, letters) == [("queued", 1)]

    mailbox.is_silent = False
    city.ask(SWEEP)
    city.worker()

    wait_until(lambda: rows(city, letters) == [("sent", 2)])
    first, second = mailbox.begun
    assert first == second
