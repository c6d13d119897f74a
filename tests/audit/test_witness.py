"""Two real nodes: one's checkpoints are cosigned by the other while they continue; forks and roll-backs are refused and
stay in the witness's own trail with both heads."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.audit.checkpoint import Checkpoint, read_checkpoint
from bongsu.audit.entry import TrailRow
from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.merkle import leaf_hash
from bongsu.audit.note import BadNote, Note, VerifierKey, read_note, read_signatures, sign
from bongsu.audit.proofs.reading import consistency
from bongsu.audit.store import Only
from bongsu.audit.verify import verify
from bongsu.audit.witnessing.ask import WitnessSilent
from bongsu.audit.witnessing.request import read_request, write_request
from bongsu.audit.witnessing.store import drop_watched, drop_witness
from bongsu.kernel.clock import FixedClock
from tests.audit.nodes import Node, key_of, node


@pytest.fixture
async def log(tmp_path: Path, clock: FixedClock) -> AsyncIterator[Node]:
    async with node(tmp_path, clock, "SEONGBUK", 1) as one:
        yield one


@pytest.fixture
async def witness(tmp_path: Path, clock: FixedClock, log: Node) -> AsyncIterator[Node]:
    async with node(tmp_path, clock, "GANGBUK", 2) as other:
        await other.watches(log)
        yield other


async def request_of(log: Node, old: int) -> str:
    """What an honest log sends for its newest checkpoint."""
    async with log.database.read() as connection:
        proof = await consistency(connection, old)
    return write_request(old, proof.hashes, await log.kept_note())


async def kept(witness: Node) -> list[TrailRow]:
    async with witness.database.read() as connection:
        assert (await verify(connection)).ok
    return await list_trail(witness.database, only=Only(kind=TrailKind.WITNESS))


def whats(rows: list[TrailRow]) -> list[str]:
    return [msgspec.json.decode(row.body, type=dict[str, str])["what"] for row in rows]


async def test_a_growing_trail_is_cosigned_again_and_again(log: Node, witness: Node) -> None:
    old = 0
    for more in (1, 3, 300, 1):
        await log.grow(more)
        answer = await witness.shown(await request_of(log, old))
        assert (answer.status_code, answer.headers["content-type"]) == (
            200,
            "text/plain; charset=utf-8",
        )
        (line,) = read_signatures(answer.text)
        note = (await log.kept_note()).with_more([line])
        note.must_be_signed_by(witness.key.as_witness)
        assert line.time_s == int(witness.clock.now().timestamp())
        old += more
    assert await kept(witness) == []


async def test_the_same_checkpoint_again_is_cosigned_again(log: Node, witness: Node) -> None:
    await log.grow(5)
    assert (await witness.shown(await request_of(log, 0))).status_code == 200
    assert (await witness.shown(await request_of(log, 5))).status_code == 200


async def test_another_old_size_is_answered_with_the_known_one(log: Node, witness: Node) -> None:
    await log.grow(5)
    await witness.shown(await request_of(log, 0))
    await log.grow(5)
    for old in (0, 3):
        answer = await witness.shown(await request_of(log, old))
        assert (answer.status_code, answer.text) == (409, "5\n")
        assert answer.headers["content-type"].startswith("text/x.tlog.size")
    assert await kept(witness) == []


async def forked(log: Node, size: int) -> Note:
    """A second past of the same log, signed with its real key."""
    return log.key.signed(size, leaf_hash(b"another past"))


async def test_a_fork_is_refused_and_kept_with_both_heads(log: Node, witness: Node) -> None:
    await log.grow(5)
    await witness.shown(await request_of(log, 0))
    fork = await forked(log, 5)
    for _ in range(3):
        answer = await witness.shown(write_request(5, (), fork))
        assert (answer.status_code, answer.text) == (409, "5\n")
    (row,) = await kept(witness)
    assert row.actor == log.key.origin
    body = msgspec.json.decode(row.body, type=dict[str, str])
    assert body["what"] == "fork"
    heads = [read_note(body["known"]), read_note(body["shown"])]
    for head in heads:  # whoever reads this row can check both signatures
        head.must_be_signed_by(log.key.as_log)
    assert [read_checkpoint(head) for head in heads] == [
        read_checkpoint(await log.kept_note()),
        Checkpoint(log.key.origin, 5, leaf_hash(b"another past")),
    ]


async def test_a_fork_that_has_grown_is_refused_and_kept(log: Node, witness: Node) -> None:
    await log.grow(5)
    await witness.shown(await request_of(log, 0))
    fork = await forked(log, 9)
    answer = await witness.shown(write_request(5, (leaf_hash(b"x"),), fork))
    assert answer.status_code == 422
    assert whats(await kept(witness)) == ["inconsistent"]
    await log.grow(3)
    assert (await witness.shown(await request_of(log, 5))).status_code == 200


async def test_a_roll_back_is_refused_and_kept(log: Node, witness: Node) -> None:
    await log.grow(9)
    await witness.shown(await request_of(log, 0))
    answer = await witness.shown(write_request(0, (), await forked(log, 6)))
    assert (answer.status_code, answer.text) == (409, "9\n")
    assert whats(await kept(witness)) == ["roll_back"]


async def test_a_second_past_at_a_size_of_before_is_a_fork(log: Node, witness: Node) -> None:
    for old in (0, 5):
        await log.grow(5)
        await witness.shown(await request_of(log, old))
    await witness.shown(write_request(5, (), await forked(log, 5)))
    assert whats(await kept(witness)) == ["fork"]


async def test_an_old_checkpoint_shown_again_by_anybody_is_no_evidence(
    log: Node, witness: Node
) -> None:
    await log.grow(5)
    replay = await request_of(log, 0)
    await witness.shown(replay)
    await log.grow(5)
    await witness.shown(await request_of(log, 5))
    for _ in range(3):
        answer = await witness.shown(replay)
        assert (answer.status_code, answer.text) == (409, "10\n")
    assert await kept(witness) == []


async def test_strangers_cannot_fill_the_witnesss_trail(log: Node, witness: Node) -> None:
    """Old heads that it had never seen, and bent proofs, are one row an hour."""
    olds = []
    for _ in range(6):
        await log.grow(5)
        olds.append(write_request(0, (), await log.kept_note()))
    await witness.shown(await request_of(log, 0))
    for old in olds[:-1]:
        assert (await witness.shown(old)).status_code == 409
    await log.grow(5)
    for number in range(5):
        bent = write_request(30, (leaf_hash(bytes([number])),), await log.kept_note())
        assert (await witness.shown(bent)).status_code == 422
    assert whats(await kept(witness)) == ["roll_back", "inconsistent"]
    witness.clock.advance(3601)
    await witness.shown(olds[0])  # known by now
    await witness.shown(olds[1])
    assert whats(await kept(witness)) == ["roll_back", "inconsistent", "roll_back"]


async def test_an_unknown_trail_and_a_wrong_key_are_turned_away(
    tmp_path: Path, log: Node, witness: Node
) -> None:
    stranger = key_of("NOWON", 3)
    note = stranger.signed(5, leaf_hash(b"x"))
    assert (await witness.shown(write_request(0, (), note))).status_code == 404
    forged = Note(note.text.replace("nowon", "seongbuk"), ())
    forged = forged.with_more([sign(forged.text, log.key.origin, stranger.key)])
    assert (await witness.shown(write_request(0, (), forged))).status_code == 403
    await log.grow(5)
    good = await request_of(log, 0)
    bent = good.replace("\n5\n", "\n6\n")
    assert (await witness.shown(bent)).status_code == 403
    assert await kept(witness) == []


@pytest.mark.parametrize(
    "bend",
    [
        lambda text: "",
        lambda text: "\xff",
        lambda text: text.replace("old 0", "old 00"),
        lambda text: text.replace("old 0", "old -1"),
        lambda text: text.replace("old 0", "0"),
        lambda text: text.replace("old 0\n", "old 0\nAAAA\n"),
        lambda text: text.replace("old 0\n", "old 0\n" + f"{'A' * 43}=\n" * 64),
        lambda text: text.replace("old 0", "old 6"),
        lambda text: text.replace("\n\n", "\n"),
        lambda text: text.replace("\n5\n", "\n05\n"),
    ],
)
async def test_what_is_no_request_is_said_to_be_none(log: Node, witness: Node, bend) -> None:  # type: ignore[no-untyped-def] # a lambda per case
    await log.grow(5)
    text = bend(await request_of(log, 0))
    answer = await witness.shown(text.encode("latin-1") if text == "\xff" else text)
    assert answer.status_code == 400, answer.text


@given(st.binary(max_size=300))
def test_any_bytes_are_answered(body: bytes) -> None:
    try:
        read_request(body)
    except BadNote:
        return


async def test_two_requests_at_once_do_not_roll_each_other_back(log: Node, witness: Node) -> None:
    await log.grow(5)
    await witness.shown(await request_of(log, 0))
    await log.grow(5)
    small = await request_of(log, 5)
    await log.grow(5)
    large = await request_of(log, 5)
    answers = await asyncio.gather(*(witness.shown(one) for one in (large, small) * 4))
    assert {one.status_code for one in answers} <= {200, 409}
    await log.grow(1)
    assert (await witness.shown(await request_of(log, 15))).status_code == 200


async def test_a_trail_that_is_watched_no_more_is_unknown(log: Node, witness: Node) -> None:
    await log.grow(5)
    async with witness.database.work() as work:
        assert await drop_watched(work.connection, log.key.origin)
        assert not await drop_watched(work.connection, log.key.origin)
    assert (await witness.shown(await request_of(log, 0))).status_code == 404


async def cosigned(log: Node, size: int) -> Note:
    """Waits until the newest witnessed checkpoint is that large."""
    async with asyncio.timeout(10):
        while True:
            try:
                note = await log.note(witnessed=True)
            except httpx.HTTPStatusError:
                note = None
            if note is not None and read_checkpoint(note).size >= size:
                return note
            await asyncio.sleep(0.01)


async def test_each_new_checkpoint_is_cosigned_by_itself(log: Node, witness: Node) -> None:
    await log.is_witnessed_by(witness)
    seeker = log.seeker()
    await seeker.start()
    for size in (4, 8, 12):
        await log.grow(4)
        note = await cosigned(log, size)
        note.must_be_signed_by(VerifierKey.read(str(log.key.as_log)))
        note.must_be_signed_by(VerifierKey.read(str(witness.key.as_witness)))
    await seeker.stop()


async def test_what_was_cosigned_before_a_restart_is_taken_up(log: Node, witness: Node) -> None:
    one = await log.is_witnessed_by(witness)
    for more in (7, 300):
        await log.grow(more)
        seeker = log.seeker(reload_s=3600)
        await seeker.start()
        await seeker.ask(one)
        await seeker.stop()
    assert read_checkpoint(await log.note(witnessed=True)).size == 307


async def test_a_log_that_forgot_its_cosignatures_hears_the_size_from_its_witness(
    log: Node, witness: Node
) -> None:
    one = await log.is_witnessed_by(witness)
    seeker = log.seeker(reload_s=3600)
    await seeker.start()
    await log.grow(9)
    await seeker.ask(one)
    async with log.database.work() as work:
        await work.connection.exec_driver_sql("DELETE FROM trail_cosignatures")
    await log.grow(9)
    await seeker.ask(one)
    await seeker.stop()
    assert read_checkpoint(await log.note(witnessed=True)).size == 18


async def test_a_rolled_back_log_is_told_by_its_witness(
    tmp_path: Path, clock: FixedClock, log: Node, witness: Node
) -> None:
    """Its folder was set back to an older copy: the same key, fewer rows."""
    await log.grow(9)
    await witness.shown(await request_of(log, 0))
    older = tmp_path / "older"
    older.mkdir()
    async with node(older, clock, "SEONGBUK", 1) as restored:
        await restored.grow(6)
        one = await restored.is_witnessed_by(witness)
        seeker = restored.seeker(reload_s=3600)
        await seeker.start()
        with pytest.raises(WitnessSilent, match="it has seen 9 rows of 6"):
            await seeker.ask(one)
        await restored.grow(10)
        with pytest.raises(WitnessSilent, match="422"):
            await seeker.ask(one)
        await seeker.stop()
    assert whats(await kept(witness)) == ["roll_back", "inconsistent"]


async def test_a_witness_with_another_key_than_was_agreed_counts_for_nothing(
    log: Node, witness: Node
) -> None:
    other = key_of("GANGBUK", 9)
    one = await log.is_witnessed_by(witness)
    await log.grow(3)
    seeker = log.seeker(reload_s=3600)
    await seeker.start()
    bent = type(one)(one.name, one.url, str(other.as_witness), one.added_at)
    with pytest.raises(WitnessSilent, match="no cosignature of its key"):
        await seeker.ask(bent)
    await seeker.stop()
    with pytest.raises(httpx.HTTPStatusError):
        await log.note(witnessed=True)


async def test_a_silent_witness_delays_nobody(log: Node, witness: Node) -> None:
    """It takes the connection and never answers; the other one cosigns meanwhile."""
    held: list[asyncio.StreamWriter] = []

    async def silent(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    mute = await log.is_witnessed_by(witness, url=f"http://127.0.0.1:{port}")
    async with log.database.work() as work:
        await work.connection.exec_driver_sql("UPDATE witnesses SET name = 'mute'")
    await log.is_witnessed_by(witness)
    seeker = log.seeker(within_s=60)
    await seeker.start()
    for size in (2, 4):
        await log.grow(2)
        await cosigned(log, size)
    await asyncio.wait_for(seeker.stop(), 5)
    quick = log.seeker(within_s=0.05, reload_s=3600)
    await quick.start()
    with pytest.raises(WitnessSilent, match="Timeout"):
        await quick.ask(type(mute)("mute", mute.url, mute.vkey, mute.added_at))
    await quick.stop()
    assert held
    for writer in held:
        writer.close()
    server.close()
    await server.wait_closed()


async def test_a_witness_that_comes_back_is_asked_again(log: Node, witness: Node) -> None:
    async with witness.database.work() as work:
        await drop_watched(work.connection, log.key.origin)
    await log.is_witnessed_by(witness)
    seeker = log.seeker(first_wait_s=0.01)
    await seeker.start()
    await log.grow(3)
    await witness.watches(log)
    await cosigned(log, 3)
    await seeker.stop()


async def test_witnesses_come_and_go_while_the_node_runs(log: Node, witness: Node) -> None:
    seeker = log.seeker(reload_s=0.01)
    await seeker.start()
    await log.grow(3)
    await log.is_witnessed_by(witness)
    await cosigned(log, 3)
    async with log.database.work() as work:
        await drop_witness(work.connection, "gangbuk")
    async with asyncio.timeout(5):
        while seeker._asked:
            await asyncio.sleep(0.005)
    await seeker.stop()


async def test_two_nodes_that_witness_each_other_come_to_rest(log: Node, witness: Node) -> None:
    """A cosignature writes no row, else each would give the other something to sign for ever."""
    await log.watches(witness)
    for one, other in ((log, witness), (witness, log)):
        await one.is_witnessed_by(other)
        await one.grow(2)
    seekers = [log.seeker(), witness.seeker()]
    for seeker in seekers:
        await seeker.start()
    await cosigned(log, 2)
    await cosigned(witness, 2)
    for seeker in seekers:
        await seeker.stop()
    for one in (log, witness):
        assert not await one.keeper.keep()
        assert read_checkpoint(await one.note()).size == 2
