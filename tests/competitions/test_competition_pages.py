"""A competition's page and the list of competitions, on competitions made through the office's acts."""

import pytest
from django.contrib.auth import get_user_model
from model_bakery import baker

from leszno_ngo.choices import Role
from tests.competitions import drafts
from tests.competitions.calls import moment
from tests.competitions.test_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return baker.make(
        get_user_model(), username="anowak", first_name="Anna", last_name="Nowak", is_staff=True, role=Role.COORDINATOR
    )


@pytest.fixture
def at(monkeypatch, settings):
    """Sets the portal's moment."""

    def set_moment(words):
        now = moment(words)
        settings.PORTAL_DATE = now.date()
        monkeypatch.setattr("leszno_ngo.clock.real_now", lambda: now)

    set_moment("2023-12-19 08:00")
    return set_moment


def page_of(client, competition):
    response = client.get(competition.get_absolute_url())
    assert response.status_code == 200
    return text_of(response).replace("\N{NO-BREAK SPACE}", " ")


def test_state_and_deadline_come_first_in_words_with_the_days_left(client, anna, at):
    page = page_of(client, drafts.announced(anna, generator_url="https://leszno.engo.org.pl/konkurs/1"))

    start = page.index("Konkurs 1/2024")
    assert page[start:].startswith(
        "Konkurs 1/2024 trwa nabór Prowadzenie klubów abstynenckich w 2024 roku Oferty można składać do: "
        "piątek, 22 grudnia 2023 r., godz. 12:00 Zostały 3 dni, z tym terminem włącznie. "
        "Podpisane potwierdzenie oferty złóż do: piątek, 22 grudnia 2023 r., godz. 15:30 Złóż ofertę w generatorze"
    )
