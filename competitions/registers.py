"""Numbers under which organisations are registered: words → a register and its number, or what to do. Pure."""

import re

from stdnum import exceptions
from stdnum.pl import nip, pesel, regon

from competitions.amounts import NOTHING, one_spaced, shown
from competitions.choices import Register

LONGEST = 40
KRS = re.compile(r"(?:(?:nr|numer) )?krs[ :.]*", re.IGNORECASE)
DIGITS_OF_KRS = 10


def read_number(register: Register | str, text: str) -> tuple[Register | str, str, dict[str, str]]:
    """(register, number, {field: what to do}): both are there or neither is."""
    try:
        register, number = parse_register_number(text, register)
    except ValueError as refusal:
        return register, "", {"register_number": str(refusal)}
    problems = {}
    if number and not register:
        problems["register"] = "Wybierz rejestr, z którego jest ten numer."
    if register and not number:
        problems["register_number"] = "Podaj numer w rejestrze albo zostaw rejestr pusty."
    return register, number, problems


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
    if len(words) > LONGEST:
        raise ValueError(f"Numer w rejestrze może mieć najwyżej {LONGEST} znaków.")
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
