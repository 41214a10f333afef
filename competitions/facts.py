"""Rows of a competition or of a small grant → the facts that the law judges. Always the same few queries."""

from competitions.choices import AmendmentKind, CriterionKind, Place, PublicationSubject, ResultState
from competitions.law.facts import (
    AmendmentFacts,
    CompetitionFacts,
    CriterionFacts,
    FundingLineFacts,
    PublicationFacts,
    ResultFacts,
    SimilarTaskFacts,
    SmallGrantFacts,
)
from competitions.models import CooperationProgramme

OF_COMPETITION = (
    *("year", "task_kind", "form", "procedure", "procedure_basis", "total_amount", "granting_rules"),
    *("smallest_grant", "largest_grant", "own_contribution_percent", "implementation_start", "implementation_end"),
    *("conditions", "closes_at", "confirmation_due_at", "selection_procedure", "decision_due_at"),
    *("no_similar_tasks_this_year", "no_similar_tasks_last_year"),
    *("committee_appointed_on", "committee_opinion_on", "committee_members_of_organisations"),
    *("committee_without_organisations_reason", "decided_on", "submitted_count", "rejected_count"),
    *("withdrawn_count", "assessed_count", "funded_count", "annulled_at", "annulment_reason"),
)
OF_PUBLICATION = ("place", "subject", "published_on", "shown_until", "recorded_at")
OF_AMENDMENT = ("kind", "made_at", "old_closes_at", "new_closes_at")
OF_FUNDING_LINE = ("task_title", "year", "planned")
OF_CRITERION = ("kind", "points")
OF_SIMILAR_TASK = ("task_title", "year", "total_cost", "allotted", "paid")
OF_RESULT = ("state", "bidder", "task_title", "requested", "granted", "reason")
OF_SMALL_GRANT = (
    *("organisation", "register_number", "requested", "granted", "implementation_start", "implementation_end"),
    *("received_on", "paid_on"),
)


def competition_facts(competition) -> CompetitionFacts:
    """What the law has to know of it. A working copy was announced, published and amended as what it amends."""
    announced = competition.amends or competition
    publications = list(announced.publications.all())
    adopted = CooperationProgramme.objects.filter(year=competition.year).values_list("adopted_on", flat=True)
    return CompetitionFacts(
        **taken(competition, OF_COMPETITION),
        programme_adopted_on=adopted.first(),
        announced_at=announced.announced_at,
        publications=publication_facts(row for row in publications if row.amendment_id is None),
        amendments=tuple(
            AmendmentFacts(
                **taken(amendment, OF_AMENDMENT, kind=AmendmentKind),
                publications=publication_facts(row for row in publications if row.amendment_id == amendment.pk),
            )
            for amendment in announced.amendments.all()
        ),
        funding_lines=facts_of(FundingLineFacts, competition.funding_lines, OF_FUNDING_LINE),
        criteria=facts_of(CriterionFacts, competition.criteria, OF_CRITERION, kind=CriterionKind),
        similar_tasks=facts_of(SimilarTaskFacts, competition.similar_tasks, OF_SIMILAR_TASK),
        results=result_facts(announced.results.all()),
    )


def result_facts(rows) -> tuple[ResultFacts, ...]:
    return tuple(ResultFacts(**taken(row, OF_RESULT, state=ResultState)) for row in rows)


def publication_facts(rows) -> tuple[PublicationFacts, ...]:
    kinds = {"place": Place, "subject": PublicationSubject}
    return tuple(PublicationFacts(**taken(row, OF_PUBLICATION, **kinds)) for row in rows)


def planned_publications(days, subject) -> tuple[PublicationFacts, ...]:
    """{place: day} that an official means to keep, or says to have kept; nobody has confirmed them yet."""
    return tuple(
        PublicationFacts(place=Place(place), subject=subject, published_on=day)
        for place, day in days.items()
        if day is not None
    )


def small_grant_facts(grant) -> SmallGrantFacts:
    """What the law has to know of it."""
    places = (
        (Place.BIP, grant.bip_on),
        (Place.NOTICE_BOARD, grant.notice_board_on),
        (Place.WEBSITE, grant.website_on),
    )
    publications = tuple(
        PublicationFacts(place=place, published_on=day, shown_until=grant.shown_until)
        for place, day in places
        if day is not None
    )
    return SmallGrantFacts(**taken(grant, OF_SMALL_GRANT), publications=publications)


def facts_of(facts, rows, names, **kinds):
    return tuple(facts(**taken(row, names, **kinds)) for row in rows.all())


def taken(row, names, **kinds):
    """{name: value}; a stored word of a closed list as the list's own, which knows its label."""
    values = {name: getattr(row, name) for name in names}
    return values | {name: kind(values[name]) for name, kind in kinds.items()}
