"""A strategy's document at the desk: sent in, previewed, decided about, confirmed whole or not at all."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leszno_ngo.choices import IssueKind, Role
from leszno_ngo.models import DataIssue, SourceDocument, User
from strategy.models import (
    BudgetLine,
    Goal,
    Indicator,
    IndicatorValue,
    Stage,
    StageShare,
    Strategy,
    StrategyImport,
    StrategyTask,
)
from tests.strategy.conftest import GOALS_TABLE, PROSE, TASK_PAGE

UPLOAD = "admin:strategy_strategyimport_upload"
PREVIEW = "admin:strategy_strategyimport_preview"
MODELS = (Strategy, Goal, StrategyTask, Stage, StageShare, Indicator, IndicatorValue, SourceDocument, DataIssue)


def rows():
    return {model.__name__: model.objects.count() for model in MODELS}


NOTHING = {model.__name__: 0 for model in MODELS}


@pytest.fixture
def desk(client, departments, coordinator):
    client.force_login(coordinator)
    return client


def send(client, content, name="zadanie.txt"):
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(reverse(UPLOAD), {"plik": SimpleUploadedFile(name, content)})


def sent(client, content, name="zadanie.txt"):
    """The upload that was kept."""
    answer = send(client, content, name)
    upload = StrategyImport.objects.latest("pk")
    assert answer["Location"] == reverse(PREVIEW, args=[upload.pk])
    return upload


def look(client, upload, **query):
    return client.get(reverse(PREVIEW, args=[upload.pk]), query)


def confirm(client, upload):
    fingerprint = look(client, upload).context["fingerprint"]
    answer = client.post(reverse(PREVIEW, args=[upload.pk]), {"fingerprint": fingerprint}, follow=True)
    return [str(message) for message in answer.context["messages"]]


def text_of(path):
    return path.read_text("utf-8")


def test_the_real_task_page_is_shown_whole_before_anything_is_written(desk):
    upload = sent(desk, TASK_PAGE.read_bytes())

    preview = look(desk, upload).context["preview"]
    counts = {name: created for name, created, *others in preview["counts"] if others == [0, 0, 0]}
    assert rows() == NOTHING
    assert {name: counts[name] for name in ("etapy", "udziały etapów w latach", "wskaźniki")} == {
        "etapy": 6,
        "udziały etapów w latach": 14,
        "wskaźniki": 9,
    }
    assert counts["wartości wskaźników"] == 45
    assert len(preview["issues"]) == counts["uwagi do danych"]


def test_what_is_confirmed_is_what_was_shown(desk):
    upload = sent(desk, TASK_PAGE.read_bytes())
    shown = {name: created for name, created, *_ in upload.preview["counts"]}

    assert confirm(desk, upload) == [f"Zapisano dokument „{upload.preview['title']}”."]

    upload.refresh_from_db()
    assert {model._meta.verbose_name_plural: model.objects.count() for model in MODELS} == {
        model._meta.verbose_name_plural: shown[model._meta.verbose_name_plural] for model in MODELS
    }
    assert (upload.saved_as.sha256, upload.saved_at is not None) == (upload.sha256, True)


def test_the_same_document_a_second_time_changes_nothing(desk):
    confirm(desk, sent(desk, TASK_PAGE.read_bytes()))
    before = rows()
    again = sent(desk, TASK_PAGE.read_bytes())

    assert look(desk, again).context["changes_anything"] is False
    confirm(desk, again)
    assert rows() == before


def test_a_document_confirmed_twice_is_taken_over_once(desk):
    upload = sent(desk, TASK_PAGE.read_bytes())
    fingerprint = look(desk, upload).context["fingerprint"]
    confirm(desk, upload)
    before = rows()

    answer = desk.post(reverse(PREVIEW, args=[upload.pk]), {"fingerprint": fingerprint}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == ["Ten dokument już zapisano."]
    assert rows() == before


def test_a_newer_page_shows_each_value_that_changes_from_and_to(desk):
    confirm(desk, sent(desk, TASK_PAGE.read_bytes()))
    newer = text_of(TASK_PAGE).replace("3788", "3799", 1)

    upload = sent(desk, newer)

    changes = [change for change in look(desk, upload, pokaz="created").context["page"] if change["said"]]
    (change,) = [change for change in changes if change["model"] == "wartość wskaźnika"]
    assert (
        change["words"] == "Zapewnienie ciepłego posiłku osobom potrzebującym - będącymi klientami MOPR-u.: 2009: 3799"
    )
    assert [change["said"]] == [
        [
            ["wartość", "3\u00a0788", "3\u00a0799"],
            ["rodzaj wartości", "ostateczna", "skorygowana"],
            ["zapis w dokumencie", "3788", "3799"],
        ]
    ]


def test_looking_at_a_preview_writes_nothing(desk):
    upload = sent(desk, TASK_PAGE.read_bytes())

    with CaptureQueriesContext(
        connection,
    ) as queries:
        look(desk, upload)

    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}


def broken():
    """The real page, in which it cannot be told where the name of an indicator ends."""
    text = text_of(TASK_PAGE)
    assert text.count("zadań MOPR 76 78 82 80 89") == 1
    return text.replace("zadań MOPR 76 78 82 80 89", "zadań 76 7?8 82 80 89")


def test_a_line_that_cannot_be_read_stops_the_document_until_it_is_decided_about(desk):
    upload = sent(desk, broken())
    (line,) = look(desk, upload).context["unread"]
    assert (upload.preview["changes"], rows()) == ([], NOTHING)

    desk.post(reverse(PREVIEW, args=[upload.pk]), {"wiersz": [line["line"]]})
    confirm(desk, upload)

    issue = DataIssue.objects.get(kind=IssueKind.UNREADABLE, line=line["line"])
    assert (issue.message, Indicator.objects.count()) == (line["message"], 8)


def test_a_cell_that_cannot_be_read_is_told_as_an_issue_and_the_rest_of_its_row_is_saved(desk):
    text = text_of(TASK_PAGE).replace("5/5% 5/5% 5/5% 5/5% 5/5%", "5/5% 5/5% 5/pięć% 5/5% 5/5%")
    upload = sent(desk, text.replace("MOPR 76 78 82 80 89", "MOPR 76 7?8 82 80 89"))
    page = look(desk, upload)
    assert page.context["unread"] == []
    assert "W 2 miejscach nie odczytano treści" in page.content.decode()

    confirm(desk, upload)

    issues = DataIssue.objects.filter(kind=IssueKind.UNREADABLE)
    assert list(issues.order_by("line").values_list("line", "quote")) == [(29, "5/pięć%"), (48, "7?8")]
    assert (Stage.objects.count(), StageShare.objects.count()) == (6, 13)
    assert (Indicator.objects.count(), IndicatorValue.objects.count()) == (9, 44)


def test_a_newer_page_with_cells_that_cannot_be_read_changes_nothing_there(desk):
    known = ("Budżet zadania\nŹródło finansowania Środki", "Planowany całkowity koszt realizacji\n")
    text = text_of(TASK_PAGE).replace(known[0], f"{known[0]}\nBudżet miasta 100 000 zł")
    confirm(desk, sent(desk, text.replace(known[1], f"{known[1]}130 000 zł\n")))
    before = rows() | {"cost": StrategyTask.objects.get().planned_cost, "money": BudgetLine.objects.get().amount}
    torn = text_of(TASK_PAGE).replace(known[0], f"{known[0]}\nBudżet miasta 100.000 zł")
    torn = torn.replace(known[1], f"{known[1]}130.000 zł\n").replace("MOPR 76 78 82", "MOPR 76 7?8 82")

    confirm(desk, sent(desk, torn.replace("5/5% 5/5% 5/5% 5/5% 5/5%", "5/5% 5/5% 0/0% 5/5% 5/5%")))

    after = rows() | {"cost": StrategyTask.objects.get().planned_cost, "money": BudgetLine.objects.get().amount}
    same = [name for name in before if name not in ("SourceDocument", "DataIssue")]
    assert (before["cost"], before["money"]) == (130_000, 100_000)
    assert {name: after[name] for name in same} == {name: before[name] for name in same}


def test_a_decision_can_be_taken_back(desk):
    upload = sent(desk, broken())
    (line,) = look(desk, upload).context["unread"]
    desk.post(reverse(PREVIEW, args=[upload.pk]), {"wiersz": [line["line"]]})
    desk.post(reverse(PREVIEW, args=[upload.pk]), {})

    upload.refresh_from_db()
    assert (upload.corrections, upload.preview["changes"]) == ({}, [])


def test_a_goals_table_of_another_city_is_kept_and_shown_to_nobody(desk, client):
    upload = sent(desk, GOALS_TABLE.read_bytes(), "cele.md")
    assert look(desk, upload).context["preview"]["is_home"] is False
    confirm(desk, upload)
    strategy = Strategy.objects.get()

    client.logout()

    assert (strategy.is_public, client.get(strategy.get_absolute_url()).status_code) == (False, 404)
    assert Goal.objects.filter(parent=None).count() == 6


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "pusty.txt", "Plik „pusty.txt” jest pusty."),
        (b"PK\x03\x04rest", "zadanie.txt", "„zadanie.txt” to archiwum ZIP"),
        ("Cel".encode("utf-16"), "zadanie.txt", "Plik „zadanie.txt” jest w kodowaniu UTF-16."),
        ("Zażółć".encode("cp1250"), "zadanie.txt", "Wiersz 1: Plik „zadanie.txt” nie jest w kodowaniu UTF-8"),
        (b"a" * 10_485_761, "duzy.txt", "Plik „duzy.txt” jest za duży"),
        ("Protokół z narady".encode(), "protokol.txt", "Wiersz 1: To nie jest dokument strategii."),
        (b"<html><body><p>Zadanie", "strona.html", "Wiersz 1: To nie jest dokument strategii."),
    ],
)
def test_a_file_that_is_no_such_document_is_refused_beside_the_field(desk, content, name, words):
    form = send(desk, content, name).context["form"]

    assert form.errors["plik"][0].startswith(words)
    assert (StrategyImport.objects.count(), rows()) == (0, NOTHING)


def test_the_description_of_a_whole_strategy_is_not_for_this_page(desk):
    form = send(desk, PROSE.read_bytes(), "opis.txt").context["form"]

    assert form.errors["plik"] == [
        "Tutaj wczytuje się stronę zadania strategii albo tabelę celów, a ten plik jest czymś innym."
    ]


def test_a_page_with_other_stages_says_what_to_do_first(desk):
    confirm(desk, sent(desk, TASK_PAGE.read_bytes()))
    before = rows()
    title = Stage.objects.order_by("position").first().title
    other = sent(desk, text_of(TASK_PAGE).replace(title[:20], "Zupełnie inny etap ", 1))

    preview = look(desk, other).context["preview"]

    assert preview["refusal"].endswith("Najpierw popraw je w panelu.")
    assert (preview["changes"], rows()) == ([], before)


def test_what_has_changed_since_the_preview_is_shown_again_first(desk):
    confirm(desk, sent(desk, TASK_PAGE.read_bytes()))
    newer = sent(desk, text_of(TASK_PAGE).replace("3788", "3799", 1))
    fingerprint = look(desk, newer).context["fingerprint"]
    confirm(desk, sent(desk, text_of(TASK_PAGE).replace("3788", "3799", 1)))
    before = rows()

    answer = desk.post(reverse(PREVIEW, args=[newer.pk]), {"fingerprint": fingerprint}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "Od chwili podglądu coś się zmieniło. Obejrzyj podgląd jeszcze raz i zatwierdź."
    ]
    assert (rows(), answer.context["changes_anything"]) == (before, False)


def test_a_thrown_away_document_leaves_nothing_behind(desk, django_capture_on_commit_callbacks):
    upload = sent(desk, TASK_PAGE.read_bytes())
    path = Path(upload.file.path)
    assert path.exists()

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("admin:strategy_strategyimport_discard", args=[upload.pk]))

    assert (StrategyImport.objects.count(), path.exists(), rows()) == (0, False, NOTHING)


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.AUDITOR])
def test_only_a_coordinator_sends_documents_in_and_takes_them_over(desk, client, role):
    upload = sent(desk, TASK_PAGE.read_bytes())
    other = User.objects.create_user("inny", password="x", is_staff=True, role=role)
    client.force_login(other)
    seen = 200 if role == Role.AUDITOR else 403

    assert client.get(reverse(UPLOAD)).status_code == 403
    assert client.post(reverse(PREVIEW, args=[upload.pk]), {"fingerprint": "x"}).status_code in (403, 404)
    assert client.get(reverse("admin:strategy_strategyimport_changelist")).status_code == seen
    assert rows() == NOTHING
