"""The desk's pages on which a competition is announced, changed, extended, annulled and withdrawn, and its places
confirmed. Each page says before what will happen, keeps what was typed, and answers a second press with a sentence."""

import datetime as dt

import pytest
from django.urls import reverse
from model_bakery import baker

from competitions import publishing
from competitions.choices import AmendmentKind, Place, PublicationSubject
from competitions.models import AcceptedFinding, Amendment, Announcement, Competition, Publication
from leszno_ngo.models import Department
from tests.competitions.calls import PUBLISHED, THREE
from tests.competitions.desk import said
from tests.competitions.drafts import announced, ready_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_day")]

DAYS = {place.value: "2023-12-05" for place in THREE}
CONFIRMED = {"confirmed": "on"}
NOT_NOW = "Ten konkurs ma teraz stan „{}”, więc tej czynności nie można wykonać. Nic się nie zmieniło."


@pytest.fixture
def department(lists):
    return Department.objects.get(slug="wydzial-kultury-i-sportu")


@pytest.fixture
def draft(department):
    return ready_draft(department=department)


@pytest.fixture
def competition(official, department):
    return announced(official, department=department)


@pytest.fixture
def desk(client, official):
    client.force_login(official)
    return client


def address(page, competition):
    return reverse(f"admin:competitions_competition_{page}", args=[competition.pk])


def words(answer):
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


# ── Announcing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_draft_is_announced_once_it_is_confirmed_with_its_term_and_places(desk, draft):
    page = desk.get(address("announce", draft))
    assert page.context["form"].fields["confirmed"].label.replace("\N{NO-BREAK SPACE}", " ") == (
        "Ogłaszam konkurs „Prowadzenie klubów abstynenckich w 2024 roku”. "
        "Nabór do: piątek, 22 grudnia 2023 r., godz. 12:00. Biuletyn Informacji Publicznej: 1 grudnia 2023 r.; "
        "tablica ogłoszeń urzędu: 1 grudnia 2023 r.; strona internetowa urzędu: 1 grudnia 2023 r."
    )

    answer = desk.post(address("announce", draft), CONFIRMED)

    draft.refresh_from_db()
    assert (answer.headers["Location"], draft.number) == (address("publications", draft), 1)


def test_without_the_mark_nothing_is_announced(desk, draft):
    answer = desk.post(address("announce", draft), {"x": "y"})

    draft.refresh_from_db()
    assert answer.context["form"].errors == {
        "confirmed": ["Zaznacz to pole, jeśli się zgadza. Bez tego nic się nie stanie."]
    }
    assert draft.announced_at is None


def test_pressed_twice_the_second_press_is_told_that_nothing_changed(desk, draft):
    desk.post(address("announce", draft), CONFIRMED)

    answer = desk.post(address("announce", draft), CONFIRMED)

    assert said(answer)[-1] == NOT_NOW.format("trwa nabór")
    assert draft.announcements.count() == 1


def test_what_forbids_the_announcement_is_told_with_the_section_that_mends_it(desk, draft):
    Competition.objects.filter(pk=draft.pk).update(conditions="")

    page = desk.get(address("announce", draft))

    (finding,) = page.context["form"].blocking
    section = reverse("admin:competitions_competition_section", args=[draft.pk, "task"])
    assert (finding.field, words(page).count(f'href="{section}#pole-conditions"')) == ("conditions", 1)
    assert words(page).count('value="Ogłoś konkurs"') == 0


def test_a_warning_wants_a_reason_which_is_kept(desk, draft, official):
    draft.criteria.filter(kind="track_record").delete()
    form = desk.get(address("announce", draft)).context["form"]
    ((warning, field),) = form.warnings

    refused = desk.post(address("announce", draft), CONFIRMED)
    desk.post(address("announce", draft), CONFIRMED | {field.html_name: "Zadanie jest nowe."})

    assert refused.context["form"].errors[field.name] == [
        "Podaj powód, dla którego idziesz dalej mimo tego ostrzeżenia."
    ]
    kept = AcceptedFinding.objects.get()
    assert (kept.rule, kept.reason, kept.accepted_by) == (warning.rule, "Zadanie jest nowe.", official)


def test_a_reason_typed_before_the_mark_was_set_is_still_there(desk, draft):
    draft.criteria.filter(kind="track_record").delete()
    ((_, field),) = desk.get(address("announce", draft)).context["form"].warnings

    answer = desk.post(address("announce", draft), {field.html_name: "Zadanie jest nowe."})

    ((_, again),) = answer.context["form"].warnings
    assert again.value() == "Zadanie jest nowe."


# ── Changing ────────────────────────────────────────────────────────────────────────────────────────────────────────


def changed_copy(competition, official, **fields):
    copy = publishing.open_amendment(competition, by=official)
    Competition.objects.filter(pk=copy.pk).update(**({"conditions": "Klub działa codziennie."} | fields))
    copy.refresh_from_db()
    return copy


def test_a_change_begins_in_a_working_copy_and_a_second_press_leads_to_the_same(desk, competition):
    first = desk.post(address("amend_open", competition))
    second = desk.post(address("amend_open", competition))

    copy = Competition.objects.get(amends=competition)
    assert [first.headers["Location"], second.headers["Location"]] == [address("composer", copy)] * 2
    assert said(second)[-1] == "Zmiana tego konkursu jest już przygotowywana. Pracuj w niej dalej albo ją porzuć."


def test_what_a_change_alters_is_shown_line_by_line_under_either_number(desk, competition, official):
    copy = changed_copy(competition, official)

    for row in (competition, copy):
        (change,) = desk.get(address("amend", row)).context["changes"]
        assert (change.key, change.before, change.after) == (
            "task",
            ("Warunki realizacji: Klub działa co najmniej trzy dni w tygodniu.",),
            ("Warunki realizacji: Klub działa codziennie.",),
        )


def test_a_change_is_announced_with_its_reason_and_three_days(desk, competition, official):
    later = competition.closes_at + dt.timedelta(days=7)
    changed_copy(competition, official, closes_at=later, confirmation_due_at=later)

    answer = desk.post(address("amend", competition), DAYS | CONFIRMED | {"reason": "Nowe warunki."})

    assert answer.headers["Location"] == address("publications", competition)
    amendment = competition.amendments.get()
    assert (amendment.kind, amendment.reason) == (AmendmentKind.CHANGE, "Nowe warunki.")
    assert {row.published_on.isoformat() for row in amendment.publications.all()} == {"2023-12-05"}
    again = desk.post(address("amend", competition), DAYS | CONFIRMED | {"reason": "Nowe warunki."})
    assert said(again)[-1].startswith("Nikt teraz nie przygotowuje zmiany tego konkursu")
    assert competition.amendments.count() == 1


def test_a_change_that_leaves_too_few_days_wants_a_reason_and_keeps_what_was_typed(desk, competition, official):
    changed_copy(competition, official)
    sent = DAYS | CONFIRMED | {"reason": "Nowe warunki."}

    refused = desk.post(address("amend", competition), sent).context["form"]
    ((_, field),) = refused.warnings
    unmarked = DAYS | {"reason": "Nowe warunki.", field.html_name: "Zmiana nie jest istotna."}
    kept = desk.post(address("amend", competition), unmarked)

    assert (refused["reason"].value(), refused["bip"].value()) == ("Nowe warunki.", "2023-12-05")
    ((_, again),) = kept.context["form"].warnings
    assert again.value() == "Zmiana nie jest istotna."
    desk.post(address("amend", competition), sent | {field.html_name: "Zmiana nie jest istotna."})
    assert competition.accepted_findings.get().reason == "Zmiana nie jest istotna."


def test_a_change_is_left_and_the_announcement_stays(desk, competition, official):
    copy = changed_copy(competition, official)

    desk.post(address("amend_discard", copy))
    again = desk.post(address("amend_discard", competition))

    assert Competition.objects.filter(amends=competition).count() == 0
    assert said(again)[-1].startswith("Nikt teraz nie przygotowuje zmiany tego konkursu")


# ── Extending, annulling, withdrawing ───────────────────────────────────────────────────────────────────────────────

LATER = {
    "closes_at_0": "2023-12-29",
    "closes_at_1": "15:30",
    "confirmation_due_at_0": "2023-12-29",
    "confirmation_due_at_1": "15:30",
    "reason": "Awaria generatora.",
}


def test_a_call_is_extended_with_an_hour_and_a_reason(desk, competition):
    answer = desk.post(address("extend", competition), DAYS | CONFIRMED | LATER)

    competition.refresh_from_db()
    amendment = competition.amendments.get()
    assert answer.headers["Location"] == address("publications", competition)
    assert competition.closes_at == dt.datetime(2023, 12, 29, 14, 30, tzinfo=dt.UTC)
    assert (amendment.kind, amendment.reason) == (AmendmentKind.EXTENSION, "Awaria generatora.")


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"closes_at_1": "00:00"}, "Godzina 00:00 to początek dnia. Wpisz 23:59 dnia poprzedniego albo inną godzinę."),
        ({"closes_at_0": "2023-12-21"}, "Przedłużenie musi kończyć się później niż dotychczasowy nabór."),
        ({"reason": ""}, "Podaj powód przedłużenia. Zobaczy go każdy na górze ogłoszenia."),
        ({"bip": ""}, "Podaj dzień ogłoszenia w miejscu: Biuletyn Informacji Publicznej."),
    ],
)
def test_an_extension_that_cannot_be_is_refused_in_words(desk, competition, sent, told):
    answer = desk.post(address("extend", competition), DAYS | CONFIRMED | LATER | sent)

    assert [error for errors in answer.context["form"].errors.values() for error in errors] == [told]
    assert answer.context["form"]["notice_board"].value() == "2023-12-05"
    assert competition.amendments.count() == 0


def test_a_reason_for_what_only_the_act_can_find_is_sent_back_with_the_form(desk, competition):
    on_saturday = LATER | {"closes_at_0": "2023-12-30", "confirmation_due_at_0": "2023-12-30"}
    warnings = desk.post(address("extend", competition), DAYS | CONFIRMED | on_saturday).context["form"].warnings
    reasons = {field.html_name: "Dyżur w sobotę." for _, field in warnings}

    unmarked = desk.post(address("extend", competition), DAYS | on_saturday | reasons)
    desk.post(address("extend", competition), DAYS | CONFIRMED | on_saturday | unmarked.context["form"].kept)

    assert competition.accepted_findings.filter(reason="Dyżur w sobotę.").count() == len(warnings) > 0


def test_an_open_call_is_not_annulled_and_a_closed_one_is_for_one_of_two_reasons(desk, competition, on_day):
    sent = CONFIRMED | {"reason": "no_offers", "submitted_count": "0", "note": ""}
    days = dict.fromkeys(DAYS, "2023-12-27")

    early = desk.post(address("annul", competition), sent | days)
    on_day(dt.date(2023, 12, 27))
    refused = desk.post(address("annul", competition), sent | days | {"submitted_count": "2"})
    desk.post(address("annul", competition), sent | days)
    twice = desk.post(address("annul", competition), sent | days)

    assert [said(answer)[-1] for answer in (early, twice)] == [
        NOT_NOW.format("trwa nabór"),
        NOT_NOW.format("unieważniony"),
    ]
    assert [finding.field for finding in refused.context["form"].blocking] == ["annulment_reason"]
    competition.refresh_from_db()
    assert (competition.annulment_reason, competition.submitted_count) == ("no_offers", 0)


def test_a_competition_is_withdrawn_with_a_reason(desk, competition):
    unsaid = desk.post(address("withdraw", competition), CONFIRMED)
    desk.post(address("withdraw", competition), CONFIRMED | {"reason": "Brak środków w budżecie."})
    twice = desk.post(address("withdraw", competition), CONFIRMED | {"reason": "Inny powód."})

    competition.refresh_from_db()
    assert list(unsaid.context["form"].errors) == ["reason"]
    assert (competition.withdrawal_reason, said(twice)[-1]) == (
        "Brak środków w budżecie.",
        NOT_NOW.format("wycofany"),
    )


def test_nothing_is_withdrawn_while_a_change_is_prepared(desk, competition, official):
    changed_copy(competition, official)

    answer = desk.post(address("withdraw", competition), CONFIRMED | {"reason": "Brak środków w budżecie."})

    assert answer.context["form"].non_field_errors() == [
        "Zmiana tego ogłoszenia jest już przygotowywana. Dokończ ją albo porzuć."
    ]


# ── Places ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def planned(official, department):
    draft = ready_draft(department=department)
    publishing.announce(draft, by=official, now=dt.datetime(2023, 12, 1, 8, tzinfo=dt.UTC))
    return draft


def place(**sent):
    return {"subject": "announcement", "place": "bip", "amendment": "", "published_on": "2023-12-01"} | sent


def test_a_planned_place_is_confirmed_with_one_press(desk, official, department):
    competition = planned(official, department)
    (subject,) = desk.get(address("publications", competition)).context["subjects"]
    assert [each.is_due for each in subject.places] == [True, True, True, False]
    data = {field.html_name: field.value() or "" for field in subject.places[0].form}

    desk.post(address("publications", competition), data)

    row = Publication.objects.get(competition=competition, place=Place.BIP)
    assert (row.published_on, row.recorded_by) == (PUBLISHED, official)
    again = desk.post(address("publications", competition), data)
    assert words(again).count("To ogłoszenie jest już potwierdzone") == 1


def test_a_later_day_is_recorded_beside_the_planned_one_and_the_21_days_say_so(desk, official, department, on_day):
    competition = planned(official, department)
    on_day(dt.date(2023, 12, 4))

    desk.post(address("publications", competition), place(published_on="2023-12-04", url="https://bip.example.org/1"))

    (subject,) = desk.get(address("publications", competition)).context["subjects"]
    assert (subject.places[0].planned_on, subject.places[0].row.published_on) == (PUBLISHED, dt.date(2023, 12, 4))
    assert [note.is_wrong for note in subject.term] == [False, True]


def test_a_refused_place_keeps_what_was_typed_in_its_own_form_alone(desk, official, department):
    competition = planned(official, department)

    answer = desk.post(address("publications", competition), place(published_on="2023-12-02", url="bip.example.org"))

    (subject,) = answer.context["subjects"]
    bip, board = subject.places[0].form, subject.places[1].form
    assert bip["url"].value() == "bip.example.org"
    assert bip.errors == {
        "__all__": ["Potwierdzić można tylko to, co już się ukazało. Podaj dzień nie późniejszy niż dzisiaj."]
    }
    assert board.errors == {}


def test_places_of_a_draft_are_a_section_of_its_composer(desk, draft):
    answer = desk.get(address("publications", draft))

    section = reverse("admin:competitions_competition_section", args=[draft.pk, "publications"])
    assert answer.headers["Location"] == section


def test_a_change_has_places_of_its_own(desk, competition):
    desk.post(address("extend", competition), DAYS | CONFIRMED | LATER)

    change, announcement = desk.get(address("publications", competition)).context["subjects"]

    assert (change.heading, announcement.heading) == ("Przedłużenie naboru nr 1", "Ogłoszenie")
    assert change.subject == PublicationSubject.AMENDMENT
    assert [each.row.published_on.isoformat() for each in change.places[:3]] == ["2023-12-05"] * 3


# ── The whole record ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_record_tells_acts_changes_places_papers_warnings_and_history(desk, competition, official, on_day):
    on_day(dt.date(2023, 12, 5))
    desk.post(address("extend", competition), DAYS | CONFIRMED | LATER)

    context = desk.get(address("record", competition)).context

    assert [(what, who) for _, what, who, _ in context["acts"]] == [("Ogłoszono", official)]
    assert [row.reason for row in context["amendments"]] == ["Awaria generatora."]
    assert [subject.slug for subject in context["subjects"]] == ["zmiana-1", "announcement"]
    assert [paper.version for paper in context["papers"]] == [2, 1]
    assert context["changes"][0].what == "miejsce ogłoszenia"


def test_history_tells_also_of_the_rows_below_a_competition(desk, competition):
    where = reverse("admin:competitions_competition_history", args=[competition.pk])

    every = {change.what for change in desk.get(where).context["changes"]}
    places = {change.what for change in desk.get(where, {"czesc": "publication"}).context["changes"]}

    assert every == {"konkurs", "kwota na zadanie", "kryterium", "zadanie tego samego rodzaju", "miejsce ogłoszenia"}
    assert places == {"miejsce ogłoszenia"}


def test_every_page_of_a_competition_takes_as_many_queries_when_it_has_fifty_times_as_much(
    desk, competition, official, django_assert_max_num_queries
):
    pages = ("record", "publications", "extend", "withdraw", "amend_open")
    few = {page: queries(desk, address(page, competition), django_assert_max_num_queries) for page in pages}
    fill(competition, official, 50)

    many = {page: queries(desk, address(page, competition), django_assert_max_num_queries) for page in pages}
    assert [(page, few[page], many[page]) for page in pages if many[page] > few[page]] == []


def fill(competition, user, times):
    """So many changes, each with its places, paper and accepted warning; without asking the law of each."""
    moment = dt.datetime(2023, 12, 5, 9, tzinfo=dt.UTC)
    for number in range(1, times + 1):
        amendment = baker.make(
            Amendment, competition=competition, number=number, kind="change", made_by=user, made_at=moment
        )
        for place in THREE:
            Publication.objects.create(
                competition=competition, amendment=amendment, subject="amendment", place=place, published_on=PUBLISHED
            )
        Announcement.objects.create(
            competition=competition,
            subject="announcement",
            version=number + 1,
            amendment=amendment,
            issued_at=moment,
            queued_at=moment,
            content={"sections": []},
        )
        baker.make(AcceptedFinding, competition=competition, reason="Bo tak.", accepted_by=user, accepted_at=moment)


def queries(client, where, at_most):
    client.get(where)
    with at_most(60) as asked:
        client.get(where)
    return len(asked.captured_queries)
