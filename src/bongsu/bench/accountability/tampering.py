"""Bends a signed trail again and again, as somebody with the whole disk but no key could, and counts what is found."""

import asyncio
from collections import Counter
from datetime import datetime
from io import BytesIO
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bongsu.audit.checkpoint import AuditKey
from bongsu.audit.entry import Head
from bongsu.audit.export import export_trail
from bongsu.audit.journal import append_journal
from bongsu.audit.journal_row import FIRST_BEFORE, JournalRow, JournalRows, sealed_journal_row
from bongsu.audit.note import Note, cosign
from bongsu.audit.proofs.check import Trust
from bongsu.audit.proofs.reading import checkpoint_note
from bongsu.audit.record import record
from bongsu.audit.tree import TreeKeeper
from bongsu.bench.accountability.throughput import deed
from bongsu.bench.figures import Reading, Readings
from bongsu.bench.tamper import TamperedCopy, Trial
from bongsu.bench.tamper_export import tamper_export
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database

_ROUNDS = 75
_SIGN_EVERY = 5
# of four attempts one bends an exported file, the others the database
_EXPORTS = 4


async def measure_tampering(folder: Path, prepared: Path, *, attempts: int) -> Readings:
    """`prepared` is a database at this release's tables; its trail grows by some hundred rows and is signed."""
    key = AuditKey(Ed25519PrivateKey.generate(), "BENCH")
    witness = AuditKey(Ed25519PrivateKey.generate(), "NEIGHBOUR")
    trust = Trust(key.as_log, (witness.as_witness,))
    database = Database(f"sqlite+aiosqlite:///{prepared}")
    try:
        outside = await _signed_trail(database, key, witness)
        export = BytesIO()
        async with database.read() as connection:
            await export_trail(connection, export)
    finally:
        await database.close()
    trials = await _in_the_database(folder, prepared, trust, outside, attempts)
    trials += await _in_the_export(export.getvalue(), trust, attempts // _EXPORTS)
    found = sum(trial.found for trial in trials)
    harms = Counter(trial.harm for trial in trials)
    beside = {"attempts": len(trials), "missed": len(trials) - found, **dict(sorted(harms.items()))}
    return {"tampering_found": Reading(found / len(trials), dict(beside))}


async def _in_the_database(
    folder: Path, prepared: Path, trust: Trust, outside: Note, attempts: int
) -> list[Trial]:
    copy = await TamperedCopy.of(prepared, folder / "tampered.db", trust, outside)
    try:
        return [await copy.trial(seed) for seed in range(attempts - attempts // _EXPORTS)]
    finally:
        await copy.close()


async def _in_the_export(export: bytes, trust: Trust, attempts: int) -> list[Trial]:
    def bend() -> list[Trial]:
        return [tamper_export(export, seed, trust) for seed in range(attempts)]

    return await asyncio.to_thread(bend)


async def _signed_trail(database: Database, key: AuditKey, witness: AuditKey) -> Note:
    """Deeds and the watches of a media process, signed now and then; answers the last, cosigned, as a witness keeps it."""
    clock, last = SystemClock(), Head(0, FIRST_BEFORE)
    keeper = TreeKeeper(database, clock, key)
    for number in range(_ROUNDS):
        row = _watch(last, clock.now())
        last = Head(row.sequence, row.hash)
        async with database.work() as work:
            await record(work, clock.now(), *(deed(3 * number + one) for one in range(3)))
            await append_journal(work, clock.now(), JournalRows("media-1", (row,)))
        if number % _SIGN_EVERY == 0 or number == _ROUNDS - 1:
            while await keeper.keep():
                """a few rows at a time"""
    async with database.read() as connection:
        note = await checkpoint_note(connection)
    at_s = int(clock.now().timestamp())
    return note.with_more([cosign(note.text, witness.witness_name, witness.key, at_s)])


def _watch(last: Head, at: datetime) -> JournalRow:
    """The row after `last` in a watch journal: viewers begin and cease in turn."""
    sequence = last.sequence + 1
    begins = sequence % 2 == 1
    return sealed_journal_row(
        JournalRow(
            sequence=sequence,
            before=last.hash,
            at=at,
            event="watch_started" if begins else "watch_ended",
            camera="SB-00017-1",
            grant="gr_bench",
            incident="inc_bench",
            session=f"ses_{(sequence + 1) // 2:026d}",
            viewer="per_00000000000000000000000031",
            organisation="KNPA.SEOUL.SEONGBUK",
            stream="main",
            reason="" if begins else "closed",
        )
    )
