"""Planning's addresses."""

from django.urls import path, register_converter

from competitions import api, feeds, views


class KindOfFile:
    """The ending of a machine-readable sister."""

    regex = "|".join(api.MAKERS)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(KindOfFile, "kind")

urlpatterns = [
    path("", views.home, name="home"),
    path("harmonogram/", views.schedules, name="schedules"),
    path("harmonogram/<int:year>/", views.schedule, name="schedule"),
    path("harmonogram/<int:year>.pdf", views.schedule_pdf, name="schedule_pdf"),
    path("harmonogram/<int:year>/wydanie-<int:edition>/", views.edition, name="schedule_edition"),
    path("harmonogram/<int:year>/wydanie-<int:edition>.pdf", views.edition_pdf, name="schedule_edition_pdf"),
    path("harmonogram/<int:year>.<kind:kind>", api.schedule_sister, name="schedule_sister"),
    path(
        "harmonogram/<int:year>/wydanie-<int:edition>.<kind:kind>", api.edition_sister, name="schedule_edition_sister"
    ),
    path("harmonogram/<int:year>/zmiany/", views.schedule_changes, name="schedule_changes"),
    path("harmonogram/<int:year>/zmiany.atom", feeds.schedule_changes, name="schedule_changes_feed"),
    path("harmonogram/<int:year>/<slug:department>/", views.schedule_part, name="schedule_part"),
    path("zadania-priorytetowe/", views.priority_years, name="priority_years"),
    path("zadania-priorytetowe/<int:year>/", views.priority_tasks, name="priority_tasks"),
    path("wydzialy/", views.departments, name="departments"),
    path("wydzialy/<slug:slug>/", views.department, name="department"),
]
