"""A portal that announces competitions: PostgreSQL, a Redis that can be lost, and folders that can be full."""

import contextlib
import errno
import os
import subprocess
from pathlib import Path

from tests import servers
from tests.worker.portal import Portal, wait_until

LONG = 400  # criteria; their paper takes long enough to be interrupted


class Town(Portal):
    """One start-up for many tests: each asks only about the papers that it had made."""

    def __init__(self, folder, **environment):
        self.port = servers.free_port()
        super().__init__(folder, REDIS_URL=f"redis://127.0.0.1:{self.port}/0", **environment)
        self.stack = contextlib.ExitStack()
        self.start_redis()

    def __exit__(self, *failure):
        super().__exit__(*failure)
        self.stack.close()

    def start_redis(self):
        self.stack.enter_context(servers.redis_on(self.port))

    def lose_redis(self):
        """End it with all it held."""
        self.stack.close()

    # ── What the tests do to it ─────────────────────────────────────────────────────────────────────────────────────

    def announce(self, *sizes, **changes):
        """Announce competitions with so many criteria; the numbers of their papers' rows."""
        return self.ask(
            f"""
from competitions import publishing
from competitions.models import CooperationProgramme, Criterion
from leszno_ngo.models import User
from tests.competitions.drafts import ANNOUNCED, ready_draft
by, _ = User.objects.get_or_create(username="urzednik", is_staff=True)
CooperationProgramme.objects.update_or_create(year=2024, defaults={{"adopted_on": "2023-11-30"}})
answer = []
for size in {sizes!r}:
    draft = ready_draft(title="Kluby abstynenckie: zażółć gęślą jaźń")
    Criterion.objects.bulk_create(
        Criterion(competition=draft, position=10 + n, kind="other", text=f"kryterium {{n}} " * 9) for n in range(size)
    )
    answer.append(publishing.announce(draft, by=by, now=ANNOUNCED).pk)""",
            **changes,
        )

    def retry(self, pk):
        self.ask(
            f"""
from competitions.models import Announcement
from leszno_ngo import issuing
answer = issuing.retry_document(Announcement.objects.get(pk={pk}), by=None)"""
        )

    # ── What the tests look at ──────────────────────────────────────────────────────────────────────────────────────

    def column(self, name, pks):
        with self.connected() as connection:
            cursor = connection.cursor()
            cursor.execute(f"SELECT {name} FROM competitions_announcement WHERE id = ANY(%s) ORDER BY id", [pks])  # noqa: S608
            return [value for (value,) in cursor.fetchall()]

    def wait_for_all(self, pks, state):
        wait_until(lambda: set(self.column("state", pks)) == {state})

    def papers(self, pks):
        """[(state, error, whether the file is what the row says)]."""
        return self.ask(
            f"""
import hashlib
from competitions.models import Announcement
def is_whole(paper):
    content = paper.file.read()
    whole = (hashlib.sha256(content).hexdigest(), len(content)) == (paper.sha256, paper.size)
    return whole and paper.file.name == f"konkursy/2024/{{paper.sha256}}.pdf"
answer = [
    [paper.state, paper.error, is_whole(paper) if paper.file else None]
    for paper in Announcement.objects.filter(pk__in={pks!r}).order_by("pk")
]"""
        )

    def all_files_are_told(self):
        """Whether the folder holds each ready paper's file and nothing else, not even a part of one."""
        with self.connected() as connection:
            cursor = connection.cursor()
            cursor.execute("SELECT DISTINCT file FROM competitions_announcement WHERE state = 'ready'")
            return self.files() == sorted(name for (name,) in cursor.fetchall())


class FullDisk:
    """What makes the files of a worker meet the end of the disk, and room again: a tmpfs where one may be mounted,
    else the limit that the kernel sets to a process's files."""

    def __init__(self, media):
        self.media = media
        media.mkdir(parents=True, exist_ok=True)
        self.may_mount = subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode == 0
        self.worker = None

    @property
    def prefix(self):
        """What stands before the command of the worker."""
        mount = f'mount -t tmpfs -o size=16k tmpfs "{self.media}" && exec "$@"'
        return ["unshare", "-rm", "sh", "-c", mount, "sh"] if self.may_mount else []

    @property
    def error(self):
        return os.strerror(errno.ENOSPC if self.may_mount else errno.EFBIG)

    def fill(self, worker):
        self.worker = worker
        if not self.may_mount:
            self.limit("8192")

    def make_room(self):
        if self.may_mount:
            enter = ["nsenter", "--target", str(self.worker.pid), "--user", "--mount", "--preserve-credentials"]
            subprocess.run([*enter, "mount", "-o", "remount,size=1m", self.media], check=True)
        else:
            self.limit("unlimited")

    def limit(self, size):
        for process in [self.worker.pid, *children(self.worker.pid)]:
            subprocess.run(["prlimit", f"--fsize={size}:", "--pid", str(process)], check=True)

    def files(self):
        """As the worker sees the folder."""
        seen = Path(f"/proc/{self.worker.pid}/root{self.media}")
        return sorted(path.relative_to(seen).as_posix() for path in seen.rglob("*") if path.is_file())


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
