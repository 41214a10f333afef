"""Who carries out a goal: the header tells implementers from partners by typeface, where that can be trusted."""

import re

from leszno_ngo.choices import IssueKind
from strategy.choices import ResponsibilityRole
from strategy.importing.records import PartnerRecord, ResponsibilityRecord

# A name hardly goes on with a capital letter after a word in small ones, unless that is a conjunction or a preposition.
RUN_TOGETHER = re.compile(r"(?<!\S)[a-ząćęłńóśźż]\S*\s+[A-ZĄĆĘŁŃÓŚŹŻ]")
AFTER_CONJUNCTION = re.compile(r"(?<!\S)(?:i|oraz|ds\.|w|na|do|z)\s+[A-ZĄĆĘŁŃÓŚŹŻ]")


def read(document, pieces, goal, *, italics_mean_partner):
    for piece in pieces:
        is_partner = piece.is_italic and italics_mean_partner
        for name in names(document, piece):
            if is_partner:
                goal.partners.append(PartnerRecord(name, "", piece.line))
            else:
                role = ResponsibilityRole.UNSPECIFIED if piece.is_italic else ResponsibilityRole.IMPLEMENTER
                goal.responsibilities.append(ResponsibilityRecord(role, name, piece.line))
    if not italics_mean_partner and any(piece.is_italic for piece in pieces):
        message = (
            f"Cel {goal.numeral}: kursywa nie odróżnia tu partnerów od realizatorów; "
            "wypisanym kursywą nie przypisano roli."
        )
        quote = "; ".join(piece.text for piece in pieces)
        document.doubt(IssueKind.DOUBTFUL, pieces[0].line, quote, message)


def names(document, piece):
    """Names parted by commas; one piece of words when it is not sure where each of them ends."""
    whole = piece.text.strip(" ,;")
    parts = [part.strip() for part in whole.split(",") if part.strip()]
    if any(is_run_together(part) for part in parts):
        message = "Nazwy stoją obok siebie bez rozdzielenia; zostawiono je razem."
        document.doubt(IssueKind.UNREADABLE, piece.line, piece.text, message)
        return [whole]
    return parts


def is_run_together(name):
    return RUN_TOGETHER.search(AFTER_CONJUNCTION.sub("", name)) is not None
