"""Results made public from the desk, and changed later: what the law says is shown before, its reasons are kept."""

import datetime as dt
from decimal import Decimal

import pytest

from competitions.choices import AmendmentKind, CompetitionState, Place, PublicationSubject
from competitions.forms.results_changing import WORDS, OfferChangeForm
from competitions.law.publications import THREE_PLACES
from competitions.models import AcceptedFinding, Amendment, Competition, ResultEntry
from leszno_ngo import clock
from tests.competitions.drafts import announced, assessed, decided
from tests.competitions.results_desk import ResultsDesk, address, plain, said

pytestmark = pytest.mark.django_db

DECISION, LATER = dt.date(2024, 1, 15), dt.date(2024, 2, 1)
REASON = "Oferent zrezygnował 30 stycznia 2024 r."


def in_places(day, **more):
    return {place.value: day.isoformat() for place in THREE_PLACES} | {"confirmed": "on"} | more


@pytest.fixture
def own(official):
    return {"department": official.departments.get()}


@pytest.fixture
def ready(official, own, on_day):
    competition = assessed(official, **own)
    on_day(DECISION)
    return competition


@pytest.fixture
def desk(client, ready, official):
    return ResultsDesk(client, ready, official)


@pytest.fixture
def after(client, official, own, on_day):
    """The desk of a competition whose results are published."""
    competition = decided(official, **own)
    on_day(LATER)
    return ResultsDesk(client, competition, official)


def found(page):
    """{severity: messages} of what the page shows."""
    findings = page.context["form"].findings
    return {
        severity: [plain(each.message) for each in findings if each.severity == severity] for severity in ("E", "W")
    }


def state(competition):
    return Competition.objects.get(pk=competition.pk).state(clock.now())


# ── Publishing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_page_shows_what_will_be_public_and_how_much_of_the_amount_is_granted(desk):
    page = desk.get("results_publish")

    assert found(page) == {"E": [], "W": []}
    assert plain(page.context["money"]) == "Przyznano 40 000 zł z 60 000 zł: zostaje 20 000 zł."
    assert [offer.state for offer in page.context["offers"]] == ["funded", "reserve", "rejected"]


def test_lawful_results_become_public_with_their_three_places(desk, ready, official):
    page = desk.post("results_publish", in_places(DECISION))

    ready.refresh_from_db()
    assert said(page) == [
        "Wyniki są ogłoszone, a plik PDF zlecony. Potwierdzaj teraz ich ogłoszenie w kolejnych miejscach."
    ]
    assert (state(ready), ready.results_published_by) == (CompetitionState.DECIDED, official)
    places = ready.publications.filter(subject=PublicationSubject.RESULTS).values_list("place", "published_on")
    assert sorted(places) == sorted((place.value, DECISION) for place in THREE_PLACES)
    assert ready.announcements.get(subject=PublicationSubject.RESULTS).version == 1


def test_what_the_law_forbids_is_told_with_the_place_to_mend_it_and_nothing_is_published(desk, ready):
    Competition.objects.filter(pk=ready.pk).update(funded_count=2)

    page, sent = desk.get("results_publish"), desk.post("results_publish", in_places(DECISION))

    told = "Ofert z dotacją ma być 2, a na liście wyników jest 1. Popraw liczbę albo listę."
    assert found(page) == found(sent) == {"E": [told], "W": []}
    assert list(page.context["sections"].values()) == [
        ("Rozstrzygnięcie", f"{address('results', ready)}#id_funded_count")
    ]
    assert state(ready) == CompetitionState.CLOSED


def test_warning_is_gone_past_only_with_a_reason_which_is_kept(desk, ready, official):
    Competition.objects.filter(pk=ready.pk).update(total_amount=Decimal(30_000), largest_grant=None)
    (warning,) = [each for each in desk.get("results_publish").context["form"].findings if each.severity == "W"]

    refused = desk.post("results_publish", in_places(DECISION))
    assert (
        plain(warning.message)
        == "Przyznano 40 000 zł, więcej niż ogłoszono (30 000 zł). Popraw kwoty albo podaj powód."
    )
    assert state(ready) == CompetitionState.CLOSED
    assert next(iter(refused.context["form"].errors)) == f"powod-{warning.key}"

    desk.post("results_publish", in_places(DECISION) | {f"powod-{warning.key}": "Rada zwiększyła środki."})

    accepted = AcceptedFinding.objects.get(act="publish_results")
    assert (accepted.reason, accepted.accepted_by) == ("Rada zwiększyła środki.", official)
    assert state(ready) == CompetitionState.DECIDED


def test_findings_follow_the_days_that_were_sent(desk, ready):
    page = desk.post("results_publish", in_places(DECISION - dt.timedelta(days=1)))

    assert [message for message in found(page)["E"] if "sprzed rozstrzygnięcia" in message] == [
        f"Wyniki mają datę ogłoszenia sprzed rozstrzygnięcia: {Place(place).label}, 14 stycznia 2024 r. Popraw datę."
        for place in THREE_PLACES
    ]
    assert state(ready) == CompetitionState.CLOSED


def test_without_the_mark_and_a_day_of_each_place_nothing_is_published(desk, ready):
    page = desk.post("results_publish", in_places(DECISION) | {"bip": "", "confirmed": ""})

    assert sorted(page.context["form"].errors) == ["bip", "confirmed"]
    assert state(ready) == CompetitionState.CLOSED


def test_results_are_published_once(desk, ready):
    desk.post("results_publish", in_places(DECISION))
    page = desk.post("results_publish", in_places(DECISION))

    assert said(page) == [
        "Wyniki już ogłoszono. Zmienia się je tylko z podaniem powodu: „Zmień ogłoszone wyniki”. Nic się nie zmieniło."
    ]
    assert ready.announcements.filter(subject=PublicationSubject.RESULTS).count() == 1


def test_open_call_is_told_until_when_it_lasts(client, official, own, on_day):
    competition = announced(official, **own)
    on_day(dt.date(2023, 12, 20))

    page = ResultsDesk(client, competition, official).post("results_publish", in_places(DECISION))

    assert [plain(words) for words in said(page)] == [
        "Nabór kończy się: piątek, 22 grudnia 2023 r., godz. 12:00. Wyniki można wpisać dopiero po tym terminie. Nic "
        "się nie zmieniło."
    ]


# ── Later changes ───────────────────────────────────────────────────────────────────────────────────────────────────


def resignation(desk, **changes):
    first, second, _ = desk.competition.results.all()
    sent = {f"o{first.pk}-state": "resigned", f"o{second.pk}-state": "funded", f"o{second.pk}-granted": "40 000"}
    return in_places(LATER, reason=REASON) | sent | changes


def kept_reasons(desk):
    """The reasons on the offers as the page sends them back."""
    return {f"o{offer.pk}-reason": offer.reason for offer in desk.competition.results.all()}


def kept_words(desk):
    """All that the page sends back of the offers as they stand."""
    words = {f"o{offer.pk}-{name}": getattr(offer, name) for offer in desk.competition.results.all() for name in WORDS}
    return kept_reasons(desk) | words


def test_resignation_and_a_grant_from_the_reserve_list_are_one_change_with_a_reason(after):
    page = after.post("results_change", resignation(after) | kept_reasons(after))

    assert said(page) == [
        "Wyniki są zmienione, a plik PDF nowej wersji zlecony. Potwierdź ogłoszenie zmiany w miejscach."
    ]
    rows = after.competition.results.values_list("state", "granted")
    assert list(rows) == [("resigned", Decimal(40_000)), ("funded", Decimal(40_000)), ("rejected", None)]
    amendment = Amendment.objects.get()
    assert (amendment.kind, amendment.reason) == (AmendmentKind.RESULTS, REASON)
    versions = after.competition.announcements.filter(subject=PublicationSubject.RESULTS)
    assert sorted(versions.values_list("version", flat=True)) == [1, 2]


def test_page_offers_each_published_offer_only_what_it_can_become(after):
    page = after.get("results_change")

    offered = [[value for value, _ in offer.fields["state"].choices] for offer in page.context["form"].offers]
    assert offered == [
        ["", "resigned"],
        ["", "funded", "not_funded"],
        ["", "funded", "reserve", "not_funded"],
    ]


def test_change_of_nothing_is_told(after):
    page = after.post("results_change", in_places(LATER, reason=REASON) | kept_reasons(after))

    assert page.context["form"].non_field_errors() == [
        "Nie zmieniono żadnej oferty. Wybierz nowy stan, wpisz nową kwotę albo popraw pomyłkę."
    ]
    assert Amendment.objects.count() == 0


def test_grant_from_the_reserve_list_needs_an_amount_and_the_change_a_reason(after):
    _, second, _ = after.competition.results.all()
    page = after.post("results_change", resignation(after, **{f"o{second.pk}-granted": "", "reason": ""}))

    form = page.context["form"]
    assert [(entry.pk, field.name, words) for entry, field, words in form.wrong_offers] == [
        (second.pk, "granted", "Oferta z dotacją musi mieć przyznaną kwotę większą od zera.")
    ]
    assert form.errors == {"reason": ["Podaj powód zmiany wyników. Zobaczy go każdy, kto czyta wyniki."]}
    assert Amendment.objects.count() == 0


def test_amount_of_a_granted_offer_can_be_lowered(after):
    first = after.competition.results.first()
    sent = in_places(LATER, reason="Oferent ograniczył zadanie.") | {f"o{first.pk}-granted": "35.000,00"}

    after.post("results_change", sent | kept_reasons(after))

    first.refresh_from_db()
    assert (first.state, first.granted) == ("funded", Decimal(35_000))


def test_mistake_in_a_name_is_corrected_and_what_is_left_alone_stays(after, official):
    first, second, _ = after.competition.results.all()
    before = list(after.competition.results.values("bidder", "task_title", "state", "granted", "reason"))
    words = {f"o{first.pk}-bidder": " Klub  Abstynenta „Nowa”", f"o{first.pk}-task_title": ""}
    words |= {f"o{second.pk}-bidder": f" {second.bidder}\r\n", f"o{second.pk}-task_title": second.task_title}

    after.post("results_change", in_places(LATER, reason="Pomyłka pisarska.") | kept_reasons(after) | words)

    named = before[0] | {"bidder": "Klub Abstynenta „Nowa”"}
    assert list(after.competition.results.values("bidder", "task_title", "state", "granted", "reason")) == [
        named,
        *before[1:],
    ]
    amendment, record = Amendment.objects.get(), first.history.first()
    assert (amendment.kind, amendment.reason, amendment.made_by) == ("results", "Pomyłka pisarska.", official)
    assert (record.history_user, record.history_change_reason) == (official, "Pomyłka pisarska.")
    assert Competition.objects.get(pk=after.competition.pk).funded_count == 1


def test_name_too_long_is_told_at_its_field_which_stands_open(after):
    first = after.competition.results.first()
    sent = in_places(LATER, reason=REASON) | kept_words(after) | {f"o{first.pk}-bidder": "x" * 301}

    page = after.post("results_change", sent)

    assert [(entry.pk, field.name) for entry, field, _ in page.context["form"].wrong_offers] == [(first.pk, "bidder")]
    assert page.content.decode().count("<details open>") == 1
    assert "<details open>" not in after.get("results_change").content.decode()
    assert Amendment.objects.count() == 0


def test_offer_that_was_withdrawn_has_only_its_words_corrected():
    entry = ResultEntry(pk=1, bidder="Klubb", task_title="Mecz", state="withdrawn", reason="Wycofał oferent.")
    form = OfferChangeForm({"o1-bidder": "Klub", "o1-reason": entry.reason, "o1-state": "funded"}, entry=entry)

    assert (form.is_valid(), list(form.fields)) == (True, ["reason", "bidder", "task_title"])
    assert form.change() == {
        "state": "withdrawn",
        "granted": None,
        "reason": "Wycofał oferent.",
        "bidder": "Klub",
        "task_title": "Mecz",
    }


def test_results_that_are_not_published_are_changed_in_the_table(desk, ready):
    page = desk.get("results_change")

    assert page.url == address("results", ready)
