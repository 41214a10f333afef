"""Polish words of planned time ↔ Term. Pure: words in, an understood term out, and back.

`parse_term` reads the whole text or nothing: a word it does not know, an order that can be read two ways, a date that
does not exist all give `unparsed` with the words kept. A wrong date would be published; an unparsed one is decided by
an official. Text is cut into tokens once and read from left to right without going back, so the time is linear.
"""

import calendar
import datetime as dt
import enum
import re
import unicodedata
from dataclasses import dataclass, field, replace

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST = 400  # characters; no term of any document comes near it


class Kind(enum.StrEnum):
    PERIOD = "period"
    UNTIL = "until"
    SINCE = "since"
    CONTINUOUS = "continuous"
    NOT_PLANNED = "not_planned"
    OTHER_PROCEDURE = "other_procedure"
    RELATIVE = "relative"
    UNPARSED = "unparsed"


class Unit(enum.StrEnum):
    NONE = ""
    DAY = "day"
    MONTH_PART = "month_part"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Term:
    """What was understood. Start and end are inclusive; two terms are equal when they mean the same."""

    kind: Kind
    unit: Unit
    start: dt.date | None
    end: dt.date | None
    text: str = field(compare=False)  # the words as given


class NotUnderstood(Exception):
    """The words are no term, or more than one."""


def parse_term(text: str, *, year: int | None = None, as_of: dt.date | None = None) -> Term:
    """The term that the words name. `year`: of the heading, for words without one. `as_of`: day of the document, for „br.”.

    Never raises; what is ambiguous or not understood comes back as `unparsed`.
    """
    try:
        term = read(text, year, as_of)
    except NotUnderstood:
        term = Term(Kind.UNPARSED, Unit.NONE, None, None, text)
    return replace(term, text=text)


# ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────────

MONTHS_NOMINATIVE = (
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień".split()
)
MONTHS_GENITIVE = (
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split()
)
MONTH_FORMS = """
    styczeń stycznia styczniowi styczniem styczniu sty stycz
    luty lutego lutemu lutym lut
    marzec marca marcowi marcem marcu mar
    kwiecień kwietnia kwietniowi kwietniem kwietniu kwi kwie
    maj maja majowi majem maju
    czerwiec czerwca czerwcowi czerwcem czerwcu cze czerw
    lipiec lipca lipcowi lipcem lipcu lip
    sierpień sierpnia sierpniowi sierpniem sierpniu sie sierp
    wrzesień września wrześniowi wrześniem wrześniu wrz wrzes
    październik października październikowi październikiem październiku paź paźdz
    listopad listopada listopadowi listopadem listopadzie lis list
    grudzień grudnia grudniowi grudniem grudniu gru grudz
"""
MONTHS = {
    form: number for number, line in enumerate(MONTH_FORMS.strip().splitlines(), start=1) for form in line.split()
}
ROMAN_NUMERALS = "I II III IV V VI VII VIII IX X XI XII".split()
ROMANS = {numeral.lower(): number for number, numeral in enumerate(ROMAN_NUMERALS, start=1)}
ORDINAL_FORMS = """
    pierwszy pierwsza pierwsze pierwszego pierwszej pierwszym pierwszą
    drugi druga drugie drugiego drugiej drugim drugą
    trzeci trzecia trzecie trzeciego trzeciej trzecim trzecią
    czwarty czwarta czwarte czwartego czwartej czwartym czwartą
"""
ORDINALS = {
    form: number for number, line in enumerate(ORDINAL_FORMS.strip().splitlines(), start=1) for form in line.split()
}
QUARTER_WORDS = set("kwartał kwartału kwartale kwartałem kwartały kwartałów kwartałach kw kwart".split())
HALF_OF_YEAR_WORDS = set("półrocze półrocza półroczu półroczem".split())
HALF_WORDS = set("połowa połowy połowie połowę połową poł".split())  # of a year, or of a month
YEAR_WORDS = set("r rok roku rokiem lata latach".split())
WEEKDAY_FORMS = """
    poniedziałek poniedziałku pon
    wtorek wtorku wt
    środa środy środę śr
    czwartek czwartku czw
    piątek piątku pt
    sobota soboty sobotę sob
    niedziela niedzieli niedzielę niedz
"""
WEEKDAYS = {form: number for number, line in enumerate(WEEKDAY_FORMS.strip().splitlines()) for form in line.split()}
SEASONS = set("wiosna wiosny wiosną wiosnę lato lata latem jesień jesieni jesienią zima zimy zimą zimę".split())
RELATIVE_YEARS = {
    "br": 0,
    **dict.fromkeys(["bieżący rok", "bieżącego roku", "bieżącym roku", "tego roku", "tym roku"], 0),
    **dict.fromkeys(["przyszły rok", "przyszłego roku", "przyszłym roku", "następnego roku", "następnym roku"], 1),
}
LEADS = [  # words before a term that add nothing to it, the longer first
    *[
        "w dniach",
        "w dniu",
        "w miesiącach",
        "w miesiącu",
        "w terminie",
        "w okresie",
        "w ciągu",
        "w trakcie",
        "w latach",
    ],
    *["cały", "przez cały", "termin", "okres", "miesiąc", "dnia", "dn", "we", "w"],
]
CONTINUOUS = [
    *["na bieżąco", "w trybie ciągłym", "tryb ciągły", "nabór ciągły", "w naborze ciągłym", "w sposób ciągły"],
    *["nabór w trybie ciągłym", "konkurs ciągły", "ciągle", "w sposób otwarty ciągły"],
]
NOT_PLANNED = {
    *[
        "-",
        "brak",
        "nie dotyczy",
        "nd",
        "n d",
        "nie planuje się",
        "nie planujemy",
        "nie zaplanowano",
        "nie jest planowany",
    ],
    *["nie planuje się ogłoszenia", "nie planuje się ogłoszenia konkursu", "nie przewiduje się", "nie planowany"],
    *["nie planuje się konkursu", "nie przewiduje się ogłoszenia", "nie przewiduje się ogłoszenia konkursu"],
}
OTHER_PROCEDURE = [  # beginnings; the act's name or the article may follow
    *["tryb ustawy", "w trybie ustawy", "na podstawie ustawy", "w innym trybie", "inny tryb"],
    *["tryb pozakonkursowy", "w trybie pozakonkursowym", "pozakonkursowo", "poza konkursem"],
    *["tryb art", "w trybie art", "tryb małych grantów", "w trybie małych grantów", "małe granty", "mały grant"],
    *["w trybie zamówień publicznych", "tryb zamówień publicznych", "w trybie zamówienia publicznego"],
]
RELATIVE = [  # beginnings; some event without a date follows
    *["do wyczerpania środków", "do czasu wyczerpania środków", "w miarę potrzeb", "według potrzeb", "wg potrzeb"],
    *[
        "w miarę dostępności środków",
        "w miarę posiadanych środków",
        "niezwłocznie po",
        "po",
        "przed",
        "w zależności od",
    ],
]
UNTIL_EXHAUSTED = ["do wyczerpania środków", "do czasu wyczerpania środków"]
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
HOUR = r"(?:do )?(?:godz(?:ina|iny|inie|iną)?|g)\.? ?\d{1,2}(?:[:.]\d{2})?(?!\d)|\d{1,2}:\d{2}(?!\d)"
TOKEN = re.compile(
    rf"(?P<hour>\b(?:{HOUR}))"
    r"|(?P<iso>\b\d{4}-\d{2}-\d{2}\b)"
    r"|(?P<dmy>\b\d{1,2} ?(?P<sep>[./-]) ?\d{1,2} ?(?P=sep) ?\d{4}\b)"
    r"|(?P<my>\b\d{1,2}[./]\d{4}\b)"
    r"|(?P<dm>\b\d{1,2}\.\d{1,2}\b\.?)"
    r"|(?P<number>\d+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<mark>\S)"
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str  # the name of TOKEN's group
    text: str


def normal(text):
    """Lower case, one kind of dash and of space, no Unicode look-alikes."""
    folded = unicodedata.normalize("NFKC", text).translate(DASHES).lower()
    return " ".join(folded.split())


def tokens_of(text):
    """The tokens of normal text. A dot after a word is an abbreviation's, after a plain number an ordinal's: dropped."""
    found = [
        Token(match.lastgroup if match.lastgroup != "sep" else "dmy", match.group()) for match in TOKEN.finditer(text)
    ]
    kept = []
    for token in found:
        if token.text == "." and kept and kept[-1].kind in ("word", "number"):
            continue
        kept.append(token)
    while kept and kept[-1].text in (".", ";", ","):
        kept.pop()
    return kept


# ── Pieces of a term ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Piece:
    """One named stretch: „II kwartał 2024”, or a part of one that takes what it lacks from its right-hand neighbour."""

    unit: Unit | None  # None: a bare number whose unit stands further right
    number: int  # day, month, quarter, half or year
    month: int | None = None  # of a day or of a half of a month
    year: int | None = None
    is_roman: bool = False

    def bounds(self):
        """First and last day; NotUnderstood when there is no such stretch."""
        if self.year is None or not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise NotUnderstood
        if self.unit == Unit.DAY:
            return (day(self.year, self.month, self.number),) * 2
        if self.unit == Unit.MONTH_PART:
            last = calendar.monthrange(self.year, self.month)[1]
            first, last = {1: (1, 15), 2: (16, last)}.get(self.number) or refuse()
            return day(self.year, self.month, first), day(self.year, self.month, last)
        months = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}.get(self.unit) or refuse()
        number = 1 if self.unit == Unit.YEAR else self.number
        if not 1 <= number <= 12 // months:
            raise NotUnderstood
        last = number * months
        return day(self.year, last - months + 1, 1), day(self.year, last, calendar.monthrange(self.year, last)[1])


def refuse():
    raise NotUnderstood


def day(year, month, number):
    try:
        return dt.date(year, month, number)
    except (TypeError, ValueError) as error:
        raise NotUnderstood from error


class Reader:
    """A place in the tokens. Each method takes what it can read and moves on, or takes nothing."""

    def __init__(self, tokens, as_of):
        self.tokens, self.as_of, self.at = tokens, as_of, 0

    def peek(self, ahead=0):
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else Token("end", "")

    def take_phrase(self, phrases):
        """The first of the phrases that stands here, or None."""
        for phrase in phrases:
            words = phrase.split()
            if [self.peek(ahead).text for ahead in range(len(words))] == words:
                self.at += len(words)
                return phrase
        return None

    def take_word(self, words):
        if self.peek().kind == "word" and self.peek().text in words:
            self.at += 1
            return True
        return False

    def take_month(self):
        number = MONTHS.get(self.peek().text)
        if number:
            self.at += 1
        return number

    def take_year(self):
        """„2024”, „2024 r.”, „roku 2024”, „br.”; None when no year stands here."""
        start = self.at
        phrase = self.take_phrase(RELATIVE_YEARS)
        if phrase:
            if self.as_of is None:
                raise NotUnderstood
            return self.as_of.year + RELATIVE_YEARS[phrase]
        before = self.take_word(YEAR_WORDS)
        token = self.peek()
        if token.kind == "number" and len(token.text) == 4:
            self.at += 1
            if not before:
                self.take_word(YEAR_WORDS)
            return int(token.text)
        self.at = start
        return None

    def take_number(self):
        """A roman, arabic or spelled number: (number, how it is written); None when none stands here."""
        token = self.peek()
        if token.kind == "number" and len(token.text) <= 2:
            found = int(token.text), "arabic"
        elif token.kind == "word" and token.text in ROMANS:
            found = ROMANS[token.text], "roman"
        elif token.kind == "word" and token.text in ORDINALS:
            found = ORDINALS[token.text], "spelled"
        else:
            return None
        self.at += 1
        return found

    def take_piece(self):
        """The stretch that stands here; NotUnderstood when none does."""
        numeric = self.take_numeric_date()
        if numeric:
            return numeric
        month = self.take_month()
        if month:
            return Piece(Unit.MONTH, month, year=self.take_year())
        year = self.take_year()
        if year:
            return Piece(Unit.YEAR, year, year=year)
        if self.take_word(QUARTER_WORDS | {"q"}):
            number = self.take_number() or refuse()
            return Piece(Unit.QUARTER, number[0], year=self.take_year())
        if self.take_word(HALF_OF_YEAR_WORDS):
            number = self.take_number() or refuse()
            return Piece(Unit.HALF, number[0], year=self.take_year())
        return self.take_numbered(*(self.take_number() or refuse()))

    def take_numeric_date(self):
        token = self.peek()
        if token.kind not in ("iso", "dmy", "my", "dm"):
            return None
        self.at += 1
        numbers = [int(number) for number in re.findall(r"\d+", token.text)]
        if token.kind == "iso":
            return Piece(Unit.DAY, numbers[2], numbers[1], self.with_year_word(numbers[0]))
        if token.kind == "dmy":
            if "/" in token.text and max(numbers[:2]) <= 12 and numbers[0] != numbers[1]:
                raise NotUnderstood  # 3/4/2024: day first or month first?
            return Piece(Unit.DAY, numbers[0], numbers[1], self.with_year_word(numbers[2]))
        if token.kind == "my":
            return Piece(Unit.MONTH, numbers[0], year=self.with_year_word(numbers[1]))
        return Piece(Unit.DAY, numbers[0], numbers[1], self.take_year())

    def with_year_word(self, year):
        self.take_word(YEAR_WORDS)
        return year

    def take_numbered(self, number, written):
        """What follows a number: its quarter, its half of a year or a month, its month, its year, or nothing yet."""
        if self.take_word(QUARTER_WORDS):
            return Piece(Unit.QUARTER, number, year=self.take_year_of_part())
        if self.take_word(HALF_OF_YEAR_WORDS):
            return Piece(Unit.HALF, number, year=self.take_year_of_part())
        if self.take_word(HALF_WORDS):
            month = self.take_month()
            if month:
                return Piece(Unit.MONTH_PART, number, month, self.take_year())
            return Piece(Unit.HALF, number, year=self.take_year_of_part())
        if written == "arabic":
            return self.take_day(number)
        if written == "roman":
            year = self.take_year()
            return Piece(Unit.MONTH if year else None, number, year=year, is_roman=True)
        return Piece(None, number)

    def take_year_of_part(self):
        """The year of a quarter or a half; „II połowa roku” names the year without saying which."""
        year = self.take_year()
        if year is None:
            self.take_word({"roku"})
        return year

    def take_day(self, number):
        month = self.take_month()
        if month:
            return Piece(Unit.DAY, number, month, self.take_year())
        if self.peek().text in ROMANS and self.peek().text != "i":
            self.at += 1
            return Piece(Unit.DAY, number, ROMANS[self.tokens[self.at - 1].text], self.take_year() or refuse())
        if self.peek().text == "i" and self.peek(1).kind == "number" and len(self.peek(1).text) == 4:
            self.at += 1
            return Piece(Unit.DAY, number, 1, self.take_year())  # „5 I 2024”
        return Piece(None, number)

    def ended(self):
        return self.at == len(self.tokens)

    def must_end(self):
        if not self.ended():
            raise NotUnderstood


# ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def read(text, year, as_of):
    if len(text) > LONGEST:
        raise NotUnderstood
    cleaned = normal(text)
    if cleaned and not cleaned.strip("-"):
        cleaned = "-"
    tokens = tokens_of(cleaned.replace("b.r.", "br").replace("b. r.", "br"))
    if not tokens:
        raise NotUnderstood
    words = " ".join(token.text for token in tokens)
    if words.replace("/", " ").replace("  ", " ") in NOT_PLANNED:
        return dateless(Kind.NOT_PLANNED)
    if begins(words, OTHER_PROCEDURE):
        return dateless(Kind.OTHER_PROCEDURE)
    if tokens[0].text in SEASONS and all(token.text in YEAR_WORDS or token.text.isdigit() for token in tokens[1:]):
        return Term(Kind.RELATIVE, Unit.SEASON, None, None, "")  # where a season starts would be a guess
    if begins(words, RELATIVE):
        return read_relative(tokens)
    return read_continuous(tokens, year, as_of)


def begins(words, phrases):
    return any(words == phrase or words.startswith(f"{phrase} ") for phrase in phrases)


def dateless(kind):
    return Term(kind, Unit.NONE, None, None, "")


def read_relative(tokens):
    """„po uchwaleniu budżetu”: relative. „po 15 marca”: whether that day counts is not said, so it is not understood."""
    dated = [token for token in tokens if token.kind not in ("word", "mark") or token.text in MONTHS]
    if dated or len(tokens) < 2:
        raise NotUnderstood
    return dateless(Kind.RELATIVE)


def read_continuous(tokens, year, as_of):
    """„na bieżąco”, alone or with the period in which it is so; otherwise a dated term."""
    reader = Reader(tokens, as_of)
    if not reader.take_phrase(CONTINUOUS):
        return read_dated(tokens, year, as_of)
    if reader.peek().text in (",", "-", ":"):
        reader.at += 1
    if reader.ended():
        return dateless(Kind.CONTINUOUS)
    return replace(read_dated(tokens[reader.at :], year, as_of), kind=Kind.CONTINUOUS)


def read_dated(tokens, year, as_of):
    """A term with dates: a period, „do …” or „od …”; weekdays and hours beside days are checked and set aside."""
    plain, weekdays, has_hour = without_asides(tokens)
    term = read_bounds(Reader(plain, as_of), year)
    if has_hour and term.unit != Unit.DAY:
        raise NotUnderstood
    if weekdays:
        days = sorted({day for day in (term.start, term.end) if day})
        if term.unit != Unit.DAY or weekdays != [day.weekday() for day in days]:
            raise NotUnderstood
    return term


def without_asides(tokens):
    """Tokens without hours and weekdays and the commas or brackets around them, the weekdays, whether an hour was said."""
    plain, weekdays, has_hour = [], [], False
    for place, token in enumerate(tokens):
        before = tokens[place - 1].text if place else ""
        after = tokens[place + 1].text if place + 1 < len(tokens) else ""
        if token.kind == "hour":
            has_hour = True
        elif token.text in WEEKDAYS:
            weekdays.append(WEEKDAYS[token.text])
        elif token.text == "(" and after in WEEKDAYS or token.text == ")" and before in WEEKDAYS:
            continue
        elif token.text == "," and (is_aside(tokens, place + 1) or is_aside(tokens, place - 1)):
            continue
        else:
            plain.append(token)
    return plain, weekdays, has_hour


def is_aside(tokens, place):
    return 0 <= place < len(tokens) and (tokens[place].kind == "hour" or tokens[place].text in WEEKDAYS)


def read_bounds(reader, year):
    reader.take_phrase(LEADS)
    if reader.take_phrase(
        ["począwszy od", "nie wcześniej niż od", "nie wcześniej niż w", "nie wcześniej niż", "najwcześniej od"]
    ):
        return read_since(reader, year)
    if reader.take_phrase(["najwcześniej w", "najwcześniej"]):
        return read_since(reader, year)
    if reader.take_phrase(
        ["nie później niż do", "nie później niż w", "nie później niż", "najpóźniej do", "najpóźniej w", "najpóźniej"]
    ):
        return read_until(reader, year, month_is_whole=True)
    if reader.take_phrase(["do"]):
        return read_until(reader, year, month_is_whole=False)
    if reader.take_phrase(["od"]):
        return read_from_to(reader, year)
    if reader.take_phrase(["między", "pomiędzy"]):
        pieces = [reader.take_piece(), reader.take_phrase(["a"]) and reader.take_piece() or refuse()]
        return read_period(reader, pieces, ["-"], year)
    pieces, separators = read_list(reader)
    return read_period(reader, pieces, separators, year)


def read_since(reader, year):
    reader.take_phrase(["początku"])
    piece = reader.take_piece()
    reader.must_end()
    return since(with_years([piece], year)[0])


def since(piece):
    return Term(Kind.SINCE, piece.unit, piece.bounds()[0], None, "")


def read_until(reader, year, *, month_is_whole):
    """„do 15 marca”, „do końca marca”. „do marca” leaves March open, so it is not understood."""
    to_the_end = reader.take_phrase(["końca", "końcem", "koniec"])
    piece = reader.take_piece()
    reader.must_end()
    (piece,) = with_years([piece], year)
    if piece.unit != Unit.DAY and not (to_the_end or month_is_whole) or piece.unit == Unit.DAY and to_the_end:
        raise NotUnderstood
    return Term(Kind.UNTIL, piece.unit, None, piece.bounds()[1], "")


def read_from_to(reader, year):
    """„od … do …”, „od … do końca …”, „od …”."""
    reader.take_phrase(["początku", "dnia"])
    first = reader.take_piece()
    if reader.take_phrase(UNTIL_EXHAUSTED):
        reader.must_end()
        return since(with_years([first], year)[0])
    if reader.ended():
        return since(with_years([first], year)[0])
    reader.take_phrase(["do"]) or refuse()
    to_the_end = reader.take_phrase(["końca"])
    reader.take_phrase(["dnia"])
    last = reader.take_piece()
    if to_the_end and last.unit == Unit.DAY:
        raise NotUnderstood
    return read_period(reader, [first, last], ["-"], year, mixed=True)


SEPARATORS = {"/": "/", "-": "-", ",": ",", "i": ",", "oraz": ","}


def read_list(reader):
    pieces, separators = [reader.take_piece()], []
    while reader.peek().text in SEPARATORS:
        separators.append(SEPARATORS[reader.peek().text])
        reader.at += 1
        pieces.append(reader.take_piece())
    return pieces, separators


def read_period(reader, pieces, separators, year, *, mixed=False):
    """One period from pieces that follow each other without a gap, or from two with a dash between them."""
    reader.must_end()
    if "-" in separators and len(separators) > 1:
        raise NotUnderstood
    pieces = with_years(with_units(pieces), year)
    units = {piece.unit for piece in pieces}
    if len(units) > 1 and not (mixed and Unit.DAY in units):
        raise NotUnderstood
    if units == {Unit.YEAR} and "/" in separators:
        raise NotUnderstood  # 2024/2025 may be a school year
    bounds = [piece.bounds() for piece in pieces]
    for separator, (_, before), (after, _) in zip(separators, bounds, bounds[1:], strict=False):
        if after <= before or (separator != "-" and after != before + dt.timedelta(days=1)):
            raise NotUnderstood
    unit = pieces[0].unit if len(units) == 1 else Unit.DAY
    if unit == Unit.MONTH_PART and len(pieces) > 1:
        raise NotUnderstood
    return Term(Kind.PERIOD, unit, bounds[0][0], bounds[-1][1], "")


def with_units(pieces):
    """Bare numbers take unit and month from the right: „II, III kwartał”, „1–15 marca”, „II – IV 2009”."""
    filled = []
    right = None
    for piece in reversed(pieces):
        if piece.unit is None:
            if right is None or (right.unit == Unit.MONTH) != (piece.is_roman and right.is_roman):
                raise NotUnderstood
            if right.unit not in (Unit.QUARTER, Unit.HALF, Unit.DAY, Unit.MONTH) or (
                right.unit == Unit.DAY and piece.is_roman
            ):
                raise NotUnderstood
            piece = replace(piece, unit=right.unit, month=right.month)
        filled.append(piece)
        right = piece
    return filled[::-1]


def with_years(pieces, year):
    """A missing year is the right-hand neighbour's, then the heading's, unless that would leap over a year and more."""
    if any(piece.unit is None for piece in pieces):
        raise NotUnderstood
    filled = []
    following = year
    for piece in reversed(pieces):
        piece = piece if piece.year else replace(piece, year=following)
        filled.append(piece)
        following = piece.year
    filled = filled[::-1]
    if pieces[-1].year is None and any(piece.year for piece in pieces[:-1]):
        first, last = filled[0].bounds()[0], filled[-1].bounds()[0]
        if last >= first.replace(year=first.year + 1, day=1):
            raise NotUnderstood
    return filled


# ── Saying it again ─────────────────────────────────────────────────────────────────────────────────────────────────

PHRASES = {
    Kind.CONTINUOUS: "na bieżąco",
    Kind.NOT_PLANNED: "nie planuje się",
    Kind.OTHER_PROCEDURE: "w innym trybie",
}


def describe(term: Term) -> str:
    """The understood term in Polish words; what carries no dates of its own is said by its text or a set phrase."""
    if term.kind in (Kind.RELATIVE, Kind.UNPARSED):
        return term.text
    if term.kind == Kind.CONTINUOUS and (term.start or term.end):
        return f"{PHRASES[term.kind]}, {describe_bounds(term)}"
    return PHRASES.get(term.kind) or describe_bounds(term)


def describe_bounds(term):
    if term.start is None:
        return f"do {describe_edge(term.unit, term.end, is_end=True)}"
    if term.end is None:
        return f"od {describe_edge(term.unit, term.start, is_end=False)}"
    return describe_period(fitting(term.unit, term.start, term.end), term.start, term.end)


def fitting(unit, start, end):
    """The unit, if the dates lie on its edges; else days, so that what officials typed is never said wrongly."""
    edges = start == first_day(unit, start) and end == last_day(unit, end)
    one_part = unit != Unit.MONTH_PART or (start.year, start.month, start.day > 15) == (
        end.year,
        end.month,
        end.day > 15,
    )
    return unit if edges and one_part else Unit.DAY


def first_day(unit, date):
    if unit == Unit.DAY:
        return date
    if unit == Unit.MONTH_PART:
        return date.replace(day=1 if date.day <= 15 else 16)
    length = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6}.get(unit, 12)
    return date.replace(month=(date.month - 1) // length * length + 1, day=1)


def last_day(unit, date):
    if unit == Unit.DAY or (unit == Unit.MONTH_PART and date.day <= 15):
        return date if unit == Unit.DAY else date.replace(day=15)
    length = {Unit.MONTH_PART: 1, Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6}.get(unit, 12)
    month = ((date.month - 1) // length + 1) * length
    return date.replace(month=month, day=calendar.monthrange(date.year, month)[1])


def describe_edge(unit, date, *, is_end):
    """The day a term ends or begins with, in the genitive: „końca marca 2024 r.”, „II kwartału 2024 r.”."""
    if date != (last_day(unit, date) if is_end else first_day(unit, date)):
        unit = Unit.DAY
    year = f"{date.year} r."
    words = {
        Unit.DAY: f"{date.day} {MONTHS_GENITIVE[date.month - 1]} {year}",
        Unit.MONTH_PART: f"{'I' if date.day <= 15 else 'II'} połowy {MONTHS_GENITIVE[date.month - 1]} {year}",
        Unit.MONTH: f"{MONTHS_GENITIVE[date.month - 1]} {year}",
        Unit.QUARTER: f"{quarter(date)} kwartału {year}",
        Unit.HALF: f"{half(date)} półrocza {year}",
    }.get(unit, year)
    return f"końca {words}" if is_end and unit != Unit.DAY else words


def quarter(date):
    return ROMAN_NUMERALS[(date.month - 1) // 3]


def half(date):
    return ROMAN_NUMERALS[(date.month - 1) // 6]


def describe_period(unit, start, end):
    if unit == Unit.DAY:
        return describe_days(start, end)
    if unit == Unit.MONTH_PART:
        return f"{'I' if start.day == 1 else 'II'} połowa {MONTHS_GENITIVE[start.month - 1]} {start.year} r."
    if unit == Unit.MONTH:
        return joined(MONTHS_NOMINATIVE[start.month - 1], MONTHS_NOMINATIVE[end.month - 1], start.year, end.year)
    if unit == Unit.QUARTER:
        return joined_numbers(quarter(start), quarter(end), "kwartał", start.year, end.year)
    if unit == Unit.HALF:
        return joined_numbers(half(start), half(end), "półrocze", start.year, end.year)
    return f"{start.year} r." if start.year == end.year else f"lata {start.year}–{end.year}"


def describe_days(start, end):
    last = f"{end.day} {MONTHS_GENITIVE[end.month - 1]} {end.year} r."
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{last}"
    first = f"{start.day} {MONTHS_GENITIVE[start.month - 1]}"
    return f"{first} – {last}" if start.year == end.year else f"{first} {start.year} r. – {last}"


def joined(first, last, first_year, last_year):
    if first_year != last_year:
        return f"{first} {first_year} – {last} {last_year}"
    return f"{first} {first_year}" if first == last else f"{first} – {last} {last_year}"


def joined_numbers(first, last, noun, first_year, last_year):
    if first_year != last_year:
        return f"{first} {noun} {first_year} r. – {last} {noun} {last_year} r."
    return f"{first} {noun} {first_year} r." if first == last else f"{first}–{last} {noun} {last_year} r."
