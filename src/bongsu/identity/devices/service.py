"""Devices as the rest of the node meets them: `app.state.identity.devices`."""

from datetime import datetime

from bongsu.identity.desk import Desk
from bongsu.identity.devices.challenges import Challenges
from bongsu.identity.devices.device import (
    Challenge,
    CodeShown,
    Device,
    NewDevice,
    Proof,
    Purpose,
)
from bongsu.identity.devices.enrol import enrol, make_code
from bongsu.identity.devices.prove import begin_bound, bound_device, prove_session, prove_sign_in
from bongsu.identity.devices.remove import remove_device
from bongsu.identity.devices.store import devices_in_use
from bongsu.identity.people import Person, SignedIn
from bongsu.identity.sessions import Sessions
from bongsu.kernel.database import Work


class Devices:
    """One per node."""

    def __init__(self, desk: Desk, sessions: Sessions) -> None:
        self._desk = desk
        self._sessions = sessions
        self._challenges = Challenges()

    def needed_by(self, person: Person) -> bool:
        """Whether this account signs in with a device's key beside its password."""
        return person.role.is_vehicle and self._desk.settings.device_key_vehicles

    async def make_code(self, name: str, *, by: str) -> CodeShown:
        return await make_code(self._desk, name, by)

    async def enrol(self, asked: NewDevice) -> Device:
        return await enrol(self._desk, asked)

    async def in_use(self) -> list[Device]:
        async with self._desk.database.read() as connection:
            return await devices_in_use(connection)

    async def remove(self, device_id: str, reason: str, *, by: str) -> None:
        await remove_device(self._desk, self._sessions, device_id, reason, by)

    async def of_session(self, signed_in: SignedIn) -> Device:
        """The device that a session is bound to. Raises `NoDeviceSession`."""
        async with self._desk.database.read() as connection:
            return await bound_device(connection, signed_in.session_id)

    def challenge(self, purpose: Purpose, bound_to: str) -> Challenge:
        """`bound_to` is the session, or the sign-in under way."""
        return self._challenges.make(purpose, bound_to, self._desk.clock.now())

    async def prove(self, signed_in: SignedIn, proof: Proof) -> datetime:
        """Until when the session is good now."""
        return await prove_session(self._desk, self._sessions, self._challenges, signed_in, proof)

    def answered(self, proof: Proof, bound_to: str) -> Challenge | None:
        """Takes the challenge of a sign-in: once, whatever comes of it."""
        now = self._desk.clock.now()
        return self._challenges.take(proof.challenge_id, Purpose.SIGN_IN, bound_to, now)

    async def prove_sign_in(
        self, work: Work, person_id: str, device_id: str, taken: Challenge | None, proof: Proof
    ) -> Device:
        return await prove_sign_in(work, person_id, device_id, taken, proof)

    async def begin_bound(self, work: Work, session_id: str, device: Device) -> datetime:
        """In the transaction that begins the session."""
        return await begin_bound(work, session_id, device, self._desk.clock.now())
