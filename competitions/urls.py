"""The addresses of planning and of competitions."""

from django.urls import path, register_converter

from competitions import feeds
from competitions.api import competitions as competition_files
from competitions.api import schedules as schedule_files
from competitions.api import small_grants as small_grant_files
from competitions.views import competitions, planning, results, small_grants


class KindOfFile:
    """The ending of a machine-readable sister."""

    regex = "|".join(schedule_files.MAKERS)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Paper:
    """What a paper says of a competition, as its address calls it."""

    subjects = {name: subject for subject, name in competitions.NAMES.items()}
    regex = "|".join(subjects)

    def to_python(self, value):
        return self.subjects[value]

    def to_url(self, value):
        return competitions.NAMES[value]


register_converter(KindOfFile, "kind")
register_converter(Paper, "paper")

COMPETITION = "konkursy/<int:year>/<int:pk>-<slug:slug>"

urlpatterns = [
    path("", planning.home, name="home"),
    path("harmonogram/", planning.schedules, name="schedules"),
    path("harmonogram/<int:year>/", planning.schedule, name="schedule"),
    path("harmonogram/<int:year>.pdf", planning.schedule_pdf, name="schedule_pdf"),
    path("harmonogram/<int:year>/wydanie-<int:edition>/", planning.edition, name="schedule_edition"),
    path("harmonogram/<int:year>/wydanie-<int:edition>.pdf", planning.edition_pdf, name="schedule_edition_pdf"),
    path("harmonogram/<int:year>.<kind:kind>", schedule_files.schedule_sister, name="schedule_sister"),
    path(
        "harmonogram/<int:year>/wydanie-<int:edition>.<kind:kind>",
        schedule_files.edition_sister,
        name="schedule_edition_sister",
    ),
    path("harmonogram/<int:year>/zmiany/", planning.schedule_changes, name="schedule_changes"),
    path("harmonogram/<int:year>/zmiany.atom", feeds.schedule_changes, name="schedule_changes_feed"),
    path("harmonogram/<int:year>/<slug:department>/", planning.schedule_part, name="schedule_part"),
    path("zadania-priorytetowe/", planning.priority_years, name="priority_years"),
    path("zadania-priorytetowe/<int:year>/", planning.priority_tasks, name="priority_tasks"),
    path("konkursy/", competitions.competitions, name="competitions"),
    path("konkursy.atom", feeds.competitions, name="competitions_feed"),
    path("konkursy.<kind:kind>", competition_files.competitions_sister, name="competitions_sister"),
    path(f"{COMPETITION}/", competitions.competition, name="competition"),
    path(f"{COMPETITION}.pdf", competitions.competition_pdf, name="competition_pdf"),
    path(f"{COMPETITION}.<kind:kind>", competition_files.competition_sister, name="competition_sister"),
    path(f"{COMPETITION}/<paper:subject>-<int:version>/", competitions.version, name="competition_version"),
    path(f"{COMPETITION}/<paper:subject>-<int:version>.pdf", competitions.version_pdf, name="competition_version_pdf"),
    path("konkursy/zalaczniki/<int:pk>/<str:name>", competitions.attachment, name="attachment"),
    path("wyniki/", results.results_years, name="results_years"),
    path("wyniki/<int:year>/", results.results_of_year, name="results_of_year"),
    path("wyniki/<int:year>.<kind:kind>", competition_files.results_sister, name="results_sister"),
    path("terminowosc/<int:year>/", results.punctuality, name="punctuality"),
    path("male-granty/", small_grants.years, name="small_grant_years"),
    path("male-granty/<int:year>/", small_grants.small_grants_of_year, name="small_grants"),
    path("male-granty/<int:year>.<kind:kind>", small_grant_files.small_grants_sister, name="small_grants_sister"),
    path("wydzialy/", planning.departments, name="departments"),
    path("wydzialy/<slug:slug>/", planning.department, name="department"),
]
