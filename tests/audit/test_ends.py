"""At its end the trail is held against its head, its ledger of journals, its head file and its checkpoints: each has its
sentence."""

from pathlib import Path

import pytest

from bongsu.audit.entry import Entry, Head
from bongsu.audit.head import write_head
from bongsu.audit.kinds import TrailKind
from bongsu.audit.merkle import leaf_hash
from bongsu.audit.note import Note, cosign, sign
from bongsu.audit.proofs.check import Trust
from bongsu.audit.record import record
from bongsu.audit.store import head_kept, rows_after
from bongsu.audit.verify import Verdict, verify, verify_node
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.audit.nodes import key_of
from tests.audit.signed import KEY, TRUST, WITNESS, signed_trail
from tests.audit.test_tree import without_triggers

# edits rows and triggers by SQLite's own statements
pytestmark = pytest.mark.sqlite


@pytest.fixture
async def note(database: Database, clock: FixedClock) -> Note:
    """Eighty rows in sixteen checkpoints, the last one cosigned."""
    return await signed_trail(database, clock, rounds=20)


async def verdict(
    database: Database, head: Head | None = None, trust: Trust = TRUST, *outside: Note
) -> Verdict:
    async with database.read() as connection:
        return await verify(connection, head, trust, outside)


def bad(rows: int, row: int, why: str) -> Verdict:
    return Verdict(rows, False, row, why, signed_rows=80, witnessed_rows=80)  # noqa: FBT003 (as the class reads)


async def test_a_whole_trail_says_how_far_it_is_signed_and_witnessed(
    database: Database, clock: FixedClock, note: Note
) -> None:
    async with database.work() as work:
        await record(work, clock.now(), Entry(kind=TrailKind.SIGN_IN, actor="per_1"))
    whole = Verdict(81, True, None, "", signed_rows=80, witnessed_rows=80)  # noqa: FBT003 (as above)
    assert await verdict(database) == whole


async def test_the_kept_head_must_be_the_last_row(database: Database, note: Note) -> None:
    await without_triggers(database, "UPDATE trail_head SET sequence = 85")
    why = "the trail ends at row 80, its head at 85"
    assert await verdict(database) == bad(80, 81, why)


async def test_a_journal_row_of_the_ledger_must_stand_in_the_trail(
    database: Database, note: Note
) -> None:
    async with database.work() as work:
        lost = "INSERT INTO journals VALUES ('media-3', 9, 'x', 81)"
        await work.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        await work.connection.exec_driver_sql("DROP TRIGGER journals_are_not_deleted")
        await work.connection.exec_driver_sql(lost)
        said = await verify(work.connection, None, TRUST)
        await work.connection.exec_driver_sql("DELETE FROM journals WHERE process = 'media-3'")
    assert said == bad(80, 81, "row 9 of the journal of media-3 is missing")


async def test_the_head_file_must_be_reached_and_fit(
    database: Database, note: Note, tmp_path: Path
) -> None:
    async with database.read() as connection:
        last = await head_kept(connection)
        (tenth,) = await rows_after(connection, 9, 1)
    for head, row, why in (
        (Head(81, "f" * 64), 81, "the trail ends at row 80, the head file at 81"),
        (Head(10, "f" * 64), 10, "row 10 is not the one in the head file"),
        (Head(0, "f" * 64), None, ""),
        (Head(10, tenth.hash), None, ""),
        (last, None, ""),
    ):
        said = Verdict(80, row is None, row, why, 0, True, 80, 80)  # noqa: FBT003 (as above)
        assert await verdict(database, head) == said
        write_head(tmp_path / "head", head)
        assert await verify_node(database, tmp_path / "head", TRUST) == said


async def test_a_checkpoint_kept_elsewhere_counts_for_a_node_as_for_a_file(
    database: Database, note: Note, tmp_path: Path
) -> None:
    other = KEY.signed(33, leaf_hash(b"another past"))
    said = await verify_node(database, tmp_path / "none", TRUST, [other])
    assert (said.ok, said.head_file, said.first_bad_sequence) == (False, False, 21)
    assert said.why == "rows 21 to 33 are not those that were signed"
    stranger = await verify_node(database, tmp_path / "none", Trust(key_of("NOWON", 3).as_log))
    assert stranger.why == (
        "the checkpoint of 20 rows: bongsu.seongbuk/trail/1 is another trail than "
        "bongsu.nowon/trail/1"
    )


ELSEWHERE = "the checkpoint kept elsewhere"


async def test_each_fault_of_a_checkpoint_kept_elsewhere_has_its_sentence(
    database: Database, note: Note
) -> None:
    text = note.text
    forged = Note(text, (sign(text, KEY.origin, key_of("SEONGBUK", 9).key),))
    cases = (
        (forged, 1, f"{ELSEWHERE}: not signed by {KEY.origin}"),
        (KEY.signed(0, leaf_hash(b"x")), 1, f"{ELSEWHERE} is of no rows, and has a root"),
    )
    for outside, row, why in cases:
        said = await verdict(database, None, TRUST, outside)
        assert (said.first_bad_sequence, said.why) == (row, why)
    beyond = KEY.signed(90, leaf_hash(b"x"))
    assert await verdict(database, None, TRUST, beyond, KEY.signed(95, leaf_hash(b"y"))) == bad(
        80, 81, "the trail ends at row 80, 90 rows were signed"
    )
    assert (await verdict(database, None, TRUST, note, note)).ok


async def test_one_of_two_checkpoints_kept_elsewhere_at_one_size_must_be_false(
    database: Database, note: Note
) -> None:
    fork = KEY.signed(80, leaf_hash(b"another past"))
    for both in ((note, fork), (fork, note)):
        said = await verdict(database, None, TRUST, *both)
        assert (said.ok, said.why) == (False, "rows 61 to 80 are not those that were signed")


@pytest.mark.parametrize(
    ("harm", "row", "why"),
    [
        (
            "UPDATE trail_checkpoints SET size = 41 WHERE size = 40",
            41,
            "the checkpoint of 41 rows: it is of 40 rows",
        ),
        (
            "INSERT INTO trail_checkpoints SELECT 99, at, note FROM trail_checkpoints "
            "WHERE size = 80",
            81,
            "the trail ends at row 80, 99 rows were signed",
        ),
    ],
)
async def test_each_fault_of_a_kept_checkpoint_has_its_sentence(
    database: Database, note: Note, harm: str, row: int, why: str
) -> None:
    await without_triggers(database, harm)
    said = await verdict(database)
    assert (said.first_bad_sequence, said.why) == (row, why)


@pytest.mark.parametrize(
    ("harm", "row", "why"),
    [
        ("DELETE FROM trail_tiles", None, ""),
        (
            "UPDATE trail_tiles SET position = 7",
            1,
            "the hashes of rows 1 to 256 are missing",
        ),
        ("UPDATE trail_tiles SET root = x'00'", 1, "the hashes of rows 1 to 256 were changed"),
        (
            "UPDATE trail_tiles SET hashes = CAST(hashes || x'00' AS BLOB)",
            1,
            "the hashes of rows 1 to 256 were changed",
        ),
        (
            "UPDATE trail_tiles SET hashes = CAST(substr(hashes, 1, 64) || zeroblob(32) "
            "|| substr(hashes, 97) AS BLOB)",
            3,
            "row 3 is not the one whose hash was kept",
        ),
    ],
)
async def test_each_fault_of_a_tile_names_its_rows(
    database: Database, clock: FixedClock, harm: str, row: int | None, why: str
) -> None:
    await signed_trail(database, clock, rounds=70)
    await without_triggers(database, harm)
    said = await verdict(database)
    assert (said.first_bad_sequence, said.why) == (row, why)


async def test_only_cosignatures_of_trusted_witnesses_count_as_witnessed(
    database: Database, note: Note
) -> None:
    assert (await verdict(database, None, Trust(KEY.as_log))).witnessed_rows == 0
    other = Trust(KEY.as_log, (key_of("NOWON", 3).as_witness,))
    assert (await verdict(database, None, other)).witnessed_rows == 0
    line = cosign(note.text, WITNESS.witness_name, WITNESS.key, 5)
    both = note.with_more([line])
    assert TRUST.cosigners(both) == [WITNESS.witness_name]
