"""How far a document on the desk reaches: the parts it names, one part, the whole; one's own parts and no others."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from model_bakery import baker

from competitions import tables
from competitions.importing import uploads
from competitions.importing.previewing import NO_DEPARTMENT
from competitions.models import PriorityArea, PriorityTask, Schedule, ScheduleEntry, ScheduleImport, ScheduleSection
from leszno_ngo.choices import Role
from leszno_ngo.models import Department, SourceDocument
from tests.competitions.importing_desk import Desk, errors, said, states
from tests.competitions.sources import NOW, everything_stored, take_schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(lists):
    """The working edition with the real 45 rows, taken over by the command."""
    take_schedule()
    return Schedule.objects.get()


@pytest.fixture
def section(taken):
    return taken.sections.get(departments__slug="biuro-ds-uzaleznien")


@pytest.fixture
def official(section):
    user = baker.make(get_user_model(), username="urzednik", is_staff=True, role=Role.OFFICIAL)
    user.departments.set(section.departments.all())
    return user


@pytest.fixture
def desk(client, taken, coordinator):
    return Desk(client, taken, coordinator)


@pytest.fixture
def own_desk(client, taken, official):
    return Desk(client, taken, official)


def document_of(section, *, without_heading=False, changes=None):
    """A part's rows as its department would send them: heading, areas and rows; `changes`: {title: term}."""
    lines, area = [] if without_heading else [f"<b>{section.heading}</b>"], None
    for entry in section.entries.order_by("position"):
        if entry.area_text and entry.area_text != area and entry.title != entry.area_text:
            lines.append(f"<i>{entry.area_text}</i>")
            area = entry.area_text
        number = f"{entry.number}) " if entry.number else ""
        term = (changes or {}).get(entry.title, entry.plan_text)
        lines.append(f"{number}{entry.title}\t{term}")
    return "\n".join(lines).encode()


def everything_outside(section):
    rows = ScheduleEntry.objects.exclude(section=section).order_by("pk").values()
    tasks = PriorityTask.objects.exclude(entries__section=section).order_by("pk").values()
    return list(rows), list(tasks), list(ScheduleSection.objects.exclude(pk=section.pk).order_by("pk").values())


# ── Parts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_departments_document_touches_nothing_of_other_parts(desk, section):
    before, first = everything_outside(section), section.entries.first()

    page = desk.send(document_of(section, changes={first.title: "maj 2024"}), "nasze.md")
    assert states(page) == {"zmienione": 1, "bez zmian": section.entries.count() - 1}
    desk.confirm(page)

    first.refresh_from_db()
    assert first.plan_text == "maj 2024"
    assert everything_outside(section) == before


def test_documents_own_rows_again_change_nothing(desk, section):
    before = everything_stored()

    done = desk.take(document_of(section), "nasze.md")

    assert said(done) == ["Plik „nasze.md” niczego nie zmienia: wszystkie jego pozycje są już w harmonogramie."]
    assert everything_stored() == before


def test_table_that_names_no_department_belongs_to_the_part_that_was_chosen(desk, section):
    before, area = everything_outside(section), section.entries.first().area
    rows = [f"{entry.number};{entry.title};maj 2024" for entry in section.entries.order_by("position")]
    content = "\n".join(["Lp.;Zadanie;Termin", *rows]).encode()

    page = desk.send(content, "tabela.csv", f"czesc-{section.pk}")
    (question,) = page.context["questions"].questions
    assert question.message == "Plik nie podaje obszaru tych wierszy. Wskaż go tutaj albo przy każdym wierszu osobno."
    page = desk.press(page, "zapisz", {question.key: str(area.pk)})
    desk.confirm(page)

    assert set(section.entries.values_list("plan_text", flat=True)) == {"maj 2024"}
    assert everything_outside(section) == before


def test_table_that_names_no_department_is_told_to_choose_its_part(desk):
    csv = desk.send(b"Lp.;Zadanie;Termin\n1;porady;maj 2024", "tabela.csv")
    text = desk.send(b"1) porady\tmaj 2024", "tabela.txt")

    assert errors(csv)[0].endswith("Jeśli to tabela jednego wydziału, wybierz jego część w polu „Co obejmuje plik”.")
    assert text.context["general"] == [NO_DEPARTMENT]


def test_file_kept_with_the_part_is_the_file_that_was_sent(desk, section):
    first = section.entries.first()
    content = document_of(section, changes={first.title: "maj 2024"})
    desk.take(content, "nasze pismo.md")
    section.refresh_from_db()

    answer = desk.client.get(reverse("admin:competitions_schedulesection_source", args=[section.pk]))

    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="nasze pismo.md"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert (section.source.is_public, section.schedule.source.name) == (False, "harmonogram-2024.txt")


def test_confirmation_falls_with_a_record_when_the_part_changes_and_only_then(desk, section, coordinator):
    other = ScheduleSection.objects.exclude(pk=section.pk).first()
    for part in (section, other):
        part.confirmed_at, part.confirmed_by = NOW, coordinator
        part.save()

    desk.take(document_of(section, changes={section.entries.first().title: "maj 2024"}), "nasze.md")
    section.refresh_from_db()
    other.refresh_from_db()

    assert (section.confirmed_at, other.confirmed_at) == (None, NOW)
    newest = section.history.latest("history_id")
    assert (newest.confirmed_at, newest.history_change_reason) == (None, "wczytano plik nasze.md")
    assert newest.history_user == coordinator


def test_changed_row_leaves_one_record_with_the_files_name_and_the_person(desk, section, coordinator):
    first = section.entries.first()
    records = first.history.count()

    desk.take(document_of(section, changes={first.title: "maj 2024"}), "nasze.md")

    newest = first.history.latest("history_id")
    assert first.history.count() == records + 1
    assert (newest.history_type, newest.history_change_reason, newest.history_user) == (
        "~",
        "wczytano plik nasze.md",
        coordinator,
    )


def test_number_of_another_parts_row_in_the_same_area_is_a_problem(desk, taken):
    entry = ScheduleEntry.objects.filter(number=1).exclude(area_text="").order_by("section__position")[0]
    other = taken.sections.exclude(pk=entry.section_id).first()
    content = f"<b>{other.heading}</b>\n<i>{entry.area_text}</i>\n1) zupełnie inne zadanie\tmaj 2024".encode()

    page = desk.send(content, "nasze.md")

    assert [problem.message for problem in page.context["comparison"].problems] == [
        f"numer „1” w obszarze „{entry.area}” ma już pozycja części „{entry.section}”."
    ]


# ── Names that the portal does not know ─────────────────────────────────────────────────────────────────────────────


NEW_PART = "<b>WYDZIAŁ NOWYCH SPRAW</b>\n<i>Zadania z dziedziny kosmosu, w tym:</i>\n1) loty\tmaj 2024"


def test_new_department_and_area_are_asked_for_and_made_only_when_said_so(desk):
    page = desk.send(NEW_PART.encode(), "nowe.md")
    (department,) = page.context["questions"].questions
    assert (department.words, dict(department.options)["new"]) == ("WYDZIAŁ NOWYCH SPRAW", "utwórz nowy wydział")

    page = desk.press(page, "zapisz", {department.key: "new"})
    area = page.context["questions"].questions[-1]
    assert dict(area.options)["new"] == "utwórz nowy obszar"
    page = desk.press(page, "zapisz", {area.key: "new"})
    assert Department.objects.filter(name="WYDZIAŁ NOWYCH SPRAW").count() == 0
    desk.confirm(page)

    made = ScheduleEntry.objects.get(title="loty")
    assert made.area.name == "Zadania z dziedziny kosmosu, w tym:"
    assert [department.name for department in made.section.departments.all()] == ["WYDZIAŁ NOWYCH SPRAW"]
    assert made.task.number == 1


def test_unknown_names_can_be_those_of_known_ones(desk, section):
    page = desk.send(NEW_PART.encode(), "nowe.md")
    (department,) = page.context["questions"].questions
    page = desk.press(page, "zapisz", {department.key: str(section.departments.get().pk)})
    area = page.context["questions"].questions[-1]
    development = PriorityArea.objects.order_by("pk").last()
    page = desk.press(page, "zapisz", {area.key: str(development.pk)})
    desk.confirm(page)

    assert list(section.entries.values_list("title", "area__slug")) == [("loty", development.slug)]
    assert development.wordings.filter(text="Zadania z dziedziny kosmosu, w tym:").exists()


# ── Officials ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_official_reads_in_a_document_of_the_own_part(own_desk, section):
    first = section.entries.first()

    own_desk.take(document_of(section, changes={first.title: "maj 2024"}), "nasze.md")

    first.refresh_from_db()
    assert first.plan_text == "maj 2024"


def test_official_may_choose_own_parts_only_and_never_the_whole(own_desk, section, taken):
    page = own_desk.client.get(own_desk.upload_url)
    other = taken.sections.exclude(pk=section.pk).first()

    assert [value for value, _ in page.context["form"].fields["zakres"].choices] == [
        "wymienione",
        f"czesc-{section.pk}",
    ]
    for reach in ("calosc", f"czesc-{other.pk}"):
        assert own_desk.send(document_of(section), "a.md", reach).context["form"].errors == {
            "zakres": ["Wybierz z listy, co obejmuje plik."]
        }
    assert ScheduleImport.objects.count() == 0


def test_rows_of_other_parts_are_asked_for_and_can_be_left_out(own_desk, section, taken):
    other = taken.sections.exclude(pk=section.pk).first()
    before = everything_outside(section)
    content = document_of(section, changes={section.entries.first().title: "maj 2024"})

    page = own_desk.send(content + b"\n" + document_of(other, changes={other.entries.first().title: "x"}), "a.md")
    (question,) = page.context["questions"].questions
    assert question.words == other.heading
    assert question.options == ((str(section.pk), f"to część „{section.heading}”"), ("skip", "pomiń te wiersze"))
    own_desk.confirm(page)
    assert section.entries.first().plan_text != "maj 2024"

    page = own_desk.press(own_desk.preview(), "zapisz", {question.key: "skip"})
    own_desk.confirm(page)

    assert section.entries.first().plan_text == "maj 2024"
    assert everything_outside(section) == before


def test_official_makes_no_department_and_no_area(own_desk):
    page = own_desk.send(NEW_PART.encode(), "nowe.md")

    assert [
        value for question in page.context["questions"].questions for value, _ in question.options if value == "new"
    ] == []


def test_another_officials_upload_and_parts_do_not_exist(client, desk, section, taken, django_user_model):
    desk.send(document_of(section), "nasze.md")
    upload, other = desk.upload, taken.sections.exclude(pk=section.pk).first()
    stranger = baker.make(django_user_model, username="obcy", is_staff=True, role=Role.OFFICIAL)
    stranger.departments.set(other.departments.all())
    client.force_login(stranger)
    args = [taken.pk, upload.pk]
    names = [
        "competitions_schedule_import_preview",
        "competitions_schedule_import_discard",
        "competitions_schedule_import_file",
    ]

    answers = [client.get(reverse(f"admin:{name}", args=args)).status_code for name in names]
    answers += [client.post(reverse(f"admin:{name}", args=args)).status_code for name in names]
    waiting = client.get(desk.upload_url).context["waiting"]

    assert answers == [404] * 6
    assert list(waiting) == []
    assert client.get(reverse("admin:competitions_schedulesection_source", args=[section.pk])).status_code == 404
    assert client.get(reverse("admin:competitions_schedule_source", args=[taken.pk])).status_code == 404
    assert ScheduleImport.objects.count() == 1


def test_who_has_no_part_in_the_edition_finds_no_upload_page(client, taken, django_user_model):
    for role in (Role.OFFICIAL, Role.AUDITOR):
        client.force_login(baker.make(django_user_model, username=role, is_staff=True, role=role))
        assert client.get(reverse("admin:competitions_schedule_import", args=[taken.pk])).status_code == 404


def test_auditor_reads_a_preview_and_changes_nothing(client, desk, section, django_user_model):
    desk.send(document_of(section), "nasze.md")
    auditor = baker.make(django_user_model, username="audytor", is_staff=True, role=Role.AUDITOR)
    client.force_login(auditor)

    page = desk.preview()
    client.post(desk.preview_url(), {"co": "zatwierdz", "wiersze": "9", "w9-pomin": "on"})

    assert (states(page), page.context["may_edit"]) == ({"bez zmian": section.entries.count()}, False)
    assert (desk.upload.saved_at, desk.upload.corrections) == (None, {})


def test_released_edition_takes_no_document(desk, section, taken):
    desk.send(document_of(section), "nasze.md")
    taken.released_at = timezone.now()
    taken.save()

    assert desk.client.get(desk.upload_url).status_code == 404
    assert desk.client.get(desk.preview_url(), follow=True).redirect_chain[0][0] == reverse(
        "admin:competitions_schedule_change", args=[taken.pk]
    )


# ── Meanwhile ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_part_that_changed_since_the_preview_is_shown_again_instead_of_overwritten(desk, section):
    first = section.entries.first()
    page = desk.send(document_of(section, changes={first.title: "maj 2024"}), "nasze.md")
    ScheduleEntry.objects.filter(pk=first.pk).update(note="", title="zmieniony w tabeli")

    done = desk.confirm(page)

    assert said(done) == ["Harmonogram albo poprawki zmieniły się, odkąd pokazano podgląd. Sprawdź go jeszcze raz."]
    first.refresh_from_db()
    assert first.title == "zmieniony w tabeli"


def test_of_two_who_confirm_one_file_one_is_told(desk, section, coordinator):
    page = desk.send(document_of(section, changes={section.entries.first().title: "maj 2024"}), "nasze.md")
    upload, fingerprint = desk.upload, page.context["comparison"].fingerprint
    uploads.confirm(upload, by=coordinator, fingerprint=fingerprint, now=NOW)

    with pytest.raises(uploads.Taken):
        uploads.confirm(upload, by=coordinator, fingerprint=fingerprint, now=NOW)
    assert said(desk.confirm(page)) == ["Ten plik już zapisano."]
    assert SourceDocument.objects.filter(name="nasze.md").count() == 1


def test_waiting_file_is_thrown_away_after_being_asked_from_the_disk_too(
    desk, section, django_capture_on_commit_callbacks
):
    desk.send(document_of(section), "nasze.md")
    upload = desk.upload
    url = reverse("admin:competitions_schedule_import_discard", args=[desk.schedule.pk, upload.pk])
    assert [each.name for each, *_ in desk.client.get(desk.upload_url).context["waiting"]] == ["nasze.md"]

    assert desk.client.get(url).status_code == 200
    assert ScheduleImport.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        done = desk.client.post(url, follow=True)

    assert said(done) == ["Wyrzucono plik „nasze.md”. Harmonogram się nie zmienił."]
    assert (ScheduleImport.objects.count(), upload.file.storage.exists(upload.file.name)) == (0, False)


def test_saved_file_stays_and_the_waiting_copy_goes(desk, section, django_capture_on_commit_callbacks):
    page = desk.send(document_of(section, changes={section.entries.first().title: "maj 2024"}), "nasze.md")
    waiting = desk.upload.file

    with django_capture_on_commit_callbacks(execute=True):
        desk.confirm(page)

    kept = SourceDocument.objects.get(name="nasze.md").file
    assert (kept.storage.exists(waiting.name), kept.storage.exists(kept.name)) == (False, True)
    assert kept.name == f"dokumenty/{desk.upload.sha256}.md"


def test_as_many_queries_for_a_page_of_the_large_document_as_for_the_small(
    desk, section, django_assert_max_num_queries
):
    large = [f"{section.heading};Zadania z kosmosu, w tym:;{n};zadanie {n};maj 2024" for n in range(1, 1000)]
    desk.send("\n".join(["Wydział;Obszar;Lp.;Zadanie;Termin", *large[:5]]).encode(), "mały.csv")
    first = desk.upload
    desk.send("\n".join(["Wydział;Obszar;Lp.;Zadanie;Termin", *large]).encode(), "duży.csv")
    with django_assert_max_num_queries(40) as few:
        desk.preview(upload=first)

    with django_assert_max_num_queries(len(few.captured_queries)):
        desk.preview(upload=desk.upload)


def test_preview_of_a_get_writes_nothing(desk, section):
    desk.send(document_of(section), "nasze.md")
    before = everything_stored()

    desk.preview()
    desk.client.get(desk.upload_url)

    assert everything_stored() == before


def test_spreadsheet_that_the_portal_gives_goes_back_in_and_changes_nothing(desk, taken):
    sections = taken.sections.with_entries(ScheduleEntry.objects.for_pages(NOW.date()))
    content = tables.schedule_workbook(taken, sections)
    before = everything_stored()

    page = desk.send(content, "harmonogram.xlsx")
    assert states(page) == {"bez zmian": 45}
    desk.confirm(page)

    assert everything_stored() == before
