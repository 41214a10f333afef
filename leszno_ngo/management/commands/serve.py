"""One machine, one command: the web server, one worker and its timetable, watched over until Ctrl-C.

Each part has a process group of its own, so that none of its processes outlives it. A worker or a timetable that dies
is started again, more slowly each time; without the web server there is nothing to serve and everything ends.
"""

import contextlib
import errno
import http.client
import os
import selectors
import shutil
import signal
import socket
import subprocess  # nosec B404
import sys
import time
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command

TICK = 0.2  # seconds between two looks at the children
PATIENCE = 8  # seconds for a child to finish what it is doing once told to end
SLOWEST_RESTART = 30
LONG_LIFE = 60  # seconds after which a child's next death counts as its first


@dataclass
class Part:
    """A child process and what is known of it."""

    name: str
    command: list[str]
    inherited: tuple[int, ...] = ()
    process: subprocess.Popen | None = None
    deaths: int = 0
    started: float = 0
    start_at: float = 0
    line: bytes = field(default=b"", repr=False)


class Command(BaseCommand):
    help = (
        "Uruchamia portal na jednej maszynie: serwer stron, wykonawcę zadań i jego kalendarz. Ctrl-C kończy wszystko."
    )

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="adres, pod którym portal ma odpowiadać")
        parser.add_argument("--port", type=int, default=8000, help="port; 0: dowolny wolny")

    def handle(self, *args, host, port, **options):
        self.stopping = False
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.stop)
        with listening_socket(host, port) as listener, selectors.DefaultSelector() as self.output:
            if static_files_changed():
                call_command("collectstatic", interactive=False, verbosity=0)
            self.parts = parts(listener.fileno())
            self.host, self.port = listener.getsockname()[:2]
            self.shown_host = "localhost" if host == "127.0.0.1" else host
            try:
                self.watch()
            finally:
                self.end_all()

    def stop(self, *_):
        self.stopping = True

    def watch(self):
        """Start what is due, pass on what the children say, until somebody asks to stop."""
        told = False
        while not self.stopping:
            for part in self.parts:
                self.look_after(part)
            self.pass_on_output(TICK)
            if not told and answers(self.host, self.port):
                told = True
                self.say(f"Portal działa: http://{self.shown_host}:{self.port}/ (Ctrl-C kończy)")

    def look_after(self, part):
        now = time.monotonic()
        if part.process is None:
            if now >= part.start_at:
                self.start(part, now)
        elif part.process.poll() is not None:
            code = part.process.returncode
            self.bury(part)
            if part.name == "web":
                raise CommandError(
                    f"Serwer stron zakończył pracę (kod {code}). Przyczyna jest w wierszach „web” wyżej."
                )
            part.deaths = part.deaths + 1 if now - part.started < LONG_LIFE else 1
            pause = min(2 ** (part.deaths - 1), SLOWEST_RESTART)
            part.start_at = now + pause
            self.say(f"„{part.name}” zakończył pracę (kod {code}); uruchamiam go ponownie za {pause} s.")

    def start(self, part, now):
        part.process = subprocess.Popen(  # noqa: S603  # nosec B603
            dies_with_us(part.command),
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for us alone; we end the parts in order
            pass_fds=part.inherited,
        )
        part.started = now
        os.set_blocking(part.process.stdout.fileno(), False)
        self.output.register(part.process.stdout, selectors.EVENT_READ, part)

    def bury(self, part):
        """End what is left of a dead child's group and let the rest of its words out."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(part.process.pid, signal.SIGKILL)
        part.process.wait()
        self.read(part)
        self.output.unregister(part.process.stdout)
        part.process.stdout.close()
        part.process = None

    def pass_on_output(self, timeout):
        for key, _ in self.output.select(timeout):
            self.read(key.data)

    def read(self, part):
        """Print every whole line that the child has written, under its name."""
        while chunk := part.process.stdout.read(65536):
            *lines, part.line = (part.line + chunk).split(b"\n")
            for line in lines:
                self.say(line.decode(errors="replace"), part.name)

    def say(self, line, name="serve"):
        # The reader of our words may be gone (a closed terminal); the children still have to be ended.
        with contextlib.suppress(OSError):
            self.stdout.write(f"{name:9}| {line}")
            self.stdout.flush()

    def end_all(self):
        """Tell every child to end, wait a little, then end what is left, with everything it started."""
        living = [part for part in self.parts if part.process is not None]
        for part in living:
            part.process.terminate()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and any(part.process.poll() is None for part in living):
            self.pass_on_output(TICK)
        for part in living:
            self.bury(part)
        self.say("Portal zatrzymany.")


def listening_socket(host, port):
    """The address, taken before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OverflowError as error:
        raise CommandError(f"Port to liczba od 0 do 65535, a podano {port}.") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandError(f"Port {port} jest zajęty. Podaj inny, na przykład --port {port + 1}.") from error
        raise CommandError(f"Nie można zająć adresu {host}, port {port}: {os.strerror(error.errno)}.") from error


def parts(listener):
    """The children: gunicorn on the socket we hold, one worker, one timetable."""
    gunicorn = [sys.executable, "-m", "gunicorn", "leszno_ngo.wsgi"]
    celery = [sys.executable, "-m", "celery", "-A", "leszno_ngo", "--quiet"]
    web = [
        "--bind",
        f"fd://{listener}",
        "--workers",
        "2",
        "--threads",
        "4",
        "--graceful-timeout",
        "5",
        "--no-control-socket",
    ]
    worker = ["--hostname", "serve@%h", "--concurrency", "2", "--without-gossip", "--without-mingle"]
    return [
        Part("web", [*gunicorn, *web, "--log-level", "warning"], inherited=(listener,)),
        Part("worker", [*celery, "worker", *worker, "--loglevel", "INFO"]),
        Part("timetable", [*celery, "beat", "--pidfile=", "--loglevel", "WARNING"]),
    ]


def dies_with_us(command):
    """The command, told by the kernel to end when we are gone, even killed, where setpriv exists (Linux)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", *command] if setpriv else command


def static_files_changed():
    """Whether some static file is newer than the collected ones."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if not manifest.exists():
        return True
    collected = manifest.stat().st_mtime
    return any(
        storage.get_modified_time(path).timestamp() > collected
        for finder in get_finders()
        for path, storage in finder.list([])
    )


def answers(host, port):
    """Whether anything at all is answered there, an error included."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/zdrowie/")
        return bool(connection.getresponse().status)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
