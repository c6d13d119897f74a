"""What happens in a street and when: who walks where before which camera, and what comes and goes that is nobody. Pure
and seeded: the same seed gives the same street."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.random import Generator

from bongsu.simulate.street.nobody import Nobody
from bongsu.simulate.street.places import Place, Sides
from bongsu.simulate.street.walks import Walk
from bongsu.simulate.street.weather import Weather

Point = tuple[float, float]
LOITERS_FROM_S = 15.0
_FEWEST_BETWEEN_S = 45.0
_SLOWEST = 0.45
_USUAL_SPEED = 0.7
_MOST_ENLARGED = 1.5
_FEWEST_WALKS = 4
_CROSSING_S = 4.0


class EventKind(StrEnum):
    """What an operator has to be shown."""

    WALKS_THROUGH = "walks_through"
    LOITERS = "loiters"


@dataclass(frozen=True, slots=True)
class Leg:
    """Somebody's way from one point to another, feet in shares of the picture. `walk`: whose gait, by number."""

    walk: int
    is_mirrored: bool
    begin: Point
    end: Point
    begins_s: float
    ends_s: float

    def at(self, seconds: float) -> Point:
        share = (seconds - self.begins_s) / (self.ends_s - self.begins_s)
        (x0, y0), (x1, y1) = self.begin, self.end
        return x0 + (x1 - x0) * share, y0 + (y1 - y0) * share


@dataclass(frozen=True, slots=True)
class Episode:
    """Something that is nobody, for some seconds; feet in shares of the picture."""

    kind: Nobody
    begin: Point
    end: Point
    begins_s: float
    ends_s: float
    seed: int


@dataclass(frozen=True, slots=True)
class StreetEvent:
    """`begins_s` to `ends_s`: while somebody's feet are in the zone."""

    camera_id: str
    kind: EventKind
    weather: Weather
    place: str
    begins_s: float
    ends_s: float


@dataclass(frozen=True, slots=True)
class CameraScript:
    """One camera of the street for the whole time. `zone`: a rectangle on the ground; `stays`: trees and banners."""

    camera_id: str
    seed: int
    place: Place
    weather: Weather
    zone: Sides
    asks: EventKind
    legs: tuple[Leg, ...]
    stays: tuple[Episode, ...]
    passing: tuple[Episode, ...]
    events: tuple[StreetEvent, ...]

    def people(self, seconds: float) -> list[tuple[Leg, Point]]:
        """Who is there, the furthest first."""
        here = [leg for leg in self.legs if leg.begins_s <= seconds < leg.ends_s]
        return sorted(((leg, leg.at(seconds)) for leg in here), key=lambda one: one[1][1])

    def is_calm(self, begin_s: float, end_s: float) -> bool:
        """Nobody and nothing comes or goes in that time."""
        legs = [(leg.begins_s, leg.ends_s) for leg in self.legs]
        passing = [(one.begins_s, one.ends_s) for one in self.passing]
        return not any(begin < end_s and begin_s < end for begin, end in legs + passing)


@dataclass(frozen=True, slots=True)
class Busy:
    """How much goes on before one camera. `visits`: people; `nobody_every_s`: mean time between things that are not."""

    lasts_s: float
    visits: int
    nobody_every_s: float = 150.0


def write_script(
    camera_id: str,
    place: Place,
    weather: Weather,
    walks: Sequence[Walk],
    busy: Busy,
    seed: int,
    asks: EventKind = EventKind.WALKS_THROUGH,
) -> CameraScript:
    dice = np.random.default_rng(seed)
    zone = _zone(place, dice)
    legs: list[Leg] = []
    for begins_s in _moments(busy, dice):
        legs += _visit(place, zone, walks, begins_s, asks, dice)
    kept = [leg for leg in legs if leg.ends_s < busy.lasts_s - 5]
    return CameraScript(
        camera_id=camera_id,
        seed=seed,
        place=place,
        weather=weather,
        zone=zone,
        asks=asks,
        legs=tuple(kept),
        stays=_standing(place, dice),
        passing=tuple(_passing(place, busy, dice)),
        events=tuple(_events(camera_id, place, weather, zone, asks, kept)),
    )


def _zone(place: Place, dice: Generator) -> Sides:
    left, top, right, bottom = place.feet
    # whoever draws a zone makes it so wide that crossing it takes some seconds
    middle = place.tall_at((top + bottom) / 2)
    needed = _CROSSING_S * _USUAL_SPEED * middle * 9 / 16
    wide = min(right - left, max(needed, (right - left) * dice.uniform(0.45, 0.7)))
    begin = left + (right - left - wide) * dice.uniform(0, 1)
    return begin, max(0.0, top - 0.01), begin + wide, min(1.0, bottom + 0.02)


def _moments(busy: Busy, dice: Generator) -> list[float]:
    """As many as asked for, at random times that are not too near each other."""
    if busy.visits == 0:
        return []
    room = (busy.lasts_s - 20.0) / busy.visits
    loose = max(0.0, room - _FEWEST_BETWEEN_S)
    return [10.0 + number * room + float(dice.uniform(0, loose)) for number in range(busy.visits)]


def _visit(
    place: Place,
    zone: Sides,
    walks: Sequence[Walk],
    begins_s: float,
    asks: EventKind,
    dice: Generator,
) -> list[Leg]:
    left, top, right, bottom = place.feet
    y = float(dice.uniform(top, bottom))
    tall = place.tall_at(y) * len(place.pixels)
    going = _large_enough([one for one in enumerate(walks) if one[1].speed >= _SLOWEST], tall)
    standing = _large_enough([one for one in enumerate(walks) if not one[1].walks], tall)
    who = int(dice.choice(going))
    drift = float(dice.uniform(-0.06, 0.06))
    y_end = min(bottom, max(top, y + drift))
    reach = place.tall_at(y) * 0.3
    begin, end = (left - reach, y), (right + reach, y_end)
    if dice.random() < 0.5:
        begin, end = end, begin
    whole = _leg(walks, who, begin, end, begins_s, place)
    if asks is EventKind.WALKS_THROUGH or dice.random() < 0.4 or not standing:
        return [whole]
    x = float(dice.uniform(zone[0] * 0.7 + zone[2] * 0.3, zone[0] * 0.3 + zone[2] * 0.7))
    spot = (x, (y + y_end) / 2)
    comes = _leg(walks, who, begin, spot, begins_s, place)
    stays_s = float(dice.uniform(LOITERS_FROM_S + 8, LOITERS_FROM_S + 18))
    waits = Leg(
        walk=int(dice.choice(standing)),
        is_mirrored=False,
        begin=spot,
        end=spot,
        begins_s=comes.ends_s,
        ends_s=comes.ends_s + stays_s,
    )
    return [comes, waits, _leg(walks, who, spot, end, waits.ends_s, place)]


def _large_enough(walks: Sequence[tuple[int, Walk]], tall: float) -> list[int]:
    """Nobody is drawn much larger than they were filmed: they would be a blur that no camera shows."""
    fitting = [number for number, walk in walks if tall <= _MOST_ENLARGED * walk.tall]
    if len(fitting) >= _FEWEST_WALKS:
        return fitting
    largest = sorted(walks, key=lambda one: -one[1].tall)
    return [number for number, _ in largest[:_FEWEST_WALKS]]


def _leg(
    walks: Sequence[Walk], who: int, begin: Point, end: Point, begins_s: float, place: Place
) -> Leg:
    walk = walks[who]
    goes_right = end[0] >= begin[0]
    # a picture is 16:9, and heights are shares of the shorter side
    far = abs(end[0] - begin[0]) * 16 / 9
    tall = place.tall_at((begin[1] + end[1]) / 2)
    lasts_s = max(0.5, far / (walk.speed * tall))
    return Leg(who, goes_right != walk.goes_right, begin, end, begins_s, begins_s + lasts_s)


def _standing(place: Place, dice: Generator) -> tuple[Episode, ...]:
    left, top, right, bottom = place.feet
    kept = []
    if dice.random() < 0.4:
        corner = (float(dice.choice((-0.08, 0.62))), float(dice.uniform(-0.25, 0.1)))
        kept.append(Episode(Nobody.TREE, corner, corner, 0, 0, int(dice.integers(1 << 30))))
    if dice.random() < 0.35:
        foot = (float(dice.uniform(left, right - 0.1)), float(dice.uniform(top, bottom)) - 0.05)
        kept.append(Episode(Nobody.BANNER, foot, foot, 0, 0, int(dice.integers(1 << 30))))
    return tuple(kept)


def _passing(place: Place, busy: Busy, dice: Generator) -> list[Episode]:
    made, at_s = [], float(dice.exponential(busy.nobody_every_s))
    kinds = (Nobody.ANIMAL, Nobody.HEADLIGHTS, Nobody.SHADOW)
    left, top, right, bottom = place.feet
    while at_s < busy.lasts_s - 12:
        kind = kinds[int(dice.choice(3, p=(0.4, 0.35, 0.25)))]
        y = float(dice.uniform(top, bottom))
        begin, end = (left - 0.05, y), (right + 0.05, min(bottom, y + 0.05))
        if kind is Nobody.HEADLIGHTS:
            x = float(dice.uniform(left + 0.1, right - 0.1))
            begin, end = (x, top), (x + float(dice.uniform(-0.2, 0.2)), bottom)
        elif dice.random() < 0.5:
            begin, end = end, begin
        lasts_s = float(dice.uniform(5, 9))
        seed = int(dice.integers(1 << 30))
        made.append(Episode(kind, begin, end, at_s, at_s + lasts_s, seed))
        at_s += lasts_s + float(dice.exponential(busy.nobody_every_s))
    return made


def _events(
    camera_id: str,
    place: Place,
    weather: Weather,
    zone: Sides,
    asks: EventKind,
    legs: Sequence[Leg],
) -> list[StreetEvent]:
    """Visits as the zone sees them; before a camera that asks for loiterers, only those who stay."""
    found: list[tuple[float, float]] = []
    for leg in legs:
        spent = _within(leg, zone)
        if spent and found and spent[0] - found[-1][1] < 1.0:
            found[-1] = (found[-1][0], spent[1])
        elif spent:
            found.append(spent)
    least_s = LOITERS_FROM_S + 5 if asks is EventKind.LOITERS else 0.5
    return [
        StreetEvent(camera_id, asks, weather, place.name, begin, end)
        for begin, end in found
        if end - begin >= least_s
    ]


def _within(leg: Leg, zone: Sides) -> tuple[float, float] | None:
    """When feet on this way are in the zone, to a twentieth of a second."""
    moments = np.arange(leg.begins_s, leg.ends_s, 0.05)
    feet = np.array([leg.at(float(moment)) for moment in moments])
    inside = (
        (feet[:, 0] >= zone[0])
        & (feet[:, 0] <= zone[2])
        & (feet[:, 1] >= zone[1])
        & (feet[:, 1] <= zone[3])
    )
    if not inside.any():
        return None
    return float(moments[inside][0]), float(moments[inside][-1])
