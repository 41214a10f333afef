"""Issued documents at the desk: what became of each file, and how to have failed ones made again, alone or many."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from leszno_ngo import issuing
from leszno_ngo.admin import DeskAdmin
from leszno_ngo.choices import DocumentState

MOST_TOLD = 50  # failed papers that the page of a batch names
WAITING = Q(state__in=[DocumentState.QUEUED, DocumentState.RUNNING])
FILE_FIELDS = [
    *("state", "error", "attempts", "queued_at", "claimed_at", "claimed_by"),
    *("made_at", "pages", "size", "sha256"),
]


@method_decorator(require_POST, name="retry_view")
class PaperAdmin(DeskAdmin):
    """Rows are written by acts alone; here one sees whether a file was made, why not, and has it made again."""

    is_record = True
    change_form_template = "admin/papers/change_form.html"
    actions = ["make_again"]

    def get_urls(self):
        own = [
            path("partia/<uuid:batch>/", self.admin_site.admin_view(self.batch_view), name=self.named("batch")),
            path("<int:pk>/ponow/", self.admin_site.admin_view(self.retry_view), name=self.named("retry")),
        ]
        return own + super().get_urls()

    def named(self, page):
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def has_retry_permission(self, request):
        return self.has_view_permission(request) and not request.user.is_auditor

    def change_view(self, request, object_id, form_url="", extra_context=None):
        may_retry = {"may_retry": self.has_retry_permission(request)}
        return super().change_view(request, object_id, form_url, may_retry | (extra_context or {}))

    # ── Made again ──────────────────────────────────────────────────────────────────────────────────────────────────

    @admin.action(description="Przygotuj ponownie wybrane, których nie udało się wykonać", permissions=["retry"])
    def make_again(self, request, papers):
        return self.sent_again(request, papers)

    def sent_again(self, request, papers):
        """To the page of the batch in which the failed ones of these are made; None when none of them is."""
        try:
            batch = issuing.retry_documents(papers, by=request.user)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return None
        return HttpResponseRedirect(reverse(f"admin:{self.named('batch')}", args=[batch]))

    def retry_view(self, request, pk):
        paper = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_retry_permission(request):
            raise PermissionDenied
        try:
            issuing.retry_document(paper, by=request.user)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
        else:
            self.message_user(request, "Plik PDF zlecono ponownie.", messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"admin:{self.named('change')}", args=[pk]))

    # ── How far a batch is ──────────────────────────────────────────────────────────────────────────────────────────

    def batch_view(self, request, batch):
        """„12 z 40”, until each is ready or has failed; those that failed can be sent once more."""
        papers = self.get_queryset(request).filter(batch=batch)
        counts = papers.aggregate(
            total=Count("pk"),
            ready=Count("pk", filter=Q(state=DocumentState.READY)),
            failed=Count("pk", filter=Q(state=DocumentState.FAILED)),
            waiting=Count("pk", filter=WAITING),
        )
        if not counts["total"]:
            raise Http404
        may_retry = self.has_retry_permission(request)
        if request.method == "POST":
            if not may_retry:
                raise PermissionDenied
            return self.sent_again(request, papers) or HttpResponseRedirect(request.path)
        failed = papers.filter(state=DocumentState.FAILED).select_related(*self.list_select_related or [])[:MOST_TOLD]
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": "Przygotowanie dokumentów",
            "counts": counts,
            "failed": failed,
            "may_retry": may_retry,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/papers/batch.html", context)
