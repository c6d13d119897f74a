"""Clips arrive in parts (`monitoring.clip`), are put together in memory, and are kept sealed beside their alarm."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec.structs import replace

from bongsu.audit.kinds import TrailKind
from bongsu.monitoring.alarms.alarm import Alarm, Occasion
from bongsu.monitoring.alarms.desk import SYSTEM, AlarmDesk
from bongsu.monitoring.alarms.failures import NoPicture
from bongsu.monitoring.alarms.files import CLIP, LARGEST_CLIP, MOST_PARTS
from bongsu.monitoring.alarms.store import due_for_destruction, forget_shown, with_files
from bongsu.monitoring.words import AlarmState
from bongsu.monitoring.worker.messages import ClipPart

TAKEN, REFUSED = "taken", "refused"
# before whom an alarm was put is kept as long as the access log
_SHOWN_FOR = timedelta(days=730)
_WITHIN = timedelta(minutes=2)
# clips under way at once: each in parts, from workers that may die before the last one
_MOST_AT_ONCE = 32
_LARGEST_PART = 500_000
_AT_ONCE = 200
_WITHOUT = frozenset({AlarmState.FALSE, AlarmState.LAPSED})


@dataclass(slots=True)
class _Coming:
    """One clip whose parts arrive."""

    of: int
    since: datetime
    parts: dict[int, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return sum(len(one) for one in self.parts.values())


class ClipsComing:
    """In memory; what is not whole within two minutes is forgotten."""

    def __init__(self, desk: AlarmDesk) -> None:
        self._desk = desk
        self._coming: dict[tuple[str, Occasion], _Coming] = {}

    async def take(self, part: ClipPart) -> str:
        """`taken` or `refused`: of an alarm that is unknown, lapsed or was waved away, of an older job, too large."""
        desk, now = self._desk, self._desk.clock.now()
        if not desk.watch.admit(part.fence):
            return REFUSED
        key = (part.fence.camera_id, Occasion(part.fence.job, part.fence.delivery, part.occasion))
        alarm = _alarm_of(desk, key)
        if alarm is None or not _fits(part):
            self._coming.pop(key, None)
            return REFUSED
        if alarm.has_clip:
            return TAKEN
        self._forget(now)
        coming = self._coming.get(key)
        if coming is None or coming.of != part.of:
            coming = self._coming[key] = _Coming(part.of, now)
        coming.parts[part.number] = part.data
        if coming.size > LARGEST_CLIP or len(self._coming) > _MOST_AT_ONCE:
            del self._coming[key]
            return REFUSED
        if len(coming.parts) == coming.of:
            del self._coming[key]
            whole = b"".join(coming.parts[number] for number in range(coming.of))
            return TAKEN if await keep_clip(desk, alarm.alarm_id, whole) else REFUSED
        return TAKEN

    def _forget(self, now: datetime) -> None:
        for key, one in list(self._coming.items()):
            if now - one.since > _WITHIN:
                del self._coming[key]


def _fits(part: ClipPart) -> bool:
    is_one = 1 <= part.of <= MOST_PARTS and 0 <= part.number < part.of
    return is_one and 0 < len(part.data) <= _LARGEST_PART


def _alarm_of(desk: AlarmDesk, key: tuple[str, Occasion]) -> Alarm | None:
    camera_id, occasion = key
    if not desk.is_shown(camera_id):
        return None
    return next(
        (
            one
            for one in desk.book.alarms.values()
            if one.camera_id == camera_id and one.occasion == occasion and one.state not in _WITHOUT
        ),
        None,
    )


async def keep_clip(desk: AlarmDesk, alarm_id: str, clip: bytes) -> bool:
    """File first: a crash before the row leaves an orphan, which the next start sweeps."""
    await asyncio.to_thread(desk.files.keep, alarm_id, CLIP, clip)
    async with desk.change() as change:
        alarm = await change.alarm(alarm_id)
        if alarm.state in _WITHOUT or alarm.keep_until <= change.now:
            await asyncio.to_thread(desk.files.destroy_one, alarm_id, CLIP)
            return False
        change.put(replace(alarm, has_clip=True))
    return True


async def look_at(desk: AlarmDesk, alarm_id: str, what: str, by: str) -> bytes:
    """Clip or picture; its row of the trail stands before the first byte leaves. Raises `UnknownAlarm`, `NoPicture`."""
    async with desk.change() as change:
        alarm = await change.alarm(alarm_id)
        has = alarm.has_clip if what == CLIP else alarm.has_picture
        data = None
        if has and change.now < alarm.keep_until:
            data = await asyncio.to_thread(desk.files.read, alarm_id, what)
        if data is None:
            raise NoPicture("There is none, or it was destroyed by its day")
        await change.row(TrailKind.VIEW_ALARM, by, alarm.camera_id, alarm_id=alarm_id, what=what)
    return data


async def destroy_due(desk: AlarmDesk) -> int:
    """Clips and pictures whose day has come; the alarm's row stays."""
    async with desk.database.read() as connection:
        due = await due_for_destruction(connection, desk.clock.now(), _AT_ONCE)
    if not due:
        return 0
    async with desk.change() as change:
        for one in due:
            await asyncio.to_thread(desk.files.destroy, one.alarm_id)
            known = desk.book.alarms.get(one.alarm_id, one)
            change.put(replace(known, has_clip=False, has_picture=False))
        await forget_shown(change.work.connection, change.now - _SHOWN_FOR)
        await change.row(TrailKind.DESTROY, SYSTEM, what="monitoring", count=len(due))
    return len(due)


async def sweep(desk: AlarmDesk) -> None:
    """At start: files of no row are destroyed, rows without their file say so."""
    async with desk.database.read() as connection:
        rows = await with_files(connection)
    proof = await asyncio.to_thread(desk.files.proof, rows)
    await asyncio.to_thread(desk.files.sweep, proof.orphans)
    if not proof.missing:
        return
    async with desk.change() as change:
        for name in proof.missing:
            alarm_id, _, what = name.rpartition(".")
            alarm = await change.held(alarm_id)
            if alarm is not None:
                gone = {"has_clip": False} if what == CLIP else {"has_picture": False}
                change.put(replace(alarm, **gone))
