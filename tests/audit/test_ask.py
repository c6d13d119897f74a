"""Each new checkpoint is shown to our witnesses; silent, wrong or forgetful ones harm nobody but themselves."""

import asyncio
from pathlib import Path

import httpx
import pytest

from bongsu.audit.checkpoint import read_checkpoint
from bongsu.audit.note import Note, VerifierKey
from bongsu.audit.witnessing.ask import WitnessSilent
from bongsu.audit.witnessing.store import drop_watched, drop_witness
from bongsu.kernel.clock import FixedClock
from tests.audit.nodes import Node, kept, key_of, node, request_of, whats


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
    # not asked by itself with the right key meanwhile
    async with log.database.work() as work:
        await drop_witness(work.connection, one.name)
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
