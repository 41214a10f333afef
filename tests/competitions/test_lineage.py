"""Tasks of two years that are worded alike, on the real documents."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from competitions import lineage
from competitions.importing import read_priority_tasks, read_schedule
from tests.competitions.sources import SCHEDULE_2024, TASKS_2023, source

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


# ── Reworded tasks ──────────────────────────────────────────────────────────────────────────────────────────────────

TRUE_CONTINUATIONS = {  # as a reader of both documents joins them: (words of 2024, words of 2023)
    "w kryzysach życiowych": "Ośrodku Interwencyjno",
    "socjalizacja w Domu Dziecka": "Pomoc w Domu Dziecka",
    "Środowiskowym Domu": "Pomoc w Środowiskowym",
    "Warsztatach Terapii": "Pomoc w Warsztatach",
    "mieszkaniach treningowych": "mieszkaniach wspomaganych",
    "senioralnym": "seniorów",
    "wielokierunkowa rehabilitacja": "rehabilitacji społecznej",
    "opieka nad osobami": "chorych",  # two tasks became one
    "metodą harcerską": "metodą harcerską",
    "edukacji prawnej": "poradnictwa obywatelskiego",
    "integrujące społeczność": "aktywizacja społeczności lokalnych",
}


@pytest.fixture(scope="module")
def years():
    tasks = read_priority_tasks(source(TASKS_2023), 2023).tasks
    entries = read_schedule(source(SCHEDULE_2024), 2024).entries
    return [[Titled(row.title) for row in rows] for rows in (tasks, entries)]


@pytest.fixture(scope="module")
def found(years):
    earlier, later = years
    same = lineage.matches(earlier, later)
    open_tasks = [task for task in later if task not in same.values()]
    free = [task for task in earlier if task not in same]
    assert (len(earlier), len(free), len(later), len(open_tasks)) == (40, 15, 45, 20)
    return lineage.candidates(open_tasks, free, [*earlier, *later])


def test_of_the_reworded_tasks_of_2024_each_true_continuation_is_the_first_candidate(found):
    firsts = {
        words: next(likeliest[0].task.title for task, likeliest in found.items() if words in task.title)
        for words in TRUE_CONTINUATIONS
    }

    assert len(firsts) == 11
    assert {words: TRUE_CONTINUATIONS[words] in title for words, title in firsts.items()} == dict.fromkeys(firsts, True)


def test_two_tasks_that_became_one_are_its_first_two_candidates(found):
    [first, second] = next(likeliest for task, likeliest in found.items() if "opieka nad osobami" in task.title)[:2]
    assert ("paliatywnie" in first.task.title, "przewlekle" in second.task.title) == (True, True)


def test_a_task_unlike_all_others_has_no_candidate(found):
    alone = [task.title.split()[:2] for task, likeliest in found.items() if not likeliest]
    assert alone == [
        ["pomoc", "ofiarom"],
        ["wspieranie", "działań"],
        ["rozwijania", "kontaktów"],
        ["rewitalizacji;"],
        ["porządku", "i"],
    ]


def test_a_candidate_says_which_words_it_shares_and_how_alike_it_is():
    earlier = [Titled("Pomoc w Domu Dziecka"), Titled("Rozwój turystyki 2023")]
    later = [Titled("opieka nad dziećmi w Domu Dziecka 2024"), Titled("rozwój sportu")]

    [candidate] = lineage.candidates(later[:1], earlier, earlier + later)[later[0]]

    assert (candidate.task, candidate.shared) == (earlier[0], ("dziećmi", "domu"))
    assert round(candidate.likeness, 2) == 0.33


def test_titles_of_common_words_alone_are_like_nothing():
    alike = [Titled("pomoc"), Titled("pomoc 2")]

    assert lineage.candidates(alike, alike, alike) == {alike[0]: [], alike[1]: []}


@pytest.mark.parametrize(
    ("title", "years"),
    [("rozwój sportu – I tura 2024", [2024]), ("w latach 2024–2025", [2024, 2025]), ("działka 12024, 3. klasa", [])],
)
def test_the_years_a_title_names_are_found(title, years):
    assert lineage.years_in(title) == years
