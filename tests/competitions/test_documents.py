"""The office's table on paper: every word of the document, in its order, for the eye and for a screen reader."""

import datetime as dt
import io
import subprocess

import pikepdf
import pytest

from competitions.choices import PlanKind, PlanSource
from competitions.documents import schedule_pdf
from competitions.models import Schedule, ScheduleEntry
from tests.competitions.editions import HARCERZE, TRAILS, alter, altered_edition, edition_after, release, row
from tests.competitions.pdfs import every_element, texts_of_elements, unspaced

pytestmark = pytest.mark.django_db

RELEASED = dt.datetime(2023, 12, 1, 9, 30, tzinfo=dt.UTC)
HEADINGS = [
    "MIEJSKI OŚRODEK POMOCY RODZINIE W LESZNIE",
    "BIURO DS. UZALEŻNIEŃ",
    "WYDZIAŁ SPRAW OBYWATELSKICH",
    "WYDZIAŁ KULTURY I SPORTU",
    "BIURO PRAWNE/ BIURO KONTROLI WEWNĘTRZNEJ",
    "WYDZIAŁ OCHRONY ŚRODOWISKA",
    "CENTRUM INFORMACJI TURYSTYCZNEJ",
    "BIURO PEŁNOMOCNIKA DS. WSPÓŁPRACY Z ORGANIZACJAMI POZARZĄDOWYMI",
    "WYDZIAŁ ROZWOJU",
    "WYDZIAŁ ZARZĄDZANIA KRYSY I BEZPIECZEŃSTWA",
]


@pytest.fixture
def schedule(draft_2024):
    Schedule.objects.update(released_at=RELEASED)
    return Schedule.objects.get(year=2024)


@pytest.fixture
def tagged(schedule):
    with pikepdf.open(io.BytesIO(schedule_pdf(schedule))) as tagged:
        yield tagged


def words(entry):
    """What the paper says of a row: its task and its term, which the cell of a row above may have said already."""
    task = f"{entry.number}) {entry.title}" if entry.number else entry.title
    if entry.plan_source == PlanSource.INHERITED:
        return [task]
    if entry.plan_kind == PlanKind.NOT_PLANNED:
        return [task, "- (nie planuje się ogłoszenia)"]
    return [task, entry.plan_text]


def test_a_screen_reader_meets_every_row_of_the_document_with_its_term_in_order(tagged):
    cells = [text for kind, text in texts_of_elements(tagged) if kind in ("TH", "TD")]
    rows = [text for text in cells if text not in ("Zadanie", unspaced("Planowany termin ogłoszenia"))]

    entries = ScheduleEntry.objects.select_related("inherited_from").order_by("section__position", "position")
    expected = [unspaced(text) for entry in entries for text in words(entry)]
    assert (len(entries), len(expected)) == (45, 45 + 37)
    assert rows == expected


def test_the_departments_are_the_headings_and_the_bookmarks(tagged):
    headings = [text for kind, text in texts_of_elements(tagged) if kind == "H2"]
    with tagged.open_outline() as outline:
        bookmarks = [item.title for item in outline.root]

    assert bookmarks == [*HEADINGS, "Objaśnienia", "Metryczka"]
    assert headings == [unspaced(heading) for heading in bookmarks]


def test_the_areas_are_the_captions_and_a_continued_area_says_so(schedule, tagged):
    captions = [text for kind, text in texts_of_elements(tagged) if kind == "Caption"]

    printed = ScheduleEntry.objects.of([schedule]).exclude(area_text="").exclude(number=None)
    areas = list(dict.fromkeys(printed.values_list("area_text", flat=True)))
    continued = "Ochrona zdrowia, przeciwdziałanie uzależnieniom i wolontariat (ciąg dalszy obszaru)"
    expected = [*areas[:2], continued, *areas[2:], "Zadania w zakresie:", "Zadania w zakresie:"]
    assert captions == [unspaced(caption) for caption in expected]


def test_the_top_of_the_paper_says_whose_and_of_when_it_is(tagged):
    assert texts_of_elements(tagged)[:3] == [
        ("P", unspaced("Urząd Miasta Leszna")),
        ("H1", unspaced("Planowany harmonogram ogłaszania otwartych konkursów ofert w 2024 roku")),
        ("P", unspaced("Stan na dzień 30 listopada 2023 r. · wydanie 1 · opublikowano 1 grudnia 2023 r.")),
    ]


def test_a_misspelt_department_has_its_right_name_beside(tagged):
    found = texts_of_elements(tagged)

    after = found[found.index(("H2", unspaced("WYDZIAŁ ZARZĄDZANIA KRYSY I BEZPIECZEŃSTWA"))) + 1]
    assert after == ("P", unspaced("Poprawna nazwa: Wydział Zarządzania Kryzysowego i Bezpieczeństwa"))
    assert [text for _, text in found if text.startswith("Poprawna")] == [after[1]]


def test_every_cell_knows_its_headers(tagged):
    cells = [node for node in every_element(tagged) if node.S == pikepdf.Name.TD]
    named = {str(node.ID) for node in every_element(tagged) if node.S == pikepdf.Name.TH}

    covered = [int(cell.A.get("/RowSpan", 1)) for cell in cells]
    assert (len(cells), sum(covered), sorted(covered)[-3:]) == (37, 45, [1, 5, 5])
    assert [len(cell.A.Headers) for cell in cells] == [1 + rows for rows in covered]
    assert {str(header) for cell in cells for header in cell.A.Headers} <= named


def test_a_term_of_many_rows_is_said_again_and_its_rows_stay_together(schedule, tmp_path):
    """Thirty rows under one term: no cell runs over the foot of a page, so that its words stand beside its rows."""
    head = ScheduleEntry.objects.get(plan_text="II, III kwartał roku 2024")
    ScheduleEntry.objects.filter(inherited_from=head).delete()
    plan = {name: getattr(head, name) for name in ("plan_kind", "plan_unit", "plan_start", "plan_end", "area_text")}
    ScheduleEntry.objects.bulk_create(
        ScheduleEntry(
            section=head.section,
            area=head.area,
            position=head.position + n,
            title=f"zadanie {n} " + "w kilku słowach " * 9,
            plan_source=PlanSource.INHERITED,
            inherited_from=head,
            **plan,
        )
        for n in range(1, 30)
    )

    paper = schedule_pdf(schedule)
    with pikepdf.open(io.BytesIO(paper)) as tagged:
        cells = [(text, cell) for text, cell in cells_of(tagged) if text.startswith("II,III")]
    first_words = [
        next(line for line in page.splitlines() if "zadanie" in line or "odnawianie" in line)
        for page in pages_as_printed(paper, tmp_path)
        if "zadanie" in page
    ]

    assert [text for text, _ in cells] == ["II,IIIkwartałroku2024", *["II,IIIkwartałroku2024(cd.)"] * 4]
    assert [int(cell.A.RowSpan) for _, cell in cells] == [6] * 5
    assert len(first_words) >= 3
    assert [line for line in first_words if "II, III kwartał" not in line] == []


def cells_of(tagged):
    """(text, element) of every cell of a term."""
    texts = [text for kind, text in texts_of_elements(tagged) if kind == "TD"]
    return zip(texts, [node for node in every_element(tagged) if node.S == pikepdf.Name.TD], strict=True)


def pages_as_printed(paper, folder):
    """The text of each page as poppler, an outsider, reads it off the paper."""
    (folder / "a.pdf").write_bytes(paper)
    command = ["pdftotext", "-layout", folder / "a.pdf", "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")[:-1]


def test_every_page_says_which_it_is_and_of_what(schedule, tmp_path):
    paper = schedule_pdf(schedule)

    lasts = [page.strip().splitlines()[-1].split() for page in pages_as_printed(paper, tmp_path)]
    assert [" ".join(last) for last in lasts] == [
        f"Harmonogram 2024, wydanie 1, stan na dzień 30 listopada 2023 r. strona {n} z 4" for n in range(1, 5)
    ]


def test_a_part_that_goes_on_repeats_its_table_header_under_its_name(schedule, tmp_path):
    """Eighty rows of one department: a page begins with whose rows these are and what the columns mean."""
    last = ScheduleEntry.objects.filter(section__heading=HEADINGS[-1]).get()
    ScheduleEntry.objects.bulk_create(
        ScheduleEntry(
            section=last.section,
            area=last.area,
            area_text=last.area_text,
            position=last.position + n,
            title=f"zadanie {n} " + "w kilku słowach " * 9,
            plan_text="Styczeń 2024",
        )
        for n in range(1, 81)
    )

    pages = pages_as_printed(schedule_pdf(schedule), tmp_path)

    heads = [[" ".join(line.split()) for line in page.splitlines() if line.strip()][:2] for page in pages[4:]]
    assert len(heads) >= 4
    assert heads == [[f"{HEADINGS[-1]} – ciąg dalszy", "Zadanie Planowany termin ogłoszenia"]] * len(heads)
    assert [page.count("kilku") % 9 for page in pages] == [0] * len(pages)


# ── What changed since the edition before ───────────────────────────────────────────────────────────────────────────


@pytest.fixture
def next_edition(schedule):
    with pikepdf.open(io.BytesIO(schedule_pdf(altered_edition(schedule)))) as tagged:
        yield texts_of_elements(tagged)


def test_the_next_edition_says_beside_each_row_what_changed(next_edition):
    cells = [text for kind, text in next_edition if kind in ("TH", "TD")]
    saying = ("nowapozycja", "zmienionytermin", "zmienionebrzmienie", "innazmiana")

    assert [text for text in cells if any(mark in text for mark in saying)] == [
        unspaced("Luty 2024 zmieniony termin: później o 2 miesiące (było: Grudzień 2023)"),
        unspaced(
            "5) prowadzenie Centrum Wolontariatu zmienione brzmienie (było: prowadzenie Leszczyńskiego Biura "
            "Wolontariatu) inna zmiana: uwaga: „Zmiana nazwy.”"
        ),
        unspaced("7) prowadzenie świetlicy nowa pozycja"),
        unspaced(
            "IV kwartał 2024 r. zmieniony termin: początek później o 2 kwartały, koniec później o kwartał "
            "(było: II, III kwartał roku 2024)"
        ),
    ]


def test_the_next_edition_lists_what_was_withdrawn_and_explains_its_marks(next_edition):
    headings = [text for kind, text in next_edition if kind == "H2"]
    listed = [text for kind, text in next_edition if kind == "LI"]

    assert headings[-3:] == ["Pozycjewycofane", "Objaśnienia", "Metryczka"]
    assert unspaced(f"BIURO DS. UZALEŻNIEŃ: 7) {HARCERZE} (termin był: Grudzień 2023)") in listed[0]
    assert (
        "P",
        unspaced("Przy pozycjach zaznaczono zmiany wobec wydania 1 (stan na dzień 30 listopada 2023 r.)."),
    ) in (next_edition)


def test_the_first_edition_marks_nothing(tagged):
    texts = " ".join(text for _, text in texts_of_elements(tagged))

    assert [word for word in ("nowapozycja", "zmienion", "wycofan", "wramce") if word in texts] == []


def test_a_merged_term_that_moved_for_some_of_its_rows_is_said_beside_these(schedule):
    working = edition_after(schedule)
    head = row(working, TRAILS)
    heirs = ScheduleEntry.objects.filter(inherited_from=head)
    other = heirs.first()
    alter(other, plan_source=PlanSource.ENTERED, inherited_from=None, plan_text="Maj 2024", plan_unit="month")
    alter(other, plan_start=dt.date(2024, 5, 1), plan_end=dt.date(2024, 5, 31))
    before = release(working)
    working = edition_after(before)
    alter(row(working, other.title), **inherited(row(working, TRAILS)))

    with pikepdf.open(io.BytesIO(schedule_pdf(release(working)))) as tagged:
        moved = [text for _, text in texts_of_elements(tagged) if "zmienionytermin:" in text]

    rest = "zmieniony termin: rozszerzono: z maja 2024 r. na termin „II–III kwartał 2024 r.” (było: Maj 2024)"
    assert moved == [unspaced(f"2) {other.title} {rest}")]


def inherited(head):
    names = ("plan_kind", "plan_unit", "plan_start", "plan_end")
    plan = {name: getattr(head, name) for name in names}
    return {"plan_source": PlanSource.INHERITED, "inherited_from": head, "plan_text": "", **plan}


def test_an_edition_without_changes_says_so(schedule):
    with pikepdf.open(io.BytesIO(schedule_pdf(release(edition_after(schedule))))) as tagged:
        told = texts_of_elements(tagged)[3]

    assert told == ("P", unspaced("Pozycje są te same co w wydaniu 1 (stan na dzień 30 listopada 2023 r.)."))


def test_the_next_edition_gives_the_same_bytes_again(schedule):
    edition = altered_edition(schedule)
    paper = schedule_pdf(edition)
    edition_after(edition)

    assert schedule_pdf(Schedule.objects.get(pk=edition.pk)) == paper


def test_the_same_edition_gives_the_same_bytes_and_tells_no_time_but_its_own(schedule):
    paper = schedule_pdf(schedule)

    with pikepdf.open(io.BytesIO(paper)) as tagged:
        assert str(tagged.docinfo.CreationDate) == str(tagged.docinfo.ModDate) == "D:20231201103000+01'00"
    assert schedule_pdf(Schedule.objects.get(pk=schedule.pk)) == paper
