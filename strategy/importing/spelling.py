"""Misprints that are known: the printed words are kept, the shown ones are right, and both facts are said."""

from leszno_ngo.choices import IssueKind

KNOWN = {
    "realizujących zadnia": "realizujących zadania",
    "U uruchomienie": "Uruchomienie",
}


def corrected(document, line, text):
    for wrong, right in KNOWN.items():
        if wrong in text:
            document.doubt(IssueKind.CORRECTED, line, text, f"Poprawiono „{wrong}” na „{right}”.")
            text = text.replace(wrong, right)
    return text
