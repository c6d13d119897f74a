"""How large the proof of one row is in a trail of a million rows, as the proof route sends it, and that it proves."""

import struct
from pathlib import Path
from random import Random
from time import perf_counter

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bongsu.audit.checkpoint import AuditKey
from bongsu.audit.merkle import HASH_BYTES, inclusion_spans, is_included
from bongsu.audit.proofs.reading import Inclusion, inclusion
from bongsu.audit.record import record
from bongsu.audit.store import head_kept
from bongsu.audit.tree import TreeKeeper
from bongsu.bench.accountability.throughput import deed
from bongsu.bench.figures import Reading, Readings, percentile
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database

MILLION = 1_000_000
_AT_ONCE = 5_000
_ASKED = 200
# index and size, as the proof route writes them
_HEAD_BYTES = struct.calcsize(">QQ")


async def measure_proofs(prepared: Path, *, rows: int) -> Readings:
    """`prepared` is a database at this release's tables; its trail grows to at least so many rows."""
    database = Database(f"sqlite+aiosqlite:///{prepared}")
    try:
        await _grow(database, rows)
        signed_s = await _sign(database)
        proofs, took_ms = await _ask(database)
    finally:
        await database.close()
    wrong = sum(not _proves(one) for one in proofs)
    largest = max(_HEAD_BYTES + HASH_BYTES * len(one.hashes) for one in proofs)
    beside = {
        "rows": proofs[0].size,
        "signed_rows_per_s": round(proofs[0].size / signed_s),
        "asked_p95": round(percentile(took_ms, 95), 2),
        "asked": len(proofs),
        "wrong": wrong,
    }
    return {"proof_bytes": Reading(max(largest, _at_a_million()), dict(beside))}


def _at_a_million() -> int:
    """What follows from the tree's shape, so that a smaller trail does not flatter."""
    leaves = (0, MILLION // 2 + 1, MILLION - 1)
    return max(_HEAD_BYTES + HASH_BYTES * len(inclusion_spans(one, MILLION)) for one in leaves)


async def _grow(database: Database, rows: int) -> None:
    clock = SystemClock()
    async with database.read() as connection:
        sequence = (await head_kept(connection)).sequence
    while sequence < rows:
        async with database.work() as work:
            now = clock.now()
            sequence = await record(work, now, *(deed(sequence + one) for one in range(_AT_ONCE)))


async def _sign(database: Database) -> float:
    """Seconds from the first leaf to the signed checkpoint."""
    key = AuditKey(Ed25519PrivateKey.generate(), "BENCH")
    keeper, began_s = TreeKeeper(database, SystemClock(), key), perf_counter()
    while await keeper.keep():
        """a few thousand rows at a time"""
    return perf_counter() - began_s


async def _ask(database: Database) -> tuple[list[Inclusion], list[float]]:
    random, proofs, took_ms = Random(1), list[Inclusion](), list[float]()
    async with database.read() as connection:
        size = (await head_kept(connection)).sequence
    for sequence in [1, size, *(random.randint(1, size) for _ in range(_ASKED))]:
        began_s = perf_counter()
        async with database.read() as connection:
            proofs.append(await inclusion(connection, sequence))
        took_ms.append((perf_counter() - began_s) * 1000)
    return proofs, took_ms


def _proves(one: Inclusion) -> bool:
    return is_included(one.leaf, one.sequence - 1, one.size, one.hashes, one.root)
