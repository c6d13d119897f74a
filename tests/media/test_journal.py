"""The watch journal: chained, on disk before it answers, torn ends set aside, forwarded once."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bongsu.audit.journal_row import (
    FIRST_BEFORE,
    JournalAppended,
    JournalRow,
    JournalRows,
    journal_hash,
)
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.media.events import ASK_JOURNAL
from bongsu.media.failures import JournalUnwritable
from bongsu.media.forward import Forwarder
from bongsu.media.journal import Journal, Watch, read_journal
from tests.media.stand import until


def watch(camera: str = "cam_1") -> Watch:
    return Watch(
        at=datetime(2026, 11, 3, tzinfo=UTC),
        event="watch_started",
        camera=camera,
        grant="gr_1",
        incident="inc_1",
        session="se_1",
        viewer="per_21",
        organisation="jongam",
        stream="main",
    )


@asynccontextmanager
async def running(path: Path) -> AsyncIterator[Journal]:
    journal = Journal(path)
    await journal.open()
    task = asyncio.create_task(journal.run())
    yield journal
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    await journal.close()


async def _write(path: Path, count: int) -> None:
    async with running(path) as journal:
        for number in range(count):
            await journal.write(watch(f"cam_{number}"))


async def test_rows_are_a_chain_over_restarts(tmp_path: Path) -> None:
    path = tmp_path / "media-1.journal"
    await _write(path, 3)
    await _write(path, 2)
    rows, end = read_journal(path.read_bytes())
    assert [row.sequence for row in rows] == [1, 2, 3, 4, 5]
    assert end == path.stat().st_size
    before = FIRST_BEFORE
    for row in rows:
        assert row.before == before
        before = journal_hash(row)
        assert row.hash == before


async def test_a_row_is_on_disk_when_write_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, synced = tmp_path / "j", []
    real = os.fsync

    def fsync(handle: int) -> None:
        real(handle)
        synced.append(path.stat().st_size)

    async with running(path) as journal:
        monkeypatch.setattr("bongsu.media.journal.os.fsync", fsync)
        await journal.write(watch())
        assert synced == [path.stat().st_size]


async def test_rows_that_come_together_share_an_fsync(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    async with running(tmp_path / "j") as journal:
        monkeypatch.setattr("bongsu.media.journal.os.fsync", calls.append)
        await asyncio.gather(*(journal.write(watch()) for _ in range(50)))
        assert len(calls) <= 2
        assert len(journal.unforwarded) == 50


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.integers(0, 2000))
def test_a_torn_end_is_set_aside_and_the_chain_goes_on(tmp_path: Path, cut: int) -> None:
    folder = tmp_path / str(cut)
    path = folder / "j"
    asyncio.run(_write(path, 4))
    whole = path.read_bytes()
    torn = whole[: min(cut, len(whole))]
    path.write_bytes(torn)
    asyncio.run(_write(path, 1))
    rows, end = read_journal(path.read_bytes())
    assert end == path.stat().st_size
    assert len(rows) == torn.count(b"\n") + 1
    aside = b"".join(one.read_bytes() for one in folder.glob("j.torn-*"))
    assert aside == torn[torn.rfind(b"\n") + 1 :]
    for one in folder.iterdir():
        one.unlink()


async def test_damage_in_the_middle_is_no_crash_and_shows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "j"
    await _write(path, 3)
    path.write_bytes(path.read_bytes().replace(b"cam_0", b"cam_9", 1))
    async with running(path) as journal:
        with pytest.raises(JournalUnwritable):
            await journal.write(watch())


async def test_two_processes_cannot_share_a_journal(tmp_path: Path) -> None:
    async with running(tmp_path / "j") as first, running(tmp_path / "j") as second:
        await first.write(watch())
        with pytest.raises(JournalUnwritable):
            await second.write(watch())


async def test_a_full_disk_refuses_and_the_chain_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "j"

    def full(handle: int) -> None:
        raise OSError(28, "no space left")

    async with running(path) as journal:
        await journal.write(watch())
        with monkeypatch.context() as patched:
            patched.setattr("bongsu.media.journal.os.fsync", full)
            with pytest.raises(JournalUnwritable):
                await journal.write(watch())
        await journal.write(watch())
    rows, _ = read_journal(path.read_bytes())
    assert [row.sequence for row in rows] == [1, 2]


async def test_rows_are_sent_again_until_they_are_acknowledged(tmp_path: Path) -> None:
    bus, trail = MemoryBus(), list[JournalRow]()
    async with running(tmp_path / "j") as journal:
        forwarder = Forwarder(bus, journal, "media-1", 0.2)
        await journal.write(watch())
        assert not await forwarder.forward(), "nobody answers"

        async def append(body: bytes) -> bytes:
            asked = msgspec.json.decode(body, type=JournalRows)
            trail.extend(asked.rows[:1])
            return msgspec.json.encode(JournalAppended(trail[-1].sequence))

        await bus.serve(ASK_JOURNAL, append)
        await journal.write(watch())
        task = asyncio.create_task(forwarder.run())
        await until(lambda: len(trail) == 1)
        assert await forwarder.forward(), "the rest follows"
        assert journal.unforwarded == []
        task.cancel()
    assert [row.sequence for row in trail] == [1, 2]
    assert trail[1].before == trail[0].hash


async def test_after_a_restart_the_trail_says_how_far_it_is(tmp_path: Path) -> None:
    await _write(tmp_path / "j", 5)
    bus = MemoryBus()

    async def has_four(body: bytes) -> bytes:
        return msgspec.json.encode(JournalAppended(4))

    await bus.serve(ASK_JOURNAL, has_four)
    async with running(tmp_path / "j") as journal:
        await Forwarder(bus, journal, "media-1", 0.2).forward()
        assert [row.sequence for row in journal.unforwarded] == [5]
