"""Records of a year's list of priority tasks → areas and task rows. Pure.

An area is a heading, a sentence that says it again, and numbered tasks; where there are none, the sentence is the task.
"""

import re
from collections import defaultdict

from competitions.importing.readers import PRIORITY_TASKS, Mark, end_of, read_records
from competitions.importing.rows import (
    LONGEST,
    AreaContents,
    AreaWords,
    Issue,
    PriorityTasksReading,
    Problem,
    TaskRow,
    other_year,
)
from leszno_ngo.choices import IssueKind
from leszno_ngo.reading import SourceText, fold

AREA_OPENS = re.compile(r"zadania\b")
AREA_TAIL = re.compile(r" w tym( m in)?$")
NO_TOPIC = {"zadania", "zakresie", "obszaru", "związane", "oraz"}


def read_priority_tasks(source: SourceText, year: int) -> PriorityTasksReading:
    """The tasks of the document; Refused when it is no such list or one of another year."""
    title, records = read_records(source, PRIORITY_TASKS, year)
    reader = PriorityTasksReader(PriorityTasksReading(year, title))
    for record in records:
        reader.take(record)
    reader.close_area()
    if not records:
        reader.problem(end_of(source), "pod tytułem nie ma żadnego obszaru zadań.")
    return reader.reading


class PriorityTasksReader:
    """Keeps the lines of the area that is being read: at most a heading and a sentence, then its tasks."""

    def __init__(self, reading):
        self.reading = reading
        self.opening = []
        self.tasks = []
        self.contents = defaultdict(AreaContents)

    def problem(self, record, message):
        self.reading.problems.append(Problem(record.line, record.text, message))

    def doubt(self, line, quote, message, kind=IssueKind.DOUBTFUL):
        self.reading.issues.append(Issue(line, kind, quote, message))

    def take(self, record):
        if record.mark == Mark.BROKEN:
            self.problem(record, record.complaint)
        elif record.cell is not None:
            self.problem(record, "w wykazie zadań priorytetowych nie ma kolumn, a w wierszu stoi tabulator.")
        elif record.mark == Mark.NUMBERED:
            self.take_task(record)
        elif record.mark == Mark.PLAIN and AREA_OPENS.match(fold(record.text)):
            self.take_opening(record)
        else:
            self.problem(record, "to nie jest ani obszar („Zadania …”), ani zadanie z numerem.")

    def take_task(self, record):
        if self.opening:
            self.tasks.append(record)
        else:
            self.problem(record, "zadanie stoi przed pierwszym obszarem.")

    def take_opening(self, record):
        if len(record.text) > LONGEST["area"]:
            self.problem(record, f"obszar jest dłuższy niż {LONGEST['area']} znaków.")
        elif self.tasks or len(self.opening) == 2:
            self.close_area()
            self.opening = [record]
        else:
            self.opening.append(record)

    def close_area(self):
        """Turn the collected lines into an area and its rows."""
        opening, tasks, self.opening, self.tasks = self.opening, self.tasks, [], []
        if not opening:
            return
        area = self.area(opening, tasks)
        if area is None:
            return
        self.reading.areas.append(area)
        if tasks:
            self.add_tasks(area, tasks)
        else:
            self.add_area_as_task(area, opening[-1])

    def area(self, opening, tasks):
        if len(opening) == 2:
            heading, sentence = opening
            if not says_again(heading.text, sentence.text):
                self.problem(sentence, f"zdanie nie mówi o tym, co nagłówek nad nim (wiersz {heading.line}).")
                return None
            self.compare(heading, sentence)
            return AreaWords(sentence.line, heading.text, sentence.text, (sentence.text, heading.text))
        (only,) = opening
        if not tasks:
            self.problem(only, "pod nagłówkiem obszaru nie ma ani zdania, ani zadań.")
            return None
        is_sentence = only.text.endswith(":")
        lacks = "nagłówka" if is_sentence else "zdania"
        self.doubt(only.line, only.text, f"Obszar nie ma {lacks}.", IssueKind.MISSING)
        heading, text = ("", only.text) if is_sentence else (only.text, "")
        return AreaWords(only.line, heading, text, (only.text,))

    def compare(self, heading, sentence):
        if AREA_TAIL.sub("", fold(sentence.text)) != fold(heading.text):
            self.doubt(
                heading.line,
                heading.text,
                f"Nagłówek obszaru brzmi inaczej niż zdanie pod nim (wiersz {sentence.line}): „{sentence.text}”.",
            )

    def add_tasks(self, area, tasks):
        contents = self.contents[area.key]
        for record in tasks:
            if complaint := contents.refuse(record):
                self.problem(record, complaint)
                continue
            if oddity := contents.add(record):
                self.doubt(record.line, record.text, oddity)
            if issue := other_year(record, self.reading.year):
                self.reading.issues.append(issue)
            self.reading.tasks.append(TaskRow(record.line, area, record.number, record.text))

    def add_area_as_task(self, area, sentence):
        if sentence.text.endswith(":"):
            self.problem(sentence, "obszar zapowiada listę zadań, a nie ma pod nim żadnego.")
            return
        self.doubt(
            sentence.line,
            sentence.text,
            "Obszar nie ma listy zadań; za zadanie przyjęto jego całe zdanie.",
        )
        self.reading.tasks.append(TaskRow(sentence.line, area, None, sentence.text))


def says_again(heading, sentence):
    """Whether at least half of the heading's topics come back in the sentence, whatever their endings."""
    topics = stems(heading)
    return bool(topics) and 2 * len(topics & stems(sentence)) >= len(topics)


def stems(text):
    return {word[:5] for word in fold(text).split() if len(word) >= 5 and word not in NO_TOPIC}
