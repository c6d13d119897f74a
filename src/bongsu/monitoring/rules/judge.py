"""Holds a camera's rules against its tracks, look by look. Pure: time, tracks and picture are given, nothing is told to
anybody."""

import math
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count

from bongsu.monitoring.pictures.frame import Frame
from bongsu.monitoring.rules.hours import is_in_force
from bongsu.monitoring.rules.kinds.abandoned import AbandonedCandidate
from bongsu.monitoring.rules.kinds.crowd import Crowd
from bongsu.monitoring.rules.kinds.fall import FallCandidate
from bongsu.monitoring.rules.kinds.intrusion import Intrusion
from bongsu.monitoring.rules.kinds.line import Line
from bongsu.monitoring.rules.kinds.loitering import Loitering
from bongsu.monitoring.rules.kinds.stopped import VehicleStopped
from bongsu.monitoring.rules.looked import Look, Watching
from bongsu.monitoring.rules.occasion import Occasions
from bongsu.monitoring.rules.presences import Presences
from bongsu.monitoring.rules.raised import Raised
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.rules.settings import JudgeSettings
from bongsu.monitoring.tracks.track import Track
from bongsu.monitoring.words import RuleKind

KINDS: dict[RuleKind, Callable[[Rule, JudgeSettings], Watching]] = {
    RuleKind.INTRUSION: Intrusion,
    RuleKind.LOITERING: Loitering,
    RuleKind.LINE_CROSSING: Line,
    RuleKind.WRONG_WAY: Line,
    RuleKind.CROWD: Crowd,
    RuleKind.VEHICLE_STOPPED: VehicleStopped,
    RuleKind.FALL_CANDIDATE: FallCandidate,
    RuleKind.ABANDONED_CANDIDATE: AbandonedCandidate,
}
_DEFAULT = JudgeSettings()
_RESTARTED_MS = 1_000.0
_FIRST_GAP_S = 2.0
"""The first picture of a camera is a key picture."""


class _OneRule:
    def __init__(self, rule: Rule, number: Callable[[], int], settings: JudgeSettings) -> None:
        self.rule = rule
        self._settings = settings
        self._watching: Watching | None = None
        self._occasions = Occasions(rule, number, settings)

    def look(self, look: Look) -> tuple[Raised, ...]:
        if self._watching is None:
            self._watching = KINDS[self.rule.kind](self.rule, self._settings)
        return self._occasions.look(look.at_ms, self._watching.look(look))

    def rest(self, at_ms: float) -> tuple[Raised, ...]:
        """Outside its hours, or when the stream began anew: what is open ends, and what was seen is forgotten."""
        self._watching = None
        ended = self._occasions.end(at_ms)
        return (ended,) if ended else ()


class Judge:
    """One a camera and lease: occasions are numbered from 1. The rules have passed `check`; one that could not be is never
    fulfilled. `to_seoul`: milliseconds to Seoul's time, asked only when a rule has hours."""

    def __init__(
        self,
        rules: Sequence[Rule],
        to_seoul: Callable[[float], datetime],
        settings: JudgeSettings = _DEFAULT,
    ) -> None:
        numbers = count(1)
        self._rules = [_OneRule(rule, lambda: next(numbers), settings) for rule in rules]
        self._to_seoul = to_seoul
        self._presences = Presences(settings)
        self._has_hours = any(rule.hours for rule in rules)
        self._at_ms = -math.inf
        self._aspect = 16 / 9

    def look(
        self, at_ms: float, tracks: Sequence[Track], frame: Frame | None = None
    ) -> tuple[Raised, ...]:
        """`tracks`: as the tracker told them for this time. A time already looked at says nothing; a much earlier one (the
        stream began anew) ends all that is open."""
        if not math.isfinite(at_ms) or self._at_ms - _RESTARTED_MS <= at_ms <= self._at_ms:
            return ()
        ended = self.finish(self._at_ms) if at_ms < self._at_ms else ()
        gap_s = (at_ms - self._at_ms) / 1_000
        self._at_ms = at_ms
        if frame is not None and frame.width > 0 < frame.height:
            self._aspect = frame.width / frame.height
        presences = self._presences.look(at_ms, gap_s, tracks, self._aspect)
        seen = [track for track in tracks if track.last.at_ms <= at_ms]
        gap_s = gap_s if math.isfinite(gap_s) and not ended else _FIRST_GAP_S
        return ended + self._hold(Look(at_ms, gap_s, self._aspect, seen, presences))

    def finish(self, at_ms: float) -> tuple[Raised, ...]:
        """Nobody looks any more: all that is open ends."""
        self._presences.clear()
        return tuple(raised for one in self._rules for raised in one.rest(at_ms))

    def _hold(self, look: Look) -> tuple[Raised, ...]:
        seoul = self._to_seoul(look.at_ms) if self._has_hours else None
        said: list[Raised] = []
        for one in self._rules:
            rests = seoul is not None and not is_in_force(one.rule.hours, seoul)
            said += one.rest(look.at_ms) if rests else one.look(look)
        return tuple(said)
