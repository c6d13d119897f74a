"""Queries of alarms: one at a time, those that are open, those that a rule's verdicts are learned from."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias  # Any: columns of a row as the driver gives them

import msgspec
from sqlalchemy import and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.monitoring.alarms.alarm import Alarm, Occasion
from bongsu.monitoring.alarms.tables import alarm_events, alarms, shown_log
from bongsu.monitoring.tracks.track import Box
from bongsu.monitoring.words import AlarmState, FalseReason, RuleKind, Verdict

Connection: TypeAlias = AsyncConnection
_FIELDS = Alarm.__struct_fields__
_TIMES = frozenset(name for name in _FIELDS if name.endswith(("_at", "_until")))
_WORDS: Mapping[str, Any] = {
    "kind": RuleKind,
    "state": AlarmState,
    "verdict": Verdict,
    "reason": FalseReason,
}
_IN_JSON: Mapping[str, Any] = {
    "boxes": tuple[Box, ...],
    "moment_boxes": tuple[Box, ...],
    "shown_to": tuple[str, ...],
    "occasion": Occasion,
}
_OPEN = tuple(one.value for one in AlarmState if one.is_open)
_LEARNED_FROM = (AlarmState.REAL.value, AlarmState.FALSE.value)


async def add_alarm(connection: Connection, alarm: Alarm) -> None:
    await connection.execute(insert(alarms), _columns(alarm))


async def save_alarm(connection: Connection, alarm: Alarm) -> None:
    values = _columns(alarm)
    del values["alarm_id"]
    await connection.execute(
        update(alarms).where(alarms.c.alarm_id == alarm.alarm_id).values(**values)
    )


async def alarm_of(connection: Connection, alarm_id: str) -> Alarm | None:
    found = await _those(connection, alarms.c.alarm_id == alarm_id)
    return found[0] if found else None


async def remembered(connection: Connection, since: datetime) -> list[Alarm]:
    """What the queue holds in memory: all that are open, and what was answered lately."""
    recent = or_(alarms.c.last_at >= stamp(since), alarms.c.answered_at >= stamp(since))
    return await _those(connection, or_(alarms.c.state.in_(_OPEN), recent))


async def listed(
    connection: Connection,
    *,
    states: Collection[AlarmState] = (),
    camera_id: str | None = None,
    before: datetime | None = None,
    limit: int = 50,
) -> list[Alarm]:
    """Newest first."""
    where: list[Any] = []
    if states:
        where.append(alarms.c.state.in_([one.value for one in states]))
    if camera_id is not None:
        where.append(alarms.c.camera_id == camera_id)
    if before is not None:
        where.append(alarms.c.first_at < stamp(before))
    asked = (
        select(alarms)
        .where(*where)
        .order_by(alarms.c.first_at.desc(), alarms.c.alarm_id.desc())
        .limit(limit)
    )
    rows = await connection.execute(asked)
    return [_alarm(row) for row in rows.mappings()]


async def to_learn_from(connection: Connection, before: datetime, limit: int) -> list[Alarm]:
    """Answered so long ago that nobody takes it back, and not yet taken in."""
    asked = (
        select(alarms)
        .where(alarms.c.is_learned.is_(False), alarms.c.answered_at <= stamp(before))
        .where(alarms.c.state.in_(_LEARNED_FROM))
        .order_by(alarms.c.answered_at, alarms.c.alarm_id)
        .limit(limit)
    )
    rows = await connection.execute(asked)
    return [_alarm(row) for row in rows.mappings()]


async def verdicts_of(
    connection: Connection, camera_id: str, rule_id: str, since: datetime, limit: int
) -> list[Alarm]:
    """The newest, of one rule on one camera."""
    asked = (
        select(alarms)
        .where(alarms.c.camera_id == camera_id, alarms.c.rule_id == rule_id)
        .where(alarms.c.state.in_(_LEARNED_FROM), alarms.c.answered_at >= stamp(since))
        .order_by(alarms.c.answered_at.desc(), alarms.c.alarm_id)
        .limit(limit)
    )
    rows = await connection.execute(asked)
    return [_alarm(row) for row in rows.mappings()]


async def raised_since(
    connection: Connection, since: datetime
) -> list[tuple[str, str, datetime, bool]]:
    """Camera, rule, when, and whether it was silenced: for how rare it is, and for whether it is a flood."""
    columns = (alarms.c.camera_id, alarms.c.rule_id, alarms.c.first_at, alarms.c.silenced_by)
    rows = await connection.execute(
        select(*columns).where(alarms.c.first_at >= stamp(since)).order_by(alarms.c.first_at)
    )
    return [
        (camera_id, rule_id, read_stamp(at), silenced is not None)
        for camera_id, rule_id, at, silenced in rows
    ]


async def with_files(connection: Connection) -> dict[str, tuple[bool, bool]]:
    """Alarm → has a clip, has a picture."""
    columns = (alarms.c.alarm_id, alarms.c.has_clip, alarms.c.has_picture)
    rows = await connection.execute(
        select(*columns).where(or_(alarms.c.has_clip, alarms.c.has_picture))
    )
    return {alarm_id: (bool(clip), bool(picture)) for alarm_id, clip, picture in rows}


async def due_for_destruction(connection: Connection, now: datetime, limit: int) -> list[Alarm]:
    """Whose clip or picture has had its day."""
    has_files = or_(alarms.c.has_clip.is_(True), alarms.c.has_picture.is_(True))
    asked = select(alarms).where(and_(has_files, alarms.c.keep_until <= stamp(now))).limit(limit)
    rows = await connection.execute(asked)
    return [_alarm(row) for row in rows.mappings()]


async def add_event(
    connection: Connection, alarm_id: str, at: datetime, what: str, by: str | None, detail: str
) -> None:
    row = {"alarm_id": alarm_id, "at": stamp(at), "what": what, "by": by, "detail": detail}
    await connection.execute(insert(alarm_events), row)


async def events_of(
    connection: Connection, alarm_id: str
) -> list[tuple[datetime, str, str | None, str]]:
    """When, what, by whom, more: oldest first."""
    asked = (
        select(alarm_events)
        .where(alarm_events.c.alarm_id == alarm_id)
        .order_by(alarm_events.c.number)
    )
    rows = await connection.execute(asked)
    return [(read_stamp(row.at), row.what, row.by, row.detail) for row in rows]


async def add_shown(connection: Connection, alarm_id: str, person_id: str, at: datetime) -> None:
    row = {"alarm_id": alarm_id, "person_id": person_id, "at": stamp(at)}
    await connection.execute(insert(shown_log), row)


async def note_shown(
    connection: Connection, alarm_id: str, person_id: str | None, **changed: object
) -> None:
    """What became of it on this person's screen, the last time; of everybody's that is still without an outcome where
    nobody is named."""
    which = shown_log.c.alarm_id == alarm_id
    if person_id is None:
        which = and_(which, shown_log.c.outcome.is_(None))
    else:
        newest = select(func.max(shown_log.c.number)).where(
            which, shown_log.c.person_id == person_id
        )
        which = shown_log.c.number == newest.scalar_subquery()
    values = {
        name: stamp(value) if isinstance(value, datetime) else value
        for name, value in changed.items()
    }
    await connection.execute(update(shown_log).where(which).values(**values))


async def forget_shown(connection: Connection, before: datetime) -> None:
    """Who saw what when is no longer of use for the load of a centre (two years, as the access log)."""
    await connection.execute(delete(shown_log).where(shown_log.c.at < stamp(before)))


async def shown_since(connection: Connection, since: datetime) -> list[tuple[str, datetime]]:
    """Person and time, oldest first."""
    asked = (
        select(shown_log.c.person_id, shown_log.c.at)
        .where(shown_log.c.at >= stamp(since))
        .order_by(shown_log.c.number)
    )
    rows = await connection.execute(asked)
    return [(person_id, read_stamp(at)) for person_id, at in rows]


async def _those(connection: Connection, *where: Any) -> list[Alarm]:
    asked = select(alarms).where(*where).order_by(alarms.c.first_at, alarms.c.alarm_id)
    rows = await connection.execute(asked)
    return [_alarm(row) for row in rows.mappings()]


def _columns(alarm: Alarm) -> dict[str, object]:
    return {name: _kept(name, getattr(alarm, name)) for name in _FIELDS}


def _kept(name: str, value: Any) -> object:
    if name in _IN_JSON:
        return msgspec.json.encode(value).decode()
    if isinstance(value, datetime):
        return stamp(value)
    return value.value if name in _WORDS and value is not None else value


def _alarm(row: Mapping[Any, Any]) -> Alarm:
    return Alarm(**{name: _read(name, row[name]) for name in _FIELDS})


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _TIMES:
        return read_stamp(value)
    if name in _IN_JSON:
        return msgspec.json.decode(value, type=_IN_JSON[name])
    return _WORDS[name](value) if name in _WORDS else value


def in_states(state: str | None) -> Sequence[AlarmState]:
    """`open` is all that wait for an answer; nothing: every state."""
    if not state:
        return ()
    if state == "open":
        return tuple(one for one in AlarmState if one.is_open)
    return (AlarmState(state),)
