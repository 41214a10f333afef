"""Made-up competitions and small grants for the preview, one in each state; --remove takes them away again."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from competitions.examples import make_examples, remove_examples
from leszno_ngo import clock
from leszno_ngo.choices import Role
from leszno_ngo.models import User
from leszno_ngo.templatetags.leszno import plural


class Command(BaseCommand):
    help = "Dodaje do podglądu przykładowe konkursy i małe granty, po jednym w każdym stanie, albo je usuwa."

    def add_arguments(self, parser):
        parser.add_argument("--remove", action="store_true", help="usuń wszystkie przykłady z bazy")

    def handle(self, *args, remove, **options):
        if remove:
            count = remove_examples()
            self.stdout.write(f"Usunięto {count} {plural(count, 'przykład,przykłady,przykładów')}.")
            return
        if settings.PRODUCTION:
            raise CommandError("Przykłady są tylko do podglądu; przy PRODUCTION=1 konkursy wprowadza urząd.")
        coordinator = User.objects.filter(role=Role.COORDINATOR, is_staff=True).order_by("pk").first()
        if coordinator is None:
            raise CommandError("Nie ma konta koordynatora. Najpierw uruchom setup_preview.")
        if make_examples(today=clock.today(), by=coordinator):
            self.stdout.write("Dodaję przykładowe konkursy i małe granty.")
