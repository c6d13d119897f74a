"""The national grid against known places, and its codes there and back."""

import numpy as np
import pytest
from pyproj import Transformer

from bongsu.planning.failures import PlanRefused
from bongsu.planning.grid.korea import (
    code_of,
    codes_of,
    degrees_of,
    metres_of,
    place_code,
    square_of,
)

# City Hall, Seongbuk office, Guro office as PROJ 9 gives them
KNOWN = [
    (37.566536, 126.977966, 953898.18, 1952036.09),
    (37.589116, 127.018214, 957465.43, 1954522.25),
    (37.495472, 126.887536, 945860.72, 1944200.11),
]


@pytest.mark.parametrize(("lat", "lon", "x", "y"), KNOWN)
def test_known_places_lie_where_they_should(lat: float, lon: float, x: float, y: float) -> None:
    east, north = metres_of(np.array([lat]), np.array([lon]))
    assert float(east[0]) == pytest.approx(x, abs=0.01)
    assert float(north[0]) == pytest.approx(y, abs=0.01)


def test_all_of_korea_agrees_with_proj_to_a_thousandth_of_a_millimetre() -> None:
    lat, lon = (
        axis.ravel() for axis in np.meshgrid(np.linspace(33, 39, 25), np.linspace(124, 132, 33))
    )
    proj = Transformer.from_crs("EPSG:4326", "EPSG:5179", always_xy=True)
    x, y = metres_of(lat, lon)
    there = proj.transform(lon, lat)
    assert np.allclose(x, there[0], rtol=0, atol=1e-6)
    assert np.allclose(y, there[1], rtol=0, atol=1e-6)


def test_there_and_back_is_the_same_place() -> None:
    lat, lon = np.array([33.2, 37.5665, 38.5]), np.array([126.3, 126.978, 130.9])
    again = degrees_of(*metres_of(lat, lon))
    assert np.allclose(again[0], lat, atol=1e-8)
    assert np.allclose(again[1], lon, atol=1e-8)


def test_city_hall_has_its_national_number() -> None:
    assert place_code(37.566536, 126.977966) == "다사53895203"
    assert place_code(37.566536, 126.977966, digits=3) == "다사538520"
    assert place_code(37.566536, 126.977966, digits=2) == "다사5352"


def test_a_code_says_its_square() -> None:
    assert square_of("다사538520") == (953_800.0, 1_952_000.0, 100.0)
    assert square_of("다사 5389 5203") == (953_890.0, 1_952_030.0, 10.0)
    assert square_of("다사55") == (950_000.0, 1_950_000.0, 10_000.0)


def test_every_cell_of_a_kilometre_comes_back() -> None:
    x, y = np.meshgrid(np.arange(953_000.0, 954_000, 100), np.arange(1_952_000.0, 1_953_000, 100))
    codes = codes_of(x.ravel(), y.ravel())
    assert len(set(codes)) == 100
    assert [square_of(code)[:2] for code in codes] == list(
        zip(x.ravel().tolist(), y.ravel().tolist(), strict=True)
    )


def test_leading_noughts_are_kept() -> None:
    assert code_of(900_099.0, 1_900_001.0) == "다사000000"


@pytest.mark.parametrize(
    "code",
    ["", "다", "다사", "다사53852", "자사538520", "AB538520", "다사53852x", "다사" + "1" * 12],
)
def test_what_is_no_code_is_refused_by_name(code: str) -> None:
    with pytest.raises(PlanRefused, match="no national grid code"):
        square_of(code)


@pytest.mark.parametrize(("x", "y"), [(699_999.0, 1_952_000.0), (953_000.0, 2_100_000.0)])
def test_places_outside_of_the_grid_are_refused(x: float, y: float) -> None:
    with pytest.raises(PlanRefused, match="outside of the national grid") as refused:
        code_of(x, y)
    assert refused.value.field == "coordinates"
