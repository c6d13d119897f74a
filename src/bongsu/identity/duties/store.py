"""Queries on the registers. Writing happens inside a use case's `Work`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime

import msgspec
from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.identity.duties.records import (
    AiUse,
    Minutes,
    Officer,
    Subject,
    Trainee,
    Training,
    Verdicts,
)
from bongsu.identity.duties.tables import (
    ai_uses,
    ai_verdicts,
    committee_minutes,
    duty_officers,
    pledges,
    trainings,
)
from bongsu.identity.people import Role
from bongsu.identity.tables import people
from bongsu.kernel.clock import SEOUL

MOST_MINUTES = 500


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


async def add_officer(connection: AsyncConnection, row: Officer, now: datetime, by: str) -> None:
    values = asdict(row) | {"starts": row.starts.isoformat(), "ends": None}
    await connection.execute(insert(duty_officers), values | _added(now, by))


async def end_officer(connection: AsyncConnection, officer_id: str, ends: date) -> bool:
    wanted = update(duty_officers).where(duty_officers.c.officer_id == officer_id)
    return (await connection.execute(wanted.values(ends=ends.isoformat()))).rowcount == 1


async def all_officers(connection: AsyncConnection) -> list[Officer]:
    """Newest first."""
    asked = select(duty_officers).order_by(
        duty_officers.c.starts.desc(), duty_officers.c.officer_id
    )
    rows = (await connection.execute(asked)).mappings()
    return [msgspec.convert(row, Officer) for row in rows]


async def add_minutes(connection: AsyncConnection, row: Minutes, now: datetime, by: str) -> None:
    values = asdict(row) | {"held_on": row.held_on.isoformat(), "subjects": " ".join(row.subjects)}
    await connection.execute(insert(committee_minutes), values | _added(now, by))


async def all_minutes(connection: AsyncConnection) -> list[Minutes]:
    """Newest first."""
    asked = select(committee_minutes).order_by(
        committee_minutes.c.held_on.desc(), committee_minutes.c.minutes_id
    )
    return [
        Minutes(
            row.minutes_id,
            date.fromisoformat(row.held_on),
            tuple(Subject(one) for one in row.subjects.split()),
            row.decisions,
            row.attendance,
            row.document_sha256,
        )
        for row in await connection.execute(asked.limit(MOST_MINUTES))
    ]


async def add_training(connection: AsyncConnection, row: Training, now: datetime, by: str) -> None:
    days = {"held_on": row.held_on.isoformat(), "valid_until": row.valid_until.isoformat()}
    await connection.execute(insert(trainings), asdict(row) | days | _added(now, by))


async def sign_pledge(
    connection: AsyncConnection, person_id: str, version: str, text_sha256: str, now: datetime
) -> bool:
    """False when it was signed before."""
    if await pledged_at(connection, person_id, version) is not None:
        return False
    values = {
        "person_id": person_id,
        "version": version,
        "text_sha256": text_sha256,
        "signed_at": stamp(now),
    }
    await connection.execute(insert(pledges), values)
    return True


async def pledged_at(connection: AsyncConnection, person_id: str, version: str) -> datetime | None:
    asked = select(pledges.c.signed_at).where(
        pledges.c.person_id == person_id, pledges.c.version == version
    )
    at = (await connection.execute(asked)).scalar()
    return read_stamp(at) if at else None


async def trainee(connection: AsyncConnection, person_id: str, version: str) -> Trainee | None:
    found = await _trainees(connection, version, person_id=person_id)
    return found[0] if found else None


async def trainees(
    connection: AsyncConnection, version: str, roles: Iterable[Role]
) -> list[Trainee]:
    """Everybody of those roles who may sign in."""
    return await _trainees(connection, version, roles=[role.value for role in roles])


async def _trainees(
    connection: AsyncConnection,
    version: str,
    *,
    person_id: str | None = None,
    roles: list[str] | None = None,
) -> list[Trainee]:
    asked = select(
        people.c.person_id,
        people.c.name,
        people.c.display_name,
        people.c.role,
        people.c.added_at,
    )
    asked = asked.where(people.c.disabled_at.is_(None)).order_by(people.c.display_name)
    if person_id is not None:
        asked = asked.where(people.c.person_id == person_id)
    if roles is not None:
        asked = asked.where(people.c.role.in_(roles))
    rows = (await connection.execute(asked)).all()
    ids = [row.person_id for row in rows]
    courses = await _courses(connection, ids)
    signed = await _signed(connection, ids, version)
    return [
        Trainee(
            row.person_id,
            row.name,
            row.display_name,
            row.role,
            read_stamp(row.added_at).astimezone(SEOUL).date(),
            tuple(courses[row.person_id]),
            signed.get(row.person_id),
        )
        for row in rows
    ]


async def _courses(connection: AsyncConnection, ids: list[str]) -> dict[str, list[Training]]:
    found: dict[str, list[Training]] = defaultdict(list)
    asked = select(trainings).where(trainings.c.person_id.in_(ids))
    for row in await connection.execute(
        asked.order_by(trainings.c.held_on.desc(), trainings.c.training_id)
    ):
        held, until = date.fromisoformat(row.held_on), date.fromisoformat(row.valid_until)
        course = Training(row.training_id, row.person_id, row.course, held, row.hours, until)
        found[row.person_id].append(course)
    return found


async def _signed(connection: AsyncConnection, ids: list[str], version: str) -> dict[str, datetime]:
    asked = select(pledges.c.person_id, pledges.c.signed_at)
    asked = asked.where(pledges.c.version == version, pledges.c.person_id.in_(ids))
    return {row.person_id: read_stamp(row.signed_at) for row in await connection.execute(asked)}


async def add_ai_use(connection: AsyncConnection, row: AiUse, now: datetime, by: str) -> None:
    values = asdict(row) | {"since": row.since.isoformat(), "ended_on": None}
    await connection.execute(insert(ai_uses), values | _added(now, by))


async def end_ai_use(connection: AsyncConnection, ai_id: str, ended_on: date) -> bool:
    wanted = update(ai_uses).where(ai_uses.c.ai_id == ai_id)
    return (await connection.execute(wanted.values(ended_on=ended_on.isoformat()))).rowcount == 1


async def ai_use_started(connection: AsyncConnection, ai_id: str) -> date | None:
    asked = select(ai_uses.c.since).where(ai_uses.c.ai_id == ai_id)
    return _day((await connection.execute(asked)).scalar())


async def officer_started(connection: AsyncConnection, officer_id: str) -> date | None:
    asked = select(duty_officers.c.starts).where(duty_officers.c.officer_id == officer_id)
    return _day((await connection.execute(asked)).scalar())


async def all_ai_uses(connection: AsyncConnection) -> list[tuple[AiUse, Verdicts]]:
    """Newest first, with all that people ever said of each."""
    counts = ai_verdicts.c
    sums = (func.sum(one) for one in (counts.confirmed, counts.false_alarms, counts.missed))
    asked = select(counts.ai_id, *sums)
    said = {
        row[0]: Verdicts(row[1], row[2], row[3])
        for row in await connection.execute(asked.group_by(counts.ai_id))
    }
    uses = await connection.execute(
        select(ai_uses).order_by(ai_uses.c.since.desc(), ai_uses.c.ai_id)
    )
    return [
        (msgspec.convert(row, AiUse), said.get(row["ai_id"], Verdicts())) for row in uses.mappings()
    ]


async def count_verdicts(
    connection: AsyncConnection, ai_id: str, day: date, more: Verdicts
) -> None:
    """Adds to the day's figures."""
    counts = ai_verdicts.c
    changed = await connection.execute(
        update(ai_verdicts)
        .where(counts.ai_id == ai_id, counts.day == day.isoformat())
        .values(
            confirmed=counts.confirmed + more.confirmed,
            false_alarms=counts.false_alarms + more.false_alarms,
            missed=counts.missed + more.missed,
        )
    )
    if changed.rowcount == 0:
        values = {"ai_id": ai_id, "day": day.isoformat(), **asdict(more)}
        await connection.execute(insert(ai_verdicts), values)


def _added(now: datetime, by: str) -> dict[str, str]:
    return {"added_at": stamp(now), "added_by": by}
