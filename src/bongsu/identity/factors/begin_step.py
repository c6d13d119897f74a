"""The first step of a sign-in was right. Whether a second one follows is decided here."""

from datetime import datetime

from bongsu.identity.begin_session import begin_session
from bongsu.identity.desk import Desk
from bongsu.identity.factors.factor import (
    PENDING_FOR,
    Entered,
    Pending,
    Step,
    Waiting,
    step_of,
    ways_of,
)
from bongsu.identity.factors.store import add_pending, factors_of, recovery_codes_left
from bongsu.identity.people import Person
from bongsu.identity.rules import needs_device, needs_second_factor
from bongsu.identity.tokens import token_hash
from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_secret


async def enter_or_wait(
    desk: Desk, work: Work, person: Person, way: str, now: datetime
) -> Entered | Waiting:
    """A second factor is asked of whoever has one and of whoever must have one; a vehicle shows its device instead."""
    if needs_device(person.role, desk.settings):
        return await _wait(work, person, way, Step.DEVICE, (Step.DEVICE.value,), now)
    factors = await factors_of(work.connection, person.person_id)
    asked = bool(factors) or needs_second_factor(person.role, desk.settings)
    if person.role.is_vehicle or not asked:
        return await begin_session(desk, work, person, (way,), now)
    left = await recovery_codes_left(work.connection, person.person_id)
    return await _wait(work, person, way, step_of(factors), ways_of(factors, left), now)


async def _wait(
    work: Work, person: Person, way: str, step: Step, ways: tuple[str, ...], now: datetime
) -> Waiting:
    token, ends_at = new_secret(), now + PENDING_FOR
    pending = Pending(token_hash(token), person.person_id, step, way, ends_at, wrong=0)
    await add_pending(work.connection, pending, now)
    return Waiting(step, token, ways, ends_at)
