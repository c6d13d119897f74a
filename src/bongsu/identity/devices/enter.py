"""The second step of a vehicle's sign-in: its device answers, and the session is bound to that device."""

from dataclasses import replace
from datetime import datetime

from bongsu.identity.attempts import count_attempt, record_failure
from bongsu.identity.begin_session import begin_session
from bongsu.identity.desk import Desk
from bongsu.identity.devices.challenges import Challenges
from bongsu.identity.devices.device import Challenge, Device, Proof, Purpose
from bongsu.identity.devices.failures import ProofRefused
from bongsu.identity.devices.prove import must_hold, proven_until
from bongsu.identity.devices.store import bind_session, device_of, mark_proven
from bongsu.identity.factors.factor import Entered, Step
from bongsu.identity.factors.second_step import count_wrong, held
from bongsu.identity.factors.store import forget_pending
from bongsu.identity.lock import BY_DEVICE
from bongsu.identity.people import Person
from bongsu.kernel.database import Work

_DEVICE = frozenset({Step.DEVICE})


async def challenge_sign_in(desk: Desk, challenges: Challenges, token: str) -> Challenge:
    """Raises `PendingOver`."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        pending, _ = await held(work, token, now, _DEVICE)
    return challenges.make(Purpose.SIGN_IN, pending.pending_hash, now)


async def enter_with_device(
    desk: Desk, challenges: Challenges, token: str, device_id: str, proof: Proof
) -> Entered:
    """Raises `PendingOver`, `ProofRefused`, `SignInLocked`."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        pending, person = await held(work, token, now, _DEVICE)
        await count_attempt(work, desk, person.name, now)
        taken = challenges.take(proof.challenge_id, Purpose.SIGN_IN, pending.pending_hash, now)
        device = await _proven(work, person, device_id, taken, proof)
        if device is not None:
            await forget_pending(work.connection, pending.pending_hash)
            entered = await begin_session(desk, work, person, (pending.way, BY_DEVICE), now)
            return await _bound(work, entered, device, now)
        # kept, not rolled back: a wrong answer counts
        await count_wrong(work, pending)
        await record_failure(work, desk, person, BY_DEVICE, now)
    raise ProofRefused("this device is not enrolled for this account, or its answer does not fit")


async def _proven(
    work: Work, person: Person, device_id: str, taken: Challenge | None, proof: Proof
) -> Device | None:
    device = await device_of(work.connection, device_id)
    if device is None or device.removed_at is not None or device.person_id != person.person_id:
        return None
    try:
        must_hold(device, taken, proof)
    except ProofRefused:
        return None
    return device


async def _bound(work: Work, entered: Entered, device: Device, now: datetime) -> Entered:
    session, until = entered.signed_in.session, proven_until(now)
    await bind_session(work.connection, session.session_id, device.device_id)
    await mark_proven(work.connection, session.session_id, device.device_id, now, until)
    signed_in = replace(entered.signed_in, session=replace(session, proven_until=until))
    return replace(entered, signed_in=signed_in)
