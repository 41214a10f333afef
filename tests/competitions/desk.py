"""What tests of the desk's pages around an edition share."""

from django.contrib.messages import get_messages
from django.urls import reverse

CULTURE = "WYDZIAŁ KULTURY I SPORTU"


def page(name, row):
    return reverse(f"admin:competitions_{name}", args=[row.pk])


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def part_of(schedule, heading=CULTURE):
    return schedule.sections.get(heading=heading)
