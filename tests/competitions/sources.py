"""Documents for the importers' tests: the real ones and the real ones with lines altered, taken over as commands do."""

import datetime as dt

import pytest
from django.apps import apps
from django.conf import settings

from competitions.importing import read_priority_tasks, read_schedule, save_priority_tasks, save_schedule
from leszno_ngo.reading import Refused, read_text, read_text_file
from tests.remembering import once

DOCUMENTS = settings.BASE_DIR / "fixtures" / "documents"
TASKS_2023 = DOCUMENTS / "zadania-priorytetowe-2023.txt"
SCHEDULE_2024 = DOCUMENTS / "harmonogram-2024.txt"
OUR_APPS = {"competitions", "strategy", "leszno_ngo"}
NOW = dt.datetime(2023, 12, 1, 9, 30, tzinfo=dt.UTC)


def lines_of(path):
    return path.read_text("utf-8").split("\n")


def source(path, replace=None, name=None):
    """The document as the importers get it; `replace`: {line number: new line, or None to take the line out}."""
    if replace is None:
        return read_text_file(path)
    return read_text("\n".join(altered(path, replace)).encode(), name or path.name)


def altered(path, replace):
    lines = [replace.get(n, line) for n, line in enumerate(lines_of(path), start=1)]
    return [line for line in lines if line is not None]


def of_lines(*lines):
    """A document of these lines alone."""
    return read_text("\n".join(lines).encode(), "dokument.txt")


def everything_stored():
    """Every row of every table of the portal, to tell that nothing changed."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in OUR_APPS]
    return {model._meta.label: sorted(map(str, model._default_manager.order_by().values_list())) for model in models}


def take_tasks(replace=None):
    """The list of 2023 read and saved; see `source` for `replace`."""

    def take():
        document = source(TASKS_2023, replace)
        return save_priority_tasks(read_priority_tasks(document, 2023), document, now=NOW)

    return once(("tasks", str(replace)), take)


def take_schedule(replace=None):
    """The schedule of 2024 read and saved."""

    def take():
        document = source(SCHEDULE_2024, replace)
        return save_schedule(read_schedule(document, 2024), document, now=NOW)

    return once(("schedule", str(replace)), take)


def counts(changes):
    return (changes.created, changes.changed, changes.removed, changes.unchanged, changes.kept)


def refusal(take, *args):
    with pytest.raises(Refused) as refused:
        take(*args)
    return str(refused.value)
