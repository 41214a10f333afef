"""Where a new competition begins: rows of the schedule that wait for theirs, earlier competitions, or nothing."""

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from competitions import publishing
from competitions.forms.composer_start import COPY, EMPTY, ENTRY, CopyForm, EmptyForm, FromEntryForm, WayForm
from competitions.models import Competition, Schedule, ScheduleEntry
from leszno_ngo import clock
from leszno_ngo.history import acting


class StartPage:
    """For the admin of competitions."""

    def get_urls(self):
        start = path("nowy/", self.admin_site.admin_view(self.start_view), name="competitions_competition_start")
        return [start, *super().get_urls()]

    def start_view(self, request):
        if request.user.is_auditor or not self.has_view_permission(request):
            raise PermissionDenied
        today = clock.today()
        rows = plannable_rows(request.user, today)
        forms = forms_of(request, rows, today)
        sent = next((form for form in forms.values() if form.is_bound), None)
        if sent is not None and sent.is_valid():
            try:
                draft = begin(sent, request.user)
            except ValidationError as refusal:
                sent.add_error(None, refusal)
            else:
                messages.success(
                    request, "Powstał szkic. Uzupełnij go; zanim go ogłosisz, nikt poza urzędem go nie zobaczy."
                )
                return HttpResponseRedirect(reverse("admin:competitions_competition_composer", args=[draft.pk]))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": "Nowy konkurs",
            "years": by_year(rows),
            "forms": forms,
            "form": sent,
            "may_copy": forms[COPY].fields["konkurs"].queryset.exists(),
            "has_departments": request.user.is_coordinator or request.user.departments.exists(),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/competitions/composer/start.html", context)


class PlannableRow:
    """A row of the schedule, the departments that may run its competition, and the competitions it has already."""

    def __init__(self, entry, departments, competitions):
        self.entry, self.departments, self.competitions = entry, departments, competitions

    @property
    def keys(self):
        """[(what its button sends, department)]."""
        return [(f"{self.entry.pk}-{department.pk}", department) for department in self.departments]


def plannable_rows(user, today):
    """Rows of own departments in the newest edition of this year's schedule and of those to come."""
    released = Schedule.objects.current().filter(year__gte=today.year)
    never_released = Schedule.objects.working().filter(year__gte=today.year, edition=1)
    entries = ScheduleEntry.objects.visible_to(user).of(released | never_released).for_pages(today)
    entries = list(entries.in_plan_order().prefetch_related("section__departments"))
    own = None if user.is_coordinator else {department.pk for department in user.departments.all()}
    competitions = competitions_of(entries, user)
    return [
        PlannableRow(
            entry,
            [each for each in entry.section.departments.all() if own is None or each.pk in own],
            competitions[entry.task_id],
        )
        for entry in entries
    ]


def competitions_of(entries, user):
    """{number of a task: its competitions that exist for the user}."""
    tasks = {entry.task_id for entry in entries} - {None}
    found = defaultdict(list)
    rows = Competition.objects.visible_to(user).originals().real().filter(tasks__in=tasks).distinct()
    for competition in rows.prefetch_related("tasks"):
        for task in competition.tasks.all():
            found[task.pk].append(competition)
    return found


def by_year(rows):
    """[(year, rows)], the year that is nearest first."""
    years = defaultdict(list)
    for row in rows:
        years[row.entry.section.schedule.year].append(row)
    return sorted(years.items())


def forms_of(request, rows, today):
    """The three forms; the one that was sent is bound."""
    user = request.user
    sent = WayForm(request.POST).way if request.method == "POST" else None
    data = {way: request.POST if way == sent else None for way in (ENTRY, COPY, EMPTY)}
    offered = {key: (row.entry, department) for row in rows for key, department in row.keys}
    copyable = Competition.objects.visible_to(user).originals().order_by("-year", "title", "pk")
    return {
        ENTRY: FromEntryForm(data[ENTRY], offered=offered),
        COPY: CopyForm(data[COPY], copyable=copyable, initial={"rok": today.year + 1}),
        EMPTY: EmptyForm(data[EMPTY], user=user, today=today, initial={"year": today.year + 1}),
    }


def begin(form, user):
    """The draft that the form asks for."""
    if isinstance(form, FromEntryForm):
        entry, department = form.chosen
        return publishing.draft_from_entry(entry, department=department, by=user)
    if isinstance(form, CopyForm):
        return publishing.draft_from_competition(form.cleaned_data["konkurs"], year=form.cleaned_data["rok"], by=user)
    with acting(by=user, reason="pusty szkic"):
        return form.save()
