"""Indicators put to the method, and its answers made easy to compare."""

from strategy.choices import Category
from strategy.progress import judge

MEALS = {2009: 3788, 2010: 4485, 2011: 4122, 2012: 4361, 2013: 4479}
NBSP = "\N{NO-BREAK SPACE}"


def by_target(values, target=100, due=2019, **more):
    """Judged against a target, in the last year of the values."""
    asked = {"direction": "higher", "targets": {due: target}, "reporting_year": max(values), **more}
    return judge(values=values, **asked)


def by_direction(values, direction="higher", **more):
    return judge(values=values, direction=direction, **{"reporting_year": max(values), **more})


def words(text):
    return text.replace(NBSP, " ")


def not_judged(judgement):
    """What stands in the way, one by one; the judgement has nothing else to say."""
    assert (judgement.category, judgement.ratio, judgement.recent) == (Category.NOT_JUDGED, None, None)
    refusals = words(judgement.reason).split(". ")[0]
    return refusals.removeprefix("Nie oceniono: ").removesuffix(".").split("; ")
