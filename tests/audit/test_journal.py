"""A watch journal enters the trail once and in order; whatever is wrong with it is refused and kept as a row."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from bongsu.audit.entry import TrailRow
from bongsu.audit.journal import append_journal
from bongsu.audit.journal_row import JournalAppended, JournalRow, JournalRows, sealed_journal_row
from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.listen import ASK_JOURNAL, JournalListener
from bongsu.audit.rules import WatchBody
from bongsu.audit.verify import verify
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.media.journal import Journal, Watch
from tests.audit.journals import handed, journal_of


async def take(database: Database, clock: FixedClock, rows: JournalRows) -> JournalAppended:
    async with database.work() as work:
        return await append_journal(work, clock.now(), rows)


async def kept(database: Database) -> list[TrailRow]:
    async with database.read() as connection:
        assert (await verify(connection)).ok
    return await list_trail(database)


def sequences(rows: list[TrailRow]) -> list[int]:
    watches = [row for row in rows if row.kind != TrailKind.JOURNAL_BROKEN]
    return [msgspec.json.decode(row.body, type=WatchBody).journal.sequence for row in watches]


def breaks(rows: list[TrailRow]) -> list[str]:
    return [row.body for row in rows if row.kind == TrailKind.JOURNAL_BROKEN]


async def test_each_watch_becomes_one_row_of_the_trail(
    database: Database, clock: FixedClock
) -> None:
    journal = journal_of(4)
    assert await take(database, clock, handed("media-1", *journal)) == JournalAppended(4)
    rows = await kept(database)
    assert [row.kind for row in rows] == [TrailKind.WATCH_STARTED, TrailKind.WATCH_ENDED] * 2
    assert (rows[0].actor, rows[0].incident_id, rows[0].grant_id) == ("per_31", "inc_1", "gr_1")
    body = msgspec.json.decode(rows[3].body, type=WatchBody)
    assert (body.process, body.journal) == ("media-1", journal[3])


async def test_a_journal_of_the_first_release_is_taken_over_and_its_actor_is_no_name(
    database: Database, clock: FixedClock
) -> None:
    """Its rows are sealed with the watermark's text inside; the sign-in of the session tells whose it was."""
    (row,) = journal_of(1)
    old = sealed_journal_row(msgspec.structs.replace(row, viewer="성북경찰서 홍길동"))
    assert await take(database, clock, handed("media-1", old)) == JournalAppended(1)
    (kept_row,) = await kept(database)
    assert kept_row.actor == "ses_1"


async def test_a_viewing_of_a_linked_system_is_the_systems(
    database: Database, clock: FixedClock
) -> None:
    (row,) = journal_of(1)
    shown = sealed_journal_row(msgspec.structs.replace(row, viewer="system:wall", session="sys_1"))
    await take(database, clock, handed("media-1", shown))
    (kept_row,) = await kept(database)
    assert kept_row.actor == "system:wall"


async def test_rows_handed_over_again_are_not_appended_again(
    database: Database, clock: FixedClock
) -> None:
    journal = journal_of(6)
    await take(database, clock, handed("media-1", *journal[:4]))
    assert await take(database, clock, handed("media-1", *journal[:4])) == JournalAppended(4)
    assert await take(database, clock, handed("media-1", *journal[2:])) == JournalAppended(6)
    assert sequences(await kept(database)) == [1, 2, 3, 4, 5, 6]


async def test_an_empty_list_asks_how_far_the_trail_is(
    database: Database, clock: FixedClock
) -> None:
    assert await take(database, clock, handed("media-1")) == JournalAppended(0)
    await take(database, clock, handed("media-1", *journal_of(3)))
    assert await take(database, clock, handed("media-1")) == JournalAppended(3)
    assert await take(database, clock, handed("media-2")) == JournalAppended(0)


async def test_two_processes_have_journals_of_their_own(
    database: Database, clock: FixedClock
) -> None:
    await take(database, clock, handed("media-1", *journal_of(2)))
    assert await take(database, clock, handed("media-2", *journal_of(3))) == JournalAppended(3)
    assert sequences(await kept(database)) == [1, 2, 1, 2, 3]


async def test_a_gap_is_refused_and_kept_as_a_row_of_its_own(
    database: Database, clock: FixedClock
) -> None:
    journal = journal_of(5)
    answer = await take(database, clock, handed("media-1", *journal[:2], *journal[3:]))
    assert answer == JournalAppended(2, "row 3 is missing, row 4 came")
    rows = await kept(database)
    assert sequences(rows) == [1, 2]
    assert breaks(rows) == ['{"why":"row 3 is missing, row 4 came"}']
    assert rows[-1].actor == "media-1"


async def test_the_same_break_is_kept_once_and_healing_goes_on(
    database: Database, clock: FixedClock
) -> None:
    journal = journal_of(4)
    for _ in range(3):
        await take(database, clock, handed("media-1", *journal[1:]))
    assert len(breaks(await kept(database))) == 1
    assert await take(database, clock, handed("media-1", *journal)) == JournalAppended(4)
    assert sequences(await kept(database)) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"viewer": "순32"}, "row 2 does not match its hash"),
        ({"hash": "f" * 64}, "row 2 does not match its hash"),
        ({"before": "f" * 64}, "row 2 does not follow row 1"),
    ],
)
async def test_a_broken_link_is_refused_by_name(
    database: Database, clock: FixedClock, change: dict[str, str], why: str
) -> None:
    first, second, third = journal_of(3)
    bad = msgspec.structs.replace(second, **change)
    assert await take(database, clock, handed("media-1", first, bad, third)) == JournalAppended(
        1, why
    )


async def test_a_journal_that_was_rewritten_is_refused(
    database: Database, clock: FixedClock
) -> None:
    journal = journal_of(3)
    await take(database, clock, handed("media-1", *journal))
    other = sealed_journal_row(msgspec.structs.replace(journal[1], viewer="순32"))
    answer = await take(database, clock, handed("media-1", other))
    assert answer == JournalAppended(1, "row 2 is not the one that was handed over before")
    assert len(breaks(await kept(database))) == 1


async def ask(bus: MemoryBus, rows: JournalRows) -> JournalAppended:
    answer = await bus.request(ASK_JOURNAL, msgspec.json.encode(rows), 5)
    return msgspec.json.decode(answer, type=JournalAppended)


async def test_a_media_process_is_answered_over_the_bus(
    database: Database, clock: FixedClock
) -> None:
    bus = MemoryBus()
    listener = JournalListener(database, clock, bus)
    await listener.start()
    assert await ask(bus, handed("media-1", *journal_of(2))) == JournalAppended(2)
    nonsense = await bus.request(ASK_JOURNAL, b"{", 5)
    assert msgspec.json.decode(nonsense, type=JournalAppended).broken
    assert sequences(await kept(database)) == [1, 2]
    await listener.stop()


async def test_an_event_that_is_no_watching_is_refused(
    database: Database, clock: FixedClock
) -> None:
    (row,) = journal_of(1)
    other = sealed_journal_row(msgspec.structs.replace(row, event="lend"))
    answer = await take(database, clock, handed("media-1", other))
    assert answer == JournalAppended(0, "row 1 tells of something else than watching")


async def test_what_the_media_process_really_writes_is_taken_over(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    journal = Journal(tmp_path / "media-1.journal")
    await journal.open()
    writing = asyncio.create_task(journal.run())
    for number, event in enumerate(["watch_started", "watch_ended"] * 3):
        await journal.write(_watch(event, clock.now() + timedelta(seconds=number)))
    writing.cancel()
    await journal.close()
    body = msgspec.json.encode(JournalRows("media-1", tuple(journal.unforwarded)))
    answer = await JournalListener(database, clock, MemoryBus()).answer(body)
    assert msgspec.json.decode(answer, type=JournalAppended).last_sequence == 6
    assert sequences(await kept(database)) == [1, 2, 3, 4, 5, 6]


def _watch(event: str, at: datetime) -> Watch:
    return Watch(
        at=at,
        event=event,
        camera="3070000-00017-01",
        grant="gr_1",
        incident="inc_1",
        session="ses_1",
        viewer="per_31",
        organisation="KNPA.SEOUL.SEONGBUK",
        stream="sub",
    )


def test_the_hash_of_a_journal_row_leaves_out_only_itself() -> None:
    (row,) = journal_of(1)
    for name in JournalRow.__struct_fields__:
        value = getattr(row, name)
        other = value + 1 if isinstance(value, int) else row.at.replace(year=2025)
        changed = msgspec.structs.replace(
            row, **{name: f"{value}x" if isinstance(value, str) else other}
        )
        same = sealed_journal_row(changed).hash == row.hash
        assert same == (name == "hash")
