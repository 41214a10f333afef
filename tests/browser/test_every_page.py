"""What holds on every page: accessible, within the security policy, light, no wider than the window.

A class is one scope for xdist: its pages are visited in one process, once each, while another visits the other's.
"""

import pytest

from tests.browser.markup import faults_told_by_checker
from tests.browser.pages import AROUND_SIGNING_IN, DESK, PUBLIC
from tests.browser.visits import NARROWEST, ZOOMED_TWICE

pytestmark = pytest.mark.browser

MOST_BYTES = 60_000
public_pages = pytest.mark.parametrize("page", PUBLIC, ids=str)
pages_open_to_all = pytest.mark.parametrize("page", PUBLIC + AROUND_SIGNING_IN, ids=str)
pages_of_the_desk = pytest.mark.parametrize("page", DESK, ids=str)


class TestPagesOpenToAll:
    @pages_open_to_all
    def test_axe_finds_nothing_on_phone_and_desk_by_day_and_night(self, visits, page):
        visit = visits.to(page)

        assert (visit.status, visit.findings) == (page.status, [])

    @pages_open_to_all
    def test_browser_refuses_and_reports_nothing_and_fetches_nothing_from_elsewhere(self, visits, page):
        visit = visits.to(page)

        assert (visit.console, visit.foreign_requests) == ([], [])

    @pages_open_to_all
    def test_page_does_not_scroll_sideways_on_smallest_phone_and_zoomed_twice(self, visits, page):
        assert visits.to(page).widths == {NARROWEST: NARROWEST, ZOOMED_TWICE: ZOOMED_TWICE}

    @public_pages
    def test_page_weighs_at_most_60_kb_with_empty_cache(self, visits, page):
        assert 0 < visits.to(page).bytes_without_fonts <= MOST_BYTES

    @pytest.mark.parametrize("page", [page for page in PUBLIC if page.path], ids=str)
    def test_page_reads_the_same_without_javascript(self, visits, page):
        assert visits.text_without_scripts(page) == visits.to(page).text

    def test_checker_finds_no_fault_in_the_markup(self, visits, tmp_path):
        for page in PUBLIC + AROUND_SIGNING_IN:
            (tmp_path / f"{page}.html").write_text(visits.to(page).html, encoding="utf-8")

        assert faults_told_by_checker(tmp_path) == []


class TestPagesOfTheDesk:
    @pages_of_the_desk
    def test_axe_finds_nothing_on_phone_and_desk_by_day_and_night(self, visits, page):
        visit = visits.to(page)

        assert (visit.status, visit.findings) == (page.status, [])

    @pages_of_the_desk
    def test_browser_refuses_and_reports_nothing_and_fetches_nothing_from_elsewhere(self, visits, page):
        visit = visits.to(page)

        assert (visit.console, visit.foreign_requests) == ([], [])

    @pages_of_the_desk
    def test_page_of_the_desk_does_not_scroll_sideways_zoomed_twice(self, visits, page):
        assert visits.to(page).widths[ZOOMED_TWICE] == ZOOMED_TWICE
