"""Deals the chosen cameras into batches: a site in one visit, two neighbouring sites never in one batch, so that the
street stays watched while it is worked on."""

import numpy as np
from scipy.spatial import cKDTree

from bongsu.kernel.geometry import Point, offset_m
from bongsu.planning.replacement.fleet import Fleet
from bongsu.planning.siting.instance import Floats, Ints


def deal(
    fleet: Fleet, chosen: Ints, worth: Floats, neighbours_m: float, batches: int
) -> dict[int, int]:
    """Index of a camera → its batch, from 1. Worth first; more batches than asked where neighbours leave no other way."""
    if not len(chosen):
        return {}
    visits = _visits(fleet, chosen)
    order = sorted(visits, key=lambda name: (-float(worth[visits[name]].sum()), name))
    near = _near(fleet, chosen, visits, neighbours_m)
    most = -(-len(chosen) // batches)
    sizes, batch_of = [0] * batches, dict[str, int]()
    for name in order:
        taken = {batch_of[other] for other in near.get(name, ()) if other in batch_of}
        batch = _place(sizes, taken, len(visits[name]), most)
        sizes[batch] += len(visits[name])
        batch_of[name] = batch
    return {int(index): batch_of[name] + 1 for name in order for index in visits[name]}


def _place(sizes: list[int], taken: set[int], count: int, most: int) -> int:
    """The first batch with room and no neighbour; else the smallest without a neighbour; else a new one."""
    free = [batch for batch in range(len(sizes)) if batch not in taken]
    roomy = [batch for batch in free if sizes[batch] + count <= most]
    if roomy:
        return roomy[0]
    if free:
        return min(free, key=lambda batch: sizes[batch])
    sizes.append(0)
    return len(sizes) - 1


def _visits(fleet: Fleet, chosen: Ints) -> dict[str, list[int]]:
    visits = dict[str, list[int]]()
    for index in chosen:
        camera = fleet.cameras[index]
        visits.setdefault(camera.site_id or camera.camera_id, []).append(int(index))
    return visits


def _near(
    fleet: Fleet, chosen: Ints, visits: dict[str, list[int]], neighbours_m: float
) -> dict[str, set[str]]:
    """Sites of which two cameras stand within the distance."""
    near = dict[str, set[str]]()
    if neighbours_m <= 0:
        return near
    site_of = {index: name for name, indices in visits.items() for index in indices}
    origin = Point(fleet.cameras[chosen[0]].lat, fleet.cameras[chosen[0]].lon)
    places = np.array(
        [offset_m(origin, Point(fleet.cameras[i].lat, fleet.cameras[i].lon)) for i in chosen]
    )
    for one, other in cKDTree(places).query_pairs(neighbours_m):
        first, second = site_of[int(chosen[one])], site_of[int(chosen[other])]
        if first != second:
            near.setdefault(first, set()).add(second)
            near.setdefault(second, set()).add(first)
    return near
