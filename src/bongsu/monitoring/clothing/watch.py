"""Clothes of each sure person while a search runs at this camera; told when it has gone, and every ten seconds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from bongsu.monitoring.clothing.clothes import Clothes, Shares, clothes_of
from bongsu.monitoring.clothing.light import Light
from bongsu.monitoring.detectors.found import Thing
from bongsu.monitoring.pictures.frame import Frame
from bongsu.monitoring.tracks.track import Box, Track

TELL_EVERY_MS = 10_000.0
_MOST_KEPT = 25
"""Sightings of one track that are remembered: their median is told."""


@dataclass(frozen=True, slots=True)
class Dressed:
    """One track of this camera and what it wears. `picture`: a small JPEG of the whole person, the best seen so far."""

    track: int
    first_at_ms: float
    last_at_ms: float
    upper: Shares | None
    lower: Shares | None
    is_infrared: bool
    picture: bytes


MakePicture = Callable[[Frame, Box], bytes]


@dataclass(slots=True)
class _Kept:
    first_at_ms: float
    last_at_ms: float
    told_at_ms: float
    seen: list[Clothes] = field(default_factory=list)
    best: float = 0.0
    picture: bytes = b""
    is_infrared: bool = False
    is_new: bool = True


class ClothingWatch:
    """Pure but for `draw`, which makes a JPEG. Forgets a track as soon as it has been told to the end."""

    def __init__(self, draw: MakePicture) -> None:
        self._draw = draw
        self._kept: dict[int, _Kept] = {}

    def look(self, at_ms: float, tracks: Sequence[Track], frame: Frame) -> tuple[Dressed, ...]:
        """What is to be told now."""
        people = [one for one in tracks if one.is_sure and one.thing is Thing.PERSON]
        here = [one for one in people if one.last.at_ms == at_ms]
        if here:
            light = Light.of(frame.pixels)
            for one in here:
                self._see(one, frame, light)
        gone = self._kept.keys() - {one.number for one in people}
        told = [self._tell(number, at_ms) for number in sorted(gone)]
        for number in gone:
            del self._kept[number]
        due = [n for n, one in self._kept.items() if at_ms - one.told_at_ms >= TELL_EVERY_MS]
        return tuple(one for one in (*told, *(self._tell(n, at_ms) for n in due)) if one)

    def end(self, at_ms: float) -> tuple[Dressed, ...]:
        """The search or the job is over: everything is told and forgotten."""
        told = [self._tell(number, at_ms) for number in sorted(self._kept)]
        self._kept.clear()
        return tuple(one for one in told if one)

    def _see(self, track: Track, frame: Frame, light: Light) -> None:
        last = track.last
        began = _Kept(track.began_at_ms, last.at_ms, last.at_ms)
        kept = self._kept.setdefault(track.number, began)
        kept.last_at_ms, kept.is_new = last.at_ms, True
        kept.is_infrared = light.is_infrared
        clothes = clothes_of(frame.pixels, last.box, light)
        if clothes.is_seen:
            kept.seen.append(clothes)
            del kept.seen[:-_MOST_KEPT]
        worth = last.score * (last.box[3] - last.box[1])
        # a little better is not worth another drawing
        if worth > kept.best * 1.1:
            kept.best, kept.picture = worth, self._draw(frame, last.box)

    def _tell(self, number: int, at_ms: float) -> Dressed | None:
        kept = self._kept[number]
        if not kept.is_new:
            return None
        kept.is_new, kept.told_at_ms = False, at_ms
        upper, lower = (_middle(list(half)) for half in _halves(kept.seen))
        return Dressed(
            number,
            kept.first_at_ms,
            kept.last_at_ms,
            upper,
            lower,
            kept.is_infrared,
            kept.picture,
        )


def _halves(seen: Sequence[Clothes]) -> tuple[list[Shares], list[Shares]]:
    return (
        [one.upper for one in seen if one.upper is not None],
        [one.lower for one in seen if one.lower is not None],
    )


def _middle(shares: Sequence[Shares]) -> Shares | None:
    """Median over the sightings, word by word, together 1 again."""
    if not shares:
        return None
    middle = np.median(np.array(shares), axis=0)
    total = float(middle.sum())
    if total <= 0:
        middle, total = np.mean(np.array(shares), axis=0), 1.0
    return tuple(round(float(share) / total, 3) for share in middle)
