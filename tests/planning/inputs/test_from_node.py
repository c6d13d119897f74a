"""Inputs out of the node's database: what the registry knows, the layers in use, the open requests; nothing reserved."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.planning.config import PlanConfig, Weights
from bongsu.planning.demand.score import score
from bongsu.planning.failures import PlanRefused
from bongsu.planning.grid.cells import cells_of
from bongsu.planning.inputs.from_node import gather
from bongsu.planning.inputs.values import Inputs, Place, Request
from bongsu.planning.layers.import_layer import LayerDesk, end_layer, import_layer
from bongsu.planning.words import Origin
from bongsu.registry.camera import Camera, CameraKind, CameraStatus, Precision, Purpose, Site
from bongsu.registry.load_areas import load_areas
from bongsu.registry.peer_camera import PeerCamera
from bongsu.registry.peers.store import keep_peer_cameras
from bongsu.registry.register_areas import register_areas
from bongsu.registry.reserved.store import Reservation, keep_reservations
from bongsu.registry.store import (
    Health,
    replace_lights,
    replace_obstacles,
    set_health,
)
from bongsu.registry.synthetic import Synthetic, register_synthetic
from tests.databases import url_in
from tests.planning.inputs.little_files import config
from tests.planning.layers.brought import (
    EVERY_KIND,
    GANGNAM,
    GILEUM,
    GILEUM_DONG,
    bells,
    jurisdiction,
    population,
)

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
SITE = Site(
    site_id="SB-0001", district="SB", dong_code=None, dong_name=None,
    purpose=Purpose.CRIME_PREVENTION, purpose_original="", address_road=None, address_jibun=None,
    lat=GILEUM[0], lon=GILEUM[1], camera_count=4, installed_on=None,
    installed_precision=Precision.NONE, retention_days=30, managed_by=None, source_file="",
    source_row=1, reference_date=None,
)  # fmt: skip
CAMERA = Camera(
    camera_id="SB-0001-1", site_id="SB-0001", district="SB", name="길음",
    kind=CameraKind.PTZ, purpose=Purpose.CRIME_PREVENTION, status=CameraStatus.IN_SERVICE,
    lat=GILEUM[0], lon=GILEUM[1], bearing_deg=90.0, range_m=60.0,
)  # fmt: skip


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(url_in(tmp_path))
    await register_areas(database, load_areas(None), {"SB"})
    yield database
    await database.close()


def planned() -> PlanConfig:
    return PlanConfig(name="계획", district="SB", year=2027, funds=config().funds)


async def no_wishes(_connection: AsyncConnection) -> Sequence[Request]:
    return ()


async def gathered(database: Database) -> Inputs:
    return await gather(database, planned(), no_wishes)


async def stand(database: Database, *cameras: Camera) -> None:
    await register_synthetic(database, Synthetic([SITE], list(cameras)))


def another(number: int, **changed: object) -> Camera:
    return replace(CAMERA, camera_id=f"SB-0001-{number}", **changed)  # type: ignore[arg-type]  # by name


async def test_an_empty_node_gives_its_dongs_alone(database: Database) -> None:
    inputs = await gathered(database)
    assert len(inputs.dongs) == 20
    assert (inputs.cameras, inputs.places, inputs.requests) == ((), (), ())
    assert cells_of(inputs.dongs).codes


async def test_cameras_say_what_they_are_for_and_whether_they_work(database: Database) -> None:
    await stand(
        database,
        CAMERA,
        another(2, purpose=Purpose.TRAFFIC_ENFORCEMENT),
        another(3, purpose=Purpose.MULTI, status=CameraStatus.OUT_OF_SERVICE),
        another(4),
        another(5, lat=GANGNAM[0], lon=GANGNAM[1]),
    )
    async with database.work() as work:
        await set_health(work, [Health("SB-0001-4", "dead", NOW, "", "")])
    standing = (await gathered(database)).cameras
    assert [(one.camera_id, one.is_crime, one.is_online) for one in standing] == [
        ("SB-0001-1", True, True),
        ("SB-0001-2", False, True),
        ("SB-0001-3", True, False),
        ("SB-0001-4", True, False),
    ]
    assert (standing[0].kind, standing[0].bearing_deg, standing[0].range_m) == ("ptz", 90.0, 60.0)


async def test_a_reserved_camera_is_unknown_to_planners(database: Database) -> None:
    await stand(database, CAMERA, another(2))
    async with database.work() as work:
        kept = Reservation("SB-0001-2", "military", "MND", "비노출", NOW)
        await keep_reservations(work.connection, [kept])
    inputs = await gathered(database)
    assert [one.camera_id for one in inputs.cameras] == ["SB-0001-1"]
    assert "SB-0001-2" not in str(inputs)
    assert next(one for one in inputs.sources if one.layer == "cameras").rows == 1


async def test_a_neighbours_cameras_count_near_the_border(database: Database) -> None:
    near = PeerCamera(
        "GB-0007-1", "GB", "수유", CameraKind.FIXED, Purpose.CRIME_PREVENTION,
        CameraStatus.IN_SERVICE, *GILEUM, None, None, 50.0, None, None, "live", None,
    )  # fmt: skip
    far = msgspec.structs.replace(
        near, camera_id="GN-0001-1", district="GN", lat=GANGNAM[0], lon=GANGNAM[1]
    )
    async with database.work() as work:
        await keep_peer_cameras(work.connection, "GANGBUK", [near], are_new=True)
        await keep_peer_cameras(work.connection, "GANGNAM", [far], are_new=True)
    assert [one.camera_id for one in (await gathered(database)).cameras] == ["GANGBUK:GB-0007-1"]


async def test_lights_bring_their_poles(database: Database) -> None:
    common = {"district": "SB", "name": "", "source_file": "", "source_row": 1, "flags": []}
    rows = [
        {**common, "lat": GILEUM[0], "lon": GILEUM[1], "light_count": 2, "mount": "한전주"},
        {**common, "lat": GILEUM[0], "lon": GILEUM[1], "light_count": None, "mount": None},
        {**common, "lat": None, "lon": None, "light_count": 1, "mount": "전용주"},
        {**common, "lat": GANGNAM[0], "lon": GANGNAM[1], "light_count": 1, "mount": "전용주"},
    ]
    async with database.work() as work:
        await replace_lights(work, ["SB"], rows)
    assert (await gathered(database)).places == (
        Place("light", *GILEUM, 2), Place("light", *GILEUM, 1), Place("utility_pole", *GILEUM),
    )  # fmt: skip


async def test_buildings_are_those_of_the_district(database: Database) -> None:
    lat, lon = GILEUM
    ring = f"[[{lon},{lat}],[{lon + 0.0001},{lat}],[{lon},{lat + 0.0001}]]"
    away = f"[[{GANGNAM[1]},{GANGNAM[0]}],[127.06,37.5],[127.06,37.51]]"
    rows = [
        {"source_file": "b", "feature_index": i, "ring": text}
        for i, text in enumerate((ring, away, "[]"))
    ]
    async with database.work() as work:
        await replace_obstacles(work, "b", rows)
    (building,) = (await gathered(database)).buildings
    assert building[0] == (lon, lat)


async def test_requests_come_through_the_port_and_only_the_districts(database: Database) -> None:
    async def wishes(_connection: AsyncConnection) -> Sequence[Request]:
        return (Request("r1", Origin.POLICE, *GILEUM), Request("r2", Origin.POLICE, *GANGNAM))

    inputs = await gather(database, planned(), wishes)
    assert [one.request_id for one in inputs.requests] == ["r1"]


async def test_every_layer_in_use_ends_in_the_inputs_and_the_score(database: Database) -> None:
    desk = LayerDesk(database, FixedClock(NOW), ("SB",))
    for new in EVERY_KIND:
        await import_layer(desk, new, "per_planner")
    inputs = await gathered(database)
    assert {place.kind for place in inputs.places} == {
        "bell", "child_zone", "nightlife", "utility_pole",
    }  # fmt: skip
    assert (len(inputs.streets), len(inputs.priority), len(inputs.crime)) == (1, 1, 2)
    dong = next(one for one in inputs.dongs if one.code == GILEUM_DONG)
    assert (dong.population, dong.women_share, dong.station) == (1_000, 0.6, "성북경찰서")
    cells = cells_of(inputs.dongs)
    scores = score(cells, cells.x * 0.0, inputs, Weights())
    assert scores.facts.unknown == {"watch", "dark", "requests", "aged"}
    sources = {one.layer: one for one in inputs.sources}
    assert sources["bells"].title == "자료 (성북구)"
    assert str(sources["bells"].as_of) == "2026-06-30"


async def test_a_layer_out_of_use_is_in_no_plan(database: Database) -> None:
    desk = LayerDesk(database, FixedClock(NOW), ("SB",))
    for new in (bells(GILEUM, ("", "")), population(), jurisdiction()):
        await import_layer(desk, new, "per_planner")
    before = await gathered(database)
    assert [one.rows for one in before.left_out] == [(2,)]
    await end_layer(desk, "bells", "per_planner")
    after = await gathered(database)
    assert (after.places, after.left_out) == ((), ())
    assert next(one for one in after.dongs if one.code == GILEUM_DONG).population == 1_000


async def test_a_district_whose_dongs_are_unknown_is_refused(database: Database) -> None:
    elsewhere = PlanConfig(name="계획", district="GN", year=2027, funds=config().funds)
    with pytest.raises(PlanRefused, match="import them first"):
        await gather(database, elsewhere, no_wishes)
