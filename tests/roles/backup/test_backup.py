"""A backup of a running node is one state of it, readable by its owner alone, and the trail says that it was made."""

import asyncio
import stat
import tarfile
from pathlib import Path

import pytest

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.origin import read_origin
from bongsu.audit.record import record
from bongsu.identity.service import IdentityService
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.database import Database
from bongsu.kernel.migrate import upgrade
from bongsu.media.journal import read_journal
from bongsu.roles.backup.collect import NoNode, others
from bongsu.roles.backup.make import AlreadyThere, make_backup
from bongsu.roles.backup.restore import KnownElsewhere, head_file_as_known, restore
from tests.kernel.released_database import VERSIONS, make_released
from tests.roles.backup.stand import NOW, clock, kinds_of, stand, url_of, verdict_of


async def test_what_was_backed_up_is_a_node_again(tmp_path: Path) -> None:
    here = await stand(tmp_path / "node")
    made = await make_backup(here.folder, tmp_path / "node.tar", clock())
    done = await restore(tmp_path / "node.tar", tmp_path / "again", clock())
    again = tmp_path / "again"
    verdict = await verdict_of(again)
    assert (verdict.ok, verdict.why, verdict.head_file) == (True, "", True)
    assert (again / "keys" / "ticket.pem").read_bytes() == (
        here.folder / "keys" / "ticket.pem"
    ).read_bytes()
    assert not (again / "bus").exists(), "the bus holds messages in flight only"
    assert done.manifest == made.manifest
    assert (made.rows, done.missing) == (here.head.sequence, ())


async def test_a_journal_is_kept_up_to_its_last_whole_row(tmp_path: Path) -> None:
    here = await stand(tmp_path / "node")
    await make_backup(here.folder, tmp_path / "node.tar", clock())
    await restore(tmp_path / "node.tar", tmp_path / "again", clock())
    data = (tmp_path / "again" / "media" / "media-1.journal").read_bytes()
    rows, end = read_journal(data)
    assert (len(rows), end) == (4, len(data)), "one more than the trail had: never one fewer"


async def test_the_trail_says_that_a_backup_was_made_and_restored(tmp_path: Path) -> None:
    here = await stand(tmp_path / "node")
    made = await make_backup(here.folder, tmp_path / "node.tar", clock())
    kind, body = (await kinds_of(here.folder))[-1]
    assert (kind, body["manifest"], body["sealed"]) == ("backup", made.manifest, False)
    await restore(tmp_path / "node.tar", tmp_path / "again", clock())
    told = await kinds_of(tmp_path / "again")
    assert [kind for kind, _ in told[-2:]] == ["restore", "end_session"]
    assert told[-2][1]["manifest"] == made.manifest
    assert told[-2][1]["origin"] == 2


async def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    here = await stand(tmp_path / "node")
    await make_backup(here.folder, tmp_path / "node.tar", clock())
    assert stat.S_IMODE((tmp_path / "node.tar").stat().st_mode) == 0o600
    await restore(tmp_path / "node.tar", tmp_path / "again", clock())
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [tmp_path / "again"]}
    assert modes == {"again": 0o700}
    assert all(
        stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
        for path in (tmp_path / "again").rglob("*")
        if path.is_file() and path.name not in {"node.db-wal", "node.db-shm"}
    )


async def test_a_backup_taken_while_deeds_are_done_holds_one_state(tmp_path: Path) -> None:
    here = await stand(tmp_path / "node")
    database, done = Database(url_of(here.folder)), asyncio.Event()

    async def work_on() -> None:
        while not done.is_set():
            async with database.work() as work:
                await record(work, NOW, Entry(kind=TrailKind.LEND, actor="system"))

    working = asyncio.create_task(work_on())
    for number in range(5):
        await make_backup(here.folder, tmp_path / f"{number}.tar", clock())
    done.set()
    await working
    await database.close()
    for number in range(5):
        await restore(tmp_path / f"{number}.tar", tmp_path / f"again{number}", clock())
        assert (await verdict_of(tmp_path / f"again{number}")).ok


async def test_no_other_file_is_replaced_and_no_empty_folder_is_backed_up(tmp_path: Path) -> None:
    here = await stand(tmp_path / "node")
    (tmp_path / "mine.tar").write_text("mine")
    with pytest.raises(AlreadyThere) as refused:
        await make_backup(here.folder, tmp_path / "mine.tar", clock())
    assert refused.value.field == "out"
    assert (tmp_path / "mine.tar").read_text() == "mine"
    with pytest.raises(NoNode):
        await make_backup(tmp_path / "nowhere", tmp_path / "new.tar", clock())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.tar", "node"]


async def test_a_backup_without_its_row_in_the_trail_is_none(tmp_path: Path) -> None:
    here = await stand(tmp_path / "node")
    database = Database(url_of(here.folder))
    async with database.work() as work:
        await work.connection.exec_driver_sql("ALTER TABLE trail_head RENAME TO moved")
        await work.connection.exec_driver_sql(
            "CREATE VIEW trail_head AS SELECT id, sequence, hash FROM moved"
        )
    await database.close()
    with pytest.raises(Exception, match="trail_head"):
        await make_backup(here.folder, tmp_path / "node.tar", clock())
    assert not (tmp_path / "node.tar").exists()


async def test_a_session_of_before_opens_nothing_afterwards(tmp_path: Path) -> None:
    here = await stand(tmp_path / "node")
    await make_backup(here.folder, tmp_path / "node.tar", clock())
    done = await restore(tmp_path / "node.tar", tmp_path / "again", clock())
    assert done.sessions_ended == 1
    database = Database(url_of(tmp_path / "again"))
    identity = IdentityService(database, clock(), IdentitySettings(argon2_memory_kib=8))
    assert await identity.session_of(here.token) is None
    await database.close()


async def test_a_restored_trail_is_a_new_log_and_no_fork(tmp_path: Path) -> None:
    here = await stand(tmp_path / "node")
    assert read_origin(here.folder) == 1
    await make_backup(here.folder, tmp_path / "first.tar", clock())
    assert (await restore(tmp_path / "first.tar", tmp_path / "second", clock())).origin == 2
    assert read_origin(tmp_path / "second") == 2
    await make_backup(tmp_path / "second", tmp_path / "second.tar", clock())
    assert (await restore(tmp_path / "second.tar", tmp_path / "third", clock())).origin == 3


async def test_rows_that_others_know_and_the_backup_does_not_have_are_named(tmp_path: Path) -> None:
    here = await stand(tmp_path / "node")
    await make_backup(here.folder, tmp_path / "node.tar", clock())
    later = await here.grow(3)
    lost = head_file_as_known(here.folder / "trail.head")
    assert lost.sequence == later.sequence
    witness = KnownElsewhere("the checkpoint of bongsu.seongbuk/trail/1", later.sequence - 1)
    forged = KnownElsewhere("another", here.head.sequence, "f" * 64)
    agreed = KnownElsewhere("a friend", here.head.sequence, here.head.hash)
    done = await restore(
        tmp_path / "node.tar",
        tmp_path / "again",
        clock(),
        known=(lost, witness, forged, agreed),
    )
    first = here.head.sequence + 1
    assert len(done.missing) == 3
    assert f"rows {first} to {later.sequence}" in done.missing[0]
    assert "bongsu.seongbuk/trail/1 knows rows" in done.missing[1]
    assert f"another row {here.head.sequence}" in done.missing[2]
    kinds = await kinds_of(tmp_path / "again")
    said = next(body for kind, body in kinds if kind == "restore")
    assert said["missing"] == list(done.missing)


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_backup_of_an_older_release_is_brought_up_to_this_one(
    tmp_path: Path, version: str
) -> None:
    old = tmp_path / "old"
    old.mkdir()
    make_released(version, old / "node.db")
    made = await make_backup(old, tmp_path / "old.tar", clock())
    done = await restore(tmp_path / "old.tar", tmp_path / "again", clock())
    assert (done.revision, done.rows > made.rows) == ("0001", True)
    assert (await verdict_of(tmp_path / "again")).ok
    await upgrade(url_of(tmp_path / "again"))


async def test_the_files_in_it_are_listed_before_anything_else(tmp_path: Path) -> None:
    here = await stand(tmp_path / "node")
    await make_backup(here.folder, tmp_path / "node.tar", clock())
    with tarfile.open(tmp_path / "node.tar") as tar:
        names = tar.getnames()
    assert names[0] == "manifest.json"
    assert set(names[1:]) >= {"node.db", "trail.head", "keys/ticket.pem", "media/media-1.journal"}


def test_clips_of_alarms_are_in_no_backup(tmp_path: Path) -> None:
    """They have their day, which a backup would outlive."""
    for name in ("monitoring/alm_1.clip", "keys/monitoring.key"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"x")
    assert list(others(tmp_path)) == ["keys/monitoring.key"]
