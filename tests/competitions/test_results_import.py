"""A spreadsheet of results at the desk: preview, corrections, confirmation; all or nothing, twice changes nothing."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from competitions.importing.results import read_results, read_sheet
from competitions.models import Competition, ResultEntry, ResultsImport
from leszno_ngo.models import Department
from tests.competitions.drafts import announced, assessed
from tests.competitions.results_desk import OFFER as TYPED
from tests.competitions.results_desk import ResultsDesk, address, plain, said
from tests.competitions.sheets import HEADINGS, OFFER, SECOND, THIRD, csv_of, sheet_of, xlsx_of

pytestmark = pytest.mark.django_db

WRONG = SECOND | {"granted": "=G4", "state": "odrzucona"}


class ImportDesk(ResultsDesk):
    @property
    def upload(self):
        return ResultsImport.objects.latest("pk")

    def send(self, content, name="wyniki.xlsx"):
        return self.post("results_import", {"plik": SimpleUploadedFile(name, content)})

    def preview(self, asked=""):
        return self.client.get(address("results_import_preview", self.competition, self.upload.pk) + asked)

    def press(self, page, act, changes=None):
        """Send the preview as the browser would: every field as it stands, but for the changes."""
        data = fields_of(page) | (changes or {}) | {"co": act}
        return self.client.post(page.request["PATH_INFO"], data, follow=True)

    def confirm(self, page):
        return self.press(page, "zatwierdz")

    def take(self, content, name="wyniki.xlsx"):
        return self.confirm(self.send(content, name))


def fields_of(page):
    fields = {"odcisk": page.context["comparison"].fingerprint, "wiersze": page.context["keys"]}
    for form in page.context["forms"]:
        for field in form:
            value = field.value()
            if value is True or value not in (None, False):
                fields[field.html_name] = "on" if value is True else value
    return fields


def states(page):
    return {words: n for words, n, _, _ in page.context["counts"] if n}


def rows(page):
    return {form.compared.key: form.compared for form in page.context["forms"]}


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Competition, ResultEntry)]


def stored(competition):
    return list(competition.results.values_list("position", "bidder", "granted", "state"))


TAKEN = [
    (1, OFFER["bidder"], Decimal(30_000), "funded"),
    (2, SECOND["bidder"], None, "reserve"),
    (3, THIRD["bidder"], None, "rejected"),
]


@pytest.fixture
def own(official):
    return {"department": official.departments.get()}


@pytest.fixture
def closed(official, own, on_day):
    competition = announced(official, **own)
    on_day(dt.date(2024, 1, 15))
    return competition


@pytest.fixture
def desk(client, closed, official):
    return ImportDesk(client, closed, official)


# ── There and back ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("wyniki.xlsx", sheet_of(OFFER, SECOND, THIRD, {"bidder": "Razem", "granted": "=SUM(G4:G6)"})),
        ("wyniki.csv", csv_of(OFFER, SECOND, THIRD)),
        ("windows.csv", csv_of(OFFER, SECOND, THIRD, encoding="cp1250")),
    ],
)
def test_sheet_is_shown_first_then_taken_over_and_a_second_time_changes_nothing(desk, closed, name, content):
    page = desk.send(content, name)
    assert (states(page)["nowe"], ResultEntry.objects.count()) == (3, 0)
    done = desk.confirm(page)

    assert said(done) == [
        f"Wczytano plik „{name}”. Oferty: 3 nowe. Teraz uzupełnij dane rozstrzygnięcia i liczby ofert."
    ]
    assert stored(closed) == TAKEN

    before, history = everything(), ResultEntry.history.count()
    page = desk.send(content, name)
    assert states(page)["bez zmian"] == 3
    done = desk.confirm(page)

    assert said(done) == [f"Plik „{name}” niczego nie zmienia: wszystkie jego oferty są już wpisane."]
    assert (everything(), ResultEntry.history.count()) == (before, history)
    assert ResultsImport.objects.waiting().count() == 0


def test_preview_says_line_words_as_sent_and_what_was_understood(desk):
    shown = rows(desk.send(sheet_of(OFFER)))["4"]

    assert shown.row.printed.split("\t")[1:3] == [OFFER["bidder"], "0000123456"]
    assert [(label, plain(words)) for label, words in shown.understood] == [
        ("oferent", OFFER["bidder"]),
        ("rejestr", "KRS"),
        ("numer w rejestrze", "0000123456"),
        ("tytuł zadania", OFFER["task_title"]),
        ("punkty", "87,5"),
        ("wnioskowana kwota", "40 000 zł"),
        ("przyznana kwota", "30 000 zł"),
        ("stan", "dotacja"),
    ]


def test_who_took_the_sheet_over_is_in_the_history_and_the_file_is_kept(desk, closed, official):
    content = sheet_of(OFFER)
    desk.take(content)

    record, upload = ResultEntry.history.get(), desk.upload
    answer = desk.get("results_import_file", upload.pk)
    assert (record.history_user, record.history_change_reason) == (official, "wczytano plik wyniki.xlsx")
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"] == 'attachment; filename="wyniki.xlsx"'


# ── Corrections ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_taken_over_while_a_row_has_a_problem_and_it_is_put_right_in_place(desk, closed):
    page = desk.send(sheet_of(OFFER, WRONG, THIRD))
    assert (states(page)["z problemem"], page.context["comparison"].is_ready) == (1, False)
    refused = desk.confirm(page)
    assert said(refused) == ["W pliku są wiersze z problemami. Popraw je albo pomiń."]

    mended = desk.press(page, "zapisz", {"w5-granted": "–", "w5-state": "not_funded"})
    assert said(mended) == ["Poprawki zapisano. Podgląd pokazuje, co z nich wynika."]
    assert states(mended) == {"nowe": 3}
    desk.confirm(mended)

    assert [row.state for row in closed.results.all()] == ["funded", "not_funded", "rejected"]


def test_problem_of_a_row_names_its_field_and_says_what_to_do(desk):
    shown = rows(desk.send(sheet_of(WRONG)))["4"]

    assert [words for _, words in shown.problems] == [
        "Stan: Nie wiadomo, dlaczego ofertę odrzucono. Wpisz „odrzucona z przyczyn formalnych” albo, gdy ją oceniono, "
        "„bez dotacji”.",
        "Przyznana kwota: Zamiast wartości stoi formuła (=G4). Wpisz wartość albo „–”, gdy ma być pusto.",
    ]


def test_wrong_row_can_be_left_out_and_taken_back(desk, closed):
    page = desk.send(sheet_of(OFFER, WRONG))

    left_out = desk.press(page, "zapisz", {"w5-pomin": "on"})
    assert states(left_out) == {"nowe": 1, "pominięte": 1}
    fields = fields_of(left_out)
    del fields["w5-pomin"]
    back = desk.client.post(left_out.request["PATH_INFO"], fields | {"co": "zapisz"}, follow=True)

    assert states(back) == {"nowe": 1, "z problemem": 1}


def test_corrections_sent_with_the_confirmation_are_shown_before_anything_is_taken_over(desk, closed):
    page = desk.send(sheet_of(OFFER))

    again = desk.press(page, "zatwierdz", {"w4-granted": "25 000"})

    assert said(again) == ["Zapisano poprawki. Sprawdź, co z nich wynika, i zatwierdź jeszcze raz."]
    assert stored(closed) == []
    desk.confirm(again)
    assert [row.granted for row in closed.results.all()] == [Decimal(25_000)]


def test_correction_that_says_what_the_sheet_says_is_none(desk):
    desk.press(desk.send(sheet_of(OFFER)), "zapisz", {"w4-bidder": f"  {OFFER['bidder']} "})

    assert desk.upload.corrections == {}


def test_same_file_sent_again_remembers_what_was_put_right(desk):
    content = sheet_of(WRONG)
    desk.press(desk.send(content), "zapisz", {"w4-granted": "–", "w4-state": "not_funded"})

    assert states(desk.send(content)) == {"nowe": 1}


def test_column_that_nobody_knows_is_asked_for(desk):
    headings = [*HEADINGS[:-1], "Uwagi komisji"]
    page = desk.send(sheet_of(THIRD, headings=headings))
    assert str(page.context["refusal"]).startswith("Wiersz 3: Nie wiadomo, co znaczą kolumny „Uwagi komisji”.")

    named = desk.client.post(page.request["PATH_INFO"], {"co": "kolumny", "kolumna-0": "reason"}, follow=True)

    assert rows(named)["4"].row.values["reason"] == THIRD["reason"]


# ── Beside what is entered already ──────────────────────────────────────────────────────────────────────────────────


def test_sheet_changes_the_offers_it_means_adds_new_ones_and_asks_about_those_it_has_not(desk, closed):
    desk.take(sheet_of(OFFER, SECOND, THIRD))
    kept = closed.results.get(bidder=THIRD["bidder"])
    fourth = OFFER | {"bidder": "Nowy klub", "register_number": "0000111111", "granted": 5_000}

    page = desk.send(sheet_of(SECOND | {"state": "dotacja", "granted": 10_000}, fourth))

    assert states(page) == {"nowe": 1, "zmienione": 1, "znikną": 2}
    differences = [(each.label, plain(each.before), plain(each.after)) for each in rows(page)["4"].differences]
    assert sorted(differences) == [("przyznana kwota", "(brak)", "10 000 zł"), ("stan", "lista rezerwowa", "dotacja")]

    with_kept = desk.press(page, "zapisz", {f"we{kept.pk}-zostaw": "on"})
    done = desk.confirm(with_kept)

    assert said(done)[0].startswith("Wczytano plik „wyniki.xlsx”. Oferty: 1 nowa, 1 zmieniona, 1 usunięta.")
    assert [row.bidder for row in closed.results.all()] == [SECOND["bidder"], "Nowy klub", THIRD["bidder"]]


def test_corrected_spelling_of_a_bidder_with_the_same_number_is_a_change_and_no_new_offer(desk):
    desk.take(sheet_of(OFFER))

    page = desk.send(sheet_of(OFFER | {"bidder": "Klub Abstynenta Odnowa w Lesznie"}))

    assert states(page) == {"zmienione": 1}


def test_what_changed_since_the_preview_was_shown_is_shown_again_first(desk, closed):
    page = desk.send(sheet_of(OFFER))
    desk.post("results", desk.fields({"n1": TYPED}) | {"zapisz": "1"})

    refused = desk.confirm(page)

    assert said(refused) == ["Wyniki albo poprawki zmieniły się, odkąd pokazano podgląd. Sprawdź go jeszcze raz."]
    assert len(stored(closed)) == 1


def test_second_of_two_who_confirm_at_once_is_told(desk, closed):
    page = desk.send(sheet_of(OFFER))
    fields = fields_of(page) | {"co": "zatwierdz"}
    desk.client.post(page.request["PATH_INFO"], fields)

    second = desk.client.post(page.request["PATH_INFO"], fields, follow=True)

    assert said(second)[-1] == "Ten plik już zapisano."
    assert len(stored(closed)) == 1


def test_discarded_file_is_gone_and_the_offers_stay(desk, closed):
    desk.take(sheet_of(SECOND))
    desk.send(sheet_of(OFFER))
    upload = desk.upload

    asked = desk.get("results_import_discard", upload.pk)
    gone = desk.post("results_import_discard", {}, upload.pk)

    assert asked.context["upload"] == upload
    assert said(gone) == ["Wyrzucono plik „wyniki.xlsx”. Wyniki się nie zmieniły."]
    assert not ResultsImport.objects.filter(pk=upload.pk).exists()
    assert len(stored(closed)) == 1


# ── Refused ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_file_that_cannot_be_read_is_told_beside_the_field_and_not_kept(desk):
    page = desk.send(b"%PDF-1.7", "wyniki.pdf")

    assert page.context["form"].errors == {
        "plik": ["„wyniki.pdf” to plik PDF. Wyniki można wczytać z pliku .xlsx albo .csv."]
    }
    assert ResultsImport.objects.count() == 0


def test_missing_file_is_asked_for(desk):
    assert desk.post("results_import", {}).context["form"].errors == {"plik": ["Wybierz plik."]}


def test_sheet_sent_while_the_call_is_open_is_refused(desk, on_day):
    on_day(dt.date(2023, 12, 21))

    page = desk.send(sheet_of(OFFER))

    assert plain(said(page)[0]).startswith("Nabór kończy się: piątek, 22 grudnia 2023 r., godz. 12:00.")
    assert ResultsImport.objects.count() == 0


def test_file_of_another_department_does_not_exist(client, desk, official, on_day):
    on_day(dt.date(2023, 12, 1))
    other = announced(official, department=Department.objects.get(slug="mopr"))
    on_day(dt.date(2024, 1, 15))
    desk.send(sheet_of(OFFER))
    own = desk.upload

    pages = ("results_import_preview", "results_import_discard", "results_import_file")
    assert [client.get(address(page, other, own.pk)).status_code for page in pages] == [404] * 3


def test_auditor_sees_the_preview_and_cannot_change_it(client, desk, auditor):
    desk.send(sheet_of(OFFER))
    client.force_login(auditor)

    page = desk.preview()

    assert (states(page), page.context["may_edit"]) == ({"nowe": 1}, False)
    assert desk.client.post(page.request["PATH_INFO"], {"co": "zapisz"}).status_code == 403


def test_preview_asks_the_database_the_same_for_one_row_and_for_fifty(desk):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            desk.preview()
        return len(captured)

    counted = []
    for number in (1, 50):
        desk.send(sheet_of(*(OFFER | {"bidder": f"Klub {n}"} for n in range(number))))
        desk.preview()
        counted.append(queries())

    assert counted[0] == counted[1]


# ── The template ────────────────────────────────────────────────────────────────────────────────────────────────────

DANGEROUS = '=HYPERLINK("https://zly.example","kliknij")'


def test_template_is_read_back_as_the_very_offers_it_was_made_of(client, official, own, on_day):
    competition = assessed(official, **own)
    ResultEntry.objects.filter(competition=competition, position=1).update(
        bidder=DANGEROUS, register="krs", register_number="0000123456", points=Decimal("87.25")
    )
    on_day(dt.date(2024, 1, 15))
    desk = ImportDesk(client, competition, official)

    answer = desk.get("results_template")
    page = desk.send(answer.content, "szablon.xlsx")

    assert answer["Content-Disposition"] == 'attachment; filename="wyniki-konkursu-2024-1.xlsx"'
    assert states(page) == {"bez zmian": 3}


def test_no_cell_of_the_template_is_a_formula_and_its_lists_hold_the_states(client, official, own, on_day):
    competition = assessed(official, **own)
    competition.results.update(bidder=DANGEROUS, task_title="@SUMA(1)", reason="-1+1", register_number="+48")
    Competition.objects.filter(pk=competition.pk).update(title="=1+1")
    desk = ImportDesk(client, competition, official)

    sheet = load_workbook(io.BytesIO(desk.get("results_template").content)).active

    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    lists = [validation.formula1 for validation in sheet.data_validations.dataValidation]
    assert (
        '"dotacja,lista rezerwowa,bez dotacji,odrzucona z przyczyn formalnych,wycofana,rezygnacja z dotacji"' in lists
    )


def test_empty_template_has_every_heading_the_portal_reads(desk):
    content = desk.get("results_template").content
    workbook = load_workbook(io.BytesIO(content))
    workbook.active.append([1, "Klub", "KRS", "0000123456", "Zadanie", 80, 1000, 500, "dotacja", None])
    filled = io.BytesIO()
    workbook.save(filled)

    (row,) = read_results(read_sheet(filled.getvalue(), "a.xlsx")).rows

    assert (row.problems, row.values["granted"], row.values["register_number"]) == ({}, Decimal(500), "0000123456")


def test_sheet_that_is_too_wide_is_refused_at_once(desk):
    wide = xlsx_of(lambda sheet: sheet.cell(1, 301, "x"))

    told = desk.send(wide).context["form"].errors["plik"]

    assert told == ["Wiersz 1: Tabela ma więcej niż 300 kolumn, a więcej wczytać nie można."]
