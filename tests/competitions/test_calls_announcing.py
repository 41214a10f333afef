"""Announcing a competition and confirming where it was published: who, when, why, and all or nothing."""

import datetime as dt

import pytest
from django.db import transaction

from competitions import publishing, wording
from competitions.choices import CompetitionState, LegalSeverity, Place
from competitions.law import Act
from competitions.models import AcceptedFinding, Announcement, Competition, Publication
from competitions.publishing import Refused
from leszno_ngo.choices import DocumentState
from tests.competitions.calls import PUBLISHED, THREE, moment
from tests.competitions.drafts import ANNOUNCED, CLOSED, announced, ready_draft, refusal, stored

pytestmark = pytest.mark.django_db
SATURDAY = moment("2023-12-23 12:00")


# ── The announcement ────────────────────────────────────────────────────────────────────────────────────────────────


def test_announcing_stamps_who_and_when_gives_a_number_and_freezes_the_words(coordinator):
    draft = ready_draft()

    announcement = publishing.announce(draft, by=coordinator, now=ANNOUNCED)

    row = stored(draft)
    assert (row.announced_at, row.announced_by, row.number) == (ANNOUNCED, coordinator, 1)
    assert row.state(ANNOUNCED) == CompetitionState.OPEN
    assert (announcement.subject, announcement.version, announcement.issued_at) == ("announcement", 1, ANNOUNCED)
    assert announcement.content == wording.announcement_content(row)
    assert (announcement.state, announcement.amendment) == (DocumentState.QUEUED, None)


def test_the_history_says_who_announced_and_why_the_row_changed(coordinator):
    draft = ready_draft()

    publishing.announce(draft, by=coordinator, now=ANNOUNCED)

    record = draft.history.first()
    assert (record.history_user, record.history_change_reason) == (coordinator, "ogłoszono")


def test_the_frozen_words_stay_when_the_row_changes(coordinator):
    competition = announced(coordinator)
    before = competition.announcements.get().content

    Competition.objects.update(task_kind="Coś innego")

    assert competition.announcements.get().content == before


def test_numbers_run_through_the_year_and_each_year_has_its_own(coordinator):
    for year, number in [(2024, 1), (2024, 2), (2025, 1), (2024, 3)]:
        draft = ready_draft(year=year)
        draft.funding_lines.update(year=year)
        accepted = {one.key: "Tak." for one in publishing.findings_of(draft, PUBLISHED, Act.ANNOUNCE)}
        publishing.announce(draft, by=coordinator, now=ANNOUNCED, accepted=accepted)
        assert stored(draft).number == number


def test_a_number_that_the_office_gave_itself_stays_and_the_next_one_follows_it(coordinator):
    given, next_one = ready_draft(number=7), ready_draft()

    for draft in (given, next_one):
        publishing.announce(draft, by=coordinator, now=ANNOUNCED)

    assert (stored(given).number, stored(next_one).number) == (7, 8)


def test_a_working_copy_takes_no_number_from_the_year(coordinator):
    competition = announced(coordinator)
    publishing.open_amendment(competition, by=coordinator)
    draft = ready_draft()

    publishing.announce(draft, by=coordinator, now=ANNOUNCED)

    assert stored(draft).number == 2


def test_announcing_twice_is_refused_even_from_a_page_opened_before(coordinator, official):
    draft = ready_draft()
    opened_before = stored(draft)
    publishing.announce(draft, by=coordinator, now=ANNOUNCED)

    assert refusal(lambda: publishing.announce(opened_before, by=official, now=ANNOUNCED)) == [
        "Ten konkurs jest już ogłoszony. Zmienić go można tylko zmianą ogłoszenia."
    ]
    assert stored(draft).announced_by == coordinator


def test_a_draft_that_somebody_deleted_meanwhile_is_refused_in_words(coordinator):
    draft = ready_draft()
    stored(draft).delete()

    assert refusal(lambda: publishing.announce(draft, by=coordinator, now=ANNOUNCED)) == [
        "Tego konkursu już nie ma: ktoś go w międzyczasie usunął. Odśwież stronę."
    ]


def test_what_was_typed_but_not_saved_is_not_announced(coordinator):
    draft = ready_draft()
    draft.task_kind = "nie zapisano"

    publishing.announce(draft, by=coordinator, now=ANNOUNCED)

    assert stored(draft).task_kind == draft.task_kind == "przeciwdziałanie uzależnieniom i patologiom społecznym"


def test_a_working_copy_is_not_announced_by_itself(coordinator):
    copy = publishing.open_amendment(announced(coordinator), by=coordinator)

    assert refusal(lambda: publishing.announce(copy, by=coordinator, now=ANNOUNCED)) == [
        "Kopii roboczej nie ogłasza się osobno. Wprowadź zmianę ogłoszenia."
    ]


def test_the_law_forbids_an_announcement_without_its_points_and_says_which(coordinator):
    draft = ready_draft(task_kind=" ", conditions="")
    draft.similar_tasks.filter(year=2023).delete()

    with pytest.raises(Refused) as refused:
        publishing.announce(draft, by=coordinator, now=ANNOUNCED)

    assert [(one.rule, one.article, one.field) for one in refused.value.findings] == [
        ("R10", "art. 13 ust. 2 pkt 1", "task_kind"),
        ("R10", "art. 13 ust. 2 pkt 4", "conditions"),
        ("R10", "art. 13 ust. 2 pkt 7", "similar_tasks"),
    ]
    assert refused.value.messages == [one.message for one in refused.value.findings]
    assert not Announcement.objects.exists()


@pytest.mark.parametrize(
    ("late", "is_refused"), [(dt.date(2023, 11, 30), False), (PUBLISHED, False), (dt.date(2023, 12, 2), True)]
)
def test_the_last_planned_publication_leaves_21_days(coordinator, late, is_refused):
    draft = ready_draft()
    draft.publications.filter(place=Place.NOTICE_BOARD).update(published_on=late)
    now = moment("2023-11-30 09:00")

    if not is_refused:
        publishing.announce(draft, by=coordinator, now=now)
        assert stored(draft).is_announced
        return
    assert refusal(lambda: publishing.announce(draft, by=coordinator, now=now)) == [
        "Nabór kończy się 1 dzień za wcześnie: od ostatniego z trzech ogłoszeń musi minąć 21 dni. "
        "Ustaw termin składania ofert na 23\N{NO-BREAK SPACE}grudnia 2023\N{NO-BREAK SPACE}r. albo później."
    ]


def test_a_place_without_a_day_forbids_the_announcement(coordinator):
    draft = ready_draft()
    draft.publications.filter(place=Place.WEBSITE).delete()

    assert refusal(lambda: publishing.announce(draft, by=coordinator, now=ANNOUNCED)) == [
        "Podaj datę ogłoszenia w miejscu: strona internetowa urzędu."
    ]


@pytest.mark.parametrize(("now", "is_past"), [("2023-12-22 11:59", False), ("2023-12-22 12:00", True)])
def test_a_deadline_that_has_passed_is_not_announced(coordinator, now, is_past):
    draft = ready_draft()
    accepted = {one.key: "Tak." for one in publishing.findings_of(draft, moment(now).date(), Act.ANNOUNCE)}

    def act():
        return publishing.announce(draft, by=coordinator, now=moment(now), accepted=accepted)

    if is_past:
        assert refusal(act) == [
            "Termin składania ofert już minął: piątek, 22\N{NO-BREAK SPACE}grudnia 2023\N{NO-BREAK SPACE}r., "
            "godz.\N{NO-BREAK SPACE}12:00. Ustaw późniejszy."
        ]
    else:
        act()
        assert stored(draft).is_announced


# ── Warnings ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def saturday():
    """A draft that closes on a Saturday: allowed, but not without a word."""
    return ready_draft(closes_at=SATURDAY, confirmation_due_at=None)


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_a_warning_without_a_reason_stops_the_announcement(coordinator, saturday, reason):
    (warning,) = publishing.warnings_to_accept(saturday, publishing.findings_of(saturday, PUBLISHED, Act.ANNOUNCE))
    accepted = None if reason is None else {warning.key: reason}

    with pytest.raises(Refused) as refused:
        publishing.announce(saturday, by=coordinator, now=ANNOUNCED, accepted=accepted)

    assert refused.value.findings == [warning]
    assert not stored(saturday).is_announced


def test_an_accepted_warning_is_kept_with_who_when_and_why(coordinator, saturday):
    (warning,) = publishing.warnings_to_accept(saturday, publishing.findings_of(saturday, PUBLISHED, Act.ANNOUNCE))

    publishing.announce(saturday, by=coordinator, now=ANNOUNCED, accepted={warning.key: " Urząd pracuje. "})

    kept = AcceptedFinding.objects.values("rule", "article", "field", "message", "act", "reason")
    assert kept.get() == {
        "rule": "R09",
        "article": "art. 13 ust. 1",
        "field": "closes_at",
        "message": warning.message,
        "act": "announce",
        "reason": "Urząd pracuje.",
    }
    row = AcceptedFinding.objects.get()
    assert (row.competition, row.accepted_by, row.accepted_at) == (saturday, coordinator, ANNOUNCED)
    assert publishing.warnings_to_accept(saturday, [warning]) == []


def test_no_reason_makes_a_forbidden_announcement_lawful(coordinator, saturday):
    Competition.objects.update(task_kind="")
    found = publishing.findings_of(stored(saturday), PUBLISHED, Act.ANNOUNCE)

    with pytest.raises(Refused) as refused:
        publishing.announce(saturday, by=coordinator, now=ANNOUNCED, accepted={one.key: "Bo tak." for one in found})

    assert [one.severity for one in refused.value.findings] == [LegalSeverity.BLOCKS]
    assert not AcceptedFinding.objects.exists()


def test_a_reason_for_a_warning_that_is_not_there_is_not_kept(coordinator):
    publishing.announce(ready_draft(), by=coordinator, now=ANNOUNCED, accepted={"0123456789ab": "Na zapas."})

    assert not AcceptedFinding.objects.exists()


def test_an_announcement_tells_the_workers_only_once_it_is_kept(coordinator, django_capture_on_commit_callbacks):
    draft = ready_draft()

    with django_capture_on_commit_callbacks() as told, transaction.atomic():
        publishing.announce(draft, by=coordinator, now=ANNOUNCED)
        transaction.set_rollback(True)
    assert (len(told), stored(draft).is_announced, Announcement.objects.count()) == (0, False, 0)

    with django_capture_on_commit_callbacks() as told:
        publishing.announce(draft, by=coordinator, now=ANNOUNCED)
    assert (len(told), stored(draft).is_announced, Announcement.objects.count()) == (1, True, 1)


# ── Where it was published ──────────────────────────────────────────────────────────────────────────────────────────


def record(competition, by, **changes):
    fields = {"subject": "announcement", "place": Place.BIP, "published_on": PUBLISHED, "now": ANNOUNCED}
    return publishing.record_publication(competition, by=by, **fields | changes)


@pytest.fixture
def competition(coordinator):
    """Announced; the three places planned, none of them confirmed."""
    draft = ready_draft()
    publishing.announce(draft, by=coordinator, now=ANNOUNCED)
    return draft


def test_recording_confirms_the_planned_place_with_who_and_when(competition, official):
    row = record(competition, official, url="https://bip.leszno.pl/1", shown_until=dt.date(2023, 12, 22))

    assert Publication.objects.filter(competition=competition).count() == 3
    row.refresh_from_db()
    assert (row.place, row.published_on, row.shown_until) == (Place.BIP, PUBLISHED, dt.date(2023, 12, 22))
    assert (row.url, row.recorded_at, row.recorded_by) == ("https://bip.leszno.pl/1", ANNOUNCED, official)
    newest = row.history.first()
    assert (newest.history_user, newest.history_change_reason) == (official, "potwierdzono ogłoszenie")


def test_a_newspaper_is_recorded_beside_the_three_places(competition, official):
    record(competition, official, place=Place.NEWSPAPER)

    places = competition.publications.values_list("place", flat=True)
    assert set(places) == {*THREE, Place.NEWSPAPER}


def test_the_same_recording_twice_is_refused(competition, official):
    record(competition, official)

    assert refusal(lambda: record(competition, official)) == [
        "To ogłoszenie jest już potwierdzone: Biuletyn Informacji Publicznej, "
        "1\N{NO-BREAK SPACE}grudnia 2023\N{NO-BREAK SPACE}r."
    ]


def test_a_recording_is_corrected_and_its_history_keeps_what_stood(competition, official):
    record(competition, official)
    row = record(competition, official, published_on=dt.date(2023, 11, 30))

    newest = row.history.first()
    assert newest.history_change_reason == "poprawiono potwierdzenie ogłoszenia"
    assert (newest.published_on, newest.prev_record.published_on) == (dt.date(2023, 11, 30), PUBLISHED)


@pytest.mark.parametrize(("shift", "is_refused"), [(-1, False), (0, False), (1, True)])
def test_only_what_has_appeared_is_confirmed(competition, official, shift, is_refused):
    published_on = PUBLISHED + dt.timedelta(days=shift)

    if is_refused:
        assert refusal(lambda: record(competition, official, published_on=published_on)) == [
            "Potwierdzić można tylko to, co już się ukazało. Podaj dzień nie późniejszy niż dzisiaj."
        ]
    else:
        assert record(competition, official, published_on=published_on).published_on == published_on


def test_today_is_the_warsaw_day(competition, official):
    """Half an hour after midnight in Warsaw it is still yesterday in London."""
    now = dt.datetime(2023, 12, 1, 23, 30, tzinfo=dt.UTC)

    assert record(competition, official, published_on=dt.date(2023, 12, 2), now=now).recorded_at == now


def test_a_publication_that_leaves_too_little_time_is_recorded_and_the_law_says_so(competition, official):
    for place, day in zip(THREE, (1, 1, 2), strict=True):
        record(
            competition,
            official,
            place=place,
            published_on=dt.date(2023, 12, day),
            now=moment("2023-12-02 10:00"),
        )

    found = publishing.findings_of(stored(competition), dt.date(2023, 12, 2))

    assert [(one.rule, one.field) for one in found if one.severity == LegalSeverity.BLOCKS] == [("R09", "closes_at")]


def test_days_in_the_wrong_order_and_a_wrong_address_are_refused_in_polish(competition, official):
    assert refusal(lambda: record(competition, official, shown_until=dt.date(2023, 11, 30))) == [
        "„Widoczne do” jest przed datą ogłoszenia."
    ]
    assert refusal(lambda: record(competition, official, url="bip leszno")) == ["Wpisz poprawny URL."]


def test_a_draft_has_nothing_to_confirm(official):
    draft = ready_draft()

    assert refusal(lambda: record(draft, official)) == [
        "Szkicu nie ma gdzie zobaczyć. Potwierdź miejsca po ogłoszeniu konkursu."
    ]


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        ("results", "Wyników jeszcze nie ogłoszono. Najpierw je ogłoś."),
        ("annulment", "Tego konkursu nie unieważniono."),
        ("amendment", "Ogłoszenie zmiany musi wskazywać zmianę."),
    ],
)
def test_nothing_is_confirmed_that_was_not_made_public(competition, official, subject, sentence):
    assert refusal(lambda: record(competition, official, subject=subject, now=CLOSED)) == [sentence]
