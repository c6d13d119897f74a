"""One number for each change, given once, in order; what has not changed keeps its own."""

from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.federation.catalogue import store
from bongsu.federation.catalogue.entitled import ALL, Scope
from bongsu.federation.catalogue.records import (
    RecordRefused,
    hash_of,
    read_record,
    written,
)
from bongsu.federation.catalogue.serve import changes_after
from bongsu.federation.catalogue.store import Version
from bongsu.federation.catalogue.versions import _gone, _next
from bongsu.federation.catalogue.wire import Ask
from bongsu.federation.memory_line import MemoryCity
from bongsu.registry.camera import CameraKind, CameraStatus, Purpose
from bongsu.registry.peer_camera import PeerCamera
from tests.federation.catalogue.city import NOON, Centre, a_camera, centre

names = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)
cameras = st.builds(
    PeerCamera,
    camera_id=st.from_regex(r"\ASB-[0-9]{4}-[1-3]\Z"),
    district=st.just("SB"),
    name=names,
    kind=st.sampled_from(CameraKind),
    purpose=st.sampled_from(Purpose),
    status=st.sampled_from(CameraStatus),
    lat=st.floats(37.4, 37.7),
    lon=st.floats(126.7, 127.2),
    bearing_deg=st.none() | st.floats(0, 360),
    hfov_deg=st.none() | st.floats(1, 180),
    range_m=st.floats(0, 500),
    height_m=st.none() | st.floats(0, 30),
    dong_code=st.none() | st.from_regex(r"\A[0-9]{10}\Z"),
    state=st.sampled_from(["unknown", "connecting", "live", "frozen", "dead", "unsupported"]),
    since=st.none() | st.just(NOON),
)


@given(cameras)
def test_what_was_written_is_read_back_and_has_the_same_hash(camera: PeerCamera) -> None:
    read = read_record("SEONGBUK", written(camera))
    assert read == camera
    assert hash_of(read) == hash_of(camera)


@given(cameras, cameras)
def test_two_records_have_one_hash_only_when_they_are_the_same(
    one: PeerCamera, other: PeerCamera
) -> None:
    assert (hash_of(one) == hash_of(other)) == (written(one) == written(other))


@given(cameras)
def test_no_centre_speaks_of_another_centres_cameras(camera: PeerCamera) -> None:
    for other in ("GANGBUK", "SEOUL_X", ""):
        with pytest.raises(RecordRefused, match="no camera of"):
            read_record(other, written(camera))


@given(st.binary(max_size=1_100))
def test_any_bytes_are_a_record_or_refused_by_name(body: bytes) -> None:
    with suppress(RecordRefused):
        read_record("SEONGBUK", body)


@given(st.lists(cameras, min_size=1, max_size=12))
def test_a_number_is_given_only_for_a_change(said: list[PeerCamera]) -> None:
    was: Version | None = None
    for number, camera in enumerate(said, 1):
        now = _next(camera, was, number)
        if now is None:
            assert was is not None
            assert was.hash == hash_of(camera)
        else:
            assert now.version == number
            assert now.hash == hash_of(camera)
            assert now.purpose not in now.former
            assert was is None or was.purpose in now.former | {now.purpose}
            was = now


@given(cameras)
def test_what_is_gone_comes_back_under_a_new_number(camera: PeerCamera) -> None:
    first = _next(camera, None, 1)
    assert first is not None
    gone = _gone(first, 2)
    again = _next(camera, gone, 3)
    assert again is not None
    assert (gone.gone, again.gone, again.version) == (True, False, 3)


@pytest.fixture
async def seongbuk(tmp_path: Path) -> AsyncIterator[Centre]:
    one = await centre(MemoryCity(), tmp_path, "SEONGBUK", 50)
    yield one
    await one.database.close()


async def numbers(of: Centre) -> list[int]:
    async with of.database.read() as connection:
        return sorted(one.version for one in (await store.versions(connection)).values())


async def test_comparing_twice_numbers_once(seongbuk: Centre) -> None:
    assert await seongbuk.versions.compare() == 50
    assert await seongbuk.versions.compare() == 0
    assert await numbers(seongbuk) == list(range(1, 51))


async def test_every_change_has_a_number_of_its_own_and_none_is_given_twice(
    seongbuk: Centre,
) -> None:
    await seongbuk.versions.compare()
    await seongbuk.set_state("live", "SB-0001-1", "SB-0002-1")
    await seongbuk.add(a_camera("SB", 60))
    await seongbuk.change("SB-0003-1", removed_on=NOON.date())
    given_out = await numbers(seongbuk)
    assert len(set(given_out)) == len(given_out) == 51
    assert max(given_out) == 54


async def test_a_camera_that_others_would_refuse_is_not_offered(seongbuk: Centre) -> None:
    await seongbuk.change("SB-0001-1", name="길\n음", lat=37.6)
    await seongbuk.change("SB-0002-1", lat=97.0)
    async with seongbuk.database.read() as connection:
        told = await changes_after(connection, Ask(want="changes"), ALL)
    there = {one.camera_id for one in told.changes if not one.is_gone}
    assert len(there) == 48
    assert not {"SB-0001-1", "SB-0002-1"} & there


async def test_a_rolled_back_change_has_no_number(seongbuk: Centre) -> None:
    await seongbuk.versions.compare()
    with pytest.raises(RuntimeError):
        async with seongbuk.database.work() as work:
            await work.connection.exec_driver_sql("UPDATE cameras SET lat = 37.7")
            await seongbuk.versions.number(work, ["SB-0001-1"])
            raise RuntimeError
    assert max(await numbers(seongbuk)) == 50


@pytest.mark.parametrize(
    "purposes",
    [{"other"}, {"dumping", "multi"}, {"crime_prevention"}, {one.value for one in Purpose}],
)
async def test_a_scope_never_learns_the_id_of_what_it_does_not_cover(
    seongbuk: Centre, purposes: set[str]
) -> None:
    for number, purpose in enumerate(Purpose, 1):
        await seongbuk.change(f"SB-{number:04d}-1", purpose=purpose.value)
    scope = Scope(frozenset(purposes))
    async with seongbuk.database.read() as connection:
        told = await changes_after(connection, Ask(want="changes"), scope)
        known = await store.versions(connection)
    there = {one.camera_id for one in told.changes if not one.is_gone}
    assert there == {name for name, one in known.items() if one.purpose in purposes}
    gone = {one.camera_id for one in told.changes if one.is_gone}
    assert all(known[one].former & purposes for one in gone)
