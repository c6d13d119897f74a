"""The deployed detector and tracker on the clips that have boxes: one figure a clip, and the lower one of both."""

from pathlib import Path

from bongsu.bench.figures import Beside, Reading, Readings
from bongsu.monitoring.detectors.detector import Detector
from bongsu.monitoring.evaluate.clip import LEAST_SCORE, Held, Seen, hold_against, look_at
from bongsu.monitoring.evaluate.truth import read_truth

CLIPS = {
    "vtest": ("vtest_h264_native.mp4", "PETS09-S2L1.gt.txt"),
    "tud": ("TUD-Campus.mp4", "TUD-Campus.gt.txt"),
}
_EVERY_QUICK = {"vtest": 24, "tud": 4}
_NAMES = ("ap50", "precision", "recall", "mota", "idf1")


def measure_boxes(clips: Path, detector: Detector, *, quick: bool) -> Readings:
    """With `quick` few pictures are looked at, too far apart for MOTA and IDF1 to say much."""
    by_clip = {}
    for clip, (video, truth) in CLIPS.items():
        seen = look_at(clips / video, detector, _EVERY_QUICK[clip] if quick else 1, lambda: True)
        held = hold_against(seen, read_truth(clips / truth))
        by_clip[clip] = _figures(seen, held)
    readings = {
        f"{name}_{clip}": readings[name]
        for clip, readings in by_clip.items()
        for name in _NAMES
        if name in readings
    }
    lowest = {name: _lowest(name, by_clip) for name in _NAMES}
    return lowest | readings


def _figures(seen: Seen, held: Held) -> Readings:
    about: Beside = {
        "input": f"{seen.input_width}x{seen.input_height}",
        "pictures": len(seen.people),
        "every": seen.every,
        "cpu_ms": round(sum(seen.cpu_ms) / len(seen.cpu_ms), 2),
        "score": LEAST_SCORE,
    }
    figures = {
        "ap50": held.boxes.ap50,
        "precision": held.boxes.precision,
        "recall": held.boxes.recall,
        "mota": held.tracks.mota,
        "idf1": held.tracks.idf1,
    }
    return {
        name: Reading(None if value is None else round(value, 4), about)
        for name, value in figures.items()
    }


def _lowest(name: str, by_clip: dict[str, Readings]) -> Reading:
    known = {clip: readings[name].value for clip, readings in by_clip.items()}
    values = [value for value in known.values() if value is not None]
    return Reading(min(values, default=None), dict(known))
