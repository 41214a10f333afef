"""Planning's addresses."""

from django.urls import path

from competitions import views

urlpatterns = [
    path("", views.home, name="home"),
    path("harmonogram/", views.schedules, name="schedules"),
    path("harmonogram/<int:year>/", views.schedule, name="schedule"),
    path("harmonogram/<int:year>.pdf", views.schedule_pdf, name="schedule_pdf"),
    path("harmonogram/<int:year>/wydanie-<int:edition>/", views.edition, name="schedule_edition"),
    path("harmonogram/<int:year>/wydanie-<int:edition>.pdf", views.edition_pdf, name="schedule_edition_pdf"),
    path("harmonogram/<int:year>/<slug:department>/", views.schedule_part, name="schedule_part"),
    path("zadania-priorytetowe/", views.priority_years, name="priority_years"),
    path("zadania-priorytetowe/<int:year>/", views.priority_tasks, name="priority_tasks"),
    path("wydzialy/", views.departments, name="departments"),
    path("wydzialy/<slug:slug>/", views.department, name="department"),
]
