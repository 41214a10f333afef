"""Which municipality a document speaks of. Cases of names are listed, not computed."""

import re

HOME = "Leszno"
MUNICIPALITIES = {
    "Leszno": ("Leszno", "Leszna", "Lesznu", "Lesznem", "Lesznie"),
    "Łomża": ("Łomża", "Łomży", "Łomżę", "Łomżą"),
}


def municipality_in(text: str) -> str | None:
    """The first municipality named in the text, in the nominative; None: none that is known."""
    of_form = {form: name for name, forms in MUNICIPALITIES.items() for form in forms}
    found = re.search(rf"\b(?:{'|'.join(of_form)})\b", text)
    return of_form[found[0]] if found else None
