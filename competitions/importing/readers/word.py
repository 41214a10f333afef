"""A .docx file → rows: each paragraph outside a table and each row of a table is one, counted from the top.

Text is taken from the XML itself, because python-docx passes over what stands in content controls and tracked changes;
what would read otherwise than it looks (tracked changes, text boxes, tables in tables) is refused.
"""

import io

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.text.run import Run

from competitions.importing.readers.numbering import Numbering
from competitions.importing.readers.styles import several_tasks, style_of
from leszno_ngo.reading import Refused
from leszno_ngo.sheets.grid import BREAKS, Cell, Row, check_columns, check_rows, one_line

WHITE = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): ""}
TRACKED = (qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo"))
NOT_READ = (
    (TRACKED, "ma zmiany, których nikt jeszcze nie przyjął ani nie odrzucił (śledzenie zmian)"),
    ((qn("w:txbxContent"),), "ma tekst w polu tekstowym; przenieś go do zwykłego akapitu"),
    ((qn("w:altChunk"), qn("w:object")), "ma osadzony inny plik"),
)
PARAGRAPH, TABLE, TABLE_ROW, TABLE_CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
WRAPPERS = (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:smartTag"))
HEADING_STYLES = ("heading", "nagłówek", "title", "tytuł")


def read_word(content: bytes, name: str) -> list[Row]:
    document = Document(io.BytesIO(content))
    for tags, what in NOT_READ:
        if next(document.element.body.iter(*tags), None) is not None:
            raise Refused(f"Dokument „{name}” {what}.")
    return WordReader(document).read()


def children(element, *tags):
    """The element's children of these kinds, also those inside content controls."""
    for child in element.iterchildren():
        if child.tag in tags:
            yield child
        elif child.tag in WRAPPERS:
            yield from children(child, *tags)


class WordReader:
    """Counts rows and tables from the top, and keeps the automatic numbers."""

    def __init__(self, document):
        self.document = document
        self.styles = Styles(document.styles)
        self.numbering = Numbering(document)
        self.rows = []
        self.line = self.tables = 0

    def read(self):
        for block in children(self.document.element.body, PARAGRAPH, TABLE):
            if block.tag == TABLE:
                self.read_table(block)
            else:
                self.next_line()
                self.rows.append(Row(self.line, [self.paragraph(block)]))
        return self.rows

    def next_line(self):
        self.line += 1
        check_rows(self.line)

    def paragraph(self, element):
        """A paragraph outside tables keeps its tab: it may part a task from its term."""
        text, bold, italic = self.words_and_style([element])
        before, tab, after = text.partition("\t")
        return Cell(
            one_line(before) + (f"{tab}{one_line(after)}" if after.strip() else tab),
            style_of(bold=bold, italic=italic),
            complaint=several_tasks(text),
        )

    def read_table(self, table):
        self.tables += 1
        for element in children(table, TABLE_ROW):
            self.next_line()
            cells = []
            for cell_element in self.cells_of(element):
                cell, width = self.cell(cell_element)
                check_columns(len(cells) + width, self.line)
                cells += [cell] * width
            self.rows.append(Row(self.line, cells, self.tables))

    def cells_of(self, row):
        """The row's cells; columns that a ragged row leaves out in front stand as None."""
        before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        left_out = int(before.get(qn("w:val"))) if before is not None else 0
        check_columns(left_out, self.line)
        return [*[None] * left_out, *children(row, TABLE_CELL)]

    def cell(self, element):
        """The cell and how many columns it is merged over. A cell merged with the one above is blank."""
        if element is None:
            return Cell(), 1
        if next(element.iter(TABLE), None) is not None:
            raise Refused("W polu tabeli stoi druga tabela.", self.line)
        properties = element.tcPr
        span = properties.find(qn("w:gridSpan")) if properties is not None else None
        merged = properties.find(qn("w:vMerge")) if properties is not None else None
        width = max(1, int(span.get(qn("w:val")))) if span is not None else 1
        if properties is not None and properties.find(qn("w:hMerge")) is not None:
            raise Refused(
                "Pola scalono w poziomie dawnym sposobem (hMerge). Zapisz dokument w nowszym programie.", self.line
            )
        text, bold, italic = self.words_and_style(children(element, PARAGRAPH))
        continues = merged is not None and merged.get(qn("w:val"), "continue") == "continue"
        if continues and text.strip():
            return Cell(one_line(text), complaint="pole scalone z polem wyżej ma własną treść."), width
        return Cell(one_line(text), style_of(bold=bold, italic=italic), continues, several_tasks(text)), width

    # ── Words and their make ────────────────────────────────────────────────────────────────────────────────────────

    def words_and_style(self, paragraphs):
        """The text of the paragraphs, and whether all of it is bold, or italic."""
        texts, bolds, italics = [], set(), set()
        for element in paragraphs:
            heading = self.styles.is_heading(element)
            words = ""
            for run in element.iter(qn("w:r")):
                text = "".join(words_of(run))
                words += text
                if BREAKS.sub(" ", text).strip():
                    if Run(run, None).font.hidden:
                        raise Refused("W dokumencie jest tekst ukryty; usuń go albo pokaż.", self.line)
                    bolds.add(heading or self.styles.says(run, element, "bold"))
                    italics.add(not heading and self.styles.says(run, element, "italic"))
            texts.append(self.numbering.number_of(element, self.line) + words if words.strip() else words)
        return "\n".join(texts), bolds == {True}, italics == {True}


def words_of(run):
    for element in run.iterchildren():
        if element.tag == qn("w:t"):
            yield element.text or ""
        elif element.tag in WHITE:
            yield WHITE[element.tag]
        elif element.tag == qn("w:sym"):
            raise Refused("W tekście jest znak specjalny (symbol), którego nie da się odczytać; wpisz go z klawiatury.")


class Styles:
    """What each style says, looked up once: python-docx walks all styles at every question."""

    def __init__(self, styles):
        self.known = {style.style_id: style for style in styles}
        default = styles.default(WD_STYLE_TYPE.PARAGRAPH)
        self.default = default.style_id if default is not None else None
        self.chains = {}

    def chain(self, style_id):
        """The style and those it is based on, nearest first."""
        if style_id not in self.chains:
            chain, style = [], self.known.get(style_id)
            while style is not None and style not in chain:
                chain.append(style)
                style = self.known.get(style.base_style.style_id) if style.base_style is not None else None
            headings = [(style.name or "").lower().startswith(HEADING_STYLES) for style in chain]
            fonts = {name: first_said(chain, name) for name in ("bold", "italic")}
            self.chains[style_id] = (any(headings), fonts)
        return self.chains[style_id]

    def is_heading(self, paragraph):
        return self.chain(paragraph.style or self.default)[0]

    def says(self, run, paragraph, name):
        """Whether the run is bold or italic: by itself, else by its style, else by its paragraph's."""
        direct = getattr(Run(run, None), name)
        by_style = self.chain(run.style)[1][name]
        by_paragraph = self.chain(paragraph.style or self.default)[1][name]
        return next((said for said in (direct, by_style, by_paragraph) if said is not None), False)


def first_said(chain, name):
    return next((said for style in chain if (said := getattr(style.font, name)) is not None), None)
