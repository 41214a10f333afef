"""Polish words of planned time ↔ Term. Pure: words in, an understood term out, and back; two terms in, their move out.

`parse_term` reads the whole text or nothing: a word it does not know, an order that can be read two ways, a date that
does not exist all give `unparsed` with the words kept. A wrong date would be published; an unparsed one is decided by
an official. Text is cut into tokens once and read from left to right without going back, so the time is linear.
"""

from leszno_ngo.terms.comparing import Move, Way, compare
from leszno_ngo.terms.reading import parse_term
from leszno_ngo.terms.saying import describe
from leszno_ngo.terms.suggesting import suggestions
from leszno_ngo.terms.term import Kind, Term, Unit

__all__ = ["Kind", "Move", "Term", "Unit", "Way", "compare", "describe", "parse_term", "suggestions"]
