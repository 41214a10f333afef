"""A resident on a phone: from the home page to how family support goes and what the city granted for it.

SCREENSHOTS=folder keeps a picture of every step.
"""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from leszno_ngo.templatetags.leszno import NBSP
from tests.browser.conftest import web
from tests.browser.visits import ASK_AXE, EVERYTHING, TELL_REFUSALS, WORTH_HEARING, keep_picture
from tests.worker.portal import PATIENCE, Portal

pytestmark = pytest.mark.browser

MOST_TAPS = 3
PHONE = {"width": 360, "height": 740}
# An official has linked a priority task with the task of the strategy; its competition of 2023 is decided.
DECIDED = """
import datetime as dt
from model_bakery import baker
from competitions.models import Competition, PriorityTask
from leszno_ngo.models import Department
from strategy.models import StrategyTask
linked = PriorityTask.objects.get(title__startswith="specjalistyczne poradnictwo")
linked.strategy_tasks.add(StrategyTask.objects.get())
then = dt.datetime(2023, 3, 1, 12, tzinfo=dt.UTC)
competition = baker.make(
    Competition, title="Poradnictwo dla rodzin", year=2023, number=1, department=Department.objects.get(slug="mopr"),
    form="support", total_amount=60_000, announced_at=then, closes_at=then + dt.timedelta(days=22),
    results_published_at=then + dt.timedelta(days=60), decided_on=dt.date(2023, 4, 30),
)
competition.tasks.add(linked)
baker.make("competitions.ResultEntry", competition=competition, bidder="Razem", granted=55_000, state="funded")
answer = competition.pk
"""


@pytest.fixture
def phone(chromium, tmp_path):
    """A phone that opens the portal of a city with a strategy; in the end it may have had nothing to report."""
    said = []
    with Portal(tmp_path) as portal:
        collecting = portal.start("static", "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
        portal.with_schedule().manage("import_strategy", "fixtures/documents/strategia-rozwoju-zadanie.txt")
        portal.release()
        portal.ask(DECIDED)
        assert collecting.wait(PATIENCE) == 0
        with chromium.new_context(
            base_url=web(portal, "web"), locale="pl-PL", viewport=PHONE, has_touch=True, is_mobile=True
        ) as context:
            context.add_init_script(TELL_REFUSALS)
            context.on("console", lambda message: message.type in WORTH_HEARING and said.append(message.text))
            yield context.new_page()
    assert said == []


class Finger:
    """Taps links, and counts the taps."""

    def __init__(self, page):
        self.page, self.taps = page, 0

    def tap(self, name):
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name, exact=True).first.tap()
        self.taps += 1
        keep_picture(self.page, f"resident tap {self.taps}")
        self.page.evaluate(AXE_SCRIPT)
        assert self.page.evaluate(ASK_AXE, EVERYTHING) == []


def test_family_support_and_its_money_are_at_most_three_taps_from_the_home_page(phone):
    finger = Finger(phone)
    phone.goto("/")
    keep_picture(phone, "resident home")

    finger.tap("Strategia")
    finger.tap("Program 8. Rodzinie")

    main = phone.get_by_role("main")
    expect(main).to_contain_text("Wykonano 100% zaplanowanych punktów (100 / 100).")
    expect(main).to_contain_text(f"od 3{NBSP}788 (2009) do 4{NBSP}479 (2013), +18,2{NBSP}%")
    expect(main).to_contain_text(f"Przyznano 55{NBSP}000{NBSP}zł dotacji.")
    assert finger.taps <= MOST_TAPS
    assert phone.evaluate("document.scrollingElement.scrollWidth") == PHONE["width"]
