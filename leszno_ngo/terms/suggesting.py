"""Words that are ambiguous or not understood → what they may have meant, for an official to choose from.

Each way of reading on changes the folded text a little. What is understood then is offered in the portal's words; what
is not is read on once more, so that „przełom grudnia i stycznia 2024” comes to its two years. Nothing here decides.
"""

import datetime as dt
import re
from dataclasses import replace
from difflib import get_close_matches

from leszno_ngo.terms.reading import LONGEST, parse_term
from leszno_ngo.terms.saying import describe
from leszno_ngo.terms.term import Kind, Term, Unit
from leszno_ngo.terms.tokens import fold
from leszno_ngo.terms.words import HALF_OF_YEAR_WORDS, MONTHS, QUARTER_WORDS, YEAR_WORDS

MOST = 6
STEPS = 2  # how many times a text is read on
LONGEST_SPAN = dt.timedelta(days=215)  # „maj – marzec 2024” is hardly ten months
DAY = dt.timedelta(days=1)
YEAR = r"(?P<year>[0-9]{4})(?: ?r(?:oku|\b)\.?)?"
TWO = re.compile(
    rf"^(?:od )?(?P<first>[^/,]+?)(?: ?[/,-] ?| do | i | oraz )(?P<last>[^/,-]+?)(?: {YEAR})?(?P<rest> wlacznie)?$"
)
HEDGES = re.compile(
    r"\b(?:ok|okolo|prawdopodobnie|orientacyjnie|wstepnie|planowan[yaei]|ew|ewentualnie)\b\.?|\(\?\)|[?~]"
)
CHOICE = re.compile(r" (?:lub|albo|badz|ewentualnie|ew\.?) ")
TURN = re.compile(r"^(?:na )?przelom\w*(?: miesiecy)? (?P<first>.+?)(?: ?[/-] ?| i | a | oraz )(?P<last>.+)$")
TURN_OF_YEARS = re.compile(rf"^(?:na )?przelom\w*(?: lat| roku)? (?P<first>[0-9]{{4}})(?: ?[/-] ?| i ){YEAR}$")
EDGE = re.compile(r"^(?:na |pod |do |od |w )?(?P<edge>poczat\w+|kon(?:iec|ca|cu|cem)|polow\w+|pol\.?) (?P<whole>.+)$")
FIGURES = re.compile(r"^(?P<one>[0-9]{1,2})[/-](?P<two>[0-9]{1,2})[/-](?P<year>[0-9]{4})$")
TWO_DAYS = re.compile(r"^(?P<one>[0-9]{1,2})/(?P<two>[0-9]{1,2}) (?P<month>[a-z]+.*)$")
TWO_YEARS = re.compile(rf"^(?P<first>[0-9]{{4}})[/-]{YEAR}$")
SIDE = re.compile(r"^(?P<side>po|przed) (?P<day>.+)$")
HOUR = re.compile(r",?(?: do| od| o)? (?:[0-9]{1,2}:[0-9]{2}|godz.*)$")
AT_BEGINNING_OF_YEAR = ("styczen", "i kwartal", "i polrocze")
AT_END_OF_YEAR = ("grudzien", "iv kwartal", "ii polrocze")
HALVES_OF_YEAR = ("i polrocze", "ii polrocze")
WORDS_OF_TIME = sorted({*MONTHS, *QUARTER_WORDS, *HALF_OF_YEAR_WORDS, "polowa"} - set(YEAR_WORDS))


def suggestions(text: str, year: int | None = None, as_of: dt.date | None = None) -> list[str]:
    """What the words may mean, in words that parse_term understands; [] when they are understood or say nothing."""
    folded = fold(text)
    if len(text) > LONGEST or not folded or parse_term(text, year=year, as_of=as_of).kind != Kind.UNPARSED:
        return []
    found, seen, texts = {}, {folded}, [folded]
    for _ in range(STEPS):
        further = []
        for candidate in (changed for one in texts for way in WAYS for changed in way(one, year)):
            if candidate in seen:
                continue
            seen.add(candidate)
            term = parse_term(candidate, year=year, as_of=as_of)
            if term.kind == Kind.UNPARSED:
                further.append(candidate)
            else:
                found.setdefault(term, None)
        texts = further
    words = dict.fromkeys(describe(replace(term, text=term.text.strip())) for term in found)
    return [one for one in words if parse_term(one, year=year, as_of=as_of).kind != Kind.UNPARSED][:MOST]


# ── Ways of reading on: (folded text, year) → further texts ─────────────────────────────────────────────────────────


def without_hedges(text, year):
    """„około marca 2024?” → „marca 2024”."""
    yield " ".join(HEDGES.sub(" ", text).split())


def with_years(text, year):
    """„grudzień / styczeń 2024” → each year for which the order goes up; „maj – marzec 2024” also the other way."""
    two = TWO.match(text)
    if two is None:
        return
    first, last = two["first"], two["last"]
    last_year = int(two["year"]) if two["year"] else year
    if last_year is None or re.search(r"\b[0-9]{4}\b", last):
        return
    if own := re.search(r"\b[0-9]{4}\b", first):
        yield f"{last} {last_year} - {first}" if int(own[0]) >= last_year else text
        return
    if not set(first.split()) & (MONTHS.keys() | QUARTER_WORDS.keys() | HALF_OF_YEAR_WORDS.keys()):
        first = f"{first} {last.partition(' ')[2]}".strip()  # „IV/I kwartał”: the quarter is said once
    straight = f"{first} {last_year} - {last} {last_year}"
    if parse_term(straight).kind != Kind.UNPARSED:
        yield straight
        return
    yield from near(f"{first} {last_year - 1} - {last} {last_year}")
    yield from near(f"{first} {last_year} - {last} {last_year + 1}")
    yield from near(f"{last} {last_year} - {first} {last_year}")


def ends_of_list(text, year):
    """„grudzień/styczeń/luty 2024” → from the first to the last."""
    parts = re.split(r" ?[/,] ?", text)
    if len(parts) > 2:
        yield f"{parts[0]} - {parts[-1]}"


def near(text):
    term = parse_term(text)
    if term.kind == Kind.PERIOD and term.end - term.start <= LONGEST_SPAN:
        yield text


def at_the_turn(text, year):
    """„przełom grudnia i stycznia” → from the one to the other; „przełom 2023/2024” → December and January."""
    if years := TURN_OF_YEARS.match(text):
        yield f"grudzien {years['first']} - styczen {years['year']}"
    elif turn := TURN.match(text):
        yield f"{turn['first']} - {turn['last']}"


def one_of_alternatives(text, year):
    """„marzec lub kwiecień 2024” → the one, the other, and from the one to the other."""
    parts = CHOICE.split(text)
    if len(parts) != 2:
        return
    first, last = parts
    said = re.search(r"[0-9]{4}", last)
    if said and not re.search(r"[0-9]{4}", first):
        rest = last.partition(" ")[2]
        yield first + " " + (rest if first not in MONTHS else said[0])
    yield from (first, last, f"{first} - {last}")


def parts_of_whole(text, year):
    """„początek marca” → its half or the whole of it; „na początku 2024 r.” → a month, a quarter, a half."""
    edge = EDGE.match(text)
    if edge is None:
        return
    whole, is_beginning, is_end = edge["whole"], edge["edge"].startswith("pocz"), edge["edge"].startswith("kon")
    term = parse_term(whole, year=year)
    if term.unit == Unit.YEAR or whole == "roku":
        edges = AT_BEGINNING_OF_YEAR if is_beginning else AT_END_OF_YEAR if is_end else HALVES_OF_YEAR
        yield from (f"{words} {term.start.year if term.start else year}" for words in edges)
        return
    if not is_end:
        yield f"i polowa {whole}"
    if not is_beginning:
        yield f"ii polowa {whole}"
    yield whole
    if is_end:
        yield f"do konca {whole}"


def to_the_end(text, year):
    """„do marca” → „do końca marca”, or up to the day before March."""
    if not text.startswith("do "):
        return
    yield f"do konca {text[3:]}"
    whole = parse_term(text[3:], year=year)
    if whole.kind == Kind.PERIOD:
        yield describe(Term(Kind.UNTIL, Unit.DAY, None, whole.start - DAY, ""))


def figures(text, year):
    """„3/4/2024” → the 3rd of April, the 4th of March."""
    if date := FIGURES.match(text):
        yield f"{date['one']}.{date['two']}.{date['year']}"
        yield f"{date['two']}.{date['one']}.{date['year']}"


def two_days(text, year):
    """„1/2 marca” → „1–2 marca”, or half of the month."""
    if pair := TWO_DAYS.match(text):
        yield f"{pair['one']}-{pair['two']} {pair['month']}"
        if (pair["one"], pair["two"]) == ("1", "2"):
            yield f"i polowa {pair['month']}"


def two_years(text, year):
    if pair := TWO_YEARS.match(text):
        yield from (f"lata {pair['first']}-{pair['year']}", pair["first"], pair["year"])


def beside_a_day(text, year):
    """„po 15 marca” → from that day or from the next; „przed 15 marca” → up to the day before or up to it."""
    side = SIDE.match(text)
    stretch = parse_term(side["day"], year=year) if side else None
    if stretch is None or stretch.kind != Kind.PERIOD:
        return
    is_day = stretch.start == stretch.end
    if side["side"] == "po":
        edges = [stretch.end + DAY, *([stretch.start] if is_day else [])]
        yield from (describe(Term(Kind.SINCE, Unit.DAY, day, None, "")) for day in edges)
    else:
        edges = [stretch.start - DAY, *([stretch.end] if is_day else [])]
        yield from (describe(Term(Kind.UNTIL, Unit.DAY, None, day, "")) for day in edges)


def without_hour(text, year):
    """„15 marca 2024 do godz. 15:00” → up to that day, or that day."""
    rest = HOUR.sub("", text)
    if rest != text:
        yield from (f"do {rest}", rest)


def in_holidays(text, year):
    if text.startswith("wakacje"):
        yield text.replace("wakacje", "lipiec - sierpien", 1)


def spelt_right(text, year):
    """„stuczeń 2024” → „styczeń 2024”."""

    def nearest(match):
        word = match[0]
        close = [] if word in WORDS_OF_TIME else get_close_matches(word, WORDS_OF_TIME, 1, 0.75)
        return close[0] if close else word

    yield re.sub(r"[a-z]{4,}", nearest, text)


WAYS = (
    figures,
    two_days,
    two_years,
    at_the_turn,
    one_of_alternatives,
    with_years,
    ends_of_list,
    parts_of_whole,
    to_the_end,
    beside_a_day,
    without_hour,
    in_holidays,
    without_hedges,
    spelt_right,
)
