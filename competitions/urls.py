"""The addresses of planning and of competitions."""

from django.urls import path, register_converter

from competitions import feeds
from competitions.api import schedules as schedule_files
from competitions.views import planning


class KindOfFile:
    """The ending of a machine-readable sister."""

    regex = "|".join(schedule_files.MAKERS)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(KindOfFile, "kind")

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
    path("wydzialy/", planning.departments, name="departments"),
    path("wydzialy/<slug:slug>/", planning.department, name="department"),
]
