"""A document on the desk: preview, corrections, confirmation; nothing of it is in the schedule before the last."""

import datetime as dt

import pytest
from django.db import transaction

from competitions.choices import PlanKind, PlanSource
from competitions.models import Schedule, ScheduleEntry, ScheduleImport
from tests.competitions import formats
from tests.competitions.importing_desk import Desk, errors, rows, said, states, words_on
from tests.competitions.sources import SCHEDULE_2024, altered, everything_stored, lines_of, take_schedule

pytestmark = pytest.mark.django_db

FILES = {
    "harmonogram.docx": formats.schedule_in_word,
    "harmonogram.xlsx": formats.schedule_in_excel,
    "średnik.csv": formats.schedule_in_csv,
    "przecinek.csv": lambda: formats.schedule_in_csv(","),
    "powtórzone.csv": lambda: formats.schedule_in_csv(repeat=True),
    "windows.csv": lambda: formats.schedule_in_csv(encoding="cp1250"),
    "bom.csv": lambda: formats.schedule_in_csv(encoding="utf-8-sig"),
    "strona.html": formats.schedule_in_html,
    "tekst.md": SCHEDULE_2024.read_bytes,
    "tekst.txt": SCHEDULE_2024.read_bytes,
}


def text(replace=None, *more):
    """The real schedule as a text, with lines altered or added."""
    return "\n".join([*altered(SCHEDULE_2024, replace or {}), *more]).encode()


@pytest.fixture
def desk(client, schedule, coordinator):
    return Desk(client, schedule, coordinator)


def plan_of(schedule):
    fields = ["section__heading", "position", "area__slug", "area_text", "number", "title", "plan_text", "plan_kind"]
    plan = ["plan_unit", "plan_start", "plan_end", "plan_source", "inherited_from__title", "legal_basis", "task__title"]
    rows = ScheduleEntry.objects.of([schedule]).order_by("section__position", "position").values_list(*fields, *plan)
    # Windows-1250 has no hyphen that does not break.
    return [tuple(value.replace("‑", "-") if isinstance(value, str) else value for value in row) for row in rows]


def plan_of_the_command():
    with transaction.atomic():
        take_schedule()
        plan = plan_of(Schedule.objects.get())
        transaction.set_rollback(True)
    return plan


def entry(number, **where):
    return ScheduleEntry.objects.get(number=number, **where)


# ── The same rows from every format ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", FILES)
def test_real_schedule_in_every_format_gives_the_rows_of_the_command_and_a_second_time_changes_nothing(
    desk, schedule, name
):
    expected = plan_of_the_command()

    page = desk.send(FILES[name](), name, "calosc")
    assert (states(page), ScheduleEntry.objects.count()) == ({"nowe": 45}, 0)
    done = desk.confirm(page)

    assert said(done) == [f"Wczytano plik „{name}”. Pozycje: 45 nowych."]
    assert plan_of(schedule) == expected
    schedule.refresh_from_db()
    assert (schedule.as_of, schedule.source.name) == (dt.date(2023, 11, 30), name)

    before = everything_stored()
    page = desk.send(FILES[name](), name, "calosc")
    assert states(page) == {"bez zmian": 45}
    done = desk.confirm(page)

    assert said(done) == [f"Plik „{name}” niczego nie zmienia: wszystkie jego pozycje są już w harmonogramie."]
    assert everything_stored() == before


def test_file_of_parts_changes_the_schedule_as_the_whole_does_when_it_names_all_of_them(desk, schedule):
    desk.take(text(), "a.md", "wymienione")
    desk.schedule.refresh_from_db()

    assert [row[:4] for row in plan_of(schedule)] == [row[:4] for row in plan_of_the_command_beside(schedule)]
    assert (schedule.title, schedule.as_of, schedule.source) == ("Harmonogram na 2024 rok", None, None)


def plan_of_the_command_beside(schedule):
    with transaction.atomic():
        Schedule.objects.filter(pk=schedule.pk).delete()
        plan = plan_of_the_command()
        transaction.set_rollback(True)
    return plan


# ── What the preview says ───────────────────────────────────────────────────────────────────────────────────────────


def test_preview_says_line_words_what_was_understood_and_how_sure_that_is(desk):
    shown = rows(desk.send(text(), "a.md", "calosc"))

    assert (shown["9"].printed, shown["9"].entry.plan_words, shown["9"].sureness.value) == (
        lines_of(SCHEDULE_2024)[8],
        "grudzień 2023 r.",
        "odczytany dosłownie",
    )
    assert shown["75"].sureness.value == "przejęty z wiersza wyżej"
    assert (shown["75"].entry.plan_start, shown["75"].entry.plan_end) == (dt.date(2024, 7, 1), dt.date(2024, 12, 31))


@pytest.mark.parametrize(
    ("words", "sure"),
    [
        ("marzec", "rok przyjęty z harmonogramu"),
        ("kiedyś", "nie odczytano"),
        ("maj 2029", "wątpliwe"),
        ("", "puste pole, bez terminu"),
    ],
)
def test_doubtful_terms_are_told_apart(desk, words, sure):
    shown = rows(desk.send(text({9: f"1) pomoc\t{words}"}), "a.md", "calosc"))

    assert shown["9"].sureness.value == sure


def test_terms_that_were_not_read_come_with_what_they_may_mean(desk):
    page = desk.send(text({9: "1) pomoc\tkwiecień lub maj 2024"}), "a.md", "calosc")

    assert rows(page)["9"].suggestions != []
    assert f"Może chodzi o: {', '.join(rows(page)['9'].suggestions)}." in words_on(page)


def test_preview_tells_new_changed_gone_and_same_rows_apart(desk):
    desk.take(text(), "a.md", "calosc")

    page = desk.send(
        text(
            {
                9: None,
                10: "2) opieka nad dziećmi, ich wychowanie i socjalizacja w Domu Dziecka\tStyczeń 2024",
                35: "8) pomoc ofiarom przemocy domowej\tGrudzień 2023\n9) nowe zadanie\tMaj 2024",
                39: None,
            }
        ),
        "b.md",
        "calosc",
    )

    assert states(page) == {"nowe": 1, "zmienione": 1, "znikną": 2, "bez zmian": 42}
    changed = rows(desk.preview("?pokaz=zmienione"))["9"]
    assert [(d.label, d.before, d.after) for d in changed.differences] == [
        ("słowa terminu", "Grudzień 2023", "Styczeń 2024"),
        ("termin", "grudzień 2023 r.", "styczeń 2024 r."),
    ]
    assert [row.gone.number for row in rows(desk.preview("?pokaz=znikna")).values()] == [1, 9]


def test_row_that_stays_the_same_shows_no_difference(desk):
    desk.take(text(), "a.md", "calosc")

    shown = rows(desk.send(text({5: None}), "b.md", "calosc"))

    assert [row.differences for row in shown.values()] == [[]] * 45


def test_reworded_row_is_the_same_row_by_its_number_and_keeps_its_identity(desk):
    desk.take(text(), "a.md", "calosc")
    before = ScheduleEntry.objects.get(source_line=16)

    desk.take(text({16: "8) pomoc socjalna\tStyczeń 2024"}), "b.md", "calosc")
    after = ScheduleEntry.objects.get(pk=before.pk)

    assert (after.title, after.identity) == ("pomoc socjalna", before.identity)


def test_row_that_would_go_can_stay(desk):
    desk.take(text(), "a.md", "calosc")
    kept = ScheduleEntry.objects.get(source_line=16)
    page = desk.send(text({9: None, 16: None}), "b.md", "calosc")

    page = desk.press(page, "zapisz", {f"we{kept.pk}-zostaw": "on"})
    assert states(page) == {"znikną": 1, "bez zmian": 44}
    desk.confirm(page)

    assert ScheduleEntry.objects.filter(pk=kept.pk).exists()
    assert ScheduleEntry.objects.count() == 44


def test_filter_that_is_no_filter_shows_everything(desk):
    desk.send(text(), "a.md", "calosc")

    assert len(rows(desk.preview("?pokaz=nieznane&strona=abc"))) == 45


# ── Columns that nobody knows ───────────────────────────────────────────────────────────────────────────────────────


def unknown_columns():
    return formats.schedule_in_csv().replace(b"Zadanie;", "Przedsięwzięcie;".encode())


def test_column_that_is_not_known_is_asked_for_and_the_answer_is_kept(desk):
    page = desk.send(unknown_columns(), "a.csv", "calosc")
    assert [field.label for field in page.context["columns"]] == ["Kolumna „Przedsięwzięcie”"]
    assert "comparison" not in page.context

    page = desk.client.post(desk.preview_url(), {"co": "kolumny", "kolumna-0": "task"}, follow=True)

    assert (states(page), desk.upload.columns) == ({"nowe": 45}, {"Przedsięwzięcie": "task"})


def test_columns_cannot_be_left_without_an_answer_or_mean_the_same(desk):
    desk.send(unknown_columns(), "a.csv", "calosc")

    empty = desk.client.post(desk.preview_url(), {"co": "kolumny", "kolumna-0": ""})
    twice = desk.client.post(desk.preview_url(), {"co": "kolumny", "kolumna-0": "term"}, follow=True)

    assert empty.context["columns"].errors == {"kolumna-0": ["Wybierz, co stoi w tej kolumnie, albo „pomiń”."]}
    assert "Dwie kolumny znaczą to samo (termin)." in str(twice.context["refusal"])
    assert len(list(twice.context["columns"])) == 1


def test_columns_can_be_left_out(desk):
    content = (
        formats.schedule_in_csv()
        .replace(b"Termin", b"Termin;Uwagi")
        .replace("Planowany termin ogłoszenia".encode(), b"Termin;Uwagi")
    )
    page = desk.send(content, "a.csv", "calosc")
    assert [field.label for field in page.context["columns"]] == ["Kolumna „Uwagi”"]

    page = desk.client.post(desk.preview_url(), {"co": "kolumny", "kolumna-0": "pomin"}, follow=True)

    assert states(page) == {"nowe": 45}


# ── Corrections ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_rows_are_put_right_in_place(desk):
    page = desk.send(text({9: "1) pomoc\tpo wakacjach"}), "a.md", "calosc")

    page = desk.press(page, "zapisz", {"w9-termin": "wrzesień 2024", "w10-zadanie": "opieka nad dziećmi"})
    assert said(page) == ["Poprawki zapisano. Podgląd pokazuje, co z nich wynika."]
    assert rows(page)["9"].sureness.value == "poprawiony tutaj"
    desk.confirm(page)

    first, second = ScheduleEntry.objects.filter(source_line__in=[9, 10]).order_by("source_line")
    assert (first.plan_text, first.plan_kind, first.plan_source) == (
        "wrzesień 2024",
        PlanKind.PERIOD,
        PlanSource.ENTERED,
    )
    assert second.title == "opieka nad dziećmi"


def test_corrections_survive_and_can_be_taken_back(desk):
    page = desk.send(text(), "a.md", "calosc")
    desk.press(page, "zapisz", {"w9-termin": "maj 2024", "w10-pomin": "on"})
    assert desk.upload.corrections == {"9": {"term": "maj 2024"}, "10": {"left_out": True}}

    page = desk.preview()
    assert states(page) == {"nowe": 44, "pominięte": 1}
    fields = {"w9-termin": lines_of(SCHEDULE_2024)[8].partition("\t")[2].strip(), "w10-pomin": ""}
    page = desk.press(page, "zapisz", fields)

    assert (states(page), desk.upload.corrections) == ({"nowe": 45}, {})


def test_corrections_of_a_file_are_put_right_again_when_it_comes_again(desk):
    page = desk.send(text(), "a.md", "calosc")
    page = desk.press(page, "zapisz", {"w9-termin": "maj 2024", "w10-pomin": "on"})
    desk.confirm(page)
    before = everything_stored()

    page = desk.send(text(), "a.md", "calosc")
    assert states(page) == {"bez zmian": 44, "pominięte": 1}
    desk.confirm(page)

    assert everything_stored() == before


def test_confirming_with_corrections_that_were_not_saved_saves_them_and_asks_again(desk):
    page = desk.send(text(), "a.md", "calosc")

    page = desk.press(page, "zatwierdz", {"w9-termin": "maj 2024"})

    assert said(page) == ["Zapisano poprawki. Sprawdź, co z nich wynika, i zatwierdź jeszcze raz."]
    assert (ScheduleEntry.objects.count(), desk.upload.saved_at) == (0, None)


def test_wrong_answers_are_told_beside_the_field_and_nothing_is_lost(desk):
    page = desk.send(text(), "a.md", "calosc")

    page = desk.press(page, "zapisz", {"w9-numer": "zero", "w10-termin": "maj 2024"})
    form = next(form for form in page.context["forms"] if form.row.key == "9")
    other = next(form for form in page.context["forms"] if form.row.key == "10")

    assert form.errors == {"numer": ["Numer to liczba, np. 3."]}
    assert other["termin"].value() == "maj 2024"
    assert desk.upload.corrections == {}


def test_problem_stops_confirming_until_it_is_put_right_or_left_out(desk):
    page = desk.send(text({9: "1) pomoc", 10: "2) opieka"}), "a.md", "calosc")
    assert states(page)["z problemem"] == 2
    assert [row.problems for row in rows(desk.preview("?pokaz=z-problemem")).values()] == [
        ["zadanie i jego termin musi rozdzielać tabulator, a w wierszu go nie ma."]
    ] * 2
    desk.confirm(page)
    assert ScheduleEntry.objects.count() == 0

    page = desk.press(desk.preview(), "zapisz", {"w9-termin": "maj 2024", "w10-pomin": "on"})
    assert states(page) == {"nowe": 44, "pominięte": 1}
    desk.confirm(page)

    assert ScheduleEntry.objects.count() == 44


def test_line_that_nobody_understands_can_be_said_to_be_a_department(desk):
    lines = ["BIURO PRAWNE", "*Zadania w zakresie kultury, sztuki:*", "1) porady\tMaj 2024"]
    page = desk.send("\n".join(lines).encode(), "a.md")
    assert states(page) == {"z problemem": 3}

    page = desk.press(page, "zapisz", {"w1-co": "heading"})

    assert page.context["comparison"].problems == []
    assert [part.section.heading for part in page.context["comparison"].parts] == ["BIURO PRAWNE"]


def test_row_is_put_into_another_area(desk):
    page = desk.send(text(), "a.md", "calosc")

    page = desk.press(page, "zapisz", {"w9-obszar": "Kultura fizyczna", "w9-numer": "40"})
    assert page.context["comparison"].problems == []
    desk.confirm(page)

    moved = ScheduleEntry.objects.get(source_line=9)
    assert (moved.area.name, moved.number, moved.section.position) == ("Kultura fizyczna", 40, 1)


def test_number_that_is_taken_is_a_problem(desk):
    page = desk.send(text(), "a.md", "calosc")

    page = desk.press(page, "zapisz", {"w10-numer": "1"})

    assert rows(page)["10"].problems == ["numer 1 ma już w tym obszarze wiersz 9."]


def test_pages_of_a_long_document_keep_each_others_corrections(desk):
    more = [f"{n}) zadanie {n}\tMaj 2024" for n in range(1, 160)]
    content = "\n".join(["<b>BIURO PRAWNE</b>", "<i>Zadania w zakresie rozwoju:</i>", *more]).encode()
    page = desk.send(content, "a.md")
    page = desk.press(page, "zapisz", {next(iter(page.context["questions"].fields)): answer_of_first(page)})

    second = desk.press(page, "?strona=2", {"w3-termin": "czerwiec 2024"})
    assert (len(rows(page)), len(rows(second)), second.context["page"].number) == (100, 59, 2)
    third = desk.press(second, "?strona=1", {"w150-termin": "lipiec 2024"})

    assert (third.context["page"].number, rows(third)["3"].words["term"]) == (1, "czerwiec 2024")
    assert {key: said for key, said in desk.upload.corrections.items() if key != "names"} == {
        "3": {"term": "czerwiec 2024"},
        "150": {"term": "lipiec 2024"},
    }


def answer_of_first(page):
    field = next(iter(page.context["questions"].fields.values()))
    return field.choices[1][0]


def test_page_beyond_the_last_is_the_last(desk):
    desk.send(text(), "a.md", "calosc")

    assert desk.preview("?strona=99").context["page"].number == 1


# ── Title, year and what is no schedule ─────────────────────────────────────────────────────────────────────────────


def test_title_is_not_needed_on_the_desk(desk, schedule):
    desk.take(text({5: None}), "a.md", "calosc")
    schedule.refresh_from_db()

    assert (ScheduleEntry.objects.count(), schedule.title) == (45, "Harmonogram na 2024 rok")


@pytest.mark.parametrize(
    "title",
    ["Planowany harmonogram ogłaszania otwartych konkursów ofert w 2025 roku", "Harmonogram wydziału na 2025 r."],
)
def test_document_of_another_year_is_refused(desk, title):
    page = desk.send(text({5: title}), "a.md", "calosc")

    assert errors(page) == ["Wiersz 5: Dokument dotyczy roku 2025, a podano rok 2024."]
    assert ScheduleImport.objects.count() == 0


def test_text_without_rows_is_refused(desk):
    page = desk.send("Dzień dobry,\nharmonogram prześlę jutro.".encode(), "list.txt")

    assert errors(page) == [
        "W pliku „list.txt” nie ma żadnej pozycji harmonogramu: ani zadania z numerem, ani wiersza tabeli."
    ]


def test_upload_without_a_file_says_what_to_do(desk):
    page = desk.client.post(desk.upload_url, {"zakres": "calosc"})

    assert errors(page) == ["Wybierz plik."]
