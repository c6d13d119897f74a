"""Questions and writes about who is who."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeAlias  # Any: a row's columns are of several types

import msgspec
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.identity.people import (
    ONLY_INCIDENTS,
    LinkRight,
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
    sessions.c.active_at,
    sessions.c.locked_at,
    sessions.c.proven_until,
    sessions.c.must_change,
    sessions.c.source,
)
_PARTNER = (
    partners.c.partner_id,
    partners.c.name,
    partners.c.organisation,
    partners.c.system,
    partners.c.services,
    partners.c.rights,
)
_RIGHTS = {one.value: one for one in LinkRight}


@dataclass(frozen=True, slots=True)
class WrongSignIns:
    """How often a name was tried in vain, and until when it is locked."""

    failures: int
    locked_until: datetime | None


def _organisation(code: str, name_ko: str, name_en: str, kind: str) -> Organisation:
    return Organisation(code, name_ko, name_en, OrganisationKind(kind))


def _person(columns: Sequence[Any]) -> Person:
    person_id, name, display_name, role, organisation, unit_id = columns
    return Person(person_id, name, display_name, Role(role), organisation, unit_id)


def _session(columns: Sequence[Any]) -> Session:
    session_id, person_id, started_at, seen_at, active, locked, proven, change, source = columns
    return Session(
        session_id,
        person_id,
        read_stamp(started_at),
        read_stamp(seen_at),
        _at(active),
        _at(locked),
        _at(proven),
        bool(change),
        source,
    )


def _at(kept: str | None) -> datetime | None:
    return None if kept is None else read_stamp(kept)


def _partner(columns: Sequence[Any]) -> Partner:
    partner_id, name, organisation, system, services, rights = columns
    allowed = msgspec.json.decode(services, type=frozenset[str])
    return Partner(partner_id, name, organisation, LinkSystem(system), allowed, _rights_of(rights))


def _rights_of(kept: str | None) -> frozenset[LinkRight]:
    """A word that this version does not know gives nothing."""
    if kept is None:
        return ONLY_INCIDENTS
    words = msgspec.json.decode(kept, type=list[str])
    return frozenset(_RIGHTS[word] for word in words if word in _RIGHTS)


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
    connection: Connection,
    person: Person,
    password_hash: str,
    now: datetime,
    *,
    must_change: bool = False,
) -> None:
    values = {
        **asdict(person),
        "password_hash": password_hash,
        "added_at": stamp(now),
        "must_change": must_change,
    }
    await connection.execute(insert(people), values)


async def person_of(connection: Connection, person_id: str) -> Person | None:
    asked = select(*_PERSON).where(people.c.person_id == person_id)
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else _person(row)


async def person_named(connection: Connection, name: str) -> Person | None:
    asked = select(*_PERSON).where(people.c.name == name)
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else _person(row)


async def all_people(connection: Connection) -> list[Person]:
    """Everybody who may sign in."""
    asked = select(*_PERSON).where(people.c.disabled_at.is_(None)).order_by(people.c.name)
    return [_person(row) for row in await connection.execute(asked)]


async def account_named(connection: Connection, name: str) -> tuple[Person, str] | None:
    """The person who may sign in under that name, and their password's hash."""
    asked = select(*_PERSON, people.c.password_hash)
    asked = asked.where(people.c.name == name, people.c.disabled_at.is_(None))
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else (_person(row[:6]), row[6])


async def set_password_row(
    connection: Connection, person_id: str, password_hash: str, *, must_change: bool
) -> None:
    """`must_change`: somebody else knows it, so its person is asked to choose one."""
    row = update(people).where(people.c.person_id == person_id)
    await connection.execute(row.values(password_hash=password_hash, must_change=must_change))


async def must_change_of(connection: Connection, person_id: str) -> bool:
    asked = select(people.c.must_change).where(people.c.person_id == person_id)
    return bool((await connection.execute(asked)).scalar_one_or_none())


async def mark_password_chosen(connection: Connection, session_id: str) -> None:
    row = update(sessions).where(sessions.c.session_id == session_id)
    await connection.execute(row.values(must_change=False))


async def disable_person_row(connection: Connection, person_id: str, now: datetime) -> bool:
    """Answers whether the account was open."""
    row = update(people).where(people.c.person_id == person_id, people.c.disabled_at.is_(None))
    return (await connection.execute(row.values(disabled_at=stamp(now)))).rowcount == 1


async def enable_person_row(connection: Connection, person_id: str) -> bool:
    """Answers whether the account was closed."""
    row = update(people).where(people.c.person_id == person_id, people.c.disabled_at.is_not(None))
    return (await connection.execute(row.values(disabled_at=None))).rowcount == 1


async def change_person_row(connection: Connection, person: Person) -> None:
    """Role, organisation and unit as they are now."""
    row = update(people).where(people.c.person_id == person.person_id)
    await connection.execute(
        row.values(role=person.role, organisation=person.organisation, unit_id=person.unit_id)
    )


async def password_hash_of(connection: Connection, person_id: str) -> str | None:
    asked = select(people.c.password_hash)
    asked = asked.where(people.c.person_id == person_id, people.c.disabled_at.is_(None))
    return (await connection.execute(asked)).scalar_one_or_none()


async def open_person_of(connection: Connection, person_id: str) -> Person | None:
    """The person if the account is open."""
    asked = select(*_PERSON)
    asked = asked.where(people.c.person_id == person_id, people.c.disabled_at.is_(None))
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else _person(row)


async def add_session_row(connection: Connection, session: Session, token_hash: str) -> None:
    values = {
        "session_id": session.session_id,
        "token_hash": token_hash,
        "person_id": session.person_id,
        "started_at": stamp(session.started_at),
        "seen_at": stamp(session.seen_at),
        "active_at": stamp(session.active_at or session.started_at),
        "must_change": session.must_change,
        "source": session.source,
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
    return _session(row[:9]), _person(row[9:15]), _organisation(*row[15:19])


async def mark_seen(connection: Connection, session_id: str, now: datetime) -> None:
    row = update(sessions).where(sessions.c.session_id == session_id)
    await connection.execute(row.values(seen_at=stamp(now)))


async def mark_active(connection: Connection, session_id: str, now: datetime) -> bool:
    """Answers whether it was running and not locked."""
    row = update(sessions).where(
        sessions.c.session_id == session_id,
        sessions.c.ended_at.is_(None),
        sessions.c.locked_at.is_(None),
    )
    return (await connection.execute(row.values(active_at=stamp(now)))).rowcount == 1


async def lock_row(connection: Connection, session_id: str, now: datetime) -> bool:
    """Answers whether it was running and not yet locked."""
    row = update(sessions).where(
        sessions.c.session_id == session_id,
        sessions.c.ended_at.is_(None),
        sessions.c.locked_at.is_(None),
    )
    return (await connection.execute(row.values(locked_at=stamp(now)))).rowcount == 1


async def unlock_row(connection: Connection, session_id: str, now: datetime) -> bool:
    """Answers whether it is still running."""
    row = update(sessions).where(sessions.c.session_id == session_id, sessions.c.ended_at.is_(None))
    values = {"locked_at": None, "active_at": stamp(now), "seen_at": stamp(now)}
    return (await connection.execute(row.values(**values))).rowcount == 1


async def session_row(connection: Connection, session_id: str) -> Session | None:
    """The session if it has not been ended."""
    asked = select(*_SESSION)
    asked = asked.where(sessions.c.session_id == session_id, sessions.c.ended_at.is_(None))
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else _session(row)


async def running_sessions(connection: Connection) -> list[tuple[Session, Person]]:
    """All that have not been ended, whose time may be over all the same."""
    asked = select(*_SESSION, *_PERSON)
    asked = asked.join(people, people.c.person_id == sessions.c.person_id)
    rows = await connection.execute(asked.where(sessions.c.ended_at.is_(None)))
    return [(_session(row[:9]), _person(row[9:15])) for row in rows]


async def sessions_among(
    connection: Connection, session_ids: Collection[str]
) -> list[tuple[Session, Person]]:
    """Those of them that have not been ended and whose account is open; time is not judged here."""
    asked = select(*_SESSION, *_PERSON)
    asked = asked.join(people, people.c.person_id == sessions.c.person_id)
    asked = asked.where(sessions.c.ended_at.is_(None), people.c.disabled_at.is_(None))
    rows = await connection.execute(asked.where(sessions.c.session_id.in_(session_ids)))
    return [(_session(row[:9]), _person(row[9:15])) for row in rows]


async def end_session_row(connection: Connection, session_id: str, now: datetime) -> bool:
    """Answers whether it was still running."""
    row = update(sessions).where(sessions.c.session_id == session_id, sessions.c.ended_at.is_(None))
    return (await connection.execute(row.values(ended_at=stamp(now)))).rowcount == 1


async def running_sessions_of(connection: Connection, person_id: str) -> list[Session]:
    """Newest first; time is not judged here."""
    asked = select(*_SESSION).order_by(sessions.c.started_at.desc(), sessions.c.session_id)
    asked = asked.where(sessions.c.person_id == person_id, sessions.c.ended_at.is_(None))
    return [_session(row) for row in await connection.execute(asked)]


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
        "rights": msgspec.json.encode(sorted(partner.rights)).decode(),
        "token_hash": token_hash,
        "added_at": stamp(now),
    }
    await connection.execute(insert(partners), values)


async def partners_by_token_hash(connection: Connection) -> list[tuple[str, Partner]]:
    """Every partner that may send, with the hash of its token."""
    asked = select(partners.c.token_hash, *_PARTNER).where(partners.c.disabled_at.is_(None))
    return [(row[0], _partner(row[1:])) for row in await connection.execute(asked)]


async def disable_partner_row(connection: Connection, partner_id: str, now: datetime) -> bool:
    """Answers whether it was open."""
    row = update(partners).where(
        partners.c.partner_id == partner_id, partners.c.disabled_at.is_(None)
    )
    return (await connection.execute(row.values(disabled_at=stamp(now)))).rowcount == 1


async def all_partners(connection: Connection) -> list[tuple[Partner, str | None]]:
    """Closed ones too, with the time of their closing."""
    asked = select(*_PARTNER, partners.c.disabled_at).order_by(partners.c.name)
    return [(_partner(row[:6]), row[6]) for row in await connection.execute(asked)]


async def partner_named(connection: Connection, name: str) -> Partner | None:
    row = (await connection.execute(select(*_PARTNER).where(partners.c.name == name))).one_or_none()
    return None if row is None else _partner(row)
