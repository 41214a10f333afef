"""How an announced competition is changed: a working copy, what differs in it, and the change made public or left."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponseRedirect

from competitions import publishing, wording
from competitions.admin.call_pages import address_of, places_to_mend, sent, to_show, today_in_three_places
from competitions.choices import PublicationSubject
from competitions.forms.acts import ActForm, AmendForm
from competitions.models import Competition
from leszno_ngo import clock

NO_COPY = "Nikt teraz nie przygotowuje zmiany tego konkursu: ogłoszono ją albo porzucono. Nic się nie zmieniło."


class AmendingPages:
    """Addresses bear the number of the announced competition, so they hold after its working copy is gone."""

    def get_urls(self):
        own = {
            "amend_open": ("zmiana/nowa", self.amend_open_view),
            "amend": ("zmiana", self.amend_view),
            "amend_discard": ("zmiana/porzuc", self.amend_discard_view),
        }
        return self.paths(own) + super().get_urls()

    def amend_open_view(self, request, pk):
        competition = self.to_act_on(request, pk)
        if refused := self.not_now(request, "amend_open", competition):
            return refused
        if copy := working_copy_of(competition):
            words = "Zmiana tego konkursu jest już przygotowywana. Pracuj w niej dalej albo ją porzuć."
            self.message_user(request, words, messages.WARNING)
            return HttpResponseRedirect(address_of("composer", copy))
        form = ActForm(sent(request))
        words = "Powstała kopia robocza. Popraw w niej treść; ogłoszony konkurs zmieni się, gdy ogłosisz zmianę."
        if self.done(request, form, partial(publishing.open_amendment, competition, by=request.user), words):
            return HttpResponseRedirect(address_of("composer", working_copy_of(competition)))
        return self.act_page(
            request, "admin/competitions/acts/amend_open.html", f"Zmień ogłoszenie: {competition}", competition, form
        )

    def amend_view(self, request, pk):
        competition = self.to_act_on(request, pk)
        copy, now = working_copy_of(competition), clock.now()
        if copy is None:
            return self.no_copy(request, competition)
        form = AmendForm(
            sent(request),
            initial=today_in_three_places(now),
            confirms="Ogłaszam tę zmianę. Od razu zobaczą ją wszyscy, a poprzednia wersja zostanie do wglądu.",
        )
        days = form.publications() if form.errors or form.is_valid() else today_in_three_places(now)
        form.know(to_show(copy, publishing.findings_of_amendment(copy, now=now, publications=days)))

        def amend():
            publishing.amend(copy, by=request.user, now=now, **form.told())

        words = (
            "Zmiana jest ogłoszona, a plik PDF nowej wersji zlecony. Potwierdzaj teraz ogłoszenie zmiany w miejscach."
        )
        if self.done(request, form, amend, words):
            return self.go("publications", competition)
        context = {
            "copy": copy,
            "changes": changes_in(copy, competition),
            "sections": places_to_mend(copy, form.findings),
        }
        return self.act_page(
            request, "admin/competitions/acts/amend.html", f"Ogłoś zmianę: {competition}", competition, form, context
        )

    def amend_discard_view(self, request, pk):
        competition = self.to_act_on(request, pk)
        copy = working_copy_of(competition)
        if copy is None:
            return self.no_copy(request, competition)
        form = ActForm(sent(request))
        words = "Zmiana jest porzucona. Ogłoszony konkurs pozostał taki, jaki był."
        if self.done(request, form, partial(publishing.discard_amendment, copy, by=request.user), words):
            return self.go("record", competition)
        context = {"copy": copy, "changes": changes_in(copy, competition)}
        return self.act_page(
            request,
            "admin/competitions/acts/amend_discard.html",
            f"Porzuć zmianę: {competition}",
            competition,
            form,
            context,
        )

    def no_copy(self, request, competition):
        self.message_user(request, NO_COPY, messages.WARNING)
        return self.go("record", competition)


def working_copy_of(competition):
    return Competition.objects.filter(amends=competition).select_related("department", "amends").first()


def changes_in(copy, competition):
    """What the change would alter for readers, section by section."""
    issued = competition.announcements.filter(subject=PublicationSubject.ANNOUNCEMENT).order_by("-version").first()
    return wording.differences(issued.content, wording.announcement_content(copy)) if issued else []
