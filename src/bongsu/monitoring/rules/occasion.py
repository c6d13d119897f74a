"""From what a rule sees look by look to what it says: began once, goes on at most each second, ended when it is over."""

from collections.abc import Callable
from dataclasses import dataclass

from bongsu.monitoring.rules.looked import Seen
from bongsu.monitoring.rules.raised import Phase, Raised
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.rules.settings import JudgeSettings


@dataclass(slots=True)
class _Open:
    number: int
    since_ms: float
    score: float
    seen_ms: float
    told_ms: float
    unseen: int = 0


class Occasions:
    """Of one rule, one at a time: two intruders at once are one occasion with a count of two."""

    def __init__(self, rule: Rule, number: Callable[[], int], settings: JudgeSettings) -> None:
        self._rule = rule
        self._number = number
        self._settings = settings
        self._open: _Open | None = None

    def look(self, at_ms: float, seen: Seen | None) -> tuple[Raised, ...]:
        ended = self.end(at_ms) if seen and seen.anew else None
        if self._open is None:
            said = self._begin(at_ms, seen) if seen and seen.begins else None
        else:
            said = self._go_on(at_ms, self._open, seen) if seen else self._miss(at_ms, self._open)
        return tuple(one for one in (ended, said) if one)

    def end(self, at_ms: float) -> Raised | None:
        """Whatever is open is over: the rule's hours are, or nobody looks any more."""
        if self._open is None:
            return None
        ended, self._open = self._open, None
        return self._say(at_ms, ended, Phase.ENDED, None)

    def _begin(self, at_ms: float, seen: Seen) -> Raised:
        self._open = _Open(self._number(), seen.since_ms, seen.score, at_ms, at_ms)
        return self._say(at_ms, self._open, Phase.BEGAN, seen)

    def _go_on(self, at_ms: float, now: _Open, seen: Seen) -> Raised | None:
        now.seen_ms, now.unseen = at_ms, 0
        now.score = max(now.score, seen.score)
        if at_ms - now.told_ms < self._settings.tell_every_s * 1_000:
            return None
        now.told_ms = at_ms
        return self._say(at_ms, now, Phase.GOES_ON, seen)

    def _miss(self, at_ms: float, now: _Open) -> Raised | None:
        now.unseen += 1
        if now.unseen < 2 or at_ms - now.seen_ms < self._settings.hold_s * 1_000:
            return None
        return self.end(at_ms)

    def _say(self, at_ms: float, what: _Open, phase: Phase, seen: Seen | None) -> Raised:
        return Raised(
            occasion=what.number,
            rule_id=self._rule.rule_id,
            kind=self._rule.kind,
            phase=phase,
            at_ms=at_ms,
            since_ms=what.since_ms,
            score=min(max(what.score, 0.0), 1.0),
            boxes=seen.boxes if seen else (),
            count=seen.count if seen else 1,
        )
