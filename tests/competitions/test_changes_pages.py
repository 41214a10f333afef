"""The page and the feed of what changed between editions of the real schedule."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
from model_bakery import baker

from competitions.models import Schedule
from tests.competitions.editions import CLUBS, altered_edition, edition_after, plan, release, row
from tests.competitions.test_pages import text_of

pytestmark = pytest.mark.django_db

PAGE = "/harmonogram/2024/zmiany/"
FEED = "/harmonogram/2024/zmiany.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
LATER = dt.datetime(2024, 2, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def second(schedule_2024, on_day):
    return altered_edition(schedule_2024)


@pytest.fixture
def third(second):
    """Clubs go back to December and that is all."""
    working = edition_after(second)
    plan(row(working, CLUBS), "Grudzień 2023")
    return release(working, LATER)


def compared(response):
    return response.context["before"].edition, response.context["after"].edition


def kinds_shown(response):
    return [[kind.value for kind in group.first.kinds] for group in response.context["groups"]]


# ── The page ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_compares_the_current_edition_with_the_one_before(client, third):
    response = client.get(PAGE)

    assert compared(response) == (2, 3)
    assert kinds_shown(response) == [["moved"]]
    assert "Co wydanie 3 zmieniło wobec wydania 2." in text_of(response)
    assert "wcześniej o 2 miesiące Było Luty 2024 Jest Grudzień 2023" in text_of(response)


def test_the_page_compares_any_two_editions(client, third):
    response = client.get(f"{PAGE}?od=1&do=3")

    assert compared(response) == (1, 3)
    assert kinds_shown(response) == [["reworded", "other"], ["withdrawn"], ["new"], ["moved"]]


@pytest.mark.parametrize(
    ("query", "pair"), [("?do=2", (1, 2)), ("?od=1", (1, 3)), ("?od=2", (2, 3)), ("?do=", (2, 3)), ("?inne=1", (2, 3))]
)
def test_what_is_left_out_of_the_address_is_the_usual_one(client, third, query, pair):
    response = client.get(PAGE + query)

    assert (compared(response), response.context["form"].errors) == (pair, {})


@pytest.mark.parametrize(
    ("query", "pair", "errors"),
    [
        ("?od=7", (2, 3), {"od": ["Nie ma takiego wydania. Wybierz wydanie z listy."]}),
        ("?od=1&do=pierwsze", (2, 3), {"do": ["Nie ma takiego wydania. Wybierz wydanie z listy."]}),
        (f"?do={'9' * 5000}", (2, 3), {"do": ["Nie ma takiego wydania. Wybierz wydanie z listy."]}),
        ("?od=3&do=1", (2, 3), {"od": ["Wybierz wydanie wcześniejsze niż to, do którego porównujesz."]}),
        ("?od=2&do=2", (1, 2), {"od": ["Wybierz wydanie wcześniejsze niż to, do którego porównujesz."]}),
    ],
)
def test_a_wrong_choice_is_told_beside_its_field_and_the_usual_comparison_stands(client, third, query, pair, errors):
    response = client.get(PAGE + query)

    assert (response.context["form"].errors, compared(response)) == (errors, pair)
    assert all(message in text_of(response) for messages in errors.values() for message in messages)


def test_changes_stand_under_their_parts_and_a_merged_term_is_said_once(client, second):
    text = text_of(client.get(PAGE))

    assert re.findall(r"(?:Biuro ds\. Uzależnień|Centrum Informacji Turystycznej)", text) == [
        "Biuro ds. Uzależnień",
        "Centrum Informacji Turystycznej",
    ]
    assert text.count("początek później o 2 kwartały, koniec później o kwartał") == 1
    assert "1 nowa pozycja, 1 wycofana pozycja, 6 zmienionych terminów, 1 zmienione brzmienie, 1 inna zmiana" in text


def test_the_page_leads_to_both_editions_for_ever(client, third):
    content = client.get(f"{PAGE}?od=1&do=2").content.decode()

    assert ['href="/harmonogram/2024/wydanie-1/"' in content, 'href="/harmonogram/2024/wydanie-2/"' in content] == [
        True,
        True,
    ]


def test_a_year_with_one_edition_says_that_nothing_changed_yet(client, schedule_2024, on_day):
    edition_after(schedule_2024)  # still worked on

    text = text_of(client.get(f"{PAGE}?od=1&do=2"))

    assert "Nie ma jeszcze zmian Harmonogram na ten rok ma jedno wydanie." in text


def test_editions_that_do_not_differ_say_so(client, schedule_2024, on_day):
    release(edition_after(schedule_2024))

    text = text_of(client.get(PAGE))

    assert "Te wydania niczym się nie różnią" in text
    assert "Zmiany brak" in text


def test_a_working_edition_is_not_compared(client, second):
    plan(row(edition_after(second), CLUBS), "Marzec 2024")

    assert compared(client.get(PAGE)) == (1, 2)
    assert list(client.get(f"{PAGE}?od=2&do=3").context["form"].errors) == ["do"]


def test_a_year_without_a_released_edition_has_no_changes_and_no_feed(client, db):
    baker.make(Schedule, year=2025, edition=1)

    assert [client.get(f"/harmonogram/2025/zmiany{end}").status_code for end in ("/", ".atom")] == [404, 404]


def test_pages_of_the_schedule_lead_to_its_changes(client, second):
    leading = {
        url: re.findall(r'href="(/harmonogram/2024/zmiany/[^"]*)"', client.get(url).content.decode())
        for url in ("/", "/harmonogram/", "/harmonogram/2024/", "/harmonogram/2024/wydanie-1/")
    }

    assert leading == {
        "/": ["/harmonogram/2024/zmiany/"],
        "/harmonogram/": ["/harmonogram/2024/zmiany/?do=2"],
        "/harmonogram/2024/": ["/harmonogram/2024/zmiany/?od=1&amp;do=2"],
        "/harmonogram/2024/wydanie-1/": ["/harmonogram/2024/zmiany/?od=1&amp;do=2"],
    }


# ── The feed ────────────────────────────────────────────────────────────────────────────────────────────────────────


def entries_of(response):
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314  our own answer


def test_the_feed_has_an_entry_for_each_edition_dated_as_it_was_released(client, third):
    entries = entries_of(client.get(FEED))

    assert [(entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}updated")) for entry in entries] == [
        ("Harmonogram na 2024 rok, wydanie 3", "2024-02-20T09:00:00+00:00"),
        ("Harmonogram na 2024 rok, wydanie 2", "2024-01-15T09:00:00+00:00"),
        ("Harmonogram na 2024 rok, wydanie 1", "2023-12-01T08:00:00+00:00"),
    ]
    assert [entry.find(f"{ATOM}link").get("href") for entry in entries] == [
        "http://testserver/harmonogram/2024/zmiany/?od=2&do=3",
        "http://testserver/harmonogram/2024/zmiany/?od=1&do=2",
        "http://testserver/harmonogram/2024/wydanie-1/",
    ]


def test_the_feed_is_polish_names_itself_and_is_as_new_as_its_newest_entry(client, second):
    response = client.get(FEED)
    feed = ElementTree.fromstring(response.content)  # noqa: S314  our own answer

    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "pl"
    assert feed.findtext(f"{ATOM}updated") == "2024-01-15T09:00:00+00:00"
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")} == {
        "alternate": f"http://testserver{PAGE}",
        "self": f"http://testserver{FEED}",
    }


def test_an_entry_tells_every_change_in_escaped_words(client, second):
    title = "zadanie <b>pilne</b> & ważne"
    working = edition_after(second)
    entry = row(working, CLUBS)
    type(entry).objects.filter(pk=entry.pk).update(title=title)
    release(working, LATER)

    newest, before, _ = entries_of(client.get(FEED))

    assert "zadanie &lt;b&gt;pilne&lt;/b&gt; &amp; ważne – poprzednie brzmienie: prowadzenie klubów" in newest.findtext(
        f"{ATOM}content"
    )
    assert "<strong>pozycja wycofana:</strong> 7) prowadzenie zajęć" in before.findtext(f"{ATOM}content")
    assert before.findtext(f"{ATOM}summary") == (
        "Wydanie 2, stan na 15 stycznia 2024 r. Zmiany wobec wydania 1: 1 nowa pozycja, 1 wycofana pozycja, "
        "6 zmienionych terminów, 1 zmienione brzmienie, 1 inna zmiana."
    )


def test_entries_keep_their_identifiers_when_an_edition_is_added(client, second):
    before = [entry.findtext(f"{ATOM}id") for entry in entries_of(client.get(FEED))]
    release(edition_after(second), LATER)

    after = [entry.findtext(f"{ATOM}id") for entry in entries_of(client.get(FEED))]

    assert after[1:] == before
    assert len(set(after)) == 3


def test_a_feed_that_has_not_changed_is_not_sent_again(client, second):
    etag = client.get(FEED).headers["ETag"]

    unchanged = client.get(FEED, headers={"If-None-Match": etag})
    release(edition_after(second), LATER)

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("url", [PAGE, "/harmonogram/2024/", "/harmonogram/2024/wydanie-1/"])
def test_pages_announce_the_feed_to_readers(client, second, url):
    assert (
        f'<link rel="alternate" type="application/atom+xml" title="Zmiany w harmonogramie na 2024 rok" href="{FEED}">'
        in (client.get(url).content.decode())
    )
