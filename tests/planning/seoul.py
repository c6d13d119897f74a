"""Real inputs of one district out of ../shared, read plainly: what coverage and candidates are tested on."""

import csv
import gzip
import json
from collections.abc import Set
from pathlib import Path

from bongsu.planning.inputs.values import Dong, Place, StandingCamera

CRIME = frozenset({"생활방범", "다목적"})


def dongs_of(shared: Path, district: str) -> tuple[Dong, ...]:
    features = json.loads((shared / f"data/{district}_dong.geojson").read_text())["features"]
    return tuple(
        Dong(
            code=each["properties"]["adm_code"],
            name=each["properties"]["name_ko"],
            polygons=tuple(
                tuple((lon, lat) for lon, lat, *_ in polygon[0])
                for polygon in each["geometry"]["coordinates"]
            ),
        )
        for each in features
    )


def cameras_of(shared: Path, gu: str, crime: Set[str] = CRIME) -> tuple[StandingCamera, ...]:
    """One for each site: the published rows say neither kind nor bearing."""
    with (shared / "data/seoul_cctv_sites.csv").open(encoding="utf-8") as lines:
        return tuple(
            StandingCamera(
                camera_id=row["site_id"],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                kind="unknown",
                is_crime=row["purpose"] in crime,
            )
            for row in csv.DictReader(lines)
            if row["gu"] == gu and row["lat"]
        )


def lights_of(shared: Path, gu: str) -> tuple[Place, ...]:
    with gzip.open(shared / "data/seoul_security_lights.csv.gz", "rt", encoding="utf-8") as lines:
        return tuple(
            Place("light", float(row["lat"]), float(row["lon"]), code=row["name"])
            for row in csv.DictReader(lines)
            if row["gu"] == gu and row["lat"]
        )
