"""The ground's own pages, on the real documents."""

import datetime as dt
import hashlib
import re
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
import tinyhtml5
from django.conf import settings as portal_settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.test import RequestFactory
from django.utils import timezone

from leszno_ngo import tasks, views
from leszno_ngo.celery import app
from leszno_ngo.choices import IssueKind
from leszno_ngo.models import DataIssue, Heartbeat, SourceDocument

DOCUMENTS = Path(portal_settings.BASE_DIR) / "fixtures" / "documents"
STATEMENT_IDS = [
    "a11y-deklaracja",
    "a11y-wstep",
    "a11y-podmiot",
    "a11y-zakres",
    "a11y-url",
    "a11y-data-publikacja",
    "a11y-data-aktualizacja",
    "a11y-status",
    "a11y-ocena",
    "a11y-data-sporzadzenie",
    "a11y-data-przeglad",
    "a11y-kontakt",
    "a11y-osoba",
    "a11y-email",
    "a11y-telefon",
    "a11y-procedura",
    "a11y-aplikacje",
    "a11y-architektura",
    "a11y-architektura-url",
    "a11y-komunikacja",
]


def read(response) -> ElementTree.Element:
    return tinyhtml5.parse(response.content.decode(), namespace_html_elements=False)


def words(element):
    return " ".join("".join(element.itertext()).split())


def with_class(page, name):
    return [element for element in page.iter() if name in element.get("class", "").split()]


def with_id(page, name):
    return page.find(f".//*[@id='{name}']")


def document(name, **fields):
    text = (DOCUMENTS / name).read_text()
    defaults = {
        "title": name.removesuffix(".txt"),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "imported_at": dt.datetime(2023, 12, 1, 9, tzinfo=dt.UTC),
    }
    return SourceDocument.objects.create(name=name, text=text, **defaults | fields)


def issue(document, message, line=1, kind=IssueKind.DOUBTFUL, **fields):
    return DataIssue.objects.create(document=document, line=line, kind=kind, message=message, **fields)


@pytest.fixture
def schedule(db):
    return document("harmonogram-2024.txt")


@pytest.fixture
def strategy(db):
    return document("strategia-rozwoju-zadanie.txt")


def shown_messages(page):
    return [words(item.findall("p")[1]) for item in with_class(page, "issue")]


# ── Data issues ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_open_public_issues_are_grouped_by_document_and_lead_to_their_line(client, schedule, strategy):
    issue(strategy, "Okres etapu nie zgadza się z rokiem wartości.", line=9, kind=IssueKind.CONTRADICTION)
    issue(schedule, "Poprawiono nazwę.", line=71, kind=IssueKind.CORRECTED, quote="ZARZĄDZANIA KRYSY")
    issue(schedule, "Numer nie rozpoznaje zadania.", line=0)

    page = read(client.get("/dane/uwagi/"))

    headings = [(words(heading), heading.find("a").get("href")) for heading in page.findall(".//h2")]
    assert headings == [
        ("harmonogram-2024", f"/dane/dokumenty/{schedule.pk}/"),
        ("strategia-rozwoju-zadanie", f"/dane/dokumenty/{strategy.pk}/"),
    ]
    assert [words(item) for item in with_class(page, "issue")] == [
        "wątpliwe cały dokument Numer nie rozpoznaje zadania.",
        "poprawiono zapis wiersz 71 Poprawiono nazwę. ZARZĄDZANIA KRYSY",
        "sprzeczność w dokumencie wiersz 9 Okres etapu nie zgadza się z rokiem wartości.",
    ]
    assert [link.get("href") for item in with_class(page, "issue") for link in item.iter("a")] == [
        f"/dane/dokumenty/{schedule.pk}/#w71",
        f"/dane/dokumenty/{strategy.pk}/#w9",
    ]


def test_hidden_and_resolved_issues_are_not_shown(client, schedule):
    abroad = document("lomza-cele-spoleczne-2010.txt", municipality="Łomża", is_public=False)
    issue(schedule, "Widoczna.")
    issue(schedule, "Niepubliczna.", is_public=False)
    issue(schedule, "Wyjaśniona.", resolved_at=timezone.now(), resolution="Sprawdzono w uchwale.")
    issue(abroad, "Z dokumentu, który nie jest publiczny.")

    assert shown_messages(read(client.get("/dane/uwagi/"))) == ["Widoczna."]


def test_the_filter_narrows_to_a_document_and_a_kind(client, schedule, strategy):
    issue(schedule, "Wątpliwa z harmonogramu.")
    issue(schedule, "Poprawiona w harmonogramie.", kind=IssueKind.CORRECTED)
    issue(strategy, "Poprawiona w strategii.", kind=IssueKind.CORRECTED)

    page = read(client.get("/dane/uwagi/", {"dokument": schedule.pk, "rodzaj": "corrected"}))

    assert shown_messages(page) == ["Poprawiona w harmonogramie."]
    chosen = [words(option) for option in page.iter("option") if option.get("selected") is not None]
    assert chosen == ["harmonogram-2024 (wczytano 1 grudnia 2023 r.)", "poprawiono zapis"]


def test_a_choice_that_does_not_exist_is_told_and_narrows_nothing(client, schedule):
    hidden = document("lomza-cele-spoleczne-2010.txt", is_public=False)
    issue(schedule, "Jedyna.")

    page = read(client.get("/dane/uwagi/", {"dokument": hidden.pk, "rodzaj": "bzdura"}))

    assert [words(link) for link in with_class(page, "error-summary")[0].iter("a")] == [
        "Nie ma takiego dokumentu. Wybierz dokument z listy.",
        "Nie ma takiego rodzaju uwagi. Wybierz rodzaj z listy.",
    ]
    assert shown_messages(page) == ["Jedyna."]


def test_an_empty_list_says_so(client, db):
    page = read(client.get("/dane/uwagi/"))

    assert words(with_class(page, "empty-title")[0]) == "Nie ma takich uwag."


@pytest.mark.parametrize(
    ("asked", "place", "first"),
    [
        ("", "strona 1 z 2", "Uwaga 1."),
        ("2", "strona 2 z 2", "Uwaga 31."),
        ("99", "strona 2 z 2", "Uwaga 31."),
        ("zła", "strona 1 z 2", "Uwaga 1."),
    ],
)
def test_a_long_list_is_paged_and_keeps_the_choice(client, schedule, strategy, asked, place, first):
    issue(strategy, "Z innego dokumentu.")
    for n in range(1, 42):
        issue(schedule, f"Uwaga {n}.", line=n)

    page = read(client.get("/dane/uwagi/", {"dokument": schedule.pk, "strona": asked}))

    assert shown_messages(page)[0] == first
    steps = with_class(page, "pagination")[0]
    assert words(steps.find("span")) == place
    other = "1" if place.startswith("strona 2") else "2"
    assert [a.get("href") for a in steps.iter("a")] == [f"?dokument={schedule.pk}&strona={other}"]


def test_more_issues_do_not_mean_more_queries(client, schedule, strategy, django_assert_num_queries):
    issue(schedule, "Pierwsza.")
    with django_assert_num_queries(3):  # the filter's documents, how many issues, the issues
        client.get("/dane/uwagi/")

    for n in range(25):
        issue(schedule, f"Uwaga {n}.", line=n)
        issue(strategy, f"Uwaga {n}.", line=n)
    with django_assert_num_queries(3):
        client.get("/dane/uwagi/")


# ── Source documents ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_document_is_shown_word_for_word_with_numbered_lines(client, schedule):
    page = read(client.get(f"/dane/dokumenty/{schedule.pk}/"))

    lines = with_class(page, "source-line")
    assert [line.get("id") for line in lines] == [f"w{n}" for n in range(1, len(lines) + 1)]
    shown = ["".join(with_class(line, "source-text")[0].itertext()) for line in lines]
    assert "\n".join(shown) == schedule.text


def test_lines_with_public_issues_are_marked_and_say_what_is_the_matter(client, schedule):
    issue(schedule, "Dotyczy całości.", line=0)
    issue(schedule, "Nazwa z błędem.", line=7, kind=IssueKind.CORRECTED)
    issue(schedule, "Tylko dla urzędu.", line=8, is_public=False)

    page = read(client.get(f"/dane/dokumenty/{schedule.pk}/"))

    marked = [line for line in with_class(page, "source-line") if line.get("data-marked") is not None]
    assert [line.get("id") for line in marked] == ["w7"]
    assert words(with_class(marked[0], "source-notes")[0]) == "Poprawiono zapis: Nazwa z błędem."
    assert shown_messages(page) == ["Dotyczy całości."]


def test_a_document_that_is_not_public_does_not_exist(client, db):
    hidden = document("lomza-cele-spoleczne-2010.txt", is_public=False)

    assert client.get(f"/dane/dokumenty/{hidden.pk}/").status_code == 404


def test_markup_in_a_document_stays_text(client, db):
    evil = SourceDocument.objects.create(
        name="x.txt", title="<b>x</b>", text="<script>alert(1)</script>", sha256="0" * 64, imported_at=timezone.now()
    )

    page = read(client.get(f"/dane/dokumenty/{evil.pk}/"))

    assert page.findall(".//script") == []
    assert words(with_id(page, "w1").findall("span")[0]) == "<script>alert(1)</script>"


# ── Accessibility statement ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_statement_has_every_id_of_the_national_template_once(client, db):
    page = client.get("/deklaracja-dostepnosci/").content.decode()

    assert sorted(re.findall(r'id="(a11y-[a-z-]+)"', page)) == sorted(STATEMENT_IDS)


def test_what_nobody_stated_is_said_to_be_not_stated(client, db):
    page = read(client.get("/deklaracja-dostepnosci/"))

    unstated = "a11y-data-publikacja a11y-data-aktualizacja a11y-data-sporzadzenie a11y-data-przeglad a11y-osoba"
    assert {words(with_id(page, name)) for name in [*unstated.split(), "a11y-email", "a11y-telefon"]} == {"nie podano"}
    assert words(with_id(page, "a11y-status").find("strong")) == "Zgodności tej strony z ustawą jeszcze nie oceniono"


def test_stated_facts_stand_in_the_statement(client, db, settings):
    settings.OFFICE_EMAIL, settings.OFFICE_PHONE = "um@leszno.example", "65 529 81 00"
    settings.STATEMENT = {
        "published_on": dt.date(2024, 3, 1),
        "updated_on": dt.date(2024, 5, 6),
        "made_on": dt.date(2024, 3, 2),
        "reviewed_on": dt.date(2025, 3, 31),
        "person": "Koordynator do spraw dostępności",
        "status": "częściowo zgodna",
    }

    page = read(client.get("/deklaracja-dostepnosci/"))

    dates = {
        name: with_id(page, f"a11y-data-{name}") for name in ("publikacja", "aktualizacja", "sporzadzenie", "przeglad")
    }
    assert {name: (date.tag, date.get("datetime")) for name, date in dates.items()} == {
        "publikacja": ("time", "2024-03-01"),
        "aktualizacja": ("time", "2024-05-06"),
        "sporzadzenie": ("time", "2024-03-02"),
        "przeglad": ("time", "2025-03-31"),
    }
    assert words(dates["publikacja"]) == "1 marca 2024 r."
    assert words(with_id(page, "a11y-osoba")) == "Koordynator do spraw dostępności"
    assert with_id(page, "a11y-email").get("href") == "mailto:um@leszno.example"
    assert with_id(page, "a11y-telefon").get("href") == "tel:655298100"
    assert words(with_id(page, "a11y-status").find("strong")) == "częściowo zgodna"


# ── Health ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_health_tells_of_database_broker_and_worker(client, db):
    tasks.heartbeat()

    answer = client.get("/zdrowie/")

    said = answer.json()
    beat = Heartbeat.objects.get().beaten_at
    assert beat - dt.datetime.fromisoformat(said.pop("worker_seen_at")) < dt.timedelta(milliseconds=1)
    assert said == {"status": "ok", "database": "ok", "broker": "ok", "worker": "ok"}
    assert (answer.status_code, "no-store" in answer.headers["Cache-Control"]) == (200, True)


def test_a_worker_that_never_beat_is_told_and_takes_nothing_down(client, db):
    answer = client.get("/zdrowie/")

    assert answer.status_code == 200
    assert (answer.json()["worker"], answer.json()["worker_seen_at"]) == ("never seen", None)


@pytest.mark.parametrize(
    ("age", "state"),
    [(dt.timedelta(minutes=5), "ok"), (dt.timedelta(minutes=5, seconds=1), "late"), (dt.timedelta(0), "ok")],
)
def test_a_worker_is_late_after_five_minutes(age, state):
    now = timezone.now()

    assert views.worker_state(now - age, now) == state


def test_a_heartbeat_keeps_one_row(db):
    tasks.heartbeat()
    first = Heartbeat.objects.get().beaten_at
    tasks.heartbeat()

    assert Heartbeat.objects.get().beaten_at > first


def test_health_fails_when_the_database_does_not_answer(client, db):
    def broken(execute, sql, params, many, context):
        raise DatabaseError("password=secret")

    with connection.execute_wrapper(broken):
        answer = client.get("/zdrowie/")

    assert answer.status_code == 503
    assert answer.json() == {
        "status": "failed",
        "database": "failed",
        "broker": "ok",
        "worker": "never seen",
        "worker_seen_at": None,
    }


def test_health_fails_soon_when_the_broker_does_not_answer(client, db, settings, monkeypatch):
    settings.REDIS_URL = "redis://:secret@127.0.0.1:1"  # nobody listens there
    monkeypatch.setattr(app.conf, "broker_url", settings.REDIS_URL)
    started = time.monotonic()

    answer = client.get("/zdrowie/")

    assert time.monotonic() - started < 5
    assert (answer.status_code, answer.json()["database"], answer.json()["broker"]) == (503, "ok", "failed")
    assert "secret" not in answer.content.decode()


# ── Errors ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_unknown_address_is_told_in_polish(client, db):
    answer = client.get("/nie-ma-takiej/")

    assert (answer.status_code, words(read(answer).find(".//h1"))) == (404, "Nie ma takiej strony")


def test_a_forbidden_page_says_what_to_do(db):
    answer = views.forbidden(RequestFactory().get("/"), PermissionDenied())

    assert (answer.status_code, words(read(answer).find(".//h1"))) == (403, "Nie masz dostępu do tej strony")


@pytest.mark.parametrize("storage", ["StaticFilesStorage", "ManifestStaticFilesStorage"])
def test_the_failure_page_needs_no_database_and_no_collected_files(settings, storage):
    backend = {"BACKEND": f"django.contrib.staticfiles.storage.{storage}"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": backend}

    answer = views.server_error(RequestFactory().get("/"))  # without the db fixture a query would fail

    assert (answer.status_code, words(read(answer).find(".//h1"))) == (500, "Strona chwilowo nie działa")


def test_too_many_wrong_passwords_lead_to_a_page_that_says_how_long_to_wait(client, db):
    for _ in range(5):
        answer = client.post("/admin/login/", {"username": "koordynator", "password": "zle"})

    page = read(answer)
    assert (answer.status_code, words(page.find(".//h1"))) == (429, "Logowanie wstrzymane")
    assert words(with_class(page, "lead")[0]) == (
        "Hasło było błędne zbyt wiele razy. Odczekaj 15 minut i spróbuj ponownie."
    )
