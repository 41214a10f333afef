"""What bin/run makes of an empty checkout."""

import io
import re

import pytest
from django.core.management import CommandError, call_command

from competitions.models import PublicTaskSphere, Schedule, ScheduleDocument
from leszno_ngo.choices import DocumentState
from leszno_ngo.models import Department, SourceDocument, User


def set_up():
    """What the command prints."""
    output = io.StringIO()
    call_command("setup_preview", stdout=output)
    return output.getvalue()


@pytest.mark.django_db
def test_an_empty_checkout_becomes_a_portal_on_the_five_documents():
    set_up()

    assert PublicTaskSphere.objects.count() == 40
    assert sorted(SourceDocument.objects.values_list("name", flat=True)) == [
        "harmonogram-2024.txt",
        "lomza-cele-spoleczne-2010.txt",
        "strategia-rozwoju-zadanie.txt",
        "strategia-spoleczna-2017-2023.txt",
        "zadania-priorytetowe-2023.txt",
    ]
    schedule = Schedule.objects.released().get()
    assert (schedule.year, schedule.edition, schedule.released_by.username) == (2024, 1, "koordynator")
    assert [(working.year, working.edition) for working in Schedule.objects.working()] == [(2024, 2)]
    assert ScheduleDocument.objects.get(schedule=schedule).state == DocumentState.QUEUED


@pytest.mark.django_db
def test_the_printed_password_opens_the_desk(client):
    name, password = re.search(r"Konto koordynatora: (\S+), hasło: (\S+) ", set_up()).groups()

    answer = client.post("/admin/login/?next=/admin/", {"username": name, "password": password})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
    assert User.objects.get().is_coordinator


@pytest.mark.django_db
def test_a_second_set_up_changes_nothing_and_prints_nothing():
    set_up()
    Department.objects.filter(slug="mopr").update(phone="65 529 00 00")
    before = list(Schedule.objects.values_list("edition", "released_at"))

    assert set_up() == ""
    assert list(Schedule.objects.values_list("edition", "released_at")) == before
    assert Department.objects.get(slug="mopr").phone == "65 529 00 00"
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_production_is_not_set_up_as_a_preview(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError) as refusal:
        set_up()

    assert str(refusal.value) == "To polecenie przygotowuje podgląd; przy PRODUCTION=1 dane wprowadza urząd."
