"""Where a competition was made public, or is to be: planned days are confirmed here, one place at a time."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse

from competitions import publishing
from competitions.choices import AmendmentKind, Place, PublicationSubject
from competitions.composing import TermNote, term_notes
from competitions.forms.acts import PublicationForm
from competitions.law import warsaw_day
from competitions.models import Amendment, Publication
from leszno_ngo import clock


@dataclass
class PlaceOnDesk:
    """One place: what stands there, the day that was planned first, and the form that says more."""

    place: Place
    row: Publication | None
    planned_on: object
    form: PublicationForm

    @property
    def is_due(self):
        """Whether its day is here and nobody has confirmed it."""
        return self.row is not None and self.row.recorded_at is None and self.row.published_on <= clock.today()


@dataclass
class SubjectOnDesk:
    """What was made public in the places: the announcement, one change of it, the results or the annulment."""

    subject: PublicationSubject
    amendment: Amendment | None = None
    places: list[PlaceOnDesk] = field(default_factory=list)
    term: list[TermNote] = field(default_factory=list)

    @property
    def slug(self):
        return f"zmiana-{self.amendment.number}" if self.amendment else self.subject.value

    @property
    def heading(self):
        words = str(self.amendment) if self.amendment else self.subject.label
        return words[0].upper() + words[1:]

    @property
    def is_counted(self):
        """Whether 21 days run from it: from the announcement and from its change, not from a mere extension."""
        if self.amendment:
            return self.amendment.kind == AmendmentKind.CHANGE
        return self.subject == PublicationSubject.ANNOUNCEMENT

    @property
    def unconfirmed(self):
        return [each for each in self.places if each.row is not None and each.row.recorded_at is None]


class PublicationPages:
    def get_urls(self):
        return self.paths({"publications": ("miejsca", self.publications_view)}) + super().get_urls()

    def publications_view(self, request, pk):
        competition = self.found(request, pk)
        if not competition.is_announced:
            return self.to_planned_days(request, competition)
        sent = PublicationForm(request.POST, competition=competition) if request.method == "POST" else None
        if sent is not None and request.user.is_auditor:
            raise PermissionDenied
        if sent is not None and sent.is_valid() and recorded(competition, sent, request.user):
            place = Place(sent.cleaned_data["place"])
            self.message_user(request, f"Potwierdzono ogłoszenie: {place.label}.", messages.SUCCESS)
            return self.go("publications", competition)
        context = {"subjects": subjects_of(competition, sent), "sent": sent}
        return self.competition_page(
            request,
            "admin/competitions/acts/publications.html",
            f"Miejsca ogłoszenia: {competition}",
            competition,
            context,
        )

    def to_planned_days(self, request, draft):
        """The days of a draft are a section of the composer."""
        if request.method == "POST":
            words = "Ten konkurs nie jest jeszcze ogłoszony. Najpierw go ogłoś, potem potwierdzaj miejsca."
            self.message_user(request, words, messages.ERROR)
        where = [draft.pk, "publications"]
        return HttpResponseRedirect(reverse("admin:competitions_competition_section", args=where))


def recorded(competition, form, user):
    """Whether the place was recorded as the form says. A refusal stands in the form."""
    try:
        publishing.record_publication(competition, by=user, now=clock.now(), **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, ValidationError(refusal.messages))
        return False
    return True


def subjects_of(competition, sent=None):
    """What was made public, the newest first, each with all places. `sent`: a refused form, put in its place."""
    rows = list(competition.publications.select_related("recorded_by", "amendment"))
    planned, changes = planned_before(competition), list(competition.amendments.all())
    found = [SubjectOnDesk(PublicationSubject.ANNOUNCEMENT)]
    found += [SubjectOnDesk(PublicationSubject.AMENDMENT, change) for change in changes]
    if competition.results_published_at:
        found.append(SubjectOnDesk(PublicationSubject.RESULTS))
    if competition.annulled_at:
        found.append(SubjectOnDesk(PublicationSubject.ANNULMENT))
    for each in found:
        fill(each, competition, rows, planned, sent)
    return list(reversed(found))


def fill(subject, competition, rows, planned, sent):
    own = {
        row.place: row
        for row in rows
        if row.subject == subject.subject and row.amendment_id == (subject.amendment and subject.amendment.pk)
    }
    for place in Place:
        row = own.get(place)
        form = sent if is_of(sent, subject, place) else form_for(competition, subject, place, row)
        subject.places.append(PlaceOnDesk(place, row, planned.get(row.pk) if row else None, form))
    if subject.is_counted:
        days = {place: row.published_on for place, row in own.items()}
        subject.term = term_notes(days, warsaw_day(closing_then(competition, subject)))


def closing_then(competition, subject):
    """The end of the call that the publication told people."""
    if subject.amendment:
        return subject.amendment.new_closes_at
    first = competition.amendments.order_by("number").first()
    return first.old_closes_at if first else competition.closes_at


def form_for(competition, subject, place, row):
    initial = {"subject": subject.subject, "place": place, "amendment": subject.amendment}
    if row is not None:
        initial |= {name: getattr(row, name) for name in ("published_on", "url", "shown_until")}
    return PublicationForm(competition=competition, initial=initial, auto_id=f"id_{subject.slug}_{place}_%s")


def is_of(sent, subject, place):
    """Whether the refused form is about this place; it then bears the names of its fields there."""
    if sent is None:
        return False
    number = str(subject.amendment.pk) if subject.amendment else ""
    asked = (sent["subject"].value(), sent["place"].value(), str(sent["amendment"].value() or ""))
    if asked != (subject.subject.value, place.value, number):
        return False
    sent.auto_id = f"id_{subject.slug}_{place}_%s"
    return True


def planned_before(competition):
    """{number of a publication: the day that was planned last, before somebody confirmed it}."""
    records = Publication.history.filter(competition_id=competition.pk, recorded_at=None).order_by("history_id")
    return dict(records.values_list("id", "published_on"))
