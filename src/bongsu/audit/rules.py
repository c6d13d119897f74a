"""What makes a trail whole: each row follows, matches its hash, and every journal row stands in it once, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from bongsu.audit.entry import FIRST_PREVIOUS, Head, TrailRow, row_hash
from bongsu.audit.journal_row import FIRST_BEFORE, JournalMark, JournalRow, journal_hash
from bongsu.audit.kinds import TrailKind

WATCHES = frozenset({TrailKind.WATCH_STARTED, TrailKind.WATCH_ENDED})


@dataclass(frozen=True, slots=True)
class Flaw:
    """The first row that is not as it was written, and how it shows."""

    sequence: int
    why: str


class WatchBody(msgspec.Struct, frozen=True):
    """The body of a trail row that a journal row was taken over into."""

    process: str
    journal: JournalRow


class TrailCheck:
    """Walks the trail from its first row; remembers the last row and, for each process, the last journal row."""

    def __init__(
        self,
        *,
        has_ledger: bool = True,
        last: Head = Head(0, FIRST_PREVIOUS),  # noqa: B008 (frozen)
    ) -> None:
        """`has_ledger`: the database's list of journal rows is at hand; an export has none. `last`: the walk goes on
        behind this row."""
        self._has_ledger = has_ledger
        self.last = last
        self.journal_breaks = 0
        self._journals: dict[str, Head] = {}

    def follow(self, mark: JournalMark) -> None:
        """The last journal row of its process that lies before the walk."""
        self._journals[mark.process] = Head(mark.sequence, mark.hash)

    def walk(self, rows: Sequence[TrailRow], marks: Mapping[int, JournalMark]) -> Flaw | None:
        """Takes the next rows and the marks that point at them; answers the first flaw."""
        for row in rows:
            why = self._flaw_of_chain(row) or self._flaw_of_journal(row, marks.get(row.sequence))
            if why is not None:
                return Flaw(min(row.sequence, self.last.sequence + 1), why)
            self.last = Head(row.sequence, row.hash)
            self.journal_breaks += row.kind == TrailKind.JOURNAL_BROKEN
        return None

    def _flaw_of_chain(self, row: TrailRow) -> str | None:
        expected = self.last.sequence + 1
        if row.sequence > expected:
            return f"row {expected} is missing"
        if row.sequence < expected:
            return f"row {row.sequence} stands before the first row"
        if not isinstance(row.body, str) or row_hash(row) != row.hash:
            return f"row {expected} does not match its hash"
        if row.previous != self.last.hash:
            return f"row {expected} does not follow row {expected - 1}: one of them was replaced"
        return None

    def _flaw_of_journal(self, row: TrailRow, mark: JournalMark | None) -> str | None:
        if row.kind not in WATCHES:
            return None if mark is None else f"row {row.sequence} is marked as a journal row"
        try:
            body = msgspec.json.decode(row.body, type=WatchBody)
        except msgspec.DecodeError:
            return f"row {row.sequence} holds no journal row"
        journal = body.journal
        if row.kind != journal.event:
            return f"row {row.sequence} says {row.kind}, its journal row {journal.event}"
        if self._has_ledger and mark != JournalMark(
            body.process, journal.sequence, journal.hash, row.sequence
        ):
            return f"row {row.sequence} and the ledger of journal rows disagree"
        why = flaw_of_journal_row(journal, self._journals.get(body.process, Head(0, FIRST_BEFORE)))
        self._journals[body.process] = Head(journal.sequence, journal.hash)
        return None if why is None else f"journal of {body.process}: {why}"


def flaw_of_journal_row(row: JournalRow, last: Head) -> str | None:
    """Why this row cannot be the one after `last` in its journal."""
    if row.sequence != last.sequence + 1:
        return f"row {last.sequence + 1} is missing, row {row.sequence} came"
    if row.before != last.hash:
        return f"row {row.sequence} does not follow row {last.sequence}"
    if journal_hash(row) != row.hash:
        return f"row {row.sequence} does not match its hash"
    if row.event not in WATCHES:
        return f"row {row.sequence} tells of something else than watching"
    return None
