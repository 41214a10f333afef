"""What a paper of a competition is made of, beside the blocks of leszno_ngo.blocks.

A block is one of: facts (label → words, some with an address), formatted (an official's text as clean HTML), table,
list (of words or of attachments).
"""

from django.conf import settings

from competitions.law import warsaw_day
from leszno_ngo.formatting import formatted
from leszno_ngo.templatetags.leszno import day, deadline, number, zloty

NOT_STATED = "nie określono"
SAFE = ("https://", "http://", "mailto:")  # what an address may begin with, to be followed


def paper(kind, heading, competition, issued_at, sections):
    """The content of a paper; sections without a block are left out."""
    return {
        "kind": kind,
        "heading": heading,
        "title": competition.title,
        "number": number_of(competition),
        "office": settings.OFFICE_NAME,
        "department": competition.department.name,
        "is_example": competition.is_example,
        "issued_on": warsaw_day(issued_at).isoformat() if issued_at else "",
        "sections": [section for section in sections if section["blocks"]],
    }


def number_of(competition):
    """„3/2024”; empty while the competition has no number."""
    return f"{competition.number}/{competition.year}" if competition.number else ""


def section(key, heading, *blocks):
    """Blocks that have nothing to say are None."""
    return {"key": key, "heading": heading, "blocks": [block for block in blocks if block]}


def facts(*found):
    found = [fact for fact in found if fact]
    return {"type": "facts", "facts": found} if found else None


def fact(label, words, href=""):
    """A fact that the paper always states, if only to say that it is not settled."""
    told = {"label": label, "words": words or NOT_STATED}
    return told | {"href": href} if words and href.startswith(SAFE) else told


def fact_if(value, label, words, href=""):
    """A fact that is told only of what there is; `words`: a filter."""
    return None if value is None or value == "" else fact(label, words(value), href)


def money(amount):
    return NOT_STATED if amount is None else zloty(amount)


def date(value):
    return NOT_STATED if value is None else day(value)


def moment(value):
    return NOT_STATED if value is None else deadline(value)


def points(value):
    return NOT_STATED if value is None else number(value)


def text(written, heading=""):
    """A text that the paper always has; `heading` where the section holds several."""
    return {"type": "formatted", "heading": heading, "html": str(formatted(written.strip() or NOT_STATED))}


def text_if(written, heading=""):
    return text(written, heading) if written.strip() else None


def attached(found):
    """A list of files: {"words"} and, where there is a file, {"attachment": [its number, its name]}."""
    return {"type": "list", "heading": "", "items": found} if found else None
