"""What saving a document did, or would do: rows counted by model, every change in words, and what is doubtful."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from leszno_ngo.models import SourceDocument
from leszno_ngo.templatetags.leszno import number
from strategy.importing.records import Issue

CREATED, CHANGED, REMOVED, SAME = "created", "changed", "removed", "same"
UNSAID = ("source_line", "position")  # where a row stands is shown beside it, not as something it says


@dataclass
class Count:
    created: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one row. `said`: (field, words before, words after); empty words: nothing stands there."""

    model: type
    what: str
    line: int | None
    words: str
    said: tuple[tuple[str, str, str], ...] = ()


@dataclass
class Report:
    counts: dict[type, Count] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    issues: list[tuple[SourceDocument, Issue]] = field(default_factory=list)

    def note(self, row, what, *, line=None, before=None, names=()):
        """`before`: what the row's fields held; `names`: those that were written. A part names what it belongs to."""
        count = self.counts.setdefault(type(row), Count())
        setattr(count, what, getattr(count, what) + 1)
        line = line or getattr(row, "source_line", None)
        whole = getattr(row, "indicator", None) or getattr(row, "stage", None)
        words = f"{whole}: {row}" if whole else str(row)
        self.changes.append(Change(type(row), what, line, words, tuple(said(row, names, before or {}))))

    @property
    def created(self):
        return sum(count.created for count in self.counts.values())

    @property
    def changed(self):
        return sum(count.changed for count in self.counts.values())

    @property
    def removed(self):
        return sum(count.removed for count in self.counts.values())


def said(row, names, before):
    for name in names:
        described = row._meta.get_field(name)
        words = in_words(described, before.get(name)), in_words(described, getattr(row, name))
        if name not in UNSAID and words[0] != words[1] and words[1] != str(row):
            yield (described.verbose_name, *words)


def in_words(described, value):
    if value in (None, ""):
        return ""
    if described.choices:
        return str(dict(described.flatchoices).get(value, value))
    if isinstance(value, Decimal):
        return number(value)
    return f"{value:%d.%m.%Y}" if isinstance(value, dt.date) else str(value)
