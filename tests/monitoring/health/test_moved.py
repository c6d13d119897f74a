"""A turned camera shows none of its usual places; snow with a lorry before it hides some and leaves others."""

from itertools import pairwise

import numpy as np
import pytest

from bongsu.bench.monitoring.health_scenes import Stage, drawn_world
from bongsu.monitoring.health.moved import Moving
from bongsu.monitoring.health.sight import Sight, common_of, sight_of
from bongsu.monitoring.health.views import Matched, Views


@pytest.fixture(scope="module")
def sights() -> list[Sight]:
    random = np.random.default_rng(5)
    stage = Stage(random, drawn_world(random), every_s=4.0)
    return [sight_of(stage.paint()) for _ in range(8)]


def signed(sights: list[Sight], share: float, stays: float, cells: int = 60) -> bool:
    """Of the last picture, with a known view; `cells`: so many of it have edges at most."""
    views = Views(is_ptz=False)
    for last, one in pairwise(sights):
        views.learn(one, common_of(one, last), views.match(one))
    views.known[0].steady.flat[np.flatnonzero(views.known[0].is_structured())[cells:]] = 0.0
    moving = Moving()
    for last, one in pairwise(sights[-3:]):
        sign = moving.look(
            one, common_of(one, last), Matched(views.known[0], share, stays, is_same=False)
        )
    assert sign is not None
    return sign.ailing


def test_nothing_where_it_was_is_a_turned_camera(sights: list[Sight]) -> None:
    assert signed(sights, 0.05, 0.1)
    assert signed(sights, 0.29, 0.12)


def test_half_of_the_cells_still_alike_is_weather(sights: list[Sight]) -> None:
    assert not signed(sights, 0.48, 0.1)
    assert not signed(sights, 0.28, 0.26)


def test_where_few_cells_have_edges_a_third_still_alike_may_be_beside_a_lorry(
    sights: list[Sight],
) -> None:
    assert signed(sights, 0.14, 0.24)
    assert not signed(sights, 0.14, 0.24, cells=21)
    assert signed(sights, 0.14, 0.14, cells=21)
