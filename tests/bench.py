"""How fast workers make announcements of 2-3 pages: `python -m tests.bench [papers]`. Real workers, PostgreSQL, Redis.

Prints the median and the slowest paper of one warm worker, how many more two workers make than one, and the peak
memory of a worker's process; ends with 1 when one of them misses its target. One worker and two take turns, so that
what else the machine does meanwhile slows both.
"""

import contextlib
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leszno_ngo.settings")
FOLDER = tempfile.TemporaryDirectory(prefix="leszno-bench-", ignore_cleanup_errors=True)
os.environ["VAR"] = FOLDER.name  # before the settings are read

from tests import servers  # noqa: E402
from tests.servers import new_database  # noqa: E402
from tests.worker.portal import wait_until  # noqa: E402
from tests.worker.town import Town, children  # noqa: E402

PAPERS = 20
ROUNDS = 3
WARM = 4  # papers that each worker makes first
MILLISECONDS, TIMES, MEGABYTES = 300, 1.6, 200


@dataclass(frozen=True)
class Run:
    seconds: list[float]  # of each paper
    rate: float  # papers a second
    peak: float  # megabytes of a worker's process
    pages: set[int]


class Bench:
    def __init__(self, town, papers):
        self.town = town
        self.pks = town.ask(
            f"""
from tests.competitions.papers import full_competition, issued
answer = [issued(full_competition(number=number)).pk for number in range(1, {papers} + 1)]"""
        )

    def run(self, workers):
        processes = [self.town.worker(f"bench{n}") for n in range(workers)]
        warm = self.pks[: WARM * workers]
        self.make(warm)
        self.make(self.pks)
        with self.town.connected() as connection:
            cursor = connection.cursor()
            cursor.execute(
                "SELECT EXTRACT(EPOCH FROM made_at - claimed_at), EXTRACT(EPOCH FROM claimed_at), "
                "EXTRACT(EPOCH FROM made_at), pages FROM competitions_announcement WHERE id = ANY(%s)",
                [self.pks],
            )
            seconds, began, ended, pages = zip(*cursor.fetchall(), strict=True)
        peak = max(peak_of(child) for process in processes for child in children(process.pid))
        for process in processes:
            self.town.kill(process)
        rate = len(self.pks) / float(max(ended) - min(began))
        return Run([float(one) for one in seconds], rate, peak, set(pages))

    def make(self, pks):
        """Have these made anew, their files written too."""
        shutil.rmtree(self.town.folder / "media" / "konkursy", ignore_errors=True)
        self.town.ask(
            f"""
from competitions import tasks
from competitions.models import Announcement
from leszno_ngo import clock
Announcement.objects.filter(pk__in={pks!r}).update(
    state="queued", file="", attempts=0, queued_at=clock.real_now(), claimed_at=None, made_at=None
)
answer = [tasks.make_announcement_pdf.delay(pk).id for pk in {pks!r}]"""
        )
        with self.town.connected() as connection:  # one, looked at seldom: more would take time from the workers
            wait_until(lambda: self.left(connection, pks) == 0)

    def left(self, connection, pks):
        time.sleep(0.3)
        cursor = connection.cursor()
        cursor.execute("SELECT COUNT(*) FROM competitions_announcement WHERE id = ANY(%s) AND state <> 'ready'", [pks])
        return cursor.fetchone()[0]


def peak_of(process):
    """The most memory that the process ever held, in megabytes."""
    status = Path(f"/proc/{process}/status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def report(rounds):
    """Prints the figures of all rounds, each (run of one worker, run of two); True when every target is met."""
    seconds = [each for one, _ in rounds for each in one.seconds]
    milliseconds, pages = median(seconds) * 1000, max(rounds[0][0].pages)
    times = median(two.rate / one.rate for one, two in rounds)
    both, alone = median(two.rate for _, two in rounds), median(one.rate for one, _ in rounds)
    peak = max(run.peak for pair in rounds for run in pair)
    lines = [
        (f"one paper of {pages} pages, median: {milliseconds:.0f} ms", milliseconds < MILLISECONDS),
        (f"two workers make {times:.2f} times as many as one ({both:.1f} and {alone:.1f} a second)", times >= TIMES),
        (f"peak memory of a worker's process: {peak:.0f} MB", peak < MEGABYTES),
    ]
    sys.stdout.write(f"slowest paper: {max(seconds) * 1000:.0f} ms\n")
    for words, is_met in lines:
        sys.stdout.write(f"{'✓' if is_met else '✗'} {words}\n")
    return all(is_met for _, is_met in lines)


def main(papers=PAPERS):
    with contextlib.ExitStack() as stack:
        postgres = stack.enter_context(servers.postgres())
        town = stack.enter_context(Town(Path(FOLDER.name), DATABASE_URL=new_database(postgres)))
        town.manage("migrate", "--verbosity", "0")
        bench = Bench(town, int(papers))
        rounds = [(bench.run(1), bench.run(2)) for _ in range(ROUNDS)]
        return 0 if report(rounds) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
