"""A spreadsheet of results that an official sent in, from the upload to the moment it is taken over or thrown away."""

from django.db import transaction

from competitions.importing.readers.columns import HeadingsRefused
from competitions.importing.results.cells import read_sheet
from competitions.importing.results.columns import Column
from competitions.importing.results.comparing import compare
from competitions.importing.results.rows import read_results
from competitions.importing.results.saving import Changed, Outcome, save_results
from competitions.importing.uploads import Opened
from competitions.models import Competition, ResultsImport
from leszno_ngo.reading import Refused
from leszno_ngo.sheets.grid import SourceTable
from leszno_ngo.uploads import Taken, forget, shortened, store

TAKEN = "Ten plik już zapisano albo wyrzucono."


def check_upload(content: bytes, name: str) -> SourceTable:
    """Refused when the preview could do nothing with the file; columns that nobody knows are asked for there."""
    source = read_sheet(content, name)
    try:
        read_results(source)
    except HeadingsRefused as refusal:
        if not refusal.unknown:
            raise
    return source


@transaction.atomic
def keep_upload(content: bytes, source: SourceTable, *, competition, by, now) -> ResultsImport:
    """Store the file. When the same one was sent before, what was put right in it is put right again."""
    upload = ResultsImport(
        competition=competition,
        name=shortened(source.name),
        sha256=source.sha256,
        uploaded_at=now,
        uploaded_by=by,
    )
    same = ResultsImport.objects.visible_to(by).filter(competition=competition, sha256=source.sha256)
    earlier = same.order_by("-uploaded_at").first()
    if earlier is not None:
        upload.columns = earlier.columns
        upload.corrections = {key: said for key, said in earlier.corrections.items() if not key.startswith("e")}
    store(upload, content)
    return upload


def open_upload(upload: ResultsImport) -> Opened:
    """The file read and compared with the offers already entered."""
    opened = Opened(upload)
    with upload.file.open("rb") as file:
        content = file.read()
    columns = {heading: Column(column) for heading, column in upload.columns.items()}
    try:
        reading = read_results(read_sheet(content, upload.name), columns, upload.corrections)
    except Refused as refusal:
        opened.refusal = refusal
    else:
        opened.comparison = compare(reading, upload.competition, upload.corrections)
    return opened


@transaction.atomic
def confirm(upload: ResultsImport, *, by, fingerprint: str, now) -> Outcome:
    """Take the offers over, if nothing changed since they were shown; one of two who confirm at once is told."""
    competition = Competition.objects.select_for_update(no_key=True).get(pk=upload.competition_id)
    upload = (
        ResultsImport.objects.editable_by(by).waiting().select_for_update(of=("self",)).filter(pk=upload.pk).first()
    )
    if upload is None:
        raise Taken(TAKEN)
    upload.competition = competition
    opened = open_upload(upload)
    if opened.refusal is not None:
        raise opened.refusal
    comparison = opened.comparison
    if comparison.fingerprint != fingerprint:
        raise Changed("Wyniki albo poprawki zmieniły się, odkąd pokazano podgląd. Sprawdź go jeszcze raz.")
    if not comparison.is_ready:
        raise Refused("W pliku są wiersze z problemami. Popraw je albo pomiń.")
    reason = f"wczytano plik {upload.name}"
    outcome = save_results(competition, comparison.wanted(), by=by, now=now, seen=comparison.seen, reason=reason)
    if outcome:
        upload.saved_at = now
        upload.save(update_fields=["saved_at"])
    else:
        forget(upload)
    return outcome
