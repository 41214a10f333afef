"""Spreadsheets of results as offices write them, made in the test."""

import io

from openpyxl import Workbook

HEADINGS = (
    *("Lp.", "Oferent", "Numer KRS", "Tytuł zadania", "Punkty"),
    *("Wnioskowana kwota", "Przyznana kwota", "Stan", "Powód"),
)
FIELDS = ("position", "bidder", "register_number", "task_title", "points", "requested", "granted", "state", "reason")
OFFER = {
    "position": 1,
    "bidder": "Klub Abstynenta „Odnowa”",
    "register_number": "0000123456",
    "task_title": "Prowadzenie klubu abstynenckiego",
    "points": 87.5,
    "requested": 40_000,
    "granted": 30_000,
    "state": "dotacja",
    "reason": None,
}
SECOND = OFFER | {
    "position": 2,
    "bidder": "Stowarzyszenie Ścieżka",
    "register_number": "0000654321",
    "points": 60,
    "granted": None,
    "state": "lista rezerwowa",
}
THIRD = SECOND | {
    "position": 3,
    "bidder": "Fundacja Żuraw",
    "register_number": "0000777777",
    "points": None,
    "state": "odrzucona z przyczyn formalnych",
    "reason": "Ofertę złożono po terminie.",
}


def xlsx_of(fill):
    workbook = Workbook()
    fill(workbook.active)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def sheet_of(*offers, headings=HEADINGS, after=lambda sheet: None):
    """An .xlsx with a title, headings in row 3 and these offers from row 4 on."""

    def fill(sheet):
        sheet.append(["Wyniki otwartego konkursu ofert"])
        sheet.append([])
        sheet.append(list(headings))
        for offer in offers:
            sheet.append([offer.get(name) for name in FIELDS])
        after(sheet)

    return xlsx_of(fill)


def csv_of(*offers, delimiter=";", encoding="utf-8", headings=HEADINGS):
    rows = [headings, *([str(offer[name] if offer[name] is not None else "") for name in FIELDS] for offer in offers)]
    quoted = (delimiter.join(f'"{cell}"' if delimiter in str(cell) else str(cell) for cell in row) for row in rows)
    return "\r\n".join(quoted).encode(encoding)
