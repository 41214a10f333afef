"""All rules over one competition: which of them an act of the office has to keep, and what they find on a day."""

import enum

from competitions.law import amending, announcing, deciding
from competitions.law.days import warsaw_day
from competitions.law.figures import TABLE, figures_on


class Act(enum.Enum):
    """What the office does with a competition."""

    ANNOUNCE = "announce"
    AMEND = "amend"
    PUBLISH_RESULTS = "publish_results"
    CHANGE_RESULTS = "change_results"
    ANNUL = "annul"


RULES = {
    Act.ANNOUNCE: announcing.RULES,
    Act.AMEND: (*announcing.RULES, *amending.RULES),
    Act.PUBLISH_RESULTS: deciding.RESULT_RULES,
    Act.CHANGE_RESULTS: (*deciding.RESULT_RULES, *amending.RULES),
    Act.ANNUL: deciding.ANNULMENT_RULES,
}


def findings(competition, on, act=None, *, table=TABLE):
    """What the law says of a competition on the day.

    Of one act when it is named, so that the act can be refused; else of the announcement and of all that has begun.
    `table` replaces the dated numbers of figures.toml.
    """
    figures = figures_of(competition, on, table)
    rules = RULES[act] if act else rules_begun(competition)
    return [finding for rule in rules for finding in rule(competition, on, figures)]


def figures_of(competition, on, table=TABLE):
    """A competition keeps the law of the day on which it was announced."""
    return figures_on(warsaw_day(competition.announced_at) if competition.announced_at else on, table)


def rules_begun(competition):
    rules = [*announcing.RULES, *amending.RULES, *deciding.RUNNING_RULES]
    if competition.decided_on or competition.results:
        rules += deciding.RESULT_RULES
    if competition.annulled_at or competition.annulment_reason:
        rules += deciding.ANNULMENT_RULES
    return rules


def seven_points(competition, on):
    """{1 … 7: findings}: what each point of art. 13(2) still lacks."""
    figures = figures_of(competition, on)
    return {point: list(rule(competition, on, figures)) for point, rule in announcing.SEVEN_POINTS.items()}
