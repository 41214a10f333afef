"""The papers of a competition: every word of the page, tagged, in our type, and the same each time."""

import pikepdf
import pytest
from django.template.loader import render_to_string

from competitions.choices import PublicationSubject
from competitions.documents import announcement_pdf, preview_pdf
from competitions.models import Announcement
from competitions.wording.comparing import lines
from tests.competitions import papers, pdfs
from tests.competitions.pdfs import unspaced

pytestmark = pytest.mark.django_db


@pytest.fixture
def announced():
    return papers.issued(papers.full_competition())


@pytest.fixture
def amended():
    """The second version: another largest grant and one paragraph more."""
    competition = papers.full_competition(is_example=True)
    papers.issued(competition)
    competition.largest_grant = 30_000
    competition.conditions += "\n\nKlub prowadzi stronę."
    return papers.issued(competition, version=2, issued_at="2023-12-05 10:00")


@pytest.fixture
def decided():
    competition = papers.decide(papers.full_competition())
    return papers.issued(competition, PublicationSubject.RESULTS, issued_at="2024-01-15 14:00")


@pytest.fixture
def annulled():
    competition = papers.annul(papers.full_competition())
    return papers.issued(competition, PublicationSubject.ANNULMENT, issued_at="2023-12-27 10:00")


@pytest.fixture(params=["announced", "amended", "decided", "annulled"])
def announcement(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def paper(announcement):
    return announcement_pdf(announcement)


@pytest.fixture
def tagged(paper):
    with pdfs.opened(paper) as tagged:
        yield tagged


def test_a_paper_says_that_it_is_accessible_polish_and_what_it_is(announcement, tagged):
    heading, number = announcement.content["heading"], announcement.content["number"]
    with tagged.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == f"{heading} nr {number}: {announcement.content['title']}"
    assert str(tagged.Root.Lang) == "pl"
    assert tagged.Root.MarkInfo.Marked
    assert tagged.Root.ViewerPreferences.DisplayDocTitle
    assert str(tagged.docinfo.Author) == "Urząd Miasta Leszna"


def test_a_reader_meets_every_word_of_the_content_in_its_order(announcement, tagged):
    met = "".join(text for _, text in pdfs.texts_of_elements(tagged))

    at = 0
    for section in announcement.content["sections"]:
        for words in [section["heading"], *words_of(section)]:
            found = met.find(unspaced(words), at)
            assert found >= 0, words
            at = found + len(unspaced(words))


def words_of(section):
    """Each fact's label and words, each cell, each item, each line of a text."""
    for block in section["blocks"]:
        match block["type"]:
            case "facts":
                yield from (words for fact in block["facts"] for words in (fact["label"], fact["words"]))
            case "table":
                rows = [block["columns"], *block["rows"], block["total"]]
                yield from [block["caption"], *(cell["words"] for row in rows for cell in row)]
            case "list":
                yield from (item["words"] for item in block["items"])
            case "formatted":
                told = lines({"blocks": [block | {"heading": ""}]})
                yield from (line.removeprefix("– ") for line in told)


def test_the_sections_are_the_headings_and_the_bookmarks(announcement, tagged):
    headings = [text for kind, text in pdfs.texts_of_elements(tagged) if kind == "H2"]
    with tagged.open_outline() as outline:
        bookmarks = [item.title for item in outline.root]

    own = [section["heading"] for section in announcement.content["sections"]]
    changes = ["Zmiany wobec wersji 1 z dnia 1\N{NO-BREAK SPACE}grudnia 2023\N{NO-BREAK SPACE}r."]
    assert bookmarks == (changes if announcement.version == 2 else []) + own
    assert headings == [unspaced(heading) for heading in bookmarks]
    assert [kind for kind, _ in pdfs.texts_of_elements(tagged)].count("H1") == 1


def test_every_cell_knows_its_headers(tagged):
    elements = pdfs.every_element(tagged)
    named = {str(element.ID) for element in elements if element.S == pikepdf.Name.TH}
    cells = [element for element in elements if element.S == pikepdf.Name.TD]

    assert len(cells) > 8
    assert [cell for cell in cells if not len(cell.A.Headers)] == []
    assert {str(header) for cell in cells for header in cell.A.Headers} <= named


def test_every_picture_has_words(tagged):
    figures = [element for element in pdfs.every_element(tagged) if pikepdf.Name.Figure == element.S]

    assert [str(figure.Alt) for figure in figures] == ["Herb"]


def test_nothing_is_painted_outside_the_marks(tagged):
    assert [pdfs.unmarked_operators(page) for page in tagged.pages] == [[] for _ in tagged.pages]


def test_all_text_is_content_of_the_tree_or_an_artifact_of_the_margin(announcement, tagged):
    artifacts, lost = pdfs.text_outside_the_tree(tagged)

    assert lost == []
    count = len(tagged.pages)
    assert [margin.endswith(f"strona{n}z{count}") for n, margin in enumerate(artifacts, 1)] == [True] * count
    assert ["PRZYKŁAD" in margin for margin in artifacts[1:]] == [announcement.content["is_example"]] * (count - 1)


def test_every_page_says_which_paper_it_is_and_how_many_there_are(announcement, paper, tmp_path):
    pages = pdfs.as_poppler_reads(paper, tmp_path, "-layout").split("\f")[:-1]

    name = f"{announcement.content['heading']} nr 3/2024, wersja {announcement.version} z dnia"
    feet = [" ".join(page.split("\n\n")[-1].split()) for page in pages]
    numbers = [foot.rpartition("strona ")[2] for foot in feet if foot.startswith(name)]
    assert numbers == [f"{n} z {len(pages)}" for n in range(1, len(pages) + 1)]


def test_the_same_version_gives_the_same_bytes_whatever_became_of_the_competition(announcement, paper):
    competition = announcement.competition
    competition.title = competition.conditions = "Coś innego"
    competition.save()

    assert announcement_pdf(Announcement.objects.get(pk=announcement.pk)) == paper


def test_a_later_version_tells_what_it_changed_first(amended):
    with pdfs.opened(announcement_pdf(amended)) as tagged:
        told = [text for kind, text in pdfs.texts_of_elements(tagged) if kind == "LI"][:3]

    assert told == [
        unspaced("•Było: Największa dotacja: 60 000 zł"),
        unspaced("•Jest: Największa dotacja: 30 000 zł"),
        unspaced("•Dodano: Warunki realizacji: Klub prowadzi stronę."),
    ]


def test_only_an_example_says_that_it_is_one(announcement, paper, tmp_path):
    pages = pdfs.as_poppler_reads(paper, tmp_path).split("\f")[:-1]

    assert ["PRZYKŁAD" in page for page in pages] == [announcement.content["is_example"]] * len(pages)


def test_a_preview_has_the_words_of_the_draft_and_says_that_it_is_none_yet(tmp_path):
    draft = papers.full_competition(number=None, announced_at=None, closes_at=None)
    read = " ".join(pdfs.as_poppler_reads(preview_pdf(draft), tmp_path).split())

    assert "Oferty można składać do nie określono" in read
    assert "podgląd, jeszcze nie ogłoszono" in read


def test_the_paper_has_the_text_of_the_page_point_by_point(announcement, tagged):
    page = render_to_string("competitions/announcement/body.html", {"content": announcement.content})

    of_changes = 1 if announcement.version == 2 else 0  # which the page tells elsewhere
    assert pdfs.sections_of(tagged, {"H2"})[of_changes:] == pdfs.sections_of_page(page)


def test_every_face_is_embedded_and_is_ours(tagged):
    faces = pdfs.faces_of(tagged)

    assert set(faces) <= {"Leszno-Sans", "Leszno-Sans-Bold", "Leszno-Sans-Italic"}
    assert {"Leszno-Sans", "Leszno-Sans-Bold"} <= set(faces)
    assert all(faces.values())


@pytest.mark.parametrize("word", ["ZAŻÓŁĆ", "GĘŚLĄ", "źdźbło:"])
def test_polish_letters_are_painted_as_our_type_draws_them(announced, settings, tmp_path, word):
    face = settings.BASE_DIR / "static" / "fonts" / "LesznoSans-Regular.ttf"

    assert pdfs.is_painted_as_drawn(announcement_pdf(announced), word, face, tmp_path)
