"""What the witness says to each checkpoint, word by word, and what it keeps of it: without HTTP between."""

import msgspec
import pytest

from bongsu.audit.entry import TrailRow
from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.merkle import EMPTY_ROOT, Frontier, consistency_spans, leaf_hash
from bongsu.audit.note import Note, cosign, sign
from bongsu.audit.stamp import stamp
from bongsu.audit.store import Only
from bongsu.audit.witnessing.request import write_request
from bongsu.audit.witnessing.store import WatchedLog, put_watched
from bongsu.audit.witnessing.witness import Answer, Verdict, WitnessDesk
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.audit.nodes import key_of, whats

LOG, WITNESS = key_of("SEONGBUK", 1), key_of("GANGBUK", 2)
LEAVES = [leaf_hash(bytes([number])) for number in range(40)]
HOUR, DAY = 3600.0, 86400.0


def root_over(leaves: list[bytes]) -> bytes:
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier.root()


def head(size: int) -> Note:
    return LOG.signed(size, root_over(LEAVES[:size]))


def grown(old: int, new: int) -> bytes:
    proof = [root_over(LEAVES[first:end]) for first, end in consistency_spans(old, new)]
    return write_request(old, proof, head(new)).encode()


def other_past(size: int, mark: bytes = b"x") -> Note:
    return LOG.signed(size, leaf_hash(mark))


def cosigned(note: Note, clock: FixedClock) -> Answer:
    line = cosign(note.text, WITNESS.witness_name, WITNESS.key, int(clock.now().timestamp()))
    return Answer(Verdict.COSIGNED, line.line)


@pytest.fixture
async def desk(database: Database, clock: FixedClock) -> WitnessDesk:
    async with database.work() as work:
        log = WatchedLog(LOG.origin, str(LOG.as_log), stamp(clock.now()))
        await put_watched(work.connection, log)
    return WitnessDesk(database, clock, WITNESS)


async def kept(database: Database) -> list[TrailRow]:
    return await list_trail(database, only=Only(kind=TrailKind.WITNESS))


async def test_what_continues_is_cosigned_at_the_present_time(
    desk: WitnessDesk, database: Database, clock: FixedClock
) -> None:
    for old, new in ((0, 1), (1, 5), (5, 5), (5, 32), (32, 40)):
        clock.advance(60)
        assert await desk.add_checkpoint(grown(old, new)) == cosigned(head(new), clock)
    assert await kept(database) == []


async def test_a_trail_of_no_rows_is_cosigned_too(desk: WitnessDesk, clock: FixedClock) -> None:
    empty = LOG.signed(0, EMPTY_ROOT)
    asked = write_request(0, (), empty).encode()
    assert await desk.add_checkpoint(asked) == cosigned(empty, clock)
    other = write_request(0, (), other_past(0)).encode()
    assert await desk.add_checkpoint(other) == Answer(Verdict.FORK, "0")


async def test_each_refusal_before_judging_has_its_sentence(
    desk: WitnessDesk, database: Database
) -> None:
    stranger = key_of("NOWON", 3)
    unknown = stranger.signed(5, LEAVES[0])
    text = head(5).text
    forged = Note(text, (sign(text, LOG.origin, stranger.key),))
    said = {
        b"\xff": Answer(Verdict.MALFORMED, "the request is no text"),
        write_request(0, (), unknown).encode(): Answer(
            Verdict.UNKNOWN_LOG, "this trail is not watched here"
        ),
        write_request(0, (), forged).encode(): Answer(
            Verdict.NOT_SIGNED, f"not signed by {LOG.origin}"
        ),
        write_request(6, (), head(5)).encode(): Answer(
            Verdict.MALFORMED, "the old size is beyond the checkpoint's"
        ),
    }
    for body, answer in said.items():
        assert await desk.add_checkpoint(body) == answer
    assert await kept(database) == []


async def test_each_verdict_tells_the_known_size_and_is_kept_with_both_heads(
    desk: WitnessDesk, database: Database
) -> None:
    await desk.add_checkpoint(grown(0, 9))
    size = Answer(Verdict.OTHER_SIZE, "9")
    assert await desk.add_checkpoint(grown(5, 12)) == size
    assert await desk.add_checkpoint(grown(0, 9)) == size
    fork, smaller, bent = other_past(9), other_past(6), other_past(12)
    bodies = [write_request(old, (), note).encode() for old, note in ((9, fork), (0, smaller))]
    assert [await desk.add_checkpoint(one) for one in bodies] == [
        Answer(Verdict.FORK, "9"),
        Answer(Verdict.ROLL_BACK, "9"),
    ]
    asked = write_request(9, (LEAVES[0],), bent).encode()
    assert await desk.add_checkpoint(asked) == Answer(
        Verdict.INCONSISTENT, "the proof does not lead from what is known here to this"
    )
    rows = await kept(database)
    assert whats(rows) == ["fork", "roll_back", "inconsistent"]
    for row, shown in zip(rows, (fork, smaller, bent), strict=True):
        assert row.actor == LOG.origin
        body = msgspec.json.decode(row.body, type=dict[str, str])
        assert (body["known"], body["shown"]) == (str(head(9)), str(shown))


async def test_what_strangers_wrote_below_a_head_is_not_kept(
    desk: WitnessDesk, database: Database
) -> None:
    stranger = key_of("NOWON", 3)
    for old, note in ((0, head(9)), (9, other_past(9))):
        more = note.with_more([sign(note.text, stranger.origin, stranger.key)])
        await desk.add_checkpoint(write_request(old, (), more).encode())
    (row,) = await kept(database)
    assert "nowon" not in row.body


async def test_each_other_past_is_kept_once_however_often_and_soon_it_is_shown(
    desk: WitnessDesk, database: Database
) -> None:
    """Forks are proof of a crime: they do not wait for an hour to pass."""
    await desk.add_checkpoint(grown(0, 9))
    for mark in (b"x", b"y", b"x", b"y"):
        await desk.add_checkpoint(write_request(9, (), other_past(9, mark)).encode())
    assert whats(await kept(database)) == ["fork", "fork"]


@pytest.mark.parametrize(("after_s", "rows"), [(HOUR - 1, 1), (HOUR, 2)], ids=["within", "after"])
async def test_what_anybody_could_show_is_kept_once_an_hour(
    desk: WitnessDesk, database: Database, clock: FixedClock, after_s: float, rows: int
) -> None:
    await desk.add_checkpoint(grown(0, 9))
    await desk.add_checkpoint(write_request(0, (), other_past(5)).encode())
    clock.advance(after_s)
    await desk.add_checkpoint(write_request(0, (), other_past(6)).encode())
    assert whats(await kept(database)) == ["roll_back"] * rows


@pytest.mark.parametrize(
    ("after_s", "verdict"),
    [(DAY, Verdict.OTHER_SIZE), (DAY + 1, Verdict.ROLL_BACK)],
    ids=["within", "after"],
)
async def test_cosigned_heads_are_remembered_for_a_day(
    desk: WitnessDesk, clock: FixedClock, after_s: float, verdict: Verdict
) -> None:
    await desk.add_checkpoint(grown(0, 5))
    clock.advance(after_s)
    await desk.add_checkpoint(grown(5, 9))
    assert (await desk.add_checkpoint(grown(0, 5))).verdict is verdict


async def test_another_past_at_a_size_that_was_cosigned_is_a_fork(
    desk: WitnessDesk, database: Database
) -> None:
    await desk.add_checkpoint(grown(0, 5))
    await desk.add_checkpoint(grown(5, 9))
    asked = write_request(0, (), other_past(5)).encode()
    assert await desk.add_checkpoint(asked) == Answer(Verdict.FORK, "9")
    assert whats(await kept(database)) == ["fork"]
