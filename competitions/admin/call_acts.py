"""Acts of the office with a competition, each with a page of its own: GET shows what will happen, POST does it."""

from functools import partial

from competitions import publishing
from competitions.admin.call_amending import AmendingPages
from competitions.admin.call_pages import (
    CompetitionPages,
    places_to_mend,
    sent,
    to_show,
    today_in_three_places,
)
from competitions.admin.call_publications import PublicationPages
from competitions.admin.call_record import RecordPage
from competitions.choices import Place, PublicationSubject
from competitions.composing import composition
from competitions.forms.acts import ActForm, AnnulForm, ExtendForm, WithdrawForm
from competitions.law.publications import THREE_PLACES
from leszno_ngo import clock
from leszno_ngo.templatetags.leszno import day, deadline


class ActPages(AmendingPages, PublicationPages, RecordPage, CompetitionPages):
    """For the admin of competitions."""

    def get_urls(self):
        own = {
            "announce": ("oglos", self.announce_view),
            "extend": ("przedluz", self.extend_view),
            "annul": ("uniewaznij", self.annul_view),
            "withdraw": ("wycofaj", self.withdraw_view),
        }
        return self.paths(own) + super().get_urls()

    def announce_view(self, request, pk):
        competition = self.to_act_on(request, pk)
        if refused := self.not_now(request, "announce", competition):
            return refused
        now = clock.now()
        composed, days = composition(competition, now.date()), planned_days(competition)
        form = ActForm(
            sent(request),
            findings=to_show(competition, [each.finding for each in composed.findings]),
            confirms=announcement_in_words(competition, days),
        )
        announce = partial(publishing.announce, competition, by=request.user, now=now, accepted=form.accepted())
        words = "Konkurs jest ogłoszony, a plik PDF zlecony. Potwierdzaj teraz ogłoszenie w kolejnych miejscach."
        if self.done(request, form, announce, words):
            return self.go("publications", competition)
        context = {"composition": composed, "days": days, "sections": places_to_mend(competition, form.findings)}
        return self.act_page(
            request, "admin/competitions/acts/announce.html", f"Ogłoś: {competition}", competition, form, context
        )

    def extend_view(self, request, pk):
        competition = self.to_act_on(request, pk)
        if refused := self.not_now(request, "extend", competition):
            return refused
        now = clock.now()
        form = ExtendForm(
            sent(request),
            competition=competition,
            initial=today_in_three_places(now) | moments_of(competition),
            confirms="Przedłużam nabór. Nowy termin od razu zobaczą wszyscy, a z wcześniejszego nic nie zniknie.",
        )

        def extend():
            publishing.extend_deadline(competition, by=request.user, now=now, **form.told())

        words = "Nabór jest przedłużony, a plik PDF nowej wersji zlecony. Potwierdzaj teraz ogłoszenie przedłużenia."
        if self.done(request, form, extend, words):
            return self.go("publications", competition)
        return self.act_page(
            request, "admin/competitions/acts/extend.html", f"Przedłuż nabór: {competition}", competition, form
        )

    def annul_view(self, request, pk):
        competition = self.to_act_on(request, pk)
        if refused := self.not_now(request, "annul", competition):
            return refused
        now = clock.now()
        form = AnnulForm(
            sent(request),
            initial=today_in_three_places(now) | {"submitted_count": competition.submitted_count},
            confirms="Unieważniam konkurs. Wiem, że tego nie można cofnąć.",
        )

        def annul():
            publishing.annul(competition, by=request.user, now=now, **form.told())

        words = "Konkurs jest unieważniony, a plik PDF zlecony. Potwierdzaj teraz ogłoszenie unieważnienia."
        if self.done(request, form, annul, words):
            return self.go("publications", competition)
        return self.act_page(
            request, "admin/competitions/acts/annul.html", f"Unieważnij: {competition}", competition, form
        )

    def withdraw_view(self, request, pk):
        competition = self.to_act_on(request, pk)
        if refused := self.not_now(request, "withdraw", competition):
            return refused
        form = WithdrawForm(sent(request), confirms="Wycofuję konkurs. Wiem, że tego nie można cofnąć.")

        def withdraw():
            publishing.withdraw(competition, by=request.user, now=clock.now(), **form.told())

        if self.done(request, form, withdraw, "Konkurs jest wycofany. Powód widać na górze jego strony."):
            return self.go("record", competition)
        return self.act_page(
            request, "admin/competitions/acts/withdraw.html", f"Wycofaj: {competition}", competition, form
        )


def planned_days(competition):
    """[(place, day or None)] of the announcement: the three places, and the newspaper where it has a day."""
    rows = competition.publications.filter(subject=PublicationSubject.ANNOUNCEMENT)
    days = {row.place: row.published_on for row in rows}
    return [(place, days.get(place)) for place in Place if place in THREE_PLACES or place in days]


def announcement_in_words(competition, days):
    """What the official confirms: the words that cannot be taken back."""
    places = "; ".join(f"{place.label}: {day(date)}" for place, date in days)
    return f"Ogłaszam konkurs „{competition.title}”. Nabór do: {deadline(competition.closes_at)}. {places}"


def moments_of(competition):
    """What stands now, so that only what moves has to be changed."""
    return {name: getattr(competition, name) for name in ("closes_at", "confirmation_due_at", "decision_due_at")}
