"""A year's values as officials handle them: nine of them by keyboard, without JavaScript, and by spreadsheet."""

import io
import time

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.visits import ASK_AXE, EVERYTHING, SETTLE, TELL_REFUSALS, WORTH_HEARING, keep_picture

pytestmark = pytest.mark.browser

GRID = "/admin/strategy/indicator/wartosci/{}/"
OF_MOPR = "?wydzial=mopr&wszystkie=on"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NINE = ["3788", "0", "4 479", "97,4", "12", "-186", "704913,66", "15", "bd"]
TWO_MINUTES = 120  # seconds


@pytest.fixture
def office(open_page):
    """office(address) is the coordinator's page; in the end no window may have had anything to report."""
    said = []

    def opened(address, **options):
        page = open_page("/", who="koordynator", **options)
        page.context.add_init_script(TELL_REFUSALS)
        page.on("console", lambda message: message.type in WORTH_HEARING and said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(address)
        return page

    yield opened
    assert said == []


def findings(page, name):
    """By axe, on a screen and on a phone."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(SETTLE)
        found += page.evaluate(ASK_AXE, EVERYTHING)
        keep_picture(page, f"values {name} {width}")
    assert page.evaluate("document.scrollingElement.scrollWidth") == 360
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def values(page):
    return page.locator("[data-down]").evaluate_all("inputs => inputs.map(input => input.value)")


def message(page):
    return page.locator(".messagelist li").inner_text()


def test_nine_values_of_a_year_are_entered_by_keyboard_within_two_minutes(office):
    page = office(GRID.format(2021) + OF_MOPR)
    expect(page.locator("[data-down]").first).to_be_focused()
    assert findings(page, "empty") == []

    start, keys = time.monotonic(), 0
    for words in NINE:
        page.keyboard.type(words, delay=50)
        page.keyboard.press("Enter")
        keys += len(words) + 1
    with page.expect_navigation():
        page.keyboard.press("Enter")  # the button under the last value has the focus
    elapsed = time.monotonic() - start

    assert message(page) == "Zapisano 9 wartości. Teraz kolej na sprawdzenie przez drugą osobę."
    assert values(page) == ["3788", "0", "4479", "97,4", "12", "-186", "704913,66", "15", ""]
    assert elapsed < TWO_MINUTES
    assert keys < TWO_MINUTES * 0.5  # of somebody who needs two seconds for a key
    assert findings(page, "entered") == []


def test_arrows_go_down_and_up_the_values(office):
    page = office(GRID.format(2020) + OF_MOPR)
    inputs = page.locator("[data-down]")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(inputs.nth(2)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(inputs.nth(1)).to_be_focused()
    page.keyboard.press("Shift+Enter")
    expect(inputs.nth(0)).to_be_focused()


def test_values_are_entered_without_javascript(office):
    page = office(GRID.format(2019) + OF_MOPR, java_script_enabled=False)
    page.locator("[data-down]").first.fill("10.500")
    page.get_by_role("button", name="Zapisz szkice").first.click()
    wrong = page.locator(".errornote li").all_inner_texts()

    page.locator("[data-down]").first.fill("10500")
    page.get_by_role("button", name="Zapisz szkice").first.click()

    assert [words.partition(": ")[2] for words in wrong] == [
        "„10.500” można odczytać na dwa sposoby. Wpisz liczbę, na przykład 10500 albo 97,4."
    ]
    assert message(page) == "Zapisano 1 wartość. Teraz kolej na sprawdzenie przez drugą osobę."


def test_two_people_see_both_versions_of_a_value(office):
    first, second = (office(GRID.format(2018) + OF_MOPR) for _ in range(2))
    for page, words in ((first, "11"), (second, "12")):
        page.locator("[data-down]").first.fill(words)
        with page.expect_navigation():
            page.get_by_role("button", name="Zapisz szkice").first.click()

    expect(second.get_by_role("group", name="Ktoś inny zmienił tę wartość")).to_contain_text("Zapisane: 11, ostateczna")
    assert findings(second, "dispute") == []
    second.get_by_label("Zostaw moją").check()
    with second.expect_navigation():
        second.get_by_role("button", name="Zapisz szkice").first.click()

    assert values(second)[0] == "12"


def test_sheet_with_three_bad_cells_comes_back_with_each_named(office):
    page = office(GRID.format(2017) + OF_MOPR)
    with page.expect_download() as download:
        page.get_by_role("link", name="Pobierz arkusz .xlsx").click()
    workbook = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    for line, words in ((5, 120), (6, "10.500"), (7, "dużo"), (8, "=1+1")):
        workbook.active.cell(line, 6).value = words
    filled = io.BytesIO()
    workbook.save(filled)

    page.goto(GRID.format(2017) + "wczytaj/")
    assert findings(page, "upload") == []
    sheet = {"name": "wartosci.xlsx", "mimeType": EXCEL, "buffer": filled.getvalue()}
    page.get_by_label("Arkusz z wartościami").set_input_files(sheet)
    with page.expect_navigation():
        page.get_by_role("button", name="Pokaż podgląd").click()

    named = page.get_by_role("region", name="Nie da się przyjąć 3 komórek").get_by_role("listitem").all_inner_texts()
    assert [words.partition(": ")[0] for words in named] == ["komórka F6", "komórka F7", "komórka F8"]
    assert page.get_by_role("button", name="Zatwierdź").count() == 0
    assert findings(page, "preview") == []
