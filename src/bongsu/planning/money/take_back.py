"""Lines that take others back (상쇄): what was written stays readable, and the sums are right again."""

from collections.abc import Sequence

from bongsu.kernel.ids import new_id
from bongsu.planning.money.ledger import Line, LineKind, left_of

_OTHER_END = {
    LineKind.CARRIED_OUT: LineKind.CARRIED_IN,
    LineKind.CARRIED_IN: LineKind.CARRIED_OUT,
}


def counter_lines(lines: Sequence[Line], line: Line, reason: str) -> list[Line]:
    """Of all that is left of it; of a carry-over both ends. Nothing where nothing is left, or of a counter line."""
    left = left_of(lines)
    wanted = [line, *_other_end(lines, line, left)]
    return [
        _counter(one, left[one.line_id], reason)
        for one in wanted
        if not one.counters and left.get(one.line_id)
    ]


def _other_end(lines: Sequence[Line], line: Line, left: dict[str, int]) -> list[Line]:
    """Equal carry-overs between the same purses are as good as each other."""
    kind = _OTHER_END.get(line.kind)
    return [
        other
        for other in lines
        if other.kind is kind
        and (other.purse_id, other.other_purse_id) == (line.other_purse_id, line.purse_id)
        and not other.counters
        and left[other.line_id] == left.get(line.line_id)
    ][:1]


def _counter(line: Line, left: int, reason: str) -> Line:
    return Line(
        line_id=new_id("pl"),
        purse_id=line.purse_id,
        kind=line.kind,
        won=-left,
        # of the same day: a purse takes no line of another year
        on=line.on,
        item=reason,
        site_id=line.site_id,
        counters=line.line_id,
        other_purse_id=line.other_purse_id,
        plan_id=line.plan_id,
    )
