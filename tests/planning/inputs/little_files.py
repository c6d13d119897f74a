"""A folder of small files about the made-up town, which lies in Jung-gu's codes."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
import pytest

from bongsu.planning.config import Files, Fund, PlanConfig
from bongsu.planning.failures import PlanRefused
from bongsu.planning.inputs.from_files import read
from bongsu.planning.inputs.values import Inputs, LeftOut
from bongsu.planning.words import FundKind
from tests.planning.little_town import Line, box, place

DONGS = {"1114051000": ("가동", box(0, 0, 300, 300)), "1114052000": ("나동", box(300, 0, 600, 300))}
# a neighbour, 1 km to the east
ELSEWHERE = {"1120051000": ("다동", box(1_000, 0, 1_300, 300))}


def config(**files: str) -> PlanConfig:
    return PlanConfig(
        name="계획",
        district="JG",
        year=2027,
        funds=(Fund(code="구비", kind=FundKind.DISTRICT, won=1),),
        files=msgspec.convert({"dongs": "dongs.geojson", **files}, Files),
    )


def feature(ring: Line, kind: str = "Polygon", **facts: object) -> dict[str, object]:
    coordinates: object = [list(ring)] if kind == "Polygon" else list(ring)
    return {
        "type": "Feature",
        "properties": facts,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def collection(*features: Mapping[str, object]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def dong_features(dongs: Mapping[str, tuple[str, Line]]) -> list[dict[str, object]]:
    return [
        feature(ring, adm_code=code, name_ko=name, population=100, female=50, age65plus=20)
        for code, (name, ring) in dongs.items()
    ]


def folder(tmp_path: Path, **files: str | bytes) -> Path:
    """Each file's name is its layer and `.csv`, but for what begins with `{`."""
    all_files = {"dongs": collection(*dong_features(DONGS | ELSEWHERE)), **files}
    for layer, said in all_files.items():
        content = said.encode() if isinstance(said, str) else said
        ending = "geojson" if content.lstrip().startswith(b"{") else "csv"
        (tmp_path / f"{layer}.{ending}").write_bytes(content)
    return tmp_path


def read_with(tmp_path: Path, **files: str | bytes) -> Inputs:
    """Inputs of the town with these files."""
    where = folder(tmp_path, **files)
    named = {
        layer: next(path.name for path in where.iterdir() if path.stem == layer) for layer in files
    }
    return read(config(**named), where)


def csv_of(header: str, *rows: Iterable[object]) -> str:
    return "\n".join([header, *(",".join(str(cell) for cell in row) for row in rows)]) + "\n"


def spot(east_m: float, north_m: float) -> tuple[str, str]:
    lat, lon = place(east_m, north_m)
    return f"{lat:.7f}", f"{lon:.7f}"


def left_out(inputs: Inputs, layer: str) -> list[LeftOut]:
    return [one for one in inputs.left_out if one.layer == layer]


def refused(tmp_path: Path, **files: str | bytes) -> PlanRefused:
    with pytest.raises(PlanRefused) as caught:
        read_with(tmp_path, **files)
    assert all(told.ko and told.en for told in caught.value.told)
    return caught.value
