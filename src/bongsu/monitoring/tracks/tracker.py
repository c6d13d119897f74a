"""Follows what a detector finds through the pictures of one camera, by place and time alone.

It knows no appearance: no feature of a person is taken, kept or compared, and no track is joined to one of another camera
(re-identification is identification: 개인정보 보호법 제23조, 생체인식정보). Whoever leaves and comes back is somebody new.
"""

import math
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.detectors.found import THINGS, Found
from bongsu.monitoring.tracks.overlap import Floats, overlaps
from bongsu.monitoring.tracks.pairing import GROUPS, NEVER, Expected, cheapest, costs
from bongsu.monitoring.tracks.settings import TrackerSettings, settings_for
from bongsu.monitoring.tracks.track import Sighted, Track

_RESTARTED_MS = 1_000.0
"""A picture so much older than the last one is of a stream begun anew; a little older, it only came late."""
_LEARN_S = 0.3
"""How fast a new speed replaces the old."""
_DEFAULT = TrackerSettings()


@dataclass(slots=True)
class _Live:
    """One track and how it moves, in shares of the picture a second."""

    track: Track
    group: int
    across: float = 0.0
    down: float = 0.0
    moves: bool = False

    def expected(self, at_ms: float, coast_s: float) -> tuple[float, float, float, float]:
        last = self.track.last
        coasted = min((at_ms - last.at_ms) / 1_000, coast_s)
        x, y = self.across * coasted, self.down * coasted
        left, top, right, bottom = last.box
        return left + x, top + y, right + x, bottom + y

    def saw(self, now: Sighted, settings: TrackerSettings) -> None:
        last = self.track.last
        seconds = (now.at_ms - last.at_ms) / 1_000
        (x0, y0), (x1, y1) = last.middle, now.middle
        learnt = 1.0 - math.exp(-seconds / _LEARN_S) if self.moves else 1.0
        self.across += learnt * ((x1 - x0) / seconds - self.across)
        self.down += learnt * ((y1 - y0) / seconds - self.down)
        self.moves = True
        path = self.track.path
        path.append(now)
        if len(path) > settings.path_at_most:
            del path[1 : settings.path_at_most // 2]
        self.track.missed = 0
        self.track.is_sure = self.track.is_sure or len(path) >= settings.sure_after


class Tracker:
    """One a camera. `update` tells all tracks that have not ended, those not seen now with `missed` > 0; a track belongs to
    the tracker and grows in place. A picture of the same time or a little earlier changes nothing; one of much earlier ends
    all tracks."""

    def __init__(self, settings: TrackerSettings = _DEFAULT) -> None:
        self._settings = settings
        self._live: list[_Live] = []
        self._numbers = count(1)
        self._at_ms = -math.inf

    @property
    def tracks(self) -> tuple[Track, ...]:
        return tuple(live.track for live in self._live)

    def update(self, at_ms: float, found: Found) -> tuple[Track, ...]:
        if not math.isfinite(at_ms) or self._at_ms - _RESTARTED_MS <= at_ms <= self._at_ms:
            return self.tracks
        if at_ms < self._at_ms:
            self._live.clear()
        self._at_ms = at_ms
        self._drop_long_gone(at_ms)
        boxes, scores, things = _sound(found, self._settings.low_score)
        taken = self._prolong(at_ms, boxes, scores, things) if len(boxes) else set()
        self._live = [live for live in self._live if self._stays(live, at_ms)]
        self._begin(at_ms, boxes, scores, things, taken)
        return self.tracks

    def _drop_long_gone(self, at_ms: float) -> None:
        longest_ms = self._settings.longest_gap_s * 1_000
        self._live = [live for live in self._live if at_ms - live.track.last.at_ms <= longest_ms]
        for live in self._live:
            live.track.missed += 1

    def _stays(self, live: _Live, at_ms: float) -> bool:
        track, settings = live.track, self._settings
        if not track.is_sure:
            return track.missed < settings.unsure_misses
        unseen_s = (at_ms - track.last.at_ms) / 1_000
        return track.missed < 2 or unseen_s <= settings.lost_after_s

    def _prolong(
        self, at_ms: float, boxes: Floats, scores: Floats, things: NDArray[np.int8]
    ) -> set[int]:
        """High finds first, then low ones for the tracks left (ByteTrack, arXiv:2110.06864: who is half hidden scores
        low). Says which finds were taken."""
        if not self._live:
            return set()
        cost, shared = costs(self._expected(at_ms), boxes, GROUPS[things], self._settings)
        high = scores >= self._settings.high_score
        first = cost.copy()
        first[:, ~high] = NEVER
        pairs = cheapest(first)
        if not high.all() and len(pairs) < len(self._live):
            second = np.where(shared >= self._settings.low_overlap, cost, NEVER)
            second[:, high] = NEVER
            second[[i for i, _ in pairs], :] = NEVER
            pairs += cheapest(second)
        for i, j in pairs:
            box, thing = boxes[j].tolist(), THINGS[things[j]]
            live, score = self._live[i], float(scores[j])
            if live.track.thing is not thing and score > live.track.last.score:
                live.track.thing = thing
            live.saw(Sighted(at_ms, tuple(box), score), self._settings)
        return {j for _, j in pairs}

    def _expected(self, at_ms: float) -> Expected:
        coast_s = self._settings.coast_s
        return Expected(
            np.array([live.expected(at_ms, coast_s) for live in self._live]),
            np.array([(at_ms - live.track.last.at_ms) / 1_000 for live in self._live]),
            np.array([live.group for live in self._live], np.int8),
        )

    def _begin(
        self,
        at_ms: float,
        boxes: Floats,
        scores: Floats,
        things: NDArray[np.int8],
        taken: set[int],
    ) -> None:
        for j, score in enumerate(scores.tolist()):
            if j in taken or score < self._settings.new_score:
                continue
            group = int(GROUPS[things[j]])
            if self._is_seen_already(at_ms, boxes[j], group):
                continue
            track = Track(next(self._numbers), THINGS[things[j]])
            track.path.append(Sighted(at_ms, tuple(boxes[j].tolist()), score))
            track.is_sure = self._settings.sure_after <= 1
            self._live.append(_Live(track, group))

    def _is_seen_already(self, at_ms: float, box: Floats, group: int) -> bool:
        now = [
            live.track.last.box
            for live in self._live
            if live.group == group and live.track.last.at_ms == at_ms
        ]
        if not now:
            return False
        return bool((overlaps(box[None, :], np.array(now)) > self._settings.doubled).any())


def tracker_for(least_score: float) -> Tracker:
    """For a camera whose rules ask for no less."""
    return Tracker(settings_for(least_score))


def _sound(found: Found, low_score: float) -> tuple[Floats, Floats, NDArray[np.int8]]:
    """What can be a thing at all: finite, not empty, not wholly outside; in 64 bits, best first as it came."""
    boxes, scores = found.boxes.astype(np.float64), found.scores.astype(np.float64)
    if not len(scores):
        return boxes.reshape(0, 4), scores, found.things
    lows, highs = boxes[:, :2], boxes[:, 2:]
    sound = np.isfinite(boxes).all(axis=1) & (scores >= low_score)
    sound &= (
        ((highs - lows) > 1e-4).all(axis=1) & (highs > 0.0).all(axis=1) & (lows < 1.0).all(axis=1)
    )
    if sound.all():
        return boxes, scores, found.things
    return boxes[sound], scores[sound], found.things[sound]
