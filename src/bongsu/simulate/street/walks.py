"""Walking people cut out of the PETS clip at run time, step by step, so that the gait of the street's walkers is a real
one. Nothing of it is stored, and nobody is told apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from bongsu.kernel.failures import Failure, Kind

Pixels = NDArray[np.uint8]

CLIP = "vtest_h264_native.mp4"
TRUTH = "PETS09-S2L1.gt.txt"
STEPS_PER_S = 10
# what stands before people in that clip: the lamp post with its sign, and the tripod
_STANDING = ((410.0, 20.0, 447.0, 395.0), (458.0, 340.0, 526.0, 482.0))
_WIDTH, _HEIGHT = 768, 576
_MARGIN = 0.12
_FEWEST_STEPS = 15
# a pixel that differs so much from the empty place belongs to the walker; between the two, in part
_DIFFERS = (12.0, 30.0)
_WALKS_FROM = 0.25


class NoClips(Failure):
    """The folder with the real clips is not there; a street cannot be made without them."""

    kind = Kind.NOT_FOUND
    code = "no_clips"


class Span(StrEnum):
    """Which part of the clip people are taken from: thresholds are chosen on the one, figures reported on the other."""

    TUNING = "tuning"
    REPORTED = "reported"

    @property
    def pictures(self) -> range:
        return range(1, 381) if self is Span.TUNING else range(416, 796)


@dataclass(frozen=True, slots=True)
class Step:
    """One picture of a walker. `cover`: 0..255, how much of each pixel is the walker's. `foot`: where it stands."""

    pixels: Pixels
    cover: Pixels
    foot: tuple[float, float]
    tall: float


@dataclass(frozen=True, slots=True)
class Walk:
    """One person for some seconds. `speed`: own heights a second."""

    steps: tuple[Step, ...]
    speed: float
    goes_right: bool

    @property
    def walks(self) -> bool:
        return self.speed >= _WALKS_FROM

    @property
    def tall(self) -> float:
        """As filmed, in pixels, about the middle of the walk."""
        return self.steps[len(self.steps) // 2].tall

    def at(self, seconds: float) -> Step:
        return self.steps[int(seconds * STEPS_PER_S) % len(self.steps)]


@dataclass(frozen=True, slots=True)
class _Row:
    picture: int
    who: int
    box: tuple[float, float, float, float]

    @property
    def tall(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def foot(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, self.box[3]


@cache
def cut_walks(clips: Path, span: Span) -> tuple[Walk, ...]:
    """Everybody who is seen whole and alone for a second and a half or longer. Raises `NoClips`."""
    pictures = read_pictures(clips / CLIP)
    empty = empty_place(pictures)
    runs = _runs([row for row in _rows(clips / TRUTH) if row.picture in span.pictures])
    return tuple(_walk(run, pictures, empty) for run in runs)


def read_pictures(clip: Path, every: int = 1) -> list[Pixels]:
    """The clip's pictures as RGB. Raises `NoClips`."""
    if not clip.exists():
        raise NoClips(f"{clip.name} is not there", field="clips")
    with av.open(str(clip)) as container:
        container.streams.video[0].thread_count = 1
        decoded = enumerate(container.decode(video=0))
        return [
            picture.to_ndarray(format="rgb24").astype(np.uint8, copy=False)
            for index, picture in decoded
            if index % every == 0
        ]


def empty_place(pictures: Sequence[Pixels], most: int = 31) -> Pixels:
    """The place without its people: the median over the whole time."""
    chosen = pictures[:: max(1, len(pictures) // most)]
    return np.asarray(np.median(np.stack(chosen), axis=0), np.uint8)


def _rows(truth: Path) -> list[_Row]:
    if not truth.exists():
        raise NoClips(f"{truth.name} is not there", field="clips")
    table = np.loadtxt(truth, delimiter=",", usecols=range(6))
    return [
        _Row(int(row[0]), int(row[1]), (row[2], row[3], row[2] + row[4], row[3] + row[5]))
        for row in table.tolist()
    ]


def _runs(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    present: dict[int, list[_Row]] = {}
    for row in rows:
        present.setdefault(row.picture, []).append(row)
    for who in sorted({row.who for row in rows}):
        run: list[_Row] = []
        for row in (row for row in rows if row.who == who):
            whole = _is_alone(row, present[row.picture])
            if run and not (whole and row.picture == run[-1].picture + 1):
                if len(run) >= _FEWEST_STEPS:
                    yield run
                run = []
            if whole:
                run.append(row)
        if len(run) >= _FEWEST_STEPS:
            yield run


def _is_alone(row: _Row, others: Sequence[_Row]) -> bool:
    left, top, right, bottom = row.box
    inside = left > 2 and top > 2 and right < _WIDTH - 2 and bottom < _HEIGHT - 2
    around = _with_margin(row)
    boxes = [other.box for other in others if other.who != row.who]
    return inside and not any(_overlap(around, box) for box in (*_STANDING, *boxes))


def _with_margin(row: _Row) -> tuple[float, float, float, float]:
    more = _MARGIN * row.tall
    left, top, right, bottom = row.box
    return left - more, top - more, right + more, bottom + more


def _overlap(
    first: tuple[float, float, float, float], second: tuple[float, float, float, float]
) -> bool:
    apart = (
        first[2] <= second[0]
        or second[2] <= first[0]
        or first[3] <= second[1]
        or second[3] <= first[1]
    )
    return not apart


def _walk(run: Sequence[_Row], pictures: Sequence[Pixels], empty: Pixels) -> Walk:
    steps = tuple(_step(row, pictures[row.picture - 1], empty) for row in run)
    began, ended = run[0].foot, run[-1].foot
    seconds = len(run) / STEPS_PER_S
    tall = float(np.mean([row.tall for row in run]))
    far = float(np.hypot(ended[0] - began[0], ended[1] - began[1]))
    return Walk(steps, far / seconds / tall, ended[0] >= began[0])


def _step(row: _Row, picture: Pixels, empty: Pixels) -> Step:
    left, top, right, bottom = (round(side) for side in _with_margin(row))
    left, top = max(0, left), max(0, top)
    right, bottom = min(_WIDTH, right), min(_HEIGHT, bottom)
    pixels = picture[top:bottom, left:right]
    cover = _cover(pixels, empty[top:bottom, left:right])
    return Step(pixels.copy(), cover, (row.foot[0] - left, row.foot[1] - top), row.tall)


def _cover(pixels: Pixels, empty: Pixels) -> Pixels:
    """Whatever differs from the empty place, with its holes filled and its edge soft; specks are left out."""
    differs = cv2.absdiff(pixels, empty).max(axis=2)
    differs = cv2.GaussianBlur(differs, (0, 0), 1.0)
    low, high = _DIFFERS
    certain = (differs > (low + high) / 2).astype(np.uint8)
    certain = cv2.morphologyEx(certain, cv2.MORPH_CLOSE, np.ones((5, 3), np.uint8))
    outlines, _ = cv2.findContours(certain, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros_like(certain)
    if outlines:
        largest = max(cv2.contourArea(outline) for outline in outlines)
        kept = [one for one in outlines if cv2.contourArea(one) >= 0.15 * largest]
        cv2.drawContours(filled, kept, -1, 255, cv2.FILLED)
    # barrier tape that hangs behind somebody is thinner than any limb
    filled = cv2.morphologyEx(filled, cv2.MORPH_OPEN, np.ones((7, 1), np.uint8))
    filled = cv2.erode(filled, np.ones((2, 2), np.uint8))
    return np.asarray(cv2.GaussianBlur(filled, (3, 3), 0.7), np.uint8)
