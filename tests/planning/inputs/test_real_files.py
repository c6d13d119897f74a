"""The real files of two districts, as they were published."""

import csv
import gzip
from collections import Counter
from pathlib import Path

import msgspec
import numpy as np
import pytest

from bongsu.planning.config import Files, PlanConfig, Weights
from bongsu.planning.demand.score import score
from bongsu.planning.grid.cells import cells_of
from bongsu.planning.inputs.from_files import read
from bongsu.planning.inputs.values import Inputs, Place
from tests.planning.inputs.little_files import config

pytestmark = pytest.mark.shared
SEONGBUK_CCTV = "cctv_cp949/서울특별시_성북구_CCTV_20200330.csv"


def files(district: str, **named: str) -> PlanConfig:
    return msgspec.structs.replace(config(), district=district, files=msgspec.convert(named, Files))


def people_of(shared: Path, district: str) -> Inputs:
    named = {
        "dongs": "seoul_dong.geojson",
        "population": "seoul_population_by_dong_2021q2.csv",
        "jurisdiction": "police_jurisdiction_by_dong.csv",
        "crime": "seoul_crime5_2018_by_police_station_area.csv",
        "child_zones": "seoul_child_zones_2026.csv",
        "bells": "seoul_emergency_bells.csv",
    }
    return read(files(district, **named), shared / "data")


def test_seongbuk_has_two_stations_and_guro_one(shared: Path) -> None:
    seongbuk, guro = people_of(shared, "SB"), people_of(shared, "GR")
    assert {one.station: one.occurred for one in seongbuk.crime} == {
        "성북경찰서": 1_612, "종암경찰서": 1_430,
    }  # fmt: skip
    assert {one.station: one.occurred for one in guro.crime} == {"구로경찰서": 4_810}
    assert (len(seongbuk.dongs), len(guro.dongs)) == (20, 16)
    assert all(dong.station and dong.women_share for dong in seongbuk.dongs)
    kinds = Counter(place.kind for place in seongbuk.places)
    # 1,020 bells are the district's own; the rest hang within 300 m of it
    assert (kinds["bell"], kinds["child_zone"]) == (1_105, 118)
    assert not [one for one in seongbuk.left_out if one.is_fault]


def test_seongbuks_own_file_gives_every_camera(shared: Path) -> None:
    named = {"dongs": "seongbuk_dong.geojson", "cameras": SEONGBUK_CCTV}
    inputs = read(files("SB", **named), shared / "data")
    assert len(inputs.cameras) == 3_580
    assert not inputs.left_out


def test_cells_without_a_security_light(shared: Path) -> None:
    """The dossier said 1,146 and 1,016: of its Seongbuk cells two lie just outside, and of Guro's one has a light here."""
    with gzip.open(
        shared / "data" / "seoul_security_lights.csv.gz", "rt", encoding="utf-8"
    ) as file:
        rows = [row for row in csv.DictReader(file) if row["lat"]]
    for district, gu, dark in (("SB", "성북구", 1_145), ("GR", "구로구", 1_015)):
        dongs = read(files(district, dongs="seoul_dong.geojson"), shared / "data").dongs
        own = [row for row in rows if row["gu"] == gu]
        lights = tuple(Place("light", float(row["lat"]), float(row["lon"])) for row in own)
        cells = cells_of(dongs)
        inputs = Inputs(dongs=dongs, places=lights)
        scores = score(cells, np.zeros(len(cells.codes)), inputs, Weights())
        assert int((scores.parts.dark == 3.0).sum()) == dark


def test_lights_without_coordinates_are_named_one_by_one(shared: Path) -> None:
    named = {
        "dongs": "seongbuk_dong.geojson",
        "lights": "lights_cp949/서울특별시_성북구_보안등정보_20190501.csv",
    }
    inputs = read(files("SB", **named), shared / "data")
    kinds = Counter(place.kind for place in inputs.places)
    assert (kinds["light"], kinds["utility_pole"], kinds["light_pole"]) == (12_678, 6_370, 1_114)
    assert {(one.is_fault, one.count) for one in inputs.left_out} == {(True, 8), (False, 1)}
