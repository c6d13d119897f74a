"""The first second factor of somebody who may not come in without one: enrolled during the sign-in, which then goes on."""

from collections.abc import Mapping
from typing import Any  # Any: credentials and options are the browser's JSON

from bongsu.identity.begin_session import begin_session
from bongsu.identity.desk import Desk
from bongsu.identity.factors.enrol import (
    Enrolling,
    add_passkey,
    add_totp,
    draft_totp,
    passkey_draft,
)
from bongsu.identity.factors.factor import Entered, Pending, Step, TotpDraft
from bongsu.identity.factors.passkeys import RelyingParty
from bongsu.identity.factors.second_step import held
from bongsu.identity.factors.store import factors_of, forget_pending
from bongsu.identity.failures import PendingOver
from bongsu.kernel.database import Work


async def first_totp_draft(desk: Desk, token: str) -> TotpDraft:
    async with desk.database.work() as work:
        by, _ = await _enrolling(desk, work, token)
        return await draft_totp(by)


async def first_totp(desk: Desk, token: str, code: str, label: str) -> Entered:
    async with desk.database.work() as work:
        by, pending = await _enrolling(desk, work, token)
        codes = await add_totp(by, code, label)
        return await _enter(by, pending, "totp", codes)


async def first_passkey_draft(desk: Desk, token: str, party: RelyingParty) -> dict[str, Any]:
    async with desk.database.work() as work:
        by, _ = await _enrolling(desk, work, token)
        return await passkey_draft(by, party)


async def first_passkey(
    desk: Desk, token: str, party: RelyingParty, credential: Mapping[str, Any], label: str
) -> Entered:
    async with desk.database.work() as work:
        by, pending = await _enrolling(desk, work, token)
        codes = await add_passkey(by, party, credential, label)
        return await _enter(by, pending, "passkey", codes)


async def _enrolling(desk: Desk, work: Work, token: str) -> tuple[Enrolling, Pending]:
    now = desk.clock.now()
    pending, person = await held(work, token, now, frozenset({Step.ENROL}))
    # two sign-ins may have found none: the second one shows what the first one enrolled
    if await factors_of(work.connection, person.person_id):
        raise PendingOver("begin again with the password")
    return Enrolling(desk, work, pending.pending_hash, person, now), pending


async def _enter(by: Enrolling, pending: Pending, kind: str, codes: tuple[str, ...]) -> Entered:
    await forget_pending(by.work.connection, pending.pending_hash)
    ways = (pending.way, f"{kind} enrolled")
    return await begin_session(by.desk, by.work, by.person, ways, by.now, codes)
