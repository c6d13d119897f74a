"""Fall candidate (쓰러짐 의심): somebody who stood is suddenly low and wide at the same place, and stays so. Nobody has
measured it: a person must look. A detector that does not find who lies says nothing; who sits down looks the same."""

from collections import deque
from dataclasses import dataclass, field
from statistics import median

from bongsu.monitoring.rules.geometry import zone_of
from bongsu.monitoring.rules.looked import Look, Seen
from bongsu.monitoring.rules.presence import Presence
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.rules.settings import JudgeSettings
from bongsu.monitoring.tracks.track import Sighted

_UPRIGHT = 1.5
"""Height by width from which on somebody stands; the mean of those who walk is 2.4."""
_LOW = 1.1
_HALVED = 0.65
_FOOT_RISES = 0.15
"""More, and the lower half is hidden: nobody falls upwards."""
_CRAWLS = 1.2
"""Heights somebody may move and still lie there."""
_EDGE = 0.012
_REMEMBERED_S = 12.0
_STOOD_LOOKS = 3


@dataclass(slots=True)
class _Posture:
    stood: deque[Sighted] = field(default_factory=lambda: deque(maxlen=24))
    lay: Sighted | None = None
    """First sighting of being low."""
    rose: int = 0
    height: float = 0.0


class FallCandidate:
    def __init__(self, rule: Rule, settings: JudgeSettings) -> None:
        self._rule = rule
        self._settings = settings
        self._zone = zone_of(rule.points)
        self._postures: dict[int, _Posture] = {}

    def look(self, look: Look) -> Seen | None:
        there = {one.number: one for one in look.presences if one.thing in self._rule.things}
        self._postures = {n: each for n, each in self._postures.items() if n in there}
        for one in there.values():
            if one.is_seen(look.at_ms):
                self._follow(self._postures.setdefault(one.number, _Posture()), one, look)
        lying = [
            (there[number], posture.lay)
            for number, posture in self._postures.items()
            if posture.lay and self._is_long(posture.lay, there[number])
        ]
        if not lying:
            return None
        score = max((one.strength for one, _ in lying if one.is_seen(look.at_ms)), default=0.0)
        return Seen(
            since_ms=min(lay.at_ms for _, lay in lying),
            score=score,
            boxes=tuple(one.last.box for one, _ in lying),
            count=len(lying),
            begins=score >= self._rule.score,
        )

    def _is_long(self, lay: Sighted, one: Presence) -> bool:
        return one.last.at_ms - lay.at_ms >= self._rule.seconds * 1_000

    def _follow(self, posture: _Posture, one: Presence, look: Look) -> None:
        now = one.last
        left, top, right, bottom = now.box
        if min(left, top) < _EDGE or max(right, bottom) > 1 - _EDGE:
            return
        ratio = (bottom - top) / ((right - left) * look.aspect)
        if posture.lay is None:
            if ratio >= _UPRIGHT:
                posture.stood.append(now)
            elif self._has_fallen(posture, now, ratio):
                posture.lay, posture.rose = now, 0
        elif ratio >= _UPRIGHT or self._is_elsewhere(posture, posture.lay, now, look):
            posture.rose += 1
            if posture.rose >= 2:
                posture.lay = None
                posture.stood.clear()
        else:
            posture.rose = 0

    def _has_fallen(self, posture: _Posture, now: Sighted, ratio: float) -> bool:
        stood = [s for s in posture.stood if now.at_ms - s.at_ms <= _REMEMBERED_S * 1_000]
        if ratio > _LOW or len(stood) < _STOOD_LOOKS or not self._zone.holds(now.foot):
            return False
        posture.height = median(s.box[3] - s.box[1] for s in stood)
        height = now.box[3] - now.box[1]
        rises = stood[-1].box[3] - now.box[3]
        return height <= _HALVED * posture.height and rises <= _FOOT_RISES * posture.height

    def _is_elsewhere(self, posture: _Posture, lay: Sighted, now: Sighted, look: Look) -> bool:
        (x0, y0), (x1, y1) = lay.foot, now.foot
        far = ((x1 - x0) * look.aspect) ** 2 + (y1 - y0) ** 2
        return far > (_CRAWLS * posture.height) ** 2
