"""A whole street: many cameras, each with its place, weather, people and whatever is nobody; and the events in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator

from bongsu.simulate.street.camera import StreetCamera
from bongsu.simulate.street.places import PLACES, Glance, Place, see
from bongsu.simulate.street.script import Busy, CameraScript, EventKind, StreetEvent, write_script
from bongsu.simulate.street.walks import Span, Walk, cut_walks
from bongsu.simulate.street.weather import Weather

SUB = (640, 360)
MAIN = (1280, 720)
# nearly half of the hours that matter are dark
_WEATHERS = (
    (Weather.DAY, 0.22),
    (Weather.DULL, 0.14),
    (Weather.FOG, 0.06),
    (Weather.RAIN, 0.08),
    (Weather.SNOW, 0.05),
    (Weather.NIGHT, 0.22),
    (Weather.NIGHT_RAIN, 0.08),
    (Weather.INFRARED, 0.15),
)
_LOITER_CAMERAS = 7
"""Every so many cameras, one asks for loiterers and lets walkers pass."""


@dataclass(frozen=True, slots=True)
class Street:
    scripts: tuple[CameraScript, ...]
    walks: tuple[Walk, ...]
    lasts_s: float

    @property
    def events(self) -> list[StreetEvent]:
        return [event for script in self.scripts for event in script.events]

    @property
    def event_share(self) -> float:
        """Of the camera-time."""
        filled_s = sum(event.ends_s - event.begins_s for event in self.events)
        return filled_s / (len(self.scripts) * self.lasts_s)

    def camera(self, script: CameraScript) -> StreetCamera:
        return StreetCamera(script, self.walks)


@dataclass(frozen=True, slots=True)
class StreetPlan:
    """`visits`: people who come before each camera."""

    cameras: int
    lasts_s: float
    visits: int
    seed: int
    span: Span
    size: tuple[int, int] = SUB


def make_street(clips: Path, plan: StreetPlan) -> Street:
    """Raises `NoClips`."""
    walks = cut_walks(clips, plan.span)
    weathers = _spread(plan.cameras)
    scripts = []
    for number in range(plan.cameras):
        dice = np.random.default_rng((plan.seed, number))
        asks = EventKind.LOITERS if number % _LOITER_CAMERAS == 3 else EventKind.WALKS_THROUGH
        busy = Busy(plan.lasts_s, plan.visits)
        place = _place(clips, number, plan.size, dice)
        seed = plan.seed * 10_007 + number
        name = f"street-{number + 1:03}"
        scripts.append(write_script(name, place, weathers[number], walks, busy, seed, asks))
    return Street(tuple(scripts), walks, plan.lasts_s)


def _place(clips: Path, number: int, size: tuple[int, int], dice: Generator) -> Place:
    name = tuple(PLACES)[number % len(PLACES)]
    glance = Glance(
        left=float(dice.random()),
        top=float(dice.random()),
        wide=float(dice.uniform(0.62, 1.0)),
        is_mirrored=bool(dice.random() < 0.5),
        warmth=float(dice.uniform(-0.08, 0.08)),
        bright=float(dice.uniform(0.8, 1.08)),
    )
    return see(clips, name, glance, size)


def _spread(count: int) -> Sequence[Weather]:
    """Every weather in its share and before every kind of place: by the golden ratio, not by chance."""
    bounds = np.cumsum([share for _, share in _WEATHERS])
    drawn = (np.arange(count) * 0.618_033_988_749_895) % 1.0
    chosen = np.searchsorted(bounds, drawn, side="right")
    return [_WEATHERS[min(int(one), len(_WEATHERS) - 1)][0] for one in chosen]
