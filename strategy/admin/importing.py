"""A document of a strategy at the desk: upload, preview, decisions, confirmation. /admin/strategy/strategyimport/…"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from leszno_ngo import clock
from leszno_ngo.admin import DeskAdmin
from leszno_ngo.choices import IssueKind
from leszno_ngo.reading import Refused
from leszno_ngo.uploads import Taken, attachment, forget
from strategy.forms.importing import (
    SHOWN,
    ConfirmDocumentForm,
    DocumentUploadForm,
    LeftOutForm,
    ShownChangesForm,
)
from strategy.importing import uploads
from strategy.models import StrategyImport
from strategy.publishing import request_missing_drawings

CHANGES_ON_A_PAGE = 100
UPLOAD = "admin/strategy/importing/upload.html"
PREVIEW = "admin/strategy/importing/preview.html"
DISCARD = "admin/strategy/importing/discard.html"
WHAT = {"created": "nowy", "changed": "zmieniony", "removed": "usunięty", "same": "bez zmian"}


@admin.register(StrategyImport)
class StrategyImportAdmin(DeskAdmin):
    """The list of what was sent in; a row leads to its preview, and „Dodaj” to sending a document in."""

    is_record = True
    hidden_from_officials = True
    list_display = ["name", "kind", "uploaded_at", "uploaded_by", "saved_at", "saved_as"]
    list_filter = ["kind"]
    list_select_related = ["uploaded_by", "saved_as"]
    search_fields = ["name"]

    def get_urls(self):
        own = [
            ("wczytaj/", self.upload_view, "upload"),
            ("<int:pk>/podglad/", self.preview_view, "preview"),
            ("<int:pk>/wyrzuc/", self.discard_view, "discard"),
            ("<int:pk>/plik/", self.file_view, "file"),
        ]
        wrapped = [
            path(end, self.admin_site.admin_view(never_cache(view)), name=f"strategy_strategyimport_{name}")
            for end, view, name in own
        ]
        return wrapped + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        upload = self.get_object(request, object_id) if request.method == "GET" else None
        if upload is None:
            return super().change_view(request, object_id, form_url, extra_context)
        return HttpResponseRedirect(preview_url(upload))

    def changelist_view(self, request, extra_context=None):
        may_upload = {"may_upload": request.user.is_coordinator}
        return super().changelist_view(request, may_upload | (extra_context or {}))

    # ── In ──────────────────────────────────────────────────────────────────────────────────────────────────────────

    def upload_view(self, request):
        self.for_coordinator(request)
        is_sent = request.method == "POST"
        form = DocumentUploadForm(request.POST, request.FILES) if is_sent else DocumentUploadForm()
        if is_sent and form.is_valid():
            return HttpResponseRedirect(preview_url(form.keep(by=request.user, now=clock.now())))
        documents = StrategyImport.objects.editable_by(request.user).select_related("uploaded_by")
        waiting = list(map(addressed, documents))
        return self.page(request, UPLOAD, "Wczytaj dokument strategii", form=form, waiting=waiting)

    def for_coordinator(self, request):
        if not request.user.is_coordinator:
            raise PermissionDenied

    # ── Preview ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def preview_view(self, request, pk):
        upload = self.sent_in(request, pk)
        if request.method != "POST":
            return self.preview_page(request, upload)
        self.for_coordinator(request)
        if upload.saved_at:
            return self.back(upload, "Ten dokument już zapisano.", messages.INFO, request)
        if "fingerprint" in request.POST:
            return self.confirm(request, upload)
        lines = [problem["line"] for problem in uploads.unread_lines(upload.preview)]
        form = LeftOutForm(request.POST, lines=lines)
        if form.is_valid():
            uploads.decide(upload, form.cleaned_data["wiersz"], clock.now())
        return HttpResponseRedirect(preview_url(upload))

    def sent_in(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request).select_related("uploaded_by", "saved_as"), pk=pk)

    def confirm(self, request, upload):
        form = ConfirmDocumentForm(request.POST)
        form.full_clean()
        fingerprint = form.cleaned_data.get("fingerprint", "")
        try:
            uploads.confirm(upload, by=request.user, fingerprint=fingerprint, now=clock.now())
        except Taken as refusal:
            return self.back(upload, str(refusal), messages.ERROR, request)
        except Refused as refusal:
            uploads.look_again(upload, clock.now())
            return self.back(upload, str(refusal), messages.ERROR, request)
        except ValidationError as refusal:
            return self.back(upload, " ".join(refusal.messages), messages.ERROR, request)
        request_missing_drawings()
        return self.back(upload, f"Zapisano dokument „{upload.preview['title']}”.", messages.SUCCESS, request)

    def back(self, upload, words, level, request):
        self.message_user(request, words, level)
        return HttpResponseRedirect(preview_url(upload))

    def preview_page(self, request, upload):
        shown = ShownChangesForm(request.GET)
        preview = upload.preview
        asked_for = [change for change in preview["changes"] if shown.what in ("", change["what"])]
        page = Paginator([change | {"what": WHAT[change["what"]]} for change in asked_for], CHANGES_ON_A_PAGE)
        counts = [
            (words, sum(change["what"] == what for change in preview["changes"]), what, what == shown.what)
            for what, words in SHOWN.items()
        ]
        context = {
            "upload": upload,
            "preview": preview,
            "unread": uploads.unread_lines(preview),
            "unread_cells": [issue for issue in preview["issues"] if issue["kind"] == IssueKind.UNREADABLE.label],
            "counts": counts,
            "what": shown.what,
            "page": page.get_page(shown.page),
            "changes_anything": uploads.changes_anything(preview),
            "fingerprint": uploads.fingerprint_of(preview),
            "may_edit": request.user.is_coordinator and not upload.saved_at,
        }
        return self.page(request, PREVIEW, f"Podgląd: {upload.name}", **context)

    # ── Away, and the file ──────────────────────────────────────────────────────────────────────────────────────────

    def discard_view(self, request, pk):
        self.for_coordinator(request)
        upload = get_object_or_404(StrategyImport.objects.editable_by(request.user), pk=pk)
        if request.method != "POST":
            words = f"Wyrzuć plik: {upload.name}"
            return self.page(request, DISCARD, words, upload=upload, preview=preview_url(upload))
        forget(upload)
        self.message_user(request, f"Wyrzucono plik „{upload.name}”. Strategie się nie zmieniły.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:strategy_strategyimport_changelist"))

    def file_view(self, request, pk):
        upload = self.sent_in(request, pk)
        return attachment(upload.file, upload.name)

    def page(self, request, template, title, **context):
        context = self.admin_site.each_context(request) | {"opts": self.opts, "title": title} | context
        request.current_app = self.admin_site.name
        return TemplateResponse(request, template, context)


def preview_url(upload):
    return reverse("admin:strategy_strategyimport_preview", args=[upload.pk])


def addressed(upload):
    """(upload, the address of its preview, the address where it is thrown away)."""
    return upload, preview_url(upload), reverse("admin:strategy_strategyimport_discard", args=[upload.pk])
