"""With every part running by itself, as in a node: events, outbox, courier, mailroom. Nothing is pumped by hand."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bongsu.incidents.incident import Incident
from bongsu.sharing.grants import State
from tests.federation.crossing.city import City, OneCentre
from tests.federation.crossing.city_map import (
    GANGBUK,
    SEONGBUK,
    at,
)


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await true():
            await asyncio.sleep(0.005)


@pytest.fixture
async def running(city: City) -> AsyncIterator[City]:
    parts = [
        part
        for centre in city.centres.values()
        for part in (centre.crossings, centre.courier, centre.relay)
    ]
    for part in parts:
        await part.start()
    yield city
    for part in reversed(parts):
        await part.stop()


def stands(centre: OneCentre, incident: Incident, state: State) -> Callable[[], Awaitable[bool]]:
    async def check() -> bool:
        held = [one for one in await centre.grants(incident) if one.owner == GANGBUK]
        return bool(held) and held[-1].state is state

    return check


def nothing_runs(centre: OneCentre) -> Callable[[], Awaitable[bool]]:
    async def check() -> bool:
        return await centre.alive() == []

    return check


async def test_a_call_opens_and_closes_on_both_sides_by_itself(running: City) -> None:
    asker, owner = running[SEONGBUK], running[GANGBUK]
    incident = await asker.open(at(-120))
    await until(stands(asker, incident, State.ACTIVE))
    await asker.close(incident)
    await until(nothing_runs(owner))
    assert asker.crossings.failures == owner.crossings.failures == 0


async def test_a_cut_line_heals_and_what_came_meanwhile_is_asked(running: City) -> None:
    asker, owner = running[SEONGBUK], running[GANGBUK]
    running.line.cut.add(GANGBUK)
    incident = await asker.open(at(-120))
    await until(stands(asker, incident, State.WAITING))
    running.line.cut.clear()
    asker.courier.poke(GANGBUK)
    await until(stands(asker, incident, State.ACTIVE))
    assert len(await owner.asked_by(SEONGBUK)) == 1


async def test_a_revoked_link_ends_what_runs_without_a_further_word(running: City) -> None:
    asker, owner = running[SEONGBUK], running[GANGBUK]
    incident = await asker.open(at(-120))
    await until(stands(asker, incident, State.ACTIVE))
    await running.know(GANGBUK, SEONGBUK, is_revoked=True)
    await owner.bus.publish(
        "bongsu.federation.peers_changed", b'{"peer":"SEONGBUK","why":"revoked"}'
    )
    [theirs] = await owner.asked_by(SEONGBUK)
    owner.crossings.look_at(theirs.incident_id)
    await until(nothing_runs(owner))
