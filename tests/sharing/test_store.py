"""A lending comes back from the database as it was saved, whatever stands in it."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bongsu.kernel.database import Database
from bongsu.sharing.grants import OPEN_STATES, Grant, LentCamera, State
from bongsu.sharing.lend import new_grant
from bongsu.sharing.rules import Reason, Waits
from bongsu.sharing.store import (
    active_ids,
    grant_by_id,
    grants_of,
    grants_of_many,
    open_grants,
    save,
    set_cameras,
)
from bongsu.sharing.tables import grant_cameras, grants
from tests.databases import url_in
from tests.incidents.stage import NOW

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
words = st.text("abc가나 ·%_'\"\\", max_size=12)
codes = st.sampled_from(("KNPA.SEOUL.SEONGBUK", "SEONGBUK.DISASTER", "NFA.SEOUL.SEONGBUK"))
times = st.integers(0, 4 * 10**15).map(lambda one: EPOCH + timedelta(microseconds=one))
numbers = st.integers(0, 10**6)
metres = st.floats(0, 10**4)
cameras = st.builds(
    LentCamera,
    camera_id=words,
    rank=numbers,
    chance=st.floats(0, 1),
    distance_m=metres,
    direction_deg=st.floats(0, 360),
    why_ko=words,
    why_en=words,
    withdrawn_reason=st.none() | words,
)
held = st.lists(cameras, max_size=4, unique_by=(lambda one: one.camera_id, lambda one: one.rank))
lendings = st.builds(
    Grant,
    grant_id=st.uuids().map(lambda one: f"gr_{one.hex}"),
    incident_id=words,
    organisation=codes,
    state=st.sampled_from(State),
    clause=st.none() | st.just("3.2"),
    reason=st.none() | st.sampled_from([one.value for one in Reason]),
    reason_ko=words,
    reason_en=words,
    decided_at=times,
    waits=st.none() | st.sampled_from([one.value for one in Waits]),
    options=st.lists(codes, max_size=3, unique=True).map(tuple),
    deadline=st.none() | times,
    ends_at=st.none() | times,
    renewals_left=numbers,
    ttl_s=numbers,
    to_vehicles=st.booleans(),
    recommended=st.none() | st.sampled_from(("yes", "no")),
    undo_until=st.none() | times,
    cut_reason=st.none() | words,
    cameras=held.map(lambda some: tuple(sorted(some, key=lambda one: one.rank))),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lending=lendings, then=lendings)
async def test_every_field_comes_back(lending: Grant, then: Grant) -> None:
    """First as it was, then as it was changed to: `save` replaces whole."""
    changed = replace(then, grant_id=lending.grant_id)
    database = await _database()
    for one in (lending, changed):
        async with database.work() as work:
            await save(work.connection, one)
            kept = await set_cameras(work.connection, one, one.cameras, NOW)
        assert kept == one
        async with database.read() as connection:
            assert await grant_by_id(connection, one.grant_id) == one
            assert await grants_of(connection, one.incident_id) == [one]
            active = one.state is State.ACTIVE
            running = active and one.ends_at is not None and one.ends_at > NOW
            assert (
                (one.grant_id in await active_ids(connection, NOW)) == running == one.in_force(NOW)
            )
            assert bool(await open_grants(connection)) == (one.state in OPEN_STATES)
    await database.close()


async def _database() -> Database:
    database = Database("sqlite+aiosqlite://")
    await database.create_all()
    return database


def test_no_field_is_forgotten_by_the_tables() -> None:
    columns = {column.name for column in grants.columns} | {"cameras"}
    assert columns == {field.name for field in fields(Grant)}
    kept = {column.name for column in grant_cameras.columns}
    assert kept == {field.name for field in fields(LentCamera)} | {
        "grant_id",
        "lent_at",
        "withdrawn_at",
    }


async def test_grants_come_in_the_order_in_which_they_were_made(database: Database) -> None:
    made = [new_grant("inc_1", "KNPA.SEOUL.SEONGBUK", NOW)]
    for _ in range(9):
        made.append(replace(made[0], grant_id=f"{made[-1].grant_id}z"))
    async with database.work() as work:
        for one in reversed(made):
            await save(work.connection, one)
    async with database.read() as connection:
        assert await grants_of(connection, "inc_1") == made


async def test_lendings_of_many_incidents_are_told_apart(database: Database) -> None:
    made = [new_grant(f"inc_{number % 3}", "KNPA.SEOUL.SEONGBUK", NOW) for number in range(9)]
    async with database.work() as work:
        for one in made:
            await save(work.connection, one)
    async with database.read() as connection:
        found = await grants_of_many(connection, ["inc_0", "inc_2", "inc_9"])
        assert await grants_of_many(connection, []) == {}
    assert {name: len(some) for name, some in found.items()} == {"inc_0": 3, "inc_2": 3}
    assert found["inc_9"] == []
    assert {one.incident_id for one in found["inc_0"]} == {"inc_0"}


async def test_two_cameras_of_two_lendings_do_not_mix(database: Database) -> None:
    one, other = (new_grant("inc_1", "KNPA.SEOUL.SEONGBUK", NOW) for _ in range(2))
    same = LentCamera("SB-1", 1, 0.5, 10.0, 90.0, "가", "a")
    async with database.work() as work:
        for grant, chance in ((one, 0.25), (other, 0.75)):
            await save(work.connection, grant)
            await set_cameras(work.connection, grant, [replace(same, chance=chance)], NOW)
        await set_cameras(work.connection, one, [], NOW)
    async with database.read() as connection:
        found = {grant.grant_id: grant.cameras for grant in await grants_of(connection, "inc_1")}
    assert found == {one.grant_id: (), other.grant_id: (replace(same, chance=0.75),)}


async def test_what_is_saved_survives_the_process(tmp_path: Path) -> None:
    url = url_in(tmp_path)
    first = Database(url)
    lending = replace(
        new_grant("inc_1", "KNPA.SEOUL.SEONGBUK", NOW),
        state=State.ACTIVE,
        ends_at=NOW + timedelta(microseconds=1),
    )
    async with first.work() as work:
        await save(work.connection, lending)
    await first.close()
    second = Database(url)
    async with second.read() as connection:
        assert await grant_by_id(connection, lending.grant_id) == lending
        assert await active_ids(connection, NOW) == [lending.grant_id]
        assert await active_ids(connection, NOW + timedelta(microseconds=1)) == []
    await second.close()
