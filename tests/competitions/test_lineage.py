"""Tasks of two years that are worded alike, on the real documents."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from competitions import lineage

DOCUMENTS = Path(settings.BASE_DIR) / "fixtures" / "documents"


@dataclass(frozen=True)
class Titled:
    title: str


def titles(document, mark):
    lines = (DOCUMENTS / document).read_text("utf-8").splitlines()
    found = (re.match(rf"\d+{mark}\s+([^\t]+)", line) for line in lines)
    return [Titled(match[1]) for match in found if match]


def test_twenty_four_of_the_tasks_of_2023_are_worded_the_same_in_2024():
    earlier = titles("zadania-priorytetowe-2023.txt", r"\.")
    later = titles("harmonogram-2024.txt", r"\)")

    assert (len(earlier), len(later), len(lineage.matches(earlier, later))) == (38, 39, 24)


def test_case_punctuation_and_years_do_not_count():
    earlier = Titled("Rozwój sportu na terenie Miasta Leszna–I tura 2023;")
    later = Titled("rozwój sportu na terenie Miasta Leszna – I tura 2024")

    assert lineage.matches([earlier], [later]) == {earlier: later}


def test_the_first_round_is_not_the_second():
    earlier = Titled("Rozwój sportu – I tura 2023")
    later = Titled("Rozwój sportu – II tura 2024")

    assert lineage.matches([earlier], [later]) == {}


def test_a_wording_that_stands_twice_in_a_year_proves_nothing():
    earlier = [Titled("Pomoc 1"), Titled("Pomoc 2")]

    assert lineage.matches(earlier, [Titled("Pomoc")]) == {}
    assert lineage.matches([Titled("Pomoc")], earlier) == {}
