"""Text → tokens, once and from left to right."""

import re
import unicodedata
from dataclasses import dataclass

DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
HOUR = r"(?:do )?(?:godz(?:ina|iny|inie|iną)?|g)\.? ?\d{1,2}(?:[:.]\d{2})?(?!\d)|\d{1,2}:\d{2}(?!\d)"
TOKEN = re.compile(
    rf"(?P<hour>\b(?:{HOUR}))"
    r"|(?P<iso>\b\d{4}-\d{2}-\d{2}\b)"
    r"|(?P<dmy>\b\d{1,2} ?(?P<sep>[./-]) ?\d{1,2} ?(?P=sep) ?\d{4}\b)"
    r"|(?P<my>\b\d{1,2}[./]\d{4}\b)"
    r"|(?P<dm>\b\d{1,2}\.\d{1,2}\b\.?)"
    r"|(?P<number>\d+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<mark>\S)"
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str  # the name of TOKEN's group
    text: str


def normal(text):
    """Lower case, one kind of dash and of space, no Unicode look-alikes."""
    folded = unicodedata.normalize("NFKC", text).translate(DASHES).lower()
    return " ".join(folded.split())


def tokens_of(text):
    """The tokens of normal text, without the dots of abbreviations and ordinals and without marks at the end."""
    found = [
        Token("dmy" if match.lastgroup == "sep" else match.lastgroup, match.group()) for match in TOKEN.finditer(text)
    ]
    kept = []
    for token in found:
        if token.text == "." and kept and kept[-1].kind in ("word", "number"):
            continue
        kept.append(token)
    while kept and kept[-1].text in (".", ";", ","):
        kept.pop()
    return kept
