"""A fleet as arrays: ages that are surely known, time under observation, criticality, price, and what each camera lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from bongsu.planning.config import Replacement
from bongsu.planning.replacement.camera import FleetCamera, Known
from bongsu.planning.siting.instance import Bools, Floats, Ints

YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Fleet:
    """Rows follow `cameras`. Years; NaN where an age is not known. `least_age`: if put up on the latest day it may be."""

    cameras: tuple[FleetCamera, ...]
    age: Floats
    least_age: Floats
    entered: Floats
    """Age at which it came under observation: 0, or later (left truncation)."""
    left: Floats
    """Age at failure, removal or today."""
    failed: Bools
    standing: Bools
    criticality: Floats
    won: Ints
    low_pixels: Bools
    uncertified: Bools
    no_analytics: Bools
    ptz: Bools
    faults: Floats

    @property
    def usable(self) -> Bools:
        """What a lifetime can be learned from: a known age, and some time under observation."""
        known: Bools = np.isfinite(self.left) & (self.left > self.entered)
        return known

    @property
    def observed(self) -> Floats:
        """Years under observation; 0 where the age is not known."""
        return np.where(self.usable, self.left - self.entered, 0.0)


def fleet_of(cameras: Sequence[FleetCamera], config: Replacement, as_of: date) -> Fleet:
    """An age counts from the middle of the month or year when only that is known; 노후 is said only when it is sure."""
    rows = tuple(cameras)
    put_up = np.array([_middle(camera, as_of) for camera in rows], dtype=np.float64)
    end = np.array([_ended(camera, as_of) for camera in rows], dtype=np.float64)
    seen = np.array([_day(camera.observed_from) for camera in rows], dtype=np.float64)
    today = float(as_of.toordinal())
    latest = np.array([_latest(camera, as_of) for camera in rows], dtype=np.float64)
    return Fleet(
        cameras=rows,
        age=np.maximum(0.0, (today - put_up) / YEAR_DAYS),
        least_age=np.maximum(0.0, (today - latest) / YEAR_DAYS),
        entered=np.nan_to_num(np.maximum(0.0, (seen - put_up) / YEAR_DAYS)),
        left=(end - put_up) / YEAR_DAYS,
        failed=np.array([_has_failed(camera, as_of) for camera in rows], dtype=bool),
        standing=np.array([not _gone(camera, as_of) for camera in rows], dtype=bool),
        criticality=_criticality(rows, config),
        won=np.array([_price(camera, config) for camera in rows], dtype=np.int64),
        low_pixels=np.array(
            [c.pixels_10k is not None and c.pixels_10k < config.low_pixels_10k for c in rows],
            dtype=bool,
        ),
        uncertified=np.array([camera.certified is False for camera in rows], dtype=bool),
        no_analytics=np.array([camera.analytics is False for camera in rows], dtype=bool),
        ptz=np.array([camera.kind == "ptz" for camera in rows], dtype=bool),
        faults=np.array(
            [np.nan if camera.faults is None else camera.faults for camera in rows], dtype=float
        ),
    )


def _criticality(rows: Sequence[FleetCamera], config: Replacement) -> Floats:
    """Its place's weight × its purpose's × its uses (with `watching` added) beside the fleet's mean.

    Straight in the uses, not damped: risk × uses is how often a dead picture is met when one is needed."""
    place = np.array(
        [camera.weight * config.purpose_weight.get(camera.purpose, 1.0) for camera in rows]
    )
    uses = config.watching + np.array([camera.lent for camera in rows], dtype=np.float64)
    mean = uses.mean() if uses.any() else 1.0
    return np.asarray(place * uses / mean, dtype=np.float64)


def is_known(camera: FleetCamera, as_of: date) -> bool:
    """Can its age be counted. A date after the day of reckoning cannot be true."""
    return (
        camera.installed_trusted
        and camera.installed_on is not None
        and camera.installed_precision is not Known.NONE
        and camera.installed_on <= as_of
    )


def _span(camera: FleetCamera, as_of: date) -> tuple[float, float] | None:
    """First and last day it may have been put up."""
    put_up = camera.installed_on
    if put_up is None or not is_known(camera, as_of):
        return None
    if camera.installed_precision is Known.YEAR:
        first, last = date(put_up.year, 1, 1), date(put_up.year, 12, 31)
    elif camera.installed_precision is Known.MONTH:
        first = put_up.replace(day=1)
        last = date.fromordinal(
            date(put_up.year + put_up.month // 12, put_up.month % 12 + 1, 1).toordinal() - 1
        )
    else:
        first = last = put_up
    return float(first.toordinal()), float(min(last, as_of).toordinal())


def _middle(camera: FleetCamera, as_of: date) -> float:
    span = _span(camera, as_of)
    return float("nan") if span is None else sum(span) / 2


def _latest(camera: FleetCamera, as_of: date) -> float:
    span = _span(camera, as_of)
    return float("nan") if span is None else span[1]


def _day(day: date | None) -> float:
    return float("nan") if day is None else float(day.toordinal())


def _has_failed(camera: FleetCamera, as_of: date) -> bool:
    failed, removed = camera.failed_on, camera.removed_on
    return failed is not None and failed <= as_of and (removed is None or failed <= removed)


def _gone(camera: FleetCamera, as_of: date) -> bool:
    return camera.removed_on is not None and camera.removed_on <= as_of


def _ended(camera: FleetCamera, as_of: date) -> float:
    days = [day for day in (camera.failed_on, camera.removed_on) if day is not None]
    return float(min([*days, as_of]).toordinal())


def _price(camera: FleetCamera, config: Replacement) -> int:
    if camera.won is not None:
        return camera.won
    return {"ptz": config.ptz, "fixed": config.fixed}.get(camera.kind, config.other)
