"""A year of the office, in one browser: an empty portal, a Word document, two editions and what changed between them.

SCREENSHOTS=folder keeps a picture of every step.
"""

from contextlib import contextmanager

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser import pages
from tests.browser.conftest import web
from tests.browser.visits import ASK_AXE, EVERYTHING, TELL_REFUSALS, WORTH_HEARING, keep_picture
from tests.competitions.formats import schedule_in_word
from tests.worker.portal import Portal, wait_until

pytestmark = pytest.mark.browser

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CLUBS, VICTIMS = "prowadzenie klubów abstynenckich", "pomoc ofiarom przemocy domowej"
PEOPLE = f"""
from leszno_ngo.models import User
coordinator = User.objects.create_user(
    "koordynator", password="{pages.PASSWORD}", role="coordinator", is_staff=True, first_name="Anna", last_name="Kowal"
)
answer = coordinator.pk
"""


@pytest.fixture
def empty_portal(tmp_path):
    """Lists of departments and areas, one coordinator, no document: a city that begins. Its worker runs."""
    with Portal(tmp_path) as portal:
        portal.with_static_files().with_tables()
        portal.manage("loaddata", "spheres", "departments", "areas", "--verbosity", "0")
        portal.ask(PEOPLE)
        portal.worker()
        yield portal


@pytest.fixture
def office(chromium, empty_portal):
    """The coordinator's browser after signing in; in the end it may have had nothing to report."""
    said = []
    with chromium.new_context(
        base_url=web(empty_portal, "web"), locale="pl-PL", viewport={"width": 1280, "height": 900}
    ) as context:
        context.add_init_script(TELL_REFUSALS)
        context.on("console", lambda message: message.type in WORTH_HEARING and said.append(message.text))
        page = context.new_page()
        page.goto("/admin/")
        pages.sign_in(page, "koordynator")
        yield page
    assert said == []


@contextmanager
def step(page, name):
    """What is done inside ends on a page in which axe finds nothing."""
    try:
        yield
    finally:
        keep_picture(page, f"year {name}")
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(ASK_AXE, EVERYTHING) == []


def press(page, name, exact=True):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=exact).first.click()


def follow(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).first.click()


def open_row(page, words):
    """The preview's row with these words, its fields open."""
    row = page.locator(".import-row").filter(has_text=words).first
    row.locator("summary").click()
    return row


def release(page, responsible):
    follow(page, "Wydaj harmonogram…")
    page.get_by_label("Odpowiada za treść").fill(responsible)
    despite = page.get_by_role("checkbox")
    if despite.count():
        despite.check()
    press(page, "Wydaj harmonogram")


def confirm_all_parts(page):
    """Press „Oznacz jako gotowe” until no part offers it; how many were pressed."""
    pressed = 0
    while page.get_by_role("button", name="Oznacz jako gotowe").count():
        press(page, "Oznacz jako gotowe", exact=False)
        pressed += 1
    return pressed


def test_a_year_begins_with_a_word_document_and_comes_to_a_second_edition(office, empty_portal):
    page = office

    with step(page, "01 empty year"):
        page.goto("/admin/competitions/schedule/add/")
        page.get_by_label("Rok").fill("2024")
        press(page, "Otwórz wydanie robocze")

    with step(page, "02 upload"):
        document = {"name": "Harmonogram 2024.docx", "mimeType": WORD, "buffer": schedule_in_word()}
        page.get_by_label("Plik", exact=True).set_input_files(document)
        page.get_by_label("Co obejmuje plik").select_option(
            label="cały harmonogram; części, których w nim nie ma, znikną"
        )

    with step(page, "03 preview"):
        press(page, "Pokaż podgląd")
        expect(page.locator(".import-row")).to_have_count(45)

    with step(page, "04 two rows put right"):
        clubs = open_row(page, CLUBS)
        clubs.get_by_label("Termin", exact=True).fill("styczeń 2024")
        victims = open_row(page, VICTIMS)
        victims.get_by_label("Zadanie", exact=True).fill("pomoc osobom doznającym przemocy domowej")
        press(page, "Zapisz poprawki i pokaż ponownie")

    with step(page, "05 taken over"):
        press(page, "Zatwierdź i zapisz")
        page.goto("/admin/competitions/schedule/1/przeglad/")
        assert page.locator("section.part").count() == 10

    with step(page, "06 all parts ready"):
        assert confirm_all_parts(page) == 10

    with step(page, "07 first edition"):
        release(page, "Pełnomocnik Prezydenta do spraw organizacji pozarządowych")
        assert page.locator("h1").inner_text() == "Harmonogram 2024, wydanie 1 (wydane)"

    with step(page, "08 one term changed"):
        follow(page, "Harmonogram 2024, wydanie 2 (robocze)")
        follow(page, "Zmień pozycje w tabeli: BIURO DS. UZALEŻNIEŃ")
        page.locator("tr", has=page.locator("textarea", has_text=CLUBS)).get_by_label("Planowany termin").fill(
            "marzec 2024"
        )
        press(page, "Zapisz")

    with step(page, "09 one part to confirm"):
        page.goto("/admin/competitions/schedule/2/przeglad/")
        assert confirm_all_parts(page) == 1

    with step(page, "10 second edition"):
        release(page, "Pełnomocnik Prezydenta do spraw organizacji pozarządowych")
        assert page.locator("h1").inner_text() == "Harmonogram 2024, wydanie 2 (wydane)"

    with step(page, "11 public changes"):
        page.goto("/harmonogram/2024/zmiany/")
        assert page.locator("h2").all_inner_texts() == ["Biuro ds. Uzależnień"]
        assert page.locator(".change-title").all_inner_texts() == [f"1) {CLUBS}"]
        told = dict(
            zip(page.locator("main dt").all_inner_texts(), page.locator("main dd").all_inner_texts(), strict=True)
        )
        assert (told["Zmiany"], told["Termin"]) == ("1 zmieniony termin", "później o 2 miesiące")
        assert (told["Było"], told["Jest"]) == ("styczeń 2024", "marzec 2024")

    wait_until(lambda: [state for state, _ in empty_portal.states()] == ["ready", "ready"])
