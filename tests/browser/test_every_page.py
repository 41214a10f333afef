"""What holds on every page: accessible, within the security policy, light, no wider than the window."""

import pytest

from tests.browser.pages import AROUND_SIGNING_IN, DESK, PUBLIC
from tests.browser.visits import NARROWEST, ZOOMED_TWICE

pytestmark = pytest.mark.browser

MOST_BYTES = 60_000
OPEN_TO_ALL = PUBLIC + AROUND_SIGNING_IN
every_page = pytest.mark.parametrize("page", OPEN_TO_ALL + DESK, ids=str)


@every_page
def test_axe_finds_nothing_on_phone_and_desk_by_day_and_night(visits, page):
    visit = visits.to(page)

    assert (visit.status, visit.findings) == (page.status, [])


@every_page
def test_browser_refuses_and_reports_nothing(visits, page):
    assert visits.to(page).console == []


@every_page
def test_nothing_is_fetched_from_elsewhere(visits, page):
    assert visits.to(page).foreign_requests == []


@pytest.mark.parametrize("page", OPEN_TO_ALL, ids=str)
def test_page_does_not_scroll_sideways_on_smallest_phone_and_zoomed_twice(visits, page):
    assert visits.to(page).widths == {NARROWEST: NARROWEST, ZOOMED_TWICE: ZOOMED_TWICE}


@pytest.mark.parametrize("page", PUBLIC, ids=str)
def test_page_weighs_at_most_60_kb_with_empty_cache(visits, page):
    assert 0 < visits.to(page).bytes_without_fonts <= MOST_BYTES


@pytest.mark.parametrize("page", [page for page in PUBLIC if page.path], ids=str)
def test_page_reads_the_same_without_javascript(visits, open_page, page):
    plain = open_page(page.path, java_script_enabled=False, viewport={"width": 1280, "height": 900})

    assert plain.locator("main").inner_text() == visits.to(page).text
