"""What the commands that import a planning document have in common: read, report, save or pretend to."""

from django.core.management import BaseCommand, CommandError
from django.db import transaction

from competitions.importing import report
from leszno_ngo import clock
from leszno_ngo.reading import Refused, read_text_file


class DocumentCommand(BaseCommand):
    """A subclass names three functions: `read(source, year)`, `save(reading, source, now=…)`, `describe(reading)`.

    `open(path)` gives the source; `formats` says in the help what it may be.
    """

    open = staticmethod(read_text_file)
    formats = "dokument jako zwykły tekst w kodowaniu UTF-8"
    read = save = describe = None

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="PLIK", help=self.formats)
        parser.add_argument("--year", type=int, required=True, metavar="ROK", help="rok, którego dotyczy dokument")
        parser.add_argument("--dry-run", action="store_true", help="tylko pokaż, co by się stało; niczego nie zapisuj")

    def handle(self, *args, file, year, dry_run, **options):
        try:
            self.take_over(file, year, dry_run)
        except Refused as refusal:
            raise CommandError(f"Dokumentu nie wczytano. {refusal}") from None

    def take_over(self, file, year, dry_run):
        source = self.open(file)
        reading = self.read(source, year)
        self.say(self.describe(reading))
        if reading.problems:
            self.say(report.of_issues(reading.issues))
            raise CommandError("Dokumentu nie wczytano, bo nie zrozumiano go w całości. W bazie nic się nie zmieniło.")
        with transaction.atomic():
            saved = self.save(reading, source, now=clock.now())
            transaction.set_rollback(dry_run)
        self.say(report.of_issues(saved.issues))
        self.say(report.of_saved(saved, dry_run=dry_run))
        if dry_run:
            self.say(["To była próba (--dry-run): w bazie nic się nie zmieniło."])

    def say(self, lines):
        for line in lines:
            self.stdout.write(line)
