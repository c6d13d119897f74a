"""사전등록: a welfare officer registers, changes, checks and removes. She sees no camera, neither picture nor mark."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.people import Role, SignedIn
from bongsu.identity.store import person_named, person_of
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid
from bongsu.kernel.ids import new_id
from bongsu.services.missing.description import check_description
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.failures import NoPicture, UnknownPerson
from bongsu.services.missing.picture import as_picture
from bongsu.services.missing.record import (
    CHECK_EVERY,
    NewRecord,
    Personal,
    read_personal,
    sealed_bytes,
)
from bongsu.services.missing.registered.store import (
    Connection,
    Registered,
    add_person,
    person_by_id,
    remove_person,
    save_person,
    withdraw_consents,
)

_SEOUL = timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class Opened:
    """A record as it was read; `guardian`: the sign-in name that an officer gave."""

    registered: Registered
    personal: Personal
    guardian: str


def about(person_id: str) -> str:
    """What is sealed for one record opens in no other."""
    return f"missing/{person_id}"


async def register(desk: MissingDesk, said: NewRecord, by: SignedIn) -> str:
    """Answers the number. Raises `Invalid` with the field."""
    now = desk.desk.clock.now()
    person_id = new_id("reg")
    async with desk.desk.database.work() as work:
        _check(said, now)
        guardian = await _guardian_named(work.connection, said.guardian or "")
        made = Registered(
            person_id=person_id,
            organisation=by.person.organisation,
            kind=said.kind,
            sealed=desk.box.seal(sealed_bytes(said.personal), about(person_id)),
            photo=None,
            guardian_id=guardian,
            consented_on=said.consented_on.isoformat(),
            registered_at=now,
            registered_by=by.person_id,
            checked_at=now,
            check_due=now + CHECK_EVERY,
        )
        await add_person(work.connection, made)
        await _write_down(work, TrailKind.REGISTER_PERSON, made, by, now)
    return person_id


async def change(desk: MissingDesk, person_id: str, said: NewRecord, by: SignedIn) -> None:
    """Everything but the photo, as it is said now; the guardian only where one is said."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        before = await _mine(work.connection, person_id, by)
        _check(said, now)
        guardian = before.guardian_id
        if said.guardian is not None:
            guardian = await _guardian_named(work.connection, said.guardian)
            await _parted(work.connection, before, guardian, now)
        after = replace(
            before,
            kind=said.kind,
            guardian_id=guardian,
            consented_on=said.consented_on.isoformat(),
            sealed=desk.box.seal(sealed_bytes(said.personal), about(person_id)),
        )
        await save_person(work.connection, after)
        await _write_down(work, TrailKind.CHANGE_REGISTER, after, by, now, what="record")


async def give_photo(desk: MissingDesk, person_id: str, data: bytes, by: SignedIn) -> None:
    """A JPEG of at most 1 MiB, drawn anew. Raises `Invalid` with the field."""
    async with desk.desk.database.read() as connection:
        await _mine(connection, person_id, by)
    picture = await as_picture(data, "photo")
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        before = await _mine(work.connection, person_id, by)
        after = replace(before, photo=desk.box.seal(picture, about(person_id)))
        await save_person(work.connection, after)
        await _write_down(work, TrailKind.CHANGE_REGISTER, after, by, now, what="photo")


async def confirm_checked(desk: MissingDesk, person_id: str, by: SignedIn) -> None:
    """The yearly check: still wanted, still true."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        before = await _mine(work.connection, person_id, by)
        after = replace(before, checked_at=now, check_due=now + CHECK_EVERY)
        await save_person(work.connection, after)
        await _write_down(work, TrailKind.CHANGE_REGISTER, after, by, now, what="check")


async def remove(desk: MissingDesk, person_id: str, by: SignedIn) -> None:
    """At the guardian's wish or because the ground is gone; nothing of the record stays."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        before = await _mine(work.connection, person_id, by)
        await remove_person(work.connection, person_id)
        photos = int(before.photo is not None)
        await _write_down(work, TrailKind.DESTROY, before, by, now, records=1, photos=photos)
    await desk.desk.database.leave_no_copy()


async def read(desk: MissingDesk, person_id: str, by: SignedIn) -> Opened:
    """With a trail row: who read whose description."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        found = await _mine(work.connection, person_id, by)
        guardian = await _guardian_of(work.connection, found)
        await _write_down(work, TrailKind.READ_REGISTER, found, by, now, what="record")
    return Opened(found, personal_of(desk, found), guardian)


async def read_photo(desk: MissingDesk, person_id: str, by: SignedIn) -> bytes:
    """With a trail row. Raises `NoPicture`."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        found = await _mine(work.connection, person_id, by)
        if found.photo is None:
            raise NoPicture("No photo was given")
        await _write_down(work, TrailKind.READ_REGISTER, found, by, now, what="photo")
    return desk.box.open(found.photo, about(person_id))


def personal_of(desk: MissingDesk, found: Registered) -> Personal:
    return read_personal(desk.box.open(found.sealed, about(found.person_id)))


async def _mine(connection: Connection, person_id: str, by: SignedIn) -> Registered:
    found = await person_by_id(connection, person_id)
    if found is None or found.organisation != by.person.organisation:
        raise UnknownPerson("No such record in your register")
    return found


def _check(said: NewRecord, now: datetime) -> None:
    """Raises `Invalid`."""
    check_description(said.personal.description, "personal.description")
    if said.consented_on > (now + _SEOUL).date():
        raise Invalid("The consent lies in the future", field="consented_on")


async def _guardian_named(connection: Connection, name: str) -> str | None:
    """Their person_id. Raises `Invalid`."""
    if not name:
        return None
    guardian = await person_named(connection, name)
    if guardian is None or guardian.role is not Role.RESIDENT:
        raise Invalid("No account of a resident has this name", field="guardian")
    return guardian.person_id


async def _guardian_of(connection: Connection, one: Registered) -> str:
    found = await person_of(connection, one.guardian_id) if one.guardian_id else None
    return found.name if found else ""


async def _parted(
    connection: Connection, before: Registered, guardian: str | None, now: datetime
) -> None:
    """Whoever is no guardian any more has no consent that would hold, were they named again."""
    if before.guardian_id is not None and before.guardian_id != guardian:
        await withdraw_consents(connection, before.person_id, before.guardian_id, now)


async def _write_down(
    work: Work, kind: TrailKind, one: Registered, by: SignedIn, now: datetime, **more: object
) -> None:
    entry = Entry(
        kind=kind,
        actor=by.person_id,
        organisation=by.person.organisation,
        body={"register": one.person_id, **more},
    )
    await record(work, now, entry)
