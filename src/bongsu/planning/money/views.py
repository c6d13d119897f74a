"""What the console is told of a year's money."""

import msgspec

from bongsu.planning.money.faults import Fault
from bongsu.planning.money.ledger import Balance, Line, Purse
from bongsu.planning.money.unit_cost import SiteCost, UnitCost


class PurseView(msgspec.Struct, frozen=True, kw_only=True):
    """A purse with its sums. `is_over`: something of it does not add up."""

    purse: Purse
    balance: Balance
    is_over: bool


class LineView(msgspec.Struct, frozen=True, kw_only=True):
    """`left`: what of it stands after its counter lines; 0 when it was taken back."""

    line: Line
    left: int
    place: str
    """행정동 of its site; empty where it has none."""


class MoneySite(msgspec.Struct, frozen=True, kw_only=True):
    """A site that a line may be written to, with what it costs so far."""

    cost: SiteCost
    place: str
    plan_id: str


class MoneyView(msgspec.Struct, frozen=True, kw_only=True):
    """One year. `years`: those that have a purse, newest first, and this one."""

    year: int
    years: tuple[int, ...]
    purses: tuple[PurseView, ...]
    total: Balance
    planned: UnitCost
    executed: UnitCost
    lines: tuple[LineView, ...]
    sites: tuple[MoneySite, ...]
    faults: tuple[Fault, ...]
    next_purses: tuple[Purse, ...]
    """Of the year after: where money may be carried over to."""
