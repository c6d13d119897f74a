"""Questions and writes about who is who."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TypeAlias

import msgspec
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.identity.people import (
    LinkSystem,
    Organisation,
    OrganisationKind,
    Partner,
    Person,
    Role,
    Session,
)
from bongsu.identity.tables import organisations, partners, people, sessions, wrong_sign_ins

Connection: TypeAlias = AsyncConnection

_ORGANISATION = (
    organisations.c.code,
    organisations.c.name_ko,
    organisations.c.name_en,
    organisations.c.kind,
)
_PERSON = (
    people.c.person_id,
    people.c.name,
    people.c.display_name,
    people.c.role,
    people.c.organisation,
    people.c.unit_id,
)
_SESSION = (
    sessions.c.session_id,
    sessions.c.person_id,
    sessions.c.started_at,
    sessions.c.seen_at,
)
_PARTNER = (
    partners.c.partner_id,
    partners.c.name,
    partners.c.organisation,
    partners.c.system,
    partners.c.services,
)


@dataclass(frozen=True, slots=True)
class WrongSignIns:
    """How often a name was tried in vain, and until when it is locked."""

    failures: int
    locked_until: datetime | None


def _organisation(code: str, name_ko: str, name_en: str, kind: str) -> Organisation:
    return Organisation(code, name_ko, name_en, OrganisationKind(kind))


def _person(columns: tuple[str, str, str, str, str, str | None]) -> Person:
    person_id, name, display_name, role, organisation, unit_id = columns
    return Person(person_id, name, display_name, Role(role), organisation, unit_id)


def _partner(partner_id: str, name: str, organisation: str, system: str, services: str) -> Partner:
    allowed = msgspec.json.decode(services, type=frozenset[str])
    return Partner(partner_id, name, organisation, LinkSystem(system), allowed)


async def add_organisation_row(connection: Connection, organisation: Organisation) -> None:
    await connection.execute(insert(organisations), asdict(organisation))


async def organisation_of(connection: Connection, code: str) -> Organisation | None:
    asked = select(*_ORGANISATION).where(organisations.c.code == code)
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else _organisation(*row)


async def all_organisations(connection: Connection) -> list[Organisation]:
    rows = await connection.execute(select(*_ORGANISATION).order_by(organisations.c.code))
    return [_organisation(*row) for row in rows]


async def add_person_row(
    connection: Connection, person: Person, password_hash: str, now: datetime
) -> None:
    values = {**asdict(person), "password_hash": password_hash, "added_at": stamp(now)}
    await connection.execute(insert(people), values)


async def person_of(connection: Connection, person_id: str) -> Person | None:
    asked = select(*_PERSON).where(people.c.person_id == person_id)
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else _person(row[:6])


async def person_named(connection: Connection, name: str) -> Person | None:
    asked = select(*_PERSON).where(people.c.name == name)
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else _person(row[:6])


async def all_people(connection: Connection) -> list[Person]:
    """Everybody who may sign in."""
    asked = select(*_PERSON).where(people.c.disabled_at.is_(None)).order_by(people.c.name)
    return [_person(row[:6]) for row in await connection.execute(asked)]


async def account_named(connection: Connection, name: str) -> tuple[Person, str] | None:
    """The person who may sign in under that name, and their password's hash."""
    asked = select(*_PERSON, people.c.password_hash)
    asked = asked.where(people.c.name == name, people.c.disabled_at.is_(None))
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else (_person(row[:6]), row[6])


async def set_password_row(connection: Connection, person_id: str, password_hash: str) -> None:
    row = update(people).where(people.c.person_id == person_id)
    await connection.execute(row.values(password_hash=password_hash))


async def disable_person_row(connection: Connection, person_id: str, now: datetime) -> None:
    row = update(people).where(people.c.person_id == person_id, people.c.disabled_at.is_(None))
    await connection.execute(row.values(disabled_at=stamp(now)))


async def add_session_row(connection: Connection, session: Session, token_hash: str) -> None:
    values = {
        "session_id": session.session_id,
        "token_hash": token_hash,
        "person_id": session.person_id,
        "started_at": stamp(session.started_at),
        "seen_at": stamp(session.seen_at),
    }
    await connection.execute(insert(sessions), values)


async def session_by_token(
    connection: Connection, token_hash: str
) -> tuple[Session, Person, Organisation] | None:
    """The session that has not been ended, whose it is and for whom; time is not judged here."""
    asked = select(*_SESSION, *_PERSON, *_ORGANISATION)
    asked = asked.join(people, people.c.person_id == sessions.c.person_id)
    asked = asked.join(organisations, organisations.c.code == people.c.organisation)
    asked = asked.where(sessions.c.token_hash == token_hash, sessions.c.ended_at.is_(None))
    asked = asked.where(people.c.disabled_at.is_(None))
    row = (await connection.execute(asked)).one_or_none()
    if row is None:
        return None
    session = Session(row[0], row[1], read_stamp(row[2]), read_stamp(row[3]))
    person, organisation = row[4:10], row[10:14]
    return session, _person(person), _organisation(*organisation)


async def mark_seen(connection: Connection, session_id: str, now: datetime) -> None:
    row = update(sessions).where(sessions.c.session_id == session_id)
    await connection.execute(row.values(seen_at=stamp(now)))


async def end_session_row(connection: Connection, session_id: str, now: datetime) -> bool:
    """Answers whether it was still running."""
    row = update(sessions).where(sessions.c.session_id == session_id, sessions.c.ended_at.is_(None))
    return (await connection.execute(row.values(ended_at=stamp(now)))).rowcount == 1


async def running_sessions_of(connection: Connection, person_id: str) -> list[str]:
    asked = select(sessions.c.session_id)
    asked = asked.where(sessions.c.person_id == person_id, sessions.c.ended_at.is_(None))
    return list((await connection.execute(asked)).scalars())


async def wrong_sign_ins_of(connection: Connection, name_hash: str) -> WrongSignIns:
    asked = select(wrong_sign_ins.c.failures, wrong_sign_ins.c.locked_until)
    row = (
        await connection.execute(asked.where(wrong_sign_ins.c.name_hash == name_hash))
    ).one_or_none()
    if row is None:
        return WrongSignIns(0, None)
    until = None if row.locked_until is None else read_stamp(row.locked_until)
    return WrongSignIns(row.failures, until)


async def keep_wrong_sign_in(
    connection: Connection, name_hash: str, wrong: WrongSignIns, now: datetime
) -> None:
    await forget_wrong_sign_ins(connection, name_hash)
    until = None if wrong.locked_until is None else stamp(wrong.locked_until)
    values = {"name_hash": name_hash, "failures": wrong.failures, "locked_until": until}
    await connection.execute(insert(wrong_sign_ins), {**values, "last_at": stamp(now)})


async def forget_wrong_sign_ins(connection: Connection, name_hash: str) -> None:
    await connection.execute(delete(wrong_sign_ins).where(wrong_sign_ins.c.name_hash == name_hash))


async def forget_wrong_sign_ins_before(connection: Connection, at: datetime) -> None:
    await connection.execute(delete(wrong_sign_ins).where(wrong_sign_ins.c.last_at < stamp(at)))


async def add_partner_row(
    connection: Connection, partner: Partner, token_hash: str, now: datetime
) -> None:
    values = {
        **asdict(partner),
        "services": msgspec.json.encode(sorted(partner.services)).decode(),
        "token_hash": token_hash,
        "added_at": stamp(now),
    }
    await connection.execute(insert(partners), values)


async def partners_by_token_hash(connection: Connection) -> list[tuple[str, Partner]]:
    """Every partner that may send, with the hash of its token."""
    asked = select(partners.c.token_hash, *_PARTNER).where(partners.c.disabled_at.is_(None))
    return [(row[0], _partner(*row[1:])) for row in await connection.execute(asked)]


async def partner_named(connection: Connection, name: str) -> Partner | None:
    row = (await connection.execute(select(*_PARTNER).where(partners.c.name == name))).one_or_none()
    return None if row is None else _partner(*row)
