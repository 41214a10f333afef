"""The words of one offer's result, typed at the desk or standing in a spreadsheet → values, or what to do about them.

Pure. Nothing is guessed: what can mean two things is told, with both ways of writing it.
"""

import re
from decimal import Decimal

from stdnum import exceptions
from stdnum.pl import nip, pesel, regon

from competitions.choices import Register, ResultState
from leszno_ngo.reading import fold
from leszno_ngo.templatetags.leszno import NBSP, plural, zloty

FIELDS = (
    *("bidder", "register", "register_number", "task_title", "points"),
    *("requested", "granted", "state", "reason"),
)
LONGEST = {"bidder": 300, "register_number": 40, "task_title": 2000, "reason": 4000}
CALLED = {"bidder": "Nazwa oferenta", "task_title": "Tytuł zadania", "reason": "Powód"}
LARGEST_AMOUNT = Decimal("9999999999.99")
MOST_POINTS = Decimal("9999.99")

NOTHING = {"", "-", "–", "—", "x", "nie dotyczy", "brak", "n/d", "nd", "nd."}
SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
MONEY_WORD = re.compile(r"(zł|złotych|pln)\.?$", re.IGNORECASE)
OTHER_MONEY = re.compile(r"(eur|euro|€|usd|\$|£|chf)", re.IGNORECASE)
THOUSANDS = re.compile(r"\btys\b|\btysi|\bmln\b|\bmilion", re.IGNORECASE)
PLAIN = re.compile(r"(\d+)(?:[.,](\d{1,2})|,-)?")
DOTTED = re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2})|,-)?")
SPACED = re.compile(r"(\d{1,3}(?: \d{3})+)(?:[.,](\d{1,2})|,-)?")
DOUBTFUL = re.compile(r"\d{1,3}[.,]\d{3}")
FINER = re.compile(r"\d[\d ]*[.,]\d{3,}")
POINTS = re.compile(r"(\d+(?:[.,]\d+)?)(?: ?(?:pkt|punkt|punkty|punktów|punktu)\.?)?", re.IGNORECASE)
OF_POINTS = re.compile(r"\d+(?:[.,]\d+)? ?(?:/|z|na) ?\d+.*", re.IGNORECASE)
KRS = re.compile(r"(?:(?:nr|numer) )?krs[ :.]*", re.IGNORECASE)
DIGITS_OF_KRS = 10

STATES = {
    ResultState.FUNDED: (
        "dotacja|z dotacją|dotacja przyznana|przyznana dotacja|przyznano|przyznano dotację|przyznana|dofinansowana|"
        "dofinansowano|dofinansowanie|sfinansowana|wybrana|wybrana do dofinansowania|wybrana do realizacji"
    ),
    ResultState.RESERVE: "lista rezerwowa|na liście rezerwowej|rezerwowa|rezerwa|oferta rezerwowa",
    ResultState.NOT_FUNDED: (
        "bez dotacji|nie przyznano|nie przyznano dotacji|nieprzyznana|dotacja nieprzyznana|niedofinansowana|"
        "nie dofinansowano|bez dofinansowania|brak dotacji|brak dofinansowania|niewybrana|nie wybrano"
    ),
    ResultState.REJECTED: (
        "odrzucona z przyczyn formalnych|odrzucona formalnie|odrzucono formalnie|odrzucono z przyczyn formalnych|"
        "odrzucona na etapie oceny formalnej|błędy formalne|nie spełnia wymogów formalnych|"
        "nie spełniła wymogów formalnych|negatywna ocena formalna"
    ),
    ResultState.WITHDRAWN: "wycofana|wycofano|oferta wycofana|wycofana przez oferenta",
    ResultState.RESIGNED: "rezygnacja z dotacji|rezygnacja|oferent zrezygnował|zrezygnował|zrezygnowano|zrezygnowała",
}
REGISTERS = {
    Register.KRS: "krs|krajowy rejestr sądowy",
    Register.REGISTER_OF_ASSOCIATIONS: "ewidencja stowarzyszeń zwykłych|stowarzyszenie zwykłe",
    Register.REGISTER_OF_SPORTS_CLUBS: (
        "ewidencja klubów sportowych|ewidencja uczniowskich klubów sportowych|uczniowski klub sportowy|uks"
    ),
    Register.OTHER: "inny rejestr lub ewidencja|inny rejestr|inna ewidencja|inny",
}


def known_words(words_of):
    """{folded words: value}, the stored value itself among them."""
    spoken = {fold(words): value for value, all_words in words_of.items() for words in all_words.split("|")}
    return spoken | {fold(value.value): value for value in words_of}


STATE_OF, REGISTER_OF = known_words(STATES), known_words(REGISTERS)
STATE_WORDS = ", ".join(f"„{state.label}”" for state in ResultState)


# ── Amounts and points ──────────────────────────────────────────────────────────────────────────────────────────────


def parse_amount(text: str) -> Decimal | None:
    """„60 000 zł”, „10.500,00 zł”, „10500.5” → złoty; None: nothing is said. ValueError says what to do."""
    words = one_spaced(text)
    if words.casefold() in NOTHING:
        return None
    if OTHER_MONEY.search(words):
        raise ValueError(f"Kwotę podaje się w złotych, a jest „{shown(text)}”.")
    if THOUSANDS.search(words):
        raise ValueError(f"Wpisz całą kwotę cyframi, np. 10{NBSP}000, zamiast „{shown(text)}”.")
    number = MONEY_WORD.sub("", words).strip()
    if number.startswith(("-", "−", "–", "(")):
        raise ValueError("Kwota nie może być ujemna.")
    if DOUBTFUL.fullmatch(number):
        raise ValueError(doubtful(number))
    for pattern in (PLAIN, SPACED, DOTTED):
        if match := pattern.fullmatch(number):
            return checked_amount(match)
    if FINER.fullmatch(number):
        raise ValueError(f"Kwota „{shown(text)}” ma więcej niż dwa miejsca po przecinku. Zaokrąglij ją do groszy.")
    raise ValueError(f"„{shown(text)}” to nie kwota. Wpisz ją cyframi, np. 10{NBSP}500,00.")


def checked_amount(match):
    amount = Decimal(f"{re.sub('[ .]', '', match[1])}.{match[2] or 0}")
    if amount > LARGEST_AMOUNT:
        raise ValueError(f"Kwota jest za duża. Najwyższa możliwa to {zloty(LARGEST_AMOUNT)}.")
    return amount


def doubtful(number):
    """„10.500” is ten and a half thousand to one reader and ten and a half to another."""
    whole, rest = re.split("[.,]", number)
    rest = rest.rstrip("0")
    if len(rest) > 2:  # it cannot be złoty and grosze, but one of both has been written wrong
        return f"Nie wiadomo, czy „{number}” to {zloty(Decimal(whole + number[-3:]))}. Wpisz kwotę bez kropki."
    small = Decimal(f"{whole}.{rest or 0}")
    return (
        f"Nie wiadomo, czy „{number}” to {zloty(Decimal(whole + number[-3:]))}, czy {zloty(small)}. "
        "Wpisz kwotę bez kropki między tysiącami, a grosze po przecinku."
    )


def parse_points(text: str) -> Decimal | None:
    """„87,5”, „87 pkt” → points; None: nothing is said. ValueError says what to do."""
    words = one_spaced(text)
    if words.casefold() in NOTHING:
        return None
    if words.startswith(("-", "−", "–")):
        raise ValueError("Punkty nie mogą być ujemne.")
    if OF_POINTS.fullmatch(words):
        raise ValueError(f"Wpisz same punkty oferty, bez liczby możliwych: „{shown(text)}”.")
    match = POINTS.fullmatch(words)
    if match is None:
        raise ValueError(f"„{shown(text)}” to nie punkty. Wpisz liczbę, np. 87,5.")
    points = Decimal(match[1].replace(",", "."))
    if points != points.quantize(Decimal("0.01")):
        raise ValueError(f"Punkty „{shown(text)}” zaokrąglij do dwóch miejsc po przecinku.")
    if points > MOST_POINTS:
        raise ValueError(f"Punktów jest za dużo: „{shown(text)}”.")
    return points


# ── States and registers ────────────────────────────────────────────────────────────────────────────────────────────


def parse_state(text: str) -> ResultState:
    """What became of an offer; ValueError says what can be written."""
    words = fold(text)
    if words in STATE_OF:
        return STATE_OF[words]
    if not words:
        raise ValueError(f"Podaj, co stało się z ofertą: {STATE_WORDS}.")
    if words in ("odrzucona", "odrzucono", "oferta odrzucona"):
        raise ValueError(
            "Nie wiadomo, dlaczego ofertę odrzucono. Wpisz „odrzucona z przyczyn formalnych” albo, gdy ją oceniono, "
            "„bez dotacji”."
        )
    raise ValueError(f"Nie wiadomo, co znaczy „{shown(text)}”. Wpisz jedno z: {STATE_WORDS}.")


def parse_register(text: str) -> Register | str:
    words = fold(text)
    if words in REGISTER_OF:
        return REGISTER_OF[words]
    if one_spaced(text).casefold() in NOTHING:
        return ""
    labels = ", ".join(f"„{register.label}”" for register in Register)
    raise ValueError(f"Nie wiadomo, jaki to rejestr: „{shown(text)}”. Wpisz jedno z: {labels}.")


def parse_register_number(text: str, register: Register | str) -> tuple[Register | str, str]:
    """(register, number as text); a number that says „KRS”, or looks like no other, needs no register beside it."""
    words = one_spaced(text)
    number = KRS.sub("", words, count=1)
    says_krs = number != words
    if number.casefold() in NOTHING:
        return register, ""
    digits = re.sub(r"[ .-]", "", number)
    refuse_other_numbers(digits)
    if says_krs and register not in ("", Register.KRS):
        raise ValueError(f"Numer „{shown(text)}” jest z KRS, a wybrano inny rejestr. Zmień rejestr.")
    if register == Register.KRS or says_krs:
        return Register.KRS, checked_krs(digits)
    if not register and re.fullmatch(r"000\d{7}", digits):
        return Register.KRS, checked_krs(digits)
    if len(words) > LONGEST["register_number"]:
        raise ValueError(f"Numer w rejestrze może mieć najwyżej {LONGEST['register_number']} znaków.")
    return register, words


def checked_krs(digits):
    if not re.fullmatch(r"[0-9]+", digits):
        raise ValueError(f"Numer KRS to {DIGITS_OF_KRS} cyfr, bez liter i innych znaków.")
    if len(digits) < DIGITS_OF_KRS:
        raise ValueError(
            f"Numer KRS ma {DIGITS_OF_KRS} cyfr, a „{digits}” ma {len(digits)}. "
            f"Jeśli arkusz zgubił zera z przodu, wpisz {digits.zfill(DIGITS_OF_KRS)}."
        )
    if len(digits) > DIGITS_OF_KRS:
        raise ValueError(f"Numer KRS ma {DIGITS_OF_KRS} cyfr, a „{shown(digits)}” ma {len(digits)}. Sprawdź numer.")
    if not int(digits):
        raise ValueError("Numer KRS nie może składać się z samych zer.")
    return digits


def refuse_other_numbers(digits):
    """Numbers of other kinds, known by their check digits, that people put into the wrong column."""
    looks_like_krs = digits.startswith("000")
    if len(digits) == 11 and is_valid(pesel, digits):
        raise ValueError("To wygląda na numer PESEL. Danych osób nie wpisuje się do wyników; podaj numer w rejestrze.")
    if len(digits) == 10 and not looks_like_krs and is_valid(nip, digits):
        raise ValueError(f"„{digits}” to NIP, a potrzebny jest numer w rejestrze, np. KRS.")
    if len(digits) in (9, 14) and not looks_like_krs and is_valid(regon, digits):
        raise ValueError(f"„{digits}” to REGON, a potrzebny jest numer w rejestrze, np. KRS.")


def is_valid(kind, digits):
    try:
        kind.validate(digits)
    except exceptions.ValidationError:
        return False
    return digits.isascii()


# ── The offer ───────────────────────────────────────────────────────────────────────────────────────────────────────


def read_offer(words: dict[str, str]) -> tuple[dict, dict[str, str]]:
    """({field: value}, {field: what to do}) of one offer; a field that is not right has no value."""
    values, problems = {}, {}
    for name, called in CALLED.items():
        values[name] = text = one_spaced(words.get(name, ""))
        if len(text) > LONGEST[name]:
            problems[name] = f"{called} może mieć najwyżej {LONGEST[name]} znaków, a ma {len(text)}."
    if not fold(values["bidder"]):
        problems["bidder"] = "Podaj nazwę oferenta."
    for name, parse in PARSERS.items():
        take(values, problems, name, lambda parse=parse, name=name: parse(words.get(name, "")))
    if "register" in values:
        read_number(words.get("register_number", ""), values, problems)
    check_grant(values, problems)
    return {name: value for name, value in values.items() if name not in problems}, problems


PARSERS = {
    "points": parse_points,
    "requested": parse_amount,
    "granted": parse_amount,
    "state": parse_state,
    "register": parse_register,
}


def take(values, problems, name, parse):
    try:
        values[name] = parse()
    except ValueError as refusal:
        problems[name] = str(refusal)


def read_number(text, values, problems):
    try:
        values["register"], values["register_number"] = parse_register_number(text, values["register"])
    except ValueError as refusal:
        problems["register_number"] = str(refusal)
        return
    if values["register_number"] and not values["register"]:
        problems["register"] = "Wybierz rejestr, z którego jest ten numer."
    if values["register"] and not values["register_number"]:
        problems["register_number"] = "Podaj numer w rejestrze albo zostaw rejestr pusty."


def check_grant(values, problems):
    """The same as the database keeps: who has a grant has an amount, and nobody else has."""
    state, granted = values.get("state"), values.get("granted")
    if "state" not in values or "granted" in problems:
        return
    if state == ResultState.FUNDED and not granted:
        problems["granted"] = "Oferta z dotacją musi mieć przyznaną kwotę większą od zera."
    if state not in (ResultState.FUNDED, ResultState.RESIGNED) and granted:
        problems["granted"] = (
            f"Przyznano {zloty(granted)}, a stan to „{ResultState(state).label}”. Usuń kwotę albo zmień stan."
        )


def remarks(values: dict) -> list[str]:
    """What is right as it stands and still asks for a look."""
    state, granted, requested = values.get("state"), values.get("granted"), values.get("requested")
    found = []
    if granted and requested is not None and granted > requested:
        found.append(f"Przyznano {zloty(granted)}, a wnioskowano o {zloty(requested)}.")
    if state == ResultState.REJECTED and not values.get("reason"):
        found.append("Nie podano powodu odrzucenia.")
    if state == ResultState.FUNDED and not values.get("task_title"):
        found.append("Nie podano tytułu zadania; bez niego wyników nie da się ogłosić.")
    return found


def one_spaced(text):
    return SPACES.sub(" ", str(text)).strip()


def shown(text, length=60):
    words = one_spaced(text)
    return words if len(words) <= length else f"{words[: length - 1]}…"


def offers_in_words(n):
    return f"{n} {plural(n, 'oferta,oferty,ofert')}"
