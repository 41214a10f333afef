"""A spreadsheet of results at the desk: upload, preview, corrections, confirmation. …/wyniki/wczytaj/ and below it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from competitions.admin.call_pages import sent
from competitions.admin.importing import shown_counts
from competitions.forms.importing import ActForm, ShownForm, address_of
from competitions.forms.results_importing import GoneOfferForm, OfferRowForm, ResultsColumnsForm, ResultsUploadForm
from competitions.importing.previewing import State, counts
from competitions.importing.results import uploads
from competitions.importing.results.saving import hindrance, in_words
from competitions.importing.uploads import name_columns
from competitions.models import ResultsImport
from leszno_ngo import clock
from leszno_ngo.reading import Refused
from leszno_ngo.uploads import Taken, attachment, forget, put_right

UPLOAD = "admin/competitions/results/upload.html"
PREVIEW = "admin/competitions/results/preview.html"
ROWS_ON_A_PAGE = 100
DISCARD = "admin/competitions/results/discard.html"


class ResultsImporting:
    """For the admin of competitions."""

    def get_urls(self):
        own = [
            ("wczytaj/", self.results_import_view, "results_import"),
            ("wczytaj/<int:import_pk>/", self.results_preview_view, "results_import_preview"),
            ("wczytaj/<int:import_pk>/wyrzuc/", self.results_discard_view, "results_import_discard"),
            ("wczytaj/<int:import_pk>/plik/", self.results_file_view, "results_import_file"),
            ("szablon.xlsx", self.results_template_view, "results_template"),
        ]
        wrapped = [
            path(
                f"<int:pk>/wyniki/{end}",
                self.admin_site.admin_view(never_cache(view)),
                name=f"competitions_competition_{name}",
            )
            for end, view, name in own
        ]
        return wrapped + super().get_urls()

    def hindered(self, request, competition):
        """The answer while no results can be entered; None when they can."""
        words = hindrance(competition, clock.now())
        if not words:
            return None
        self.message_user(request, words, messages.ERROR)
        return self.go("results", competition)

    def results_import_view(self, request, pk):
        competition = self.to_act_on(request, pk)
        if hindered := self.hindered(request, competition):
            return hindered
        form = ResultsUploadForm(sent(request), request.FILES or None)
        if form.is_valid():
            upload = form.keep(competition=competition, by=request.user, now=clock.now())
            return HttpResponseRedirect(preview_url(upload))
        waiting = competition.results_imports.waiting().select_related("uploaded_by")
        context = {"form": form, "waiting": list(map(addressed, waiting))}
        return self.results_page(request, UPLOAD, f"Wczytaj wyniki: {competition}", competition, context)

    # ── Preview ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def results_preview_view(self, request, pk, import_pk):
        upload = self.upload_of(request, pk, import_pk)
        if upload.saved_at:
            self.message_user(request, "Ten plik już zapisano.", messages.INFO)
            return self.go("results", upload.competition)
        if hindered := self.hindered(request, upload.competition):
            return hindered
        opened = uploads.open_upload(upload)
        if request.method != "POST":
            return self.preview_page(request, opened, ShownForm(request.GET))
        if request.user.is_auditor:
            raise PermissionDenied
        return self.preview_sent(request, opened)

    def upload_of(self, request, pk, import_pk):
        competition = self.found(request, pk)
        rows = ResultsImport.objects.visible_to(request.user).filter(competition=competition)
        upload = get_object_or_404(rows.select_related("uploaded_by"), pk=import_pk)
        upload.competition = competition
        return upload

    def preview_sent(self, request, opened):
        act = ActForm(request.POST)
        if act.names_columns:
            return self.columns_sent(request, opened)
        if opened.comparison is None:
            return HttpResponseRedirect(preview_url(opened.upload))
        by_key = {row.key: row for row in opened.comparison.rows}
        rows = [by_key[key] for key in act.keys if key in by_key]
        forms = forms_of(rows, request.POST)
        if not all(form.is_valid() for form in forms):
            return self.preview_page(request, opened, ShownForm(request.GET), rows=rows, forms=forms)
        is_changed = put_right(opened.upload, {form.row_key: form.correction() for form in forms})
        if act.confirms and not is_changed:
            return self.confirm(request, opened, act.fingerprint)
        if act.confirms:
            words = "Zapisano poprawki. Sprawdź, co z nich wynika, i zatwierdź jeszcze raz."
            self.message_user(request, words, messages.WARNING)
        elif is_changed:
            self.message_user(request, "Poprawki zapisano. Podgląd pokazuje, co z nich wynika.", messages.SUCCESS)
        return HttpResponseRedirect(preview_url(opened.upload) + (act.goes_to or address_of(ShownForm(request.GET))))

    def columns_sent(self, request, opened):
        columns = columns_form(opened, request.POST)
        if not columns.is_valid():
            return self.preview_page(request, opened, ShownForm(None), columns=columns)
        name_columns(opened.upload, columns.columns())
        return HttpResponseRedirect(preview_url(opened.upload))

    def confirm(self, request, opened, fingerprint):
        upload = opened.upload
        try:
            outcome = uploads.confirm(upload, by=request.user, fingerprint=fingerprint, now=clock.now())
        except Taken as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(preview_url(upload))
        else:
            level = messages.SUCCESS if outcome else messages.INFO
            self.message_user(request, told(upload.name, outcome), level)
        return self.go("results", upload.competition)

    def preview_page(self, request, opened, shown, *, columns=None, rows=None, forms=None):
        """`rows`, `forms`: those that were sent and are not right yet; else all that are asked for."""
        context = {"upload": opened.upload, "refusal": opened.refusal, "may_edit": not request.user.is_auditor}
        context["columns"] = columns or columns_form(opened)
        if opened.comparison is not None:
            every = opened.comparison.rows
            asked_for = [row for row in every if shown.state in (None, row.state)]
            page = Paginator(asked_for, ROWS_ON_A_PAGE).get_page(shown.page)
            rows = rows or list(page)
            context |= {
                "comparison": opened.comparison,
                "counts": list(shown_counts(counts(every), shown)),
                "all_shown": shown.state is None,
                "total": len(every),
                "page": page,
                "address_before": address_of(shown, page.number - 1),
                "address_after": address_of(shown, page.number + 1),
                "problems": sum(row.state == State.PROBLEM for row in every),
                "keys": " ".join(row.key for row in rows),
                "forms": forms or forms_of(rows),
            }
        title = f"Podgląd wyników: {opened.upload.name}"
        return self.results_page(request, PREVIEW, title, opened.upload.competition, context)

    # ── Away, and the file ──────────────────────────────────────────────────────────────────────────────────────────

    def results_discard_view(self, request, pk, import_pk):
        competition = self.to_act_on(request, pk)
        upload = get_object_or_404(competition.results_imports.waiting(), pk=import_pk)
        if request.method == "POST":
            forget(upload)
            words = f"Wyrzucono plik „{upload.name}”. Wyniki się nie zmieniły."
            self.message_user(request, words, messages.SUCCESS)
            return self.go("results", competition)
        context = {"upload": upload, "preview": preview_url(upload)}
        return self.results_page(request, DISCARD, f"Wyrzuć plik: {upload.name}", competition, context)

    def results_file_view(self, request, pk, import_pk):
        upload = self.upload_of(request, pk, import_pk)
        return attachment(upload.file, upload.name)


def preview_url(upload):
    return reverse("admin:competitions_competition_results_import_preview", args=[upload.competition_id, upload.pk])


def addressed(upload):
    """(upload, the address of its preview, the address where it is thrown away)."""
    place = [upload.competition_id, upload.pk]
    return upload, preview_url(upload), reverse("admin:competitions_competition_results_import_discard", args=place)


def columns_form(opened, data=None):
    return ResultsColumnsForm(opened.asked_headings, opened.upload.columns, data)


def forms_of(rows, data=None):
    return [GoneOfferForm(row, data) if row.row is None else OfferRowForm(row, data) for row in rows]


def told(name, outcome):
    if not outcome:
        return f"Plik „{name}” niczego nie zmienia: wszystkie jego oferty są już wpisane."
    return f"Wczytano plik „{name}”. {in_words(outcome)} Teraz uzupełnij dane rozstrzygnięcia i liczby ofert."
