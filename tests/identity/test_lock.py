"""A session that nobody touches locks, shows nothing, and opens again for its own person only."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import msgspec
import pyotp
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.identity.events import EndReason, SessionEnded
from bongsu.identity.people import Role
from bongsu.identity.service import IdentityService
from bongsu.identity.watch_idle import IdleWatch
from bongsu.kernel.clock import FixedClock, SystemClock
from bongsu.kernel.database import Database
from tests.identity.accounts import account, token_of, trail_of
from tests.identity.conftest import CHEAP, PASSWORD
from tests.identity.whole import browser_at, strict_identity

TEN_MINUTES_S = 600.0


@pytest.fixture
async def keyed(database: Database, clock: FixedClock, tmp_path: Path) -> IdentityService:
    """Own people need no second factor, but may have one."""
    return await strict_identity(database, clock, str(tmp_path / "identity.key"))


@pytest.fixture
async def browser(keyed: IdentityService, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_at(keyed, database) as browser:
        await account(keyed, Role.OPERATOR)
        answer = await browser.post("/api/sign-in", json={"name": "김봉수", "password": PASSWORD})
        assert answer.status_code == 200
        yield browser


async def told(database: Database) -> list[SessionEnded]:
    async with database.read() as connection:
        query = "SELECT body FROM outbox WHERE subject = 'identity.session_ended' ORDER BY id"
        rows = (await connection.exec_driver_sql(query)).all()
    return [msgspec.json.decode(row.body, type=SessionEnded) for row in rows]


@pytest.mark.parametrize("role", list(Role))
async def test_everybodys_session_locks_but_a_walls_and_a_vehicles(
    identity: IdentityService, clock: FixedClock, role: Role
) -> None:
    token = await token_of(identity, role)
    clock.advance(TEN_MINUTES_S - 1)
    found = await identity.session_of(token, touch=False)
    assert found is not None
    assert not found.locked
    clock.advance(1)
    found = await identity.session_of(token, touch=False)
    assert found is not None
    assert found.locked == (not role.is_wall and not role.is_vehicle)


async def test_requests_keep_no_session_open_only_touching_does(
    browser: httpx.AsyncClient, clock: FixedClock
) -> None:
    for _ in range(4):
        clock.advance(300)
        assert (await browser.post("/api/activity")).status_code == 204
    for _ in range(2):
        clock.advance(300)
        await browser.get("/api/me/factors")
    answer = await browser.get("/api/me/factors")
    assert (answer.status_code, answer.json()["code"]) == (401, "session_locked")


async def test_what_is_locked_answers_nothing_but_who_it_is_and_how_to_open_it(
    browser: httpx.AsyncClient, clock: FixedClock
) -> None:
    clock.advance(TEN_MINUTES_S)
    assert (await browser.get("/api/me")).json()["locked"]
    refused = [
        await browser.post("/api/activity"),
        await browser.get("/api/me/factors"),
        await browser.get("/api/people"),
    ]
    assert {one.json()["code"] for one in refused} == {"session_locked"}
    wrong = await browser.post("/api/unlock", json={"password": "wrong"})
    assert wrong.json()["code"] == "sign_in_refused"
    opened = await browser.post("/api/unlock", json={"password": PASSWORD})
    assert (opened.status_code, opened.json()["locked"]) == (200, False)
    assert (await browser.get("/api/me/factors")).status_code == 200
    clock.advance(TEN_MINUTES_S)
    assert (await browser.post("/api/sign-out")).status_code == 204


async def test_guessing_at_a_locked_screen_locks_the_name(
    browser: httpx.AsyncClient, clock: FixedClock
) -> None:
    clock.advance(TEN_MINUTES_S)
    codes = []
    for _ in range(6):
        answer = await browser.post("/api/unlock", json={"password": "wrong"})
        codes.append(answer.json()["code"])
    assert codes == ["sign_in_refused"] * 5 + ["sign_in_locked"]


@pytest.mark.parametrize(
    "body", [{}, {"password": PASSWORD, "code": "1"}, {"password": None}, {"name": "x"}]
)
async def test_an_unlocking_shows_exactly_one_thing(
    browser: httpx.AsyncClient, clock: FixedClock, body: object
) -> None:
    clock.advance(TEN_MINUTES_S)
    assert (await browser.post("/api/unlock", json=body)).status_code == 400


async def test_a_code_opens_it_once(
    browser: httpx.AsyncClient, clock: FixedClock, keyed: IdentityService
) -> None:
    draft = await browser.post("/api/me/factors/totp", json={"password": PASSWORD})
    generator = pyotp.TOTP(draft.json()["secret"])
    form = {"code": generator.at(clock.now()), "label": "전화기"}
    assert (await browser.post("/api/me/factors/totp/confirm", json=form)).status_code == 200
    clock.advance(TEN_MINUTES_S)
    code = generator.at(clock.now())
    assert (await browser.post("/api/unlock", json={"code": "000000"})).status_code == 401
    assert (await browser.post("/api/unlock", json={"code": code})).status_code == 200
    again = await browser.post("/api/unlock", json={"code": code})
    assert again.json()["code"] == "factor_refused"


async def test_the_watch_locks_and_ends_what_is_due_and_tells_it(
    identity: IdentityService, clock: FixedClock, database: Database
) -> None:
    await token_of(identity, Role.OPERATOR, "desk")
    await token_of(identity, Role.POLICE_ROOM, "wall")
    await token_of(identity, Role.POLICE_CAR, "car")
    due = await identity.end_what_is_due()
    assert due is not None
    assert (due - clock.now()).total_seconds() == TEN_MINUTES_S
    clock.advance(TEN_MINUTES_S)
    await identity.end_what_is_due()
    assert [one.reason for one in await told(database)] == [EndReason.LOCKED]
    assert len(await trail_of(database, TrailKind.LOCK)) == 1
    clock.advance(20 * 60)
    await identity.end_what_is_due()
    clock.advance(12 * 3600)
    assert await identity.end_what_is_due() is None
    reasons = [one.reason for one in await told(database)]
    assert reasons == [EndReason.LOCKED, *[EndReason.EXPIRED] * 3]
    await identity.end_what_is_due()
    assert len(await told(database)) == 4, "once each"


async def test_a_lock_stands_in_the_trail_even_when_nobody_watched(
    browser: httpx.AsyncClient, clock: FixedClock, database: Database
) -> None:
    clock.advance(TEN_MINUTES_S)
    await browser.post("/api/unlock", json={"password": PASSWORD})
    assert len(await trail_of(database, TrailKind.LOCK)) == 1
    assert len(await trail_of(database, TrailKind.UNLOCK)) == 1


async def test_a_lock_outlives_a_restart_and_a_clock_set_back(
    browser: httpx.AsyncClient, keyed: IdentityService, clock: FixedClock, database: Database
) -> None:
    clock.advance(TEN_MINUTES_S)
    await keyed.end_what_is_due()
    clock.advance(-300)
    again = IdentityService(database, clock, keyed.settings)
    token = browser.cookies[keyed.cookie_name]
    found = await again.session_of(token)
    assert found is not None
    assert found.locked


async def test_whoever_signs_out_or_is_closed_is_told_at_once(
    identity: IdentityService, database: Database
) -> None:
    await account(identity, Role.OPERATOR)
    first, _ = await identity.sign_in("김봉수", PASSWORD)
    await identity.sign_in("김봉수", PASSWORD)
    await identity.sign_out(first)
    await identity.sign_out(first)
    await identity.disable_person(first.person_id)
    reasons = [one.reason for one in await told(database)]
    assert reasons == [EndReason.SIGNED_OUT, EndReason.DISABLED]


async def test_touching_races_with_locking_and_one_of_them_wins(
    identity: IdentityService, clock: FixedClock
) -> None:
    token = await token_of(identity, Role.OPERATOR)
    clock.advance(TEN_MINUTES_S - 1)
    who = await identity.session_of(token)
    assert who is not None
    await asyncio.gather(identity.touched(who), identity.end_what_is_due())
    clock.advance(TEN_MINUTES_S - 1)
    found = await identity.session_of(token)
    assert found is not None
    assert not found.locked


async def test_the_part_wakes_at_the_moment_and_by_a_new_session(database: Database) -> None:
    quick = msgspec.structs.replace(CHEAP, idle_lock_minutes=0.005)
    identity = await strict_identity(database, SystemClock(), "", idle_lock_minutes=0.005)
    assert identity.settings.idle_lock_minutes == quick.idle_lock_minutes
    watch: IdleWatch = identity.idle_watch()
    await watch.start()
    try:
        token = await token_of(identity, Role.OPERATOR)
        async with asyncio.timeout(10):
            while not await told(database):
                await database.committed.wait()
                database.committed.clear()
        found = await identity.session_of(token)
        assert found is not None
        assert found.locked
    finally:
        await watch.stop()
