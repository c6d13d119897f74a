"""Signing in and out, guessing, locks, new passwords and closed accounts in any order: a small model says who is in."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bongsu.audit.verify import verify
from bongsu.identity.failures import SignInLocked, SignInRefused
from bongsu.identity.people import Role, SignedIn
from bongsu.identity.rules import lock_of
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.identity.accounts import account
from tests.identity.conftest import CHEAP, PASSWORD

IN, REFUSED, LOCKED = "in", "refused", "locked"
STEPS = 45


@dataclass
class Name:
    """What a name means by the rules alone."""

    role: Role | None = None
    password: str = PASSWORD
    person_id: str = ""
    is_closed: bool = False
    failures: int = 0
    last_failure: datetime | None = None
    locked_until: datetime | None = None

    def tries(self, password: str, now: datetime) -> str:
        if self.last_failure and self.last_failure < now - timedelta(hours=24):
            self.forget()
        if self.locked_until is not None and now < self.locked_until:
            return LOCKED
        self.failures += 1
        self.last_failure = now
        self.locked_until = lock_of(self.failures, now, CHEAP)
        if self.role is None or self.is_closed or password != self.password:
            return REFUSED
        self.forget()
        return IN

    def forget(self) -> None:
        self.failures, self.last_failure, self.locked_until = 0, None, None


@dataclass
class Open:
    """A sign-in of the model."""

    name: str
    signed_in: SignedIn
    started: datetime
    seen: datetime
    is_over: bool = False

    def lives(self, role: Role, now: datetime) -> bool:
        ends = self.started + timedelta(hours=12)
        if not role.is_own:
            ends = min(ends, self.seen + timedelta(minutes=30))
        return not self.is_over and now < ends


@dataclass
class Model:
    """Plays one deed upon the real thing and upon itself."""

    identity: IdentityService
    clock: FixedClock
    chance: random.Random
    names: dict[str, Name] = field(default_factory=dict)
    tokens: dict[str, Open] = field(default_factory=dict)

    async def sign_in(self) -> None:
        name = self.chance.choice(list(self.names))
        known, now = self.names[name], self.clock.now()
        password = self.chance.choice((known.password, known.password, "wrong-password"))
        expected = known.tries(password, now)
        try:
            signed_in, token = await self.identity.sign_in(name, password)
        except (SignInRefused, SignInLocked) as refused:
            got = LOCKED if isinstance(refused, SignInLocked) else REFUSED
        else:
            got = IN
            self.tokens[token] = Open(name, signed_in, now, now)
        assert got == expected, name

    async def sign_out(self) -> None:
        if self.tokens:
            one = self.tokens[self.chance.choice(list(self.tokens))]
            await self.identity.sign_out(one.signed_in)
            one.is_over = True

    async def ask(self) -> None:
        now = self.clock.now()
        for token, one in self.tokens.items():
            lived = one.lives(self.role_of(one), now)
            assert (await self.identity.session_of(token) is not None) == lived
            if lived and now - one.seen >= timedelta(seconds=60):
                one.seen = now

    async def new_password(self) -> None:
        name = self.chance.choice([name for name, one in self.names.items() if self.is_there(one)])
        self.names[name].password = f"another-word-{self.chance.random()}"
        await self.identity.set_password(name, self.names[name].password)
        self.names[name].forget()
        self.end_all_of(name)

    async def close(self) -> None:
        there = [name for name, one in self.names.items() if self.is_there(one)]
        if len(there) > 1 and self.chance.random() < 0.3:
            name = self.chance.choice(there)
            await self.identity.disable_person(self.names[name].person_id)
            self.names[name].is_closed = True
            self.end_all_of(name)

    async def wait(self) -> None:
        self.clock.advance(self.chance.choice((1, 29, 31, 59, 61, 400, 1799, 1801, 20_000, 90_000)))

    @staticmethod
    def is_there(one: Name) -> bool:
        return one.role is not None and not one.is_closed

    def role_of(self, one: Open) -> Role:
        role = self.names[one.name].role
        assert role is not None
        return role

    def end_all_of(self, name: str) -> None:
        for one in self.tokens.values():
            one.is_over |= one.name == name

    async def check(self) -> None:
        now = self.clock.now()
        for token, one in self.tokens.items():
            found = await self.identity.session_of(token, touch=False)
            assert (found is not None) == one.lives(self.role_of(one), now), one.name
            if found is not None:
                assert found.session_id == one.signed_in.session_id
                assert found.person == one.signed_in.person


@pytest.mark.parametrize("seed", range(10))
async def test_whatever_the_order_exactly_those_are_in_who_may_be(
    identity: IdentityService, clock: FixedClock, database: Database, seed: int
) -> None:
    model = Model(identity, clock, random.Random(seed))
    for name, role in (("관제", Role.OPERATOR), ("순찰", Role.POLICE_CAR), ("벽", Role.CPO)):
        person = await account(identity, role, name)
        model.names[name] = Name(role, person_id=person.person_id)
    model.names["유령"] = Name()
    deeds = (model.sign_in, model.sign_out, model.ask, model.new_password, model.close, model.wait)
    for _ in range(STEPS):
        await model.chance.choice((*deeds, model.sign_in, model.sign_in, model.wait))()
        await model.check()
    again = IdentityService(database, clock, CHEAP)
    for token, one in model.tokens.items():
        found = await again.session_of(token, touch=False)
        assert (found is not None) == one.lives(model.role_of(one), clock.now()), "after a restart"
    async with database.read() as connection:
        assert (await verify(connection)).ok
