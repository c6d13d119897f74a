"""Where each camera of the chosen sites looks: sites first, then headings, and what they see then."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bongsu.planning.candidates.candidate import Candidate, Option
from bongsu.planning.config import Sight
from bongsu.planning.coverage.covers import Covers
from bongsu.planning.coverage.sight import line_of_sight
from bongsu.planning.coverage.view import eyes_of, seen
from bongsu.planning.coverage.worth import Worth
from bongsu.planning.grid.points import Floats, Ints
from bongsu.planning.inputs.values import StandingCamera
from bongsu.planning.plans.drawn import Heading
from bongsu.planning.plans.ground import Ground
from bongsu.planning.siting.headings import Facing, headings

_STEP_DEG = 10.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """A site of the plan: its place and how it is built."""

    candidate: Candidate
    option: Option


@dataclass(frozen=True, slots=True)
class Turned:
    """Per chosen site: its headings, and the points that it reaches and always looks at."""

    headings: tuple[tuple[Heading, ...], ...]
    reach: Covers
    always: Covers


def turned(chosen: Sequence[Chosen], ground: Ground, worth: Worth, sight: Sight) -> Turned:
    """Fixed cameras by one exact model over all sites; a PTZ's home is where it alone sees most."""
    ptz = _views(chosen, [(row, 0.0) for row in range(len(chosen))], "ptz", ground, sight)
    rows = [(row, bearing) for row, one in enumerate(chosen) for bearing in _offered(one.option)]
    fixed = _views(chosen, rows, "fixed", ground, sight)
    by_ptz = np.zeros(len(worth.whole), dtype=bool)
    for row, one in enumerate(chosen):
        if one.option.ptz:
            by_ptz[ptz.of(row)] = True
    facing = Facing(
        weight=worth.always + worth.reach * ~by_ptz,
        site=np.array([row for row, _ in rows], dtype=np.int64),
        cameras=np.array([one.option.fixed for one in chosen], dtype=np.int64),
        cover_start=fixed.start,
        cover_target=fixed.target,
    )
    picked = headings(facing).rows.tolist() if rows else []
    looks: list[list[float]] = [[] for _ in chosen]
    looked_at: list[list[Ints]] = [[] for _ in chosen]
    for pick in picked:
        row, bearing = rows[pick]
        looks[row].append(bearing)
        looked_at[row].append(fixed.of(pick))
    always = [_joined(some) for some in looked_at]
    reach = [
        _joined([always[row], ptz.of(row)]) if one.option.ptz else always[row]
        for row, one in enumerate(chosen)
    ]
    home = [_home(one, reach[row], always[row], ground, worth) for row, one in enumerate(chosen)]
    return Turned(
        tuple(_headings(one, looks[row], home[row], sight) for row, one in enumerate(chosen)),
        _covers(reach),
        _covers(always),
    )


def _offered(option: Option) -> list[float]:
    """Every ten degrees, and what was assumed while choosing: the result is never worse than that."""
    if not option.fixed:
        return []
    grid = np.arange(0.0, 360.0, _STEP_DEG).tolist()
    return sorted({*grid, *(bearing % 360.0 for bearing in option.bearings_deg)})


def _views(
    chosen: Sequence[Chosen],
    rows: Sequence[tuple[int, float]],
    kind: str,
    ground: Ground,
    sight: Sight,
) -> Covers:
    """What a camera of that kind sees from each (site, bearing), walls in the way."""
    cameras = [
        StandingCamera(
            camera_id="",
            lat=chosen[row].candidate.lat,
            lon=chosen[row].candidate.lon,
            kind=kind,
            bearing_deg=bearing,
            hfov_deg=sight.fixed_hfov_deg,
            range_m=sight.ptz_range_m if kind == "ptz" else sight.fixed_range_m,
        )
        for row, bearing in rows
    ]
    eyes, points = eyes_of(cameras), ground.points
    view = seen(eyes, points.x, points.y)
    covers = view.reach if kind == "ptz" else view.always
    if ground.outlines is None:
        return covers
    here = np.column_stack([eyes.x, eyes.y])
    there = np.column_stack([points.x, points.y])
    return covers.kept(line_of_sight(here, there, covers, ground.outlines))


def _joined(some: Sequence[Ints]) -> Ints:
    return np.unique(np.concatenate(some)) if some else np.zeros(0, dtype=np.int64)


def _covers(rows: Sequence[Ints]) -> Covers:
    start = np.concatenate(([0], np.cumsum([len(one) for one in rows]))).astype(np.int64)
    return Covers(start, _flat(rows))


def _flat(rows: Sequence[Ints]) -> Ints:
    return np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)


def _home(one: Chosen, reach: Ints, always: Ints, ground: Ground, worth: Worth) -> float:
    """The direction in which most of what only the PTZ sees lies; north where there is nothing."""
    alone = np.setdiff1d(reach, always)
    weight: Floats = (worth.reach + worth.always)[alone]
    if not one.option.ptz or not weight.sum() > 0:
        return 0.0
    here = eyes_of([StandingCamera("", one.candidate.lat, one.candidate.lon, "ptz")])
    east = ground.points.x[alone] - here.x[0]
    north = ground.points.y[alone] - here.y[0]
    away = np.maximum(np.hypot(east, north), 1e-9)
    bearing = np.degrees(np.arctan2((weight * east / away).sum(), (weight * north / away).sum()))
    return float(bearing % 360.0)


def _headings(
    one: Chosen, looks: Sequence[float], home: float, sight: Sight
) -> tuple[Heading, ...]:
    hfov = sight.fixed_hfov_deg
    turning = [Heading("ptz", round(home, 1), hfov, sight.ptz_range_m)] * one.option.ptz
    still = [Heading("fixed", round(look, 1), hfov, sight.fixed_range_m) for look in looks]
    return (*turning, *still)
