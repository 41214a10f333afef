"""The composer: how a draft begins, its overview, a page for each section, its previews and its end.

Working copies of changes are composed on the same pages; what has been announced is only read here.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import FileResponse, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, register_converter, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET, require_safe

from competitions import composing, documents, publishing, wording
from competitions.admin.composer_start import StartPage
from competitions.facts import competition_facts
from competitions.forms.composer import SectionPage, SentForm, TermQuestionForm
from competitions.models import Attachment, Competition
from leszno_ngo import clock
from leszno_ngo.history import acting
from leszno_ngo.templatetags.leszno import plural

OVERVIEW, SECTION = "admin/competitions/composer/overview.html", "admin/competitions/composer/section.html"
PREVIEW, DELETE = "admin/competitions/composer/preview.html", "admin/competitions/composer/delete.html"
ANCHORS = {SentForm.ADD: "#nowy", SentForm.FILL: "#wiersze"}  # where one goes on in the same section
ANNOUNCED = "Ten konkurs jest już ogłoszony. Jego treść zmienia się tylko przez zmianę ogłoszenia."


class SectionKey:
    """A section's key in code, its Polish name in addresses."""

    keys = {section.slug: section.key for section in composing.SECTIONS}
    slugs = {key: slug for slug, key in keys.items()}
    regex = "|".join(keys)

    def to_python(self, value):
        return self.keys[value]

    def to_url(self, value):
        return self.slugs[value]


register_converter(SectionKey, "section")


def page_of(competition, page, *args):
    return reverse(f"admin:competitions_competition_{page}", args=[competition.pk, *args])


@method_decorator(require_safe, name="composer_view")
@method_decorator(require_safe, name="preview_view")
@method_decorator(require_safe, name="preview_pdf_view")
@method_decorator(require_safe, name="attachment_view")
@method_decorator(require_GET, name="term_view")
class ComposerPages(StartPage):
    """For the admin of competitions."""

    def get_urls(self):
        own = [
            ("<int:pk>/ogloszenie/", self.composer_view, "composer"),
            ("<int:pk>/ogloszenie/<section:key>/", self.section_view, "section"),
            ("<int:pk>/ogloszenie/termin.json", self.term_view, "term"),
            ("<int:pk>/podglad/", self.preview_view, "preview"),
            ("<int:pk>/podglad.pdf", self.preview_pdf_view, "preview_pdf"),
            ("<int:pk>/usun-szkic/", self.delete_draft_view, "delete_draft"),
            ("<int:pk>/zalacznik/<int:attachment_pk>/", self.attachment_view, "attachment"),
        ]
        wrapped = [
            path(address, self.admin_site.admin_view(view), name=f"competitions_competition_{name}")
            for address, view, name in own
        ]
        return wrapped + super().get_urls()

    def composer_page(self, request, template, competition, title, context):
        own = {
            "opts": self.opts,
            "title": title,
            "competition": competition,
            "may_change": Competition.objects.editable_by(request.user).filter(pk=competition.pk).exists(),
        }
        request.current_app = self.admin_site.name
        context = self.admin_site.each_context(request) | own | context
        return TemplateResponse(request, template, context)

    def visible(self, request, pk):
        """A competition or a working copy, if it exists for the user."""
        rows = Competition.objects.visible_to(request.user).select_related("department", "area", "amends")
        return get_object_or_404(rows, pk=pk)

    def editable(self, request, pk):
        competition = self.visible(request, pk)
        if not Competition.objects.editable_by(request.user).filter(pk=pk).exists():
            raise PermissionDenied
        return competition

    def to_page(self, request, competition, page="composer", refusal=None):
        if refusal:
            messages.error(request, refusal)
        return HttpResponseRedirect(page_of(competition, page))

    # ── Overview ────────────────────────────────────────────────────────────────────────────────────────────────────

    def composer_view(self, request, pk):
        competition = self.visible(request, pk)
        if competition.is_announced:
            return self.to_page(request, competition, "record")
        context = {"composition": composing.composition(competition, clock.today())}
        return self.composer_page(request, OVERVIEW, competition, title_of(competition), context)

    # ── A section ───────────────────────────────────────────────────────────────────────────────────────────────────

    def section_view(self, request, pk, key):
        competition, section = self.editable(request, pk), composing.BY_KEY[key]
        if competition.is_announced:
            return self.to_page(request, competition, "record", ANNOUNCED)
        if section not in composing.sections_of(competition):
            return self.to_page(request, competition)
        if request.method != "POST":
            page = SectionPage(competition, section, user=request.user, today=clock.today())
            return self.section_page(request, page)
        page, is_stored = save(request, competition, section)
        if page is None:
            return self.to_page(request, competition, "record", ANNOUNCED)
        return self.go_on(request, page) if is_stored else self.section_page(request, page)

    def section_page(self, request, page):
        competition = self.visible(request, page.competition.pk)  # as it is stored, whatever was sent
        composition = composing.composition(competition, clock.today())
        before, after = composing.neighbours(competition, page.section)
        context = {
            "page": page,
            "section": page.section,
            "composition": composition,
            "on_desk": composition.section(page.section.key),
            "before": before,
            "after": after,
            "last_change": last_change(competition) if page.theirs else None,
            "acts": SentForm,
        }
        title = f"{page.section.heading}: {title_of(competition)}"
        return self.composer_page(request, SECTION, competition, title, context)

    def go_on(self, request, page):
        act, competition = page.sent.act, page.competition
        messages.success(request, f"Zapisano: {page.section.heading}.")
        if act == SentForm.FILL:
            tell_filled(request, page)
        if act == SentForm.NEXT:
            _, after = composing.neighbours(competition, page.section)
            place = page_of(competition, "section", after.key) if after else page_of(competition, "composer")
        else:
            place = page_of(competition, "section", page.section.key) + ANCHORS.get(act, "")
        return HttpResponseRedirect(place)

    def term_view(self, request, pk):
        days, closes_on = composing.term_of(competition_facts(self.visible(request, pk)))
        return JsonResponse(TermQuestionForm(request.GET).answer(days, closes_on))

    def attachment_view(self, request, pk, attachment_pk):
        """Also of a draft, whose attachments nobody outside the office finds."""
        rows = Attachment.objects.visible_to(request.user).filter(competition=pk)
        attachment = get_object_or_404(rows, pk=attachment_pk)
        return FileResponse(
            attachment.file.open("rb"),
            as_attachment=True,
            filename=attachment.name,
            content_type=attachment.content_type,
        )

    # ── Previews ────────────────────────────────────────────────────────────────────────────────────────────────────

    def preview_view(self, request, pk):
        competition = self.visible(request, pk)
        now = clock.now()
        would_be = Competition(announced_at=now, opens_at=competition.opens_at, closes_at=competition.closes_at)
        context = {
            "content": without_files(wording.announcement_content(competition)),
            "state": would_be.state(now) if would_be.closes_at else None,
            "now": now,
        }
        return self.composer_page(request, PREVIEW, competition, f"Podgląd: {title_of(competition)}", context)

    def preview_pdf_view(self, request, pk):
        competition = self.visible(request, pk)
        headers = {"Content-Disposition": f'inline; filename="podglad-{pk}.pdf"'}
        return HttpResponse(documents.preview_pdf(competition), content_type="application/pdf", headers=headers)

    # ── The end of a draft ──────────────────────────────────────────────────────────────────────────────────────────

    def delete_draft_view(self, request, pk):
        competition = self.editable(request, pk)
        if competition.is_announced:
            return self.to_page(request, competition, "record", "Ogłoszonego konkursu nie można usunąć.")
        if competition.amends:
            return self.to_page(request, competition.amends, "amend_discard")
        if request.method != "POST":
            return self.composer_page(request, DELETE, competition, f"Usuń szkic: {competition.title}", {})
        try:
            publishing.delete_draft(competition, by=request.user)
        except ValidationError as refusal:
            return self.to_page(request, competition, refusal=" ".join(refusal.messages))
        messages.success(request, f"Usunięto szkic: {competition.title}.")
        return HttpResponseRedirect(reverse("admin:competitions_competition_changelist"))


def without_files(content):
    """A draft's attachments have no public address yet: their names stand in its preview without one."""
    for section in content["sections"]:
        for block in section["blocks"]:
            if block["type"] == "list":
                block["items"] = [{"words": item["words"]} for item in block["items"]]
    return content


@transaction.atomic
def save(request, competition, section):
    """(the section as it was sent, whether it is stored); (None, False) when the competition was announced meanwhile.

    Whoever saves second sees what the first one stored, and decides; nothing is overwritten unseen.
    """
    locked = get_object_or_404(Competition.objects.select_for_update(of=("self",)), pk=competition.pk)
    if locked.is_announced:
        return None, False
    today = clock.today()
    page = SectionPage(locked, section, user=request.user, today=today, data=request.POST, files=request.FILES)
    if not page.is_valid() or page.is_outdated:
        return page, False
    with acting(by=request.user, reason=f"ogłoszenie: {section.heading}"):
        page.save()
        page.filled = fill(locked, section, today) if page.sent.act == SentForm.FILL else []
    return page, True


FILLING = {"similar": composing.similar_tasks_of, "choice": composing.criteria_lacking}
FILLED = {
    "similar": ("zadanie,zadania,zadań", "Uzupełnij koszty zadań i wypłacone dotacje."),
    "choice": ("kryterium,kryteria,kryteriów", "Dopasuj ich brzmienie i podaj punkty."),
}
NOTHING_TO_FILL = {
    "similar": (
        "Portal nie ma wyników konkursów tego samego rodzaju z tego i poprzedniego roku, których by tu brakowało. "
        "Wpisz zadania ręcznie albo zaznacz, że ich nie było."
    ),
    "choice": "Wszystkie sprawy z art. 15 ust. 1 mają już swoje kryteria.",
}


def fill(competition, section, today):
    """Rows that the portal knows itself, after those that stand there."""
    found = FILLING[section.key](competition, today) if section.key in FILLING else []
    last = len(composing.rows_of(competition, section))
    for position, row in enumerate(found, start=last + 1):
        row.position = position
        row.save()
    return found


def tell_filled(request, page):
    key = page.section.key
    if page.filled:
        forms, advice = FILLED[key]
        number = len(page.filled)
        messages.info(request, f"Dopisano {number} {plural(number, forms)}. {advice}")
    else:
        messages.warning(request, NOTHING_TO_FILL.get(key, ""))


def last_change(competition):
    """The newest record of the competition: who saved it, and when."""
    return competition.history.select_related("history_user").order_by("-history_date", "-history_id").first()


def title_of(competition):
    return f"Zmiana ogłoszenia: {competition.title}" if competition.amends_id else str(competition)
