"""What changed from one content to another, section by section and line by line."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from leszno_ngo.formatting import plain


@dataclass(frozen=True, slots=True)
class SectionChange:
    """The lines of a section that are gone and those that came: („Największa dotacja: 5 000 zł”,)."""

    key: str
    heading: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def differences(before, after):
    """[SectionChange] of two contents, in the order of the newer one; sections that are gone come last."""
    olds = {section["key"]: section for section in before["sections"]}
    news = {section["key"]: section for section in after["sections"]}
    found = (change(olds.get(key), news.get(key)) for key in dict.fromkeys([*news, *olds]))
    return [one for one in found if one.before or one.after]


def change(old, new):
    either = new or old
    was, now = lines(old), lines(new)
    gone, came = [], []
    for kind, from_old, to_old, from_new, to_new in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += was[from_old:to_old]
            came += now[from_new:to_new]
    return SectionChange(either["key"], either["heading"], tuple(gone), tuple(came))


def lines(section):
    """A section's words, a line for each fact, paragraph, item and row."""
    blocks = section["blocks"] if section else []
    return [line for block in blocks for line in LINES[block["type"]](block)]


def lines_of_facts(block):
    return [f"{fact['label']}: {fact['words']}" for fact in block["facts"]]


def lines_of_text(block):
    """Each under its heading, so that a line is understood alone."""
    return [under(block["heading"], line) for line in plain(block["html"]).splitlines()]


def lines_of_list(block):
    return [under(block["heading"], item["words"]) for item in block["items"]]


def lines_of_table(block):
    rows = [*block["rows"], block["total"]] if block["total"] else block["rows"]
    return [row_in_words(row) for row in rows]


def under(heading, words):
    return f"{heading}: {words}" if heading else words


def row_in_words(row):
    """„klub – Rok: 2023, Koszt zadania: 70 000 zł”."""
    return f"{row[0]['words']} – " + ", ".join(f"{cell['label']}: {cell['words']}" for cell in row[1:])


LINES = {"facts": lines_of_facts, "formatted": lines_of_text, "list": lines_of_list, "table": lines_of_table}
