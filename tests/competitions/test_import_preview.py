"""A document on the desk: preview, corrections, confirmation; nothing is stored before the last."""

import pytest
from django.contrib.auth import get_user_model
from model_bakery import baker

from competitions.choices import PlanKind, PlanSource
from competitions.models import Schedule, ScheduleEntry, ScheduleImport, ScheduleSection
from leszno_ngo.choices import Role
from leszno_ngo.models import Department, SourceDocument
from tests.competitions import formats
from tests.competitions.importing_desk import Desk, errors, rows, said, states, words_on
from tests.competitions.sources import SCHEDULE_2024, everything_stored

pytestmark = pytest.mark.django_db

FILES = {
    "harmonogram.docx": formats.schedule_in_word,
    "harmonogram.xlsx": formats.schedule_in_excel,
    "średnik.csv": formats.schedule_in_csv,
    "przecinek.csv": lambda: formats.schedule_in_csv(","),
    "windows.csv": lambda: formats.schedule_in_csv(encoding="cp1250"),
    "bom.csv": lambda: formats.schedule_in_csv(encoding="utf-8-sig"),
    "strona.html": formats.schedule_in_html,
    "tekst.md": SCHEDULE_2024.read_bytes,
}


@pytest.fixture
def schedule(lists):
    return Schedule.objects.create(year=2024, title="Harmonogram na 2024 rok")


@pytest.fixture
def coordinator():
    return baker.make(get_user_model(), username="koordynator", is_staff=True, role=Role.COORDINATOR)


@pytest.fixture
def desk(client, schedule, coordinator):
    return Desk(client, schedule, coordinator)


def plan_of(schedule):
    fields = ["section__heading", "position", "area__slug", "area_text", "number", "title", "plan_text", "plan_kind"]
    plan = ["plan_unit", "plan_start", "plan_end", "plan_source", "inherited_from__title", "legal_basis"]
    return list(ScheduleEntry.objects.of([schedule]).values_list(*fields, *plan))


@pytest.mark.parametrize("name", FILES)
def test_real_schedule_in_every_format_gives_the_same_45_rows(desk, schedule, name):
    page = desk.send(FILES[name](), name, "calosc")

    assert states(page) == {"nowe": 45}
    assert said(desk.confirm(page)) == [f"Wczytano plik „{name}”. Pozycje: 45 nowych."]
    assert len(plan_of(schedule)) == 45
