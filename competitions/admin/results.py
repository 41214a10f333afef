"""How a competition ended: what is entered, published and changed later. …/competition/<pk>/wyniki/ and below it."""

from dataclasses import replace
from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse

from competitions import law, publishing
from competitions.admin.call_pages import DECIDED, CompetitionPages, sent, to_show, today_in_three_places
from competitions.admin.results_importing import ResultsImporting
from competitions.choices import LegalSeverity, PublicationSubject, ResultState
from competitions.facts import competition_facts, planned_publications
from competitions.forms.acts import InPlacesForm
from competitions.forms.results import OfferFields, ResultsTable
from competitions.forms.results_changing import ChangeResultsForm
from competitions.importing.results.saving import COUNTS, Changed, hindrance, in_words, save_results
from competitions.importing.results.template import results_template
from competitions.law import Act
from leszno_ngo import clock
from leszno_ngo.reading import Refused
from leszno_ngo.sheets.writing import EXCEL
from leszno_ngo.templatetags.leszno import plural, zloty

TABLE = "admin/competitions/results/table.html"
READING = "admin/competitions/results/reading.html"
PUBLISH = "admin/competitions/results/publish.html"
CHANGE = "admin/competitions/results/change.html"
NOTHING_NEW = "Nic się nie zmieniło, więc nie było czego zapisać."


class ResultsPages(ResultsImporting, CompetitionPages):
    """For the admin of competitions."""

    def get_urls(self):
        own = {
            "results": ("wyniki", self.results_view),
            "results_publish": ("wyniki/oglos", self.results_publish_view),
            "results_change": ("wyniki/zmien", self.results_change_view),
        }
        return self.paths(own) + super().get_urls()

    def results_page(self, request, template, title, competition, context, status=200):
        context = {"is_nav_sidebar_enabled": False} | context  # tables need the width
        response = self.competition_page(request, "admin/competitions/acts/page.html", title, competition, context)
        response.template_name, response.status_code = template, status
        return response

    # ── Entering ────────────────────────────────────────────────────────────────────────────────────────────────────

    def results_view(self, request, pk):
        competition, now = self.found(request, pk), clock.now()
        words = hindrance(competition, now)
        if request.method != "POST":
            is_read = words or request.user.is_auditor
            return self.reading_page(request, competition, words) if is_read else self.table_page(request, competition)
        if request.user.is_auditor:
            raise PermissionDenied
        if words:
            self.message_user(request, f"{words} Nic się nie zmieniło.", messages.ERROR)
            return self.go("results", competition)
        return self.results_sent(request, competition, now)

    def results_sent(self, request, competition, now):
        table = ResultsTable(competition, request.POST)
        table.press()
        if table.button != "zapisz" or not table.is_valid():
            return self.table_page(request, competition, table)
        facts = table.facts.cleaned_data
        try:
            outcome = save_results(competition, table.wanted(), facts, by=request.user, now=now, seen=table.seen)
        except Changed as refusal:
            table = ResultsTable(competition, request.POST)
            table.meet_others(refusal)
            return self.table_page(request, competition, table)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            level = messages.SUCCESS if outcome else messages.INFO
            self.message_user(request, f"Zapisano. {in_words(outcome)}" if outcome else NOTHING_NEW, level)
        return self.go("results", competition)

    def table_page(self, request, competition, table=None):
        table = table or ResultsTable(competition)
        context = {
            "table": table,
            "form": table.facts,
            "money": money_of(competition, table.granted),
            "labels": [(name, field.label) for name, field in OfferFields.base_fields.items()],
            "lacking": [] if request.method == "POST" else lacking(competition),
            "taken": competition.results_imports.filter(saved_at__isnull=False).select_related("uploaded_by"),
            "waiting": competition.results_imports.waiting().select_related("uploaded_by"),
        }
        return self.results_page(request, TABLE, f"Wyniki: {competition}", competition, context)

    def reading_page(self, request, competition, words):
        """For whoever may only read, and while nothing can be entered."""
        offers = list(competition.results.all())
        context = {
            "words": words,
            "offers": offers,
            "is_decided": competition.state(clock.now()) == DECIDED,
            "counts": [(name_of(competition, name), getattr(competition, name)) for name in COUNTS],
            "money": money_of(competition, granted_of(offers)),
        }
        return self.results_page(request, READING, f"Wyniki: {competition}", competition, context)

    def results_template_view(self, request, pk):
        competition = self.found(request, pk)
        name = f"wyniki-konkursu-{competition.year}-{competition.number or competition.pk}.xlsx"
        return HttpResponse(
            results_template(competition, competition.results.all()),
            content_type=EXCEL,
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
        )

    # ── Publishing ──────────────────────────────────────────────────────────────────────────────────────────────────

    def results_publish_view(self, request, pk):
        competition = self.to_act_on(request, pk)
        now = clock.now()
        if words := hindrance(competition, now):
            self.message_user(request, f"{words} Nic się nie zmieniło.", messages.ERROR)
            return self.go("results", competition)
        form, days = publish_form(request, competition, now)
        found = findings_with(competition, now.date(), days)
        form.know(to_show(competition, found))

        def publish():
            publishing.publish_results(competition, by=request.user, now=now, **form.told())

        words = "Wyniki są ogłoszone, a plik PDF zlecony. Potwierdzaj teraz ich ogłoszenie w kolejnych miejscach."
        if self.done(request, form, publish, words):
            return self.go("publications", competition)
        competition.refresh_from_db()  # a refused act may have written into the row it did not store
        offers = list(competition.results.all())
        context = {
            "form": form,
            "sections": places_to_mend(competition, form.findings),
            "offers": offers,
            "counts": [(name_of(competition, name), getattr(competition, name)) for name in COUNTS],
            "money": money_of(competition, granted_of(offers)),
        }
        return self.results_page(request, PUBLISH, f"Ogłoś wyniki: {competition}", competition, context)

    # ── Later changes ───────────────────────────────────────────────────────────────────────────────────────────────

    def results_change_view(self, request, pk):
        competition = self.to_act_on(request, pk)
        if competition.results_published_at is None:
            self.message_user(request, "Wyników jeszcze nie ogłoszono. Popraw je w tabeli.", messages.ERROR)
            return self.go("results", competition)
        now, entries = clock.now(), list(competition.results.all())
        form = ChangeResultsForm(
            sent(request),
            entries=entries,
            initial=today_in_three_places(now),
            confirms="Zmieniam wyniki. Nową wersję od razu zobaczą wszyscy, a poprzednia zostanie do wglądu.",
        )

        def change():
            publishing.change_results(competition, form.changes(), by=request.user, now=now, **form.told())

        words = "Wyniki są zmienione, a plik PDF nowej wersji zlecony. Potwierdź ogłoszenie zmiany w miejscach."
        if self.done(request, form, change, words):
            return self.go("publications", competition)
        competition.refresh_from_db()
        context = {"form": form, "money": money_of(competition, granted_of(entries)), "sections": {}}
        return self.results_page(request, CHANGE, f"Zmień ogłoszone wyniki: {competition}", competition, context)


# ── What the pages tell ─────────────────────────────────────────────────────────────────────────────────────────────


def publish_form(request, competition, now):
    """The form, and the days of the three places: as sent, where they can be read, else today."""
    number = competition.results.count()
    entered = f"{number} {plural(number, 'oferta,oferty,ofert')}, z dotacją: {competition.funded_count or 0}"
    form = InPlacesForm(
        sent(request),
        initial=today_in_three_places(now),
        confirms=f"Ogłaszam wyniki ({entered}). Od razu zobaczą je wszyscy; potem zmienię je tylko z podaniem powodu.",
    )
    return form, form.told()["publications"] if form.is_valid() else today_in_three_places(now)


def findings_with(competition, on, days):
    """What the law says of publishing the results in these places on these days."""
    facts = competition_facts(competition)
    planned = planned_publications(days, PublicationSubject.RESULTS)
    return law.findings(replace(facts, publications=(*facts.publications, *planned)), on, Act.PUBLISH_RESULTS)


def lacking(competition):
    """What still forbids the publication, but for its places, which are asked for there."""
    found = publishing.findings_of(competition, clock.today(), Act.PUBLISH_RESULTS)
    return [each for each in found if each.severity != LegalSeverity.INFORMS and each.field != "publications"]


def places_to_mend(competition, findings):
    """{key of a finding: (words, address)} of those that the table puts right."""
    address = reverse("admin:competitions_competition_results", args=[competition.pk])
    return {
        finding.key: ("Oferty", f"{address}#oferty")
        if finding.field == "results"
        else ("Rozstrzygnięcie", f"{address}#id_{finding.field}")
        for finding in findings
        if finding.field and finding.field not in ("publications", "implementation_end")
    }


def name_of(competition, name):
    return competition._meta.get_field(name).verbose_name


def granted_of(offers):
    return sum((offer.granted or Decimal() for offer in offers if offer.state == ResultState.FUNDED), Decimal())


def money_of(competition, granted):
    """„Przyznano 30 000 zł z 40 000 zł, zostaje 10 000 zł.”."""
    total = competition.total_amount
    if total is None:
        return f"Przyznano {zloty(granted)}."
    rest = f"zostaje {zloty(total - granted)}" if granted <= total else f"o {zloty(granted - total)} za dużo"
    return f"Przyznano {zloty(granted)} z {zloty(total)}: {rest}."
