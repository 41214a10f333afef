"""The words of one offer's result, typed at the desk or standing in a spreadsheet → values, or what to do about them.

Pure. Nothing is guessed: what can mean two things is told, with both ways of writing it.
"""

import re
from decimal import Decimal

from competitions import registers
from competitions.amounts import NOTHING, one_spaced, parse_amount, shown
from competitions.choices import Register, ResultState
from competitions.registers import read_number
from leszno_ngo.reading import fold
from leszno_ngo.templatetags.leszno import plural, zloty

FIELDS = (
    *("bidder", "register", "register_number", "task_title", "points"),
    *("requested", "granted", "state", "reason"),
)
LONGEST = {"bidder": 300, "register_number": registers.LONGEST, "task_title": 2000, "reason": 4000}
CALLED = {"bidder": "Nazwa oferenta", "task_title": "Tytuł zadania", "reason": "Powód"}
MOST_POINTS = Decimal("9999.99")

POINTS = re.compile(r"(\d+(?:[.,]\d+)?)(?: ?(?:pkt|punkt|punkty|punktów|punktu)\.?)?", re.IGNORECASE)
OF_POINTS = re.compile(r"\d+(?:[.,]\d+)? ?(?:/|z|na) ?\d+.*", re.IGNORECASE)

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


# ── Points ──────────────────────────────────────────────────────────────────────────────────────────────────────────


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
    if points > MOST_POINTS:
        raise ValueError(f"Punktów jest za dużo: „{shown(text)}”.")
    if points != points.quantize(Decimal("0.01")):
        raise ValueError(f"Punkty „{shown(text)}” zaokrąglij do dwóch miejsc po przecinku.")
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
        register, number, wrong = read_number(values["register"], words.get("register_number", ""))
        values |= {"register": register, "register_number": number}
        problems |= wrong
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


def offers_in_words(n):
    return f"{n} {plural(n, 'oferta,oferty,ofert')}"
