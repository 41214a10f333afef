"""A spreadsheet of as many rows as may be imported is read in little time and memory."""

import json
import subprocess
import sys

from django.conf import settings

from leszno_ngo.sheets.grid import MOST_ROWS
from tests.competitions import formats

SECONDS, MEGABYTES = 5, 200
# The peak is the kernel's VmHWM: getrusage would count the memory of the test's own process, which started this one.
READ = """
import json, sys, time
import django
django.setup()
from pathlib import Path
from competitions.importing import read_document_file, read_schedule
started = time.process_time()
reading = read_schedule(read_document_file(Path(sys.argv[1])), 2024)
seconds = time.process_time() - started
peak = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024
print(json.dumps([len(reading.entries), len(reading.problems), seconds, peak]))
"""


def write_large(sheet):
    """Ten departments; every second term is a cell merged over two rows."""
    sheet.append(["Planowany harmonogram ogłaszania otwartych konkursów ofert w 2024 roku"])
    sheet.append(["Wydział", "Obszar", "Lp.", "Zadanie", "Termin"])
    words = "organizacja imprez rekreacyjnych i turystycznych dla mieszkańców miasta oraz powiatu leszczyńskiego"
    for row in range(3, MOST_ROWS + 1):
        department, number = divmod(row - 3, 500)
        term = None if row % 2 == 0 else "II, III kwartał roku 2024"
        sheet.append(
            [f"WYDZIAŁ {department}", f"Zadania w zakresie {department}, w tym:", number + 1, f"{words} {row}", term]
        )
        if row % 2 == 0:
            sheet.merge_cells(f"E{row - 1}:E{row}")


def test_spreadsheet_of_5000_rows_is_read_in_5_seconds_and_200_megabytes(tmp_path):
    path = tmp_path / "duży.xlsx"
    path.write_bytes(formats.xlsx_of(write_large))

    ran = subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        cwd=settings.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "leszno_ngo.settings", "VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    entries, problems, seconds, peak = json.loads(ran.stdout)

    assert (entries, problems) == (4_998, 0)
    assert seconds < SECONDS, f"{seconds:.1f} s of processor time"
    assert peak < MEGABYTES, f"{peak:.0f} MB"
