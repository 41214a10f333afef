"""A web page or what Word saves as one → rows: each paragraph outside a table and each row of a table, from the top.

The standard library's parser fetches nothing and knows no entities but the characters of HTML.
"""

import re
from html.parser import HTMLParser

from competitions.importing.readers.styles import several_tasks, style_of
from leszno_ngo.reading import Refused, decode
from leszno_ngo.sheets.grid import MOST_COLUMNS, MOST_ROWS, Cell, Row, check_columns, check_rows, one_line

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
OLD_CHARSETS = {"windows-1250": "cp1250", "cp1250": "cp1250", "iso-8859-2": "iso8859_2"}
TAG = re.compile(rb"<(!doctype html|html|body|table|p|h[1-6]|div)\b", re.IGNORECASE)
DECLARES = re.compile(rb"<!(ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)
SPACES = re.compile(r"[ \t\n\f\r]+")
HEADINGS = {f"h{level}" for level in range(1, 7)}
BLOCKS = HEADINGS | {"p", "div", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "header", "main", "footer"}
BLOCKS |= {"body", "html", "blockquote", "pre", "hr", "form", "caption", "address", "nav", "aside", "figure"}
BOLD, ITALIC = {"b", "strong", "th", *HEADINGS}, {"i", "em"}
HIDDEN = {"script", "style", "head", "template", "noscript"}
FOREIGN = {"iframe", "frame", "object", "embed", "applet"}
VOID = {"br", "hr", "img", "meta", "link", "input", "col", "wbr", "base", "area", "source", "param"}
CSS_BOLD = re.compile(r"font-weight\s*:\s*(bold|bolder|[6-9]00)", re.IGNORECASE)
CSS_ITALIC = re.compile(r"font-style\s*:\s*(italic|oblique)", re.IGNORECASE)
DEEPEST = 200


def read_web_page(content: bytes, name: str) -> list[Row]:
    if not TAG.search(content):
        raise Refused(f"„{name}” nie jest stroną HTML: nie ma w nim żadnego jej znacznika.")
    if DECLARES.search(content):
        raise Refused(f"W pliku „{name}” są deklaracje XML (DTD, encje), których strona nie potrzebuje.")
    reader = PageReader()
    reader.feed(decoded(content, name))
    reader.close()
    if reader.in_table:
        raise Refused(f"Strona „{name}” jest urwana: tabela nie ma końca.")
    reader.end_block()
    return reader.rows


def decoded(content, name):
    """UTF-8, unless the page itself says it is in an older Polish encoding."""
    said = CHARSET.search(content[:2048])
    encoding = OLD_CHARSETS.get(said[1].decode("ascii", "replace").lower()) if said else None
    if encoding is None:
        return decode(content, name)
    return decode(content.decode(encoding, "strict").encode(), name)


class PageReader(HTMLParser):
    """Keeps the open tags, the table's grid and the cells that reach down into rows to come."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.rows, self.line, self.tables = [], 0, 0
        self.open = []  # (tag, is bold, is italic)
        self.in_table = False
        self.cells = self.cell = None  # of the row, of the cell that is open
        self.reaching = {}  # grid column: rows still to come that a cell above reaches into
        self.start_words()

    def start_words(self):
        self.words, self.bolds, self.italics = [], set(), set()

    # ── Tags ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in FOREIGN:
            raise Refused(f"Strona osadza inną stronę albo plik (<{tag}>); usuń to.", self.line or None)
        if tag == "br":
            self.words.append("\n")
        if tag in BLOCKS or tag == "table":
            self.end_block()
        self.start_table_part(tag, attrs)
        if tag in VOID:
            return
        css = attrs.get("style") or ""
        self.open.append(
            (tag, tag in BOLD or bool(CSS_BOLD.search(css)), tag in ITALIC or bool(CSS_ITALIC.search(css)))
        )
        if len(self.open) > DEEPEST:
            raise Refused(
                f"Strona jest źle zbudowana: ponad {DEEPEST} znaczników stoi jeden w drugim.", self.line or None
            )

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def start_table_part(self, tag, attrs):
        if tag == "table":
            if self.in_table:
                raise Refused("W polu tabeli stoi druga tabela.", self.line)
            self.in_table, self.reaching = True, {}
            self.tables += 1
        elif tag == "tr" and self.in_table:
            self.end_row()
            self.cells = []
        elif tag in ("td", "th") and self.in_table:
            self.end_cell()
            self.cells = [] if self.cells is None else self.cells
            self.cell = (span(attrs, "colspan", MOST_COLUMNS), span(attrs, "rowspan", MOST_ROWS))

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.end_block()
        if tag in ("td", "th"):
            self.end_cell()
        elif tag == "tr":
            self.end_row()
        elif tag == "table" and self.in_table:
            self.end_row()
            self.in_table = False
        self.close_tag(tag)

    def close_tag(self, tag):
        """Take the tag and what was left open inside it off; an end without a beginning closes nothing."""
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place][0] == tag:
                del self.open[place:]
                return

    def handle_data(self, data):
        if any(tag in HIDDEN for tag, _, _ in self.open):
            return
        data = SPACES.sub(" ", data)
        if self.in_table and self.cell is None:
            if data.strip():
                raise Refused("W tabeli stoi tekst poza jej polami.", self.line)
            return
        self.words.append(data)
        if data.strip():
            self.bolds.add(any(bold for _, bold, _ in self.open))
            self.italics.add(any(italic for _, _, italic in self.open))

    # ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def next_line(self):
        self.line += 1
        check_rows(self.line)

    def take_words(self):
        text = "".join(self.words)
        style = style_of(bold=self.bolds == {True}, italic=self.italics == {True})
        self.start_words()
        return Cell(one_line(re.sub(" +", " ", text)), style, complaint=several_tasks(text))

    def end_block(self):
        """A block inside a cell is a line of it; outside tables it is a row."""
        if self.in_table:
            self.words.append("\n")
        elif "".join(self.words).strip():
            self.next_line()
            self.rows.append(Row(self.line, [self.take_words()]))
        else:
            self.start_words()

    def end_cell(self):
        if self.cell is None:
            return
        (width, height), self.cell = self.cell, None
        self.fill_from_above()
        check_columns(len(self.cells) + width, self.line + 1)
        for column in range(len(self.cells), len(self.cells) + width):
            self.reaching[column] = height
        self.cells += [self.take_words()] * width
        self.close_inside("td", "th")

    def fill_from_above(self):
        """Columns taken by cells of rows above come first."""
        while self.reaching.get(len(self.cells), 0) > 0:
            self.cells.append(Cell(continues=True))

    def end_row(self):
        self.end_cell()
        self.start_words()
        if self.cells is None:
            return
        self.fill_from_above()
        self.next_line()
        self.rows.append(Row(self.line, self.cells, self.tables))
        self.reaching = {column: rows - 1 for column, rows in self.reaching.items() if rows > 1}
        self.cells = None
        self.close_inside("tr")

    def close_inside(self, *tags):
        """HTML lets the end of a cell or a row go unsaid."""
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place][0] == "table":
                return
            if self.open[place][0] in tags:
                del self.open[place:]
                return


def span(attrs, name, most):
    value = (attrs.get(name) or "1").strip()
    if not value.isdecimal() or not 1 <= int(value[:9]) <= most:
        raise Refused(f"Pole tabeli jest scalone z niemożliwą liczbą pól ({name}=„{value[:20]}”).")
    return int(value)
