"""Files that are not what they should be, sent in on the desk: each is answered in Polish, and the schedule stays."""

import pytest

from competitions.models import Schedule, ScheduleImport
from tests.competitions.importing_desk import Desk, errors
from tests.competitions.sources import everything_stored
from tests.competitions.test_importing_broken import BROKEN, NOT_WHOLE

pytestmark = pytest.mark.django_db

# What the desk reads although the command refuses it: a preview is there to mend it.
SHOWN = {"half.html", "other.csv"}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_refused_on_the_upload_page_or_waits_for_corrections(client, coordinator, name):
    make, message = BROKEN[name]
    desk = Desk(client, Schedule.objects.create(year=2024, title="Harmonogram"), coordinator)
    before = everything_stored()

    page = desk.send(make(), name)

    assert page.status_code == 200
    if ScheduleImport.objects.exists():
        assert name in SHOWN
        desk.client.post(desk.preview_url(), {"co": "zatwierdz"}, follow=True)
        assert desk.upload.saved_at is None
        ScheduleImport.objects.all().delete()
    elif message == NOT_WHOLE:
        assert len(errors(page)) == 1
    else:
        assert errors(page) == [message.format(name=name, ending=name.rpartition(".")[2])]
    assert everything_stored() == before


def test_list_of_tasks_is_told_from_a_schedule(client, schedule, coordinator, settings):
    desk = Desk(client, schedule, coordinator)
    tasks = settings.BASE_DIR / "fixtures" / "documents" / "zadania-priorytetowe-2023.txt"

    page = desk.send(tasks.read_bytes(), "zadania.txt")

    assert [error.partition(": „")[0] for error in errors(page)] == [
        "Wiersz 5: To nie jest harmonogram, tylko inny dokument"
    ]
