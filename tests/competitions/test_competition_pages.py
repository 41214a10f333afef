"""A competition's page, its versions and its files, on competitions made through the office's acts."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from model_bakery import baker

from competitions import publishing
from competitions.models import Announcement, Attachment, Competition
from leszno_ngo.choices import DocumentState
from strategy.models import Goal, Strategy
from tests.competitions import drafts
from tests.competitions.calls import CLUBS, moment
from tests.competitions.competitions import (
    OPEN_DAY,
    amended,
    annulled,
    as_planned,
    extended,
    resigned,
)
from tests.competitions.editions import edition_after, plan, release, row
from tests.competitions.test_pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]
ANNOUNCEMENT = "Ogłoszenie otwartego konkursu ofert"  # after the results


@pytest.fixture(autouse=True)
def open_day(on_day):
    on_day(OPEN_DAY)


def page_of(client, competition):
    response = client.get(competition.get_absolute_url())
    assert response.status_code == 200
    return text_of(response)


def first_thing(client, competition):
    page = page_of(client, competition)
    return re.search(r"Konkurs 1/2024 (.*?) Środki publiczne ", page).group(1).replace(f"{competition.title} ", "")


# ── What comes first ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_deadline_comes_first_in_words_with_the_days_left_and_the_way_to_the_generator(client, anna):
    competition = drafts.announced(anna, generator_url="https://leszno.engo.org.pl/konkurs/1")

    assert first_thing(client, competition) == (
        "trwa nabór Oferty można składać do, włącznie: piątek, 22 grudnia 2023 r., godz. 12:00 Zostały 3 dni. "
        "Podpisane potwierdzenie oferty złóż do: piątek, 22 grudnia 2023 r., godz. 15:30 Złóż ofertę w generatorze"
    )
    assert (
        '<a class="button" href="https://leszno.engo.org.pl/konkurs/1">'
        in client.get(competition.get_absolute_url()).content.decode()
    )


def test_before_the_opening_the_page_says_when_it_opens_and_does_not_lead_to_the_generator(client, anna):
    opens_at = moment("2023-12-20 08:00")
    competition = drafts.announced(anna, opens_at=opens_at, confirmation_due_at=None, generator_url="https://a.pl")

    assert first_thing(client, competition) == (
        "ogłoszony Nabór zacznie się: środa, 20 grudnia 2023 r., godz. 08:00 "
        "Oferty będzie można składać do: piątek, 22 grudnia 2023 r., godz. 12:00"
    )


def test_after_the_closing_the_page_says_until_when_offers_are_chosen(client, anna, on_day):
    competition = drafts.announced(anna)
    on_day(dt.date(2023, 12, 23))

    assert first_thing(client, competition) == (
        "nabór zakończony Nabór się zakończył Oferty można było składać do: piątek, 22 grudnia 2023 r., godz. 12:00 . "
        "Wybór ofert nastąpi do: poniedziałek, 15 stycznia 2024 r., godz. 15:30"
    )


def test_a_withdrawn_competition_keeps_its_page_and_says_why(client, anna):
    competition = drafts.announced(anna)
    publishing.withdraw(competition, by=anna, now=drafts.AMENDED, reason="Rada zmieniła budżet.")

    assert first_thing(client, competition) == (
        "wycofany Konkurs wycofano 5 grudnia 2023 r. Powód: Rada zmieniła budżet."
    )


def test_an_annulled_competition_says_its_reason_and_shows_its_notice(client, anna, on_day):
    competition = annulled(anna)
    on_day(dt.date(2023, 12, 28))

    assert first_thing(client, competition) == (
        "unieważniony Konkurs unieważniono 27 grudnia 2023 r. Powód: nie złożono żadnej oferty. "
        "Do końca naboru nie wpłynęła żadna oferta."
    )
    paper = competition.announcements.get(subject="annulment")
    assert paper.content["heading"] in page_of(client, competition)


def test_an_extension_stands_on_top_with_its_reason(client, anna):
    competition = extended(drafts.announced(anna), anna)

    assert first_thing(client, competition).startswith(
        "trwa nabór Nabór przedłużono 19 grudnia 2023 r. Było: piątek, 22 grudnia 2023 r., godz. 12:00. "
        "Jest: piątek, 5 stycznia 2024 r., godz. 15:30 . Powód: Awaria generatora ofert. "
        "Oferty można składać do, włącznie: piątek, 5 stycznia 2024 r., godz. 15:30 Zostało 17 dni."
    )


# ── Words, versions, changes ────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_shows_what_was_issued_and_not_what_the_row_says_now(client, anna):
    competition = drafts.announced(anna)
    Competition.objects.filter(pk=competition.pk).update(conditions="Słowa, których nikt nie ogłosił.")

    page = page_of(client, competition)

    assert ("Klub działa co najmniej trzy dni w tygodniu." in page, "których nikt nie ogłosił" in page) == (True, False)


def test_a_change_tells_its_reason_and_what_it_changed_and_every_version_keeps_its_page(client, anna):
    competition = amended(drafts.announced(anna), anna, largest_grant=Decimal(50_000))

    page = page_of(client, competition)
    addresses = [paper.get_absolute_url() for paper in competition.announcements.order_by("version")]
    versions = [text_of(client.get(address)) for address in addresses]

    assert (
        "Zmiana ogłoszenia nr 1, 5 grudnia 2023 r. Powód: Zwiększono pulę środków. 3. Zasady przyznawania dotacji "
        "Było Największa dotacja: 60 000 zł Jest Największa dotacja: 50 000 zł "
        "Treść przed zmianą (wersja 1) , treść po zmianie (wersja 2)"
    ) in page
    base = competition.get_absolute_url()
    assert addresses == [f"{base}wersja-1/", f"{base}wersja-2/"]
    assert ["Największa dotacja 60 000 zł" in version for version in versions] == [True, False]
    assert ["To wcześniejsza wersja. Obowiązuje wersja 2" in version for version in versions] == [True, False]
    assert "Ogłoszenie zmieniono 5 grudnia 2023 r." in first_thing(client, competition)


def test_places_are_told_for_the_announcement_and_for_each_change(client, anna):
    competition = amended(drafts.announced(anna), anna, largest_grant=Decimal(50_000))

    page = page_of(client, competition).split("Gdzie i kiedy ogłoszono")[-1]

    assert page.count("1 grudnia 2023 r. nie określono potwierdzono 1 grudnia 2023 r.") == 3
    assert page.count("5 grudnia 2023 r. nie określono zaplanowane, jeszcze niepotwierdzone") == 3


def test_results_stand_with_their_sums_the_reserve_list_and_later_a_resignation(client, anna, on_day):
    on_day(dt.date(2024, 2, 2))
    competition = drafts.decided(anna)
    before = page_of(client, competition).partition(ANNOUNCEMENT)[0]
    resigned(competition, anna)
    after, _, below = page_of(client, competition).partition(ANNOUNCEMENT)

    assert "rozstrzygnięty Konkurs rozstrzygnięto 15 stycznia 2024 r. Zobacz wyniki" in first_thing(client, competition)
    assert ["Przyznane dotacje razem 40 000 zł" in page for page in (before, after)] == [True, False]
    assert ["Przyznane dotacje razem 38 000 zł" in page for page in (before, after)] == [False, True]
    assert ["Lista rezerwowa" in page for page in (before, after)] == [True, False]
    assert "Zmiana wyników nr 1, 1 lutego 2024 r. Powód: Rezygnacja oferenta." in below
    assert client.get(f"{competition.get_absolute_url()}wyniki-1/").status_code == 200


def test_a_corrected_name_is_told_with_its_reason_and_the_name_it_was(client, anna, on_day):
    on_day(dt.date(2024, 2, 2))
    competition = drafts.decided(anna)
    publishing.change_results(
        competition,
        {competition.results.first().pk: {"bidder": "Klub Abstynenta „Nowa”"}},
        by=anna,
        now=drafts.CHANGED,
        reason="Pomyłka pisarska.",
        publications=drafts.in_three_places(drafts.CHANGED.date()),
    )

    results, _, below = page_of(client, competition).partition(ANNOUNCEMENT)

    assert [name in results for name in ("„Odnowa”", "„Nowa”")] == [False, True]
    log = below.partition("Zmiana wyników nr 1, 1 lutego 2024 r. Powód: Pomyłka pisarska. ")[2]
    assert re.findall(r"(Było|Jest) Klub Abstynenta (\S+)", log) == [("Było", "„Odnowa”"), ("Jest", "„Nowa”")]


def test_results_that_were_entered_but_not_published_are_nobodys_business(client, anna, on_day):
    competition = drafts.assessed(anna)
    on_day(dt.date(2024, 1, 10))

    answers = [client.get(f"{competition.get_absolute_url()}{end}") for end in ("", "wyniki-1/", "wyniki-1.pdf")]
    data = client.get(f"{competition.get_absolute_url().rstrip('/')}.json").json()

    assert [answer.status_code for answer in answers] == [200, 404, 404]
    assert "Krokus" not in answers[0].content.decode()
    assert data["results"] is None


# ── Plan and strategy ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def planned(schedule_2024, anna):
    """The clubs, announced on 1 December 2023, as the real schedule planned them."""
    return as_planned(drafts.announced, anna)


def plan_told(client, competition):
    words = page_of(client, competition).split("Cele strategii")[0]
    return re.search(r"Plan i strategia (?!Dokumenty)(.*?) Zadania priorytetowe", words).group(1)


def announce_on(competition, words):
    Competition.objects.filter(pk=competition.pk).update(announced_at=moment(words))
    competition.refresh_from_db()
    return competition


def test_the_plan_it_came_from_is_told_with_the_days_between(client, planned):
    competition = announce_on(planned, "2024-01-12 09:00")

    assert plan_told(client, competition) == (
        "Planowano: grudzień 2023 r., ogłoszono 12 stycznia 2024 r., 12 dni po planie "
        "( harmonogram na 2024 rok, wydanie 1 )"
    )


@pytest.mark.parametrize(
    ("announced_on", "words"),
    [
        ("2024-01-14 23:59", "14 dni po planie ( harmonogram na 2024 rok, wydanie 1 ) Późniejsze wydanie 2 podaje"),
        ("2024-01-15 00:00", "17 dni przed planem ( harmonogram na 2024 rok, wydanie 2 )"),
        ("2024-01-16 09:00", "16 dni przed planem ( harmonogram na 2024 rok, wydanie 2 )"),
        ("2023-11-30 09:00", "1 dzień przed planem ( harmonogram na 2024 rok, wydanie 1 ) Późniejsze wydanie 2 podaje"),
    ],
)
def test_the_plan_of_the_edition_in_force_counts_and_a_later_one_is_told_beside(
    client, planned, schedule_2024, announced_on, words
):
    second = edition_after(schedule_2024)
    plan(row(second, CLUBS), "Luty 2024")
    release(second)  # on 15 January 2024

    told = plan_told(client, announce_on(planned, announced_on))

    assert told.split(", ", 2)[2].startswith(words)


def test_a_row_of_an_edition_that_was_never_released_tells_nothing(client, planned, schedule_2024):
    second = edition_after(schedule_2024)
    plan(row(second, CLUBS), "Luty 2024")

    assert "wydanie 2" not in plan_told(client, planned)


def test_a_competition_without_a_plan_says_so(client, anna):
    assert "Tego konkursu nie zapowiadał harmonogram." in page_of(client, drafts.announced(anna))


def test_the_goals_it_serves_are_told_but_not_those_of_a_strategy_that_is_not_public(client, planned):
    shown, hidden = (
        baker.make(
            Goal, strategy=baker.make(Strategy, is_public=is_public, title=slug, slug=slug), title=slug, slug=slug
        )
        for is_public, slug in ((True, "cel-jawny"), (False, "cel-tajny"))
    )
    planned.tasks.get().goals.add(shown, hidden)

    page = page_of(client, planned)

    assert ("cel-jawny" in page, "cel-tajny" in page) == (True, False)


# ── Who made it ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_bears_the_bulletins_metadata_and_the_log(client, anna):
    competition = amended(drafts.announced(anna, responsible="Naczelnik"), anna, largest_grant=Decimal(50_000))

    block = page_of(client, competition).split("Metryczka")[-1]

    assert " Odpowiada za treść Naczelnik Opublikował Anna Nowak, piątek, 1 grudnia 2023 r., godz. 09:00 " in block
    assert "Ostatnia zmiana wtorek, 5 grudnia 2023 r., godz. 10:00" in block
    assert "wtorek, 5 grudnia 2023 r., godz. 10:00, Anna Nowak: zmiana ogłoszenia nr 1" in block
    assert block.count("Anna Nowak: potwierdzono miejsce: ogłoszenie") == 3
    assert "anowak" not in block


# ── Addresses and files ─────────────────────────────────────────────────────────────────────────────────────────────


ENDS = ["/", ".pdf", ".ics", ".json", "/wersja-1/", "/wersja-1.pdf"]


def statuses(client, competition):
    address = competition.get_absolute_url().rstrip("/")
    return [client.get(f"{address}{end}").status_code for end in ENDS]


def test_neither_a_draft_nor_a_working_copy_has_an_address(client, anna):
    draft = drafts.ready_draft(title="Szkic")
    copy = publishing.open_amendment(drafts.announced(anna), by=anna)

    assert [statuses(client, one) for one in (draft, copy)] == [[404] * 6] * 2


def test_an_older_title_or_year_in_the_address_leads_to_the_page(client, anna):
    competition = drafts.announced(anna)

    answers = [client.get(f"/konkursy/{year}/{competition.pk}-{slug}/") for year, slug in ((2024, "x"), (2023, "x"))]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, competition.get_absolute_url())] * 2


def made(paper, content):
    """The paper's file, as a worker leaves it."""
    name = paper.file.storage.save(f"konkursy/{len(content)}.pdf", ContentFile(content))
    Announcement.objects.filter(pk=paper.pk).update(
        state=DocumentState.READY, file=name, sha256="0" * 64, size=len(content), pages=1, made_at=drafts.ANNOUNCED
    )


def test_each_version_has_its_pdf_and_the_shortest_address_the_newest_that_is_made(client, anna):
    competition = amended(drafts.announced(anna), anna, largest_grant=Decimal(50_000))
    first, second = competition.announcements.order_by("version")
    address = competition.get_absolute_url().rstrip("/")
    unmade = [client.get(f"{address}{end}").status_code for end in (".pdf", "/wersja-1.pdf", "/wersja-2.pdf")]
    made(first, b"%PDF-1")
    only_first = client.get(f"{address}.pdf").getvalue()
    made(second, b"%PDF-22")

    answers = [client.get(f"{address}{end}") for end in (".pdf", "/wersja-1.pdf", "/wersja-2.pdf")]

    assert unmade == [404, 404, 404]
    assert [only_first, *(answer.getvalue() for answer in answers)] == [b"%PDF-1", b"%PDF-22", b"%PDF-1", b"%PDF-22"]
    assert answers[0].headers["Content-Disposition"] == 'inline; filename="konkurs-1-2024-wersja-2.pdf"'


def attached(competition, **changes):
    name = Attachment._meta.get_field("file").storage.save("zalaczniki/abc.docx", ContentFile(b"wzor"))
    facts = {"title": "Wzór oferty", "name": "wzór oferty.docx", "file": name, "sha256": "0" * 64, "size": 4}
    return Attachment.objects.create(competition=competition, content_type="application/msword", **facts | changes)


def address_of(attachment):
    return f"/konkursy/zalaczniki/{attachment.pk}/{attachment.name}"


def test_an_attachment_is_saved_and_never_shown_by_the_browser(client, anna):
    competition = drafts.announced(anna)
    attachment = attached(competition)

    answer = client.get(address_of(attachment))

    assert answer.getvalue() == b"wzor"
    assert {name: answer.headers[name] for name in ("Content-Type", "X-Content-Type-Options")} == {
        "Content-Type": "application/msword",
        "X-Content-Type-Options": "nosniff",
    }
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "Wzór oferty wzór oferty.docx, 4 B" in page_of(client, competition)


def test_attachments_of_drafts_and_working_copies_are_not_served_and_removed_ones_still_are(client, anna):
    competition = drafts.announced(anna)
    copy = publishing.open_amendment(competition, by=anna)
    draft = attached(drafts.ready_draft(title="Szkic"))
    removed = attached(competition, removed_at=drafts.AMENDED, title="Stary wzór")

    answers = [client.get(address_of(one)).status_code for one in (draft, attached(copy), removed)]

    assert answers == [404, 404, 200]
    assert client.get(f"/konkursy/zalaczniki/{removed.pk}/inna.docx").status_code == 404
    assert "Stary wzór" not in page_of(client, competition)


# ── Examples ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_example_says_so_on_its_page_and_in_lists_and_is_gone_when_switched_off(client, anna, settings):
    settings.SHOW_EXAMPLES = True
    competition = drafts.announced(anna, is_example=True)
    urls = [competition.get_absolute_url(), f"{competition.get_absolute_url()}wersja-1/", "/konkursy/", "/"]

    marked = ["Przykład" in text_of(client.get(url)) for url in urls]
    settings.SHOW_EXAMPLES = False

    assert marked == [True] * 4
    assert statuses(client, competition) == [404] * 6
    assert [competition.title in text_of(client.get(url)) for url in ("/konkursy/", "/")] == [False, False]


def test_an_example_never_counts_as_the_announcement_of_a_planned_row(client, anna, schedule_2024, settings):
    settings.SHOW_EXAMPLES = True
    competition = as_planned(drafts.announced, anna, is_example=True)

    assert competition.title not in text_of(client.get("/harmonogram/2024/"))
