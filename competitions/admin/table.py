"""A part's rows as one table that is read, checked and saved at once: …/schedulesection/<pk>/tabela/."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET

from competitions import editing, publishing
from competitions.forms import table_buttons, table_merging
from competitions.forms.table import MOST_ROWS, Lists, TableForm
from competitions.forms.table_row import RAW, Row
from competitions.forms.terms import Edition, TermQuestionForm, Way
from competitions.models import PriorityArea, PriorityTask, ScheduleEntry, ScheduleSection
from leszno_ngo.templatetags.leszno import plural

PAGE, TOO_LARGE = "admin/competitions/table/table.html", "admin/competitions/table/too_large.html"
ROWS_TO_READ = "admin/competitions/table/reading.html"


class SectionTable:
    """For the admin of parts: the table's page and the question about a term, with links to them."""

    def get_urls(self):
        table = csrf_exempt(self.table_view)  # a form that is too large must be told so before its token is looked for
        own = [
            path("<int:pk>/tabela/", self.admin_site.admin_view(table), name="competitions_schedulesection_table"),
            path(
                "<int:pk>/tabela/termin/",
                self.admin_site.admin_view(require_GET(self.term_view)),
                name="competitions_schedulesection_term",
            ),
        ]
        return own + super().get_urls()

    @admin.display(description="tabela")
    def table_link(self, section):
        label = f"Tabela części: {section}"
        return format_html('<a href="{}" aria-label="{}">Tabela</a>', table_url(section), label)

    def table_view(self, request, pk):
        section = get_object_or_404(ScheduleSection.objects.visible_to(request.user).select_related("schedule"), pk=pk)
        may_edit = ScheduleSection.objects.editable_by(request.user).filter(pk=pk).exists()
        if request.method != "POST":
            return self.table_page(request, section, table_of(section), may_edit=may_edit)
        try:
            data = request.POST
        except (TooManyFieldsSent, RequestDataTooBig):
            return self.page(request, TOO_LARGE, section, {"most_rows": MOST_ROWS}, status=413)
        return csrf_protect(self.table_sent)(request, section, data, may_edit)

    def table_sent(self, request, section, data, may_edit):
        if not may_edit:
            raise PermissionDenied
        table = table_of(section, data)
        if table.button != "zapisz":
            table_buttons.press(table)
            table.check()
            return self.table_page(request, section, table)
        table, outcome, was_withdrawn = save(section, data, request.user)
        if outcome is None:
            return self.table_page(request, section, table)
        for notice in table.notices:
            messages.info(request, notice)
        level = messages.SUCCESS if outcome else messages.INFO
        messages.add_message(request, level, told(outcome, was_withdrawn=was_withdrawn))
        return HttpResponseRedirect(table_url(section))

    def term_view(self, request, pk):
        sections = ScheduleSection.objects.visible_to(request.user).select_related("schedule")
        schedule = get_object_or_404(sections, pk=pk).schedule
        return JsonResponse(TermQuestionForm(request.GET, edition=Edition(schedule.year, schedule.as_of)).answer())

    def table_page(self, request, section, table, *, may_edit=True):
        if not may_edit or len(table.rows) > MOST_ROWS:
            context = {"entries": list(table.stored.values()), "is_too_long": may_edit, "most_rows": MOST_ROWS}
            return self.page(request, ROWS_TO_READ, section, context)
        if request.method != "POST":
            table.check()
        context = {
            "table": table,
            "differences": table_merging.differences(table),
            "moves": table_merging.moves(table) if table.order_is_disputed else [],
            "blank": Row("n0", dict.fromkeys(RAW, "")),
            "ways": Way.choices,
            "stretches": render_to_string("admin/competitions/table/stretches.html", {"edition": table.edition}),
            "term_url": reverse("admin:competitions_schedulesection_term", args=[section.pk]),
            "most_rows": MOST_ROWS,
        }
        return self.page(request, PAGE, section, context)

    def page(self, request, template, section, context, status=200):
        own = {
            "title": f"Tabela: {section}",
            "section": section,
            "opts": self.opts,
            "is_nav_sidebar_enabled": False,  # a table needs the width
        }
        context = self.admin_site.each_context(request) | own | context
        return TemplateResponse(request, template, context, status=status)


def table_url(section):
    return reverse("admin:competitions_schedulesection_table", args=[section.pk])


def table_of(section, data=None, *, is_locked=False):
    stored = section.entries.select_related("area", "task", "inherited_from").order_by("position", "pk")
    if is_locked:
        stored = stored.select_for_update(of=("self",))
    areas = {area.pk: area for area in PriorityArea.objects.all()}
    tasks = {task.pk: task for task in PriorityTask.objects.of_year(section.schedule.year).order_by("position")}
    table = TableForm(section, stored, Lists(areas, tasks), data)
    table.records = latest_records(section, table_merging.outdated(table))
    return table


@transaction.atomic
def save(section, data, user):
    """(table, what was saved or None, whether that took the part's confirmation back); all of it or nothing."""
    try:
        publishing.lock_for_editing(section.schedule_id)
    except ValidationError as refusal:
        return refused(table_of(section, data), refusal)
    table = table_of(section, data, is_locked=True)
    table_buttons.press(table)
    try:
        table_merging.merge(table)
        if not table.check() or table.disputes:
            return table, None, False
        rows, removed = table.wanted()
        outcome = editing.save_rows(section, rows, removed, by=user)
    except ValidationError as refusal:  # nothing is written before the last refusal
        return refused(table, refusal)
    return table, outcome, bool(outcome) and publishing.withdraw_confirmation(section)


def refused(table, refusal):
    table.problem = " ".join(refusal.messages)
    table.check()
    return table, None, False


def latest_records(section, keys):
    """{key: newest record} of these rows of the part, stored or gone."""
    records = ScheduleEntry.history.filter(id__in=keys, section_id=section.pk)
    records = records.select_related("history_user").order_by("history_date", "history_id") if keys else ()
    return {record.id: record for record in records}


def told(outcome, *, was_withdrawn):
    """„Zapisano: zmieniono 2 wiersze, dodano 1 wiersz. …”."""
    if not outcome:
        return "Nic się nie zmieniło, więc nie było czego zapisać."
    counts = (("zmieniono", outcome.changed), ("dodano", outcome.added), ("usunięto", outcome.removed))
    acts = [f"{act} {n} {plural(n, 'wiersz,wiersze,wierszy')}" for act, n in counts if n]
    acts += ["zmieniono kolejność"] if outcome.is_reordered else []
    parts = [f"Zapisano: {', '.join(acts)}."] if acts else ["Zapisano."]
    if n := outcome.following:
        verb = plural(n, "zmienił się też,zmieniły się też,zmieniło się też")
        parts.append(f"Za nimi {verb} {n} {plural(n, 'wiersz,wiersze,wierszy')} „jak wiersz wyżej”.")
    if was_withdrawn:
        parts.append("Część nie jest już oznaczona jako gotowa. Gdy skończysz, oznacz ją ponownie.")
    return " ".join(parts)
