"""Pure: pairs of agreements in force that cover the same request and answer it differently; RULES.md says which wins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from bongsu.sharing.agreement import Clause, ClauseKind
from bongsu.sharing.names import Names, code_name, joined
from bongsu.sharing.policy import Policy, Standing, is_within_dates, looked_at

_LIMITS = ("radius_m", "max_cameras", "ttl_s", "renewals", "to_vehicles", "lookback_s", "purposes")


@dataclass(frozen=True, slots=True)
class Side:
    """One clause of one agreement."""

    agreement_id: str
    version: int
    clause: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both cover, and in what they differ: `forbidden`, `suspended`, `approval` or `limits`."""

    one: Side
    other: Side
    differs: str
    service: str
    organisations: frozenset[str]
    categories: frozenset[str]
    codes: frozenset[str]
    areas: frozenset[str]


def conflicts(policy: Policy, now: datetime) -> tuple[Conflict, ...]:
    """In the order of the agreements' ids."""
    dated = [one for one in looked_at(policy, now) if is_within_dates(one, now)]
    return tuple(found for one, other in combinations(dated, 2) for found in _between(one, other))


def _between(one: Standing, other: Standing) -> Iterator[Conflict]:
    areas = _common_area(one.agreement.area, other.agreement.area)
    if not areas:
        return
    for mine in one.agreement.clauses:
        for theirs in other.agreement.clauses:
            found = _clash(one, mine, other, theirs, areas)
            if found is not None:
                yield found


def _common_area(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The narrower of two codes of which one holds the other."""
    pairs = ((mine, theirs) for mine in one for theirs in other)
    return frozenset(
        max(pair, key=len)
        for pair in pairs
        if pair[0].startswith(pair[1]) or pair[1].startswith(pair[0])
    )


def _clash(
    one: Standing, mine: Clause, other: Standing, theirs: Clause, areas: frozenset[str]
) -> Conflict | None:
    forbids = ClauseKind.FORBID in (mine.kind, theirs.kind)
    if forbids == (mine.kind is theirs.kind) or not (_is_same_service(mine, theirs)):
        return None
    organisations = _common(mine.recipients, theirs.recipients, open_ended=forbids)
    categories = _common(mine.categories, theirs.categories, open_ended=forbids)
    codes = _common(_codes(mine), _codes(theirs), open_ended=forbids)
    differs = _difference(one, mine, other, theirs, codes or frozenset())
    if organisations is None or categories is None or codes is None or differs is None:
        return None
    return Conflict(
        Side(one.agreement.agreement_id, one.agreement.version, mine.number),
        Side(other.agreement.agreement_id, other.agreement.version, theirs.number),
        differs,
        mine.service or theirs.service,
        organisations,
        categories,
        codes,
        areas,
    )


def _codes(clause: Clause) -> frozenset[str]:
    return clause.by_itself | clause.with_approval


def _is_same_service(mine: Clause, theirs: Clause) -> bool:
    return mine.service == theirs.service or "" in (mine.service, theirs.service)


def _common(
    mine: frozenset[str], theirs: frozenset[str], *, open_ended: bool
) -> frozenset[str] | None:
    """None when nothing is common; a ban that names nothing means all."""
    if open_ended and not (mine and theirs):
        return mine | theirs
    return mine & theirs or None


def _difference(
    one: Standing, mine: Clause, other: Standing, theirs: Clause, codes: frozenset[str]
) -> str | None:
    if ClauseKind.FORBID in (mine.kind, theirs.kind):
        ban, way = (mine, theirs) if mine.kind is ClauseKind.FORBID else (theirs, mine)
        return "forbidden" if not ban.purposes or ban.purposes & way.purposes else None
    if (one.suspension is None) != (other.suspension is None):
        return "suspended"
    if mine.with_approval & codes != theirs.with_approval & codes:
        return "approval"
    same = all(getattr(mine, name) == getattr(theirs, name) for name in _LIMITS)
    return None if same and mine.hours == theirs.hours else "limits"


_SAYS = {
    "forbidden": ("한쪽이 금지하므로 제공하지 않습니다", "one forbids it: nothing is lent"),
    "suspended": ("한쪽이 정지되어 제공하지 않습니다", "one is suspended: nothing is lent"),
    "approval": ("한쪽은 승인을 요구하므로 승인을 받습니다", "one asks first: it is asked"),
    "limits": ("한도가 달라 좁은 쪽이 적용됩니다", "limits differ: the narrower counts"),
}


def conflict_text(conflict: Conflict, names: Names) -> tuple[str, str]:
    """`SB-2023-08 3.2 ↔ SB-2026-01 3.1 · 112 긴급출동 · 강도 · 코드0: …`."""
    sides = [f"{side.agreement_id} {side.clause}" for side in (conflict.one, conflict.other)]
    korean, english = [" ↔ ".join(sides)], [" ↔ ".join(sides)]
    parts: Sequence[tuple[str, str]] = [
        names.service(conflict.service) if conflict.service else ("", ""),
        joined(names.category(conflict.service, one) for one in sorted(conflict.categories)),
        joined(code_name(one) for one in sorted(conflict.codes)),
    ]
    korean += [one[0] for one in parts if one[0]]
    english += [one[1] for one in parts if one[1]]
    says = _SAYS[conflict.differs]
    return f"{' · '.join(korean)}: {says[0]}", f"{' · '.join(english)}: {says[1]}"
