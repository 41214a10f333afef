"""Which tasks of one year are probably the same as tasks of the next: equal words, whatever the number and the year.

Pure. Only a likeness to show („prawdopodobnie to samo zadanie”); a link is made by an official.
"""

from collections import Counter

from leszno_ngo.reading import fold


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
