"""A strategy's document that a coordinator sent in: read, tried out, shown, and taken over whole or not at all.

Lines that could not be read stop the document, until the coordinator decides that each is kept as a data issue in its
own words. What the preview shows is kept with the upload; when saving would do something else by then, it says so.
"""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db import transaction

from leszno_ngo.choices import IssueKind
from leszno_ngo.models import SourceDocument
from leszno_ngo.reading import Refused, SourceText, read_text
from leszno_ngo.uploads import Changed, Taken, shortened, store
from strategy.choices import ImportKind
from strategy.importing import goals_table, task_page
from strategy.importing.places import HOME
from strategy.importing.readers import read
from strategy.importing.records import Document, Problem
from strategy.importing.reports import SAME
from strategy.importing.saving import save, try_out
from strategy.models import StrategyImport

KINDS = {ImportKind.TASK_PAGE: task_page, ImportKind.GOALS_TABLE: goals_table}
NEITHER = "Tutaj wczytuje się stronę zadania strategii albo tabelę celów, a ten plik jest czymś innym."


def check_upload(content: bytes, name: str) -> tuple[SourceText, ImportKind]:
    """Refused when the preview could do nothing with the file."""
    source = read_text(content, name)
    read(source)
    for kind, reader in KINDS.items():
        if reader.recognises(source):
            return source, kind
    raise Refused(NEITHER)


@transaction.atomic
def keep_upload(content: bytes, source: SourceText, kind: ImportKind, *, by, now) -> StrategyImport:
    upload = StrategyImport(
        name=shortened(source.name), sha256=source.sha256, kind=kind, uploaded_at=now, uploaded_by=by
    )
    store(upload, content)
    look_again(upload, now)
    return upload


@transaction.atomic
def decide(upload: StrategyImport, lines, now) -> None:
    """These lines become data issues, the other unread ones stop the document."""
    upload.corrections = {str(line): {"left_out": True} for line in sorted(set(lines))}
    upload.save(update_fields=["corrections"])
    look_again(upload, now)


def look_again(upload: StrategyImport, now) -> None:
    upload.preview = preview_of(*document_of(upload), now)
    upload.save(update_fields=["preview"])


def document_of(upload: StrategyImport) -> tuple[Document, list[Problem]]:
    """The document as it would be saved, what is still in its way among its problems; and the lines left out of it."""
    with upload.file.open("rb") as file:
        document, _ = read(read_text(file.read(), upload.name))
    kept = {int(line) for line in upload.corrections}
    left_out = [problem for problem in document.problems if problem.line in kept and document.strategy.goals]
    document.problems = [problem for problem in document.problems if problem not in left_out]
    for problem in left_out:
        document.doubt(IssueKind.UNREADABLE, problem.line, problem.text, problem.message)
    document.issues.sort(key=lambda issue: issue.line)
    return document, left_out


def unread_lines(preview: dict) -> list[dict]:
    """The lines that were not read: those that stand in the way, and those that become data issues (`is_kept`)."""
    kept = [line | {"is_kept": True} for line in preview["left_out"]]
    return sorted([*preview["problems"], *kept], key=lambda line: line["line"])


def line_of(problem: Problem) -> dict:
    return {"line": problem.line, "text": problem.text[:300], "message": problem.message}


def preview_of(document: Document, left_out: list[Problem], now) -> dict:
    """Nothing but what JSON can hold: what saving would do, or why it would not."""
    shown = {
        "title": document.title or document.source.name,
        "municipality": document.strategy.municipality,
        "is_home": document.strategy.municipality == HOME,
        "can_leave_out": bool(document.strategy.goals),
        "problems": [line_of(problem) for problem in document.problems],
        "left_out": [line_of(problem) for problem in left_out],
        "refusal": "",
        "counts": [],
        "changes": [],
        "issues": [],
    }
    if document.problems:
        return shown
    try:
        report = try_out(document, now=now)
    except ValidationError as refusal:
        return shown | {"refusal": " ".join(refusal.messages)}
    return shown | told(report)


def told(report) -> dict:
    counts = [
        [str(model._meta.verbose_name_plural), count.created, count.changed, count.removed, count.same]
        for model, count in report.counts.items()
    ]
    changes = [
        {
            "model": str(change.model._meta.verbose_name),
            "what": change.what,
            "line": change.line,
            "words": change.words,
            "said": [list(each) for each in change.said],
        }
        for change in report.changes
    ]
    issues = [
        {"line": issue.line, "kind": str(issue.kind.label), "quote": issue.quote, "message": issue.message}
        for _, issue in report.issues
    ]
    return {"counts": counts, "changes": changes, "issues": issues}


def fingerprint_of(preview: dict) -> str:
    return hashlib.sha256(json.dumps(preview, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def changes_anything(preview: dict) -> bool:
    return any(change["what"] != SAME for change in preview["changes"])


@transaction.atomic
def confirm(upload: StrategyImport, *, by, fingerprint: str, now):
    """Take the document over, if saving would still do what was shown; one of two who confirm at once is told."""
    waiting = StrategyImport.objects.editable_by(by).select_for_update(of=("self",))
    upload = waiting.filter(pk=upload.pk).first()
    if upload is None:
        raise Taken("Ten dokument już zapisano albo wyrzucono.")
    document, left_out = document_of(upload)
    preview = preview_of(document, left_out, now)
    if fingerprint_of(preview) != fingerprint:
        raise Changed("Od chwili podglądu coś się zmieniło. Obejrzyj podgląd jeszcze raz i zatwierdź.")
    if preview["problems"] or preview["refusal"]:
        raise Refused("Dokumentu nie można jeszcze zapisać. Podgląd mówi, co stoi na przeszkodzie.")
    report = save(document, now=now)
    upload.saved_at = now
    upload.saved_as = SourceDocument.objects.get(sha256=document.source.sha256)
    upload.save(update_fields=["saved_at", "saved_as"])
    return report
