"""Which tasks of one year are probably the same as tasks of the next: equal words, whatever the number and the year;
for those that were reworded, the tasks that share most of their rarer words.

Pure. Only a likeness to show („prawdopodobnie to samo zadanie”); a link is made by an official.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass

from leszno_ngo.reading import address, fold

STEM = 5  # letters that Polish endings leave alone: aktyw|izacja, aktyw|ności; senio|rów, senio|ralny
SHORTEST = 4  # letters of a word that says something: not „dla”, „ich”
LEAST = 0.15  # below this likeness titles share nothing but common words
MOST = 3  # candidates worth reading
NEW_TASK = "new"  # what is said of a task that continues none
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def matches(earlier, later) -> dict:
    """Earlier task → later task (things with a title) whose words are equal and stand only once in either year."""
    later_by_words = unique_by_words(later)
    return {task: later_by_words[words] for words, task in unique_by_words(earlier).items() if words in later_by_words}


def unique_by_words(tasks):
    times = Counter(words_alone(task.title) for task in tasks)
    return {words: task for task in tasks if times[words := words_alone(task.title)] == 1}


def words_alone(title):
    """The title without case, dashes, punctuation, numbers and years."""
    return " ".join(word for word in fold(title).split() if not word.isdigit())


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier task that a reworded one may continue."""

    task: object
    likeness: float  # 0 … 1: cosine of the weighted stems
    shared: tuple[str, ...]  # words of the later title that the earlier one has too, in their order


def candidates(later, earlier, every) -> dict:
    """Each of the later tasks that nobody joined yet → the likeliest of such earlier tasks, the likeliest first.

    A word weighs the more, the fewer titles of both years (`every`: all of them) hold it.
    """
    stems_of = {task: stems(task.title) for task in every}
    times = Counter(stem for found in stems_of.values() for stem in found)
    weight = {stem: math.log(len(stems_of) / count) for stem, count in times.items()}
    length = {task: math.sqrt(sum(weight[stem] ** 2 for stem in found)) for task, found in stems_of.items()}

    def candidate(task, other):
        shared = stems_of[task].keys() & stems_of[other].keys()
        product = length[task] * length[other]
        likeness = sum(weight[stem] ** 2 for stem in shared) / product if product else 0
        return Candidate(other, likeness, tuple(word for stem, word in stems_of[task].items() if stem in shared))

    def likeliest(task):
        found = (candidate(task, other) for other in earlier)
        near = sorted((one for one in found if one.likeness >= LEAST), key=lambda one: -one.likeness)
        return near[:MOST]

    return {task: likeliest(task) for task in later}


def stems(title) -> dict:
    """{stem: the word it was cut from}, in the order of the title."""
    found = {}
    for word in words_alone(title).split():
        if len(word) >= SHORTEST:
            found.setdefault(address(word)[:STEM], word)
    return found


@dataclass(frozen=True, slots=True)
class Continuity:
    """Two years' tasks as an official has joined them so far, and what is still to be decided."""

    same: list  # [(task, earlier task)] of equal words, not decided
    reworded: list  # [(task, [Candidate])], not decided
    decided: list  # tasks that continue one or are new
    ended: list  # earlier tasks that nothing continues or is likely to
    split: list  # [(earlier task, [tasks])] that several continue

    @property
    def total(self):
        return len(self.same) + len(self.reworded) + len(self.decided)

    @property
    def is_settled(self):
        return not self.same and not self.reworded


def continuity(earlier, later) -> Continuity:
    """The state of the link between the tasks of a year and those of the next."""
    likely = {task: before for before, task in matches(earlier, later).items()}
    same = [(task, likely[task]) for task in later if task in likely and not task.is_decided]
    heirs = {before: [task for task in later if task.continues_id == before.pk] for before in earlier}
    proposed = {before for _, before in same}
    free = [before for before, tasks in heirs.items() if not tasks and before not in proposed]
    reworded = [task for task in later if task not in likely and not task.is_decided]
    return Continuity(
        same=same,
        reworded=list(candidates(reworded, free, [*earlier, *later]).items()),
        decided=[task for task in later if task.is_decided],
        ended=free,
        split=[(before, tasks) for before, tasks in heirs.items() if len(tasks) > 1],
    )


def years_in(title):
    """The years a title names („I tura 2024”): next year's copy may mean another one."""
    return [int(year) for year in YEAR.findall(title)]
