"""The papers of competitions, made by real workers: each ends as one file or as a failure that can be mended."""

import pytest
import redis

from tests.servers import new_database
from tests.worker.portal import PATIENCE, meeting, wait_until
from tests.worker.town import LONG, FullDisk, Town

pytestmark = pytest.mark.worker
READY = ["ready", "", True]


@pytest.fixture(scope="module")
def shared(prepared_database, postgres_url, tmp_path_factory):
    address = new_database(postgres_url, TEMPLATE=prepared_database)
    with Town(tmp_path_factory.mktemp("town"), DATABASE_URL=address) as town:
        yield town


@pytest.fixture
def town(shared):
    """It, with no worker at work and nothing in its queue."""
    yield shared
    for process in shared.started:
        shared.kill(process)
    shared.started.clear()
    redis.Redis(port=shared.port).flushall()


def test_a_worker_killed_in_the_middle_and_a_flushed_redis_leave_each_paper_to_be_made_once(town):
    worker = town.worker()
    pks = town.announce(LONG, 1)
    wait_until(lambda: town.column("state", pks)[0] == "running")
    town.kill(worker)
    redis.Redis(port=town.port).flushall()
    assert town.column("state", pks) == ["running", "queued"]

    town.worker()

    town.wait_for_all(pks, "ready")
    assert town.column("attempts", pks) == [2, 1]
    assert town.papers(pks) == [READY, READY]
    assert town.all_files_are_told()


def test_a_worker_outlives_a_restart_of_redis_and_makes_what_is_announced_then(town):
    worker = town.worker()
    town.lose_redis()
    waiting = town.announce(1)  # the act goes through; nobody hears of the paper
    town.start_redis()
    heard = town.announce(1)

    town.wait_for_all(heard, "ready")
    assert town.column("state", waiting) == ["queued"]
    town.kill(worker)
    town.worker()  # what waits is taken up at a start, and by the sweep of every minute

    town.wait_for_all(waiting, "ready")
    assert town.papers(waiting + heard) == [READY, READY]
    assert town.all_files_are_told()


def test_a_paper_for_which_the_disk_has_no_room_fails_visibly_and_is_made_when_it_has(town, tmp_path):
    disk = FullDisk(tmp_path / "media")
    worker = town.worker("poor", prefix=disk.prefix, MEDIA_ROOT=str(disk.media))
    disk.fill(worker)
    (pk,) = town.announce(1)
    town.wait_for_all([pk], "failed")
    (error,) = town.column("error", [pk])
    assert disk.error in error
    assert f"Sprawdź wolne miejsce i prawa zapisu w katalogu {disk.media}" in error
    assert disk.files() == []

    disk.make_room()
    town.retry(pk)

    town.wait_for_all([pk], "ready")
    assert disk.files() == town.column("file", [pk])
    assert town.column("error", [pk]) == [""]
    forget(town, pk)


def test_a_broken_template_fails_visibly_and_the_paper_is_made_when_it_is_mended(town, tmp_path):
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf" / "announcement.html").write_text("{% nie ma takiego znacznika %}")
    broken = {"DJANGO_SETTINGS_MODULE": "tests.worker.broken_settings", "BROKEN_TEMPLATES": str(tmp_path)}
    worker = town.worker("broken", **broken)
    (pk,) = town.announce(1)
    town.wait_for_all([pk], "failed")
    assert town.column("error", [pk]) == [
        "Nie udało się złożyć dokumentu (TemplateSyntaxError). "
        "Przekaż administratorowi: szczegóły są w dzienniku pod datą próby. Po naprawie zleć dokument ponownie."
    ]
    assert town.column("attempts", [pk]) == [1]

    town.kill(worker)
    town.worker()
    town.retry(pk)

    town.wait_for_all([pk], "ready")
    assert town.papers([pk]) == [READY]
    assert town.all_files_are_told()


def test_two_workers_share_the_papers_and_make_each_once_even_when_asked_three_times(town):
    pks = town.announce(*[30] * 12)
    town.ask(
        f"""
from competitions import tasks
answer = [tasks.make_announcement_pdf.delay(pk).id for pk in {pks!r} * 2]"""
    )
    for name in ("one", "other"):
        town.start_worker(name)

    town.wait_for_all(pks, "ready")
    wait_until(lambda: redis.Redis(port=town.port).llen("celery") == 0)
    assert town.column("attempts", pks) == [1] * 12
    assert len({name.partition("@")[0] for name in town.column("claimed_by", pks)}) == 2
    assert town.papers(pks) == [READY] * 12
    assert town.all_files_are_told()


def test_two_who_announce_the_same_draft_at_once_announce_it_once(town, tmp_path):
    (draft,) = town.ask(
        """
from leszno_ngo.models import User
from tests.competitions.drafts import ready_draft
User.objects.get_or_create(username="urzednik", is_staff=True)
answer = [ready_draft().pk]"""
    )
    program = f"""
from competitions import publishing
from competitions.models import Competition
from leszno_ngo.models import User
from tests.competitions.drafts import ANNOUNCED
draft, by = Competition.objects.get(pk={draft}), User.objects.get(username="urzednik")
{meeting(tmp_path / "ready")}
publishing.announce(draft, by=by, now=ANNOUNCED)"""
    both = [town.start(name, "manage.py", "shell", "--verbosity", "0", "-c", program) for name in ("one", "other")]

    assert sorted(process.wait(PATIENCE) for process in both) == [0, 1]

    with town.connected() as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT id, version FROM competitions_announcement WHERE competition_id = %s", [draft])
        ((pk, version),) = cursor.fetchall()
    assert version == 1
    town.worker()
    town.wait_for_all([pk], "ready")
    assert town.papers([pk]) == [READY]


def forget(town, pk):
    """The folder goes with the test, and so the row of the file in it."""
    with town.connected() as connection, connection:
        connection.cursor().execute("DELETE FROM competitions_announcement WHERE id = %s", [pk])
