"""Agreements as Cedar policies (https://www.cedarpolicy.com): the independent half of the oracle.

Written from `sharing/RULES.md` alone; nothing of `sharing/rules.py` and its conditions is used here. Cedar finds out which
clauses permit, forbid or would have covered a request; `oracle.py` puts the page's order around it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import cedarpy

from bongsu.sharing.agreement import Agreement, Clause, ClauseKind
from bongsu.sharing.decision import Request
from bongsu.sharing.policy import Policy, Standing

_SEOUL = ZoneInfo("Asia/Seoul")
_NO_ENTITIES = cedarpy.Entities.from_json_str("[]")
FORBID, SUSPENDED, ASK, ALLOW, PURPOSE = "forbid", "suspended", "ask", "allow", "purpose"


@dataclass(frozen=True, slots=True)
class Rule:
    """One Cedar policy and the clause that it came from; `place` orders clauses of one agreement."""

    action: str
    standing: Standing
    place: int
    condition: str

    @property
    def clause(self) -> Clause:
        return self.standing.agreement.clauses[self.place]

    @property
    def order(self) -> tuple[str, int]:
        return self.standing.agreement.agreement_id, self.place

    def text(self) -> str:
        return (
            f'permit(principal, action == Action::"{self.action}", resource)\n'
            f"when {{ {self.condition} }};"
        )


class CedarPolicies:
    """The rules of one moment."""

    def __init__(self, policy: Policy, now: datetime) -> None:
        self._now = now
        self.rules = tuple(_rules(policy, now))
        self._policies = cedarpy.PolicySet.from_str("\n".join(rule.text() for rule in self.rules))

    def matching(self, action: str, request: Request) -> list[Rule]:
        """Every rule of that action whose condition holds, by (agreement, place in the text)."""
        asked = {
            "principal": f"Organisation::{_text(request.organisation)}",
            "action": f'Action::"{action}"',
            "resource": 'Camera::"any"',
            "context": _context(request, self._now),
        }
        answer = cedarpy.is_authorized(asked, self._policies, _NO_ENTITIES)
        assert not answer.diagnostics.errors, answer.diagnostics.errors
        found = (
            self.rules[int(name.removeprefix("policy"))] for name in answer.diagnostics.reasons
        )
        return sorted(found, key=lambda rule: rule.order)


def _context(request: Request, now: datetime) -> dict[str, object]:
    local = now.astimezone(_SEOUL)
    given = {
        "basis": request.legal_basis,
        "agreement": request.agreement_id,
        "dong": request.dong,
        "purpose": request.purpose,
    }
    return {
        "service": request.service,
        "category": request.category,
        "code": request.code,
        "organisation": request.organisation,
        "kind": request.kind.value,
        "lookback_s": request.lookback_s,
        "to_vehicle": request.to_vehicle,
        "calls_today": request.calls_today,
        "calls_in_all": request.calls_in_all,
        "minute": local.hour * 60 + local.minute,
        **{name: value for name, value in given.items() if value is not None},
    }


def current_of(policy: Policy, now: datetime) -> list[Standing]:
    """ "Which version counts": of each agreement the completed, begun version with the highest number."""
    newest: dict[str, Standing] = {}
    for one in policy.standings:
        text = one.agreement
        everybody = {party.organisation for party in text.parties}
        completed = bool(everybody) and everybody <= (one.signed_by | one.withdrawn_by)
        if not completed or text.starts > now:
            continue
        before = newest.get(text.agreement_id)
        if before is None or before.agreement.version < text.version:
            newest[text.agreement_id] = one
    return list(newest.values())


def _rules(policy: Policy, now: datetime) -> Iterator[Rule]:
    dated = [one for one in current_of(policy, now) if now < one.agreement.ends]
    forbids = [
        (one, place) for one in dated for place, clause in enumerate(one.agreement.clauses)
        if clause.kind is ClauseKind.FORBID
    ]  # fmt: skip
    for one, place in forbids:
        yield from _forbidding(one, place)
    for one in dated:
        everybody = {party.organisation for party in one.agreement.parties}
        for place, clause in enumerate(one.agreement.clauses):
            if clause.kind is ClauseKind.FORBID:
                continue
            if one.suspension is not None:
                yield Rule(SUSPENDED, one, place, _covers(one.agreement, clause))
            elif everybody <= one.signed_by:
                yield from _permitting(one, place, forbids)


def _forbidding(one: Standing, place: int) -> Iterator[Rule]:
    clause = one.agreement.clauses[place]
    matches = _forbid_matches(one.agreement, clause)
    if clause.purposes:
        yield Rule(PURPOSE, one, place, matches)
        matches = (
            f"{matches} && context has purpose && {_among('context.purpose', clause.purposes)}"
        )
    yield Rule(FORBID, one, place, matches)


def _forbid_matches(agreement: Agreement, clause: Clause) -> str:
    return _all(
        f"context.service == {_text(clause.service)}" if clause.service else "true",
        _among_or_any("context.organisation", clause.recipients),
        _among_or_any("context.category", clause.categories),
        _among_or_any("context.code", clause.by_itself | clause.with_approval),
        _in_hours(clause.hours),
        _in_area(agreement),
    )


def _permitting(one: Standing, place: int, forbids: list[tuple[Standing, int]]) -> Iterator[Rule]:
    clause = one.agreement.clauses[place]
    permits = _all(
        _covers(one.agreement, clause), _conditions(one.agreement, clause), _left(clause, forbids)
    )
    ask = _among("context.code", clause.with_approval)
    yield Rule(ASK, one, place, f"{permits} && {ask}")
    yield Rule(ALLOW, one, place, f"{permits} && !({ask})")


def _covers(agreement: Agreement, clause: Clause) -> str:
    return _all(
        f"context.kind == {_text(clause.kind.value)}",
        f"context.service == {_text(clause.service)}",
        _among("context.organisation", clause.recipients),
        _among("context.category", clause.categories),
        _among("context.code", clause.by_itself | clause.with_approval),
        _in_area(agreement),
    )


def _conditions(agreement: Agreement, clause: Clause) -> str:
    conditions = [
        f"(!(context has basis) || {_among('context.basis', clause.legal_bases)})",
        _in_hours(clause.hours),
        _in_pilot(agreement),
        f"(!(context has purpose) || {_among('context.purpose', clause.purposes)})",
        "true" if clause.to_vehicles else "!context.to_vehicle",
    ]
    if clause.kind is ClauseKind.LOOKBACK:
        conditions.append(f"context.lookback_s <= {clause.lookback_s}")
    return _all(*conditions)


def _left(clause: Clause, forbids: list[tuple[Standing, int]]) -> str:
    """Some purpose of the clause is left that no matching forbid clause names."""
    return _any(*(_not_forbidden(purpose, forbids) for purpose in sorted(clause.purposes)))


def _not_forbidden(purpose: str, forbids: list[tuple[Standing, int]]) -> str:
    named = [
        _forbid_matches(one.agreement, one.agreement.clauses[place])
        for one, place in forbids
        if purpose in one.agreement.clauses[place].purposes
    ]
    return f"!({_any(*named)})"


def _in_pilot(agreement: Agreement) -> str:
    if agreement.stage.value != "pilot":
        return "true"
    pilot = agreement.pilot
    if pilot is None:
        return "false"
    return _all(
        _in_hours(pilot.hours),
        "context has dong",
        _any(*(f'context.dong like "{code}*"' for code in sorted(pilot.dongs))),
        f"context.calls_today < {pilot.calls_a_day}",
        f"context.calls_in_all < {pilot.calls_in_all}",
    )


def _in_area(agreement: Agreement) -> str:
    begins = _any(*(f'context.dong like "{code}*"' for code in sorted(agreement.area)))
    return f"(!(context has dong) || {begins})"


def _in_hours(windows: tuple[str, ...]) -> str:
    return _any(*(_in_window(*text.split("-")) for text in windows)) if windows else "true"


def _in_window(start: str, end: str) -> str:
    since, until = _minute(start), _minute(end)
    joined = "&&" if since < until else "||"
    return f"(context.minute >= {since} {joined} context.minute < {until})"


def _minute(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _among_or_any(what: str, words: frozenset[str]) -> str:
    return _among(what, words) if words else "true"


def _among(what: str, words: frozenset[str]) -> str:
    return f"[{', '.join(_text(word) for word in sorted(words))}].contains({what})"


def _all(*conditions: str) -> str:
    return f"({' && '.join(conditions)})"


def _any(*conditions: str) -> str:
    return f"({' || '.join(conditions)})" if conditions else "false"


def _text(word: str) -> str:
    return json.dumps(str(word), ensure_ascii=False)
