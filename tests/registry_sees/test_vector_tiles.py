"""Tiles hold what they should, for those who may see it, and are small."""

from math import atanh, pi, radians, sin
from random import Random
from typing import Any

import mapbox_vector_tile
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.kernel.failures import Kind
from bongsu.kernel.geometry import Point
from bongsu.registry.index import CameraIndex
from bongsu.registry.sees import Lights, SeeingCamera
from bongsu.registry.vector_tiles import NoSuchTile, TileMaker

from .places import CORNER, at, camera

Tile = tuple[int, int, int]


def tile_of(place: Point, z: int) -> Tile:
    x = (place.lon / 360 + 0.5) * 2**z
    y = (0.5 - atanh(sin(radians(place.lat))) / (2 * pi)) * 2**z
    return z, int(x), int(y)


def layers(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """Read by the package's own decoder, which is untyped: hence Any."""
    decoded = mapbox_vector_tile.decode(data, default_options={"y_coord_down": True})
    return {name: layer["features"] for name, layer in decoded.items()}


def crowd(count: int, seed: int = 1, spread_deg: float = 0.05) -> list[SeeingCamera]:
    random = Random(seed)
    return [
        SeeingCamera(
            f"camera-{number:06d}",
            CORNER.lat + random.uniform(-spread_deg, spread_deg),
            CORNER.lon + random.uniform(-spread_deg, spread_deg),
            kind=random.choice(("ptz", "fixed", "unknown")),
            bearing_deg=random.choice((None, random.uniform(0, 359))),
        )
        for number in range(count)
    ]


CROWD = crowd(2_000)
MAKER = TileMaker.of(CameraIndex.of(CROWD))


def drawn(features: list[dict[str, Any]]) -> int:
    return sum(feature["properties"].get("count", 1) for feature in features)


def test_a_camera_is_drawn_with_what_the_map_needs() -> None:
    index = CameraIndex.of([camera("a", kind="ptz", bearing_deg=271.6, state="live")])
    [feature] = layers(TileMaker.of(index).tile(*tile_of(CORNER, 17)))["cameras"]
    assert feature["properties"] == {
        "camera_id": "a",
        "kind": "ptz",
        "state": "live",
        "bearing_deg": 272,
    }


def test_an_unknown_bearing_is_minus_one_and_north_is_nought() -> None:
    index = CameraIndex.of(
        [camera("a"), camera("b", bearing_deg=0.0), camera("c", bearing_deg=359.8)]
    )
    features = layers(TileMaker.of(index).tile(*tile_of(CORNER, 17)))["cameras"]
    bearings = {at["properties"]["camera_id"]: at["properties"]["bearing_deg"] for at in features}
    assert bearings == {"a": -1, "b": 0, "c": 0}


def test_a_mark_lies_where_its_camera_stands() -> None:
    z, x, y = tile_of(CORNER, 16)
    index = CameraIndex.of([camera("a")])
    [feature] = layers(TileMaker.of(index).tile(z, x, y))["cameras"]
    inside_x, inside_y = feature["geometry"]["coordinates"]
    lon = ((x + inside_x / 4096) / 2**z - 0.5) * 360
    assert lon == pytest.approx(CORNER.lon, abs=360 / 2**z / 4096)
    expected = (0.5 - atanh(sin(radians(CORNER.lat))) / (2 * pi)) * 2**z - y
    assert inside_y == pytest.approx(expected * 4096, abs=1)


def test_states_are_drawn_anew_without_projecting_again() -> None:
    index = CameraIndex.of([camera("a")])
    maker = TileMaker.of(index).with_index(index.with_states({"a": "dead"}))
    [feature] = layers(maker.tile(*tile_of(CORNER, 17)))["cameras"]
    assert feature["properties"]["state"] == "dead"


def test_other_cameras_need_a_new_maker() -> None:
    with pytest.raises(ValueError, match="not the same cameras"):
        MAKER.with_index(CameraIndex.of([camera("a")]))


@pytest.mark.parametrize("z", [0, 5, 9, 10, 11, 12])
def test_far_out_every_camera_is_counted_exactly_once(z: int) -> None:
    _, x, y = tile_of(CORNER, z)
    around = [(x + dx, y + dy) for dx in (-2, -1, 0, 1, 2) for dy in (-2, -1, 0, 1, 2)]
    total = 0
    for column, row in around:
        if 0 <= column < 2**z and 0 <= row < 2**z:
            total += drawn(layers(MAKER.tile(z, column, row)).get("cameras", []))
    assert total == len(CROWD)


def test_far_out_many_cameras_become_one_mark_with_a_count() -> None:
    [feature] = layers(MAKER.tile(0, 0, 0))["cameras"]
    assert feature["properties"] == {"count": len(CROWD)}


def test_far_out_a_camera_alone_in_its_cell_keeps_its_name() -> None:
    index = CameraIndex.of([camera("a"), camera("b", 3000, 3000)])
    features = layers(TileMaker.of(index).tile(*tile_of(CORNER, 12)))["cameras"]
    assert {at["properties"].get("camera_id") for at in features} <= {"a", "b"}


def test_near_by_every_camera_is_its_own_mark() -> None:
    features = layers(MAKER.tile(*tile_of(CORNER, 14)))["cameras"]
    assert all("camera_id" in feature["properties"] for feature in features)


def test_marks_just_outside_are_drawn_so_that_none_is_cut() -> None:
    z, x, y = tile_of(CORNER, 18)
    west_lon = (x / 2**z - 0.5) * 360
    index = CameraIndex.of([SeeingCamera("edge", CORNER.lat, west_lon - 1e-6)])
    for column in (x - 1, x):
        assert layers(TileMaker.of(index).tile(z, column, y))["cameras"]


def test_a_viewer_sees_only_the_cameras_of_the_mask() -> None:
    visible = np.zeros(len(CROWD), dtype=np.bool_)
    visible[:7] = True
    assert drawn(layers(MAKER.tile(10, *tile_of(CORNER, 10)[1:], visible))["cameras"]) == 7
    nobody = np.zeros(len(CROWD), dtype=np.bool_)
    assert MAKER.tile(*tile_of(CORNER, 10), nobody) == b""


@given(st.integers(8, 19), st.lists(st.integers(0, 1999), max_size=30))
@settings(max_examples=40)
def test_no_zoom_shows_a_camera_outside_the_mask(z: int, rows: list[int]) -> None:
    visible = np.zeros(len(CROWD), dtype=np.bool_)
    visible[rows] = True
    data = MAKER.tile(*tile_of(CORNER, z), visible)
    features = layers(data).get("cameras", []) if data else []
    allowed = {f"camera-{row:06d}" for row in rows}
    named = {at["properties"]["camera_id"] for at in features if "camera_id" in at["properties"]}
    assert named <= allowed
    assert drawn(features) <= len(allowed)


def test_lights_have_a_layer_of_their_own() -> None:
    maker = TileMaker.of(CameraIndex.of([]), Lights.of([at(0, 0), at(30, 0)]))
    assert set(layers(maker.tile(*tile_of(CORNER, 15)))) == {"lights"}
    [gathered] = layers(maker.tile(*tile_of(CORNER, 8)))["lights"]
    assert gathered["properties"] == {"count": 2}


def test_the_mask_does_not_hide_lights() -> None:
    maker = TileMaker.of(CameraIndex.of([camera("a")]), Lights.of([at(0, 0)]))
    data = maker.tile(*tile_of(CORNER, 16), np.array([False]))
    assert set(layers(data)) == {"lights"}


def test_an_empty_tile_has_no_bytes() -> None:
    assert MAKER.tile(14, 0, 0) == b""
    assert TileMaker.of(CameraIndex.of([])).tile(0, 0, 0) == b""


@pytest.mark.parametrize(
    ("tile", "field"),
    [
        ((-1, 0, 0), "z"),
        ((23, 0, 0), "z"),
        ((3, 8, 0), "x"),
        ((3, -1, 0), "x"),
        ((3, 0, 8), "y"),
        ((0, 0, -5), "y"),
    ],
)
def test_a_tile_that_the_map_does_not_have_is_a_named_failure(tile: Tile, field: str) -> None:
    with pytest.raises(NoSuchTile) as failure:
        MAKER.tile(*tile)
    assert (failure.value.field, failure.value.kind) == (field, Kind.INVALID)


def test_seventy_thousand_cameras_are_a_small_tile_at_any_zoom() -> None:
    """All of them within one district, which is worse than any real one. How long one takes is the bench's."""
    everyone = crowd(70_000, spread_deg=0.03)
    shining = [Point(one.lat + 1e-4, one.lon) for one in everyone[::3]]
    maker = TileMaker.of(CameraIndex.of(everyone), Lights.of(shining))
    assert max(len(maker.tile(*tile_of(CORNER, z))) for z in range(20)) < 120_000
