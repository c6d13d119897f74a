"""Who waits by dong, when crime drives the choice, what nobody has imported, and bands that fit no cell."""

from dataclasses import replace

import msgspec
import numpy as np
import pytest

from bongsu.planning.config import Weights
from bongsu.planning.demand.bands import bands_of
from bongsu.planning.demand.fairness import by_dong
from bongsu.planning.demand.feedback import driven_by_crime, warnings
from tests.planning.demand.scored_town import CRIME, at, camera, peopled, scored


def test_a_dong_shows_its_mean_cover_cameras_and_people() -> None:
    inputs = msgspec.structs.replace(
        peopled(),
        cameras=(camera(50, 50), camera(350, 50), camera(360, 50), camera(370, 50, online=False)),
    )
    cells, _ = scored(inputs)
    covered = np.where(cells.dong == 0, 1.0, 0.5)
    west, east = by_dong(*scored(inputs, covered), inputs)
    assert (west.name, west.cells, west.covered, west.cameras, west.population) == (
        "가동", 9, 1.0, 1, 1_000,
    )  # fmt: skip
    assert (east.mean_score, east.covered, east.cameras) == (2.5, 0.5, 2)


def test_cells_without_points_count_in_no_covered_share() -> None:
    inputs = peopled()
    cells, _ = scored(inputs)
    covered = np.where(cells.dong == 0, np.nan, 0.5)
    covered[cells.dong == 0] = [1.0] + [np.nan] * 8
    west, _ = by_dong(*scored(inputs, covered), inputs)
    assert west.covered == 1.0


def test_cameras_over_the_border_are_nobodys() -> None:
    inputs = msgspec.structs.replace(peopled(), cameras=(camera(-50, 50),))
    assert [one.cameras for one in by_dong(*scored(inputs), inputs)] == [0, 0]


def test_crime_that_decides_the_choice_is_warned_of() -> None:
    # 18 cells, 2 of them chosen: by crime in the east, by darkness in the west
    lit = tuple(at("light", x, y, 9) for x in (350, 450, 550) for y in (50, 150, 250))
    inputs = msgspec.structs.replace(peopled(people=(1, 9_999)), crime=CRIME, places=lit)
    _, scores = scored(inputs, weights=Weights(crime=5.0))
    assert driven_by_crime(scores) == 1.0
    assert "뽑히지 않았을 곳" in warnings(scores, inputs)[0].ko
    assert "100 % of the choices" in warnings(scores, inputs)[0].en


def test_crime_that_changes_nothing_is_not_warned_of() -> None:
    inputs = msgspec.structs.replace(peopled(people=(500, 500)), crime=CRIME)
    _, scores = scored(inputs)
    assert driven_by_crime(scores) == 0.0
    assert not [one for one in warnings(scores, inputs) if "choices" in one.en]


def test_of_a_plan_its_own_sites_are_asked() -> None:
    lit = tuple(at("light", x, y, 9) for x in (350, 450, 550) for y in (50, 150, 250))
    inputs = msgspec.structs.replace(peopled(people=(1, 9_999)), crime=CRIME, places=lit)
    cells, scores = scored(inputs)
    west, east = np.flatnonzero(cells.dong == 0)[:3], np.flatnonzero(cells.dong == 1)[:3]
    assert driven_by_crime(scores, west) == 0.0
    assert driven_by_crime(scores, east) == 1.0
    assert driven_by_crime(scores, west[:0]) == 0.0


def test_crime_is_always_said_to_be_a_proxy_of_stations() -> None:
    inputs = msgspec.structs.replace(peopled(people=(None, None)), crime=CRIME)
    _, scores = scored(inputs)
    told = next(one for one in warnings(scores, inputs) if "proxy" in one.en)
    assert "가서경찰서" in told.ko
    assert "면적으로 나누었습니다" in told.ko


def test_each_layer_that_is_missing_is_named() -> None:
    inputs = peopled()
    _, scores = scored(inputs)
    told = [one.en for one in warnings(scores, inputs)]
    assert "No security lights are known: darkness counts 0." in told
    assert "No standing cameras are known: everything counts as unseen." in told
    assert len(told) == 10


@pytest.mark.parametrize(
    ("total", "first", "second", "fits"),
    [
        ([1.0] * 99 + [16.0], 1, 1, True),
        ([1.0] * 100, 0, 0, False),
        ([14.0] * 50 + [1.0] * 50, 0, 50, False),
    ],
)
def test_bands_are_checked_against_the_highest_scores(
    total: list[float], first: int, second: int, fits: bool
) -> None:
    _, scores = scored(peopled())
    bands = bands_of(replace(scores, total=np.array(total)))
    assert (bands.first, bands.second, bands.fits) == (first, second, fits)
    assert bands.cells == 100


def test_remote_cells_are_warned_of_until_they_are_taken_down() -> None:
    inputs = msgspec.structs.replace(peopled(), places=(at("light", 50, 150),))
    _, scores = scored(inputs)
    (told,) = [one for one in warnings(scores, inputs) if "rivers" in one.en]
    assert told.en.startswith(f"{int(scores.facts.remote.sum())} cells have no light")
    _, down = scored(inputs, weights=Weights(remote=0.5))
    assert not [one for one in warnings(down, inputs) if "rivers" in one.en]
