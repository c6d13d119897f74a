"""What the demo's planner finds: published layers where they lie beside us; invented priority areas and purses say so."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bongsu.demo.wishes import DEMO, INVENTED
from bongsu.kernel.clock import SEOUL, Clock
from bongsu.kernel.database import Database
from bongsu.kernel.geometry import Point, moved
from bongsu.planning.layers.import_layer import LayerDesk, import_layer
from bongsu.planning.layers.layer import LayerKind, NewLayer
from bongsu.planning.money.desk import MoneyDesk
from bongsu.planning.words import FundKind
from bongsu.registry.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Published:
    """A file of the shared data, with whose it is."""

    file: str
    kind: LayerKind
    title: str
    source: str
    licence: str
    as_of: date | None = None


FREE = "이용허락범위 제한 없음"
PUBLISHED = (
    Published(
        "seoul_child_zones_2026.csv",
        LayerKind.CHILD_ZONES,
        "어린이보호구역",
        "전국어린이보호구역표준데이터",
        FREE,
        date(2026, 6, 30),
    ),
    Published(
        "seoul_emergency_bells.csv", LayerKind.BELLS, "안전비상벨", "안전비상벨위치표준데이터", FREE
    ),
    Published(
        "seoul_population_by_dong_2021q2.csv",
        LayerKind.POPULATION,
        "주민등록인구(동별)",
        "서울특별시",
        "공공누리 제1유형",
        date(2021, 6, 30),
    ),
    Published(
        "police_jurisdiction_by_dong.csv",
        LayerKind.JURISDICTION,
        "관할 경찰서(동별)",
        "전국어린이보호구역표준데이터에서 정리",
        FREE,
    ),
    Published(
        "seoul_crime5_2018_by_police_station_area.csv",
        LayerKind.CRIME,
        "5대범죄 발생(경찰서 관할별)",
        "서울특별시",
        "공공누리 제1유형",
        date(2018, 12, 31),
    ),
)
# the case of the seed: 54 sites and 126 cameras for 1.22 billion won from three purses
PURSES = (
    ("구비", FundKind.DISTRICT, 410_000_000),
    ("시비", FundKind.CITY, 510_000_000),
    ("특교세", FundKind.SPECIAL_GRANT, 300_000_000),
)
MOST_AREAS = 12
HALF_M = 100.0
ASIDE_M = 180.0


async def seed_layers(
    database: Database, shared: Path | None, clock: Clock, districts: tuple[str, ...]
) -> int:
    """Answers how many layers are in use; a second time changes nothing."""
    desk = LayerDesk(database, clock, districts)
    year = clock.now().astimezone(SEOUL).year
    catalogue = Catalogue()
    async with database.read() as connection:
        await catalogue.load(connection)
    middles = [one.centre for one in catalogue.dongs.areas if one.district in districts]
    wanted = [*published(shared), priority(middles, year)]
    for new in wanted:
        await import_layer(desk, new, DEMO)
    await _purses(MoneyDesk(database, clock), year)
    return len(wanted)


def published(shared: Path | None) -> list[NewLayer]:
    """Those whose file is there."""
    if shared is None:
        return []
    files = [(shared / "data" / one.file, one) for one in PUBLISHED]
    return [
        NewLayer(
            code=one.kind.value.replace("_", "-"),
            kind=one.kind,
            title=one.title,
            source=one.source,
            licence=one.licence,
            as_of=one.as_of,
            csv=file.read_text(encoding="utf-8-sig"),
        )
        for file, one in files
        if file.is_file()
    ]


def priority(middles: list[Point], year: int) -> NewLayer:
    """Invented 우선 설치지역: the city's real ones are not published."""
    features = [
        {
            "type": "Feature",
            "properties": {"rank": rank, "year": year, "code": f"가상-{rank:02d}"},
            "geometry": {"type": "Polygon", "coordinates": [_square(moved(at, ASIDE_M, -ASIDE_M))]},
        }
        for rank, at in enumerate(middles[:MOST_AREAS], start=1)
    ]
    return NewLayer(
        code="city-priority",
        kind=LayerKind.CITY_PRIORITY,
        title=f"{INVENTED} 빅데이터 CCTV 우선 설치지역",
        source="시연용으로 지어낸 구역",
        as_of=date(year, 1, 1),
        geojson=json.dumps({"type": "FeatureCollection", "features": features}),
    )


def _square(middle: Point) -> list[list[float]]:
    turns = ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
    corners = [moved(middle, HALF_M * east, HALF_M * north) for east, north in turns]
    return [[corner.lon, corner.lat] for corner in corners]


async def _purses(desk: MoneyDesk, year: int) -> None:
    known = {one.purse.code for one in (await desk.view(year)).purses}
    for code, kind, won in PURSES:
        if code not in known:
            await desk.add_purse(code, kind, year, won, INVENTED, DEMO)
