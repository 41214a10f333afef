"""The portal as a browser meets it: real data, gunicorn, static files as in production, Debian's Chromium.

It stands only while the tests of this folder run: Playwright's event loop and Django's database do not share a thread.
"""

import json
import re
import shutil
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser import pages
from tests.browser.visits import Visits
from tests.sharing import made_once
from tests.worker.portal import Portal, wait_until

MOMENT = 20_000  # milliseconds that a page has for what it is expected to do, on a machine that tests other things too
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ROWS = "rows.json"  # the numbers that PREPARATION answers
# What bin/run leaves (a released edition and its working copy), the paper made, the charts drawn, indicators whose
# values are late, somebody of one department, and an earlier year with three editions.
PREPARATION = f"""
from competitions.models import Schedule, ScheduleEntry
from competitions.tasks import make_schedule_pdf
from leszno_ngo.models import Department, User
from strategy.models import ChartDrawing, Indicator
from strategy.tasks import draw_chart
from tests.competitions.editions import three_editions
schedule = Schedule.objects.released().get(year=2024)
make_schedule_pdf.apply([schedule.document.pk], throw=True)
for spec_hash in ChartDrawing.objects.values_list("spec_hash", flat=True):
    draw_chart.apply([spec_hash], throw=True)
Indicator.objects.filter(task__isnull=False).update(collected_from=2021, due_days=90)
coordinator = User.objects.get(username="koordynator")
official = User.objects.create_user("urzednik", is_staff=True)
official.departments.add(Department.objects.get(slug="biuro-ds-uzaleznien"))
for user in (coordinator, official):
    user.set_password("{pages.PASSWORD}")
    user.save()
clubs = ScheduleEntry.objects.filter(title="prowadzenie klubów abstynenckich").order_by("section__schedule__edition")
answer = [entry.pk for entry in clubs]
three_editions(schedule, 2022)
"""


@dataclass(frozen=True)
class Site:
    url: str
    url_without_database: str
    released_row: int
    working_row: int


def web(portal, name, **changes):
    """The address of a gunicorn of this portal, on a free port that it took by itself."""
    log = portal.folder / f"{name}.log"
    arguments = ["--bind", "127.0.0.1:0", "--threads", "2", "--keep-alive", "60"]
    portal.start(name, "-m", "gunicorn", "leszno_ngo.wsgi", *arguments, **changes)
    wait_until(lambda: "Booting worker" in log.read_text("utf-8"))
    return re.search(r"Listening at: (\S+)", log.read_text("utf-8"))[1]


def prepare(folder):
    with Portal(folder) as portal:
        portal.with_static_files().with_tables()
        portal.manage("setup_preview")
        (folder / ROWS).write_text(json.dumps(portal.ask(PREPARATION)))


@pytest.fixture(scope="package")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("portals") / "site"
    shutil.copytree(made_once("site", prepare), folder)
    with Portal(folder) as portal:
        rows = json.loads((folder / ROWS).read_text())
        empty = portal.folder / "empty.sqlite3"
        yield Site(web(portal, "web"), web(portal, "no-database", DATABASE_URL=f"sqlite:///{empty}"), *rows)


@pytest.fixture(scope="package")
def chromium():
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("Browser tests need Chromium: sudo apt-get install --no-install-recommends chromium", pytrace=False)
    expect.set_options(timeout=MOMENT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def sign_in(chromium, site):
    """sign_in("koordynator") is what the browser keeps of having signed in, for new contexts."""
    states = {}

    def state(username):
        if username not in states:
            with chromium.new_context(base_url=site.url) as context:
                page = context.new_page()
                page.goto("/admin/")
                pages.sign_in(page, username)
                assert page.title() == "Co chcesz zrobić? | Panel urzędu"
                states[username] = context.storage_state()
        return states[username]

    return state


@pytest.fixture(scope="package")
def visits(chromium, site, sign_in):
    return Visits(chromium, site, sign_in)


@pytest.fixture
def open_page(chromium, site, sign_in):
    """open_page(path, who=None, **options of the context) is a page in a fresh browser of its own."""
    contexts = []

    def opened(path, who=None, **options):
        context = chromium.new_context(
            base_url=site.url,
            locale="pl-PL",
            timezone_id="Europe/Warsaw",
            storage_state=who and sign_in(who),
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
