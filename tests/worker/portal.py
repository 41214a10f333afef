"""A whole portal of its own in a temporary folder: database, queue, files, and the processes started on them."""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

from tests.sharing import made_once

PATIENCE = 120  # seconds for anything a test waits for


class Portal:
    """Commands and workers that share a database and a queue; used as a context, it ends what it started."""

    def __init__(self, folder, **environment):
        self.folder = Path(folder)
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")},
            "VAR": str(self.folder),
            "PORTAL_DATE": "2023-12-01",
            **environment,
        }
        self.started = []
        self.asked, self.asked_in = None, None

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        for process in [*self.started, *filter(None, [self.asked])]:
            self.kill(process)
        if any(failure):
            for log in self.folder.glob("*.log"):
                sys.stderr.write(f"── {log.name}\n{log.read_text('utf-8', errors='replace')[-4000:]}\n")

    def command(self, *arguments):
        return [sys.executable, *arguments]

    def start(self, name, *arguments, prefix=(), **changes):
        """A process in a group of its own that writes to name.log; `prefix` stands before its command."""
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [*prefix, *self.command(*arguments)],
                cwd=settings.BASE_DIR,
                env=self.environment | changes,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def manage(self, *arguments, **changes):
        """Run a management command to its end; its output."""
        done = subprocess.run(
            self.command("manage.py", *arguments),
            cwd=settings.BASE_DIR,
            env=self.environment | changes,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ask(self, program, **changes):
        """What the program, run inside the portal, leaves in `answer`."""
        environment = {"DJANGO_SETTINGS_MODULE": "leszno_ngo.settings"} | self.environment | changes
        if environment != self.asked_in:
            self.set_up_to_answer(environment)
        self.asked.stdin.write(json.dumps(program) + "\n")
        self.asked.stdin.flush()
        told = json.loads(self.asked.stdout.readline() or '{"error": "nothing was answered; see asked.log"}')
        assert "error" not in told, told["error"]
        return told["answer"]

    def set_up_to_answer(self, environment):
        """A process that keeps the portal set up, as that takes longer than most answers."""
        if self.asked:
            self.kill(self.asked)
        with (self.folder / "asked.log").open("ab") as log:
            self.asked = subprocess.Popen(
                self.command("-m", "tests.worker.asking"),
                cwd=settings.BASE_DIR,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self.asked_in = environment

    # ── What the tests do to it ─────────────────────────────────────────────────────────────────────────────────────

    def with_tables(self):
        """As after `migrate`: on SQLite a copy of the file that this run has migrated."""
        if "DATABASE_URL" in self.environment:
            self.manage("migrate", "--verbosity", "0")
        else:
            shutil.copy(migrated_file(), self.folder)
        return self

    def with_static_files(self):
        """As after `collectstatic`, which compresses each file: a copy of what this run has collected."""
        shutil.copytree(made_once("static", collect) / "static", self.folder / "static")
        return self

    def with_schedule(self):
        """The city's real schedule of 2024, not yet released."""
        self.with_tables()
        self.manage("loaddata", "spheres", "departments", "areas", "--verbosity", "0")
        document = settings.BASE_DIR / "fixtures" / "documents" / "harmonogram-2024.txt"
        self.manage("import_schedule", str(document), "--year", "2024")
        return self

    def lengthen(self, rows):
        """Give the schedule so many more rows that its PDF takes long enough to be interrupted."""
        self.ask(
            f"""
from competitions.models import ScheduleEntry
last = ScheduleEntry.objects.order_by("section__position").last()
answer = len(ScheduleEntry.objects.bulk_create(
    ScheduleEntry(section=last.section, area=last.area, position=last.position + n, title=f"zadanie {{n}} " * 12)
    for n in range(1, {rows} + 1)
))"""
        )

    def release(self, **changes):
        """Seconds that the act of releasing took."""
        return self.ask(
            """
import time
from competitions.models import Schedule
from competitions.publishing import release_schedule
start = time.monotonic()
release_schedule(Schedule.objects.working().get(year=2024), by=None)
answer = time.monotonic() - start""",
            **changes,
        )

    def release_again(self):
        """Have the document that was made made once more, as if it had failed."""
        self.ask(
            """
from competitions.models import ScheduleDocument
from leszno_ngo.issuing import retry_document
ScheduleDocument.objects.update(state="failed", error="Jeszcze raz.")
answer = retry_document(ScheduleDocument.objects.get(), by=None)"""
        )

    def worker(self, name="worker", **changes):
        """A running worker that has said it is ready."""
        log = self.folder / f"{name}.log"
        said_before = log.read_text("utf-8").count(" ready.") if log.exists() else 0
        process = self.start_worker(name, **changes)
        wait_until(lambda: log.read_text("utf-8").count(" ready.") > said_before)
        return process

    def start_worker(self, name, **changes):
        """The same, not waited for."""
        arguments = ["-A", "leszno_ngo", "worker", "--hostname", f"{name}@%h", "--concurrency", "1"]
        return self.start(name, "-m", "celery", *arguments, "--loglevel", "INFO", LOG_LEVEL="INFO", **changes)

    def processes(self):
        """The numbers of the processes alive that were started for this portal, whoever their parent is now; without
        the one that answers the tests."""
        mark = f"VAR={self.folder}".encode()
        asked = self.asked and self.asked.pid
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            # Most belong to others, and any may end meanwhile; one that has ended has no environment.
            with contextlib.suppress(OSError):
                if mark in (folder / "environ").read_bytes().split(b"\0") and int(folder.name) != asked:
                    found.append(int(folder.name))
        return sorted(found)

    def kill(self, process):
        """SIGKILL for the process and everything it started, at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    # ── What the tests look at ──────────────────────────────────────────────────────────────────────────────────────

    def states(self):
        """(state, attempts) of every document, read beside Django and as often as wanted."""
        with self.connected() as connection:
            cursor = connection.cursor()
            cursor.execute("SELECT state, attempts FROM competitions_scheduledocument")
            return cursor.fetchall()

    @contextlib.contextmanager
    def connected(self):
        url = self.environment.get("DATABASE_URL")
        if url:
            import psycopg2  # only this portal needs it

            connection = psycopg2.connect(url)
        else:
            connection = sqlite3.connect(self.folder / "portal.sqlite3", timeout=20)
        try:
            yield connection
        finally:
            connection.close()

    def wait_for(self, state):
        """Wait until the one document is in the state; its number of attempts."""
        wait_until(lambda: [row[0] for row in self.states()] == [state])
        return self.states()[0][1]

    def documents(self):
        """Every document's row, with what its file really holds."""
        return self.ask(
            """
import hashlib
from competitions.models import ScheduleDocument
answer = [
    {
        "state": document.state,
        "error": document.error,
        "name": document.file.name,
        "sha256": document.sha256,
        "sha256_of_file": hashlib.sha256(document.file.read()).hexdigest() if document.file else "",
        "pages": document.pages,
        "seconds": (document.made_at - document.queued_at).total_seconds() if document.made_at else None,
    }
    for document in ScheduleDocument.objects.all()
]"""
        )

    def files(self):
        media = self.folder / "media"
        return sorted(path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file())


def meeting(folder):
    """Lines of a program that wait until two such programs have come to them."""
    folder.mkdir()
    return f"""
import os, pathlib, time
folder = pathlib.Path({str(folder)!r})
(folder / str(os.getpid())).touch()
while len(list(folder.iterdir())) < 2:
    time.sleep(0.002)"""


def migrated_file():
    """An SQLite database after every migration, and nothing since; made once in a test run."""
    return made_once("migrated", migrate_file) / "portal.sqlite3"


def migrate_file(folder):
    with Portal(folder) as portal:
        portal.manage("migrate", "--verbosity", "0")
    with contextlib.closing(sqlite3.connect(folder / "portal.sqlite3")) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # who copies it chooses a journal again


def collect(folder):
    with Portal(folder) as portal:
        portal.manage("collectstatic", "--no-input", "--verbosity", "0")


def wait_until(true, patience=PATIENCE):
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
