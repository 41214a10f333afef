"""A spreadsheet of a year's values that an official sent in: kept, and read beside what is stored."""

import hashlib
from dataclasses import dataclass, field

from django.db import transaction

from leszno_ngo.reading import Refused
from leszno_ngo.sheets.grid import SourceTable
from leszno_ngo.uploads import shortened, store
from strategy.collecting import WantedValue, collected, short_hash, slots_of
from strategy.importing.values.sheet import Problem, SheetRow, read_values, read_values_sheet
from strategy.models import Indicator, ValuesImport


@dataclass(slots=True)
class Opened:
    """An upload as it stands: its rows, or why it cannot be read."""

    upload: ValuesImport
    rows: list[SheetRow] = field(default_factory=list)
    refusal: Refused | None = None

    @property
    def problems(self) -> list[Problem]:
        return [problem for row in self.rows for problem in row.problems]

    @property
    def changes(self) -> list[SheetRow]:
        return [row for row in self.rows if row.entry is not None and not row.problems]

    @property
    def is_ready(self) -> bool:
        return self.refusal is None and not self.problems and bool(self.changes)

    @property
    def fingerprint(self) -> str:
        """Ten letters that differ when the file would change something else than was shown."""
        return short_hash(*((row.line, row.slot.fingerprint, *row.entry.values()) for row in self.changes))

    def wanted(self) -> list[WantedValue]:
        return [WantedValue(row.slot.indicator, row.slot.span, row.slot.fingerprint, row.entry) for row in self.changes]


def slots_within_reach(user, year, today):
    """The values of the year that this user may enter."""
    return slots_of(collected(Indicator.objects.editable_by(user), year), year, today)


def check_upload(content: bytes, name: str, *, by, year, today) -> SourceTable:
    """Refused when the preview could tell nothing of the file."""
    source = read_values_sheet(content, name)
    read_values(source, slots_within_reach(by, year, today), year)
    return source


@transaction.atomic
def keep_upload(content: bytes, name: str, *, year, by, now) -> ValuesImport:
    upload = ValuesImport(
        year=year,
        name=shortened(name),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=now,
        uploaded_by=by,
    )
    store(upload, content)
    return upload


def open_upload(upload: ValuesImport, user, today) -> Opened:
    """The file read beside what is stored. An auditor sees what the sender would."""
    user = upload.uploaded_by if user.is_auditor else user
    with upload.file.open("rb") as file:
        content = file.read()
    try:
        source = read_values_sheet(content, upload.name)
        return Opened(upload, read_values(source, slots_within_reach(user, upload.year, today), upload.year))
    except Refused as refusal:
        return Opened(upload, refusal=refusal)
