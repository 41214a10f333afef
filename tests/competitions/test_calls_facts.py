"""The rows of a competition as the facts that the law judges."""

import datetime as dt
from dataclasses import fields, replace

import pytest
from model_bakery import baker

from competitions import law, publishing
from competitions.choices import AmendmentKind, LegalSeverity, Place
from competitions.facts import competition_facts, small_grant_facts
from competitions.law.facts import CompetitionFacts
from competitions.models import Publication, SmallGrant
from tests.competitions.calls import PUBLISHED, lawful, moment, published
from tests.competitions.drafts import AMENDED, ANNOUNCED, assessed, in_three_places, ready_draft

pytestmark = pytest.mark.django_db


def test_a_draft_gives_the_facts_that_were_entered():
    planned = published(PUBLISHED, recorded_at=None)

    assert competition_facts(ready_draft()) == lawful(announced_at=None, publications=planned)


def test_nothing_that_the_law_asks_for_is_left_out(coordinator):
    facts = competition_facts(assessed(coordinator))
    empty = {field.name for field in fields(facts) if getattr(facts, field.name) in (None, "", ())}

    assert empty == {
        "procedure_basis",
        "amendments",
        "committee_without_organisations_reason",
        "annulled_at",
        "annulment_reason",
    }


def test_facts_take_the_same_few_queries_whatever_the_number_of_rows(coordinator, django_assert_num_queries):
    competition = assessed(coordinator)

    def ask():
        competition_facts(type(competition).objects.get(pk=competition.pk))

    with django_assert_num_queries(8):
        ask()
    for related in ("criteria", "funding_lines", "similar_tasks", "results"):
        row = getattr(competition, related).first()
        for _ in range(50):
            row.pk = None
            row.save()
    with django_assert_num_queries(8):
        ask()


def test_a_working_copy_is_judged_by_its_own_words_and_the_announcements_publications(coordinator):
    competition = assessed(coordinator)
    copy = publishing.open_amendment(competition, by=coordinator)
    copy.task_kind = "inny rodzaj"

    of_copy, of_competition = competition_facts(copy), competition_facts(competition)

    assert of_copy.task_kind == "inny rodzaj"
    assert of_copy.announced_at == ANNOUNCED
    assert of_copy.publications == of_competition.publications


def test_publications_of_a_change_stand_with_the_change(coordinator):
    competition = assessed(coordinator)
    publishing.extend_deadline(
        competition,
        closes_at=moment("2023-12-27 12:00"),
        confirmation_due_at=moment("2023-12-27 15:00"),
        by=coordinator,
        now=AMENDED,
        reason="Awaria generatora.",
        publications=in_three_places(AMENDED.date()),
    )

    facts = competition_facts(competition)

    assert [(row.place, row.published_on) for row in facts.publications] == [
        (place, PUBLISHED) for place in (Place.BIP, Place.NOTICE_BOARD, Place.WEBSITE)
    ]
    (change,) = facts.amendments
    assert (change.kind, change.old_closes_at, change.new_closes_at) == (
        AmendmentKind.EXTENSION,
        moment("2023-12-22 12:00"),
        moment("2023-12-27 12:00"),
    )
    assert [row.published_on for row in change.publications] == [AMENDED.date()] * 3


def test_a_place_that_nobody_confirmed_is_told_in_words():
    draft = ready_draft()

    told = [one.message for one in publishing.findings_of(draft, dt.date(2023, 12, 2)) if one.rule == "R11"]

    assert [message.partition("w miejscu: ")[2] for message in told] == [
        f"{place.label}, albo popraw datę." for place in (Place.BIP, Place.NOTICE_BOARD, Place.WEBSITE)
    ]


def test_every_year_is_judged_by_its_own_programme(coordinator):
    baker.make("competitions.CooperationProgramme", year=2023, adopted_on=dt.date(2022, 12, 5))

    assert competition_facts(ready_draft()).programme_adopted_on == dt.date(2023, 11, 30)
    assert competition_facts(ready_draft(year=2023)).programme_adopted_on == dt.date(2022, 12, 5)
    assert competition_facts(ready_draft(year=2025)).programme_adopted_on is None


def test_a_finding_has_a_key_of_its_words():
    blocking, warning = (law.Finding("R10", severity, "Podaj.", "art. 13", "closes_at") for severity in "EW")

    assert blocking.key == warning.key
    assert len(blocking.key) == 12
    assert len({blocking.key, *(replace(blocking, **{name: "x"}).key for name in ("rule", "message", "field"))}) == 4


def test_a_small_grant_gives_its_places_and_days():
    grant = baker.make(
        SmallGrant, received_on=dt.date(2026, 3, 2), bip_on=dt.date(2026, 3, 4), website_on=dt.date(2026, 3, 5)
    )

    facts = small_grant_facts(grant)

    assert [(row.place, row.published_on) for row in facts.publications] == [
        (Place.BIP, dt.date(2026, 3, 4)),
        (Place.WEBSITE, dt.date(2026, 3, 5)),
    ]
    assert (facts.requested, facts.received_on) == (grant.requested, grant.received_on)


def test_every_fact_has_its_name_on_the_model():
    draft = ready_draft()
    elsewhere = {"programme_adopted_on"}

    assert {field.name for field in fields(CompetitionFacts) if not hasattr(draft, field.name)} == elsewhere


def test_the_law_finds_nothing_in_a_ready_draft_but_what_is_only_to_be_known():
    found = publishing.findings_of(ready_draft(), PUBLISHED, law.Act.ANNOUNCE)

    assert {one.severity for one in found} == {LegalSeverity.INFORMS}
    assert Publication.objects.filter(recorded_at=None).count() == 3
