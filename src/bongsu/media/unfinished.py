"""Viewings that began in an earlier run of this process and never ended in its journal: it fell before it could say so."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import msgspec

from bongsu.audit.journal_row import PROCESS_ENDED, JournalRow
from bongsu.media.journal import Watch


def unfinished(rows: Iterable[JournalRow]) -> list[JournalRow]:
    """The beginnings without an end, in the journal's order. One session may show one camera twice."""
    ends: Counter[tuple[str, ...]] = Counter()
    open_rows: list[JournalRow] = []
    for row in reversed(list(rows)):
        key = (row.grant, row.camera, row.session, row.viewer, row.stream)
        if row.event == "watch_ended":
            ends[key] += 1
        elif ends[key]:
            ends[key] -= 1
        else:
            open_rows.append(row)
    return open_rows[::-1]


def ending_of(begun: JournalRow, now: datetime) -> Watch:
    """`at` is when it was noticed: the picture was gone by then, nobody knows since when."""
    given = {name: getattr(begun, name) for name in Watch.__struct_fields__}
    return msgspec.structs.replace(
        Watch(**given), at=now, event="watch_ended", reason=PROCESS_ENDED
    )
