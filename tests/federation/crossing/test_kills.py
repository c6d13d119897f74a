"""A kill anywhere between two steps: what was not posted is found at the next start, and nothing exists twice."""

from dataclasses import replace

import pytest

from bongsu.federation.crossing.store import crossings_of, keep
from bongsu.sharing.grants import State
from tests.federation.crossing.city import City, OneCentre, stands_on
from tests.federation.crossing.city_map import (
    GANGBUK,
    SEONGBUK,
    at,
)

pytestmark = pytest.mark.usefixtures("centres")


async def restarted(city: City, code: str) -> OneCentre:
    """Another process over the same database; what the old one had in memory is gone."""
    before = city[code]
    clock = before.clock.now()
    again = stands_on(before.database, city.line, code)
    again.clock.advance((clock - again.clock.now()).total_seconds())
    city.centres[code] = again
    await again.crossings.listen()
    return again


async def test_killed_between_the_commit_and_the_post(city: City) -> None:
    incident = await city[SEONGBUK].open(at(-120))
    asker = await restarted(city, SEONGBUK)
    await city.calm()
    assert (await asker.of(incident, GANGBUK)).state is State.ACTIVE


async def test_killed_after_closing_and_before_anybody_was_told(city: City) -> None:
    incident = await city[SEONGBUK].open(at(-120))
    await city.calm()
    await city[SEONGBUK].close(incident)
    await restarted(city, SEONGBUK)
    await city.calm()
    assert await city[GANGBUK].alive() == []


async def test_killed_after_a_cut_and_before_the_owner_was_told(city: City) -> None:
    asker = city[SEONGBUK]
    incident = await asker.open(at(-120))
    await city.calm()
    await asker.cut(await asker.of(incident, GANGBUK))
    await restarted(city, SEONGBUK)
    await city.calm()
    assert await city[GANGBUK].alive() == []


async def test_an_owner_killed_before_it_answered(city: City) -> None:
    asker = city[SEONGBUK]
    incident = await asker.open(at(-120))
    await city.calm(SEONGBUK)
    await restarted(city, GANGBUK)
    await city.calm()
    assert (await asker.of(incident, GANGBUK)).state is State.ACTIVE


@pytest.mark.parametrize("code", [SEONGBUK, GANGBUK])
async def test_restarts_at_any_time_double_nothing(city: City, code: str) -> None:
    incident = await city[SEONGBUK].open(at(-120))
    for _ in range(3):
        await city.calm()
        await restarted(city, code)
    await city.calm()
    asker, owner = city[SEONGBUK], city[GANGBUK]
    assert len(await owner.asked_by(SEONGBUK)) == 1
    assert len(await owner.ledger()) == 1
    assert len([row for row in await asker.ledger() if row.details]) == 1
    assert len([one for one in await asker.grants(incident) if one.owner]) == 1
    assert (await asker.trail()).count("ask_peer") == 1


async def test_a_database_from_a_copy_is_told_anew_what_it_missed(city: City) -> None:
    """`federation.messages_missed`: the asking centre asks the owner to say it again."""
    asker = city[SEONGBUK]
    incident = await asker.open(at(-120))
    await city.calm()
    await asker.bus.publish(
        "bongsu.federation.messages_missed", b'{"peer":"GANGBUK","first":1,"last":2}'
    )
    async with asker.database.work() as work:
        known = (await crossings_of(work.connection, incident.incident_id))[GANGBUK]
        await keep(work.connection, replace(known, heard=None))
    await city.calm()
    async with asker.database.read() as connection:
        known = (await crossings_of(connection, incident.incident_id))[GANGBUK]
    assert known.heard is not None
    assert len(await asker.ledger()) == 2
