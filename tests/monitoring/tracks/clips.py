"""The true boxes of the two clips that have them, and finds as a detector of stated faults would make of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bongsu.monitoring.detectors.found import Found
from bongsu.monitoring.evaluate.mot import FrameBoxes
from bongsu.monitoring.tracks.settings import TrackerSettings
from bongsu.monitoring.tracks.track import Track
from bongsu.monitoring.tracks.tracker import Tracker


@dataclass(frozen=True)
class Clip:
    file: str
    width: int
    height: int
    rate: float

    def truth(self, shared: Path) -> list[FrameBoxes]:
        rows = np.loadtxt(shared / "clips" / self.file, delimiter=",", usecols=range(7))
        size = np.array([self.width, self.height] * 2, np.float64)
        pictures = []
        for number in range(1, int(rows[:, 0].max()) + 1):
            here = rows[rows[:, 0] == number]
            boxes = here[:, 2:6].copy()
            boxes[:, 2:] += boxes[:, :2]
            pictures.append(FrameBoxes(here[:, 1].astype(np.int64), boxes / size, here[:, 6] > 0))
        return pictures

    @property
    def settings(self) -> TrackerSettings:
        return TrackerSettings(aspect=self.width / self.height)


PETS = Clip("PETS09-S2L1.gt.txt", 768, 576, 10)
TUD = Clip("TUD-Campus.gt.txt", 640, 480, 25)


@dataclass(frozen=True)
class Faults:
    """`recall`: share found; `jitter`: of a box's own size; `invented`: a picture, in the mean, scoring below .55."""

    recall: float = 1.0
    jitter: float = 0.0
    invented: float = 0.0


def seen(truth: FrameBoxes, faults: Faults, chance: np.random.Generator) -> Found:
    boxes = truth.boxes[chance.random(len(truth.ids)) < faults.recall]
    sizes = boxes[:, 2:] - boxes[:, :2]
    boxes = boxes + chance.normal(0, faults.jitter, boxes.shape) * np.hstack([sizes, sizes])
    scores = np.clip(chance.normal(0.65, 0.15, len(boxes)), 0.05, 0.98)
    number = int(chance.poisson(faults.invented))
    middles = chance.random((number, 2))
    half = np.array([0.02, 0.06]) * chance.uniform(0.7, 1.3, (number, 1))
    boxes = np.vstack([boxes, np.hstack([middles - half, middles + half])])
    scores = np.concatenate([scores, chance.uniform(0.1, 0.55, number)])
    best = np.argsort(-scores)
    return Found(
        boxes[best].astype(np.float32),
        scores[best].astype(np.float32),
        np.zeros(len(best), np.int8),
    )


def followed(
    clip: Clip, truth: Sequence[FrameBoxes], every: int, faults: Faults, seed: int = 1
) -> tuple[list[FrameBoxes], list[FrameBoxes]]:
    """Truth and what the tracker makes of it, at one of so many pictures."""
    chance = np.random.default_rng(seed)
    tracker = Tracker(clip.settings)
    looked = list(truth[::every])
    told = []
    for place, picture in enumerate(looked):
        at_ms = place * every * 1_000 / clip.rate
        tracks = tracker.update(at_ms, seen(picture, faults, chance))
        told.append(_as_boxes([each for each in tracks if each.is_sure and not each.missed]))
    return looked, told


def _as_boxes(tracks: Sequence[Track]) -> FrameBoxes:
    return FrameBoxes(
        np.array([track.number for track in tracks], np.int64),
        np.array([track.last.box for track in tracks], np.float64).reshape(-1, 4),
    )
