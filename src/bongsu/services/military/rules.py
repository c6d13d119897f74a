"""Pure rules of an order: a number, a window and an area, each named when it is missing; none is widened in place."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bongsu.incidents.incident import Incident, Window
from bongsu.incidents.message import Call
from bongsu.kernel.failures import Failure, Invalid, Kind

ORDER_NO = "order_no"
# one term of a day and twelve renewals are the most that any clause may give (`sharing/clause_problems.py`)
LONGEST = timedelta(days=13)
_NUMBER = re.compile(r"[0-9A-Za-z가-힣][0-9A-Za-z가-힣 ./_-]{0,39}")


class OrderTaken(Failure):
    """What this order number stands for was said before, and was something else."""

    kind = Kind.CONFLICT
    code = "order_taken"


def check(call: Call, before: Incident | None) -> None:
    """Raises `Invalid` or `OrderTaken` with the field."""
    number = (call.details or {}).get(ORDER_NO)
    if before is None:
        _check_whole(call, number)
    if number is not None and not _NUMBER.fullmatch(str(number)):
        raise Invalid(
            "An order number has letters, digits, - . / _ and at most 40 signs",
            field="legal.order_no",
        )
    if call.window is not None:
        _check_length(call.window)
    if before is not None:
        _check_unchanged(call, before, number)


def _check_whole(call: Call, number: object) -> None:
    """Never without an order (통합방위법, 2020-08-21 agreement: not in peacetime)."""
    if not number:
        raise Invalid("An order has its number", field="legal.order_no")
    if call.window is None:
        raise Invalid("An order says from when until when", field="window")
    if call.area is None:
        raise Invalid("An order names its area", field="area")


def _check_length(window: Window) -> None:
    if window.ends - window.starts > LONGEST:
        raise Invalid(f"An order lasts at most {LONGEST.days} days", field="window.ends")


def _check_unchanged(call: Call, before: Incident, number: object) -> None:
    """Whoever approved it approved this number, this area and this time: it may become shorter, nothing else."""
    if number is not None and number != before.details.get(ORDER_NO):
        raise OrderTaken("Another order is another call", field="legal.order_no")
    if call.area is not None and call.area != before.area:
        raise OrderTaken("Another area needs another order", field="area")
    if call.window is not None and before.window is not None:
        if call.window.ends > before.window.ends:
            raise OrderTaken("A longer time needs another order", field="window.ends")
        if call.window.starts < before.window.starts:
            raise OrderTaken("An earlier start needs another order", field="window.starts")


def check_twins(call: Call, before: Sequence[Incident]) -> None:
    """One number, one area; and while it runs, one call. Raises `OrderTaken` with the field."""
    if any(one.area != call.area for one in before if one.sender_org == call.sender_org):
        raise OrderTaken("This order number came with another area", field="area")
    if any(one.is_open and one.sender_org == call.sender_org for one in before):
        raise OrderTaken("This order runs already", field="legal.order_no")
