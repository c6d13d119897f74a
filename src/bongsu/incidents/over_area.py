"""Cameras of a whole area (구역): those that stand in it or at its edge, spread over it, best first."""

from dataclasses import dataclass

import numpy as np

from bongsu.incidents.area import Area
from bongsu.incidents.choose import Choice, Wanted
from bongsu.incidents.left_out import left_out
from bongsu.kernel.geometry import Point, bearing_deg, distance_m, offset_m
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.cover import cover
from bongsu.registry.sees import SeeingModel
from bongsu.sharing.grants import LentCamera

# a camera across the street sees into the area (assumption)
EDGE_M = 30.0
_ALIVE = SeeingModel().alive


@dataclass(frozen=True, slots=True)
class _Candidate:
    camera_id: str
    place: Point
    worth: float


def choose_over(catalogue: Catalogue, wanted: Wanted, area: Area) -> Choice:
    """What plays stays while it may; the rest is filled up where the area is least watched."""
    found, other_purpose = _candidates(catalogue, wanted, area)
    middle = area.middle
    flat = np.array([offset_m(middle, one.place) for one in found]).reshape(-1, 2)
    worth = np.array([one.worth for one in found])
    order = [found[at] for at in cover(flat[:, 0], flat[:, 1], worth, wanted.limit)]
    known = {one.camera_id: one for one in found if one.worth > 0.0}
    plays = [known[camera_id] for camera_id in wanted.current if camera_id in known]
    shown = [*plays, *(one for one in order if one not in plays)][: wanted.limit]
    return Choice(
        tuple(_lent(rank, one, middle) for rank, one in enumerate(shown, 1)), other_purpose
    )


def _candidates(catalogue: Catalogue, wanted: Wanted, area: Area) -> tuple[list[_Candidate], int]:
    """Everything in the area that was put up for an agreed purpose, and how many were not."""
    index = catalogue.index_for(wanted.service)
    rows, _ = index.near(area.middle, area.reach_m + EDGE_M)
    at = [Point(float(index.columns.lat[row]), float(index.columns.lon[row])) for row in rows]
    inside = [
        (int(row), place)
        for row, place, is_in in zip(rows, at, area.holds(at, EDGE_M), strict=True)
        if is_in
    ]
    agreed = index.serving(wanted.purposes)
    found = [
        _Candidate(index.camera_ids[row], place, _ALIVE.get(index.state_of(row), 0.0))
        for row, place in inside
        if agreed[row] and index.camera_ids[row] not in wanted.barred
    ]
    return found, left_out(catalogue, index, (row for row, _ in inside), agreed)


def _lent(rank: int, one: _Candidate, middle: Point) -> LentCamera:
    return LentCamera(
        one.camera_id,
        rank,
        round(one.worth, 4),
        round(distance_m(middle, one.place), 1),
        round(bearing_deg(middle, one.place), 1),
        "구역 안",
        "stands in the area",
    )
