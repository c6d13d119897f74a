"""Queries on the register and on consents."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.services.missing.tables import consents, people

Connection = AsyncConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """One person of the register, by a number that says nothing. `sealed` and `photo` open with the box."""

    person_id: str
    organisation: str
    kind: str
    sealed: str
    photo: str | None
    guardian_id: str | None
    consented_on: str
    registered_at: datetime
    registered_by: str
    checked_at: datetime
    check_due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A guardian's, for ninety days."""

    consent_id: str
    person_id: str
    guardian_id: str
    given_at: datetime
    until: datetime
    withdrawn_at: datetime | None

    def holds(self, now: datetime) -> bool:
        return self.withdrawn_at is None and now < self.until


_MOMENTS = ("registered_at", "checked_at", "check_due")


def _registered(row: RowMapping) -> Registered:
    said = {name: row[name] for name in Registered.__slots__}
    return Registered(**{**said, **{name: read_stamp(said[name]) for name in _MOMENTS}})


def _columns(one: Registered) -> dict[str, object]:
    said: dict[str, object] = {name: getattr(one, name) for name in Registered.__slots__}
    return {**said, **{name: stamp(getattr(one, name)) for name in _MOMENTS}}


async def person_by_id(connection: Connection, person_id: str) -> Registered | None:
    found = await connection.execute(select(people).where(people.c.person_id == person_id))
    row = found.mappings().first()
    return _registered(row) if row else None


async def people_of(connection: Connection, organisation: str) -> list[Registered]:
    """Those whose check is due first, first."""
    asked = select(people).where(people.c.organisation == organisation)
    rows = await connection.execute(asked.order_by(people.c.check_due, people.c.person_id))
    return [_registered(row) for row in rows.mappings()]


async def people_of_guardian(connection: Connection, guardian_id: str) -> list[Registered]:
    asked = select(people).where(people.c.guardian_id == guardian_id)
    rows = await connection.execute(asked.order_by(people.c.person_id))
    return [_registered(row) for row in rows.mappings()]


async def people_unchecked_since(connection: Connection, due_before: datetime) -> list[Registered]:
    """Of every organisation."""
    asked = select(people).where(people.c.check_due <= stamp(due_before))
    return [_registered(row) for row in (await connection.execute(asked)).mappings()]


async def add_person(connection: Connection, one: Registered) -> None:
    await connection.execute(insert(people).values(_columns(one)))


async def save_person(connection: Connection, one: Registered) -> None:
    mine = people.c.person_id == one.person_id
    await connection.execute(update(people).where(mine).values(_columns(one)))


async def remove_person(connection: Connection, person_id: str) -> None:
    """The record and every consent to it."""
    await connection.execute(delete(consents).where(consents.c.person_id == person_id))
    await connection.execute(delete(people).where(people.c.person_id == person_id))


async def add_consent(connection: Connection, one: Consent) -> None:
    row = {
        "consent_id": one.consent_id,
        "person_id": one.person_id,
        "guardian_id": one.guardian_id,
        "given_at": stamp(one.given_at),
        "until": stamp(one.until),
        "withdrawn_at": None,
    }
    await connection.execute(insert(consents).values(row))


async def latest_consent(
    connection: Connection, person_id: str, guardian_id: str
) -> Consent | None:
    asked = select(consents).where(
        consents.c.person_id == person_id, consents.c.guardian_id == guardian_id
    )
    newest = asked.order_by(consents.c.given_at.desc(), consents.c.consent_id.desc()).limit(1)
    row = (await connection.execute(newest)).first()
    if row is None:
        return None
    return Consent(
        consent_id=row.consent_id,
        person_id=row.person_id,
        guardian_id=row.guardian_id,
        given_at=read_stamp(row.given_at),
        until=read_stamp(row.until),
        withdrawn_at=read_stamp(row.withdrawn_at) if row.withdrawn_at else None,
    )


async def withdraw_consents(
    connection: Connection, person_id: str, guardian_id: str, now: datetime
) -> None:
    mine = (consents.c.person_id == person_id) & (consents.c.guardian_id == guardian_id)
    running = mine & consents.c.withdrawn_at.is_(None)
    await connection.execute(update(consents).where(running).values(withdrawn_at=stamp(now)))
