"""Imports one document of a strategy and prints what was found in it."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from leszno_ngo import clock
from leszno_ngo.reading import Refused, read_text_file
from strategy.importing import read, save
from strategy.publishing.drawings import request_missing_drawings


class Command(BaseCommand):
    help = "Wczytuje dokument strategii: stronę zadania, tabelę celów albo opis strategii."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="PLIK", help="dokument tekstowy w kodowaniu UTF-8")
        parser.add_argument("--dry-run", action="store_true", help="tylko sprawdź; niczego nie zapisuj")

    def handle(self, *, file, dry_run, **options):
        try:
            document, problems = read(read_text_file(file))
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"Dokument: {document.title or document.source.name}")
        self.print_problems(problems)
        if problems:
            raise CommandError("Niczego nie zapisano: popraw w dokumencie wiersze wymienione w problemach.")
        try:
            with transaction.atomic():
                report = save(document, now=clock.now())
                request_missing_drawings()
                transaction.set_rollback(dry_run)
        except ValidationError as error:
            raise CommandError(f"Niczego nie zapisano: {' '.join(error.messages)}") from None
        self.print_rows(report)
        self.print_issues(report.issues, document.source)
        self.stdout.write("Próba: niczego nie zapisano." if dry_run else "Zapisano.")

    def print_problems(self, problems):
        self.stdout.write(f"Problemy: {len(problems)}")
        for problem in problems:
            self.stderr.write(f"  wiersz {problem.line}: {problem.message} Treść: „{problem.text[:120]}”")

    def print_rows(self, report):
        self.stdout.write("Wiersze (nowe, zmienione, usunięte, bez zmian):")
        for model, count in report.counts.items():
            name = model._meta.verbose_name_plural
            self.stdout.write(f"  {name}: {count.created}, {count.changed}, {count.removed}, {count.same}")
        self.stdout.write(
            f"  razem nowych: {report.created}, zmienionych: {report.changed}, usuniętych: {report.removed}"
        )

    def print_issues(self, issues, own):
        self.stdout.write(f"Uwagi do danych: {len(issues)}")
        for source, issue in issues:
            place = f"wiersz {issue.line}" if issue.line else "cały dokument"
            other = "" if source.sha256 == own.sha256 else f"dokument „{source.title}”, "
            self.stdout.write(f"  {other}{place}, {issue.kind.label}: {issue.message}")
