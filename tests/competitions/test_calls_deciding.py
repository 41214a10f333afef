"""How a competition ends: results, their later changes, annulment, withdrawal; who, when, why, and all or nothing."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from competitions import publishing, wording
from competitions.choices import AmendmentKind, AnnulmentReason, CompetitionState, Place, ResultState
from competitions.models import AcceptedFinding, Competition
from competitions.publishing import Refused
from tests.competitions.calls import THREE, moment
from tests.competitions.drafts import (
    CHANGED,
    CLOSED,
    DECIDED,
    announced,
    assessed,
    decided,
    everything,
    in_three_places,
    ready_draft,
    refusal,
    stored,
)

pytestmark = pytest.mark.django_db
NO_OFFERS, NONE_COMPLIANT = AnnulmentReason.NO_OFFERS, AnnulmentReason.NONE_COMPLIANT
RESIGNED = "Oferent zrezygnował 30 stycznia 2024 r."


def publish(competition, by, **changes):
    fields = {"now": DECIDED, "publications": in_three_places(DECIDED.date())}
    return publishing.publish_results(competition, by=by, **fields | changes)


def resign(competition, by, **changes):
    """The funded offer is given up and the first of the reserve list gets its grant."""
    first, second = competition.results.all()[:2]
    fields = {
        "changes": {
            first.pk: {"state": ResultState.RESIGNED},
            second.pk: {"state": ResultState.FUNDED, "granted": Decimal(40_000)},
        },
        "now": CHANGED,
        "reason": RESIGNED,
        "publications": in_three_places(CHANGED.date()),
    }
    return publishing.change_results(competition, by=by, **fields | changes)


def annul(competition, by, **changes):
    fields = {
        "now": CLOSED,
        "reason": NO_OFFERS,
        "note": " Nie wpłynęła żadna oferta. ",
        "submitted_count": 0,
        "publications": in_three_places(CLOSED.date()),
    }
    return publishing.annul(competition, by=by, **fields | changes)


def withdraw(competition, by, **changes):
    return publishing.withdraw(competition, by=by, **{"now": CLOSED, "reason": "Zabrakło środków."} | changes)


# ── Results ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_results_are_published_with_who_and_when_and_their_words_are_frozen(coordinator, official):
    competition = assessed(coordinator)

    announcement = publish(competition, official)

    row = stored(competition)
    assert (row.results_published_at, row.results_published_by) == (DECIDED, official)
    assert row.state(DECIDED) == CompetitionState.DECIDED
    assert (announcement.subject, announcement.version, announcement.issued_at) == ("results", 1, DECIDED)
    assert announcement.content == wording.results_content(row)
    record = row.history.first()
    assert (record.history_user, record.history_change_reason) == (official, "ogłoszono wyniki")
    planned = row.publications.filter(subject="results").values_list("place", "published_on", "recorded_at")
    assert set(planned) == {(place, DECIDED.date(), None) for place in THREE}
    assert row.announcements.filter(subject="announcement").count() == 1


@pytest.mark.parametrize(("now", "is_over"), [("2023-12-22 12:00:00", False), ("2023-12-22 12:00:01", True)])
def test_results_wait_for_the_closing(coordinator, now, is_over):
    competition = assessed(coordinator)
    Competition.objects.update(decided_on=dt.date(2023, 12, 22), committee_opinion_on=dt.date(2023, 12, 22))
    now = moment(now)

    def act():
        return publish(competition, coordinator, now=now, publications=in_three_places(now.date()))

    if is_over:
        assert act().version == 1
    else:
        assert refusal(act) == [
            "Nabór trwa do: piątek, 22\N{NO-BREAK SPACE}grudnia 2023\N{NO-BREAK SPACE}r., "
            "godz.\N{NO-BREAK SPACE}12:00. Wyniki można ogłosić dopiero po jego zakończeniu."
        ]


@pytest.mark.parametrize(("shift", "is_refused"), [(-1, False), (0, False), (1, True)])
def test_nobody_has_decided_tomorrow(coordinator, shift, is_refused):
    competition = assessed(coordinator)
    Competition.objects.update(decided_on=DECIDED.date() + dt.timedelta(days=shift), decision_due_at=CHANGED)

    if is_refused:
        assert refusal(lambda: publish(competition, coordinator)) == [
            "Data rozstrzygnięcia jest w przyszłości. Popraw ją."
        ]
    else:
        assert publish(competition, coordinator).version == 1


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"decided_on": None}, "decided_on"),
        ({"submitted_count": 4}, "submitted_count"),
        ({"funded_count": 2}, "funded_count"),
        ({"funded_count": None}, "submitted_count"),
    ],
)
def test_results_that_do_not_add_up_are_refused(coordinator, broken, field):
    competition = assessed(coordinator)
    Competition.objects.update(**broken)

    with pytest.raises(Refused) as refused:
        publish(competition, coordinator)

    assert [(one.rule, one.field) for one in refused.value.findings] == [("R20", field)]
    assert stored(competition).results_published_at is None


def test_results_are_announced_in_three_places(coordinator):
    competition = assessed(coordinator)

    assert refusal(lambda: publish(competition, coordinator, publications={Place.BIP: DECIDED.date()})) == [
        "Wyniki: podaj datę ogłoszenia w miejscu: tablica ogłoszeń urzędu.",
        "Wyniki: podaj datę ogłoszenia w miejscu: strona internetowa urzędu.",
    ]


def test_a_warning_about_results_is_accepted_with_a_reason_which_is_kept(coordinator, official):
    competition = assessed(coordinator)
    Competition.objects.update(committee_members_of_organisations=0)
    with pytest.raises(Refused) as refused:
        publish(competition, official)
    (warning,) = refused.value.findings

    publish(competition, official, accepted={warning.key: "Nikogo nie wskazano."})

    row = AcceptedFinding.objects.get()
    assert (row.competition, row.act, row.rule, row.reason) == (
        competition,
        "publish_results",
        "R18",
        "Nikogo nie wskazano.",
    )
    assert (row.accepted_by, row.accepted_at) == (official, DECIDED)


def test_results_twice_are_refused(coordinator):
    competition = assessed(coordinator)
    opened_before = stored(competition)
    publish(competition, coordinator)

    assert refusal(lambda: publish(opened_before, coordinator)) == ["Wyniki tego konkursu są już ogłoszone."]


def test_results_wait_for_a_change_of_the_announcement_under_way(coordinator):
    competition = assessed(coordinator)
    publishing.open_amendment(competition, by=coordinator)

    for act in (publish, annul, withdraw):
        assert refusal(lambda act=act: act(competition, coordinator)) == [
            "Zmiana tego ogłoszenia jest już przygotowywana. Dokończ ją albo porzuć."
        ]


# ── Results changed ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_resignation_changes_the_list_the_counts_and_the_paper_and_says_why(coordinator, official):
    competition = decided(coordinator)
    first = competition.announcements.get(subject="results")

    amendment = resign(competition, official)

    amendment.refresh_from_db()
    assert (amendment.kind, amendment.number, amendment.reason) == (AmendmentKind.RESULTS, 1, RESIGNED)
    assert (amendment.made_by, amendment.made_at) == (official, CHANGED)
    assert amendment.old_closes_at == amendment.new_closes_at == competition.closes_at
    states = competition.results.values_list("state", "granted")
    assert list(states) == [("resigned", 40_000), ("funded", 40_000), ("rejected", None)]
    row = stored(competition)
    assert (row.submitted_count, row.assessed_count, row.funded_count, row.rejected_count) == (3, 2, 1, 1)
    second = row.announcements.get(subject="results", version=2)
    assert (second.amendment, second.issued_at) == (amendment, CHANGED)
    assert second.content == wording.results_content(row)
    first.refresh_from_db()
    assert first.content != second.content
    assert amendment.publications.count() == 3
    record = row.results.first().history.first()
    assert (record.history_user, record.history_change_reason) == (official, RESIGNED)


def test_a_resignation_alone_lowers_the_count_of_funded_offers(coordinator):
    competition = decided(coordinator)
    first = competition.results.first()

    resign(competition, coordinator, changes={first.pk: {"state": "resigned"}})

    row = stored(competition)
    assert (row.funded_count, row.assessed_count, row.withdrawn_count) == (0, 2, 0)


@pytest.mark.parametrize("reason", ["", " "])
def test_a_change_of_results_without_a_reason_is_refused(coordinator, reason):
    competition = decided(coordinator)

    assert refusal(lambda: resign(competition, coordinator, reason=reason)) == [
        "Podaj powód zmiany wyników, na przykład rezygnację oferenta albo pomyłkę w jego nazwie."
    ]


def test_a_change_of_results_without_its_three_places_is_refused(coordinator):
    competition = decided(coordinator)

    assert refusal(lambda: resign(competition, coordinator, publications={}))[0] == (
        "Zmiana wyników: podaj datę ogłoszenia w miejscu: Biuletyn Informacji Publicznej."
    )


def test_a_change_of_results_that_changes_nothing_is_refused(coordinator):
    competition = decided(coordinator)
    first = competition.results.first()

    for changes in ({}, {first.pk: {"state": "funded", "granted": Decimal("40000.00")}}):
        assert refusal(lambda changes=changes: resign(competition, coordinator, changes=changes)) == [
            "W wynikach nic się nie zmieniło."
        ]


def test_the_same_change_of_results_twice_is_refused(coordinator):
    competition = decided(coordinator)
    resign(competition, coordinator)

    assert refusal(lambda: resign(competition, coordinator)) == ["W wynikach nic się nie zmieniło."]


def test_an_offer_of_another_competition_is_not_changed(coordinator):
    competition, other = decided(coordinator), decided(coordinator)
    pk = other.results.first().pk

    assert refusal(lambda: resign(competition, coordinator, changes={pk: {"state": "resigned"}})) == [
        "Tej oferty nie ma na liście wyników tego konkursu. Odśwież stronę."
    ]


def test_an_offer_gets_a_grant_only_with_an_amount(coordinator):
    competition = decided(coordinator)
    reserve = competition.results.get(state="reserve")

    assert refusal(lambda: resign(competition, coordinator, changes={reserve.pk: {"state": "funded"}})) == [
        "Oferta z dotacją musi mieć przyznaną kwotę."
    ]


def test_only_what_became_of_an_offer_is_changed(coordinator):
    competition = decided(coordinator)
    first = competition.results.first()

    assert refusal(lambda: resign(competition, coordinator, changes={first.pk: {"requested": Decimal(1)}})) == [
        "W ogłoszonych wynikach zmienia się stan oferty, kwotę, powód, nazwę oferenta i tytuł zadania."
    ]


def test_grants_above_what_was_announced_are_warned_of_again(coordinator):
    competition = decided(coordinator)
    first = competition.results.first()
    changes = {first.pk: {"granted": Decimal(60_001)}}

    with pytest.raises(Refused) as refused:
        resign(competition, coordinator, changes=changes)

    assert {one.rule for one in refused.value.findings} == {"R20"}
    accepted = {one.key: "Rada zwiększyła środki." for one in refused.value.findings}
    resign(competition, coordinator, changes=changes, accepted=accepted)
    assert competition.results.first().granted == Decimal(60_001)


def test_results_that_were_not_published_are_not_amended(coordinator):
    competition = assessed(coordinator)

    assert refusal(lambda: resign(competition, coordinator)) == [
        "Wyników jeszcze nie ogłoszono. Popraw je w tabeli wyników."
    ]


def test_a_change_of_results_that_breaks_in_the_middle_leaves_everything(coordinator):
    competition = decided(coordinator)
    before = everything()

    with pytest.raises(IntegrityError), transaction.atomic():
        resign(competition, None)

    assert everything() == before


def test_a_change_of_results_leaves_the_announcements_paper_alone(coordinator):
    competition = decided(coordinator)

    resign(competition, coordinator)

    versions = competition.announcements.order_by("subject", "version").values_list("subject", "version")
    assert list(versions) == [("announcement", 1), ("results", 1), ("results", 2)]


# ── Annulment ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def competition(coordinator):
    return announced(coordinator)


def test_an_annulment_says_who_when_and_why_and_issues_its_paper(competition, official):
    announcement = annul(competition, official)

    row = stored(competition)
    assert (row.annulled_at, row.annulled_by, row.annulment_reason) == (CLOSED, official, NO_OFFERS)
    assert (row.annulment_note, row.submitted_count) == ("Nie wpłynęła żadna oferta.", 0)
    assert row.state(CLOSED) == CompetitionState.ANNULLED
    assert (announcement.subject, announcement.version, announcement.issued_at) == ("annulment", 1, CLOSED)
    assert announcement.content == wording.annulment_content(row)
    assert row.publications.filter(subject="annulment").count() == 3
    record = row.history.first()
    assert (record.history_user, record.history_change_reason) == (official, "unieważniono: nie złożono żadnej oferty")


@pytest.mark.parametrize(("now", "is_over"), [("2023-12-22 12:00:00", False), ("2023-12-22 12:00:01", True)])
def test_nobody_annuls_before_the_offers_have_closed(competition, coordinator, now, is_over):
    if is_over:
        assert annul(competition, coordinator, now=moment(now)).version == 1
        return
    assert refusal(lambda: annul(competition, coordinator, now=moment(now))) == [
        "Nabór trwa do 22\N{NO-BREAK SPACE}grudnia 2023\N{NO-BREAK SPACE}r. "
        "Konkurs można unieważnić dopiero po jego zakończeniu."
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"reason": "brak pieniędzy"},
            "Wybierz powód unieważnienia: nie złożono żadnej oferty albo żadna nie spełniała wymogów ogłoszenia.",
        ),
        (
            {"reason": ""},
            "Wybierz powód unieważnienia: nie złożono żadnej oferty albo żadna nie spełniała wymogów ogłoszenia.",
        ),
        ({"submitted_count": None}, "Podaj liczbę złożonych ofert."),
        ({"submitted_count": 2}, "Złożono 2 oferty, więc powodem nie może być brak ofert. Zmień powód."),
        (
            {"reason": NONE_COMPLIANT},
            "Nie złożono żadnej oferty, więc żadna nie mogła nie spełnić wymogów. Zmień powód.",
        ),
        (
            {"publications": {place: CLOSED.date() for place in THREE[:2]}},
            "Unieważnienie: podaj datę ogłoszenia w miejscu: strona internetowa urzędu.",
        ),
    ],
)
def test_an_annulment_has_one_of_two_reasons_that_fit_and_three_places(competition, coordinator, changes, sentence):
    assert refusal(lambda: annul(competition, coordinator, **changes)) == [sentence]


def test_an_annulment_because_no_offer_met_the_requirements(competition, coordinator):
    annul(competition, coordinator, reason=NONE_COMPLIANT, submitted_count=2)

    row = stored(competition)
    assert (row.annulment_reason, row.submitted_count) == (NONE_COMPLIANT, 2)


def test_a_grant_on_the_list_forbids_an_annulment_though_nobody_has_counted_the_offers(competition, coordinator):
    offer = competition.results.create(bidder="Fundacja Ścieżka", state=ResultState.FUNDED, granted=Decimal(40_000))

    assert refusal(lambda: annul(competition, coordinator, reason=NONE_COMPLIANT, submitted_count=1)) == [
        "Przyznano już dotacje, więc jakaś oferta spełniała wymogi. Konkursu nie można unieważnić."
    ]

    offer.delete()
    competition.results.create(bidder="Fundacja Ścieżka", state=ResultState.REJECTED, reason="Po terminie.")
    annul(competition, coordinator, reason=NONE_COMPLIANT, submitted_count=1)

    assert stored(competition).annulled_at == CLOSED


def test_an_annulment_twice_is_refused(competition, coordinator):
    opened_before = stored(competition)
    annul(competition, coordinator)

    assert refusal(lambda: annul(opened_before, coordinator)) == ["Ten konkurs jest już unieważniony."]


# ── Withdrawal ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("now", ["2023-12-05 09:00", "2023-12-22 12:01"])
def test_a_withdrawal_says_who_when_and_why(competition, official, now):
    withdraw(competition, official, now=moment(now), reason=" Zabrakło środków. ")

    row = stored(competition)
    assert (row.withdrawn_at, row.withdrawn_by, row.withdrawal_reason) == (moment(now), official, "Zabrakło środków.")
    assert row.state(CLOSED) == CompetitionState.WITHDRAWN
    record = row.history.first()
    assert (record.history_user, record.history_change_reason) == (official, "Zabrakło środków.")
    assert row in Competition.objects.public()


def test_a_long_reason_is_kept_whole_though_the_history_keeps_its_beginning(competition, coordinator):
    reason = "Zabrakło środków w budżecie. " * 20

    withdraw(competition, coordinator, reason=reason)

    assert stored(competition).withdrawal_reason == reason.strip()
    assert competition.history.first().history_change_reason == reason.strip()[:100]


@pytest.mark.parametrize("reason", ["", " "])
def test_a_withdrawal_without_a_reason_is_refused(competition, coordinator, reason):
    assert refusal(lambda: withdraw(competition, coordinator, reason=reason)) == [
        "Podaj powód wycofania konkursu: przeczyta go każdy, kto zajrzy do ogłoszenia."
    ]


# ── After the end ───────────────────────────────────────────────────────────────────────────────────────────────────

ENDS = {
    "Wyniki tego konkursu są już ogłoszone.": lambda by: decided(by),
    "Ten konkurs jest już unieważniony.": lambda by: ended(by, annul),
    "Ten konkurs jest już wycofany.": lambda by: ended(by, withdraw),
    "Ten konkurs jest jeszcze szkicem. Najpierw go ogłoś.": lambda by: ready_draft(),
}


def ended(by, act):
    competition = announced(by)
    act(competition, by)
    return competition


@pytest.mark.parametrize("act", [publish, annul, withdraw])
@pytest.mark.parametrize("sentence", ENDS)
def test_what_has_ended_or_not_begun_is_not_ended_again(coordinator, sentence, act):
    competition = ENDS[sentence](coordinator)

    assert refusal(lambda: act(competition, coordinator)) == [sentence]


@pytest.mark.parametrize("act", [publish, annul, withdraw])
def test_a_working_copy_is_not_ended_by_itself(competition, coordinator, act):
    copy = publishing.open_amendment(competition, by=coordinator)

    assert refusal(lambda: act(copy, coordinator)) == ["Ten konkurs jest jeszcze szkicem. Najpierw go ogłoś."]


def test_a_refused_act_leaves_the_callers_row_as_it_is_stored(competition, coordinator):
    with pytest.raises(ValidationError):
        annul(competition, coordinator, submitted_count=2)

    assert {name: getattr(competition, name) for name in ("annulled_at", "annulment_reason", "submitted_count")} == {
        "annulled_at": None,
        "annulment_reason": "",
        "submitted_count": None,
    }
