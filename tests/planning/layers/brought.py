"""Layers as a planner brings them: about 길음 and 종암 in 성북구."""

import json
from datetime import date
from typing import Any  # Any: fields by their names

from bongsu.planning.layers.layer import LayerKind, NewLayer

# 길음1동 and 종암동, as tests/web/house.py has them
GILEUM, JONGAM, GANGNAM = (37.608, 127.020), (37.597, 127.033), (37.50, 127.05)
GILEUM_DONG, JONGAM_DONG = "1129066000", "1129070500"
WEST_OF_GILEUM = [[127.018, 37.606], [127.020, 37.606], [127.020, 37.608], [127.018, 37.606]]


def layer(kind: LayerKind = LayerKind.SHOPS, **changed: Any) -> NewLayer:
    usual: dict[str, Any] = {
        "code": kind.value,
        "kind": kind,
        "title": "자료",
        "source": "성북구",
        "as_of": date(2026, 6, 30),
    }
    return NewLayer(**(usual | changed))


def bells(*places: tuple[object, object], **changed: Any) -> NewLayer:
    rows = [f"{number},{lat},{lon},02-120" for number, (lat, lon) in enumerate(places, start=1)]
    text = "\n".join(["안전비상벨관리번호,위도,경도,관리기관전화번호", *rows, ""])
    return layer(LayerKind.BELLS, csv=text, **changed)


def shops(*rows: tuple[str, tuple[float, float]], **changed: Any) -> NewLayer:
    lines = [f"{kind},{lat},{lon}" for kind, (lat, lon) in rows]
    return layer(LayerKind.SHOPS, csv="\n".join(["kind,lat,lon", *lines, ""]), **changed)


def collection(*geometries: dict[str, object], **facts: object) -> str:
    features = [
        {"type": "Feature", "properties": facts, "geometry": geometry} for geometry in geometries
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def street() -> NewLayer:
    line: dict[str, object] = {"type": "LineString", "coordinates": WEST_OF_GILEUM[:3]}
    return layer(LayerKind.STREETS, geojson=collection(line))


def priority() -> NewLayer:
    area: dict[str, object] = {"type": "Polygon", "coordinates": [WEST_OF_GILEUM]}
    return layer(LayerKind.CITY_PRIORITY, geojson=collection(area, code="A", rank=3, year=2026))


def population() -> NewLayer:
    text = f"adm_code,population,female,detached_share\n{GILEUM_DONG},1000,600,0.3\n"
    return layer(LayerKind.POPULATION, csv=text)


def jurisdiction() -> NewLayer:
    text = f"adm_code,majority_station\n{GILEUM_DONG},성북경찰서\n{JONGAM_DONG},종암경찰서\n"
    return layer(LayerKind.JURISDICTION, csv=text)


def crime() -> NewLayer:
    return layer(LayerKind.CRIME, csv="area,crime_type,occurred\n성북구,절도,7\n종암,폭력,5\n")


EVERY_KIND = (
    bells(GILEUM),
    layer(LayerKind.CHILD_ZONES, csv=f"시설종류,위도,경도\n초등학교,{GILEUM[0]},{GILEUM[1]}\n"),
    shops(("유흥", GILEUM)),
    layer(LayerKind.POLES, csv=f"kind,lat,lon,code\n한전주,{GILEUM[0]},{GILEUM[1]},1234A567\n"),
    street(),
    priority(),
    population(),
    jurisdiction(),
    crime(),
)
