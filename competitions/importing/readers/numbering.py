"""The numbers Word prints by itself in front of paragraphs: they stand nowhere in the text, and a task has one."""

from docx.oxml.ns import qn

from leszno_ngo.reading import Refused

PLAIN_NUMBERS = ("%1)", "%1.")
NO_NUMBER = ("bullet", "none")


class Numbering:
    """Counts as Word does: lists that share a definition go on, unless one says where it starts anew."""

    def __init__(self, document):
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            root = None
        abstracts = {} if root is None else {a.get(qn("w:abstractNumId")): a for a in root.iter(qn("w:abstractNum"))}
        self.lists = {} if root is None else {num.get(qn("w:numId")): num for num in root.iter(qn("w:num"))}
        self.abstract_of = {
            key: abstracts.get(value(num.find(qn("w:abstractNumId")))) for key, num in self.lists.items()
        }
        self.styles = {style.style_id: style.element for style in document.styles}
        self.counts, self.started = {}, set()

    def number_of(self, paragraph, line):
        """„3) ” when Word prints it in front of this paragraph, "" when it prints no number."""
        list_id, level = self.list_of(paragraph.pPr)
        abstract = self.abstract_of.get(list_id)
        if abstract is None:
            return ""
        definition = next((lvl for lvl in abstract.iter(qn("w:lvl")) if lvl.get(qn("w:ilvl")) == level), None)
        if definition is None:
            raise Refused(
                "Wiersz ma numer nadany samoczynnie, którego nie da się odczytać; wpisz numery z klawiatury.", line
            )
        if value(definition.find(qn("w:numFmt"))) in NO_NUMBER:
            return ""
        text = value(definition.find(qn("w:lvlText")))
        if level != "0" or value(definition.find(qn("w:numFmt"))) != "decimal" or text not in PLAIN_NUMBERS:
            raise Refused(f"Wiersz ma numer nadany samoczynnie (w postaci „{text}”); wpisz numery z klawiatury.", line)
        return f"{self.next_number(list_id, abstract, definition)}) "

    def list_of(self, properties):
        """The paragraph's list and level: its own, else its style's."""
        while properties is not None:
            numbers = properties.find(qn("w:numPr"))
            if numbers is not None and numbers.find(qn("w:numId")) is not None:
                return value(numbers.find(qn("w:numId"))), value(numbers.find(qn("w:ilvl"))) or "0"
            style = self.styles.get(value(properties.find(qn("w:pStyle"))) or value(properties.find(qn("w:basedOn"))))
            if style is None:
                return None, "0"
            found = self.list_of(style.find(qn("w:pPr")))
            if found[0] is not None:
                return found
            properties = style  # for its basedOn
        return None, "0"

    def next_number(self, list_id, abstract, definition):
        key = abstract.get(qn("w:abstractNumId"))
        start = int(value(definition.find(qn("w:start"))) or 1)
        override = self.lists[list_id].find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}")
        if override is not None and list_id not in self.started:
            self.counts[key] = int(value(override)) - 1
        self.started.add(list_id)
        self.counts[key] = self.counts.get(key, start - 1) + 1
        return self.counts[key]


def value(element):
    return None if element is None else element.get(qn("w:val"))
