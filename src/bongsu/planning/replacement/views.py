"""What the console is told of replacement lists."""

from datetime import date, datetime

import msgspec

from bongsu.planning.config import Replacement
from bongsu.planning.replacement.listed import DrawnList, Total


class ListSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A list among others."""

    as_of: date
    over_age_only: bool
    won: int | None
    most: int | None
    ours: Total
    oldest: Total
    gain: float | None


class ListRow(msgspec.Struct, frozen=True, kw_only=True):
    """One of the lists that were drawn. It never changes."""

    list_id: str
    made_at: datetime
    made_by: str
    summary: ListSummary


class ListView(msgspec.Struct, frozen=True, kw_only=True):
    """One list whole, with what it was asked with."""

    list_id: str
    made_at: datetime
    made_by: str
    config: Replacement
    drawn: DrawnList


class ReplacementView(msgspec.Struct, frozen=True, kw_only=True):
    """`shown`: the list that was asked for, or the newest; `begin_with`: what the next is asked with unless changed."""

    shown: ListView | None
    lists: tuple[ListRow, ...]
    begin_with: Replacement
