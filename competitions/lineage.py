"""Which tasks of one year are probably the same as tasks of the next: equal words, whatever the number and the year.

Pure. Only a likeness to show („prawdopodobnie to samo zadanie”); a link is made by an official.
"""

import re
from collections import Counter

from leszno_ngo.reading import fold

NUMBER = re.compile(r"^\s*\d{1,3}[.)]\s*")
YEAR = re.compile(r"\b20\d\d\b")


def matches(old_titles, new_titles) -> dict[str, str]:
    """Old title → new title, where the words are equal and no other title of either year has the same words."""
    new_by_words = unique_by_words(new_titles)
    return {old: new_by_words[words] for words, old in unique_by_words(old_titles).items() if words in new_by_words}


def unique_by_words(titles):
    titles = list(titles)
    times = Counter(map(words_alone, titles))
    return {words_alone(title): title for title in titles if times[words_alone(title)] == 1}


def words_alone(title):
    """The title without case, dashes, punctuation, its leading number and years."""
    return fold(YEAR.sub(" ", NUMBER.sub("", title)))
