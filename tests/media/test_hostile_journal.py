"""A watch journal changed at any byte: its whole rows, or a word that it is damaged; never a row that nobody wrote."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.audit.journal_row import FIRST_BEFORE, JournalRow, journal_hash
from bongsu.media.failures import JournalUnwritable
from bongsu.media.journal import read_journal
from tests.media.mutations import Change, changes
from tests.media.test_journal import running, watch


def rows(count: int) -> list[JournalRow]:
    out: list[JournalRow] = []
    for number in range(count):
        row = JournalRow(
            sequence=number + 1,
            before=out[-1].hash if out else FIRST_BEFORE,
            at=datetime(2026, 11, 3, 21, number, tzinfo=UTC),
            event="watch_started",
            camera=f"cam_{number}",
            grant="gr_1",
            incident="inc_1",
            session="se_1",
            viewer="순21 종암",
            organisation="jongam",
            stream="main",
            reason="",
        )
        out.append(msgspec.structs.replace(row, hash=journal_hash(row)))
    return out


ROWS = rows(5)
LINES = [msgspec.json.encode(row) + b"\n" for row in ROWS]
WHOLE = b"".join(LINES)


def read_or_refused(data: bytes) -> list[JournalRow]:
    try:
        found, end = read_journal(data)
    except JournalUnwritable:
        return []
    assert 0 <= end <= len(data)
    assert read_journal(data[:end])[0] == found
    return found


@settings(max_examples=300, deadline=None)
@given(changes)
def test_any_mutation_leaves_true_rows_or_a_refusal(change: Change) -> None:
    found = read_or_refused(change(WHOLE))
    assert found == ROWS[: len(found)], "never a row that nobody wrote"


def test_every_flipped_bit_is_noticed() -> None:
    for at in range(0, len(WHOLE), 7):
        changed = bytearray(WHOLE)
        changed[at] ^= 1 << at % 8
        assert len(read_or_refused(bytes(changed))) < len(ROWS), at


@pytest.mark.parametrize("missing", range(4))
def test_a_row_taken_out_of_the_middle_is_damage(missing: int) -> None:
    with pytest.raises(JournalUnwritable):
        read_journal(b"".join(LINES[:missing] + LINES[missing + 1 :]) + LINES[4])


def test_rows_in_another_order_or_twice_are_damage() -> None:
    for order in ([1, 0, 2, 3], [0, 0, 1, 2], [0, 2, 1, 3]):
        with pytest.raises(JournalUnwritable):
            read_journal(b"".join(LINES[one] for one in order))


def test_an_older_journal_is_a_journal_too() -> None:
    """A file set back to an earlier state cannot be told here; the trail, which has the later rows, tells it."""
    assert read_journal(b"".join(LINES[:3]))[0] == ROWS[:3]


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"null",
        b"{}",
        b"[" * 100_000,
        b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b"\x00" * 4096,
        b"\xff\xfe",
        b'{"sequence":1e999}',
        LINES[2][:-1],
    ],
    ids=range(9),
)
def test_a_line_that_is_no_row_is_a_torn_end_or_damage(line: bytes) -> None:
    assert read_journal(LINES[0] + line + b"\n") == (ROWS[:1], len(LINES[0]))
    with pytest.raises(JournalUnwritable):
        read_journal(line + b"\n" + LINES[1] + LINES[2])


@pytest.mark.parametrize("tail", [b"\xff\xfe\x80", b"\x00" * 4096, b'{"viewer":"\xed\xa0\x80"}\n'])
async def test_a_garbage_end_is_set_aside_and_does_not_stop_the_start(
    tmp_path: Path, tail: bytes
) -> None:
    """What a disk may leave behind after a power cut."""
    path = tmp_path / "j"
    path.write_bytes(WHOLE + tail)
    async with running(path) as journal:
        await journal.write(watch())
    found, end = read_journal(path.read_bytes())
    assert len(found) == len(ROWS) + 1
    assert end == path.stat().st_size
    assert [one.read_bytes() for one in tmp_path.glob("j.torn-*")] == [tail]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_are_no_rows(data: bytes) -> None:
    assert read_or_refused(data) == []


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(WHOLE)))
def test_a_journal_cut_anywhere_keeps_its_whole_rows(cut: int) -> None:
    found, end = read_journal(WHOLE[:cut])
    assert len(found) == WHOLE[:cut].count(b"\n")
    assert end == sum(len(line) for line in LINES[: len(found)])
