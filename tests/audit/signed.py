"""A trail of a few hundred rows with watches of two processes, signed again and again, and cosigned by a witness."""

from pathlib import Path

from bongsu.audit.entry import Entry
from bongsu.audit.journal import append_journal
from bongsu.audit.kinds import TrailKind
from bongsu.audit.note import Note, cosign
from bongsu.audit.proofs.check import Trust
from bongsu.audit.proofs.reading import checkpoint_note
from bongsu.audit.proofs.store import KeptCosignature, keep_cosignature, newest_checkpoint
from bongsu.audit.record import record
from bongsu.audit.stamp import stamp
from bongsu.audit.tree import TreeKeeper
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.audit.journals import handed, journal_of
from tests.audit.nodes import key_of

KEY, WITNESS = key_of("SEONGBUK", 1), key_of("GANGBUK", 2)
TRUST = Trust(KEY.as_log, (WITNESS.as_witness,))


async def signed_trail(database: Database, clock: FixedClock, rounds: int = 75) -> Note:
    """Four rows a round, a checkpoint every five rounds, the last one cosigned; answers that one."""
    keeper = TreeKeeper(database, clock, KEY)
    journal = journal_of(rounds)
    for number in range(rounds):
        async with database.work() as work:
            lent = Entry(kind=TrailKind.LEND, actor="system", grant_id="gr_1", body={"n": number})
            await record(work, clock.now(), lent, Entry(kind=TrailKind.SIGN_IN, actor="per_1"))
            clock.advance(1.5)
            for process in ("media-1", "media-2"):
                await append_journal(work, clock.now(), handed(process, journal[number]))
        if number % 5 == 4 or number == rounds - 1:
            while await keeper.keep():
                pass
    return await cosigned(database, clock)


async def cosigned(database: Database, clock: FixedClock) -> Note:
    """The newest checkpoint with the witness's line below it."""
    async with database.work() as work:
        newest = await newest_checkpoint(work.connection)
        assert newest is not None
        note = await checkpoint_note(work.connection)
        line = cosign(note.text, WITNESS.witness_name, WITNESS.key, int(clock.now().timestamp()))
        kept = KeptCosignature(newest.size, "gangbuk", stamp(clock.now()), line.line)
        await keep_cosignature(work.connection, kept)
        return await checkpoint_note(work.connection)


def file_of(database: Database) -> Path:
    assert database.url.database
    return Path(database.url.database)
