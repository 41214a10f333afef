"""The desk shows a document of as many rows as may be imported in little time and memory, a page of them at a time."""

import json
import subprocess
import sys

from django.conf import settings

from leszno_ngo.sheets.grid import MOST_ROWS
from tests.competitions import formats
from tests.competitions.test_importing_large import MEGABYTES, SECONDS, write_large

# The real views in a process of their own. The peak is the kernel's VmHWM, and the time that of the processor.
WALK = """
import json, sys, time
import django
from django.conf import settings
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
django.setup()
from pathlib import Path
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from competitions.models import Schedule, ScheduleEntry, ScheduleImport
from leszno_ngo.models import User
call_command("migrate", verbosity=0)
user = User.objects.create_user("koordynator", role="coordinator", is_staff=True)
schedule = Schedule.objects.create(year=2024, title="Harmonogram")
client = Client(SERVER_NAME="127.0.0.1")
client.force_login(user)
content = Path(sys.argv[1]).read_bytes()
url = f"/admin/competitions/schedule/{schedule.pk}/wczytaj/"
def timed(ask):
    started = time.process_time()
    answer = ask()
    assert answer.status_code in (200, 302), answer.status_code
    return answer, time.process_time() - started
def peak():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024
file = SimpleUploadedFile("duży.xlsx", content)
sent, upload_seconds = timed(lambda: client.post(url, {"plik": file, "zakres": "calosc"}))
shown, preview_seconds = timed(lambda: client.get(sent.url))
print(json.dumps([upload_seconds, preview_seconds, peak(), shown.content.count(b"<li class=\\"import-row\\"")]))
"""


def test_preview_of_5000_rows_takes_5_seconds_and_200_megabytes(tmp_path):
    path = tmp_path / "duży.xlsx"
    path.write_bytes(formats.xlsx_of(write_large))

    ran = subprocess.run(
        [sys.executable, "-c", WALK, str(path)],
        cwd=settings.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "leszno_ngo.settings", "VAR": str(tmp_path), "LOG_LEVEL": "WARNING"},
        capture_output=True,
        text=True,
        check=True,
    )
    upload, preview, peak, rows = json.loads(ran.stdout)

    assert rows == 100
    assert upload < SECONDS, f"{upload:.1f} s of processor time"
    assert preview < SECONDS, f"{preview:.1f} s of processor time"
    assert peak < MEGABYTES, f"{peak:.0f} MB"


def test_the_large_document_is_as_large_as_may_be():
    assert MOST_ROWS == 5_000
