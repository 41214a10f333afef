"""The composer's overview: the states of sections, the seven points, the term, and what each of them links to."""

import datetime as dt

import pytest
from django.urls import reverse
from model_bakery import baker

from competitions import composing
from competitions.choices import Place, PublicationSubject
from competitions.composing import composition, term_notes
from competitions.models import Competition, Criterion, FundingLine, Publication, SimilarTask
from leszno_ngo import clock
from tests.competitions.composed import TODAY, address, bare_draft, moment, page_of, section, whole_draft
from tests.competitions.desk import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_day")]
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def department(official):
    return official.departments.get()


@pytest.fixture
def draft(department):
    return bare_draft(department)


@pytest.fixture
def whole(department):
    return whole_draft(department)


def states(competition):
    return {each.section.key: each.state.value for each in composition(competition, TODAY).sections}


def test_the_sections_bear_the_keys_of_the_announcement_and_the_desks_own_comes_last():
    keys = [section.key for section in composing.SECTIONS]

    assert keys == [
        *("identity", "kind", "money", "rules", "task", "submission", "choice", "similar", "contact", "attachments"),
        "publications",
    ]


def test_every_field_that_an_announcement_says_stands_in_one_section():
    of_sections = [name for section in composing.SECTIONS for name in section.fields]
    editable = {
        field.name for field in (*Competition._meta.fields, *Competition._meta.many_to_many) if field.editable
    } - {"id"}
    of_decision = {
        *("annulment_reason", "annulment_note", "committee_appointed_on", "committee_opinion_on", "decided_on"),
        *("committee_members_of_organisations", "committee_without_organisations_reason", "submitted_count"),
        *("rejected_count", "withdrawn_count", "assessed_count", "funded_count"),
    }

    assert sorted(of_sections) == sorted(editable - of_decision)


def test_a_new_draft_has_empty_sections_and_no_point(draft):
    found = composition(draft, TODAY)

    assert states(draft) == dict.fromkeys(composing.BY_KEY, "empty") | {"identity": "incomplete"}
    assert [point.is_kept for point in found.points] == [False] * 7


def test_a_whole_draft_has_whole_sections_and_all_seven_points(whole):
    found = composition(whole, TODAY)

    assert found.blocking == []
    assert found.kept_points == 7
    assert {key for key, state in states(whole).items() if state != "complete"} == {"identity", "attachments"}
    assert [wish.field for wish in found.section("identity").wishes] == ["tasks"]
    assert found.earliest == dt.date(2023, 12, 22)


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("kind", {"form": ""}),
        ("money", {"total_amount": 50_000}),
        ("rules", {"granting_rules": " "}),
        ("task", {"implementation_end": None}),
        ("submission", {"closes_at": None}),
        ("submission", {"generator_url": ""}),
        ("choice", {"decision_due_at": None}),
        ("similar", {"no_similar_tasks_last_year": False}),
        ("contact", {"contact_email": ""}),
    ],
)
def test_a_section_in_which_something_lacks_is_incomplete(department, key, changes):
    draft = whole_draft(department, **changes)

    incomplete = {key for key, state in states(draft).items() if state == "incomplete"} - {"identity"}

    assert incomplete == {key}


def test_a_missing_day_of_publication_is_found_where_it_is_written(whole):
    whole.publications.filter(place=Place.WEBSITE).delete()

    found = composition(whole, TODAY)

    assert [(each.section.key, each.anchor) for each in found.blocking] == [("publications", "#wiersze")]
    assert found.earliest is None


def test_the_overview_says_what_lacks_with_a_way_to_the_field(client, official, whole):
    Competition.objects.filter(pk=whole.pk).update(closes_at=moment("2023-12-21 12:00"))
    client.force_login(official)

    page = page_of(client.get(address("composer", whole)))

    links = [link.get("href") for link in page.xpath("//table[@class='sections']//td//a")]
    assert links == [f"{section(whole, 'submission')}#pole-closes_at"]
    assert page.xpath("string(//div[@data-term-notes]//p[@class='wrong'])").replace(NBSP, " ").strip() == (
        "Uwaga: Termin składania ofert (czwartek, 21 grudnia 2023 r.) jest o 1 dzień za wcześnie."
    )


def test_every_way_to_a_field_ends_at_that_field(client, official, draft):
    client.force_login(official)
    for each in composition(draft, TODAY).blocking:
        page = page_of(client.get(section(draft, each.section.key)))
        assert [each.anchor] == [each.anchor for _ in page.xpath(f"//*[@id='{each.anchor[1:]}']")]


# ── The term ────────────────────────────────────────────────────────────────────────────────────────────────────────

THREE = {Place.BIP: dt.date(2023, 12, 1), Place.NOTICE_BOARD: dt.date(2023, 12, 4), Place.WEBSITE: dt.date(2023, 12, 1)}


def told(days, closes_on):
    return [(note.message.replace(NBSP, " "), note.is_wrong) for note in term_notes(days, closes_on)]


@pytest.mark.parametrize(
    ("closes_on", "note"),
    [
        (
            dt.date(2023, 12, 24),
            ("Termin składania ofert (niedziela, 24 grudnia 2023 r.) jest o 1 dzień za wcześnie.", True),
        ),
        (
            dt.date(2023, 12, 25),
            (
                "Termin składania ofert przypada w dzień wolny: poniedziałek, 25 grudnia 2023 r. "
                "(Boże Narodzenie (pierwszy dzień))",
                True,
            ),
        ),
        (
            dt.date(2023, 12, 30),
            ("Termin składania ofert przypada w dzień wolny: sobota, 30 grudnia 2023 r.", True),
        ),
        (dt.date(2023, 12, 27), ("Termin składania ofert jest zachowany: środa, 27 grudnia 2023 r.", False)),
    ],
)
def test_the_term_is_counted_from_the_last_of_the_three_and_a_holiday_is_named(closes_on, note):
    earliest = (
        "Nabór może się skończyć najwcześniej: poniedziałek, 25 grudnia 2023 r. "
        "To dzień wolny (Boże Narodzenie (pierwszy dzień)): rozważ następny dzień roboczy."
    )

    assert told(THREE, closes_on) == [(earliest, False), note]


def test_with_a_place_missing_nothing_is_counted(client):
    days = {Place.BIP: dt.date(2023, 12, 1)}

    assert told(days, None) == [
        ("Termin jeszcze nie biegnie. Brakuje daty: tablica ogłoszeń urzędu, strona internetowa urzędu.", False)
    ]


def test_the_page_can_ask_while_days_are_typed(client, official, whole):
    client.force_login(official)
    ask = {"bip": "2023-12-05", "website": "2023-12-05", "notice_board": "2023-12-06"}

    later = client.get(address("term", whole), ask).json()
    erased = client.get(address("term", whole), {"bip": ""}).json()
    as_stored = client.get(address("term", whole), {"closes_on": "2023-12-27"}).json()

    def said_of(answer):
        return [(note["message"].replace(NBSP, " "), note["is_wrong"]) for note in answer["notes"]]

    assert said_of(later) == [
        ("Nabór może się skończyć najwcześniej: środa, 27 grudnia 2023 r.", False),
        ("Termin składania ofert (piątek, 22 grudnia 2023 r.) jest o 5 dni za wcześnie.", True),
    ]
    assert said_of(erased) == [
        ("Termin jeszcze nie biegnie. Brakuje daty: Biuletyn Informacji Publicznej.", False),
    ]
    assert said_of(as_stored)[1] == ("Termin składania ofert jest zachowany: środa, 27 grudnia 2023 r.", False)


# ── Who, and in which state ─────────────────────────────────────────────────────────────────────────────────────────

PAGES = ("composer", "preview", "preview_pdf", "term", "delete_draft")


def test_a_draft_is_found_by_nobody_of_another_department(client, official, whole):
    stranger = baker.make(type(official), is_staff=True)
    client.force_login(stranger)

    answers = [client.get(address(page, whole)).status_code for page in PAGES]
    answers += [client.get(section(whole, key)).status_code for key in composing.BY_KEY]

    assert set(answers) == {404}


def test_an_auditor_reads_and_previews_and_opens_no_section(client, auditor, whole):
    client.force_login(auditor)

    read = [client.get(address(page, whole)).status_code for page in PAGES]

    assert read == [200, 200, 200, 200, 403]
    assert {client.get(section(whole, key)).status_code for key in composing.BY_KEY} == {403}
    assert client.post(section(whole, "rules"), {}).status_code == 403
    page = page_of(client.get(address("composer", whole)))
    assert [link for link in page.xpath("//main//a/@href") if "/ogloszenie/" in link] == []


def test_what_is_announced_is_composed_no_more(client, official, whole):
    Competition.objects.filter(pk=whole.pk).update(announced_at=clock.now(), number=1)
    client.force_login(official)

    places = {client.get(url).headers["Location"] for url in (address("composer", whole), section(whole, "rules"))}

    assert places == {address("record", whole)}


def test_a_working_copy_is_composed_with_a_way_back_and_without_days_of_its_own(client, official, whole):
    Competition.objects.filter(pk=whole.pk).update(announced_at=clock.now(), number=1)
    copy = bare_draft(whole.department, amends=whole, number=1)
    client.force_login(official)

    page = page_of(client.get(address("composer", copy)))

    assert page.xpath("string(//main//h1)") == "Zmiana ogłoszenia: Prowadzenie klubów abstynenckich"
    assert address("record", whole) in page.xpath("//main//a/@href")
    assert client.get(section(copy, "publications")).headers["Location"] == address("composer", copy)
    fixed = page_of(client.get(section(copy, "identity"))).xpath("//*[@disabled]/@name")
    assert fixed == ["year", "number", "department"]


def test_the_preview_shows_the_words_of_the_paper_and_the_pdf_is_one(client, official, whole):
    client.force_login(official)

    page = page_of(client.get(address("preview", whole)))
    pdf = client.get(address("preview_pdf", whole))

    assert page.xpath("string(//h1)") == whole.title
    assert [heading.text_content() for heading in page.xpath("//section[@class='point']/h2")][:2] == [
        "Konkurs",
        "1. Rodzaj zadania",
    ]
    assert (pdf.headers["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert "no-store" in pdf.headers["Cache-Control"].split(", ")


def test_a_bare_draft_can_be_previewed(client, official, draft):
    client.force_login(official)

    assert [client.get(address(page, draft)).status_code for page in ("preview", "preview_pdf")] == [200, 200]


def test_a_draft_is_deleted_after_a_question(client, official, whole):
    client.force_login(official)

    asked = client.get(address("delete_draft", whole))
    still_there = Competition.objects.filter(pk=whole.pk).exists()
    answer = client.post(address("delete_draft", whole))

    assert (asked.status_code, still_there) == (200, True)
    assert answer.headers["Location"] == reverse("admin:competitions_competition_changelist")
    assert said(answer) == ["Usunięto szkic: Prowadzenie klubów abstynenckich."]
    assert not Competition.objects.exists()


def test_a_working_copy_is_dropped_in_one_place_however_one_gets_there(client, official, whole):
    Competition.objects.filter(pk=whole.pk).update(announced_at=clock.now(), number=1)
    copy = bare_draft(whole.department, amends=whole, number=1)
    client.force_login(official)
    place = address("amend_discard", whole)

    links = [
        {link.text_content() for link in page_of(client.get(url)).xpath(f"//main//a[@href='{place}']")}
        for url in (address("composer", copy), address("record", whole))
    ]
    answers = [ask(address("delete_draft", copy)).headers["Location"] for ask in (client.get, client.post)]

    assert links == [{"Porzuć zmianę…"}, {"Porzuć zmianę"}]
    assert answers == [place, place]
    assert Competition.objects.filter(pk=copy.pk).exists()


# ── Queries ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", [None, *composing.BY_KEY])
def test_a_page_takes_as_many_queries_for_many_rows_as_for_few(
    client, official, whole, key, django_assert_max_num_queries
):
    client.force_login(official)
    url = section(whole, key) if key else address("composer", whole)
    client.get(url)
    with django_assert_max_num_queries(60) as few:
        client.get(url)
    for number in range(50):
        FundingLine.objects.create(competition=whole, task_title=f"Z {number}", year=2024)
        Criterion.objects.create(competition=whole, kind="other", text=f"K {number}")
        SimilarTask.objects.create(competition=whole, task_title=f"P {number}", year=2023)
    Publication.objects.create(
        competition=whole, place=Place.NEWSPAPER, published_on=TODAY, subject=PublicationSubject.ANNOUNCEMENT
    )

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(url)
