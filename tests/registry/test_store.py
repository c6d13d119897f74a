"""What others ask the registry, and what it never answers."""

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from bongsu.kernel.database import Database
from bongsu.registry import store
from bongsu.registry.areas import Areas
from bongsu.registry.assign_streams import BadTemplate, assign_streams
from bongsu.registry.camera import CameraKind, CameraStatus, Precision, Purpose, Streams
from bongsu.registry.store import Health
from bongsu.registry.synthetic import register_synthetic, synthetic_cameras
from bongsu.registry.tables import cameras

NOON = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
async def filled(database: Database, areas: Areas) -> Database:
    await register_synthetic(database, synthetic_cameras(60, seed=1, areas=areas))
    return database


async def change(database: Database, camera_id: str, **values: object) -> None:
    async with database.work() as work:
        await work.connection.execute(
            update(cameras).where(cameras.c.camera_id == camera_id).values(values)
        )


async def test_positions_hold_everything_ranking_needs(filled: Database) -> None:
    async with filled.read() as connection:
        rows = await store.all_positions(connection)
    assert len(rows) == 60
    assert [row.camera_id for row in rows] == sorted(row.camera_id for row in rows)
    assert isinstance(rows[0].kind, CameraKind)
    assert isinstance(rows[0].purpose, Purpose)
    assert rows[0].status is CameraStatus.IN_SERVICE
    assert {row.state for row in rows} == {"unknown"}


async def test_positions_know_the_last_state_and_leave_out_what_was_removed(
    filled: Database,
) -> None:
    await change(filled, "SB-0001-1", removed_on=date(2025, 1, 1))
    async with filled.work() as work:
        await store.set_health(work, [Health("GR-0001-1", "dead", NOON, "refused", "media-1")])
    async with filled.read() as connection:
        states = {row.camera_id: row.state for row in await store.all_positions(connection)}
    assert "SB-0001-1" not in states
    assert states["GR-0001-1"] == "dead"


async def test_one_camera_is_found_by_its_code_even_after_removal(filled: Database) -> None:
    await change(filled, "SB-0001-1", removed_on=date(2025, 1, 1))
    async with filled.read() as connection:
        camera = await store.camera(connection, "SB-0001-1")
        assert await store.camera(connection, "SB-9999-1") is None
    assert camera is not None
    assert camera.removed_on == date(2025, 1, 1)
    assert camera.installed_precision is Precision.MONTH


async def test_a_site_is_read_back_as_it_was(filled: Database, areas: Areas) -> None:
    made = synthetic_cameras(60, seed=1, areas=areas)
    async with filled.read() as connection:
        assert await store.site(connection, made.sites[0].site_id) == made.sites[0]
        assert await store.camera(connection, made.cameras[0].camera_id) == made.cameras[0]
        assert await store.site(connection, "SB-9999") is None


async def test_search_pages_through_all_without_gaps(filled: Database) -> None:
    seen: list[str] = []
    async with filled.read() as connection:
        while page := await store.search_cameras(
            connection, limit=7, after=seen[-1] if seen else None
        ):
            seen += [camera.camera_id for camera in page]
        everything = [row.camera_id for row in await store.all_positions(connection)]
    assert seen == everything


@pytest.mark.parametrize("text", ["SB-0001", "sb-0001", " SB-0001 ", "가상"])
async def test_search_finds_by_code_name_and_address(filled: Database, text: str) -> None:
    async with filled.read() as connection:
        found = await store.search_cameras(connection, text, limit=100)
    assert any(camera.camera_id == "SB-0001-1" for camera in found)


@pytest.mark.parametrize("text", ["%", "_", "\\", "'; drop table cameras; --", "없는주소"])
async def test_search_takes_its_text_literally(filled: Database, text: str) -> None:
    async with filled.read() as connection:
        assert await store.search_cameras(connection, text) == []


async def test_streams_leave_by_their_own_door_only(filled: Database) -> None:
    secret = "rtsp://user:secret@10.0.0.1/main"
    async with filled.work() as work:
        await store.set_streams(work, [Streams("SB-0001-1", secret, None)])
    async with filled.read() as connection:
        assert await store.streams(connection, "SB-0001-1") == Streams("SB-0001-1", secret, None)
        assert await store.streams(connection, "SB-0001-2") is None
        answers = [
            [asdict(one) for one in await store.all_positions(connection)],
            [asdict(one) for one in await store.search_cameras(connection, "SB")],
        ]
    assert "secret" not in str(answers)


async def test_streams_are_replaced_not_doubled(filled: Database) -> None:
    for url in ("rtsp://a/1", "rtsp://b/1"):
        async with filled.work() as work:
            await store.set_streams(work, [Streams("SB-0001-1", url, url)])
    async with filled.read() as connection:
        found = await store.streams(connection, "SB-0001-1")
    assert found is not None
    assert found.main_url == "rtsp://b/1"


async def test_every_camera_in_service_gets_its_own_address(filled: Database) -> None:
    await change(filled, "SB-0001-1", status="out_of_service")
    number = await assign_streams(
        filled, "rtsp://127.0.0.1:8554/{index}/main", "rtsp://127.0.0.1:8554/{camera_id}/sub"
    )
    assert number == 59
    async with filled.read() as connection:
        first = await store.streams(connection, "DB-0001-1")
        assert await store.streams(connection, "SB-0001-1") is None
    assert first == Streams(
        "DB-0001-1",
        "rtsp://127.0.0.1:8554/0/main",
        "rtsp://127.0.0.1:8554/DB-0001-1/sub",
    )


async def test_a_template_that_gives_all_cameras_one_address_is_refused(filled: Database) -> None:
    with pytest.raises(BadTemplate):
        await assign_streams(filled, "rtsp://127.0.0.1/same")
    async with filled.read() as connection:
        assert await store.streams(connection, "DB-0001-1") is None


async def test_health_keeps_the_newest_state_and_its_moment(filled: Database) -> None:
    later = NOON + timedelta(seconds=5)
    for since, state in ((NOON, "live"), (later, "frozen"), (NOON, "connecting")):
        async with filled.work() as work:
            await store.set_health(work, [Health("SB-0001-1", state, since, "", "media-1")])
    async with filled.read() as connection:
        health = await store.health(connection)
    assert health == {"SB-0001-1": Health("SB-0001-1", "frozen", later, "", "media-1")}


async def test_two_states_of_one_camera_in_one_batch_leave_the_newer(filled: Database) -> None:
    later = NOON + timedelta(seconds=5)
    rows = [
        Health("SB-0001-1", "dead", later, "refused", "media-1"),
        Health("SB-0001-1", "live", NOON, "", "media-1"),
    ]
    async with filled.work() as work:
        await store.set_health(work, rows)
        await store.set_health(work, [])
    async with filled.read() as connection:
        assert (await store.health(connection))["SB-0001-1"].state == "dead"
