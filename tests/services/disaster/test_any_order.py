"""A chain of alerts in whatever order the network brings it: what stands at the end does not depend on it."""

from itertools import permutations

import pytest

from tests.services.disaster.alerts import alert, area, info, key, moment
from tests.services.disaster.rooms import OWN, Rooms

SMALL = "37.606,127.018 37.606,127.021 37.609,127.021 37.609,127.018 37.606,127.018"
SECOND = key("KR.KMA.2", moment(1))
CHAIN = {
    "alert": alert("KR.KMA.1"),
    "update": alert(
        "KR.KMA.2", info(areas=area(SMALL)), sent=moment(1), msg_type="Update", references=key()
    ),
    "cancel": alert("KR.KMA.3", sent=moment(2), msg_type="Cancel", references=f"{key()} {SECOND}"),
}


async def hear(rooms: Rooms, order: tuple[str, ...]) -> list[str]:
    return [str((await rooms.heard(CHAIN[name]))["outcome"]) for name in order]


@pytest.mark.parametrize("order", list(permutations(CHAIN)), ids="-".join)
async def test_after_all_three_nothing_runs(rooms: Rooms, order: tuple[str, ...]) -> None:
    await hear(rooms, order)
    assert [one["state"] for one in await rooms.incidents() if one["state"] == "open"] == []


@pytest.mark.parametrize("order", list(permutations(CHAIN)), ids="-".join)
async def test_at_most_one_incident_is_ever_opened(rooms: Rooms, order: tuple[str, ...]) -> None:
    outcomes = await hear(rooms, order)
    assert outcomes.count("opened") == (0 if order[0] == "cancel" else 1)
    assert len(await rooms.incidents()) == outcomes.count("opened")


@pytest.mark.parametrize("order", [("alert", "update"), ("update", "alert")], ids="-".join)
async def test_of_two_the_later_said_counts(rooms: Rooms, order: tuple[str, ...]) -> None:
    await hear(rooms, order)
    seen = await rooms.only()
    ring = seen["area"]["coordinates"][0]
    assert seen["state"] == "open"
    assert max(lat for _, lat in ring) == pytest.approx(37.609)


@pytest.mark.parametrize("order", list(permutations(CHAIN)), ids="-".join)
async def test_said_twice_over_it_is_the_same(rooms: Rooms, order: tuple[str, ...]) -> None:
    first = await hear(rooms, order)
    assert await hear(rooms, tuple(reversed(order))) == list(reversed(first))
    listed = (await rooms.house.ask(OWN, "/api/disaster/heard")).json()["alerts"]
    assert len(listed) == 3
