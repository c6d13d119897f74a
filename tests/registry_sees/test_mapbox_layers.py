"""The adapter writes what the package's own decoder reads."""

from typing import Any

import mapbox_vector_tile
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.registry.mapbox_layers import Column, Points, encode

# Marks lie in the tile or in the strip around it.
units = st.integers(-64, 4096 + 64)


def points(places: list[tuple[int, int]], **properties: Column) -> Points:
    x = np.array([x for x, _ in places], dtype=np.int64)
    y = np.array([y for _, y in places], dtype=np.int64)
    return Points(x, y, properties)


def column(codes: list[int], values: list[str | int]) -> Column:
    return Column(np.array(codes, dtype=np.int64), values)


def read(data: bytes) -> dict[str, Any]:
    """The decoder is untyped: hence Any."""
    decoded: dict[str, Any] = mapbox_vector_tile.decode(
        data, default_options={"y_coord_down": True}
    )
    return decoded


@given(st.lists(st.tuples(units, units), min_size=1, max_size=50))
@settings(max_examples=60)
def test_every_place_comes_back_where_it_was(places: list[tuple[int, int]]) -> None:
    features = read(encode({"here": [points(places)]}))["here"]["features"]
    assert [tuple(feature["geometry"]["coordinates"]) for feature in features] == places


def test_words_and_numbers_come_back() -> None:
    group = points(
        [(1, 2), (3, 4), (5, 6)],
        kind=column([0, 1, 0], ["ptz", "fixed"]),
        bearing_deg=column([2, 0, 1], [-1, 0, 359]),
    )
    features = read(encode({"cameras": [group]}))["cameras"]["features"]
    assert [feature["properties"] for feature in features] == [
        {"kind": "ptz", "bearing_deg": 359},
        {"kind": "fixed", "bearing_deg": -1},
        {"kind": "ptz", "bearing_deg": 0},
    ]


def test_korean_comes_back() -> None:
    group = points([(0, 0)], camera_id=column([0], ["성북-0001"]))
    [feature] = read(encode({"cameras": [group]}))["cameras"]["features"]
    assert feature["properties"] == {"camera_id": "성북-0001"}


def test_groups_of_one_layer_keep_their_own_properties() -> None:
    alone = points([(1, 1)], camera_id=column([0], ["a"]))
    several = points([(2, 2)], count=column([0], [17]))
    layer = read(encode({"cameras": [alone, several]}))["cameras"]
    assert [feature["properties"] for feature in layer["features"]] == [
        {"camera_id": "a"},
        {"count": 17},
    ]
    assert layer["extent"] == 4096


def test_layers_do_not_mix_their_values() -> None:
    data = encode(
        {
            "cameras": [points([(1, 1)], state=column([0], ["live"]))],
            "lights": [points([(2, 2)], count=column([0], [3]))],
        }
    )
    decoded = read(data)
    assert decoded["cameras"]["features"][0]["properties"] == {"state": "live"}
    assert decoded["lights"]["features"][0]["properties"] == {"count": 3}


def test_a_layer_without_points_is_left_out_and_no_layer_is_no_byte() -> None:
    assert set(read(encode({"a": [points([(1, 1)])], "b": [points([])]}))) == {"a"}
    assert encode({"a": [points([])], "b": []}) == b""


def test_the_same_points_give_the_same_bytes() -> None:
    group = points([(1, 2), (3, 4)], kind=column([0, 1], ["ptz", "fixed"]))
    assert encode({"a": [group]}) == encode({"a": [group]})
