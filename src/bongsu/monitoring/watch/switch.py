"""Switches watching by machine on and off, with a reason: without it no machine looks at any camera."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import msgspec
from msgspec import Meta

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.failures import Invalid
from bongsu.kernel.plain_text import SOME_LINES
from bongsu.monitoring.watch import store
from bongsu.monitoring.watch.desk import CHANGED, UnknownCamera, WatchDesk
from bongsu.monitoring.watch.watched import Watched, blank

MOST_AT_ONCE = 10_000


class Switch(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """These cameras, or all of one dong."""

    on: bool
    reason: Annotated[str, Meta(min_length=1, max_length=200, pattern=SOME_LINES)]
    camera_ids: Annotated[
        tuple[Annotated[str, Meta(max_length=40)], ...], Meta(max_length=MOST_AT_ONCE)
    ] = ()
    dong: Annotated[str, Meta(max_length=10)] = ""
    weight: Annotated[float, Meta(ge=0.1, le=10.0)] | None = None
    """How much a chance seen there counts beside other cameras'; nothing said: as before."""


class Switched(msgspec.Struct, frozen=True):
    """How many were switched; those that stood so already are not counted."""

    changed: int


async def switch(desk: WatchDesk, wish: Switch, by: str) -> Switched:
    """Raises `UnknownCamera` or `Invalid`; then nothing is switched."""
    camera_ids = _chosen(desk, wish)
    if not wish.reason.strip():
        raise Invalid("why is this switched?", field="reason")
    now = desk.clock.now()
    async with desk.database.work() as work:
        known = await store.watched_of(work.connection, camera_ids)
        rows = []
        for camera_id in camera_ids:
            row = known.get(camera_id) or blank(camera_id, now, by)
            weight = row.weight if wish.weight is None else wish.weight
            if row.is_on == wish.on and weight == row.weight:
                continue
            reason = wish.reason.strip()
            rows.append(replace(row, is_on=wish.on, since=now, by=by, reason=reason, weight=weight))
        if rows:
            await store.keep_watched(work.connection, rows)
            body = {
                "on": wish.on,
                "reason": wish.reason.strip(),
                "dong": wish.dong,
                "cameras": [row.camera_id for row in rows],
            }
            await record(work, now, Entry(kind=TrailKind.MONITOR_CAMERAS, actor=by, body=body))
            work.ring(CHANGED)
    _take(desk, rows)
    return Switched(len(rows))


def _chosen(desk: WatchDesk, wish: Switch) -> Sequence[str]:
    if bool(wish.camera_ids) == bool(wish.dong):
        raise Invalid("name either cameras or a dong", field="camera_ids")
    if wish.dong:
        rows = desk.catalogue.rows.values()
        found = [row.camera_id for row in rows if row.dong_code == wish.dong]
        if not found:
            raise UnknownCamera(f"no camera of ours stands in {wish.dong}", field="dong")
        return found
    # a camera that is gone may be switched off all the same
    for camera_id in wish.camera_ids if wish.on else ():
        desk.camera(camera_id)
    return list(dict.fromkeys(wish.camera_ids))


def _take(desk: WatchDesk, rows: Sequence[Watched]) -> None:
    desk.watched.rows = {**desk.watched.rows, **{row.camera_id: row for row in rows}}
