"""Pages around an edition: its overview, its release, its paper, and how a year's schedule begins."""

from django.contrib import messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe

from competitions import publishing, tables
from competitions.changes import changes, counted, grouped
from competitions.checking import reviews
from competitions.forms.editions import NewScheduleForm, PartsForm, ReleaseForm
from competitions.models import Schedule, ScheduleEntry
from leszno_ngo import clock, issuing
from leszno_ngo.models import Department
from leszno_ngo.templatetags.leszno import plural


@method_decorator(require_safe, name="overview_view")
@method_decorator(require_safe, name="working_copy_view")
@method_decorator(require_POST, name="paper_view")
class EditionPages:
    """For the admin of schedules."""

    def get_urls(self):
        own = [
            ("przeglad", self.overview_view, "overview"),
            ("wydaj", self.release_view, "release"),
            ("pdf", self.paper_view, "paper"),
            ("czesci", self.parts_view, "parts"),
            ("kopia-robocza.xlsx", self.working_copy_view, "working_copy"),
        ]
        wrapped = [
            path(
                f"<int:pk>/{end}" if "." in end else f"<int:pk>/{end}/",
                self.admin_site.admin_view(view),
                name=f"competitions_schedule_{name}",
            )
            for end, view, name in own
        ]
        return wrapped + super().get_urls()

    def edition_page(self, request, template, title, context):
        common = self.admin_site.each_context(request) | {"opts": self.opts, "title": title}
        request.current_app = self.admin_site.name
        return TemplateResponse(request, template, common | context)

    def coordinators_edition(self, request, pk):
        if not request.user.is_coordinator:
            raise PermissionDenied
        return get_object_or_404(Schedule.objects.select_related("document"), pk=pk)

    def to_overview(self, schedule):
        return HttpResponseRedirect(reverse("admin:competitions_schedule_overview", args=[schedule.pk]))

    # ── What stands where ───────────────────────────────────────────────────────────────────────────────────────────

    def overview_view(self, request, pk):
        schedule = get_object_or_404(Schedule.objects.select_related("document", "released_by"), pk=pk)
        if schedule.is_released:
            return self.released_page(request, schedule)
        (review,) = reviews([schedule], request.user, clock.today())
        before = released_before(schedule)
        context = {
            "review": review,
            "schedule": schedule,
            "before": before,
            "changes": changes_since(before, schedule, request.user),
            "may_change": not request.user.is_auditor,
        }
        return self.edition_page(request, "admin/competitions/editions/overview.html", f"{schedule} (robocze)", context)

    def released_page(self, request, schedule):
        context = {
            "schedule": schedule,
            "document": getattr(schedule, "document", None),
            "working": Schedule.objects.working().filter(year=schedule.year).first(),
            "may_retry": request.user.is_coordinator,
        }
        return self.edition_page(request, "admin/competitions/editions/released.html", f"{schedule} (wydane)", context)

    def working_copy_view(self, request, pk):
        """The parts that exist for the user, as a spreadsheet."""
        schedule = get_object_or_404(Schedule.objects.working(), pk=pk)
        entries = ScheduleEntry.objects.select_related("area", "inherited_from").order_by("position")
        sections = schedule.sections.visible_to(request.user).order_by("position").with_entries(entries)
        if not sections:
            raise Http404
        name = f"harmonogram-{schedule.year}-wydanie-{schedule.edition}-robocze.xlsx"
        return HttpResponse(
            tables.schedule_workbook(schedule, sections),
            content_type=tables.EXCEL,
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
        )

    # ── Release ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def release_view(self, request, pk):
        schedule = self.coordinators_edition(request, pk)
        if schedule.is_released:
            return self.to_overview(schedule)
        today, before = clock.today(), released_before(schedule)
        (review,) = reviews([schedule], request.user, today)
        despite = left_open(review)
        form = ReleaseForm(
            request.POST or None,
            instance=schedule,
            initial={"as_of": today, "responsible": schedule.responsible or (before.responsible if before else "")},
            today=today,
            before=before,
            despite=despite,
        )
        if form.is_valid() and released(form, request.user):
            message = f"{schedule}: wydano. Harmonogram jest już na stronie publicznej."
            self.message_user(request, message, messages.SUCCESS)
            return self.to_overview(schedule)
        context = {
            "schedule": schedule,
            "review": review,
            "despite": despite,
            "before": before,
            "changes": changes_since(before, schedule, request.user),
            "form": form,
            "adminform": AdminForm(form, [(None, {"fields": list(form.fields)})], {}),
        }
        return self.edition_page(request, "admin/competitions/editions/release.html", f"Wydaj: {schedule}", context)

    def paper_view(self, request, pk):
        """Have the PDF of a released edition made anew."""
        schedule = self.coordinators_edition(request, pk)
        if not hasattr(schedule, "document"):
            raise Http404
        try:
            issuing.retry_document(schedule.document, by=request.user)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
        else:
            self.message_user(request, "Plik PDF zlecono ponownie.", messages.SUCCESS)
        return self.to_overview(schedule)

    # ── Beginning ───────────────────────────────────────────────────────────────────────────────────────────────────

    def add_view(self, request, form_url="", extra_context=None):
        """In place of the stock form, which would let people choose the number of an edition."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        last = Schedule.objects.aggregate(last=Max("year"))["last"]
        form = NewScheduleForm(request.POST or None, initial={"year": last + 1 if last else clock.today().year + 1})
        if form.is_valid():
            try:
                schedule = publishing.open_first_edition(**form.cleaned_data, by=request.user)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                self.message_user(request, f"{schedule}: otwarto wydanie robocze.", messages.SUCCESS)
                return self.beginning_of(schedule)
        context = {"form": form, "adminform": AdminForm(form, [(None, {"fields": list(form.fields)})], {})}
        return self.edition_page(request, "admin/competitions/editions/new.html", "Nowy harmonogram", context)

    def beginning_of(self, schedule):
        """A document is what a year's schedule usually begins with; a copy of a released edition has its rows."""
        page = "competitions_schedule_overview" if schedule.sections.exists() else "competitions_schedule_import"
        return HttpResponseRedirect(reverse(f"admin:{page}", args=[schedule.pk]))

    def parts_view(self, request, pk):
        schedule = self.coordinators_edition(request, pk)
        if schedule.is_released:
            return self.to_overview(schedule)
        form = PartsForm(request.POST or None, schedule=schedule, today=clock.today())
        if form.is_valid():
            chosen = form.cleaned_data["departments"]
            try:
                publishing.add_parts(schedule, chosen, by=request.user)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                self.message_user(request, f"Dodano {parts_in_words(len(chosen))}.", messages.SUCCESS)
                return self.to_overview(schedule)
        context = {
            "schedule": schedule,
            "form": form,
            "adminform": AdminForm(form, [(None, {"fields": list(form.fields)})], {}),
            "has_departments": Department.objects.exists(),
        }
        return self.edition_page(
            request, "admin/competitions/editions/parts.html", f"Dodaj części wydziałów: {schedule}", context
        )


def parts_in_words(number):
    return f"{number} {plural(number, 'część,części,części')}"


def released(form, user):
    """Whether the edition went out as the form says. A refusal stands in the form, and then nothing was stored."""
    try:
        with transaction.atomic():
            publishing.lock_for_editing(form.instance.pk)
            form.save()
            publishing.release_schedule(form.instance, by=user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        form.instance.refresh_from_db()
        return False
    return True


def left_open(review):
    """What an edition goes out despite, in words; "" when nothing is open."""
    not_ready = len(review.parts) - review.ready_count
    others = len([finding for finding in review.all_findings.pressing if not finding.is_of_readiness])
    told = []
    if not_ready:
        forms_of_parts = "część nie jest gotowa,części nie są gotowe,części nie jest gotowych"
        told.append(f"{not_ready} {plural(not_ready, forms_of_parts)}")
    if others:
        told.append(f"{others} {plural(others, 'uwaga czeka,uwagi czekają,uwag czeka')} na wyjaśnienie")
    return ", ".join(told)


def released_before(schedule):
    return Schedule.objects.current().filter(year=schedule.year).first()


class ChangesSince:
    """What would be new for readers, of the rows that exist for a user."""

    def __init__(self, found):
        self.found = found
        self.groups = grouped(found)
        self.counted = counted(found)


def changes_since(before, schedule, user):
    if before is None:
        return None
    rows = ScheduleEntry.objects.visible_to(user).select_related("section", "area", "inherited_from")
    old, new = (list(rows.of([edition]).order_by("section__position", "position")) for edition in (before, schedule))
    return ChangesSince(changes(old, new))
