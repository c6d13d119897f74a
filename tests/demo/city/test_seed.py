"""What each centre's registry holds, and that nothing invented passes for published."""

from pathlib import Path

import pytest

from bongsu.demo.city.fill import AS_PUBLISHED
from bongsu.demo.city.seed import seed_centre, source_of
from bongsu.demo.seed import connect_cameras
from bongsu.federation.catalogue.store import all_held
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.registry import store
from bongsu.registry.areas import Areas
from bongsu.registry.centres import profile
from bongsu.registry.import_cameras.flags import Flag
from bongsu.registry.peers.store import peer_owners, peer_records
from tests.demo.city.test_published import HEADER, ROWS

SMALL = sum(AS_PUBLISHED.values()) + 400


def heard(_line: str) -> None:
    """Progress is for people."""


async def seeded(database: Database, code: str, areas: Areas, shared: Path | None = None) -> str:
    return await seed_centre(
        database, profile(code), areas, shared, SystemClock(), heard, in_all=SMALL
    )


async def test_without_a_file_a_district_is_synthetic_and_says_so(
    database: Database, areas: Areas
) -> None:
    said = await seeded(database, "GANGBUK", areas)
    assert said == "synthetic: 1773 cameras"
    async with database.read() as connection:
        rows = await store.all_positions(connection)
        site = await store.site(connection, rows[0].site_id)
    assert len(rows) == 1_773
    assert {row.district for row in rows} == {"GB"}
    assert site is not None
    assert Flag.SYNTHETIC.value in site.flags
    assert "synthetic" in (site.managed_by or "")


async def test_the_hub_owns_nothing_and_holds_the_catalogues_of_those_that_have_no_node(
    database: Database, areas: Areas
) -> None:
    said = await seeded(database, "SEOUL", areas)
    assert said == "synthetic: catalogues of the other districts, 400 cameras"
    async with database.read() as connection:
        owners = await peer_owners(connection)
        records = {owner: await peer_records(connection, owner) for owner in owners}
        assert await store.all_positions(connection) == []
    assert len(owners) == 22
    assert not {"SEONGBUK", "GANGBUK", "GURO", "SEOUL"} & set(owners)
    assert sum(map(len, records.values())) == 400
    for owner, theirs in records.items():
        letters = profile(owner).districts[0]
        assert all(one.camera_id.startswith(f"{letters}-") for one in theirs)
        assert all("가상" in one.name for one in theirs), "its label passes on with the record"


async def test_a_catalogue_of_a_district_without_a_node_keeps_the_label_of_its_source(
    database: Database, areas: Areas
) -> None:
    await seeded(database, "SEOUL", areas)
    async with database.read() as connection:
        held = await all_held(connection)
    assert len(held) == 22
    assert {one.source for one in held.values()} == {"synthetic: 18", "synthetic: 19"}
    assert not any(one.refused for one in held.values())


@pytest.mark.parametrize(
    ("published", "invented", "said"),
    [
        (5_830, 0, "seoul_cctv_sites.csv"),
        (369, 2_101, "seoul_cctv_sites.csv, synthetic: 2101"),
        (0, 2_470, "synthetic: 2470"),
    ],
)
def test_a_label_says_how_much_is_invented(published: int, invented: int, said: str) -> None:
    assert source_of(published, invented) == said


@pytest.mark.parametrize("code", ["GURO", "SEOUL"])
async def test_a_second_time_changes_nothing(database: Database, areas: Areas, code: str) -> None:
    await seeded(database, code, areas)
    number = {"GURO": 3_360, "SEOUL": 400}[code]
    assert await seeded(database, code, areas) == f"{number} cameras of an earlier start"


async def test_every_centre_knows_the_dongs_of_the_whole_city(
    database: Database, areas: Areas
) -> None:
    """Whose area a circle touches is read from them; what is its own, from its profile."""
    await seeded(database, "GURO", areas)
    async with database.read() as connection:
        stored = await store.areas(connection)
    assert {area.district for area in stored} == {area.district for area in areas.adm.areas}
    assert len({area.district for area in stored}) == 25


async def test_published_rows_are_taken_as_published_with_simulated_bearings(
    database: Database, areas: Areas, tmp_path: Path
) -> None:
    data = tmp_path / "shared" / "data"
    data.mkdir(parents=True)
    (data / "seoul_cctv_sites.csv").write_text("\n".join((HEADER, *ROWS)) + "\n", "utf-8")
    said = await seeded(database, "GANGBUK", areas, tmp_path / "shared")
    assert said == "2 cameras as published; bearings simulated"
    async with database.read() as connection:
        rows = await store.all_positions(connection)
        site = await store.site(connection, rows[0].site_id)
    assert all(row.bearing_deg is not None for row in rows)
    assert site is not None
    assert site.source_file == "서울특별시_강북구_CCTV_20190426.csv"
    assert Flag.SYNTHETIC.value not in site.flags


async def test_the_districts_share_a_simulator_without_sharing_a_camera(
    database: Database, areas: Areas
) -> None:
    await seeded(database, "GANGBUK", areas)
    assert await connect_cameras(database, 9_999, first=3_581) == 1_773
    async with database.read() as connection:
        ids = await store.in_service_ids(connection)
        first = await store.streams(connection, ids[0])
        last = await store.streams(connection, ids[-1])
    assert first is not None
    assert last is not None
    assert first.main_url.endswith("/cam/3581/main")
    assert last.main_url.endswith(f"/cam/{3_581 + 1_772}/main")
