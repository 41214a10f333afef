"""The desk's page that opens the next year's schedule from this year's, after saying what it will do."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from competitions import lineage, publishing
from competitions.admin import continuity
from competitions.models import CooperationProgramme, Schedule, ScheduleEntry


class NextYearPage:
    def get_urls(self):
        view = self.admin_site.admin_view(self.next_year_view)
        return [
            path("<path:object_id>/rok-nastepny/", view, name="competitions_schedule_next_year"),
            *super().get_urls(),
        ]

    def next_year_view(self, request, object_id):
        schedule = self.get_object(request, unquote(object_id))
        if schedule is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not request.user.is_coordinator:
            raise PermissionDenied
        if request.method == "POST":
            return self.open_next_year(request, schedule)
        context = {
            **self.admin_site.each_context(request),
            **summary(schedule),
            "title": f"Przygotuj harmonogram na {schedule.year + 1} rok",
            "opts": self.opts,
            "original": schedule,
            "year": schedule.year + 1,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/next_year.html", context)

    def open_next_year(self, request, schedule):
        try:
            opened = publishing.open_next_year(schedule, by=request.user)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return HttpResponseRedirect(request.path)
        self.message_user(
            request,
            f"Otwarto harmonogram na {opened.year} rok: wydanie robocze bez terminów. "
            "Wydziały mogą już wpisywać terminy; poniżej rozstrzygnij, które zadania są kontynuacją.",
            messages.SUCCESS,
        )
        programme = CooperationProgramme.objects.filter(year=opened.year).first()
        if programme is None:
            return HttpResponseRedirect(reverse("admin:competitions_schedule_change", args=[opened.pk]))
        return HttpResponseRedirect(continuity.address_of(programme))


def summary(schedule):
    """What would be copied, what is doubtful, and what stands in the way."""
    entries = list(ScheduleEntry.objects.of([schedule]).select_related("section"))
    programmes = CooperationProgramme.objects.with_task_counts().in_bulk(
        [schedule.year, schedule.year + 1], field_name="year"
    )
    return {
        "entries": entries,
        "sections": schedule.sections.count(),
        "naming_years": [entry for entry in entries if lineage.years_in(entry.title)],
        "programme": programmes.get(schedule.year),
        "next_programme": programmes.get(schedule.year + 1),
        "refusal": refusal(schedule),
        "next_schedule": Schedule.objects.filter(year=schedule.year + 1).order_by("-edition").first(),
    }


def refusal(schedule):
    try:
        publishing.refuse_next_year(schedule)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""
