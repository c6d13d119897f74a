"""Other centres' cameras: shown with their owner, found by code, never ranked and never lent."""

import math
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import mapbox_vector_tile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.incidents.by_registry import RegistryChooser
from bongsu.incidents.choose import Wanted
from bongsu.incidents.incident import Place
from bongsu.kernel.database import Database
from bongsu.registry.camera import CameraKind, CameraStatus, Purpose
from bongsu.registry.catalogue import CameraState, Catalogue
from bongsu.registry.peer_camera import PeerCamera
from bongsu.registry.peer_cameras import PeerCameras
from bongsu.registry.peers.store import drop_peer_cameras, keep_peer_cameras, peer_records

NOON = datetime(2026, 11, 21, 3, tzinfo=UTC)
LAT, LON = 37.608, 127.020


def theirs(number: int = 1, state: str = "live", letters: str = "GB", **changes: Any) -> PeerCamera:
    """A camera of another centre right at the scene, better than any of ours. Any: test shorthand."""
    values: dict[str, Any] = {
        "camera_id": f"{letters}-{number:04d}-1", "district": letters, "name": f"삼양로 {number}",
        "kind": CameraKind.PTZ, "purpose": Purpose.CRIME_PREVENTION,
        "status": CameraStatus.IN_SERVICE, "lat": LAT, "lon": LON, "bearing_deg": None,
        "hfov_deg": None, "range_m": 100.0, "height_m": 5.0, "dong_code": "1130553000",
        "state": state, "since": NOON,
    }  # fmt: skip
    return PeerCamera(**(values | changes))


def marks(tile: bytes) -> list[dict[str, Any]]:
    """Any: the package's decoder is untyped."""
    if not tile:
        return []
    layers = mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})
    return [one["properties"] for one in layers.get("cameras", {"features": []})["features"]]


def by_owner(tile: bytes) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in marks(tile):
        if "camera_id" in one:
            found.setdefault(one.get("owner", ""), set()).add(one["camera_id"])
    return found


def tile_of(lat: float, lon: float, z: int) -> tuple[int, int, int]:
    x = (lon / 360 + 0.5) * 2**z
    y = (0.5 - math.atanh(math.sin(math.radians(lat))) / (2 * math.pi)) * 2**z
    return z, int(x), int(y)


def wanted(limit: int = 500) -> Wanted:
    return Wanted(
        place=Place(lat=LAT, lon=LON, accuracy_m=12),
        radius_m=300.0,
        purposes=frozenset(one.value for one in Purpose),
        limit=limit,
        at=NOON,
    )


async def test_another_centres_camera_is_never_chosen_however_well_it_sees(
    catalogue: Catalogue,
) -> None:
    before = RegistryChooser(catalogue).choose(wanted())
    catalogue.peers.apply("GANGBUK", [theirs(number) for number in range(1, 40)])
    after = RegistryChooser(catalogue).choose(wanted())
    assert after == before
    assert not any(one.camera_id.startswith("GB-") for one in after.cameras)
    assert "GB-0001-1" not in catalogue.rows
    assert "GB-0001-1" not in catalogue.index.row_of
    assert catalogue.counts() == (3580, 0)
    assert sum(catalogue.cameras_per_dong().values()) == 3580


async def test_it_has_facts_and_a_state_like_our_own(catalogue: Catalogue) -> None:
    catalogue.peers.apply("GANGBUK", [theirs(state="frozen")])
    chooser = RegistryChooser(catalogue)
    facts = chooser.facts("GB-0001-1")
    assert facts is not None
    assert (facts.name, facts.kind, facts.lat, facts.purpose) == (
        "삼양로 1", "ptz", LAT, "crime_prevention",
    )  # fmt: skip
    assert chooser.state_of("GB-0001-1") == ("frozen", NOON, "")
    row = catalogue.row("GB-0001-1")
    assert row is not None
    assert (row.owner, row.dong_code, row.height_m, row.bearing_deg) == (
        "GANGBUK", "1130553000", 5.0, None,
    )  # fmt: skip
    own = catalogue.row(next(iter(catalogue.rows)))
    assert own is not None
    assert own.owner == ""
    assert catalogue.counts_by_owner() == {"GANGBUK": (1, 1)}


async def test_what_media_says_of_our_own_is_not_overruled_by_a_namesake(
    catalogue: Catalogue,
) -> None:
    own = next(iter(catalogue.rows))
    catalogue.peers.apply("GANGBUK", [theirs(camera_id=own, state="dead")])
    assert catalogue.state_of(own).state == "unknown"
    catalogue.set_states({own: CameraState("live", NOON)})
    assert catalogue.state_of(own).state == "live"
    row = catalogue.row(own)
    assert row is not None
    assert row.owner == ""


async def test_the_map_shows_both_with_their_owner_to_those_who_see_all(
    catalogue: Catalogue,
) -> None:
    catalogue.peers.apply("GANGBUK", [theirs(state="dead")])
    tile = tile_of(LAT, LON, 17)
    seen = by_owner(catalogue.tile(*tile))
    assert seen["GANGBUK"] == {"GB-0001-1"}
    (mark,) = [one for one in marks(catalogue.tile(*tile)) if one.get("owner")]
    assert mark == {
        "camera_id": "GB-0001-1", "kind": "ptz", "state": "dead", "bearing_deg": -1,
        "owner": "GANGBUK",
    }  # fmt: skip


async def test_whoever_sees_a_part_of_ours_sees_of_others_what_is_named(
    catalogue: Catalogue,
) -> None:
    catalogue.peers.apply("GANGBUK", [theirs(1), theirs(2, lat=LAT + 1e-4)])
    tile = tile_of(LAT, LON, 17)
    nobody = catalogue.index.serving(())
    assert by_owner(catalogue.tile(*tile, nobody)) == {}
    lent = catalogue.peers.mask_of({"GANGBUK": ["GB-0001-1", "GB-0404-1"], "GURO": ["GB-0002-1"]})
    assert by_owner(catalogue.tile(*tile, nobody, lent)) == {"GANGBUK": {"GB-0001-1"}}


async def test_a_camera_out_of_service_is_known_and_not_drawn(catalogue: Catalogue) -> None:
    catalogue.peers.apply("GANGBUK", [theirs(status=CameraStatus.OUT_OF_SERVICE)])
    assert "GANGBUK" not in by_owner(catalogue.tile(*tile_of(LAT, LON, 17)))
    assert catalogue.counts_by_owner() == {"GANGBUK": (0, 0)}
    assert catalogue.row("GB-0001-1") is not None


async def test_far_out_ours_and_theirs_are_counted_together(catalogue: Catalogue) -> None:
    def drawn(tile: bytes) -> int:
        return sum(one.get("count", 1) for one in marks(tile))

    tile = tile_of(LAT, LON, 11)
    before = drawn(catalogue.tile(*tile))
    catalogue.peers.apply("GANGBUK", [theirs(number) for number in range(1, 11)])
    assert drawn(catalogue.tile(*tile)) == before + 10


async def test_they_are_read_back_from_the_table_and_only_once(
    database: Database, catalogue: Catalogue
) -> None:
    async with database.work() as work:
        records = [theirs(1), theirs(2), theirs(1, letters="GR")]
        await keep_peer_cameras(work.connection, "GANGBUK", records[:2], are_new=True)
        await keep_peer_cameras(work.connection, "GURO", records[2:], are_new=True)
        changed = theirs(2, state="dead")
        await keep_peer_cameras(work.connection, "GANGBUK", [changed], are_new=False)
        await drop_peer_cameras(work.connection, "GANGBUK", ["GB-0001-1"])
    async with database.read() as connection:
        assert await peer_records(connection, "GANGBUK") == [changed]
        fresh = Catalogue()
        await fresh.load(connection)
        assert fresh.counts_by_owner() == {"GANGBUK": (1, 1), "GURO": (1, 0)}
        # an import of our own reads nothing of theirs: what they told since stands
        fresh.peers.apply("GURO", [theirs(7, letters="GR")])
        await fresh.load(connection)
    assert fresh.counts_by_owner()["GURO"] == (2, 0)
    assert fresh.rows.keys() == catalogue.rows.keys()


one_of_each = st.builds(
    theirs,
    number=st.integers(1, 6),
    state=st.sampled_from(["live", "dead", "unknown"]),
    bearing_deg=st.none() | st.floats(0, 360),
    name=st.sampled_from(["가", "나"]),
    dong_code=st.none() | st.just("1130553000"),
    since=st.none() | st.just(NOON),
)
steps = st.lists(
    st.tuples(
        st.sampled_from(["GANGBUK", "GURO"]),
        st.lists(one_of_each, max_size=4),
        st.lists(st.integers(1, 6).map(lambda number: f"GB-{number:04d}-1"), max_size=3),
    ),
    max_size=8,
)


@given(steps)
def test_change_by_change_it_holds_what_a_plain_dictionary_holds(
    told: Iterable[tuple[str, list[PeerCamera], list[str]]],
) -> None:
    cameras, plain = PeerCameras(), dict[str, dict[str, PeerCamera]]()
    for owner, records, gone in told:
        held = plain.setdefault(owner, {})
        for camera_id in gone:
            held.pop(camera_id, None)
        held.update({one.camera_id: one for one in records})
        cameras.apply(owner, records, gone)
    assert len(cameras) == sum(len(held) for held in plain.values())
    assert cameras.counts_by_owner() == {
        owner: (len(held), sum(one.state == "dead" for one in held.values()))
        for owner, held in plain.items()
        if held
    }
    foreign = cameras.foreign()
    assert int(foreign.shown.sum()) == len(cameras)
    for camera_id in {one for held in plain.values() for one in held}:
        row = cameras.row(camera_id)
        assert row is not None
        said = plain[row.owner][camera_id]
        assert (row.name, row.bearing_deg, row.state) == (said.name, said.bearing_deg, said.state)
        assert (row.dong_code, row.kind, row.lat) == (said.dong_code, said.kind, said.lat)
        told_state = cameras.state_of(camera_id)
        assert told_state == (said.state, said.since)


@pytest.mark.parametrize("number", [0, 1, 500])
def test_forgetting_a_centre_leaves_the_others(number: int) -> None:
    cameras = PeerCameras()
    cameras.apply("GURO", [theirs(letters="GR")])
    cameras.apply("GANGBUK", [theirs(one) for one in range(number)])
    cameras.forget("GANGBUK")
    assert cameras.counts_by_owner() == {"GURO": (1, 0)}
    cameras.apply("GANGBUK", [theirs(one) for one in range(number + 1)])
    assert cameras.held_of("GANGBUK") == number + 1
    cameras.replace("GANGBUK", [theirs(9_000)])
    assert cameras.held_of("GANGBUK") == 1
