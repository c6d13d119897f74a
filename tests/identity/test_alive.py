"""Which sessions still stand, as media asks every few seconds: a lost message extends no viewing."""

import msgspec
import pytest

from bongsu.identity.alive import SESSIONS_ALIVE, SessionsAlive, WhichSessions
from bongsu.identity.people import Role
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.memory_bus import MemoryBus
from tests.identity.accounts import account
from tests.identity.conftest import PASSWORD

NAME = "김봉수"


async def asked(identity: IdentityService, *session_ids: str) -> SessionsAlive:
    bus = MemoryBus()
    part = identity.alive_answers(bus)
    await part.start()
    question = msgspec.json.encode(WhichSessions(list(session_ids)))
    answer = await bus.request(SESSIONS_ALIVE, question, 5.0)
    await part.stop()
    return msgspec.json.decode(answer, type=SessionsAlive)


async def session(identity: IdentityService, role: Role = Role.OPERATOR, name: str = NAME) -> str:
    await account(identity, role, name)
    return (await identity.sign_in(name, PASSWORD))[0].session_id


async def test_a_running_session_stands(identity: IdentityService) -> None:
    own = await session(identity)
    assert await asked(identity, own) == SessionsAlive([own], [])


async def test_only_what_was_asked_about_is_told(identity: IdentityService) -> None:
    own = await session(identity)
    await session(identity, name="이순신")
    assert (await asked(identity, own)).session_ids == [own]
    assert await asked(identity) == SessionsAlive([], [])


@pytest.mark.parametrize("session_id", ["ses_0", "", "' OR '1'='1"])
async def test_what_never_was_does_not_stand(identity: IdentityService, session_id: str) -> None:
    await session(identity)
    assert await asked(identity, session_id) == SessionsAlive([], [])


async def test_a_signed_out_one_does_not_stand(identity: IdentityService) -> None:
    await account(identity, Role.OPERATOR, NAME)
    who, _ = await identity.sign_in(NAME, PASSWORD)
    await identity.sign_out(who)
    assert await asked(identity, who.session_id) == SessionsAlive([], [])


async def test_an_account_closed_in_the_database_alone_does_not_stand(
    identity: IdentityService, database: Database
) -> None:
    own = await session(identity)
    async with database.work() as work:
        await work.connection.exec_driver_sql("UPDATE people SET disabled_at = 'x'")
    assert await asked(identity, own) == SessionsAlive([], [])


async def test_an_untouched_one_is_locked_even_before_anybody_locked_it(
    identity: IdentityService, clock: FixedClock
) -> None:
    own = await session(identity)
    clock.advance(600)
    assert await asked(identity, own) == SessionsAlive([], [own])


async def test_an_unlocked_one_stands_again(identity: IdentityService, clock: FixedClock) -> None:
    await account(identity, Role.OPERATOR, NAME)
    who, _ = await identity.sign_in(NAME, PASSWORD)
    clock.advance(600)
    await identity.unlock(who, PASSWORD)
    assert (await asked(identity, who.session_id)).session_ids == [who.session_id]


@pytest.mark.parametrize("role", [Role.POLICE_ROOM, Role.FIRE_ROOM, Role.DISASTER_ROOM])
async def test_a_wall_stands_until_its_shift_is_over(
    identity: IdentityService, clock: FixedClock, role: Role
) -> None:
    own = await session(identity, role)
    clock.advance(12 * 3600 - 1)
    assert (await asked(identity, own)).session_ids == [own]
    clock.advance(1)
    assert await asked(identity, own) == SessionsAlive([], [])


async def test_a_thousand_are_answered_in_one_question(identity: IdentityService) -> None:
    own = await session(identity)
    many = [f"ses_{number}" for number in range(1000)]
    assert await asked(identity, *many, own) == SessionsAlive([own], [])
