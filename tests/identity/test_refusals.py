"""A right refused to somebody signed in stays in the trail, once a minute for a session and a door."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any  # Any: a trail row's body

import httpx
import msgspec
import pytest

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.store import TrailUnwritable
from bongsu.identity.people import Role, SignedIn
from bongsu.identity.refusals import Refusals
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.identity.accounts import account, trail_of
from tests.identity.conftest import PASSWORD
from tests.identity.whole import browser_at

NAME = "김봉수"


@pytest.fixture
async def browser(
    identity: IdentityService, database: Database
) -> AsyncIterator[httpx.AsyncClient]:
    await account(identity, Role.OPERATOR, NAME)
    async with browser_at(identity, database) as browser:
        await browser.post("/api/sign-in", json={"name": NAME, "password": PASSWORD})
        yield browser


async def kept(database: Database) -> list[dict[str, Any]]:
    rows = await trail_of(database, TrailKind.REFUSE_RIGHT)
    return [msgspec.json.decode(row.body) | {"actor": row.actor} for row in rows]


async def test_a_refused_right_says_who_as_what_at_which_door(
    browser: httpx.AsyncClient, database: Database
) -> None:
    assert (await browser.get("/api/people")).json()["code"] == "role_refused"
    me = (await browser.get("/api/me")).json()
    (row,) = await kept(database)
    assert (row["actor"], row["role"], row["door"]) == (
        me["person_id"],
        "OPERATOR",
        "GET /api/people",
    )


async def test_knocking_all_day_writes_one_row_a_minute(
    browser: httpx.AsyncClient, database: Database, clock: FixedClock
) -> None:
    for _ in range(20):
        await browser.get("/api/people")
    assert len(await kept(database)) == 1
    clock.advance(59)
    await browser.get("/api/people")
    assert len(await kept(database)) == 1
    clock.advance(1)
    await browser.get("/api/people")
    assert len(await kept(database)) == 2


async def test_knocks_at_the_same_moment_are_one(
    browser: httpx.AsyncClient, database: Database
) -> None:
    await asyncio.gather(*(browser.get("/api/people") for _ in range(10)))
    assert len(await kept(database)) == 1


async def test_each_door_and_each_session_counts_by_itself(
    browser: httpx.AsyncClient, identity: IdentityService, database: Database
) -> None:
    for path in ("/api/people", "/api/partners"):
        await browser.get(path)
    await browser.post("/api/people", json={})
    async with browser_at(identity, database) as second:
        await second.post("/api/sign-in", json={"name": NAME, "password": PASSWORD})
        await second.get("/api/people")
    doors = [row["door"] for row in await kept(database)]
    assert sorted(doors) == [
        "GET /api/partners",
        "GET /api/people",
        "GET /api/people",
        "POST /api/people",
    ]


async def test_what_the_address_says_beyond_its_pattern_never_reaches_the_trail(
    database: Database, identity: IdentityService
) -> None:
    await account(identity, Role.POLICE_CAR, "car")
    async with browser_at(identity, database) as browser:
        await browser.post("/api/sign-in", json={"name": "car", "password": PASSWORD})
        for number in range(5):
            await browser.post(f"/api/me/sessions/01012345678-{number}/end?who=홍길동")
    (row,) = await kept(database)
    assert row["door"] == "POST /api/me/sessions/{session_id}/end"


@pytest.mark.parametrize("path", ["/api/me", "/api/me/factors", "/api/me/sessions"])
async def test_a_door_that_opens_leaves_no_such_row(
    browser: httpx.AsyncClient, database: Database, path: str
) -> None:
    assert (await browser.get(path)).status_code == 200
    assert await kept(database) == []


async def test_who_is_not_signed_in_is_nobodys_row(
    browser: httpx.AsyncClient, database: Database
) -> None:
    browser.cookies.clear()
    assert (await browser.get("/api/people")).json()["code"] == "not_signed_in"
    assert await kept(database) == []


async def test_a_page_of_another_origin_writes_no_row_in_a_persons_name(
    browser: httpx.AsyncClient, database: Database
) -> None:
    del browser.headers["X-Bongsu"]
    answer = await browser.post("/api/people", json={})
    assert answer.json()["code"] == "not_from_console"
    assert await kept(database) == []


class FullDisk:
    """A recorder whose disk takes rows only from the moment it is told to."""

    def __init__(self) -> None:
        self.is_full = True
        self.rows: list[Entry] = []

    async def record(self, entry: Entry) -> None:
        if self.is_full:
            raise TrailUnwritable("the disk is full")
        self.rows.append(entry)


async def test_a_trail_that_takes_no_row_makes_no_right_of_a_refusal_and_the_next_knock_is_kept(
    identity: IdentityService,
) -> None:
    await account(identity, Role.OPERATOR, NAME)
    who, _ = await identity.sign_in(NAME, PASSWORD)
    refusals, disk = _refusals(identity), FullDisk()
    refusals._recorder = disk  # type: ignore[assignment] # the port's one verb
    await refusals.keep(who, "GET", "/api/people")
    disk.is_full = False
    await refusals.keep(who, "GET", "/api/people")
    assert len(disk.rows) == 1


async def test_its_memory_does_not_grow_with_every_door_ever_tried(
    identity: IdentityService, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bongsu.identity.refusals._MANY", 10)
    await account(identity, Role.OPERATOR, NAME)
    who, _ = await identity.sign_in(NAME, PASSWORD)
    refusals, disk = _refusals(identity), FullDisk()
    disk.is_full = False
    refusals._recorder = disk  # type: ignore[assignment] # the port's one verb
    await knock(refusals, who, range(10))
    clock.advance(61)
    await knock(refusals, who, range(10, 20))
    assert len(refusals._kept) == 10


async def knock(refusals: Refusals, who: SignedIn, doors: range) -> None:
    for number in doors:
        await refusals.keep(who, "GET", f"/api/{number}")


def _refusals(identity: IdentityService) -> Refusals:
    return Refusals(identity._desk)


async def test_a_clock_set_back_does_not_silence_it(
    identity: IdentityService, clock: FixedClock
) -> None:
    await account(identity, Role.OPERATOR, NAME)
    who, _ = await identity.sign_in(NAME, PASSWORD)
    refusals, disk = _refusals(identity), FullDisk()
    disk.is_full = False
    refusals._recorder = disk  # type: ignore[assignment] # the port's one verb
    await refusals.keep(who, "GET", "/api/people")
    clock.advance(-7200)
    await refusals.keep(who, "GET", "/api/people")
    assert len(disk.rows) == 2
    assert clock.now() < datetime(2026, 11, 21, 2, 10, tzinfo=UTC)
