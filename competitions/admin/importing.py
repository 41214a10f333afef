"""A department's or the whole year's document into the working edition: upload, preview, corrections, confirmation.

…/schedule/<pk>/wczytaj/ and below it. Whoever may change no part of the edition finds none of these pages.
"""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from competitions.forms.importing import (
    ActForm,
    ColumnsForm,
    GoneForm,
    QuestionsForm,
    RowForm,
    ShownForm,
    UploadForm,
    address_of,
)
from competitions.importing import previewing, uploads
from competitions.models import PriorityArea, Schedule, ScheduleImport, ScheduleSection
from leszno_ngo import clock
from leszno_ngo.reading import Refused
from leszno_ngo.templatetags.leszno import plural
from leszno_ngo.terms.choosing import stretches
from leszno_ngo.uploads import Taken, attachment, forget, put_right

ROWS_ON_A_PAGE = 100
UPLOAD = "admin/competitions/importing/upload.html"
PREVIEW = "admin/competitions/importing/preview.html"
DISCARD = "admin/competitions/importing/discard.html"
OTHER_WORDS = ("na bieżąco", "nie planuje się")
SAVED_ALREADY = "Ten plik już zapisano."
RELEASED = "To wydanie harmonogramu już wydano. Wczytaj plik do nowego wydania roboczego."


class ScheduleImporting:
    """For the admin of schedules."""

    def get_urls(self):
        own = [
            ("wczytaj/", self.upload_view, "import"),
            ("wczytaj/<int:pk>/", self.preview_view, "import_preview"),
            ("wczytaj/<int:pk>/wyrzuc/", self.discard_view, "import_discard"),
            ("wczytaj/<int:pk>/plik/", self.uploaded_file_view, "import_file"),
            ("plik/", self.source_file_view, "source"),
        ]
        wrapped = [
            path(
                f"<int:schedule_pk>/{end}",
                self.admin_site.admin_view(never_cache(view)),
                name=f"competitions_schedule_{name}",
            )
            for end, view, name in own
        ]
        return wrapped + super().get_urls()

    def importing_page(self, request, template, schedule, title, context):
        common = self.admin_site.each_context(request) | {"opts": self.opts, "schedule": schedule, "title": title}
        return TemplateResponse(request, template, common | context)

    # ── Upload ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def upload_view(self, request, schedule_pk):
        schedule = get_object_or_404(Schedule.objects.importable_by(request.user), pk=schedule_pk)
        parts = ScheduleSection.objects.editable_by(request.user).filter(schedule=schedule).order_by("position")
        form = UploadForm(
            request.POST or None,
            request.FILES or None,
            schedule=schedule,
            parts=parts,
            may_replace=request.user.is_coordinator,
            initial=request.GET.dict(),
        )
        if request.method == "POST" and form.is_valid():
            upload = form.keep(by=request.user, now=clock.now())
            return redirect(preview_url(upload))
        waiting = ScheduleImport.objects.editable_by(request.user).filter(schedule=schedule)
        context = {"form": form, "waiting": list(map(addressed, waiting.select_related("uploaded_by", "section")))}
        return self.importing_page(request, UPLOAD, schedule, "Wczytaj plik do harmonogramu", context)

    # ── Preview ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def preview_view(self, request, schedule_pk, pk):
        upload = self.upload_of(request, schedule_pk, pk)
        if upload.saved_at or upload.schedule.is_released:
            messages.info(request, SAVED_ALREADY if upload.saved_at else RELEASED)
            return redirect(self.after(request, upload.schedule))
        opened = uploads.open_upload(upload, request.user)
        may_edit = ScheduleImport.objects.editable_by(request.user).filter(pk=pk).exists()
        if request.method == "POST" and may_edit:
            return self.preview_sent(request, opened)
        return self.preview_page(request, opened, ShownForm(request.GET), may_edit=may_edit)

    def upload_of(self, request, schedule_pk, pk):
        visible = ScheduleImport.objects.visible_to(request.user).filter(schedule=schedule_pk)
        return get_object_or_404(visible.select_related("schedule", "section", "uploaded_by"), pk=pk)

    def after(self, request, schedule):
        """Where somebody goes who is done with the file."""
        if Schedule.objects.importable_by(request.user).filter(pk=schedule.pk).exists():
            return reverse("admin:competitions_schedule_import", args=[schedule.pk])
        return reverse("admin:competitions_schedule_change", args=[schedule.pk])

    def preview_sent(self, request, opened):
        act = ActForm(request.POST)
        if act.names_columns:
            return self.columns_sent(request, opened)
        if opened.comparison is None:
            return redirect(preview_url(opened.upload))
        by_key = {row.key: row for row in previewing.preview_rows(opened)}
        rows = [by_key[key] for key in act.keys if key in by_key]
        forms, questions = forms_of(opened, rows, request.POST), questions_form(opened, request.POST)
        if not all([*(form.is_valid() for form in forms), questions.is_valid()]):
            bound = {"rows": rows, "forms": forms, "questions": questions}
            return self.preview_page(request, opened, ShownForm(request.GET), **bound)
        corrections = {form.row.key: form.correction() for form in forms} | {"names": questions.answers()}
        is_changed = put_right(opened.upload, corrections)
        if act.confirms and not is_changed:
            return self.confirm(request, opened, act.fingerprint)
        if act.confirms:
            messages.warning(request, "Zapisano poprawki. Sprawdź, co z nich wynika, i zatwierdź jeszcze raz.")
        elif is_changed:
            messages.success(request, "Poprawki zapisano. Podgląd pokazuje, co z nich wynika.")
        return redirect(preview_url(opened.upload) + (act.goes_to or address_of(ShownForm(request.GET))))

    def columns_sent(self, request, opened):
        columns = columns_form(opened, request.POST)
        if not columns.is_valid():
            return self.preview_page(request, opened, ShownForm(None), columns=columns)
        uploads.name_columns(opened.upload, columns.columns())
        return redirect(preview_url(opened.upload))

    def confirm(self, request, opened, fingerprint):
        upload, schedule = opened.upload, opened.upload.schedule
        try:
            saved = uploads.confirm(upload, by=request.user, fingerprint=fingerprint, now=clock.now())
        except Taken as refusal:
            messages.error(request, str(refusal))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(preview_url(upload))
        else:
            level = messages.INFO if saved.was_saved_before else messages.SUCCESS
            messages.add_message(request, level, told(upload.name, saved))
        return redirect(self.after(request, schedule))

    def preview_page(self, request, opened, shown, *, may_edit=True, columns=None, **bound):
        """`bound`: the rows and forms that were sent and are not right yet."""
        upload = opened.upload
        context = {"upload": upload, "refusal": opened.refusal, "may_edit": may_edit}
        context["columns"] = columns or columns_form(opened)
        if opened.comparison is not None:
            every = previewing.preview_rows(opened)
            rows = [row for row in every if shown.state in (None, row.state)]
            page = Paginator(rows, ROWS_ON_A_PAGE).get_page(shown.page)
            rows = bound.get("rows", list(page))
            context |= {
                "comparison": opened.comparison,
                "general": previewing.general_problems(opened),
                "counts": list(shown_counts(previewing.counts(every), shown)),
                "all_shown": shown.state is None,
                "total": len(every),
                "shown": shown,
                "page": page,
                "address_before": address_of(shown, page.number - 1),
                "address_after": address_of(shown, page.number + 1),
                "keys": " ".join(row.key for row in rows),
                "forms": bound.get("forms") or forms_of(opened, rows),
                "questions": bound.get("questions") or questions_form(opened),
                "terms": terms_of(upload.schedule.year),
            }
        return self.importing_page(request, PREVIEW, upload.schedule, f"Podgląd: {upload.name}", context)

    # ── Away ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def discard_view(self, request, schedule_pk, pk):
        waiting = ScheduleImport.objects.editable_by(request.user).filter(schedule=schedule_pk)
        upload = get_object_or_404(waiting.select_related("schedule"), pk=pk)
        if request.method == "POST":
            forget(upload)
            messages.success(request, f"Wyrzucono plik „{upload.name}”. Harmonogram się nie zmienił.")
            return redirect(self.after(request, upload.schedule))
        context = {"upload": upload, "preview": preview_url(upload)}
        return self.importing_page(request, DISCARD, upload.schedule, "Wyrzuć plik", context)

    # ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def uploaded_file_view(self, request, schedule_pk, pk):
        upload = self.upload_of(request, schedule_pk, pk)
        return attachment(upload.file, upload.name)

    def source_file_view(self, request, schedule_pk):
        """The document of a whole edition holds every department's rows, so only those see it who see all of them."""
        if not request.user.sees_everything:
            raise Http404
        schedule = get_object_or_404(Schedule.objects.select_related("source"), pk=schedule_pk)
        return source_attachment(schedule.source)


class SectionSource:
    """For the admin of parts: the file that a part was read from."""

    def get_urls(self):
        view = self.admin_site.admin_view(never_cache(self.section_file_view))
        return [path("<int:pk>/plik/", view, name="competitions_schedulesection_source"), *super().get_urls()]

    def section_file_view(self, request, pk):
        parts = ScheduleSection.objects.visible_to(request.user).select_related("source", "schedule")
        section = get_object_or_404(parts, pk=pk)
        holds_other_parts = section.source and section.source.sections.exclude(
            pk__in=ScheduleSection.objects.visible_to(request.user).values("pk")
        )
        if holds_other_parts and holds_other_parts.exists():
            raise Http404
        return source_attachment(section.source)


def source_attachment(document):
    if document is None or not document.file:
        raise Http404
    return attachment(document.file, document.name)


def preview_url(upload):
    return reverse("admin:competitions_schedule_import_preview", args=[upload.schedule_id, upload.pk])


def addressed(upload):
    """(upload, the address of its preview, the address where it is thrown away)."""
    discard = reverse("admin:competitions_schedule_import_discard", args=[upload.schedule_id, upload.pk])
    return upload, preview_url(upload), discard


def columns_form(opened, data=None):
    return ColumnsForm(opened.asked_headings, opened.upload.columns, data)


def questions_form(opened, data=None):
    return QuestionsForm(opened.comparison.questions, data)


def forms_of(opened, rows, data=None):
    areas = list(PriorityArea.objects.values_list("name", flat=True)) if rows else []
    parts = [section.heading for section in opened.comparison.reading.sections]
    make = partial(RowForm, data=data, areas=areas, parts=parts)
    return [GoneForm(row, data) if row.gone else make(row) for row in rows]


def shown_counts(counts, shown):
    """(state's word, how many, the end of its address, whether it is shown now), the whole first."""
    for state, n in counts.items():
        yield previewing.LABELS[state], n, f"?pokaz={state}", shown.state == state


def terms_of(year):
    """Words that a term can be chosen from."""
    return [*OTHER_WORDS, *(words for terms in stretches(year).values() for words in terms)]


def told(name, saved):
    if saved.was_saved_before:
        return f"Plik „{name}” niczego nie zmienia: wszystkie jego pozycje są już w harmonogramie."
    changes = saved.entries
    counted = [
        (changes.created, "nowa,nowe,nowych"),
        (changes.changed, "zmieniona,zmienione,zmienionych"),
        (changes.removed, "usunięta,usunięte,usuniętych"),
        (changes.unchanged, "bez zmian,bez zmian,bez zmian"),
    ]
    words = ", ".join(f"{n} {plural(n, forms)}" for n, forms in counted if n)
    return f"Wczytano plik „{name}”. Pozycje: {words or 'zmieniła się ich kolejność'}."
