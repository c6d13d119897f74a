"""What the node keeps in memory agrees with the database, and follows what media says."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
import pytest

from bongsu.kernel.database import Database, Work
from bongsu.kernel.geometry import Point, moved
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.media.events import CameraStateChanged, StreamAddress, WhichStream
from bongsu.registry import store
from bongsu.registry.assign_streams import assign_streams
from bongsu.registry.camera import CameraKind, CameraStatus, Purpose
from bongsu.registry.catalogue import CameraState, Catalogue
from bongsu.registry.listen import RegistryListening
from bongsu.registry.peer_camera import PeerCamera
from bongsu.registry.refresh import CatalogueRefresh

GILEUM_1 = Point(37.608, 127.020)
SEOUL_CITY_HALL = Point(37.566536, 126.977966)
NOW = datetime(2026, 11, 21, 5, tzinfo=UTC)


async def test_every_camera_in_service_is_in_memory(catalogue: Catalogue) -> None:
    assert catalogue.counts() == (3580, 0)
    assert len(catalogue.index) == 3580
    assert sum(catalogue.cameras_per_dong().values()) == 3580


async def test_a_state_counts_at_once_and_again_when_the_camera_is_back(
    catalogue: Catalogue,
) -> None:
    camera_id = next(iter(catalogue.rows))
    catalogue.set_states({camera_id: CameraState("dead", NOW, "unreachable")})
    assert catalogue.counts() == (3580, 1)
    assert catalogue.index.state_of(catalogue.index.row_of[camera_id]) == "dead"
    catalogue.set_states({camera_id: CameraState("live", NOW)})
    assert catalogue.counts() == (3580, 0)


async def test_a_state_of_an_unknown_camera_harms_nothing(catalogue: Catalogue) -> None:
    catalogue.set_states({"SB-9999-9": CameraState("dead", NOW, "unreachable")})
    assert catalogue.counts() == (3580, 0)


@pytest.mark.parametrize("accuracy_m", [0.0, 12.0, 1500.0])
async def test_shares_of_a_disc_sum_to_at_most_one(catalogue: Catalogue, accuracy_m: float) -> None:
    shares = catalogue.dong_shares(GILEUM_1, accuracy_m)
    assert shares
    assert 0.0 < sum(shares.values()) <= 1.0 + 1e-9


async def test_a_sharp_place_lies_in_one_dong_whole(catalogue: Catalogue) -> None:
    assert catalogue.dong_shares(GILEUM_1, 12.0) == {"1129066000": 1.0}


async def test_a_place_elsewhere_has_no_dong(catalogue: Catalogue) -> None:
    assert catalogue.dong_shares(SEOUL_CITY_HALL, 12.0) == {}


async def test_without_dongs_nothing_is_known_rather_than_outside() -> None:
    assert Catalogue().dong_shares(GILEUM_1, 12.0) is None


async def test_a_disc_across_a_border_is_shared_out(catalogue: Catalogue) -> None:
    border_m = catalogue.dongs.distance_to_border_m(GILEUM_1)
    assert border_m is not None
    found = set()
    for angle_east, angle_north in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        at_border = moved(GILEUM_1, border_m * angle_east, border_m * angle_north)
        found |= set(catalogue.dong_shares(at_border, border_m * 1.5) or {})
    assert len(found) > 1


async def test_health_told_by_media_is_kept_and_shown(
    database: Database, catalogue: Catalogue
) -> None:
    bus = MemoryBus()
    listening = RegistryListening(database, bus, catalogue)
    await listening.start()
    camera_id = next(iter(catalogue.rows))
    told = CameraStateChanged(
        camera_id=camera_id, state="dead", since=NOW, reason="unreachable", process="media-1"
    )
    await bus.publish("bongsu.media.camera_state", msgspec.json.encode(told))
    assert catalogue.state_of(camera_id).state == "dead"
    async with asyncio.timeout(10):
        while True:
            async with database.read() as connection:
                kept = await store.health(connection)
            if kept:
                break
            await asyncio.sleep(0.02)
    assert kept[camera_id].reason == "unreachable"
    await listening.stop()


async def test_a_first_state_is_written_at_once_and_a_burst_behind_it_together(
    database: Database, catalogue: Catalogue
) -> None:
    bus, written = MemoryBus(), list[list[str]]()
    wrote = asyncio.Event()

    async def follow(_work: Work, camera_ids: Sequence[str]) -> None:
        written.append(sorted(camera_ids))
        wrote.set()

    catalogue.in_states_work.append(follow)
    listening = RegistryListening(database, bus, catalogue)
    await listening.start()
    first, *others = sorted(catalogue.rows)[:4]

    async def say(camera_id: str) -> None:
        told = CameraStateChanged(
            camera_id=camera_id, state="dead", since=NOW, reason="unreachable", process="media-1"
        )
        await bus.publish("bongsu.media.camera_state", msgspec.json.encode(told))

    await say(first)
    async with asyncio.timeout(10):
        await wrote.wait()
        wrote.clear()
        for camera_id in others:
            await say(camera_id)
        await wrote.wait()
    assert written == [[first], others]
    await listening.stop()


async def test_media_is_told_where_to_pull_and_of_an_unknown_camera_that_it_is(
    database: Database, catalogue: Catalogue
) -> None:
    bus = MemoryBus()
    listening = RegistryListening(database, bus, catalogue)
    await listening.start()
    await assign_streams(database, "rtsp://cameras/{number}/main", "rtsp://cameras/{number}/sub")
    first = min(catalogue.rows)

    async def asked(camera_id: str) -> StreamAddress:
        question = msgspec.json.encode(WhichStream(camera_id=camera_id, stream="main"))
        answer = await bus.request("bongsu.registry.stream", question, 5)
        return msgspec.json.decode(answer, type=StreamAddress)

    known = await asked(first)
    assert (known.main_url, known.sub_url) == ("rtsp://cameras/1/main", "rtsp://cameras/1/sub")
    assert (await asked("SB-9999-9")).problem
    neighbours = PeerCamera(
        "GB-0001-1", "GB-0001", "미아로", CameraKind.FIXED, Purpose.MULTI, CameraStatus.IN_SERVICE,
        37.63, 127.02, None, None, 50.0, None, None, "unknown", None,
    )  # fmt: skip
    catalogue.peers.apply("GANGBUK", [neighbours])
    far = await asked("GB-0001-1")
    assert (far.owner, far.main_url, far.problem) == ("GANGBUK", "", "")
    assert not (await asked(first)).owner
    await listening.stop()


async def test_an_import_by_another_process_is_followed(
    database: Database, catalogue: Catalogue
) -> None:
    refresh = CatalogueRefresh(database, catalogue, look_every_s=3600)
    await refresh.start()
    assert not await refresh.look()
    async with database.work() as work:
        await work.connection.exec_driver_sql("UPDATE cameras SET status = 'out_of_service'")
        await work.connection.exec_driver_sql(
            "INSERT INTO import_runs (run_id, what, file_name, file_sha256, series, at, report)"
            " VALUES ('run_1', 'cameras', 'f', 'h', 's', '2026-11-21T00:00:00', '{}')"
        )
    assert await refresh.look()
    assert catalogue.counts() == (0, 0)
    await refresh.stop()
