"""An export is believed by whoever has the file and the public keys; what was bent, torn or left out is named."""

import struct
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import httpx
import pytest

from bongsu.audit.checkpoint import read_checkpoint
from bongsu.audit.entry import hashed_line, row_of_line
from bongsu.audit.export import export_row, export_trail
from bongsu.audit.merkle import is_consistent, is_included, leaf_hash
from bongsu.audit.note import Note, decode64
from bongsu.audit.offline import FileVerdict, verify_file
from bongsu.audit.proofs.check import Trust
from bongsu.audit.proofs.reading import NoCheckpoint, NoSuchTree
from bongsu.audit.store import rows_after
from bongsu.audit.tree import TreeKeeper
from bongsu.audit.verify import verify
from bongsu.audit.witnessing.store import all_witnesses
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from tests.audit.nodes import Node, key_of, node
from tests.audit.signed import KEY, TRUST, WITNESS, signed_trail
from tests.audit.test_tree import grow, without_triggers


@pytest.fixture
async def note(database: Database, clock: FixedClock) -> Note:
    return await signed_trail(database, clock, rounds=20)


async def exported(database: Database, row: int | None = None) -> bytes:
    out = BytesIO()
    async with database.read() as connection:
        if row is None:
            await export_trail(connection, out)
        else:
            await export_row(connection, out, row)
    return out.getvalue()


def read(data: bytes, trust: Trust = TRUST) -> FileVerdict:
    return verify_file(BytesIO(data), trust)


def nothing_believed(why: str) -> FileVerdict:
    return FileVerdict(ok=False, rows=0, size=0, origin="", witnesses=(), why=why)


async def test_a_whole_export_is_believed(database: Database, note: Note) -> None:
    verdict = read(await exported(database))
    assert verdict == FileVerdict(
        ok=True, rows=80, size=80, origin=KEY.origin, witnesses=(WITNESS.witness_name,)
    )


async def test_rows_behind_the_checkpoint_are_left_out(
    database: Database, clock: FixedClock, note: Note
) -> None:
    await grow(database, clock, 3)
    assert read(await exported(database)).rows == 80


async def test_an_export_of_many_batches_is_whole(
    database: Database, note: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bongsu.audit.export._AT_ONCE", 7)
    assert read(await exported(database)).ok


async def test_without_a_checkpoint_there_is_nothing_to_export(database: Database) -> None:
    with pytest.raises(NoCheckpoint):
        await exported(database)


async def test_a_torn_last_row_is_named(database: Database, note: Note) -> None:
    data = await exported(database)
    verdict = read(data[:-20])
    assert (verdict.ok, verdict.first_bad_sequence) == (False, 80)
    assert verdict.why == "row 80 is torn: the file ends in it"


async def test_a_missing_end_is_named(database: Database, note: Note) -> None:
    lines = (await exported(database)).splitlines(keepends=True)
    verdict = read(b"".join(lines[:-3]))
    assert (verdict.first_bad_sequence, verdict.why) == (78, "row 78 is missing: 80 were signed")


async def test_a_row_too_many_is_named(database: Database, clock: FixedClock, note: Note) -> None:
    data = await exported(database)
    await grow(database, clock, 1)
    async with database.read() as connection:
        (row,) = await rows_after(connection, 80, 1)
    verdict = read(data + hashed_line(row) + b"\n")
    assert (verdict.ok, verdict.first_bad_sequence) == (False, 81)


async def test_a_row_written_in_another_way_is_named(database: Database, note: Note) -> None:
    data = await exported(database)
    verdict = read(data.replace(b'{"actor":"per_1"', b'{ "actor":"per_1"', 1))
    assert (verdict.ok, verdict.first_bad_sequence) == (False, 2)


async def test_keys_decide_who_is_believed(database: Database, note: Note) -> None:
    data = await exported(database)
    stranger = key_of("SEONGBUK", 9)
    doubts = {
        Trust(stranger.as_log): f"the checkpoint: not signed by {KEY.origin}",
        Trust(key_of("NOWON", 1).as_log): f"the checkpoint: {KEY.origin} is another trail than "
        "bongsu.nowon/trail/1",
        Trust(KEY.as_log, (WITNESS.as_witness, stranger.as_witness)): "the checkpoint is not "
        "cosigned by bongsu.seongbuk/witness/1",
    }
    for trust, why in doubts.items():
        assert read(data, trust) == nothing_believed(why)
        assert read(await exported(database, 7), trust) == nothing_believed(why)


@pytest.mark.parametrize("row", [1, 2, 41, 79, 80])
async def test_one_row_is_proved_alone(database: Database, note: Note, row: int) -> None:
    data = await exported(database, row)
    assert read(data) == FileVerdict(
        ok=True,
        rows=1,
        size=80,
        origin=KEY.origin,
        witnesses=(WITNESS.witness_name,),
        sequence=row,
    )
    assert len(data) - len(str(note)) < 2000


async def test_a_bent_proof_of_one_row_is_refused(database: Database, note: Note) -> None:
    data = await exported(database, 41)
    other = await exported(database, 42)
    lines, others = data.split(b"\n"), other.split(b"\n")
    swapped = b"\n".join([lines[0], others[1], *lines[2:]])
    assert read(swapped) == nothing_believed("the proof is of another row")
    swapped = b"\n".join([lines[0], others[1], others[2], *lines[3:]])
    assert read(swapped) == FileVerdict(
        ok=False,
        rows=0,
        size=80,
        origin=KEY.origin,
        witnesses=(WITNESS.witness_name,),
        first_bad_sequence=42,
        why="row 42 is not among those that were signed",
        sequence=42,
    )
    for torn in (data[:40], data.replace(b"index", b"extra"), b"\n".join([lines[0], *lines[2:]])):
        try:
            assert not read(torn).ok
        except Invalid:
            continue


async def test_a_row_outside_the_trail_is_not_exported(database: Database, note: Note) -> None:
    with pytest.raises(NoSuchTree):
        await exported(database, 81)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "this is no export of a trail"),
        (b"bongsu", "this is no export of a trail"),
        (b"bongsu trail export 1", "this is no export of a trail"),
        (b"\xff\n", "this is no export of a trail"),
        (b"bongsu trail export 1\n", "the checkpoint in this file cannot be read"),
        (b"bongsu trail export 1\n\xff\n\n\n", "the checkpoint in this file cannot be read"),
        (b"c2sp.org/tlog-proof@v1\n", "the proof is torn"),
        (
            b"c2sp.org/tlog-proof@v1\nextra \nindex 0\n\nno note",
            "the checkpoint in this file cannot be read",
        ),
    ],
)
def test_what_is_no_export_is_said_to_be_none(data: bytes, why: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(data)
    assert (refused.value.detail, refused.value.field) == (why, "file")


async def test_a_proof_whose_row_or_hashes_cannot_be_read_is_said_to_be_none(
    database: Database, note: Note
) -> None:
    lines = (await exported(database, 41)).split(b"\n")
    for place, line in ((1, b"extra !"), (1, b"extra e30="), (1, b"\xff"), (3, b"AAA")):
        with pytest.raises(Invalid) as refused:
            read(b"\n".join([*lines[:place], line, *lines[place + 1 :]]))
        said = refused.value
        assert (said.detail, said.field) == ("the proof cannot be read", "file")


async def test_a_row_is_proved_under_the_newest_checkpoint_or_the_newest_cosigned_one(
    database: Database, clock: FixedClock, note: Note
) -> None:
    """Rows that came after it are not under it: their proof would be believed by nobody."""
    await grow(database, clock, 3)
    keeper = TreeKeeper(database, clock, KEY)
    await keeper.keep()
    async with database.read() as connection:
        for witnessed, size in ((False, 83), (True, 80)):
            whole, one = BytesIO(), BytesIO()
            assert await export_trail(connection, whole, witnessed=witnessed) == size
            shown = await export_row(connection, one, 5, witnessed=witnessed)
            assert read_checkpoint(shown).size == size
            trust = TRUST if witnessed else Trust(KEY.as_log)
            assert read(whole.getvalue(), trust).rows == size
            assert read(one.getvalue(), trust).size == size
            assert read(one.getvalue(), trust).ok
        newest = BytesIO()
        await export_row(connection, newest, 83)
        assert read(newest.getvalue(), Trust(KEY.as_log)).sequence == 83
        with pytest.raises(NoSuchTree):
            await export_row(connection, BytesIO(), 83, witnessed=True)


def test_a_line_is_read_back_to_its_row_and_no_other_spelling_is() -> None:
    for line in (b"", b"{}", b"[]", b"\xff", b"[" * 10_000):
        with pytest.raises(ValueError):
            row_of_line(line)


HARMS = {
    "UPDATE trail_checkpoints SET note = 'x' WHERE size = 40": (40, "signature lines"),
    "UPDATE trail_checkpoints SET size = 41 WHERE size = 40": (41, "it is of 40 rows"),
    "UPDATE trail_checkpoints SET note = replace(note, 'seongbuk', 'nowon') WHERE size = 40": (
        40,
        "another trail",
    ),
    "UPDATE trail_checkpoints SET note = (SELECT note FROM trail_checkpoints WHERE size = 20) "
    "WHERE size = 40": (40, "it is of 20 rows"),
    "UPDATE trail_cosignatures SET line = replace(line, 'A', 'B')": (80, ""),
    "UPDATE trail_tiles SET root = x'00'": (1, "were changed"),
    "UPDATE trail_tiles SET hashes = x'00'": (1, "not the one whose hash"),
    "INSERT INTO trail_tiles VALUES (0, 9, x'00', x'00')": (1, ""),
    "UPDATE trail_checkpoints SET note = replace(note, '=', '') WHERE size = 60": (60, ""),
}


@pytest.mark.sqlite
@pytest.mark.parametrize("harm", list(HARMS))
async def test_tiles_and_kept_checkpoints_are_checked_too(
    database: Database, clock: FixedClock, harm: str
) -> None:
    await signed_trail(database, clock, rounds=70 if "tiles" in harm else 20)
    async with database.read() as connection:
        whole = await verify(connection, None, TRUST)
    assert (whole.ok, whole.signed_rows, whole.witnessed_rows) == (
        True,
        whole.rows,
        whole.rows,
    )
    await without_triggers(database, harm)
    async with database.read() as connection:
        verdict = await verify(connection, None, TRUST)
    assert not verdict.ok
    row, why = HARMS[harm]
    assert verdict.first_bad_sequence is not None
    assert verdict.first_bad_sequence >= row
    assert why in verdict.why


@pytest.fixture
async def served(tmp_path: Path, clock: FixedClock) -> AsyncIterator[Node]:
    async with node(tmp_path, clock, "SEONGBUK", 1) as one:
        await one.grow(300)
        yield one


async def test_proofs_come_over_http_as_text_and_as_bytes(served: Node) -> None:
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{served.port}/api/audit/proof", trust_env=False
    ) as http:
        for asked in ("inclusion?sequence=5", "inclusion?sequence=5&size=300"):
            said = (await http.get(f"/{asked}")).json()
            hashes = [decode64(one) for one in said["hashes"]]
            root, leaf = decode64(said["root"]), decode64(said["leaf"])
            assert is_included(leaf, said["sequence"] - 1, said["size"], hashes, root)
            binary = {"Accept": "application/octet-stream"}
            data = (await http.get(f"/{asked}", headers=binary)).content
            assert data == struct.pack(">QQ", 4, 300) + b"".join(hashes)
        said = (await http.get("/consistency?old=77&new=299")).json()
        hashes = [decode64(one) for one in said["hashes"]]
        roots = (decode64(said["old_root"]), decode64(said["new_root"]))
        assert is_consistent(77, 299, *roots, hashes)
        data = (await http.get("/consistency?old=77&new=299", headers=binary)).content
        assert data == struct.pack(">QQ", 77, 299) + b"".join(hashes)
        assert (await http.get("/inclusion?sequence=301")).status_code == 404
        assert (await http.get("/inclusion?sequence=0")).status_code == 400


async def test_the_leaf_of_a_proof_is_the_rows_own_line(served: Node) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        url = f"http://127.0.0.1:{served.port}/api/audit/proof/inclusion?sequence=9"
        leaf = decode64((await http.get(url)).json()["leaf"])
    async with served.database.read() as connection:
        (row,) = await rows_after(connection, 8, 1)
    assert leaf == leaf_hash(hashed_line(row))


async def test_the_age_of_the_last_cosignature_is_told(served: Node, clock: FixedClock) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        url = f"http://127.0.0.1:{served.port}/api/audit/witnesses"
        before = (await http.get(url)).json()
        assert (before["signed_size"], before["witnessed_size"]) == (300, 0)
        assert before["witnessed_age_s"] is None
        await served.is_witnessed_by(served)
        await served.watches(served)
        seeker = served.seeker(reload_s=3600)
        await seeker.start()
        async with served.database.read() as connection:
            (witness,) = await all_witnesses(connection)
        await seeker.ask(witness)
        await seeker.stop()
        clock.advance(90)
        after = (await http.get(url)).json()
    assert (after["witnessed_size"], after["witnessed_age_s"]) == (300, 90.0)
    assert after["watched"] == [{"origin": KEY.origin, "vkey": str(KEY.as_log), "size": 300}]
