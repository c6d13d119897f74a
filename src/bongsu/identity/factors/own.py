"""A person's own second factors: listed, added and removed, each change behind the password."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # Any: credentials and options are the browser's JSON

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.desk import Desk
from bongsu.identity.factors.enrol import (
    Enrolling,
    add_passkey,
    add_totp,
    draft_totp,
    new_recovery_codes,
    passkey_draft,
)
from bongsu.identity.factors.factor import Factor, TotpDraft
from bongsu.identity.factors.passkeys import RelyingParty
from bongsu.identity.factors.store import (
    factors_of,
    recovery_codes_left,
    remove_factor_row,
    replace_recovery_codes,
)
from bongsu.identity.failures import LastFactor, NoSuchFactor
from bongsu.identity.own_password import must_know_password
from bongsu.identity.people import SignedIn
from bongsu.identity.rules import needs_second_factor


@dataclass(frozen=True, slots=True)
class OwnFactors:
    """What a person has, and whether the last one may go."""

    factors: list[Factor]
    recovery_codes_left: int
    required: bool


class OwnFactorDesk:
    """The use cases behind `/api/me/factors`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def of(self, who: SignedIn) -> OwnFactors:
        async with self._desk.database.read() as connection:
            found = await factors_of(connection, who.person_id)
            left = await recovery_codes_left(connection, who.person_id)
        return OwnFactors(found, left, needs_second_factor(who.role, self._desk.settings))

    async def draft_totp(self, who: SignedIn, password: str) -> TotpDraft:
        await must_know_password(self._desk, who.person, password)
        async with self._desk.database.work() as work:
            now = self._desk.clock.now()
            return await draft_totp(Enrolling(self._desk, work, who.session_id, who.person, now))

    async def add_totp(self, who: SignedIn, code: str, label: str) -> tuple[str, ...]:
        async with self._desk.database.work() as work:
            now = self._desk.clock.now()
            by = Enrolling(self._desk, work, who.session_id, who.person, now)
            return await add_totp(by, code, label)

    async def draft_passkey(
        self, who: SignedIn, password: str, party: RelyingParty
    ) -> dict[str, Any]:
        await must_know_password(self._desk, who.person, password)
        async with self._desk.database.work() as work:
            now = self._desk.clock.now()
            by = Enrolling(self._desk, work, who.session_id, who.person, now)
            return await passkey_draft(by, party)

    async def add_passkey(
        self, who: SignedIn, party: RelyingParty, credential: Mapping[str, Any], label: str
    ) -> tuple[str, ...]:
        async with self._desk.database.work() as work:
            now = self._desk.clock.now()
            by = Enrolling(self._desk, work, who.session_id, who.person, now)
            return await add_passkey(by, party, credential, label)

    async def remove(self, who: SignedIn, factor_id: str, password: str) -> None:
        """Raises `NoSuchFactor`, `LastFactor`, `SignInRefused`."""
        await must_know_password(self._desk, who.person, password)
        entry = Entry(
            kind=TrailKind.REMOVE_FACTOR,
            actor=who.person_id,
            organisation=who.organisation.code,
            body={"factor_id": factor_id},
        )
        async with self._desk.database.work() as work:
            kept = await factors_of(work.connection, who.person_id)
            if not any(one.factor_id == factor_id for one in kept):
                raise NoSuchFactor("no such second factor", field="factor_id")
            if len(kept) == 1 and needs_second_factor(who.role, self._desk.settings):
                raise LastFactor("add another one first", field="factor_id")
            await remove_factor_row(work.connection, factor_id, who.person_id)
            if len(kept) == 1:
                await replace_recovery_codes(work.connection, who.person_id, ())
            await record(work, self._desk.clock.now(), entry)

    async def new_recovery_codes(self, who: SignedIn, password: str) -> tuple[str, ...]:
        """Raises `NoSuchFactor` where there is nothing to recover from."""
        await must_know_password(self._desk, who.person, password)
        entry = Entry(
            kind=TrailKind.ADD_FACTOR,
            actor=who.person_id,
            organisation=who.organisation.code,
            body={"factor": "recovery"},
        )
        async with self._desk.database.work() as work:
            if not await factors_of(work.connection, who.person_id):
                raise NoSuchFactor("no second factor to recover from")
            codes = await new_recovery_codes(work, who.person)
            await record(work, self._desk.clock.now(), entry)
        return codes
