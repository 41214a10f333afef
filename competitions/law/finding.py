"""What a rule has to say."""

import hashlib
from dataclasses import dataclass

from competitions.choices import LegalSeverity


@dataclass(frozen=True)
class Finding:
    """One sentence for the official; `field` is the model's field, or related name, that it speaks of."""

    rule: str
    severity: LegalSeverity
    message: str
    article: str
    field: str = ""

    @property
    def key(self):
        """The same for the same words about the same field: what a page sends back when a warning is accepted."""
        return hashlib.sha256(f"{self.rule}|{self.field}|{self.message}".encode()).hexdigest()[:12]


def blocks(rule, article, message, field=""):
    return Finding(rule, LegalSeverity.BLOCKS, message, article, field)


def warns(rule, article, message, field=""):
    return Finding(rule, LegalSeverity.WARNS, message, article, field)


def informs(rule, article, message, field=""):
    return Finding(rule, LegalSeverity.INFORMS, message, article, field)
