"""A file that an official sent in, from the upload to the moment it is taken over or thrown away.

Nothing of it reaches the schedule before it is confirmed; what was put right is kept with it, line by line.
"""

from dataclasses import dataclass, replace
from functools import partial

from django.db import transaction

from competitions.importing.comparing import Comparison, compare
from competitions.importing.corrections import Desk
from competitions.importing.reach import Reach
from competitions.importing.readers import Column, HeadingsRefused, Record, SourceTable, read_document
from competitions.importing.schedules import read_schedule_at_desk
from competitions.importing.taking_over import take_over
from competitions.models import ResultsImport, Schedule, ScheduleImport, ScheduleSection
from leszno_ngo.history import acting
from leszno_ngo.reading import Refused, SourceText
from leszno_ngo.uploads import Changed, Taken, forget, shortened, store

NO_ROWS = "W pliku „{}” nie ma żadnej pozycji harmonogramu: ani zadania z numerem, ani wiersza tabeli."


@dataclass(slots=True)
class Opened:
    """An upload as it stands. Without a comparison its columns are not understood, and `refusal` says why."""

    upload: ScheduleImport | ResultsImport
    source: SourceText | None = None
    content: bytes = b""
    records: list[Record] | None = None
    comparison: Comparison | None = None  # results have a Comparison of their own
    refusal: Refused | None = None

    @property
    def asked_headings(self):
        """The headings of columns that a person names: those nobody knows and those already answered."""
        unknown = self.refusal.unknown if isinstance(self.refusal, HeadingsRefused) else ()
        return list(dict.fromkeys([*self.upload.columns, *unknown]))


# ── In ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def check_upload(content: bytes, name: str, schedule: Schedule, section: ScheduleSection | None) -> SourceText:
    """Refused when the preview could do nothing with the file; columns that nobody knows are asked for there."""
    source = source_of(content, name, {}, section)
    try:
        reading, records = read_schedule_at_desk(source, schedule.year, Desk(part_of(section)))
    except HeadingsRefused as refusal:
        if not refusal.unknown:
            raise
        return source
    rows = (record for record in records if record.number is not None or record.cell is not None)
    if not reading.entries and next(rows, None) is None:
        raise Refused(NO_ROWS.format(name))
    return source


@transaction.atomic
def keep_upload(content: bytes, source: SourceText, *, schedule, section, replaces_all, by, now) -> ScheduleImport:
    """Store the file. When the same one was taken over before, what was put right in it is put right again."""
    upload = ScheduleImport(
        schedule=schedule,
        section=section,
        replaces_all=replaces_all,
        name=shortened(source.name),
        sha256=source.sha256,
        uploaded_at=now,
        uploaded_by=by,
    )
    same = ScheduleImport.objects.filter(schedule__year=schedule.year, sha256=source.sha256, section=section)
    earlier = same.visible_to(by).filter(saved_at__isnull=False).order_by("-saved_at").first()
    if earlier is not None:
        upload.columns = earlier.columns
        upload.corrections = {key: said for key, said in earlier.corrections.items() if not key.startswith("e")}
    store(upload, content)
    return upload


def source_of(content, name, columns, section):
    source = read_document(content, name, {heading: Column(column) for heading, column in columns.items()})
    if section is not None and isinstance(source, SourceTable):
        return replace(source, has_styles=True)  # departments and areas need no columns of their own
    return source


def part_of(section):
    return section.heading if section is not None else ""


# ── Preview ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def open_upload(upload: ScheduleImport, user) -> Opened:
    """The file read and compared with the working edition, as far as this user reaches."""
    with upload.file.open("rb") as file:
        content = file.read()
    opened = Opened(upload, content=content)
    try:
        opened.source = source_of(content, upload.name, upload.columns, upload.section)
        desk = Desk(part_of(upload.section), upload.corrections)
        reading, opened.records = read_schedule_at_desk(opened.source, upload.schedule.year, desk)
    except Refused as refusal:
        opened.refusal = refusal
    else:
        opened.comparison = compare(reading, reach_of(upload, user), upload.corrections)
    return opened


def reach_of(upload, user):
    """An auditor sees what the sender would."""
    user = upload.uploaded_by if user.is_auditor else user
    parts = ScheduleSection.objects.editable_by(user).filter(schedule=upload.schedule).order_by("position")
    return Reach(
        upload.schedule,
        editable=tuple(parts.prefetch_related("departments")),
        section=upload.section,
        replaces_all=upload.replaces_all and user.is_coordinator,
        may_create=user.is_coordinator,
    )


def name_columns(upload: ScheduleImport | ResultsImport, columns: dict) -> None:
    upload.columns = columns
    upload.save(update_fields=["columns"])


# ── Out ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def confirm(upload: ScheduleImport, *, by, fingerprint: str, now):
    """Take the file over, if nothing changed since it was shown; one of two who confirm at once is told."""
    # The edition first: whoever writes to it waits here, and two uploads never wait for each other.
    schedule = Schedule.objects.select_for_update().get(pk=upload.schedule_id)
    upload = ScheduleImport.objects.editable_by(by).select_for_update(of=("self",)).filter(pk=upload.pk).first()
    if upload is None or schedule.is_released:
        raise Taken("Ten plik już zapisano, wyrzucono albo harmonogram wydano.")
    upload.schedule = schedule
    opened = open_upload(upload, by)
    if opened.refusal is not None:
        raise opened.refusal
    if opened.comparison.fingerprint != fingerprint:
        raise Changed("Harmonogram albo poprawki zmieniły się, odkąd pokazano podgląd. Sprawdź go jeszcze raz.")
    with acting(by=by, reason=f"wczytano plik {upload.name}"):
        saved = take_over(opened.comparison, opened.source, opened.content, now=now)
    if saved.document is None:
        forget(upload)
        return saved
    own = upload.file.name
    upload.saved_at, upload.saved_as, upload.file = now, saved.document, saved.document.file.name
    upload.save(update_fields=["saved_at", "saved_as", "file"])
    transaction.on_commit(partial(upload.file.storage.delete, own))
    return saved
