"""Changing what was announced: a working copy taken over, a deadline put off; who, when, why, and all or nothing."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from model_bakery import baker

from competitions import copying, publishing, wording
from competitions.choices import AmendmentKind, Place, PublicationSubject
from competitions.law import Act
from competitions.models import (
    AcceptedFinding,
    Attachment,
    Competition,
    Criterion,
    FundingLine,
    PrivacyClause,
    Publication,
    PublicTaskSphere,
)
from competitions.publishing import Refused
from tests.competitions.calls import THREE, moment
from tests.competitions.drafts import (
    AMENDED,
    ANNOUNCED,
    CLOSED,
    PUT_OFF,
    amend,
    announced,
    change,
    everything,
    in_three_places,
    ready_draft,
    refusal,
    stored,
    warnings,
)

pytestmark = pytest.mark.django_db
REASON = "Poprawiono warunki."
NEVER_CHANGED = {
    *("id", "year", "number", "amends", "copied_from", "announced_at", "announced_by"),
    *("withdrawn_at", "withdrawn_by", "withdrawal_reason"),
    *("annulled_at", "annulled_by", "annulment_reason", "annulment_note"),
    *("committee_appointed_on", "committee_opinion_on", "committee_members_of_organisations"),
    *("committee_without_organisations_reason", "decided_on", "submitted_count", "rejected_count"),
    *("withdrawn_count", "assessed_count", "funded_count", "results_published_at", "results_published_by"),
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def competition(coordinator):
    return announced(coordinator)


@pytest.fixture
def copy(competition, coordinator):
    return publishing.open_amendment(competition, by=coordinator)


# ── The working copy ────────────────────────────────────────────────────────────────────────────────────────────────


def other_value(field):
    """A value that the announcement does not have there."""
    if field.choices:
        return field.choices[-1][0]
    if field.is_relation:
        return baker.make(field.related_model)
    kind = field.get_internal_type()
    values = {
        "BooleanField": True,
        "DateField": dt.date(2024, 3, 5),
        "DateTimeField": moment("2023-12-28 13:00"),
        "DecimalField": Decimal("7.25"),
    }
    return values.get(kind, "https://przyklad.pl/inny" if kind == "URLField" else "inny@przyklad.pl")


def test_an_amendment_may_change_every_field_of_the_announcement_and_no_other(competition, copy, coordinator):
    """A field that is added to the model is either taken over or named above."""
    changed = {
        field.name: other_value(field) for field in Competition._meta.concrete_fields if field.name not in NEVER_CHANGED
    }
    change(copy, **changed | {"closes_at": PUT_OFF, "opens_at": AMENDED})
    expected = {name: getattr(copy, name) for name in changed}
    copy_of_rest = {name: getattr(stored(competition), name) for name in NEVER_CHANGED}

    # Straight to the taking over: whether such an announcement keeps the law is another matter.
    copying.take_over(copy, stored(competition), AMENDED)

    row = stored(competition)
    assert {name: getattr(row, name) for name in changed} == expected
    assert {name: getattr(row, name) for name in NEVER_CHANGED} == copy_of_rest


def test_the_working_copy_says_what_the_announcement_says_and_is_nobody_elses(competition, copy):
    assert copy.amends == competition
    assert (copy.announced_at, copy.number, copy.year) == (None, competition.number, competition.year)
    assert wording.differences(wording.announcement_content(competition), wording.announcement_content(copy)) == []
    assert list(Competition.objects.public()) == [competition]


def test_the_history_says_who_opened_the_change_and_why(copy, coordinator):
    record = copy.history.last()

    assert (record.history_user, record.history_change_reason) == (coordinator, "otwarto zmianę ogłoszenia")


def test_one_change_is_prepared_at_a_time(competition, copy, official):
    assert refusal(lambda: publishing.open_amendment(competition, by=official)) == [
        "Zmiana tego ogłoszenia jest już przygotowywana. Dokończ ją albo porzuć."
    ]


def test_a_change_thrown_away_leaves_the_announcement_as_it_was_and_another_may_begin(competition, copy, coordinator):
    before = Competition.objects.filter(pk=competition.pk).values().get()
    change(copy, conditions="Zupełnie inne")

    publishing.discard_amendment(copy, by=coordinator)

    assert list(Competition.objects.values()) == [before]
    assert Criterion.objects.exclude(competition=competition).count() == 0
    assert publishing.open_amendment(competition, by=coordinator).conditions == competition.conditions


def test_a_draft_has_no_amendment(coordinator):
    draft = baker.make(Competition, year=2024)

    assert refusal(lambda: publishing.open_amendment(draft, by=coordinator)) == [
        "Szkic zmienia się wprost; zmiana ogłoszenia dotyczy tylko ogłoszonego konkursu."
    ]


def test_a_working_copy_is_not_amended_itself(copy, coordinator):
    assert refusal(lambda: publishing.open_amendment(copy, by=coordinator)) == [
        "Szkic zmienia się wprost; zmiana ogłoszenia dotyczy tylko ogłoszonego konkursu."
    ]


@pytest.mark.parametrize("act", ["amend", "discard_amendment"])
def test_an_announced_competition_is_no_working_copy(competition, coordinator, act):
    fields = {"now": AMENDED, "reason": REASON, "publications": {}} if act == "amend" else {}

    assert refusal(lambda: getattr(publishing, act)(competition, by=coordinator, **fields)) == [
        "To nie jest kopia robocza zmiany. Otwórz zmianę ogłoszenia."
    ]


# ── Taken over ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_amendment_says_who_changed_when_and_why_and_issues_the_next_version(competition, copy, official):
    first = competition.announcements.get()
    change(copy, conditions="Klub działa pięć dni w tygodniu.")

    amendment = amend(copy, official)

    amendment.refresh_from_db()
    assert (amendment.competition, amendment.number, amendment.kind) == (competition, 1, AmendmentKind.CHANGE)
    assert (amendment.made_by, amendment.made_at, amendment.reason) == (official, AMENDED, REASON)
    assert amendment.old_closes_at == amendment.new_closes_at == competition.closes_at
    row = stored(competition)
    assert row.conditions == "Klub działa pięć dni w tygodniu."
    assert (row.history.first().history_user, row.history.first().history_change_reason) == (official, REASON)
    second = competition.announcements.exclude(pk=first.pk).get()
    assert (second.version, second.amendment, second.issued_at) == (2, amendment, AMENDED)
    assert second.content == wording.announcement_content(row)
    first.refresh_from_db()
    assert [one.key for one in wording.differences(first.content, second.content)] == ["task"]
    assert not Competition.objects.filter(amends=competition).exists()


def test_a_change_is_planned_in_its_own_three_places(competition, copy, coordinator):
    change(copy, conditions="Inne")

    amendment = amend(copy, coordinator)

    rows = amendment.publications.values_list("competition", "subject", "place", "published_on", "recorded_at")
    assert set(rows) == {(competition.pk, PublicationSubject.AMENDMENT, place, AMENDED.date(), None) for place in THREE}
    assert competition.publications.filter(subject="announcement").count() == 3


def test_a_place_of_a_change_is_confirmed_beside_the_announcements(competition, copy, official):
    change(copy, conditions="Inne")
    amendment = amend(copy, official)

    row = publishing.record_publication(
        competition,
        subject="amendment",
        amendment=amendment,
        place=Place.BIP,
        published_on=AMENDED.date(),
        by=official,
        now=AMENDED,
    )

    assert row in amendment.publications.all()
    assert Publication.objects.count() == 6


def test_a_place_of_another_competitions_change_is_refused(competition, copy, coordinator):
    change(copy, conditions="Inne")
    amendment = amend(copy, coordinator)
    other = announced(coordinator)

    assert refusal(
        lambda: publishing.record_publication(
            other,
            subject="amendment",
            amendment=amendment,
            place=Place.BIP,
            published_on=AMENDED.date(),
            by=coordinator,
            now=AMENDED,
        )
    ) == ["Ta zmiana należy do innego konkursu."]


def test_rows_are_changed_added_and_removed_and_keep_their_past(competition, copy, coordinator):
    first, second = competition.criteria.all()[:2]
    criteria = copy.criteria.all()
    criteria[0].delete()
    copy.criteria.filter(text=second.text).update(points=25)
    copy.funding_lines.update(planned=Decimal(40_000))
    FundingLine.objects.create(
        competition=copy, position=1, task_title="Drugie zadanie", year=2024, planned=Decimal(20_000)
    )

    amend(copy, coordinator)

    kept = list(competition.criteria.all())
    assert (len(kept), kept[0].pk, kept[0].text, kept[0].points) == (6, first.pk, second.text, 25)
    assert kept[0].history.first().history_change_reason == REASON
    lines = competition.funding_lines.values_list("task_title", "planned")
    assert list(lines) == [("prowadzenie klubów abstynenckich", 40_000), ("Drugie zadanie", 20_000)]
    assert Criterion.objects.exclude(competition=competition).count() == 0


def test_chosen_spheres_are_taken_over(competition, copy, coordinator):
    sphere = PublicTaskSphere.objects.first() or baker.make(PublicTaskSphere)
    copy.spheres.set([sphere])

    amend(copy, coordinator)

    assert list(stored(competition).spheres.all()) == [sphere]


def attach(competition, name, text="treść"):
    attachment = Attachment(
        competition=competition, title=name, name=name, sha256=text, size=len(text), content_type="application/pdf"
    )
    attachment.file.save(name, ContentFile(text.encode()))
    return attachment


def test_attachments_keep_their_rows_and_a_removed_one_stays_with_the_earlier_version(competition, coordinator):
    kept, removed = attach(competition, "wzor.pdf", "a"), attach(competition, "stary.pdf", "b")
    copy = publishing.open_amendment(competition, by=coordinator)
    copy.attachments.filter(name="stary.pdf").delete()
    copy.attachments.filter(name="wzor.pdf").update(title="Wzór oferty")
    added = attach(copy, "nowy.pdf", "c")

    amend(copy, coordinator)

    assert set(competition.attachments.present().values_list("pk", "title")) == {
        (kept.pk, "Wzór oferty"),
        (added.pk, "nowy.pdf"),
    }
    removed.refresh_from_db()
    assert (removed.competition, removed.removed_at) == (competition, AMENDED)
    assert removed.file.storage.exists(removed.file.name)
    assert Attachment.objects.count() == 3


def test_a_file_replaced_under_the_same_name_leaves_the_old_one_to_the_old_version(competition, coordinator):
    old = attach(competition, "wzor.pdf", "a")
    copy = publishing.open_amendment(competition, by=coordinator)
    copy.attachments.all().delete()
    new = attach(copy, "wzor.pdf", "b")

    amend(copy, coordinator)

    assert list(competition.attachments.present()) == [new]
    old.refresh_from_db()
    assert old.removed_at == AMENDED


def test_the_same_file_attached_twice_stays_twice(competition, coordinator):
    rows = {attach(competition, "wzor.pdf", "a").pk, attach(competition, "wzor.pdf", "a").pk}
    copy = publishing.open_amendment(competition, by=coordinator)
    change(copy, conditions="Inne")

    amend(copy, coordinator)

    assert set(competition.attachments.present().values_list("pk", flat=True)) == rows


def test_changes_are_numbered(competition, coordinator):
    for number in (1, 2, 3):
        copy = publishing.open_amendment(competition, by=coordinator)
        change(copy, conditions=f"Warunki {number}")
        assert amend(copy, coordinator).number == number

    versions = competition.announcements.order_by("version").values_list("version", "amendment__number")
    assert list(versions) == [(1, None), (2, 1), (3, 2), (4, 3)]


# ── Refused ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_change_without_a_reason_is_refused(copy, coordinator, reason):
    change(copy, conditions="Inne")

    assert refusal(lambda: amend(copy, coordinator, reason=reason)) == [
        "Podaj powód zmiany: przeczyta go każdy, kto zajrzy do ogłoszenia."
    ]


def test_a_change_that_changes_nothing_is_refused(copy, coordinator):
    assert refusal(lambda: amend(copy, coordinator)) == [
        "W kopii roboczej nic się nie zmieniło. Zmień ogłoszenie albo porzuć zmianę."
    ]


@pytest.mark.parametrize("changes", [{"year": 2025}, {"number": 9}])
def test_the_year_and_the_number_stay(copy, coordinator, changes):
    change(copy, **changes)

    assert refusal(lambda: amend(copy, coordinator)) == [
        "Rok i numer ogłoszonego konkursu się nie zmieniają. Przywróć je."
    ]


def test_the_same_change_twice_is_refused(copy, coordinator):
    change(copy, conditions="Inne")
    opened_before = stored(copy)
    amend(copy, coordinator)

    assert refusal(
        lambda: publishing.amend(opened_before, by=coordinator, now=AMENDED, reason=REASON, publications={})
    ) == ["Tej zmiany już nie ma: ogłoszono ją albo porzucono. Odśwież stronę."]


def test_a_change_lacking_one_of_the_seven_points_is_refused(copy, coordinator):
    change(copy, task_kind="")

    with pytest.raises(Refused) as refused:
        amend(copy, coordinator)

    assert [(one.rule, one.field) for one in refused.value.findings] == [("R10", "task_kind")]


def test_a_deadline_cannot_be_taken_away(copy, coordinator):
    change(copy, closes_at=None, confirmation_due_at=None)

    assert refusal(lambda: amend(copy, coordinator)) == ["Podaj termin składania ofert: dzień i godzinę."]


def test_a_deadline_never_falls_under_21_days_after_the_announcement(competition, copy, coordinator):
    change(copy, closes_at=moment("2023-12-21 12:00"), confirmation_due_at=None)

    with pytest.raises(Refused) as refused:
        amend(
            copy,
            coordinator,
            accepted={one.key: "Tak." for one in warnings(copy, now=AMENDED, reason="x", publications={})},
        )

    assert [one.rule for one in refused.value.findings if one.severity == "E"] == ["R09"]
    assert stored(competition).closes_at == moment("2023-12-22 12:00")


def test_a_change_without_its_three_places_is_refused(copy, coordinator):
    change(copy, conditions="Inne")

    assert refusal(lambda: amend(copy, coordinator, publications={Place.BIP: AMENDED.date(), Place.WEBSITE: None})) == [
        "Zmiana ogłoszenia: podaj datę ogłoszenia w miejscu: tablica ogłoszeń urzędu.",
        "Zmiana ogłoszenia: podaj datę ogłoszenia w miejscu: strona internetowa urzędu.",
    ]


def test_a_change_that_leaves_little_time_is_accepted_with_a_reason_which_is_kept(competition, copy, official):
    change(copy, conditions="Inne")
    (warning,) = warnings(copy, publications=in_three_places(AMENDED.date()))

    amend(copy, official, accepted={warning.key: "Zmiana łagodzi warunki."})

    row = AcceptedFinding.objects.get()
    assert (row.competition, row.act, row.rule, row.reason) == (
        competition,
        Act.AMEND.value,
        "R09",
        "Zmiana łagodzi warunki.",
    )
    assert (row.accepted_by, row.accepted_at) == (official, AMENDED)


def test_a_warning_accepted_once_is_not_asked_for_again(coordinator):
    """The announcement closes on a Saturday, and somebody has said why."""
    draft = ready_draft(closes_at=moment("2024-01-13 12:00"), confirmation_due_at=None)
    found = publishing.findings_of(draft, ANNOUNCED.date(), Act.ANNOUNCE)
    publishing.announce(draft, by=coordinator, now=ANNOUNCED, accepted={one.key: "Czynne." for one in found})
    copy = publishing.open_amendment(draft, by=coordinator)
    change(copy, conditions="Inne")

    publishing.amend(copy, by=coordinator, now=ANNOUNCED, reason=REASON, publications=in_three_places(ANNOUNCED.date()))

    assert stored(draft).conditions == "Inne"
    assert AcceptedFinding.objects.count() == 1


def test_a_new_deadline_in_the_past_is_refused(competition, copy, coordinator):
    change(copy, closes_at=moment("2023-12-25 12:00"), confirmation_due_at=None)
    now = moment("2023-12-25 12:00")

    assert refusal(lambda: amend(copy, coordinator, now=now)) == [
        "Termin składania ofert już minął: poniedziałek, 25\N{NO-BREAK SPACE}grudnia 2023\N{NO-BREAK SPACE}r., "
        "godz.\N{NO-BREAK SPACE}12:00. Ustaw późniejszy."
    ]


def test_after_the_closing_a_change_meets_offers_and_needs_a_reason(competition, copy, coordinator):
    change(copy, contact_role="Inspektor")
    asked = warnings(copy, now=CLOSED, publications=in_three_places(CLOSED.date()))

    assert {one.field for one in asked} == {"amendments", "closes_at"}
    amend(copy, coordinator, now=CLOSED, publications=in_three_places(CLOSED.date()))
    assert stored(competition).contact_role == "Inspektor"


def test_an_amendment_that_breaks_in_the_middle_leaves_everything(copy):
    """Nobody is named, which the database refuses once the words were taken over."""
    change(copy, conditions="Inne", closes_at=moment("2024-01-04 12:00"), confirmation_due_at=None)
    before = everything()

    with pytest.raises(IntegrityError), transaction.atomic():
        publishing.amend(copy, by=None, now=AMENDED, reason=REASON, publications=in_three_places(dt.date(2023, 12, 6)))

    assert everything() == before


def test_a_withdrawn_competition_refuses_its_change_but_lets_it_be_thrown_away(competition, copy, coordinator):
    change(copy, conditions="Inne")
    change(competition, withdrawn_at=CLOSED, withdrawal_reason="Błąd.")

    assert refusal(lambda: amend(copy, coordinator)) == ["Ten konkurs wycofano. Jego ogłoszenia nikt już nie zmieni."]
    publishing.discard_amendment(copy, by=coordinator)
    assert list(Competition.objects.all()) == [competition]


def test_a_new_privacy_clause_may_be_taken_over(competition, copy, coordinator):
    clause = baker.make(PrivacyClause, version=1)
    change(copy, privacy_clause=clause)

    amend(copy, coordinator)

    assert stored(competition).privacy_clause == clause


def test_an_example_stays_an_example_through_its_changes(coordinator):
    competition = announced(coordinator, is_example=True)
    copy = publishing.open_amendment(competition, by=coordinator)
    assert copy.is_example is True
    change(copy, conditions="Inne")

    amend(copy, coordinator)

    assert stored(competition).is_example is True
    assert competition.announcements.get(version=2).content["is_example"] is True
