"""Building outlines in GeoJSON: whole ones are read, broken ones named by index, other files refused by name."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.geometry import Point
from bongsu.registry.footprints import (
    Broken,
    Footprints,
    NotGeoJson,
    footprints_in,
    read_footprints,
)
from bongsu.registry.import_cameras.failures import FileFault, FileUnreadable
from bongsu.registry.obstacles import Obstacles

SQUARE = [[127.0, 37.5], [127.001, 37.5], [127.001, 37.501], [127.0, 37.501], [127.0, 37.5]]
HOLE = [[127.0002, 37.5002], [127.0004, 37.5002], [127.0004, 37.5004], [127.0002, 37.5002]]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "coordinates"]), inner, max_size=2)
    ),
    max_leaves=12,
)


def feature(shape: str = "Polygon", coordinates: Any = None) -> dict[str, Any]:
    where = [SQUARE] if coordinates is None else coordinates
    return {"type": "Feature", "geometry": {"type": shape, "coordinates": where}}


def collection(*features: object) -> Footprints:
    said = {"type": "FeatureCollection", "features": features}
    return footprints_in("buildings.geojson", json.dumps(said).encode())


def test_only_outer_rings_count() -> None:
    found = collection(feature(coordinates=[SQUARE, HOLE]))
    assert found.rings == [(0, [tuple(corner) for corner in SQUARE])]


def test_each_part_of_a_building_is_a_ring_and_the_building_is_one() -> None:
    east = [[lon + 0.01, lat] for lon, lat in SQUARE]
    found = collection(feature("MultiPolygon", [[SQUARE], [east]]))
    assert (len(found.rings), found.whole, found.features) == (2, 1, 1)


def test_heights_above_the_sea_are_left_out() -> None:
    found = collection(feature(coordinates=[[[lon, lat, 51.0] for lon, lat in SQUARE]]))
    assert found.rings[0][1][0] == (127.0, 37.5)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (None, Broken.NOT_A_FEATURE),
        ({"type": "Polygon", "coordinates": [SQUARE]}, Broken.NOT_A_FEATURE),
        ({"type": "Feature", "geometry": None}, Broken.NO_GEOMETRY),
        (feature("LineString", SQUARE), Broken.NOT_A_POLYGON),
        (feature("Polygon", []), Broken.RING_UNREADABLE),
        (feature("Polygon", 7), Broken.RING_UNREADABLE),
        (feature("MultiPolygon", []), Broken.RING_UNREADABLE),
        (feature("MultiPolygon", [SQUARE]), Broken.RING_UNREADABLE),
        (feature("Polygon", [[["127", 37.5]]]), Broken.RING_UNREADABLE),
        (feature("Polygon", [[[True, 37.5]]]), Broken.RING_UNREADABLE),
        (feature("Polygon", [[SQUARE[0], SQUARE[1], SQUARE[0]]]), Broken.RING_TOO_SHORT),
        (feature("Polygon", [[[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]]]), Broken.NO_AREA),
        (
            feature(
                "Polygon", [[[955_000, 1_950_000], [955_010, 1_950_000], [955_010, 1_950_010]]]
            ),
            Broken.NOT_WGS84,
        ),
        (feature("Polygon", [[[lat, lon] for lon, lat in SQUARE]]), Broken.NOT_WGS84),
    ],
)
def test_a_broken_feature_is_named_by_its_index_and_the_others_are_read(
    bad: object, why: Broken
) -> None:
    found = collection(feature(), bad, feature())
    assert found.broken == [(1, why)]
    assert [index for index, _ in found.rings] == [0, 2]


def test_one_bad_part_breaks_the_whole_feature() -> None:
    found = collection(feature("MultiPolygon", [[SQUARE], [[[0.0, 0.0]]]]))
    assert (found.rings, found.broken) == ([], [(0, Broken.RING_TOO_SHORT)])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"lat,lon\n37,127\n",
        b"[]",
        b'{"type": "Feature"}',
        b'{"type": "FeatureCollection"}',
        b'{"type": "FeatureCollection", "features": {}}',
        b'{"type": "FeatureCollection", "features": [NaN]}',
        '{"type": "FeatureCollection", "name": "신촌"}'.encode("cp949"),
        b"[" * 100_000,
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_anything_else_is_refused_and_the_file_is_named(content: bytes) -> None:
    with pytest.raises(NotGeoJson, match=r"^else\.geojson: "):
        footprints_in("else.geojson", content)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match=r"gone\.geojson"):
        read_footprints(tmp_path / "gone.geojson")


def test_a_byte_order_mark_does_no_harm() -> None:
    content = b"\xef\xbb\xbf" + json.dumps({"type": "FeatureCollection", "features": []}).encode()
    assert footprints_in("bom.geojson", content).features == 0


@given(st.lists(JSON | st.builds(feature, st.sampled_from(["Polygon", "MultiPolygon"]), JSON)))
def test_every_feature_is_whole_or_broken_and_whole_ones_make_obstacles(
    features: list[object],
) -> None:
    found = collection(*features)
    assert found.features == found.whole + len(found.broken) == len(features)
    Obstacles.of([Point(lat, lon) for lon, lat in ring] for _, ring in found.rings)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_by_name(content: bytes) -> None:
    with suppress(FileFault):
        assert footprints_in("x.geojson", content).name == "x.geojson"
