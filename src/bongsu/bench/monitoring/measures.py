"""What a measuring process of this bench can be asked for; each loads the deployed detector anew."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from bongsu.bench.figures import Readings
from bongsu.bench.monitoring.alternatives import StepCosts, measure_decoding, measure_gate
from bongsu.bench.monitoring.boxes import measure_boxes
from bongsu.bench.monitoring.health import measure_health
from bongsu.bench.monitoring.seen import PartSeen
from bongsu.bench.monitoring.sizes import SEED, sizes_for
from bongsu.bench.monitoring.street_watch import watch_part
from bongsu.monitoring.detectors.detector import Detector, Runtime
from bongsu.monitoring.detectors.load import load_detector
from bongsu.simulate.street.coded import CodedCamera
from bongsu.simulate.street.street import StreetPlan, make_street
from bongsu.simulate.street.walks import Span

REAL_CLIPS = ("vtest_720p15.mp4", "car_720p15.mp4")
_GATE_RATE = 5.0
_SKIPPED_GROUPS = 10


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One line on standard input."""

    measure: str
    clips: str
    quick: bool
    part: int = 0


def _detector() -> Detector:
    return load_detector("", Runtime())


def _street(asked: Asked) -> PartSeen:
    return watch_part(Path(asked.clips), sizes_for(quick=asked.quick), asked.part, _detector())


def _boxes(asked: Asked) -> Readings:
    return measure_boxes(Path(asked.clips), _detector(), quick=asked.quick)


def _steps(asked: Asked) -> StepCosts:
    """The gate looks at a time of the street that is spread over cameras, so that events come as rarely as they do."""
    sizes, clips, costs = sizes_for(quick=asked.quick), Path(asked.clips), StepCosts()
    detector = _detector()
    for clip in REAL_CLIPS:
        measure_decoding(clips / clip, sizes.decoded, costs, detector)
    plan = StreetPlan(sizes.gated_cameras, sizes.lasts_s, sizes.visits, SEED, Span.REPORTED)
    street = make_street(clips, plan)
    cameras = [CodedCamera(street.camera(one), _GATE_RATE) for one in street.scripts]
    measure_gate(cameras, _SKIPPED_GROUPS, sizes.gated_groups, costs)
    return costs


def _health(asked: Asked) -> Readings:
    return measure_health(Path(asked.clips), _detector(), quick=asked.quick)


MEASURES: dict[str, Callable[[Asked], object]] = {
    "street": _street,
    "boxes": _boxes,
    "steps": _steps,
    "health": _health,
}
