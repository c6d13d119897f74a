"""What is known of each cell before anything is weighed: counts and shares that a score is explained by."""

from collections.abc import Sequence

import numpy as np
import shapely
from scipy.spatial import cKDTree

from bongsu.planning.config import Weights
from bongsu.planning.demand.crime_proxy import proxy_of
from bongsu.planning.demand.scores import Bools, Facts
from bongsu.planning.grid.cells import SIDE_M, cell_at
from bongsu.planning.grid.korea import metres_of
from bongsu.planning.grid.points import Cells, Floats, Points
from bongsu.planning.inputs.values import Dong, Inputs, Place, Request, Ring
from bongsu.planning.words import Origin

_STREET_STEP_M = 25.0


def covered_share(
    points: Points, reached: Bools, cells: int, counted: Bools | None = None
) -> Floats:
    """Of each cell's points, or only of the `counted` (those outdoors); NaN where it has none."""
    counts = np.ones(len(points.cell)) if counted is None else counted.astype(float)
    each = np.bincount(points.cell, weights=counts, minlength=cells)
    seen = np.bincount(points.cell, weights=counts * reached, minlength=cells)
    return np.where(each > 0, seen / np.maximum(each, 1), np.nan)


def gather(cells: Cells, covered: Floats, inputs: Inputs, weights: Weights) -> Facts:
    middle = np.column_stack([cells.x + SIDE_M / 2, cells.y + SIDE_M / 2])
    near = weights.environment_within_m

    def within(kind: str, metres: float) -> Floats:
        return _counted_within(middle, [one for one in inputs.places if one.kind == kind], metres)

    return Facts(
        covered=covered,
        nearest_m=_nearest_camera_m(middle, inputs),
        crime=proxy_of(cells, inputs),
        nightlife=within("nightlife", near),
        lodging=within("lodging", near),
        finance=within("finance", near),
        lights=_lights(cells, inputs.places),
        child_zones=within("child_zone", weights.child_zone_within_m),
        bells=within("bell", weights.bell_within_m),
        complaints=_requests(cells, inputs, Origin.COMPLAINT),
        police=_requests(cells, inputs, Origin.POLICE),
        women=_above(cells, inputs.dongs, "women_share"),
        detached=_above(cells, inputs.dongs, "detached_share"),
        aged=_above(cells, inputs.dongs, "aged_share"),
        remote=_remote(middle, inputs, weights.remote_m),
        unknown=unknown_parts(inputs),
    )


def unknown_parts(inputs: Inputs) -> frozenset[str]:
    """Words of the score that no layer speaks of: they count 0, and that is said."""
    kinds = {one.kind for one in inputs.places}
    has_crime = any(one.occurred for one in inputs.crime) and any(
        dong.station for dong in inputs.dongs
    )
    known = {
        "watch": bool(inputs.cameras),
        "crime": has_crime,
        "environment": bool(kinds & {"nightlife", "lodging", "finance"}),
        "dark": "light" in kinds,
        "children": bool(kinds & {"child_zone", "bell"}),
        "requests": bool(inputs.requests),
        "women": _any_share(inputs, "women_share"),
        "detached": _any_share(inputs, "detached_share"),
        "aged": _any_share(inputs, "aged_share"),
    }
    return frozenset(part for part, is_known in known.items() if not is_known)


def _any_share(inputs: Inputs, share: str) -> bool:
    return any(getattr(dong, share) is not None for dong in inputs.dongs)


def _spots(lat: Sequence[float], lon: Sequence[float]) -> Floats:
    return np.column_stack(metres_of(np.array(lat, dtype=float), np.array(lon, dtype=float)))


def _counted_within(middle: Floats, places: Sequence[Place], metres: float) -> Floats:
    if not places:
        return np.zeros(len(middle))
    spots = _spots([one.lat for one in places], [one.lon for one in places])
    counts = np.array([one.count for one in places], dtype=float)
    found = cKDTree(spots).query_ball_point(middle, metres)
    return np.array([counts[rows].sum() for rows in found])


def _lights(cells: Cells, places: Sequence[Place]) -> Floats:
    return _counted_in(cells, [one for one in places if one.kind == "light"])


def _requests(cells: Cells, inputs: Inputs, origin: Origin) -> Floats:
    return _counted_in(cells, [one for one in inputs.requests if one.origin is origin])


def _counted_in(cells: Cells, placed: Sequence[Place] | Sequence[Request]) -> Floats:
    """Per cell that a place lies in."""
    if not placed:
        return np.zeros(len(cells.codes))
    spots = _spots([one.lat for one in placed], [one.lon for one in placed])
    cell = cell_at(cells, spots[:, 0], spots[:, 1])
    inside = cell >= 0
    counts = np.array([one.count for one in placed], dtype=float)[inside]
    return np.bincount(cell[inside], weights=counts, minlength=len(cells.codes)).astype(float)


def _nearest_camera_m(middle: Floats, inputs: Inputs) -> Floats:
    standing = [one for one in inputs.cameras if one.is_crime and one.is_online]
    if not standing:
        return np.full(len(middle), np.inf)
    spots = _spots([one.lat for one in standing], [one.lon for one in standing])
    return np.asarray(cKDTree(spots).query(middle)[0], dtype=float)


def _remote(middle: Floats, inputs: Inputs, metres: float) -> Bools:
    """Only where lights or streets are known at all: else nobody could tell a hill from a gap in the data."""
    if not inputs.streets and not any(one.kind == "light" for one in inputs.places):
        return np.zeros(len(middle), dtype=np.bool_)
    lat = [one.lat for some in (inputs.cameras, inputs.places, inputs.requests) for one in some]
    lon = [one.lon for some in (inputs.cameras, inputs.places, inputs.requests) for one in some]
    spots = [_spots(lat, lon), *(_along(street) for street in inputs.streets)]
    nearest = cKDTree(np.concatenate(spots)).query(middle)[0]
    far: Bools = np.asarray(nearest) > metres
    return far


def _along(street: Ring) -> Floats:
    """A street's places, none more than some metres from the next."""
    spots = _spots([lat for _, lat in street], [lon for lon, _ in street])
    if len(spots) < 2:
        return spots
    line = shapely.LineString(spots)
    places: Floats = shapely.get_coordinates(shapely.segmentize(line, _STREET_STEP_M))
    return places


def _above(cells: Cells, dongs: Sequence[Dong], share: str) -> Bools:
    """Whether the dong's share lies above the mean of all people of the district."""
    known = np.array([np.nan if (one := getattr(dong, share)) is None else one for dong in dongs])
    people = np.array([float(dong.population or 0) for dong in dongs])
    has = ~np.isnan(known)
    if not has.any():
        return np.zeros(len(cells.codes), dtype=np.bool_)
    weighed = people[has] if people[has].all() else np.ones(int(has.sum()))
    mean = float(np.average(known[has], weights=weighed))
    above: Bools = np.nan_to_num(known, nan=-1.0) > mean
    return above[cells.dong]
