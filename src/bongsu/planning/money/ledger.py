"""Purses (재원) and their lines. A line never changes and is never deleted: a counter line takes it back."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import msgspec

from bongsu.planning.words import FundKind


class LineKind(StrEnum):
    """What a line says of a purse."""

    AMENDED = "amended"
    """추경: more or less than was granted; the only kind that may be negative by itself."""
    PLAN = "plan"
    CONTRACT = "contract"
    """원인행위."""
    EXECUTED = "executed"
    """지출."""
    RETURNED = "returned"
    """반납: back to who gave it."""
    CARRIED_OUT = "carried_out"
    """이월, out of this year's purse …"""
    CARRIED_IN = "carried_in"
    """… into the next year's."""


class Purse(msgspec.Struct, frozen=True, kw_only=True):
    """One grant of one year, whole won. `earmark`: what it was given for."""

    purse_id: str
    code: str
    kind: FundKind
    year: int
    won: int
    earmark: str = ""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """`site_id`: of a planned site; empty: freight, signs and the like. `counters`: the line that it takes back."""

    line_id: str
    purse_id: str
    kind: LineKind
    won: int
    on: date
    item: str
    site_id: str = ""
    counters: str = ""
    other_purse_id: str = ""
    """Of a carry-over: where it goes, or where it came from."""
    plan_id: str = ""
    """Written when this plan was chosen."""


class Balance(msgspec.Struct, frozen=True, kw_only=True):
    """A purse in sum. allotted: granted + amended + carried in; remaining: that − executed − returned − carried out."""

    granted: int
    amended: int
    carried_in: int
    allotted: int
    planned: int
    contracted: int
    executed: int
    returned: int
    carried_out: int
    remaining: int
    unplanned: int
    """allotted − planned."""


def balance(purses: Iterable[Purse], lines: Iterable[Line]) -> Balance:
    """Of one purse, or of several together; lines of other purses are not counted."""
    mine = {purse.purse_id: purse.won for purse in purses}
    sums = dict.fromkeys(LineKind, 0)
    for line in lines:
        if line.purse_id in mine:
            sums[line.kind] += line.won
    granted = sum(mine.values())
    allotted = granted + sums[LineKind.AMENDED] + sums[LineKind.CARRIED_IN]
    gone = sums[LineKind.EXECUTED] + sums[LineKind.RETURNED] + sums[LineKind.CARRIED_OUT]
    return Balance(
        granted=granted,
        amended=sums[LineKind.AMENDED],
        carried_in=sums[LineKind.CARRIED_IN],
        allotted=allotted,
        planned=sums[LineKind.PLAN],
        contracted=sums[LineKind.CONTRACT],
        executed=sums[LineKind.EXECUTED],
        returned=sums[LineKind.RETURNED],
        carried_out=sums[LineKind.CARRIED_OUT],
        remaining=allotted - gone,
        unplanned=allotted - sums[LineKind.PLAN],
    )


def left_of(lines: Iterable[Line]) -> dict[str, int]:
    """What still stands of each line that takes no other back."""
    left = dict[str, int]()
    for line in lines:
        of = line.counters or line.line_id
        left[of] = left.get(of, 0) + line.won
    return left
