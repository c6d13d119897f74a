"""Where somebody stands with their duties, and whether their seat opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bongsu.identity.duties.failures import SeatClosed
from bongsu.identity.duties.pledge import VERSION
from bongsu.identity.duties.records import Trainee
from bongsu.identity.duties.rules import SEATED, Lack, Standing, standing
from bongsu.identity.duties.settings import DutySettings
from bongsu.identity.duties.store import trainee, trainees
from bongsu.identity.people import OWN_ROLES, Role, SignedIn
from bongsu.kernel.clock import SEOUL, Clock
from bongsu.kernel.database import Database


@dataclass(frozen=True, slots=True)
class DutyDesk:
    """What the registers stand on."""

    database: Database
    clock: Clock
    settings: DutySettings

    def today(self) -> date:
        return self.clock.now().astimezone(SEOUL).date()


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """A person with their courses and where they stand today."""

    trainee: Trainee
    standing: Standing


async def standing_of(desk: DutyDesk, person_id: str) -> PersonStanding | None:
    async with desk.database.read() as connection:
        found = await trainee(connection, person_id, VERSION)
    return None if found is None else _stands(found, desk)


async def all_standings(desk: DutyDesk) -> list[PersonStanding]:
    """The centre's own people."""
    async with desk.database.read() as connection:
        found = await trainees(connection, VERSION, OWN_ROLES)
    return [_stands(one, desk) for one in found]


def _stands(one: Trainee, desk: DutyDesk) -> PersonStanding:
    stands = standing(
        Role(one.role),
        one.added_on,
        [course.valid_until for course in one.trainings],
        desk.today(),
        desk.settings,
        has_pledged=one.pledged_at is not None,
    )
    return PersonStanding(one, stands)


async def must_have_seat(desk: DutyDesk, signed_in: SignedIn) -> None:
    """Raises `SeatClosed` saying what is missing and since when."""
    if signed_in.role not in SEATED:
        return
    found = await standing_of(desk, signed_in.person_id)
    if found is not None and found.standing.is_seat_closed:
        raise SeatClosed(_why(found.standing))


_MISSING: Mapping[Lack, str] = {
    Lack.TRAINING: "관제요원 교육 기한 {due} 경과, 유예 {last}까지 (training was due on {due}, grace ended on {last})",
    Lack.PLEDGE: "보안서약서 미서명 (the security pledge is not signed)",
}


def _why(stands: Standing) -> str:
    said = [
        _MISSING[lack].format(due=stands.due_on, last=stands.seat_until) for lack in stands.lacks
    ]
    return "; ".join(said)
