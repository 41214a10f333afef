"""Progress reports at the desk: issued by a coordinator, made by a worker, and made again when that failed."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from leszno_ngo import clock
from leszno_ngo.papers import FILE_FIELDS, PaperAdmin
from strategy import publishing
from strategy.forms.reports import IssueReportForm
from strategy.models import ProgressReport


@admin.register(ProgressReport)
class ProgressReportAdmin(PaperAdmin):
    list_display = ["title", "number", "as_of", "issued_at", "state", "error", "pages"]
    list_filter = ["state", "strategy"]
    list_select_related = ["strategy"]
    search_fields = ["title", "error"]
    ordering = ["-issued_at", "-pk"]
    fields = ["title", "strategy", "goal", "number", "as_of", "issued_at", "issued_by", *FILE_FIELDS]

    def has_add_permission(self, request, obj=None):
        return self.has_view_permission(request) and request.user.is_coordinator

    def has_delete_permission(self, request, obj=None):
        return False

    def has_retry_permission(self, request):
        return request.user.is_coordinator

    def add_view(self, request, form_url="", extra_context=None):
        """Nothing but what the report is about is asked; the act writes the rest."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        initial = self.get_changeform_initial_data(request)
        form = IssueReportForm(request.POST or None, initial=initial, today=clock.today())
        if form.is_valid():
            try:
                report = publishing.issue_report(**form.cleaned_data, by=request.user, now=clock.now())
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                self.message_user(request, f"Wydano sprawozdanie nr {report.number}.", messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:strategy_progressreport_change", args=[report.pk]))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": "Wydaj sprawozdanie z postępu",
            "form": form,
            "adminform": AdminForm(form, [(None, {"fields": list(form.fields)})], {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/strategy/progressreport/issue.html", context)
