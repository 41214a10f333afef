"""A spreadsheet of a year's values at the desk: upload, preview, confirmation. …/wartosci/<year>/wczytaj/ and below."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from leszno_ngo import clock
from leszno_ngo.reading import Refused
from leszno_ngo.templatetags.leszno import plural
from leszno_ngo.uploads import Taken, attachment, forget
from strategy.admin.years import asked_year
from strategy.forms.values_importing import ConfirmForm, ValuesUploadForm
from strategy.importing.values.uploads import open_upload
from strategy.models import ReportingYear, ValuesImport
from strategy.publishing.taking_over import take_values_over

UPLOAD = "admin/strategy/grid/upload.html"
PREVIEW = "admin/strategy/grid/preview.html"
DISCARD = "admin/strategy/grid/discard.html"
CLOSED = "Rok {} jest zamknięty. Najpierw koordynator musi go otworzyć."


class ValuesImporting:
    """For the admin of indicators."""

    def get_urls(self):
        own = [
            ("", self.values_import_view, "import"),
            ("<int:pk>/", self.values_preview_view, "import_preview"),
            ("<int:pk>/wyrzuc/", self.values_discard_view, "import_discard"),
            ("<int:pk>/plik/", self.values_file_view, "import_file"),
        ]
        wrapped = [
            path(
                f"wartosci/<int:year>/wczytaj/{end}",
                self.admin_site.admin_view(never_cache(view)),
                name=f"strategy_values_{name}",
            )
            for end, view, name in own
        ]
        return wrapped + super().get_urls()

    def values_import_view(self, request, year):
        asked_year(year)
        if request.user.is_auditor:
            raise PermissionDenied
        if ReportingYear.objects.closed().filter(year=year).exists():
            return self.back_to_grid(request, year, CLOSED.format(year), messages.ERROR)
        is_sent = request.method == "POST"
        form = ValuesUploadForm(
            request.POST if is_sent else None,
            request.FILES if is_sent else None,
            year=year,
            by=request.user,
            today=clock.today(),
        )
        if is_sent and form.is_valid():
            return HttpResponseRedirect(preview_url(form.keep(now=clock.now())))
        waiting = ValuesImport.objects.editable_by(request.user).filter(year=year).select_related("uploaded_by")
        found = list(map(addressed, waiting))
        return self.values_page(request, UPLOAD, f"Wczytaj wartości za {year}", year, form=form, waiting=found)

    def values_preview_view(self, request, year, pk):
        upload = upload_of(request, year, pk)
        if upload.saved_at:
            return self.back_to_grid(request, year, "Ten plik już zapisano.", messages.INFO)
        if request.method == "POST":
            return self.confirm(request, upload)
        opened = open_upload(upload, request.user, clock.today())
        may_edit = not request.user.is_auditor
        return self.values_page(
            request, PREVIEW, f"Podgląd: {upload.name}", year, opened=opened, upload=upload, may_edit=may_edit
        )

    def confirm(self, request, upload):
        if request.user.is_auditor:
            raise PermissionDenied
        form = ConfirmForm(request.POST)
        form.full_clean()
        shown = form.cleaned_data.get("fingerprint", "")
        try:
            n = take_values_over(upload, by=request.user, fingerprint=shown, now=clock.now())
        except Taken as refusal:
            return self.back_to_grid(request, upload.year, str(refusal), messages.ERROR)
        except (Refused, ValidationError) as refusal:
            words = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
            self.message_user(request, words, messages.ERROR)
            return HttpResponseRedirect(preview_url(upload))
        words = f"Wczytano plik „{upload.name}”: {n} {plural(n, 'szkic,szkice,szkiców')} do sprawdzenia."
        return self.back_to_grid(request, upload.year, words, messages.SUCCESS)

    def values_discard_view(self, request, year, pk):
        if request.user.is_auditor:
            raise PermissionDenied
        upload = get_object_or_404(ValuesImport.objects.editable_by(request.user), year=year, pk=pk)
        if request.method == "POST":
            forget(upload)
            words = f"Wyrzucono plik „{upload.name}”. Wartości się nie zmieniły."
            return self.back_to_grid(request, year, words, messages.SUCCESS)
        words = f"Wyrzuć plik: {upload.name}"
        return self.values_page(request, DISCARD, words, year, upload=upload, preview=preview_url(upload))

    def values_file_view(self, request, year, pk):
        upload = upload_of(request, year, pk)
        return attachment(upload.file, upload.name)

    def back_to_grid(self, request, year, words, level):
        self.message_user(request, words, level)
        return HttpResponseRedirect(reverse("admin:strategy_values_grid", args=[year]))

    def values_page(self, request, template, title, year, **context):
        context |= self.admin_site.each_context(request) | {"opts": self.opts, "title": title, "year": year}
        request.current_app = self.admin_site.name
        return TemplateResponse(request, template, context)


def upload_of(request, year, pk):
    rows = ValuesImport.objects.visible_to(request.user).select_related("uploaded_by")
    return get_object_or_404(rows, year=year, pk=pk)


def preview_url(upload):
    return reverse("admin:strategy_values_import_preview", args=[upload.year, upload.pk])


def addressed(upload):
    """(upload, the address of its preview, the address where it is thrown away)."""
    place = [upload.year, upload.pk]
    return upload, preview_url(upload), reverse("admin:strategy_values_import_discard", args=place)
