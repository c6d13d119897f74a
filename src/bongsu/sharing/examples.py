"""Runs an agreement's own examples against its own text, as if everybody had signed: `bongsu agreement check`."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bongsu.kernel.clock import SEOUL
from bongsu.sharing.agreement import Agreement, Example
from bongsu.sharing.decision import Allow, Ask, Decision, Refuse, Request
from bongsu.sharing.policy import Policy, Standing
from bongsu.sharing.rules import decide

EXPECTED = ("allow", "ask", "refuse")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the text answers, and whether that is what the example says."""

    example: Example
    answer: str
    clause: str | None
    reason: str | None
    passed: bool


def read_time(text: str) -> time | None:
    found = _TIME.fullmatch(text)
    return time(int(found[1]), int(found[2])) if found else None


def run_examples(agreement: Agreement) -> tuple[Outcome, ...]:
    """In the order of the text."""
    parties = frozenset(party.organisation for party in agreement.parties)
    policy = Policy((Standing(agreement, parties),))
    return tuple(_run(policy, agreement, example) for example in agreement.examples)


def _run(policy: Policy, agreement: Agreement, example: Example) -> Outcome:
    request = Request(
        service=example.service,
        category=example.category,
        code=example.code,
        organisation=example.organisation,
        dong=example.dong,
        purpose=example.purpose,
        kind=example.kind,
        lookback_s=example.lookback_s,
    )
    decision = decide(policy, request, _moment(agreement, example))
    answer = answer_of(decision)
    clause = decision.clause.number if decision.clause else None
    reason = decision.reason.value if isinstance(decision, Refuse) else None
    passed = (
        answer == example.expect
        and example.clause in (None, clause)
        and example.reason in (None, reason)
    )
    return Outcome(example, answer, clause, reason, passed)


def answer_of(decision: Decision) -> str:
    """`allow`, `ask` or `refuse`."""
    if isinstance(decision, Allow):
        return "allow"
    return "ask" if isinstance(decision, Ask) else "refuse"


def _moment(agreement: Agreement, example: Example) -> datetime:
    """The example's time of day on the first day on which the agreement is in force then."""
    at = read_time(example.at) or time(12)
    first = agreement.starts.astimezone(SEOUL)
    moment = datetime.combine(first.date(), at, SEOUL)
    return (moment if moment >= first else moment + timedelta(days=1)).astimezone(UTC)
