"""Questions and writes about the history of rights, accounts as they are administered, and links to a provider."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import msgspec
from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import stamp
from bongsu.identity.people import Role
from bongsu.identity.rights.tables import oidc_links, rights_history
from bongsu.identity.tables import organisations, people

Connection: TypeAlias = AsyncConnection


@dataclass(frozen=True, slots=True)
class RightsRow:
    """A row of the history; `actor` and `about` are ids."""

    sequence: int
    at: str
    actor: str
    about_kind: str
    about: str
    change: str
    before: dict[str, object]
    after: dict[str, object]
    reason: str


@dataclass(frozen=True, slots=True)
class Account:
    """An account as whoever administers it sees it."""

    person_id: str
    name: str
    display_name: str
    role: Role
    organisation: str
    organisation_name: str
    unit_id: str | None
    added_at: str
    disabled_at: str | None
    is_linked: bool


async def append_rights_row(
    connection: Connection,
    *,
    at: datetime,
    before: Mapping[str, object],
    after: Mapping[str, object],
    **words: str,
) -> None:
    last = (await connection.execute(select(func.max(rights_history.c.sequence)))).scalar_one()
    values = {
        "sequence": (last or 0) + 1,
        "at": stamp(at),
        "before": msgspec.json.encode(before, order="sorted").decode(),
        "after": msgspec.json.encode(after, order="sorted").decode(),
        **words,
    }
    await connection.execute(insert(rights_history), values)


async def rights_rows(connection: Connection, before: int | None, limit: int) -> list[RightsRow]:
    """Newest first."""
    asked = select(rights_history).order_by(rights_history.c.sequence.desc()).limit(limit)
    if before is not None:
        asked = asked.where(rights_history.c.sequence < before)
    return [
        RightsRow(
            row.sequence,
            row.at,
            row.actor,
            row.about_kind,
            row.about,
            row.change,
            msgspec.json.decode(row.before),
            msgspec.json.decode(row.after),
            row.reason,
        )
        for row in await connection.execute(asked)
    ]


async def changed_by_others(
    connection: Connection, person_ids: Sequence[str], since: datetime
) -> list[str]:
    """Which of these accounts another person has made or changed since; whoever has the machine itself (`system`) aside."""
    asked = select(rights_history.c.about).where(
        rights_history.c.about_kind == "person",
        rights_history.c.about.in_(person_ids),
        rights_history.c.actor.not_in(("system", rights_history.c.about)),
        rights_history.c.at >= stamp(since),
    )
    return list((await connection.execute(asked.distinct())).scalars())


async def accounts(connection: Connection) -> list[Account]:
    """All of them, closed ones too, by name."""
    asked = (
        select(
            people.c.person_id,
            people.c.name,
            people.c.display_name,
            people.c.role,
            people.c.organisation,
            organisations.c.name_ko,
            people.c.unit_id,
            people.c.added_at,
            people.c.disabled_at,
            oidc_links.c.subject,
        )
        .join(organisations, organisations.c.code == people.c.organisation)
        .outerjoin(oidc_links, oidc_links.c.person_id == people.c.person_id)
        .order_by(people.c.name)
    )
    return [
        Account(row[0], row[1], row[2], Role(row[3]), *row[4:9], is_linked=row[9] is not None)
        for row in await connection.execute(asked)
    ]


async def names_of_ids(connection: Connection) -> dict[str, str]:
    """Sign-in names by person_id."""
    rows = await connection.execute(select(people.c.person_id, people.c.name))
    return {row[0]: row[1] for row in rows}


async def add_link(
    connection: Connection, issuer: str, subject: str, person_id: str, now: datetime
) -> None:
    values = {
        "issuer": issuer,
        "subject": subject,
        "person_id": person_id,
        "linked_at": stamp(now),
    }
    await connection.execute(insert(oidc_links), values)


async def remove_link(connection: Connection, person_id: str) -> bool:
    row = delete(oidc_links).where(oidc_links.c.person_id == person_id)
    return (await connection.execute(row)).rowcount == 1


async def link_of(connection: Connection, person_id: str) -> tuple[str, str] | None:
    asked = select(oidc_links.c.issuer, oidc_links.c.subject)
    row = (await connection.execute(asked.where(oidc_links.c.person_id == person_id))).one_or_none()
    return None if row is None else (row[0], row[1])


async def person_id_linked(connection: Connection, issuer: str, subject: str) -> str | None:
    asked = select(oidc_links.c.person_id)
    asked = asked.where(oidc_links.c.issuer == issuer, oidc_links.c.subject == subject)
    return (await connection.execute(asked)).scalar_one_or_none()
