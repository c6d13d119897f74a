"""Streams of people for dwell rules: loiterers whose tracks break, and walkers who merely cross."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from bongsu.monitoring.detectors.found import Thing
from bongsu.monitoring.rules.judge import Judge
from bongsu.monitoring.rules.raised import Raised
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.tracks.track import Box, Sighted, Track
from tests.monitoring.rules.made import Looked, seoul
from tests.monitoring.tracks.made import One, standing


class Numbered:
    """Tracks told by hand: who has which number at each look is the test's to say."""

    def __init__(self) -> None:
        self._tracks: dict[int, Track] = {}

    def look(
        self, at_ms: float, ones: Iterable[tuple[int, Box]], score: float = 0.7
    ) -> list[Track]:
        for number, box in ones:
            track = self._tracks.setdefault(number, Track(number, Thing.PERSON))
            track.path.append(Sighted(at_ms, box, score))
            track.missed = 0
            track.is_sure = len(track.path) >= 2
        for track in self._tracks.values():
            track.missed += track.last.at_ms < at_ms
        self._tracks = {
            number: track
            for number, track in self._tracks.items()
            if track.missed < 2 or at_ms - track.last.at_ms <= 2_000
        }
        return list(self._tracks.values())


def judged(rule: Rule, looks: Sequence[tuple[float, Sequence[tuple[int, Box]]]]) -> list[Raised]:
    judge, numbered = Judge([rule], seoul), Numbered()
    said: list[Raised] = []
    for at_ms, ones in looks:
        said += judge.look(at_ms, numbered.look(at_ms, ones))
    return said


def pacing(seconds: float, rate: float, reach: float = 0.05) -> list[tuple[float, Box]]:
    """Somebody who goes up and down at one place, at walking pace, once in ten seconds."""
    looks = round(seconds * rate)
    return [
        (
            look / rate * 1_000,
            standing(0.5 + reach * math.sin(look / rate * 2 * math.pi / 10), 0.8),
        )
        for look in range(looks)
    ]


def crossing(
    seconds: float, gap_s: float, per_s: float, seed: int, takes_s: float = 8.0
) -> list[Looked]:
    """Walkers who come at random (Poisson) from either side in any lane, each through the picture in so many seconds."""
    chance = np.random.default_rng(seed)
    number = int(chance.poisson(per_s * seconds))
    starts = chance.uniform(0, seconds, number)
    lanes = chance.uniform(0.6, 0.95, number)
    ways = chance.random(number) < 0.5
    looks: list[Looked] = []
    for look in range(round(seconds / gap_s)):
        at = look * gap_s
        ones = []
        for start, lane, way in zip(starts, lanes, ways, strict=True):
            share = (at - start) / takes_s
            if 0 <= share <= 1:
                ones.append(One(standing(share if way else 1 - share, lane)))
        looks.append((at * 1_000, ones))
    return looks
