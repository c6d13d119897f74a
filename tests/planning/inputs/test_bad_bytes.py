"""Whatever stands in a file, it is read or refused by name: never another failure."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.planning.failures import PlanRefused
from bongsu.planning.grid.cells import cells_of
from bongsu.planning.inputs.dongs import read_dongs
from bongsu.planning.inputs.lines import read_buildings, read_streets
from bongsu.planning.inputs.outline import Outline
from bongsu.planning.inputs.people import read_crime, with_people, with_stations
from bongsu.planning.inputs.places import BELLS, CHILD_ZONES, LIGHTS, POLES, SHOPS, read_places
from bongsu.planning.inputs.priority import read_priority
from bongsu.planning.inputs.sift import Sift
from bongsu.planning.inputs.standing import read_cameras
from bongsu.planning.inputs.wishes import read_requests
from bongsu.planning.layers.layer import LayerKind, NewLayer
from bongsu.planning.layers.read_layer import read_layer
from bongsu.planning.words import Told
from tests.planning.inputs.little_files import collection, spot
from tests.planning.little_town import box, dong, town

OUTLINE = Outline("JG", town(300))
LAT, LON = spot(50, 50)
CELL = st.sampled_from(
    [LAT, LON, "", "0", "-1", "1", "nan", "inf", "1e400", "9" * 5_000, "가", "다사530520", "police",
     "민원", "유흥", "2026", "1114051000", "서울중부경찰서", "010-1234-5678", "\u0665", "37,5", "٣"]
)  # fmt: skip
HEADER = st.sampled_from(
    ["lat", "lon", "위도", "경도", "kind", "count", "id", "origin", "cell", "rank", "year", "adm_code",
     "population", "station", "area", "occurred", "설치목적구분", "카메라대수", "촬영방면정보", "", "비고"]
)  # fmt: skip
NUMBER = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(),
    st.sampled_from([37.5665, 126.97, 10**400, 91, -1]),
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBER, st.text(max_size=4)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["type", "coordinates", "rank", "year", "code", "adm_code", "name_ko"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)  # fmt: skip
KIND = st.sampled_from(["Polygon", "MultiPolygon", "LineString", "MultiLineString", "Point", None])


def _read_all(name: str, content: bytes) -> list[Callable[[], object]]:
    def sift(is_own: bool) -> Sift:
        return Sift("layer", name, is_own)

    return [
        *(
            lambda layer=layer, own=own: read_places(
                name, content, sift(own), layer=layer, outline=OUTLINE
            )
            for layer in (LIGHTS, CHILD_ZONES, BELLS, SHOPS, POLES)
            for own in (True, False)
        ),
        lambda: read_cameras(name, content, sift(is_own=False), outline=OUTLINE),
        lambda: read_requests(name, content, sift(is_own=True), outline=OUTLINE),
        lambda: read_priority(name, content, sift(is_own=True), outline=OUTLINE),
        lambda: read_crime(name, content, sift(is_own=False), dongs=OUTLINE.dongs),
        lambda: with_people(name, content, sift(is_own=False), dongs=OUTLINE.dongs),
        lambda: with_stations(name, content, sift(is_own=False), dongs=OUTLINE.dongs),
        lambda: read_streets(name, content, sift(is_own=False), outline=OUTLINE),
        lambda: read_buildings(name, content, sift(is_own=False), outline=OUTLINE),
        lambda: cells_of(read_dongs(name, content, "JG").dongs),
    ]


def _survives(name: str, content: bytes) -> None:
    for read in _read_all(name, content):
        told = _refusal(read)
        assert all(one.ko and one.en for one in told)


def _refusal(read: Callable[[], object]) -> tuple[Told, ...]:
    try:
        read()
    except PlanRefused as refused:
        return refused.told or (Told("", ""),)
    return ()


@settings(max_examples=60, derandomize=True)
@given(st.lists(HEADER, min_size=2, max_size=6), st.lists(st.lists(CELL, max_size=6), max_size=4))
def test_any_table_is_read_or_refused_by_name(header: list[str], rows: list[list[str]]) -> None:
    lines = [",".join(header), *(",".join(f'"{cell}"' for cell in row) for row in rows)]
    _survives("table.csv", "\n".join(lines).encode())


@settings(max_examples=60, derandomize=True)
@given(KIND, JSON, JSON)
def test_any_geojson_is_read_or_refused_by_name(
    kind: str | None, coordinates: object, facts: object
) -> None:
    shape = {"type": kind, "coordinates": coordinates}
    whole = {"type": "Feature", "properties": facts, "geometry": shape}
    _survives("shape.geojson", collection(whole).encode())


@settings(max_examples=40, derandomize=True)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_by_name(content: bytes) -> None:
    _survives("bytes.csv", content)


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"features":' * 50_000])
def test_brackets_without_end_are_refused(deep: str) -> None:
    _survives("deep.geojson", deep.encode())


@pytest.mark.parametrize("kind", list(LayerKind))
def test_half_a_letter_in_a_layer_is_refused(kind: LayerKind) -> None:
    form = "geojson" if kind is LayerKind.STREETS else "csv"
    new = NewLayer(code="x", kind=kind, title="x", source="x", **{form: "위도\ud800,경도\n"})  # type: ignore[arg-type]  # by name
    with pytest.raises(PlanRefused):
        read_layer(new, OUTLINE)


def test_an_outline_with_one_corner_far_away_is_refused_not_laid_out() -> None:
    far = dong("1", "가동", (*box(0, 0, 300, 300)[:3], (124.1, 33.1)))
    with pytest.raises(PlanRefused, match="km wide"):
        cells_of([far])
