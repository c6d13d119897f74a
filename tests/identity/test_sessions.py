"""A session ends by time, by idleness, by signing out, by losing the account; and at once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.kinds import TrailKind
from bongsu.identity.failures import NoSuchPerson
from bongsu.identity.people import Role
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.identity.accounts import account, token_of, trail_of
from tests.identity.conftest import CHEAP, PASSWORD

HOUR_S = 3600.0


async def questions_asked(database: Database, ask: Callable[[], Awaitable[object]]) -> int:
    """How many connections `ask` took from the database."""
    taken = 0
    read = database.read

    def counting() -> object:
        nonlocal taken
        taken += 1
        return read()

    database.read = counting  # type: ignore[assignment,method-assign] # counts, then reads
    try:
        await ask()
    finally:
        database.read = read  # type: ignore[method-assign]
    return taken


async def test_a_token_nobody_has_is_nobody(identity: IdentityService) -> None:
    await token_of(identity, Role.OPERATOR)
    for token in ("", "x", "\ud800", "a" * 10_000):
        assert await identity.session_of(token) is None


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.POLICE_ROOM])
async def test_a_wall_or_an_operator_stays_for_twelve_hours_untouched(
    identity: IdentityService, clock: FixedClock, role: Role
) -> None:
    token = await token_of(identity, role)
    clock.advance(12 * HOUR_S - 1)
    assert await identity.session_of(token) is not None
    clock.advance(1)
    assert await identity.session_of(token) is None


async def test_a_car_is_signed_out_after_half_an_hour_idle(
    identity: IdentityService, clock: FixedClock
) -> None:
    token = await token_of(identity, Role.POLICE_CAR)
    clock.advance(30 * 60 - 1)
    assert await identity.session_of(token) is not None
    clock.advance(30 * 60)
    assert await identity.session_of(token) is None


async def test_a_car_that_goes_on_asking_stays_but_not_beyond_twelve_hours(
    identity: IdentityService, clock: FixedClock
) -> None:
    token = await token_of(identity, Role.POLICE_CAR)
    for _ in range(35):
        clock.advance(20 * 60)
        assert await identity.session_of(token) is not None
    clock.advance(20 * 60)
    assert await identity.session_of(token) is None


async def test_merely_looking_does_not_keep_a_session_alive(
    identity: IdentityService, clock: FixedClock
) -> None:
    token = await token_of(identity, Role.FIRE_CAR)
    for _ in range(5):
        clock.advance(5 * 60)
        assert await identity.session_of(token, touch=False) is not None
    clock.advance(5 * 60)
    assert await identity.session_of(token, touch=False) is None


async def test_idleness_is_kept_across_a_restart(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    token = await token_of(identity, Role.POLICE_CAR)
    clock.advance(20 * 60)
    await identity.session_of(token)
    clock.advance(20 * 60)
    restarted = IdentityService(database, clock, CHEAP)
    assert await restarted.session_of(token) is not None


async def test_a_session_is_asked_of_the_database_once_in_five_seconds(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    token = await token_of(identity, Role.OPERATOR)

    async def ask() -> None:
        for _ in range(200):
            await identity.session_of(token)

    assert await questions_asked(database, ask) == 1
    clock.advance(4.9)
    assert await questions_asked(database, ask) == 0
    clock.advance(0.1)
    assert await questions_asked(database, ask) == 1


async def test_requests_that_come_together_write_one_sign_of_life(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    token = await token_of(identity, Role.POLICE_CAR)
    await identity.session_of(token)
    clock.advance(61)
    found = await asyncio.gather(*(identity.session_of(token) for _ in range(20)))
    assert all(one is not None for one in found)
    async with database.read() as connection:
        seen = await connection.exec_driver_sql("SELECT seen_at FROM sessions")
        assert seen.scalar() == "2026-11-21T02:11:01.000000Z"


async def test_signing_out_ends_the_session_at_once(
    identity: IdentityService, database: Database
) -> None:
    token = await token_of(identity, Role.OPERATOR)
    signed_in = await identity.session_of(token)
    assert signed_in is not None
    await identity.sign_out(signed_in)
    assert await identity.session_of(token) is None
    await identity.sign_out(signed_in)
    assert len(await trail_of(database, TrailKind.SIGN_OUT)) == 1


async def test_signing_out_here_leaves_the_other_browser_signed_in(
    identity: IdentityService,
) -> None:
    here = await token_of(identity, Role.OPERATOR)
    _, there = await identity.sign_in("김봉수", PASSWORD)
    signed_in = await identity.session_of(here)
    assert signed_in is not None
    await identity.sign_out(signed_in)
    assert await identity.session_of(there) is not None


async def test_a_session_that_ends_while_it_is_read_is_not_believed_afterwards(
    identity: IdentityService, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await token_of(identity, Role.OPERATOR)
    signed_in = await identity.session_of(token)
    assert signed_in is not None
    identity._sessions._known.clear()
    read = database.read

    @asynccontextmanager
    async def ended_meanwhile() -> AsyncIterator[AsyncConnection]:
        async with read() as connection:
            yield connection
        await identity.sign_out(signed_in)

    with monkeypatch.context() as patched:
        patched.setattr(database, "read", ended_meanwhile)
        await identity.session_of(token)
    assert await identity.session_of(token) is None


async def test_closing_an_account_ends_everything_it_has_open(
    identity: IdentityService, database: Database
) -> None:
    tokens = [await token_of(identity, Role.POLICE_ROOM)]
    tokens.append((await identity.sign_in("김봉수", PASSWORD))[1])
    first = await identity.session_of(tokens[0])
    assert first is not None
    await identity.disable_person(first.person_id, by="per_lead")
    assert [await identity.session_of(token) for token in tokens] == [None, None]
    ended = await trail_of(database, TrailKind.END_SESSION)
    assert [row.actor for row in ended] == ["per_lead", "per_lead"]
    assert await identity.people() == []


async def test_a_new_password_ends_what_was_open_under_the_old_one(
    identity: IdentityService,
) -> None:
    token = await token_of(identity, Role.OPERATOR)
    await identity.session_of(token)
    fresh = await identity.set_password("김봉수")
    assert await identity.session_of(token) is None
    await identity.sign_in("김봉수", fresh.password)


async def test_what_is_believed_does_not_grow_for_ever(
    identity: IdentityService, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bongsu.identity.sessions._MANY", 3)
    await account(identity, Role.OPERATOR)
    for _ in range(10):
        _, token = await identity.sign_in("김봉수", PASSWORD)
        assert await identity.session_of(token) is not None
        clock.advance(10)
    assert len(identity._sessions._known) <= 3


async def test_closing_an_account_that_is_not_there_fails_by_name(
    identity: IdentityService,
) -> None:
    with pytest.raises(NoSuchPerson):
        await identity.disable_person("per_nobody")
