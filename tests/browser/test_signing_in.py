"""A new colleague's first days: setting a phone up, signing in with its codes, and without the phone."""

import base64
import time

import pytest
from django_otp.oath import hotp

from tests.browser.pages import PASSWORD, press, sign_in
from tests.browser.test_desk import findings

pytestmark = pytest.mark.browser

STEP = 30  # seconds that a code lives
ENOUGH = 12  # seconds of them to send it in


def code_of(key, later=0):
    """What the application on the phone shows for the key that the page gave as text, early in the code's life.

    A code that is sent as its time runs out teaches the portal that the phone's clock is slow.
    """
    left = STEP - time.time() % STEP
    if left < ENOUGH:
        time.sleep(left)
    return f"{hotp(base64.b32decode(key.replace(' ', '')), int(time.time()) // STEP + later):06}"


def give(page, code, button):
    page.get_by_role("textbox", name="Kod").fill(code)
    press(page, button)


def account(open_page, username):
    """An account made at the desk by the coordinator."""
    page = open_page("/admin/leszno_ngo/user/add/", "koordynator")
    page.locator("#id_username").fill(username)
    for field in ("#id_password1", "#id_password2"):
        page.locator(field).fill(PASSWORD)
    page.locator("#id_is_staff").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Zapisz", exact=True).click()
    return page


def is_well_made(page):
    """No finding of axe, and nothing runs out of a phone's window."""
    found = []
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found += findings(page)
        found += ["too wide"] if page.evaluate("document.scrollingElement.scrollWidth") > width else []
    return found == []


def test_phone_is_set_up_and_its_codes_and_recovery_codes_open_the_desk(open_page):
    coordinator = account(open_page, "nowa")
    page = open_page("/admin/competitions/schedule/")
    sign_in(page, "nowa")
    with page.expect_navigation():
        page.get_by_role("link", name="Włącz drugi składnik logowania").click()
    assert is_well_made(page)
    press(page, "Ustaw drugi składnik logowania")
    key = page.locator(".key").inner_text()
    assert is_well_made(page)
    give(page, code_of(key), "Potwierdź")
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    assert page.get_by_role("button", name="Drukuj").is_visible()
    assert is_well_made(page)

    press(page, "Wyloguj się")
    page.goto("/admin/competitions/schedule/")
    sign_in(page, "nowa")
    assert page.title() == "Podaj kod | Panel urzędu"
    assert page.locator("#id_code").evaluate("field => field === document.activeElement")
    assert is_well_made(page)
    give(page, code_of(key, later=1), "Dalej")
    assert page.title() == "Harmonogramy | Panel urzędu"

    press(page, "Wyloguj się")
    page.goto("/admin/")
    sign_in(page, "nowa")
    give(page, "12345", "Dalej")
    assert page.locator(".errorlist").inner_text() == "Wpisz 6 cyfr z aplikacji albo 10 cyfr kodu zapasowego."
    assert is_well_made(page)
    give(page, codes[0], "Dalej")
    assert page.locator(".messagelist").inner_text() == (
        "Ten kod zapasowy jest już zużyty. Masz jeszcze 9 kodów zapasowych."
    )
    page.goto("/admin/drugi-skladnik/")
    assert is_well_made(page)

    coordinator.goto("/admin/leszno_ngo/user/?q=nowa")
    coordinator.locator("#action-toggle").check()
    coordinator.get_by_label("Akcja").select_option("Usuń drugi składnik logowania wybranych kont")
    press(coordinator, "Wykonaj")
    assert is_well_made(coordinator)
    press(coordinator, "Usuń drugi składnik")
    assert coordinator.locator(".messagelist").inner_text() == "Nowa: usunięto drugi składnik logowania."


def test_all_of_it_works_without_scripts(open_page):
    account(open_page, "oszczedna")
    page = open_page("/admin/drugi-skladnik/", java_script_enabled=False)
    sign_in(page, "oszczedna")
    press(page, "Ustaw drugi składnik logowania")
    key = page.locator(".key").inner_text()
    give(page, code_of(key), "Potwierdź")
    assert not page.get_by_role("button", name="Drukuj").is_visible()

    press(page, "Wyloguj się")
    page.goto("/admin/")
    sign_in(page, "oszczedna")
    give(page, code_of(key, later=1), "Dalej")
    assert page.title() == "Co chcesz zrobić? | Panel urzędu"
