"""Devices and alarms as they lie in the database: found by what one knows of them, gone when they are forgotten."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bongsu.kernel.database import Database
from bongsu.services.shared.residents.alarm import Alarm, Device, Stands, Verdict
from bongsu.services.shared.residents.store import (
    alarm_of,
    alarm_of_incident,
    alarms_that,
    device_of,
    devices_of,
    drop_cancelled,
    forget_device,
    held_alarms,
    recent_alarms,
    save_alarm,
    save_device,
)
from tests.databases import url_in
from tests.incidents.stage import NOW

SOS = ["SOS_APP"]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    found = Database(url_in(tmp_path))
    yield found
    await found.close()


def alarm(alarm_id: str, **more: object) -> Alarm:
    said: dict[str, object] = {
        "partner": "ansimi",
        "number": f"no-{alarm_id}",
        "service": "SOS_APP",
        "stands": Stands.RAISED,
        "received_at": NOW,
        "device_id": "phone_1",
        **more,
    }
    return Alarm(alarm_id=alarm_id, **said)  # type: ignore[arg-type]  # checked by name


def device(device_id: str, **more: object) -> Device:
    said: dict[str, object] = {
        "partner": "ansimi",
        "service": "SOS_APP",
        "registered_at": NOW,
        "heard_at": NOW,
        **more,
    }
    return Device(device_id=device_id, **said)  # type: ignore[arg-type]  # checked by name


async def keep(database: Database, *values: Alarm | Device) -> None:
    async with database.work() as work:
        for one in values:
            if isinstance(one, Alarm):
                await save_alarm(work.connection, one)
            else:
                await save_device(work.connection, one)


async def test_an_alarm_is_read_as_it_was_written(database: Database) -> None:
    whole = alarm(
        "a",
        due_at=NOW + timedelta(seconds=11),
        cancelled_at=NOW + timedelta(seconds=3),
        sealed="…",
        incident_id="inc_1",
        drill_id="drl_1",
        presses=7,
        verdict=Verdict.FAULT,
        verdict_at=NOW + timedelta(minutes=5),
        verdict_by="per_1",
    )
    await keep(database, whole)
    async with database.read() as connection:
        assert await alarm_of(connection, "ansimi", "no-a") == whole
        assert await alarm_of_incident(connection, "inc_1") == whole
        assert await alarm_of(connection, "helpme", "no-a") is None
        assert await alarm_of_incident(connection, "inc_2") is None


async def test_what_changes_of_an_alarm_replaces_what_was(database: Database) -> None:
    await keep(database, alarm("a", sealed="…", stands=Stands.WAITING), alarm("a", presses=2))
    async with database.read() as connection:
        (only,) = await recent_alarms(connection, SOS)
    assert (only.sealed, only.stands, only.presses) == (None, Stands.RAISED, 2)


async def test_alarms_are_found_by_how_they_stand_their_service_and_their_device(
    database: Database,
) -> None:
    await keep(
        database,
        alarm("late", received_at=NOW + timedelta(seconds=9)),
        alarm("early"),
        alarm("waits", stands=Stands.WAITING),
        alarm("other", device_id="phone_2"),
        alarm("bell", service="BELL"),
    )
    async with database.read() as connection:
        raised = await alarms_that(connection, Stands.RAISED, SOS, "phone_1")
        everybodys = await alarms_that(connection, Stands.RAISED, [*SOS, "BELL"])
        waiting = await alarms_that(connection, Stands.WAITING, SOS)
    assert [one.alarm_id for one in raised] == ["early", "late"]
    assert {one.alarm_id for one in everybodys} == {"early", "late", "other", "bell"}
    assert [one.alarm_id for one in waiting] == ["waits"]


async def test_held_are_those_that_still_know_their_device(database: Database) -> None:
    await keep(
        database,
        alarm("knows"),
        alarm("forgot", device_id=None),
        alarm("taken", stands=Stands.CANCELLED),
    )
    async with database.read() as connection:
        assert [one.alarm_id for one in await held_alarms(connection, SOS)] == ["knows"]


async def test_the_newest_come_first_and_no_more_than_asked_for(database: Database) -> None:
    made = [alarm(f"a{n}", received_at=NOW + timedelta(seconds=n)) for n in range(5)]
    await keep(database, *made)
    async with database.read() as connection:
        found = await recent_alarms(connection, SOS, limit=3)
    assert [one.alarm_id for one in found] == ["a4", "a3", "a2"]


async def test_cancels_are_dropped_by_age_and_nothing_else_is(database: Database) -> None:
    long_ago = NOW - timedelta(days=2)
    await keep(
        database,
        alarm("old", stands=Stands.CANCELLED, received_at=long_ago),
        alarm("new", stands=Stands.CANCELLED),
        alarm("raised", received_at=long_ago),
        alarm("refused", stands=Stands.REFUSED, received_at=long_ago),
    )
    async with database.work() as work:
        await drop_cancelled(work.connection, NOW - timedelta(days=1))
    async with database.read() as connection:
        left = {one.alarm_id for one in await recent_alarms(connection, SOS)}
    assert left == {"new", "raised", "refused"}


async def test_a_device_is_its_partners_own(database: Database) -> None:
    mine = device("phone_1", sealed="…", site_id="S1", asked_at=NOW, sender_org="SEOUL.SAFE")
    theirs = device("phone_1", partner="helpme")
    await keep(database, mine, theirs)
    async with database.read() as connection:
        assert await device_of(connection, "ansimi", "phone_1") == mine
        assert await device_of(connection, "helpme", "phone_1") == theirs
        assert len(await devices_of(connection, SOS)) == 2
        assert await devices_of(connection, ["BELL"]) == []


async def test_a_device_that_is_forgotten_takes_nobody_with_it(database: Database) -> None:
    await keep(database, device("phone_1"), device("phone_1", partner="helpme"), device("phone_2"))
    async with database.work() as work:
        await forget_device(work.connection, "ansimi", "phone_1")
        await forget_device(work.connection, "ansimi", "phone_9")
    async with database.read() as connection:
        left = {(one.partner, one.device_id) for one in await devices_of(connection, SOS)}
    assert left == {("helpme", "phone_1"), ("ansimi", "phone_2")}
