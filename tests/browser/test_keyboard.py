"""Everything can be reached and used without a mouse, and one sees where one is."""

import pytest

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement"
OUTLINE = """() => {
    const style = getComputedStyle(document.activeElement);
    return [style.outlineStyle, parseFloat(style.outlineWidth) >= 2];
}"""


def press_until(page, key, reached, most=60):
    """Press the key until the condition on the focused element holds."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate(f"({reached})({FOCUSED})"):
            return
    pytest.fail(f"{most} times {key}, and {reached} never became true")


def test_first_tab_stop_shows_itself_and_leads_to_the_content(open_page):
    page = open_page("/harmonogram/2024/")
    link = page.get_by_role("link", name="Przejdź do treści")
    assert link.bounding_box()["y"] < 0

    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.textContent") == "Przejdź do treści"
    assert link.bounding_box()["y"] >= 0

    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.tagName") == "MAIN"


def test_schedule_is_filtered_by_keyboard_alone(open_page):
    page = open_page("/harmonogram/2024/")

    press_until(page, "Tab", "element => element.name === 'wydzial'")
    page.keyboard.type("Wydział Kul")
    press_until(page, "Tab", "element => element.type === 'submit'")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.url.endswith("/harmonogram/2024/?obszar=&wydzial=wydzial-kultury-i-sportu&stan=")
    assert page.locator("main h2").all_inner_texts() == ["Wydział Kultury i Sportu", "Metryczka"]


@pytest.mark.parametrize("path", ["/harmonogram/2024/wydzial-rozwoju/", "/dane/uwagi/?rodzaj=doubtful&dokument=2"])
def test_focus_is_seen_on_every_stop_of_a_walk_through_the_page(open_page, path):
    page = open_page(path)
    stops = []

    while len(stops) < 300:
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED} === document.body"):
            break
        stops.append((*page.evaluate(OUTLINE), page.evaluate(f"{FOCUSED}.outerHTML.slice(0, 80)")))

    assert len(stops) > 10
    assert [stop for stop in stops if stop[:2] != ("solid", True)] == []
