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
from bongsu.identity.devices.enter import challenge_sign_in, enter_with_device
from bongsu.identity.devices.prove import bound_device, prove_session
from bongsu.identity.devices.remove import remove_device
from bongsu.identity.devices.store import devices_in_use
from bongsu.identity.factors.factor import Entered
from bongsu.identity.people import SignedIn
from bongsu.identity.sessions import Sessions


class Devices:
    """One per node."""

    def __init__(self, desk: Desk, sessions: Sessions) -> None:
        self._desk = desk
        self._sessions = sessions
        self._challenges = Challenges()

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

    def challenge(self, signed_in: SignedIn) -> Challenge:
        """What the device of this session signs next."""
        return self._challenges.make(Purpose.SESSION, signed_in.session_id, self._desk.clock.now())

    async def prove(self, signed_in: SignedIn, proof: Proof) -> datetime:
        """Until when the session is good now."""
        return await prove_session(self._desk, self._sessions, self._challenges, signed_in, proof)

    async def challenge_sign_in(self, pending: str) -> Challenge:
        return await challenge_sign_in(self._desk, self._challenges, pending)

    async def enter(
        self, pending: str, device_id: str, proof: Proof, address: str | None = None
    ) -> Entered:
        """The second step of a vehicle's sign-in."""
        desk = self._desk.seen_from(address)
        return await enter_with_device(desk, self._challenges, pending, device_id, proof)
