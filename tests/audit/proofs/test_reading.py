"""Any size that was ever signed can be proved, from tiles, from rows, and from both; nothing else can."""

import pytest

from bongsu.audit.checkpoint import read_checkpoint
from bongsu.audit.merkle import EMPTY_ROOT, Frontier, is_consistent, is_included
from bongsu.audit.proofs.reading import (
    NoCheckpoint,
    NoSuchTree,
    TreeReader,
    checkpoint_note,
    consistency,
    hashes_in,
    inclusion,
    leaf_of,
)
from bongsu.audit.store import rows_after
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.audit.nodes import Node

ROWS = 515


@pytest.fixture
async def grown(log: Node) -> Database:
    """Two full tiles and three rows more, signed at five sizes."""
    for more in (1, 255, 1, 255, 3):
        await log.grow(more)
    return log.database


async def roots_by_hand(database: Database) -> list[bytes]:
    """The root of every size, leaf by leaf."""
    frontier, roots = Frontier(), [EMPTY_ROOT]
    async with database.read() as connection:
        for row in await rows_after(connection, 0, ROWS):
            frontier.add(leaf_of(row))
            roots.append(frontier.root())
    return roots


async def test_the_root_of_every_size_is_the_one_built_leaf_by_leaf(grown: Database) -> None:
    expected = await roots_by_hand(grown)
    async with grown.read() as connection:
        reader = TreeReader(connection)
        for size in (0, 1, 2, 3, 255, 256, 257, 511, 512, 513, ROWS):
            assert await reader.root(size) == expected[size], size


async def test_the_same_without_any_tile(grown: Database) -> None:
    expected = await roots_by_hand(grown)
    async with grown.work() as work:
        await work.connection.exec_driver_sql("DELETE FROM trail_tiles")
    async with grown.read() as connection:
        assert await TreeReader(connection).root(200) == expected[200]
        assert await TreeReader(connection).root(255) == expected[255]


@pytest.mark.parametrize("sequence", [1, 2, 255, 256, 257, 512, 513, ROWS])
async def test_a_row_is_proved_in_the_newest_tree_and_in_its_own(
    grown: Database, sequence: int
) -> None:
    async with grown.read() as connection:
        for size in (None, sequence):
            proof = await inclusion(connection, sequence, size)
            assert proof.size == (size or ROWS)
            assert is_included(proof.leaf, sequence - 1, proof.size, proof.hashes, proof.root), (
                sequence,
                size,
            )


async def test_the_leaf_of_a_proof_is_the_rows_own(grown: Database) -> None:
    async with grown.read() as connection:
        for sequence in (1, 256, ROWS):
            (row,) = await rows_after(connection, sequence - 1, 1)
            assert (await inclusion(connection, sequence)).leaf == leaf_of(row)


@pytest.mark.parametrize(
    ("old", "new"), [(0, 1), (0, ROWS), (1, 2), (1, ROWS), (256, 257), (300, 512), (ROWS, ROWS)]
)
async def test_every_later_tree_begins_with_the_earlier(
    grown: Database, old: int, new: int
) -> None:
    async with grown.read() as connection:
        proof = await consistency(connection, old, new)
    assert (proof.old, proof.new) == (old, new)
    assert is_consistent(old, new, proof.old_root, proof.new_root, proof.hashes)


async def test_without_a_size_the_newest_checkpoint_is_meant(grown: Database) -> None:
    async with grown.read() as connection:
        assert (await consistency(connection, 10)).new == ROWS
        assert read_checkpoint(await checkpoint_note(connection)).size == ROWS


@pytest.mark.parametrize(("sequence", "size"), [(0, None), (-1, None), (ROWS + 1, None), (9, 8)])
async def test_a_row_outside_the_tree_is_refused_by_its_field(
    grown: Database, sequence: int, size: int | None
) -> None:
    async with grown.read() as connection:
        with pytest.raises(NoSuchTree) as refused:
            await inclusion(connection, sequence, size)
    assert refused.value.field == "sequence"


@pytest.mark.parametrize("size", [0, -1, ROWS + 1, 10**17])
async def test_a_size_that_was_never_signed_is_refused_by_its_field(
    grown: Database, size: int
) -> None:
    async with grown.read() as connection:
        for asked in (inclusion(connection, 1, size), consistency(connection, 0, size)):
            with pytest.raises(NoSuchTree) as refused:
                await asked
            assert refused.value.field == "size"


@pytest.mark.parametrize("old", [-1, 11, ROWS])
async def test_an_older_tree_that_is_larger_is_refused_by_its_field(
    grown: Database, old: int
) -> None:
    async with grown.read() as connection:
        with pytest.raises(NoSuchTree) as refused:
            await consistency(connection, old, 10)
    assert refused.value.field == "old"


async def test_before_the_first_checkpoint_nothing_is_proved(database: Database) -> None:
    async with database.read() as connection:
        for asked in (
            inclusion(connection, 1),
            consistency(connection, 0),
            checkpoint_note(connection),
        ):
            with pytest.raises(NoCheckpoint):
                await asked


async def test_signed_and_not_witnessed_is_no_witnessed_checkpoint(grown: Database) -> None:
    async with grown.read() as connection:
        with pytest.raises(NoCheckpoint):
            await checkpoint_note(connection, witnessed=True)


@pytest.mark.sqlite
async def test_a_trail_whose_rows_are_gone_has_no_such_root(grown: Database) -> None:
    async with grown.work() as work:
        await work.connection.exec_driver_sql("DROP TRIGGER trail_is_not_deleted")
        await work.connection.exec_driver_sql("DELETE FROM trail WHERE sequence > 513")
    async with grown.read() as connection:
        with pytest.raises(NoSuchTree):
            await inclusion(connection, 1)


def test_a_tile_is_cut_into_its_hashes() -> None:
    hashes = [bytes([number]) * 32 for number in range(4)]
    assert hashes_in(b"".join(hashes)) == hashes
    assert hashes_in(b"") == []


async def test_rows_not_yet_signed_are_in_no_tree(log: Node, clock: FixedClock) -> None:
    await log.grow(3)
    async with log.database.work() as work:
        await work.connection.exec_driver_sql(
            "INSERT INTO trail SELECT sequence + 1, at, kind, actor, organisation, incident_id, grant_id, camera_id, "
            "body, previous, hash FROM trail WHERE sequence = 3"
        )
    async with log.database.read() as connection:
        with pytest.raises(NoSuchTree):
            await inclusion(connection, 4)
