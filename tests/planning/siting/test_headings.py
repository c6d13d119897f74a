"""Where fixed cameras look: as good as trying every way."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bongsu.planning.siting.failures import FaultyInstance
from bongsu.planning.siting.headings import Facing, headings


def facing(
    covers: list[list[int]], site: list[int], cameras: list[int], weight: list[float]
) -> Facing:
    return Facing(
        weight=np.array(weight),
        site=np.array(site),
        cameras=np.array(cameras),
        cover_start=np.cumsum([0, *map(len, covers)]),
        cover_target=np.array([one for cover in covers for one in cover], dtype=np.int64),
    )


@some.composite
def facings(draw: some.DrawFn) -> Facing:
    sites = draw(some.integers(1, 3))
    site = [one for one in range(sites) for _ in range(4)]
    covers = [draw(some.lists(some.integers(0, 7), max_size=4)) for _ in site]
    weight = draw(some.lists(some.integers(0, 5).map(float), min_size=8, max_size=8))
    cameras = draw(some.lists(some.integers(0, 3), min_size=sites, max_size=sites))
    return facing(covers, site, cameras, weight)


def seen(asked: Facing, rows: tuple[int, ...]) -> float:
    covers = [
        asked.cover_target[asked.cover_start[row] : asked.cover_start[row + 1]] for row in rows
    ]
    targets = {int(one) for cover in covers for one in cover}
    return float(sum(asked.weight[one] for one in targets))


@given(facings())
@settings(max_examples=40, deadline=None)
def test_it_sees_as_much_as_the_best_way_of_all(asked: Facing) -> None:
    ways = [
        list(combinations(np.flatnonzero(asked.site == one).tolist(), int(cameras)))
        for one, cameras in enumerate(asked.cameras)
    ]
    best = max(seen(asked, tuple(sum(way, ()))) for way in product(*ways))
    found = headings(asked)
    assert found.objective == pytest.approx(best)
    assert found.bound >= best - 1e-6
    assert np.bincount(asked.site[found.rows], minlength=len(asked.cameras)).tolist() == (
        asked.cameras.tolist()
    )


def test_neighbours_do_not_look_at_the_same_corner() -> None:
    found = headings(facing([[0], [1], [0], [2]], [0, 0, 1, 1], [1, 1], [5.0, 4.0, 1.0]))
    assert found.objective == 9.0
    assert found.rows.tolist() == [1, 2]


def test_more_cameras_than_bearings_is_refused_by_site() -> None:
    with pytest.raises(FaultyInstance) as refused:
        headings(facing([[0]], [0], [2], [1.0]))
    assert refused.value.field == "cameras"
    assert refused.value.rows == (0,)


def test_no_camera_to_turn_is_no_fault() -> None:
    assert headings(facing([[0]], [0], [0], [1.0])).rows.tolist() == []
