"""What serves a part of a strategy, for the strategy's own pages: they name these tags and import nothing of ours."""

from django import template

from competitions.serving import serving as serving_part
from competitions.serving import serving_goals as serving_those
from leszno_ngo import clock

register = template.Library()


@register.inclusion_tag("competitions/serving.html")
def serving(part):
    """Priority tasks, competitions and grants by year that serve a goal, a programme or a task."""
    return {"part": part, "serving": serving_part(part, clock.now())}


@register.inclusion_tag("competitions/serving_goals.html")
def serving_goals(goals):
    """How much each of a strategy's goals is served. goals: all of the strategy's."""
    return {"serving": serving_those(goals)}
