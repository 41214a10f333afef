"""A page on paper: its content, without what only leads elsewhere."""

import subprocess

import pytest

pytestmark = pytest.mark.browser


def printed(page):
    """The words on the paper, cell by cell."""
    page.emulate_media(media="print")
    paper = page.pdf(format="A4")
    text = subprocess.run(["pdftotext", "-raw", "-", "-"], input=paper, capture_output=True, check=True).stdout
    return " ".join(text.decode().split())


def test_paper_leaves_navigation_out(open_page):
    page = open_page("/harmonogram/2024/")
    page.emulate_media(media="print")

    ways = page.locator("nav, form, .skip-link").all()
    assert len(ways) == 6
    assert [way.inner_text() for way in ways if way.is_visible()] == []


def test_every_task_of_the_schedule_is_on_paper(open_page):
    page = open_page("/harmonogram/2024/")
    titles = [" ".join(title.split()) for title in page.locator("tbody th[scope=row]").all_inner_texts()]

    paper = printed(page)

    assert len(titles) == 45
    assert [title for title in titles if title.replace(" ", "") not in paper.replace(" ", "")] == []
