"""Several hundred tamperings with fixed seeds, by somebody who has the disk and no key: every one is found."""

from collections import Counter
from collections.abc import Awaitable, Callable
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from bongsu.audit.entry import Head
from bongsu.audit.export import export_trail
from bongsu.audit.note import Note
from bongsu.audit.offline import verify_file
from bongsu.audit.store import rows_after
from bongsu.audit.verify import verify
from bongsu.bench.tamper import (
    HARMS,
    Hand,
    TamperedCopy,
    delete_well,
    edit_well,
    fork,
    insert_well,
    reorder_well,
    resealed,
)
from bongsu.bench.tamper_export import EXPORT_HARMS, tamper_export
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.audit.conftest import clock, database
from tests.audit.signed import KEY, TRUST, file_of, signed_trail

# edits rows and triggers by SQLite's own statements
pytestmark = pytest.mark.sqlite

__all__ = ["clock", "database"]


@pytest.fixture
async def outside(database: Database, clock: FixedClock) -> Note:
    return await signed_trail(database, clock)


async def copy_of(database: Database, folder: Path, outside: Note) -> TamperedCopy:
    await database.close()
    return await TamperedCopy.of(file_of(database), folder / "copy.db", TRUST, outside)


async def test_four_hundred_tamperings_of_a_database_are_all_found(
    database: Database, tmp_path: Path, outside: Note
) -> None:
    copy = await copy_of(database, tmp_path, outside)
    assert await copy.is_whole()
    found: Counter[str] = Counter()
    for seed in range(400):
        trial = await copy.trial(seed)
        assert trial.found, f"seed {seed}: {trial}"
        assert trial.why
        found[trial.harm] += 1
    assert len(found) == len(HARMS)
    assert await copy.is_whole()
    await copy.close()


@pytest.mark.parametrize("harm", [edit_well, delete_well, insert_well, reorder_well, fork])
async def test_what_is_hidden_well_is_found_by_signed_checkpoints_alone(
    database: Database, tmp_path: Path, outside: Note, harm: Callable[[Hand], Awaitable[int]]
) -> None:
    """Chain, ledger, head file and tiles all fit: the harms are as strong as they can be without the key."""
    copy = await copy_of(database, tmp_path, outside)
    async with copy.database.work() as work:
        rows = await rows_after(work.connection, 0, 1000)
        hand = Hand(work, Random(3), rows, Head(rows[-1].sequence, rows[-1].hash))
        await harm(hand)
        await hand.forget_checkpoints_after(0)
        assert (await verify(work.connection, hand.head_file, TRUST)).ok
        verdict = await verify(work.connection, hand.head_file, TRUST, [outside])
        assert not verdict.ok
        assert "signed" in verdict.why
    await copy.close()


async def test_a_roll_back_with_all_its_traces_is_known_to_whoever_kept_a_checkpoint(
    database: Database, tmp_path: Path, outside: Note
) -> None:
    copy = await copy_of(database, tmp_path, outside)
    async with copy.database.work() as work:
        for sql in (
            "DELETE FROM journals WHERE trail_sequence > 200",
            "DELETE FROM trail WHERE sequence > 200",
            "DELETE FROM trail_checkpoints WHERE size > 200",
            "DELETE FROM trail_cosignatures",
            "DELETE FROM trail_tiles WHERE position > 0 OR (position + 1) * 256 > 200",
            "UPDATE trail_head SET (sequence, hash) = "
            "(SELECT sequence, hash FROM trail ORDER BY sequence DESC LIMIT 1)",
        ):
            await work.connection.exec_driver_sql(sql)
    async with copy.database.read() as connection:
        assert (await verify(connection, None, TRUST)).ok
        verdict = await verify(connection, None, TRUST, [outside])
    assert (verdict.ok, verdict.first_bad_sequence) == (False, 201)
    assert verdict.why == "the trail ends at row 200, 300 rows were signed"
    await copy.close()


async def test_three_hundred_tamperings_of_an_export_are_all_found(
    database: Database, outside: Note
) -> None:
    out = BytesIO()
    async with database.read() as connection:
        await export_trail(connection, out)
    assert verify_file(BytesIO(out.getvalue()), TRUST).ok
    found: Counter[str] = Counter()
    for seed in range(300):
        trial = tamper_export(out.getvalue(), seed, TRUST)
        assert trial.found, f"seed {seed}: {trial}"
        assert trial.why
        found[trial.harm] += 1
    assert len(found) == len(EXPORT_HARMS)


async def test_rows_that_were_not_touched_are_resealed_to_themselves(
    database: Database, outside: Note
) -> None:
    async with database.read() as connection:
        rows = await rows_after(connection, 0, 1000)
    assert resealed(rows)[0] == rows


def test_the_key_of_the_fixture_is_the_trusts() -> None:
    assert TRUST.log == KEY.as_log
