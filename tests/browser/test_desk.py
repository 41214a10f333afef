"""Officials at work: every kind of field, window and list of the desk, clicked through under the strict policy."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.visits import ASK_AXE, EVERYTHING, SETTLE, TELL_REFUSALS, WORTH_HEARING

pytestmark = pytest.mark.browser

ENTRIES = "/admin/competitions/scheduleentry/"
WCAG = [rules for rules in EVERYTHING if rules != "best-practice"]
CLUBS = "prowadzenie klubów abstynenckich"


@pytest.fixture
def desk(chromium, site, sign_in):
    """desk(account) is the first page after signing in; in the end no window may have had anything to report."""
    contexts, said = [], []

    def opened(who):
        context = chromium.new_context(
            base_url=site.url, locale="pl-PL", timezone_id="Europe/Warsaw", storage_state=sign_in(who)
        )
        contexts.append(context)
        context.add_init_script(TELL_REFUSALS)
        context.on("console", lambda message: message.type in WORTH_HEARING and said.append(message.text))
        context.on("weberror", lambda error: said.append(str(error.error)))
        page = context.new_page()
        page.goto("/admin/")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []


def findings(page, rules=EVERYTHING):
    page.evaluate(AXE_SCRIPT)
    page.evaluate(SETTLE)
    return page.evaluate(ASK_AXE, rules)


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).first.click()


def search(page, words):
    page.locator("#searchbar").fill(words)
    press(page, "Szukaj")


def titles(page):
    return page.locator("#result_list .field-title").all_inner_texts()


def test_coordinator_finds_a_row_reads_why_its_term_is_wrong_and_mends_it(desk, site):
    page = desk("koordynator")
    follow(page, "Pozycje harmonogramu")
    follow(page, "2024")
    search(page, "klubów abstynenckich")
    assert titles(page) == [CLUBS, CLUBS]  # in the released edition and in the working one

    with page.expect_navigation():
        page.locator(f"#result_list a[href*='/{site.working_row}/']").click()
    page.get_by_label("Termin od").fill("31.12.2023")
    page.get_by_label("Termin do").fill("01.12.2023")
    press(page, "Zapisz")
    assert page.locator(".errorlist").all_inner_texts() == ["Koniec planowanego okresu jest przed jego początkiem."]
    assert findings(page) == []

    page.get_by_label("Termin od").fill("01.12.2023")
    page.get_by_label("Termin do").fill("31.12.2023")
    press(page, "Zapisz")
    assert page.locator("#result_list .field-plan_end").all_inner_texts() == ["31 grudnia 2023", "31 grudnia 2023"]


def test_day_is_chosen_from_the_calendar(desk, site):
    page = desk("koordynator")
    page.goto(f"{ENTRIES}{site.working_row}/change/")

    page.get_by_role("link", name="Wybierz Datę").nth(1).click()
    calendar = page.locator(".calendarbox").locator("visible=true")
    assert calendar.locator("caption").inner_text().upper() == "GRUDZIEŃ 2023"
    assert findings(page, WCAG) == []  # Django puts the calendar outside the landmarks, which is no criterion of WCAG

    calendar.get_by_role("link", name="19", exact=True).click()
    assert page.get_by_label("Termin do").input_value() == "19.12.2023"


def test_area_is_chosen_from_suggestions_by_keyboard_and_mended_in_its_own_window(desk, site):
    page = desk("koordynator")
    page.goto(f"{ENTRIES}{site.working_row}/change/")
    area = page.locator(".field-area").get_by_role("combobox")

    area.focus()
    page.keyboard.press("Enter")
    suggestions = page.get_by_role("listbox", name="Obszar").get_by_role("option")
    expect(suggestions).to_have_count(10)
    assert findings(page) == []

    page.keyboard.type("fizyczna")
    expect(suggestions).to_have_text(["Kultura fizyczna"])
    page.keyboard.press("Enter")
    expect(area).to_have_text("Kultura fizyczna")

    with page.expect_popup() as opening:
        page.locator("#change_id_area").click()
    window = opening.value
    assert findings(window) == []
    window.get_by_label("Nazwa").fill("Kultura fizyczna i sport")
    with window.expect_event("close"):
        window.get_by_role("button", name="Zapisz", exact=True).click()
    expect(area).to_have_text("Kultura fizyczna i sport")


def test_task_is_added_filtered_and_deleted_with_what_it_takes_along(desk):
    page = desk("koordynator")
    page.goto("/admin/competitions/prioritytask/add/")
    choose(page, "programme", "2024")
    choose(page, "area", "zdrowia")
    choose(page, "goals", "warunków życia")
    page.get_by_label("Nagłówek obszaru w dokumencie").fill("Zadania w zakresie ochrony i promocji zdrowia")
    page.get_by_label("Kolejność w dokumencie").fill("90")
    page.get_by_label("Treść zadania").fill("dyżury w punkcie konsultacyjnym")
    press(page, "Zapisz")

    follow(page, "2024")
    search(page, "punkcie konsultacyjnym")
    assert titles(page) == ["dyżury w punkcie konsultacyjnym"]

    page.locator("#action-toggle").check()
    page.get_by_label("Akcja").select_option("delete_selected")
    press(page, "Wykonaj")
    assert findings(page) == []
    press(page, "Tak, na pewno")
    search(page, "punkcie konsultacyjnym")
    assert titles(page) == []


def choose(page, field, words):
    """The only suggestion for these words."""
    page.locator(f".field-{field} .select2-selection").click()
    page.keyboard.type(words, delay=20)
    suggestions = page.locator(".select2-results").get_by_role("option")
    expect(suggestions).to_have_count(1)
    expect(suggestions).to_contain_text(words)  # and not that the search goes on
    suggestions.click()
    expect(page.locator(".select2-results")).to_have_count(0)


def test_line_is_added_to_a_table_with_names_for_its_inputs(desk):
    page = desk("koordynator")
    page.goto("/admin/competitions/schedule/2/change/")

    page.locator("#sections-group .add-row").locator("a").click()
    inputs = page.locator("#sections-10").locator("input:not([type=hidden]), [role=combobox]")
    assert inputs.evaluate_all("inputs => inputs.map(input => input.ariaLabel)") == [
        "Kolejność",
        "Nagłówek w dokumencie",
        "Wydziały",
        "Wydziały",
    ]
    assert findings(page) == []


def test_official_sees_the_rows_of_the_own_department_and_changes_those_not_yet_released(desk, site):
    page = desk("urzednik")
    page.goto(ENTRIES)
    parts = set(page.locator("#result_list .field-section").all_inner_texts())
    assert parts == {"BIURO DS. UZALEŻNIEŃ"}

    page.goto(f"{ENTRIES}{site.working_row}/change/")
    page.get_by_label("Uwaga:").fill("Kwotę poda skarbnik.")
    press(page, "Zapisz")
    assert page.locator(".messagelist li.success").count() == 1

    page.goto(f"{ENTRIES}{site.released_row}/change/")
    assert page.locator("h1").inner_text() == "Zobacz: pozycja harmonogramu"
    assert page.get_by_role("button", name="Zapisz", exact=True).count() == 0


def test_row_of_another_department_does_not_exist_for_an_official(desk, site):
    page = desk("urzednik")
    page.goto(f"{ENTRIES}1/change/")

    assert page.locator(".messagelist").inner_text() == (
        "Pozycja harmonogramu z ID „1” nie istnieje. Może został(a)(-ło) usunięty(-ta)(-te)?"
    )
