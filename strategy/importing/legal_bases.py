"""Documents of one municipality that give different legal bases for the same strategy."""

import re

from django.db.models import Q

from leszno_ngo.choices import IssueKind
from leszno_ngo.reading import fold
from strategy.importing.records import Issue
from strategy.models import Strategy, StrategyTask

ARTICLE = re.compile(r"art\. \d+[a-z]?(?: ust\. \d+[a-z]?)?(?: pkt \d+[a-z]?)?", re.IGNORECASE)
SAME_WORDS = 4  # titles that begin with as many equal words speak of the same strategy


def contradictions(municipality):
    """(source document, Issue) for every strategy whose task elsewhere names another article."""
    strategies = Strategy.objects.filter(municipality=municipality, source__isnull=False).exclude(legal_basis="")
    theirs = Q(programme__goal__strategy__municipality=municipality) | Q(goal__strategy__municipality=municipality)
    tasks = StrategyTask.objects.filter(theirs, source__isnull=False).select_related("source")
    for strategy in strategies.select_related("source"):
        own = ARTICLE.search(strategy.legal_basis)
        for task in tasks:
            theirs = ARTICLE.search(task.justification)
            if own and theirs and own[0] != theirs[0] and beginning(strategy.title) == beginning(task.title):
                message = f"Podstawą prawną jest tu {own[0]}, a w dokumencie „{task.source.title}” {theirs[0]}."
                yield strategy.source, Issue(IssueKind.CONTRADICTION, 0, strategy.legal_basis, message)


def beginning(title):
    return fold(title).split()[:SAME_WORDS]
