"""Asks our rules and the oracle the same random questions and keeps what they answer differently."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bongsu.bench.accountability.cases import Case
from bongsu.bench.accountability.oracle import Disagreement, Oracle, agree, as_said
from bongsu.sharing.rules import decide


@dataclass(slots=True)
class Compared:
    """`outcomes` counts what was answered, so that a generator that always gets a refusal shows."""

    requests: int = 0
    disagreements: list[Disagreement] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)


def compare(given: Iterable[Case]) -> Compared:
    """Every request of every case, by both."""
    compared = Compared()
    for case in given:
        oracle = Oracle(case.policy, case.now)
        for request in case.requests:
            ours = as_said(decide(case.policy, request, case.now))
            theirs = oracle.says(request)
            compared.requests += 1
            compared.outcomes[ours.reason or ours.outcome] += 1
            if not agree(ours, theirs):
                compared.disagreements.append(Disagreement(case.policy, request, ours, theirs))
    return compared
