"""The import's pages in a browser: read, filled in and thrown away, also on a phone and without JavaScript."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.visits import ASK_AXE, EVERYTHING, SETTLE, TELL_REFUSALS, WORTH_HEARING
from tests.competitions.sources import SCHEDULE_2024, altered

pytestmark = pytest.mark.browser

UPLOAD = "/admin/competitions/schedule/2/wczytaj/"
WHOLE = "cały harmonogram; części, których w nim nie ma, znikną"
# A row without a term, a term that nobody can read, and a department that nobody knows.
DOCUMENT = "\n".join(
    altered(
        SCHEDULE_2024,
        {
            9: "1) pomoc osobom",
            10: "2) opieka nad dziećmi\tkwiecień lub maj 2024",
            17: "<b>WYDZIAŁ NOWY</b>\n<i>Zadania nieznane, w tym:</i>\n1) coś nowego\tmaj 2024",
        },
    )
).encode()


def send(page, content=DOCUMENT, name="pismo.md"):
    page.get_by_label("Plik", exact=True).set_input_files(
        {"name": name, "mimeType": "text/markdown", "buffer": content}
    )
    page.get_by_label("Co obejmuje plik").select_option(label=WHOLE)
    press(page, "Pokaż podgląd")


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def throw_away(page):
    page.get_by_role("link", name="Wyrzuć ten plik").click()
    press(page, "Tak, wyrzuć plik")


def row(page, line):
    return page.locator(".import-row").filter(has=page.locator(f"#w{line}"))


def test_every_page_of_the_import_is_accessible_and_fits_a_phone(open_page):
    page = open_page("/admin/", "koordynator", viewport={"width": 360, "height": 800})
    said = []
    page.context.add_init_script(TELL_REFUSALS)
    page.on("console", lambda message: message.type in WORTH_HEARING and said.append(message.text))
    findings = {}

    def look(name):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(AXE_SCRIPT)
            page.evaluate(SETTLE)
            found = page.evaluate(ASK_AXE, EVERYTHING)
            findings[name, width] = (found, page.evaluate("document.scrollingElement.scrollWidth"))

    page.goto(UPLOAD)
    look("upload")
    send(page, b"%PDF-1.4", "pismo.docx")
    look("refused")
    send(page)
    look("preview")
    page.get_by_role("link", name="Wyrzuć ten plik").click()
    look("throwing away")
    press(page, "Tak, wyrzuć plik")

    assert {key: found for key, found in findings.items() if found != ([], key[1])} == {}
    assert said == []


def test_rows_are_put_right_without_javascript(open_page):
    page = open_page(UPLOAD, "koordynator", java_script_enabled=False)
    send(page)
    assert row(page, 9).locator(".errornote").count() == 1

    row(page, 9).get_by_label("Termin").fill("maj 2024")
    page.get_by_label("WYDZIAŁ NOWY").select_option(label="utwórz nowy wydział")
    press(page, "Zapisz poprawki i pokaż ponownie")

    assert page.locator(".messagelist li").all_inner_texts() == [
        "Poprawki zapisano. Podgląd pokazuje, co z nich wynika."
    ]
    assert row(page, 9).locator("h3").inner_text() == "Wiersz 9: zmieniona"
    assert row(page, 9).locator("strong").inner_text() == "poprawiony tutaj"
    assert page.get_by_role("button", name="Zatwierdź i zapisz").count() == 0
    throw_away(page)
    assert page.get_by_text("Żaden plik nie czeka.").count() == 1


def test_enter_in_a_field_saves_the_corrections_and_a_filter_loses_none(open_page):
    page = open_page(UPLOAD, "koordynator")
    send(page)

    row(page, 9).get_by_label("Termin").fill("maj 2024")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert row(page, 9).locator("strong").inner_text() == "poprawiony tutaj"

    row(page, 9).get_by_label("Termin").fill("czerwiec 2024")
    with page.expect_navigation():
        page.get_by_role("button", name="zmienione:").click()
    assert row(page, 9).get_by_label("Termin").input_value() == "czerwiec 2024"
    throw_away(page)
