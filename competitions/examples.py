"""Competitions and small grants made up for the preview: each comes to its state by the office's own acts.

Their words stand in fixtures/examples, with days counted from the day of the preview. They bear `is_example`: every
page and paper says so, no sum, limit or plan counts them, and SHOW_EXAMPLES=0 hides them.
"""

import datetime as dt
import hashlib
import tomllib
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from competitions import publishing
from competitions.choices import AnnulmentReason, PublicationSubject, Receipt, ResultState
from competitions.law import Act
from competitions.law.days import ONE_DAY, WARSAW, moved_past_rest, reason_for_rest
from competitions.law.deciding import STATES_OF_COUNT
from competitions.law.publications import THREE_PLACES
from competitions.models import (
    Announcement,
    Attachment,
    Competition,
    Criterion,
    FundingLine,
    PriorityArea,
    PriorityTask,
    PrivacyClause,
    Publication,
    PublicTaskSphere,
    ResultEntry,
    SimilarTask,
    SmallGrant,
)
from leszno_ngo.history import History, acting
from leszno_ngo.models import Department

FOLDER = settings.BASE_DIR / "fixtures" / "examples"
ATTACHMENT = "wzor-budzetu-przyklad.rtf"
ACCEPTED = "Przykład: dane zmyślone na potrzeby podglądu."  # the reason for going past every warning
MADE_UP = "przykład do podglądu"
OPENING, MORNING, NOON, CLOSING = dt.time(8), dt.time(9), dt.time(12), dt.time(15, 30)
PLACES = ("bip_on", "notice_board_on", "website_on")
WITH_A_PAST = (FundingLine, Criterion, SimilarTask, Attachment, ResultEntry, Publication)
MARK = "**To przykład klauzuli.**"


def are_there():
    return Competition.objects.filter(is_example=True).exists() or SmallGrant.objects.filter(is_example=True).exists()


@transaction.atomic
def make_examples(*, today, by):
    """All of them, as they would stand on the day. Nothing is made twice: False when they were there."""
    if are_there():
        return False
    with acting(by=by, reason=MADE_UP):
        told = read("common")
        clause = made_clause(told["clause"], today)
        maker = Maker(today, by, told, clause)
        for name, story in read("competitions").items():
            maker.tell(name, story)
        for offer in read("small_grants")["offer"]:
            make_small_grant(offer, Calendar(today))
    return True


def read(name):
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def made_clause(text, today):
    last = PrivacyClause.objects.aggregate(last=Max("version"))["last"] or 0
    return PrivacyClause.objects.create(version=last + 1, text=text.strip(), valid_from=today.replace(day=1))


# ── Days ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Calendar:
    """Days counted from the day of the preview; the office acts on working days, and no deadline falls on a holiday."""

    today: dt.date

    def day(self, shift):
        return self.today + dt.timedelta(days=shift)

    def act(self, shift):
        day = self.day(shift)
        while reason_for_rest(day):
            day -= ONE_DAY
        return day

    def acted(self, shift, hour=MORNING):
        return dt.datetime.combine(self.act(shift), hour, WARSAW)

    def due(self, shift, hour=CLOSING):
        return dt.datetime.combine(moved_past_rest(self.day(shift)), hour, WARSAW)


# ── Competitions ────────────────────────────────────────────────────────────────────────────────────────────────────


class Maker:
    """A story of competitions.toml → the competition, brought to its end by the acts."""

    def __init__(self, today, by, told, clause):
        self.calendar, self.by, self.told, self.clause = Calendar(today), by, told, clause

    def tell(self, name, story):
        competition = self.draft(story)
        if "published" not in story:
            return
        self.complete(competition, story)
        self.announce(competition, story)
        further = {
            "amended": self.amend,
            "extended": self.extend,
            "decided": self.decide,
            "resigned": self.decide,
            "annulled": self.annul,
            "withdrawn": self.withdraw,
        }
        if name in further:
            further[name](competition, story)

    def draft(self, story):
        calendar, starts = self.calendar, self.calendar.day(story["starts"])
        department = Department.objects.get(slug=story["department"])
        area = PriorityArea.objects.filter(slug=story["area"]).first()
        closes_at = calendar.due(story["closes"])
        draft = Competition.objects.create(
            is_example=True,
            year=starts.year,
            title=story["title"],
            department=department,
            area=area,
            privacy_clause=self.clause,
            responsible=f"{department.name} (przykład)",
            contact_role=story["role"],
            form=story["form"],
            total_amount=story["total_amount"],
            task_kind=story["task_kind"].strip(),
            conditions=story["conditions"].strip(),
            closes_at=closes_at,
            confirmation_due_at=calendar.due(story["closes"] + 3),
            decision_due_at=calendar.due(story["decided_by"]),
            implementation_start=starts,
            implementation_end=starts + dt.timedelta(days=story["lasts"]),
            **self.told["contact"],
        )
        tasks = PriorityTask.objects.of_year(starts.year).filter(title__contains=story["phrase"])[:1]
        draft.tasks.set(tasks)
        draft.spheres.set(area.spheres.all() if area else ())
        title = tasks[0].title if tasks else story["title"]
        FundingLine.objects.create(
            competition=draft,
            task=tasks[0] if tasks else None,
            task_title=title,
            year=starts.year,
            planned=story["total_amount"],
        )
        return draft

    def complete(self, draft, story):
        """What the draft lacks to be announced."""
        calendar, told = self.calendar, self.told
        published = calendar.act(story["published"])
        rules = told[f"rules_of_{story['form']}"].strip()
        draft.granting_rules = rules if draft.year == published.year else f"{rules}\n\n{told['next_year']}"
        for name in ("eligibility", "submission_notes", "selection_procedure", "committee"):
            setattr(draft, name, told[name].strip())
        for name, key in (
            ("smallest_grant", "smallest_grant"),
            ("largest_grant", "largest_grant"),
            ("own_contribution_percent", "own_percent"),
        ):
            setattr(draft, name, story.get(key))
        draft.receipt = Receipt.RECEIVED
        draft.opens_at = calendar.due(story["opens"], OPENING) if "opens" in story else None
        draft.order_number = f"{abs(story['published'])}/{published.year} (przykład)"
        draft.order_date = published
        draft.no_similar_tasks_this_year = draft.no_similar_tasks_last_year = story.get("no_similar", False)
        draft.save()
        for position, row in enumerate(told["criteria"][story["form"]]):
            Criterion.objects.create(competition=draft, position=position, **row)
        for position, row in enumerate(story.get("similar", ())):
            make_similar(draft, position, published.year, row)
        for place in THREE_PLACES:
            Publication.objects.create(competition=draft, place=place, published_on=published)
        if story.get("attachment"):
            attach(draft)

    def announce(self, competition, story):
        now = self.calendar.acted(story["published"])
        accepted = self.accepted(competition, now, Act.ANNOUNCE)
        publishing.announce(competition, by=self.by, now=now, accepted=accepted)
        self.seen(competition, PublicationSubject.ANNOUNCEMENT, story["published"])

    def amend(self, competition, story):
        calendar, total = self.calendar, story["amended_total"]
        copy = publishing.open_amendment(competition, by=self.by)
        copy.total_amount = total
        copy.closes_at = calendar.due(story["amended_closes"])
        copy.confirmation_due_at = calendar.due(story["amended_closes"] + 3)
        copy.decision_due_at = calendar.due(story["amended_decided_by"])
        copy.save()
        line = copy.funding_lines.get()
        line.planned = total
        line.save()
        now = calendar.acted(story["amended"])
        amendment = self.without_refusal(
            publishing.amend,
            copy,
            now=now,
            reason=story["amended_reason"],
            publications=in_three_places(now.date()),
        )
        self.seen(competition, PublicationSubject.AMENDMENT, story["amended"], amendment=amendment)

    def extend(self, competition, story):
        calendar = self.calendar
        now = calendar.acted(story["extended"])
        amendment = self.without_refusal(
            publishing.extend_deadline,
            competition,
            closes_at=calendar.due(story["extended_closes"]),
            confirmation_due_at=calendar.due(story["extended_closes"] + 3),
            decision_due_at=calendar.due(story["extended_decided_by"]),
            now=now,
            reason=story["extended_reason"],
            publications=in_three_places(now.date()),
        )
        self.seen(competition, PublicationSubject.AMENDMENT, story["extended"], amendment=amendment)

    def decide(self, competition, story):
        calendar, shift = self.calendar, story["decided"]
        rows = [make_result(competition, position, row) for position, row in enumerate(story["results"])]
        competition.committee_appointed_on = calendar.act(shift - 12)
        competition.committee_opinion_on = calendar.act(shift - 3)
        competition.committee_members_of_organisations = 2
        competition.decided_on = calendar.act(shift)
        competition.submitted_count = len(rows)
        for name, states in STATES_OF_COUNT.items():
            setattr(competition, name, sum(row.state in states for row in rows))
        competition.save()
        now = calendar.acted(shift, NOON)
        publications = in_three_places(now.date())
        self.without_refusal(publishing.publish_results, competition, now=now, publications=publications)
        self.seen(competition, PublicationSubject.RESULTS, shift)
        if "changed" in story:
            self.change_results(competition, story, rows)

    def change_results(self, competition, story, rows):
        gone, next_one = rows[story["resigns"]], rows[story["gets"]]
        changes = {
            gone.pk: {"state": ResultState.RESIGNED, "granted": None, "reason": "Oferent zrezygnował z dotacji."},
            next_one.pk: {"state": ResultState.FUNDED, "granted": next_one.requested, "reason": ""},
        }
        now = self.calendar.acted(story["changed"])
        amendment = self.without_refusal(
            publishing.change_results,
            competition,
            changes=changes,
            now=now,
            reason=story["changed_reason"],
            publications=in_three_places(now.date()),
        )
        self.seen(competition, PublicationSubject.AMENDMENT, story["changed"], amendment=amendment)

    def annul(self, competition, story):
        now = self.calendar.acted(story["annulled"])
        self.without_refusal(
            publishing.annul,
            competition,
            now=now,
            reason=AnnulmentReason.NO_OFFERS,
            note=story["annulled_note"],
            submitted_count=0,
            publications=in_three_places(now.date()),
        )
        self.seen(competition, PublicationSubject.ANNULMENT, story["annulled"])

    def withdraw(self, competition, story):
        now = self.calendar.acted(story["withdrawn"])
        publishing.withdraw(competition, by=self.by, now=now, reason=story["withdrawn_reason"])

    # ── With the law ────────────────────────────────────────────────────────────────────────────────────────────────

    def accepted(self, competition, now, act):
        found = publishing.findings_of(competition, now.date(), act)
        return {finding.key: ACCEPTED for finding in publishing.warnings_to_accept(competition, found)}

    def without_refusal(self, act, competition, **words):
        """The act, its warnings accepted; what the law forbids is a mistake in the story and raised."""
        try:
            with transaction.atomic():
                return act(competition, by=self.by, **words)
        except publishing.Refused as refusal:
            accepted = {finding.key: ACCEPTED for finding in refusal.findings}
        return act(competition, by=self.by, accepted=accepted, **words)

    def seen(self, competition, subject, shift, amendment=None):
        """Somebody confirms that it stood in the three places on that day."""
        now = self.calendar.acted(shift, NOON)
        for place in THREE_PLACES:
            publishing.record_publication(
                competition,
                subject=subject,
                place=place,
                published_on=now.date(),
                by=self.by,
                now=now,
                amendment=amendment,
            )


def in_three_places(day):
    return dict.fromkeys(THREE_PLACES, day)


def make_similar(draft, position, year, row):
    shift, title, cost, allotted, paid = row
    SimilarTask.objects.create(
        competition=draft,
        position=position,
        task_title=title,
        year=year + shift,
        total_cost=money(cost),
        allotted=money(allotted),
        paid=money(paid),
    )


def make_result(competition, position, row):
    bidder, register, number, title, points, requested, granted, state, reason = row
    return ResultEntry.objects.create(
        competition=competition,
        position=position + 1,
        bidder=bidder,
        register=register,
        register_number=number,
        task_title=title,
        points=money(points) if points else None,
        requested=money(requested),
        granted=money(granted) if granted else None,
        state=state,
        reason=reason,
    )


def money(number):
    return Decimal(str(number))


def attach(draft):
    content = (FOLDER / ATTACHMENT).read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    storage = Attachment._meta.get_field("file").storage
    Attachment.objects.create(
        competition=draft,
        title="Wzór budżetu zadania (przykład)",
        name=ATTACHMENT,
        file=storage.save(f"zalaczniki/{sha256}.rtf", ContentFile(content)),
        sha256=sha256,
        size=len(content),
        content_type="application/rtf",
    )


# ── Small grants ────────────────────────────────────────────────────────────────────────────────────────────────────


def make_small_grant(offer, calendar):
    starts = calendar.day(offer["starts"])
    places = {name: calendar.act(shift) for name, shift in zip(PLACES, offer["places"], strict=False)}
    grant = SmallGrant.objects.create(
        is_example=True,
        department=Department.objects.get(slug=offer["department"]),
        organisation=offer["organisation"],
        register=offer["register"],
        register_number=offer["register_number"],
        task_title=offer["task_title"],
        received_on=calendar.act(offer["received"]),
        requested=offer["requested"],
        implementation_start=starts,
        implementation_end=starts + dt.timedelta(days=offer["lasts"]),
        shown_until=max(places.values()) + dt.timedelta(days=offer["shown"]) if "shown" in offer else None,
        decided_on=calendar.act(offer["decided"]) if "decided" in offer else None,
        granted=offer.get("granted"),
        reason=offer.get("reason", ""),
        paid_on=calendar.act(offer["paid"]) if "paid" in offer else None,
        **places,
    )
    grant.spheres.set(PublicTaskSphere.objects.filter(key=offer["sphere"]))


# ── Away ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def remove_examples():
    """All of them, with their papers and their past; how many there were. The files stay, under their own hashes."""
    competitions = Competition.objects.filter(is_example=True)
    grants = SmallGrant.objects.filter(is_example=True)
    count = competitions.originals().count() + grants.count()
    Announcement.objects.filter(competition__in=competitions).delete()
    competitions.delete()
    grants.delete()
    PrivacyClause.objects.filter(text__startswith=MARK, competitions=None).delete()
    forget_past()
    return count


def forget_past():
    """The records of rows that are gone, also of the working copies in which examples were changed."""
    gone = set(Competition.history.filter(is_example=True).values_list("id", flat=True))
    for model in WITH_A_PAST:
        model.history.filter(competition_id__in=gone).delete()
    for model in (Competition, SmallGrant):
        records = model.history.filter(is_example=True)
        for field in model.history.model._history_m2m_fields:
            History.m2m_models[field].objects.filter(history_id__in=records.values("history_id")).delete()
        records.delete()
