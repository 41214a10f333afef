"""A part's table as officials handle it: by keyboard, by pointer, by words that are understood while being typed."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.visits import ASK_AXE, EVERYTHING, SETTLE, TELL_REFUSALS, WORTH_HEARING, ZOOMED_TWICE

pytestmark = pytest.mark.browser

TOURISM = "/admin/competitions/schedulesection/17/tabela/"
DEVELOPMENT = "/admin/competitions/schedulesection/19/tabela/"
PHONE = 360


@pytest.fixture
def table(open_page):
    """table(path) is the page of a table; in the end no window may have had anything to report."""
    said = []

    def opened(path=TOURISM, **options):
        page = open_page("/", who="koordynator", **options)
        page.context.add_init_script(TELL_REFUSALS)
        page.on("console", lambda message: message.type in WORTH_HEARING and said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path)
        return page

    yield opened
    assert said == []


def findings(page):
    page.evaluate(AXE_SCRIPT)
    page.evaluate(SETTLE)
    return page.evaluate(ASK_AXE, EVERYTHING)


def numbers(page):
    return page.locator("tbody [name$='-numer']").evaluate_all("inputs => inputs.map(input => input.value)")


def live(page):
    return page.locator("[data-live]")


def words(page, place):
    return page.locator("[data-row] [data-words]").nth(place - 1)


def understood(page, place):
    return page.locator("[data-row] [data-understood]").nth(place - 1)


def test_row_moves_by_keyboard_and_says_where_it_is(table):
    page = table()
    title = page.get_by_role("textbox", name="Treść Wiersz 3")
    title.focus()

    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    assert numbers(page) == ["3", "1", "2", "4", "5"]
    expect(live(page)).to_have_text("Wiersz przeniesiono na miejsce 1 z 5.")
    expect(page.get_by_role("textbox", name="Treść Wiersz 1")).to_be_focused()

    page.keyboard.press("Alt+ArrowUp")
    expect(live(page)).to_have_text("Wiersz jest już pierwszy.")
    page.keyboard.press("Alt+ArrowDown")
    assert numbers(page) == ["1", "3", "2", "4", "5"]


def test_row_moves_by_its_buttons_without_loading_the_page(table):
    page = table()
    page.get_by_role("button", name="W dół: Wiersz 1").focus()

    page.keyboard.press("Enter")

    assert numbers(page) == ["2", "1", "3", "4", "5"]
    expect(page.get_by_role("button", name="W dół: Wiersz 2")).to_be_focused()


def test_row_is_dragged_to_its_place(table):
    page = table(viewport={"width": 1280, "height": 1200})
    handles = page.locator("[data-row] [data-handle]")
    start, goal = handles.nth(0).bounding_box(), handles.nth(2).bounding_box()

    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(goal["x"] + 5, goal["y"] + 5, steps=8)
    page.mouse.up()

    assert numbers(page) == ["2", "3", "1", "4", "5"]
    expect(live(page)).to_have_text("Wiersz przeniesiono na miejsce 3 z 5.")


def test_words_are_understood_while_they_are_typed(table):
    page = table()

    words(page, 1).fill("II połowa 2024 r.")

    expect(understood(page, 1)).to_have_text("II półrocze 2024 r. od 1 lipca do 31 grudnia 2024 r.")
    expect(live(page)).to_have_text("Wiersz 1: II półrocze 2024 r. od 1 lipca do 31 grudnia 2024 r.")
    assert findings(page) == []


def test_row_takes_the_term_above_over_again_when_its_own_words_are_cleared(table):
    page = table()
    words(page, 2).fill("maj 2024")
    expect(understood(page, 2)).to_have_text("maj 2024 r. od 1 do 31 maja 2024 r.")

    words(page, 2).fill("")
    expect(understood(page, 2)).to_have_text("jak wiersz wyżej")

    with page.expect_navigation():
        page.get_by_role("button", name="Sprawdź").first.click()
    expect(understood(page, 2)).to_contain_text("jak wiersz wyżej: II–III kwartał 2024 r.")


def test_readings_of_ambiguous_words_are_offered_and_taken(table):
    page = table()

    words(page, 1).fill("grudzień / styczeń 2024")
    page.get_by_role("button", name="grudzień 2023 r. – styczeń 2024 r.").click()

    expect(words(page, 1)).to_have_value("grudzień 2023 r. – styczeń 2024 r.")
    expect(understood(page, 1)).to_contain_text("od 1 grudnia 2023 r. do 31 stycznia 2024 r.")


def test_choice_from_the_lists_becomes_words(table):
    page = table()
    page.get_by_text("Wybierz z listy").nth(2).click()  # the first stands in the tools for several rows

    page.get_by_role("combobox", name="Rodzaj Wiersz 2").select_option("w okresie")
    page.get_by_role("combobox", name="Okres Wiersz 2", exact=True).select_option("marzec 2024 r.")
    expect(words(page, 2)).to_have_value("marzec 2024 r.")
    page.get_by_role("combobox", name="po okres (gdy jest ich więcej) Wiersz 2").select_option("maj 2024 r.")

    expect(words(page, 2)).to_have_value("marzec–maj 2024 r.")
    assert findings(page) == []


def test_row_is_added_at_once_with_the_area_above_and_its_tasks(table):
    page = table()

    page.get_by_role("button", name="Dodaj wiersz").click()

    expect(page.get_by_role("textbox", name="Numer Wiersz 6")).to_be_focused()
    assert page.locator("[data-row='n1'] [data-area] option:checked").inner_text() == "Turystyka i rekreacja"
    assert page.locator("[data-row='n1'] [data-task] option").count() == 6
    assert findings(page) == []


def test_all_rows_are_ticked_at_once(table):
    page = table()
    page.get_by_text("Zaznaczone wiersze:").click()

    page.get_by_role("button", name="Zaznacz wszystkie").click()

    assert page.locator("[name=zaznaczone]:checked").count() == 5
    expect(page.locator("[data-selected-count]")).to_have_text("Zaznaczono: 5 z 5.")


def test_leaving_with_something_unsaved_asks_first(table):
    page = table()
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    page.reload()
    assert asked == []

    page.get_by_role("textbox", name="Uwaga Wiersz 1").fill("nowa")
    page.reload()
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("width", [ZOOMED_TWICE, PHONE])
def test_table_with_mistakes_fits_a_zoomed_window_and_a_phone(table, width):
    page = table(viewport={"width": width, "height": 900})
    words(page, 1).fill("3/4/2024")
    page.get_by_text("Wybierz z listy").nth(1).click()

    with page.expect_navigation():
        page.get_by_role("button", name="Sprawdź").first.click()

    expect(page.locator(".table-summary")).to_be_focused()
    page.locator(".table-summary a").click()
    expect(words(page, 1)).to_be_focused()
    assert page.evaluate("document.scrollingElement.scrollWidth") == width
    assert findings(page) == []


def test_table_is_edited_without_javascript(table):
    page = table(DEVELOPMENT, java_script_enabled=False)
    words(page, 1).fill("II kwartał 2024")

    with page.expect_navigation():
        words(page, 1).press("Enter")
    expect(understood(page, 1)).to_have_text("II kwartał 2024 r. od 1 kwietnia do 30 czerwca 2024 r.")

    with page.expect_navigation():
        page.get_by_role("button", name="W dół: Wiersz 1").click()
    expect(page.get_by_role("button", name="W dół: Wiersz 2")).to_be_focused()
    with page.expect_navigation():
        page.get_by_role("button", name="Zapisz").first.click()

    assert page.locator(".messagelist li").all_inner_texts() == ["Zapisano: zmieniono 1 wiersz, zmieniono kolejność."]
    expect(words(page, 2)).to_have_value("II kwartał 2024")
