"""An empty checkout → a portal on the five real documents: database, first coordinator, data, released schedule;
and made-up competitions, marked as such, that show what the portal does with them.

May run any number of times: what is there already stays as it is.
"""

import io
import secrets

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from competitions.examples import make_examples
from competitions.models import PublicTaskSphere, Schedule
from competitions.publishing import release_schedule
from leszno_ngo import clock
from leszno_ngo.choices import Role
from leszno_ngo.models import SourceDocument, User
from leszno_ngo.reading import read_text_file
from strategy.models import Strategy
from strategy.publishing import issue_report

COORDINATOR = "koordynator"
SCHEDULE_YEAR = 2024
DOCUMENTS = [
    ("import_priority_tasks", "zadania-priorytetowe-2023.txt", {"year": 2023}),
    ("import_schedule", "harmonogram-2024.txt", {"year": SCHEDULE_YEAR}),
    ("import_strategy", "strategia-rozwoju-zadanie.txt", {}),
    ("import_strategy", "strategia-spoleczna-2017-2023.txt", {}),
    ("import_strategy", "lomza-cele-spoleczne-2010.txt", {}),
]


class Command(BaseCommand):
    help = "Przygotowuje podgląd portalu na prawdziwych dokumentach. Można uruchamiać wielokrotnie."
    requires_system_checks = []  # bin/run has said what is missing

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("To polecenie przygotowuje podgląd; przy PRODUCTION=1 dane wprowadza urząd.")
        call_command("migrate", verbosity=0)
        if not PublicTaskSphere.objects.exists():
            self.stdout.write("Zakładam słowniki: sfery zadań publicznych, wydziały, obszary.")
            call_command("loaddata", "spheres", "departments", "areas", verbosity=0)
        coordinator = self.first_coordinator()
        for command, name, options_of_import in DOCUMENTS:
            self.import_once(command, name, **options_of_import)
        self.release_first_edition(by=coordinator)
        self.issue_first_report(by=coordinator)
        if settings.SHOW_EXAMPLES and make_examples(today=clock.today(), by=coordinator):
            self.stdout.write("Dodaję przykładowe konkursy i małe granty (każdy oznaczony jako przykład).")

    def first_coordinator(self):
        coordinator = User.objects.filter(username=COORDINATOR).first()
        if coordinator is None:
            password = secrets.token_urlsafe(12)
            coordinator = User.objects.create_user(COORDINATOR, password=password, role=Role.COORDINATOR, is_staff=True)
            self.stdout.write(
                f"Konto koordynatora: {COORDINATOR}, hasło: {password} (zapisz je, nie pokaże się drugi raz)"
            )
        return coordinator

    def import_once(self, command, name, **options):
        path = settings.BASE_DIR / "fixtures" / "documents" / name
        if SourceDocument.objects.filter(sha256=read_text_file(path).sha256).exists():
            return
        self.stdout.write(f"Wczytuję dokument {name}.")
        call_command(command, str(path), **options, stdout=io.StringIO())

    def release_first_edition(self, *, by):
        schedule = Schedule.objects.get(year=SCHEDULE_YEAR, edition=1)
        if not schedule.is_released:
            self.stdout.write(f"Publikuję harmonogram na {SCHEDULE_YEAR} rok.")
            release_schedule(schedule, by=by)

    def issue_first_report(self, *, by):
        """Of the strategy whose task the portal knows whole."""
        strategy = Strategy.objects.public().filter(goals__programmes__tasks__isnull=False).distinct().get()
        if not strategy.progress_reports.exists():
            self.stdout.write("Wydaję sprawozdanie z postępu strategii.")
            issue_report(strategy, as_of=clock.today(), by=by, now=clock.now())
