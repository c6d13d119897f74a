"""What a guardian sees: status only, by a consent of ninety days that may be withdrawn without anybody being told.

A guardian may be the danger (dossier §12.14): never a camera, a route, a place or a past trip."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.people import SignedIn
from bongsu.kernel.failures import Invalid
from bongsu.kernel.ids import new_id
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.failures import UnknownPerson
from bongsu.services.missing.registered.store import (
    Connection,
    Consent,
    Registered,
    add_consent,
    latest_consent,
    people_of_guardian,
    person_by_id,
    withdraw_consents,
)
from bongsu.services.missing.searches.store import latest_search_for

CONSENT_DAYS = 90
_FOUND_SHOWN = timedelta(days=7)


class Status(StrEnum):
    """All that a guardian or a welfare officer learns of a search."""

    NO_CONSENT = "no_consent"
    REGISTERED = "registered"
    SEARCH_OPEN = "search_open"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Ward:
    """One record as its guardian sees it. `kind`: a class is a diagnosis, and told by consent alone."""

    person_id: str
    kind: str | None
    status: Status
    consent_until: datetime | None


async def wards_of(desk: MissingDesk, guardian_id: str) -> list[Ward]:
    now = desk.desk.clock.now()
    async with desk.desk.database.read() as connection:
        return [
            await _ward(connection, one, guardian_id, now)
            for one in await people_of_guardian(connection, guardian_id)
        ]


async def _ward(connection: Connection, one: Registered, guardian_id: str, now: datetime) -> Ward:
    consent = await latest_consent(connection, one.person_id, guardian_id)
    if consent is None or not consent.holds(now):
        return Ward(one.person_id, None, Status.NO_CONSENT, None)
    status = await status_of(connection, one.person_id, now)
    return Ward(one.person_id, one.kind, status, consent.until)


async def status_of(connection: Connection, person_id: str, now: datetime) -> Status:
    """Whether a search runs, or found somebody in the last week."""
    search = await latest_search_for(connection, person_id)
    if search is None:
        return Status.REGISTERED
    if search.ended_at is None:
        return Status.SEARCH_OPEN
    is_fresh = search.found and now - search.ended_at < _FOUND_SHOWN
    return Status.FOUND if is_fresh else Status.REGISTERED


async def consent(desk: MissingDesk, person_id: str, by: SignedIn, *, adult: bool) -> datetime:
    """Ninety days from now, given anew each time. Raises `Invalid`, `UnknownPerson`."""
    if not adult:
        raise Invalid("Only an adult consents", field="adult")
    now = desk.desk.clock.now()
    until = now + timedelta(days=CONSENT_DAYS)
    async with desk.desk.database.work() as work:
        await _ward_of(work.connection, person_id, by)
        await withdraw_consents(work.connection, person_id, by.person_id, now)
        given = Consent(
            consent_id=new_id("con"),
            person_id=person_id,
            guardian_id=by.person_id,
            given_at=now,
            until=until,
            withdrawn_at=None,
        )
        await add_consent(work.connection, given)
        await record(work, now, _entry(by, person_id, given=True))
    return until


async def withdraw(desk: MissingDesk, person_id: str, by: SignedIn) -> None:
    """Silently: nobody is told, no screen shows it; the trail knows."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        await _ward_of(work.connection, person_id, by)
        await withdraw_consents(work.connection, person_id, by.person_id, now)
        await record(work, now, _entry(by, person_id, given=False))


async def _ward_of(connection: Connection, person_id: str, by: SignedIn) -> Registered:
    found = await person_by_id(connection, person_id)
    if found is None or found.guardian_id != by.person_id:
        raise UnknownPerson("No such record of yours")
    return found


def _entry(by: SignedIn, person_id: str, *, given: bool) -> Entry:
    return Entry(
        kind=TrailKind.CONSENT,
        actor=by.person_id,
        organisation=by.person.organisation,
        body={"register": person_id, "given": given},
    )
