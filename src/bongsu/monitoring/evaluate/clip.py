"""A clip put through the deployed path (fitting, detector, tracker), and held against truth where there is one."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bongsu.media.failures import BadPicture
from bongsu.monitoring.detectors.detector import Detector
from bongsu.monitoring.detectors.found import THINGS, Found, Thing
from bongsu.monitoring.evaluate.boxes import BoxFigures, Scored, score_boxes
from bongsu.monitoring.evaluate.mot import FrameBoxes, MotFigures, score
from bongsu.monitoring.evaluate.truth import Row, by_picture
from bongsu.monitoring.pictures.files import frames_of
from bongsu.monitoring.tracks.track import Track
from bongsu.monitoring.tracks.tracker import Tracker

LEAST_SCORE = 0.5
"""At which precision and recall are said: where both clips with truth have about as much of one as of the other."""
_PERSON = THINGS.index(Thing.PERSON)

Goes = Callable[[], bool]
"""Whether to go on; asked before each picture."""


class Stopped(Exception):
    """Somebody asked to end."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the deployed path saw in each looked-at picture; truth and figures come after."""

    every: int
    width: int
    height: int
    input_width: int
    input_height: int
    """How large the picture was when the detector saw it."""
    people: tuple[Scored, ...]
    followed: tuple[FrameBoxes, ...]
    things: dict[str, float]
    """Mean number in a picture of each thing that was found at all, at `LEAST_SCORE` or above."""
    cpu_ms: tuple[float, ...]
    """Processor time of the detector alone, a picture."""
    sizes: int
    """Resolutions that the clip had."""


@dataclass(frozen=True, slots=True)
class Held:
    """Against truth."""

    boxes: BoxFigures
    tracks: MotFigures
    truth_pictures: int


def look_at(clip: Path, detector: Detector, every: int, goes_on: Goes) -> Seen:
    """Raises `BadPicture` when there is no video in it, and `Stopped`."""
    tracker = Tracker()
    people, followed, cpu_ms = [], [], []
    counts = np.zeros(len(THINGS))
    sizes: dict[tuple[int, int], tuple[int, int]] = {}
    for frame in frames_of(clip, (detector.about.width, detector.about.height), every):
        if not goes_on():
            raise Stopped
        begun = time.process_time()
        found = detector.find(frame.pixels)
        cpu_ms.append((time.process_time() - begun) * 1_000)
        sizes.setdefault(
            (frame.width, frame.height), (frame.pixels.shape[1], frame.pixels.shape[0])
        )
        counts += np.bincount(found.things[found.scores >= LEAST_SCORE], minlength=len(THINGS))
        people.append(_people(found))
        followed.append(_followed(tracker.update(frame.taken_at_ms, found)))
    if not people:
        raise BadPicture(f"{clip.name} holds no picture")
    (width, height), (input_width, input_height) = next(iter(sizes.items()))
    return Seen(
        every=every,
        width=width,
        height=height,
        input_width=input_width,
        input_height=input_height,
        people=tuple(people),
        followed=tuple(followed),
        things={
            thing.value: round(float(count) / len(people), 3)
            for thing, count in zip(THINGS, counts, strict=True)
            if count
        },
        cpu_ms=tuple(cpu_ms),
        sizes=len(sizes),
    )


def hold_against(seen: Seen, rows: tuple[Row, ...]) -> Held:
    """Raises `BadTruth` when the truth is of pictures that the clip does not have."""
    all_pictures = by_picture(rows, len(seen.people) * seen.every, seen.width, seen.height)
    truth = all_pictures[:: seen.every]
    return Held(
        boxes=score_boxes(truth, seen.people, LEAST_SCORE),
        tracks=score(truth, seen.followed),
        truth_pictures=max(row.frame for row in rows),
    )


def _people(found: Found) -> Scored:
    people = found.only(found.things == _PERSON)
    return Scored(people.boxes.astype(np.float64), people.scores.astype(np.float64))


def _followed(tracks: tuple[Track, ...]) -> FrameBoxes:
    """People who are surely there and seen just now."""
    now = [
        track
        for track in tracks
        if track.thing is Thing.PERSON and track.is_sure and not track.missed
    ]
    boxes = np.array([track.last.box for track in now], np.float64).reshape(-1, 4)
    return FrameBoxes(np.array([track.number for track in now], np.int64), boxes)
