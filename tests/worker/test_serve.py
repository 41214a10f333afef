"""`manage.py serve`: one command starts everything, looks after it and leaves nothing behind."""

import http.client
import os
import re
import signal
import socket
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from tests.worker.portal import wait_until

pytestmark = pytest.mark.worker

ADDRESS = re.compile(r"Portal działa: http://localhost:(\d+)/ \(Ctrl-C kończy\)")
TIMELY = 15  # seconds in which everything has ended


class Served:
    """A portal that `manage.py serve` has on a free port, and its parts by name."""

    def __init__(self, portal):
        self.portal = portal
        self.supervisor = portal.start("serve", "manage.py", "serve", "--port", "0")
        wait_until(lambda: ADDRESS.search(self.log()) or self.supervisor.poll() is not None)
        self.port = int(ADDRESS.search(self.log())[1])

    def log(self):
        return (self.portal.folder / "serve.log").read_text("utf-8")

    def get(self, path):
        """The status, the kind and the bytes of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with closing(connection):
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.headers["Content-Type"], response.read()

    def part(self, words):
        """The number of the child with these words in its command."""
        supervisor = self.supervisor.pid
        children = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()
        commands = {int(child): Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ") for child in children}
        (number,) = [number for number, command in commands.items() if words in command]
        return number


@pytest.fixture
def served(checkout):
    served = Served(checkout)
    yield served
    for number in checkout.processes():
        os.kill(number, signal.SIGKILL)


def test_a_released_schedule_becomes_a_file_that_the_page_hands_out(served, checkout):
    assert served.get("/zdrowie/")[0] == 200

    checkout.release()
    checkout.wait_for("ready")

    paper = (checkout.folder / "media" / checkout.files()[0]).read_bytes()
    assert served.get("/harmonogram/2024.pdf") == (200, "application/pdf", paper)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_everything_that_was_started(served, checkout, stop):
    # The supervisor, gunicorn and its two, the worker and its two, the timetable.
    wait_until(lambda: len(checkout.processes()) == 8)

    served.supervisor.send_signal(stop)

    assert served.supervisor.wait(TIMELY) == 0
    assert checkout.processes() == []
    assert served.log().splitlines()[-1] == "serve    | Portal zatrzymany."


def test_a_killed_supervisor_leaves_no_orphans(served, checkout):
    served.supervisor.kill()

    wait_until(lambda: checkout.processes() == [], TIMELY)

    with pytest.raises(ConnectionRefusedError):
        served.get("/zdrowie/")


def test_a_killed_worker_is_started_again_and_finishes_what_it_was_making(served, checkout):
    checkout.lengthen(400)
    wait_until(lambda: served.log().count(" ready.") == 1)
    checkout.release()
    checkout.wait_for("running")

    os.kill(served.part("celery -A leszno_ngo --quiet worker"), signal.SIGKILL)

    checkout.wait_for("ready")
    (document,) = checkout.documents()
    assert checkout.files() == [document["name"]]
    assert "„worker” zakończył pracę (kod -9); uruchamiam go ponownie za 1 s." in served.log()


def test_without_its_web_server_everything_ends_and_says_so(served, checkout):
    os.kill(served.part("gunicorn"), signal.SIGKILL)

    assert served.supervisor.wait(TIMELY) == 1
    assert checkout.processes() == []
    assert served.log().splitlines()[-1] == (
        "CommandError: Serwer stron zakończył pracę (kod -9). Przyczyna jest w wierszach „web” wyżej."
    )


@pytest.mark.parametrize(
    ("port", "message"),
    [
        ("taken", "CommandError: Port {port} jest zajęty. Podaj inny, na przykład --port {next}."),
        (70000, "CommandError: Port to liczba od 0 do 65535, a podano 70000."),
    ],
)
def test_a_port_that_cannot_be_had_is_refused_before_anything_starts(checkout, port, message):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1] if port == "taken" else port
        done = subprocess.run(
            checkout.command("manage.py", "serve", "--port", str(port)),
            cwd=settings.BASE_DIR,
            env=checkout.environment,
            capture_output=True,
            text=True,
        )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == message.format(port=port, next=port + 1)
    assert checkout.processes() == []
