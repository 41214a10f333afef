"""The exact words of a competition's papers."""

import json
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from competitions import wording
from competitions.choices import FundingForm
from competitions.models import Competition, SimilarTask
from competitions.wording.comparing import lines
from tests.competitions.papers import annul, decide, full_competition

pytestmark = pytest.mark.django_db

KEYS = ["identity", "kind", "money", "rules", "task", "submission", "choice", "similar", "contact", "attachments"]


def words(section):
    """A section's lines, with plain spaces."""
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines(section)]


def section(content, key):
    (found,) = [section for section in content["sections"] if section["key"] == key]
    return words(found)


def test_the_announcement_has_its_seven_points_in_order_and_is_kept_as_json():
    content = wording.announcement_content(full_competition())

    assert [section["key"] for section in content["sections"]] == KEYS
    assert json.loads(json.dumps(content)) == content
    assert [section["heading"][:3] for section in content["sections"][1:8]] == [f"{n}. " for n in range(1, 8)]


def test_dates_and_amounts_are_in_words_of_an_office():
    content = wording.announcement_content(full_competition())

    assert section(content, "submission")[:4] == [
        "Początek naboru: z dniem ogłoszenia",
        "Oferty można składać do: piątek, 22 grudnia 2023 r., godz. 12:00",
        "Podpisane potwierdzenie oferty do: piątek, 22 grudnia 2023 r., godz. 15:30",
        "Dotrzymanie terminu: liczy się data wpływu do urzędu",
    ]
    assert section(content, "money") == [
        "Kwota środków publicznych: 60 000,50 zł",
        "prowadzenie klubów abstynenckich – Rok: 2024, Planowana kwota: 60 000,50 zł",
    ]


def test_point_seven_is_a_table_with_the_statement_of_the_year_without_such_tasks():
    content = wording.announcement_content(full_competition())

    assert section(content, "similar") == [
        "prowadzenie klubów abstynenckich – Rok: 2023, Koszt zadania: 70 000 zł, Przyznana dotacja: 55 000 zł, "
        "Wypłacona dotacja: 54 999,99 zł",
        "W roku poprzednim nie realizowano zadań tego samego rodzaju.",
    ]


def test_criteria_without_points_are_a_list():
    competition = full_competition()
    texts = [criterion.text for criterion in competition.criteria.all()]
    competition.criteria.update(points=None)

    (found,) = [one for one in wording.announcement_content(competition)["sections"] if one["key"] == "choice"]
    (listed,) = [block for block in found["blocks"] if block["type"] == "list"]

    assert [item["words"] for item in listed["items"]] == texts
    assert [block["type"] for block in found["blocks"] if block["type"] == "table"] == []


def test_what_a_draft_leaves_open_is_said_to_be_open():
    draft = full_competition(
        number=None, announced_at=None, total_amount=None, closes_at=None, largest_grant=None, task_kind="", form=""
    )
    SimilarTask.objects.all().delete()
    Competition.objects.update(no_similar_tasks_last_year=False)
    content = wording.announcement_content(Competition.objects.get(pk=draft.pk))

    assert section(content, "kind") == ["nie określono", "Forma zlecenia: nie określono", "Tryb: otwarty konkurs ofert"]
    assert section(content, "money")[0] == "Kwota środków publicznych: nie określono"
    assert section(content, "submission")[1] == "Oferty można składać do: nie określono"
    assert section(content, "similar") == ["nie określono"]
    assert (content["number"], content["issued_on"]) == ("", "")


def test_an_entrusted_task_asks_for_no_money_of_its_own():
    competition = full_competition(form=FundingForm.ENTRUSTMENT, own_contribution_percent=None)

    assert section(wording.announcement_content(competition), "rules")[-2:] == [
        "Najmniejsza dotacja: 5 000 zł",
        "Największa dotacja: 60 000 zł",
    ]


def test_results_tell_each_offer_in_the_table_of_its_state():
    content = wording.results_content(decide(full_competition()))

    assert [section["key"] for section in content["sections"]] == [
        *("identity", "counts", "funded", "reserve", "not_funded", "rejected", "withdrawn", "resigned"),
        *("committee", "reasons"),
    ]
    assert section(content, "funded") == [
        "Klub Abstynenta „Odnowa” – Rejestr i numer: KRS 0000123450, Tytuł zadania: prowadzenie klubów abstynenckich, "
        "Punkty: 71,5, Wnioskowana kwota: 40 000 zł, Przyznana kwota: 40 000 zł"
    ]
    assert section(content, "rejected")[0].endswith("Powód: Ofertę złożono po terminie.")


def test_an_annulment_tells_its_reason_and_the_provision():
    content = wording.annulment_content(annul(full_competition()))

    assert section(content, "annulment") == [
        "Data unieważnienia: 27 grudnia 2023 r.",
        "Powód: nie złożono żadnej oferty",
        "Podstawa prawna: art. 18a ust. 1 pkt 1 ustawy z dnia 24 kwietnia 2003 r. o działalności pożytku publicznego "
        "i o wolontariacie",
        "Złożono: 0 ofert",
        "Wyjaśnienie: Konkurs zostanie ogłoszony ponownie.",
    ]


def test_a_change_is_told_by_the_lines_that_went_and_came():
    competition = full_competition()
    before = wording.announcement_content(competition)
    competition.largest_grant = Decimal(30_000)
    competition.conditions += "\n\nKlub ma stronę."
    after = wording.announcement_content(competition)

    changed = wording.differences(before, after)

    assert [(change.key, change.heading) for change in changed] == [
        ("rules", "3. Zasady przyznawania dotacji"),
        ("task", "4. Terminy i warunki realizacji zadania"),
    ]
    assert [(change.before, change.after) for change in changed] == [
        (
            ("Największa dotacja: 60\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}zł",),
            ("Największa dotacja: 30\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}zł",),
        ),
        ((), ("Warunki realizacji: Klub ma stronę.",)),
    ]
    assert wording.differences(after, after) == []


def test_a_section_that_came_or_went_is_a_change_of_all_its_lines():
    before = wording.announcement_content(full_competition())
    after = before | {"sections": before["sections"][1:]}

    gone, came = wording.differences(before, after), wording.differences(after, before)

    assert [(change.key, len(change.before), change.after) for change in gone] == [("identity", 7, ())]
    assert [(change.key, change.before, len(change.after)) for change in came] == [("identity", (), 7)]


@pytest.mark.parametrize("template", ["competitions/announcement/body.html", "pdf/content.html"])
def test_page_and_paper_show_every_word_of_the_content(template):
    content = wording.announcement_content(full_competition())
    markup = render_to_string(template, {"content": content})

    for section in content["sections"]:
        for block in section["blocks"]:
            for fact in block.get("facts", []):
                assert f">{fact['words']}<" in markup
            assert block.get("html", "") in markup


def test_the_words_take_the_same_few_queries_whatever_their_number(django_assert_num_queries):
    competition = full_competition()
    few = Competition.objects.get(pk=competition.pk)
    with django_assert_num_queries(8):
        wording.announcement_content(few)
