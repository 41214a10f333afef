"""What the desk's pages of one competition share: finding it, its navigation, and an act that may be refused."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from competitions.choices import CompetitionState, LegalSeverity
from competitions.composing import BY_FIELD, FindingOnDesk, sections_of
from competitions.law.publications import THREE_PLACES
from competitions.models import Competition
from competitions.publishing.guarding import warnings_to_accept
from leszno_ngo import clock

DRAFT, DECIDED, CLOSED = CompetitionState.DRAFT, CompetitionState.DECIDED, CompetitionState.CLOSED
RUNNING = (CompetitionState.ANNOUNCED, CompetitionState.OPEN, CLOSED)
PUBLISHED = tuple(state for state in CompetitionState if state != DRAFT)

# Each page that acts: in which states it is offered, and the words of the link to it.
ACTS = {
    "composer": ((DRAFT,), "Treść ogłoszenia"),
    "announce": ((DRAFT,), "Ogłoś…"),
    "publications": (PUBLISHED, "Miejsca ogłoszenia"),
    "amend_open": (RUNNING, "Zmień ogłoszenie…"),
    "extend": (RUNNING, "Przedłuż nabór…"),
    "results": ((CLOSED, DECIDED), "Wyniki"),
    "annul": ((CLOSED,), "Unieważnij…"),
    "withdraw": (RUNNING, "Wycofaj…"),
}


def address_of(page, competition):
    return reverse(f"admin:competitions_competition_{page}", args=[competition.pk])


def offered(competition, user):
    """[(page, words)] of what somebody may do with the competition now."""
    state = competition.state(clock.now())
    pages = [(page, words) for page, (states, words) in ACTS.items() if state in states]
    if user.is_auditor:
        pages = [(page, words) for page, words in pages if page in ("composer", "publications", "results")]
    return [("record", "Wszystko o konkursie"), *pages]


class CompetitionPages:
    """For the admin of competitions."""

    def paths(self, views):
        """{name: (end of the address, view)} → addresses under the number of a competition."""
        return [
            path(f"<int:pk>/{end}/", self.admin_site.admin_view(view), name=f"competitions_competition_{name}")
            for name, (end, view) in views.items()
        ]

    def found(self, request, pk):
        """The competition, if it exists for the user. A working copy stands for what it amends."""
        rows = Competition.objects.visible_to(request.user).select_related("department", "amends__department")
        competition = get_object_or_404(rows, pk=pk)
        return competition.amends or competition

    def to_act_on(self, request, pk):
        competition = self.found(request, pk)
        if request.user.is_auditor:
            raise PermissionDenied
        return competition

    def not_now(self, request, page, competition):
        """The answer when the act is not offered in this state, as after a button was pressed twice; else None."""
        state = competition.state(clock.now())
        if state in ACTS[page][0]:
            return None
        words = (
            f"Ten konkurs ma teraz stan „{state.label}”, więc tej czynności nie można wykonać. Nic się nie zmieniło."
        )
        self.message_user(request, words, messages.ERROR)
        return self.go("record", competition)

    def go(self, page, competition):
        return HttpResponseRedirect(address_of(page, competition))

    def done(self, request, form, act, words):
        """Whether the form is right and the act was not refused; then it is said. A refusal stands in the form."""
        if not form.is_valid():
            return False
        try:
            act()
        except ValidationError as refusal:
            form.refuse(refusal)
            return False
        self.message_user(request, words, messages.SUCCESS)
        return True

    def competition_page(self, request, template, title, competition, context):
        common = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "competition": competition,
            "state": competition.state(clock.now()),
            "pages": [(address_of(page, competition), words) for page, words in offered(competition, request.user)],
            "may_act": not request.user.is_auditor,
            "copy": Competition.objects.filter(amends=competition).first(),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, template, common | context)

    def act_page(self, request, template, title, competition, form, context=None):
        if form.errors:
            competition.refresh_from_db()  # a refused act may have written into the row it did not store
        return self.competition_page(request, template, title, competition, {"form": form} | (context or {}))


def sent(request):
    """What a form is bound to; an act may ask for nothing but the press of its button."""
    return request.POST if request.method == "POST" else None


def to_show(competition, findings):
    """The findings without the warnings that somebody has accepted already."""
    others = [finding for finding in findings if finding.severity != LegalSeverity.WARNS]
    return [*others, *warnings_to_accept(competition, findings)]


def places_to_mend(competition, findings):
    """{key of a finding: (words, address)} of those that a section of the composer puts right."""
    own = sections_of(competition)
    placed = [FindingOnDesk(finding, BY_FIELD.get(finding.field)) for finding in findings]
    return {
        each.finding.key: (
            each.section.heading,
            reverse("admin:competitions_competition_section", args=[competition.pk, each.section.key]) + each.anchor,
        )
        for each in placed
        if each.section in own
    }


def today_in_three_places(now):
    """What a form of an act that is made public begins with."""
    return {place.value: now.date() for place in THREE_PLACES}
