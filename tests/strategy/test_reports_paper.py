"""The paper of a progress report: every word of its content, tagged, its charts with words, and the same each time."""

import datetime as dt
import json
from itertools import pairwise

import pikepdf
import pytest
from django.template.loader import render_to_string

from leszno_ngo.templatetags.leszno import day
from strategy import publishing
from strategy.choices import Direction, ValueState
from strategy.documents import charts_of, progress_report_pdf
from strategy.models import Indicator, ProgressReport, Strategy
from tests.competitions import pdfs
from tests.competitions.pdfs import unspaced
from tests.strategy.conftest import NOW

pytestmark = pytest.mark.django_db

made = {}  # content → its paper


@pytest.fixture
def report(task_page, coordinator):
    """One of its indicators has a newer value, and so a judgement: there are two kinds of them to draw."""
    measured = Indicator.objects.get(name="Liczba podopiecznych MOPR")
    measured.values.create(year=2022, value=5900, state=ValueState.PUBLISHED, published_at=NOW)
    Indicator.objects.filter(pk=measured.pk).update(direction=Direction.HIGHER)
    publishing.judge_all(now=NOW, today=NOW.date())
    return publishing.issue_report(Strategy.objects.get(), as_of=NOW.date(), by=coordinator, now=NOW)


@pytest.fixture
def paper(report):
    """Made once: in each of these tests the report says the same."""
    key = json.dumps(report.content, sort_keys=True)
    if key not in made:
        made[key] = progress_report_pdf(report)
    return made[key]


@pytest.fixture
def tagged(paper):
    with pdfs.opened(paper) as tagged:
        yield tagged


def test_the_paper_says_that_it_is_accessible_polish_and_what_it_is(report, tagged):
    with tagged.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == report.title
    assert str(tagged.Root.Lang) == "pl"
    assert tagged.Root.MarkInfo.Marked
    assert tagged.Root.ViewerPreferences.DisplayDocTitle
    assert str(tagged.docinfo.Author) == "Urząd Miasta Leszna"


def test_a_reader_meets_every_word_of_the_content_in_its_order(report, tagged):
    met = "".join(text for _, text in pdfs.texts_of_elements(tagged))

    at = 0
    for section in report.content["sections"]:
        for words in [section["heading"], *words_of(section)]:
            found = met.find(unspaced(words), at)
            assert found >= 0, words
            at = found + len(unspaced(words))


def words_of(section):
    for block in section["blocks"]:
        match block["type"]:
            case "facts" | "line":
                yield from (words for fact in block["facts"] for words in (fact["label"], fact["words"]))
            case "table":
                yield from words_of_table(block)
            case "charted":
                yield block["chart"]["description"]
                yield from words_of_table(block["table"])
            case "judgement":
                yield from (block[name] for name in ("fact", "reason", "made"))
            case "list":
                yield from (block["heading"], *(item["words"] for item in block["items"]))
            case "paragraph":
                yield block["words"]


def words_of_table(table):
    rows = [table["columns"], *table["rows"], table["total"]]
    return [table["caption"], *(cell["words"] for row in rows for cell in row)]


def test_the_paper_has_the_text_of_the_page_part_by_part(report, tagged):
    page = render_to_string("strategy/report/body.html", {"content": report.content})

    headings = {f"H{section['level']}" for section in report.content["sections"]}
    assert pdfs.sections_of(tagged, headings) == pdfs.sections_of_page(page)


def test_every_chart_is_a_figure_that_says_in_words_what_it_shows(report, tagged):
    figures = [element for element in pdfs.every_element(tagged) if pikepdf.Name.Figure == element.S]

    titles = [chart.title for chart in charts_of(report.content)]
    assert len(titles) == 11  # the counts, the bars and nine indicators
    assert [str(figure.Alt) for figure in figures] == titles


def test_every_cell_knows_its_headers(tagged):
    elements = pdfs.every_element(tagged)
    named = {str(element.ID) for element in elements if element.S == pikepdf.Name.TH}
    cells = [element for element in elements if element.S == pikepdf.Name.TD]

    assert len(cells) > 100
    assert [cell for cell in cells if not len(cell.A.Headers)] == []
    assert {str(header) for cell in cells for header in cell.A.Headers} <= named


def test_nothing_is_painted_outside_the_marks(tagged):
    assert [pdfs.unmarked_operators(page) for page in tagged.pages] == [[] for _ in tagged.pages]


def test_all_text_is_content_of_the_tree_or_an_artifact_of_the_margin(tagged):
    margins, lost = pdfs.text_outside_the_tree(tagged)

    assert lost == []
    count = len(tagged.pages)
    assert [margin.endswith(f"strona{n}z{count}") for n, margin in enumerate(margins, 1)] == [True] * count


def test_every_face_is_embedded_and_is_ours(tagged):
    faces = pdfs.faces_of(tagged)

    assert set(faces) <= {"Leszno-Sans", "Leszno-Sans-Bold", "Leszno-Sans-Italic"}
    assert {"Leszno-Sans", "Leszno-Sans-Bold"} <= set(faces)
    assert all(faces.values())


@pytest.mark.parametrize("word", ["średnią", "próg,", "zmianę", "różne", "źródłowych", "służą", "własnych", "bieżąco"])
def test_polish_letters_are_painted_as_our_type_draws_them(paper, settings, tmp_path, word):
    face = settings.BASE_DIR / "static" / "fonts" / "LesznoSans-Regular.ttf"

    assert pdfs.is_painted_as_drawn(paper, word, face, tmp_path)


def test_headings_go_down_a_level_at_a_time(tagged):
    levels = [int(str(element.S)[2]) for element in pdfs.every_element(tagged) if str(element.S)[:2] == "/H"]

    assert levels[0] == 1
    assert max(after - before for before, after in pairwise(levels)) == 1


def test_the_sections_of_the_highest_level_are_its_bookmarks(report, tagged):
    with tagged.open_outline() as outline:
        bookmarks = [item.title for item in outline.root]

    assert bookmarks == [section["heading"] for section in report.content["sections"] if section["level"] == 2]


def test_every_page_says_which_report_it_is_and_how_many_pages_there_are(report, paper, tmp_path):
    pages = pdfs.as_poppler_reads(paper, tmp_path, "-layout").split("\f")[:-1]

    feet = [" ".join(page.split("\n\n")[-1].split()) for page in pages]
    name = f"Sprawozdanie z postępu nr 1, stan na dzień {day(report.as_of)}".replace("\xa0", " ")
    assert feet == [f"{name} strona {n} z {paper.pages}" for n in range(1, paper.pages + 1)]


def test_the_same_report_gives_the_same_bytes_whatever_became_of_the_strategy(report, paper):
    Strategy.objects.update(title="Inny tytuł", legal_basis="inna")

    assert progress_report_pdf(ProgressReport.objects.get(pk=report.pk)) == paper


def test_a_report_of_a_goal_names_its_strategy(report, coordinator, tmp_path):
    strategy = Strategy.objects.get()
    of_goal = publishing.issue_report(
        strategy, strategy.goals.get(), as_of=NOW.date() - dt.timedelta(days=1), by=coordinator, now=NOW
    )

    read = " ".join(pdfs.as_poppler_reads(progress_report_pdf(of_goal), tmp_path).split())
    assert read.startswith("Urząd Miasta Leszna Sprawozdanie z postępu Cel II. Poprawienie warunków życia")
    assert "Strategia rozwoju Leszna Nr 2, stan na dzień 30 listopada 2023 r." in read
