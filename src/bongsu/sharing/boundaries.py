"""Pure: when what is agreed changes by the clock alone, and how long a permission holds without a break.

Nobody does anything at those moments: an hour's edge passes, a version begins or ends, a ban's hours begin."""

from collections.abc import Iterator
from datetime import datetime

from bongsu.sharing.decision import Allow, Refuse, Request
from bongsu.sharing.hours import next_edge
from bongsu.sharing.policy import Policy
from bongsu.sharing.rules import decide


def next_change(policy: Policy, now: datetime) -> datetime | None:
    """The first moment after `now` at which `decide` may answer otherwise."""
    return min((edge for edge in _edges(policy, now) if edge > now), default=None)


def _edges(policy: Policy, now: datetime) -> Iterator[datetime]:
    for one in policy.standings:
        text = one.agreement
        if not one.is_completed or text.ends <= now:
            continue
        yield text.starts
        yield text.ends
        windows = [clause.hours for clause in text.clauses]
        windows += [text.pilot.hours] if text.pilot else []
        for hours in windows:
            edge = next_edge(hours, now)
            if edge is not None:
                yield edge


def permitted_until(
    policy: Policy, request: Request, now: datetime, by_then: datetime, *, approved: bool = False
) -> datetime:
    """`by_then`, or the first moment before it at which nobody may be shown this any more.

    `approved`: an approver has answered, so that a clause that asks permits."""
    at = now
    while (edge := next_change(policy, at)) is not None and edge < by_then:
        decision = decide(policy, request, edge)
        if isinstance(decision, Refuse) or not (approved or isinstance(decision, Allow)):
            return edge
        at = edge
    return by_then
