"""Each way in which a trail can be wrong has its own sentence, and names the row."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import pytest

from bongsu.audit.entry import FIRST_PREVIOUS, Entry, Head, TrailRow, row_hash
from bongsu.audit.journal_row import (
    FIRST_BEFORE,
    JournalMark,
    JournalRow,
    sealed_journal_row,
)
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import sealed
from bongsu.audit.rules import Flaw, TrailCheck, WatchBody, flaw_of_journal_row
from bongsu.audit.stamp import read_stamp
from tests.audit.journals import journal_of

AT = read_stamp("2026-11-21T02:10:00.000000Z")
JOURNAL = journal_of(4)


def trail(*entries: Entry) -> list[TrailRow]:
    rows: list[TrailRow] = []
    for entry in entries:
        head = Head(rows[-1].sequence, rows[-1].hash) if rows else Head(0, FIRST_PREVIOUS)
        rows.append(sealed(entry, AT, head))
    return rows


def resealed(row: TrailRow) -> TrailRow:
    return replace(row, hash=row_hash(row))


def watch(journal: JournalRow, process: str = "media-1", kind: str = "") -> Entry:
    body = msgspec.structs.asdict(WatchBody(process, journal))
    return Entry(kind=TrailKind(kind or journal.event), actor="per_31", body=body)


def marks_of(*marks: tuple[str, JournalRow, int]) -> dict[int, JournalMark]:
    return {
        place: JournalMark(process, journal.sequence, journal.hash, place)
        for process, journal, place in marks
    }


def deed(number: int) -> Entry:
    return Entry(kind=TrailKind.LEND, actor="system", body={"n": number})


DEEDS = trail(*(deed(number) for number in range(5)))


@pytest.mark.parametrize(
    ("rows", "flaw"),
    [
        (DEEDS[1:], Flaw(1, "row 1 is missing")),
        ([*DEEDS[:2], *DEEDS[3:]], Flaw(3, "row 3 is missing")),
        ([*DEEDS[:2], DEEDS[0]], Flaw(1, "row 1 stands before the first row")),
        (
            [*DEEDS[:2], replace(DEEDS[2], actor="nobody")],
            Flaw(3, "row 3 does not match its hash"),
        ),
        (
            [*DEEDS[:2], replace(DEEDS[2], body=b"\x00")],  # type: ignore[arg-type] # as SQLite may answer
            Flaw(3, "row 3 does not match its hash"),
        ),
        (
            [DEEDS[0], resealed(replace(DEEDS[1], actor="nobody")), *DEEDS[2:]],
            Flaw(3, "row 3 does not follow row 2: one of them was replaced"),
        ),
        (
            [resealed(replace(DEEDS[0], previous="f" * 64))],
            Flaw(1, "row 1 does not follow row 0: one of them was replaced"),
        ),
    ],
)
def test_each_break_of_the_chain_is_named(rows: Sequence[TrailRow], flaw: Flaw) -> None:
    assert TrailCheck().walk(rows, {}) == flaw


def test_journal_rows_of_two_processes_stand_among_the_others() -> None:
    first, second, third, _ = JOURNAL
    rows = trail(watch(first), deed(1), watch(first, "media-2"), watch(second), watch(third))
    marks = marks_of(
        ("media-1", first, 1), ("media-2", first, 3), ("media-1", second, 4), ("media-1", third, 5)
    )
    assert TrailCheck().walk(rows, marks) is None
    assert TrailCheck(has_ledger=False).walk(rows, {}) is None


BENT = msgspec.structs.replace(JOURNAL[0], viewer="per_9")
LENT = sealed_journal_row(msgspec.structs.replace(JOURNAL[0], event="lend"))


@pytest.mark.parametrize(
    ("entries", "marks", "why"),
    [
        ([deed(0)], marks_of(("media-1", JOURNAL[0], 1)), "row 1 is marked as a journal row"),
        (
            [Entry(kind=TrailKind.WATCH_STARTED, actor="per_31")],
            {},
            "row 1 holds no journal row",
        ),
        (
            [watch(JOURNAL[0], kind="watch_ended")],
            marks_of(("media-1", JOURNAL[0], 1)),
            "row 1 says watch_ended, its journal row watch_started",
        ),
        ([watch(JOURNAL[0])], {}, "row 1 and the ledger of journal rows disagree"),
        (
            [watch(JOURNAL[0])],
            marks_of(("media-2", JOURNAL[0], 1)),
            "row 1 and the ledger of journal rows disagree",
        ),
        (
            [watch(JOURNAL[1])],
            marks_of(("media-1", JOURNAL[1], 1)),
            "journal of media-1: row 1 is missing, row 2 came",
        ),
        (
            [watch(BENT)],
            marks_of(("media-1", BENT, 1)),
            "journal of media-1: row 1 does not match its hash",
        ),
    ],
)
def test_each_break_of_a_journal_is_named(
    entries: list[Entry], marks: dict[int, JournalMark], why: str
) -> None:
    assert TrailCheck().walk(trail(*entries), marks) == Flaw(1, why)


def test_an_export_has_no_ledger_and_its_journals_are_walked_all_the_same() -> None:
    rows = trail(watch(JOURNAL[0]), watch(JOURNAL[2]))
    assert TrailCheck(has_ledger=False).walk(rows, {}) == Flaw(
        2, "journal of media-1: row 2 is missing, row 3 came"
    )


@pytest.mark.parametrize(
    ("row", "last", "why"),
    [
        (JOURNAL[0], Head(0, FIRST_BEFORE), None),
        (JOURNAL[1], Head(1, JOURNAL[0].hash), None),
        (JOURNAL[2], Head(1, JOURNAL[0].hash), "row 2 is missing, row 3 came"),
        (JOURNAL[0], Head(1, JOURNAL[0].hash), "row 2 is missing, row 1 came"),
        (JOURNAL[1], Head(1, "f" * 64), "row 2 does not follow row 1"),
        (BENT, Head(0, FIRST_BEFORE), "row 1 does not match its hash"),
        (LENT, Head(0, FIRST_BEFORE), "row 1 tells of something else than watching"),
    ],
)
def test_a_journal_row_follows_or_says_why_not(row: JournalRow, last: Head, why: str) -> None:
    assert flaw_of_journal_row(row, last) == why


def test_breaks_that_were_kept_are_counted_one_by_one() -> None:
    broken = [Entry(kind=TrailKind.JOURNAL_BROKEN, actor="media-1", body={"n": n}) for n in (1, 2)]
    check = TrailCheck()
    assert check.journal_breaks == 0
    assert check.walk(trail(broken[0], deed(1), broken[1], deed(2), deed(3)), {}) is None
    assert check.journal_breaks == 2
