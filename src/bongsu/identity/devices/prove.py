"""A device proves that it holds its key, again and again while its session runs; unproven, the session locks."""

from datetime import datetime, timedelta

import structlog

from bongsu.identity.desk import Desk
from bongsu.identity.devices.challenges import Challenges
from bongsu.identity.devices.device import Challenge, Device, Proof, Purpose
from bongsu.identity.devices.failures import NoDeviceSession, ProofRefused
from bongsu.identity.devices.rules import is_signed, public_key, signed_text
from bongsu.identity.devices.store import (
    Connection,
    device_of_session,
    mark_proven,
)
from bongsu.identity.lock import BY_DEVICE, open_again
from bongsu.identity.people import SignedIn
from bongsu.identity.sessions import Sessions

log = structlog.get_logger()

# so long is a stolen cookie worth anything; the tablet proves itself every 60 s
PROVEN_FOR_S = 90


def proven_until(now: datetime) -> datetime:
    return now + timedelta(seconds=PROVEN_FOR_S)


async def prove_session(
    desk: Desk, sessions: Sessions, challenges: Challenges, signed_in: SignedIn, proof: Proof
) -> datetime:
    """Until when the session is good now; locked meanwhile, it opens again. Raises `NoDeviceSession`, `ProofRefused`."""
    now = desk.clock.now()
    session_id = signed_in.session_id
    taken = challenges.take(proof.challenge_id, Purpose.SESSION, session_id, now)
    async with desk.database.work() as work:
        device = await bound_device(work.connection, session_id)
        must_hold(device, taken, proof)
        until = proven_until(now)
        await mark_proven(work.connection, session_id, device.device_id, now, until)
        if signed_in.locked:
            await open_again(work, signed_in, BY_DEVICE, now)
    sessions.forget(session_id)
    desk.sessions_changed.set()
    return until


async def bound_device(connection: Connection, session_id: str) -> Device:
    """Raises `NoDeviceSession`."""
    device = await device_of_session(connection, session_id)
    if device is None:
        raise NoDeviceSession("this session is bound to no device")
    return device


def must_hold(device: Device, taken: Challenge | None, proof: Proof) -> None:
    """Raises `ProofRefused`."""
    if taken is None:
        raise ProofRefused("this challenge is over or was answered")
    text = signed_text(taken.purpose, proof.origin, taken.challenge, taken.bound_to)
    if not is_signed(public_key(device.spki).key, proof.signature, text):
        log.warning("device proof refused", device=device.device_id)
        raise ProofRefused("the signature does not fit")
