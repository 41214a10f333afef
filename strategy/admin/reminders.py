"""Letters to departments at the desk: what was written, whether it left, and how to have a failed one sent again."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from leszno_ngo.admin import DeskAdmin
from strategy import alerts
from strategy.models import Reminder


@admin.register(Reminder)
@method_decorator(require_POST, name="retry_view")
class ReminderAdmin(DeskAdmin):
    is_record = True
    list_display = ["subject", "department", "recipient", "state", "sent_at", "error"]
    list_filter = ["state", "department"]
    list_select_related = ["department"]
    search_fields = ["subject", "recipient", "body"]
    ordering = ["-queued_at", "-pk"]
    fields = [
        *("department", "due_on", "days", "recipient", "subject", "body"),
        *("state", "error", "attempts", "queued_at", "sent_at"),
    ]

    def get_urls(self):
        retry = self.admin_site.admin_view(self.retry_view)
        return [path("<int:pk>/ponow/", retry, name="strategy_reminder_retry"), *super().get_urls()]

    def has_retry_permission(self, request, reminder=None):
        return self.has_view_permission(request) and not request.user.is_auditor

    def change_view(self, request, object_id, form_url="", extra_context=None):
        may_retry = {"may_retry": self.has_retry_permission(request)}
        return super().change_view(request, object_id, form_url, may_retry | (extra_context or {}))

    def retry_view(self, request, pk):
        reminder = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_retry_permission(request):
            raise PermissionDenied
        try:
            alerts.retry_reminder(reminder, by=request.user)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
        else:
            self.message_user(request, "Przypomnienie zlecono ponownie.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:strategy_reminder_change", args=[pk]))
