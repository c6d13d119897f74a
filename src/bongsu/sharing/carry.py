"""A running lending under other terms: carried over to a new version that lets the same be shown, ended sooner,
or as long as what it is for has come to last."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bongsu.audit.kinds import TrailKind
from bongsu.kernel.database import Work
from bongsu.sharing.decision import Allow
from bongsu.sharing.grants import Grant
from bongsu.sharing.lend import SYSTEM, tell_opened, write_down
from bongsu.sharing.store import save


def fits(grant: Grant, allow: Allow, purpose_of: Callable[[str], str | None]) -> bool:
    """Whether all that the lending shows may be shown under another version of its agreement, by this clause."""
    clause = allow.clause
    return (
        grant.agreement_id == allow.agreement_id
        and len(grant.lent) <= clause.max_cameras
        and all(camera.distance_m <= clause.radius_m for camera in grant.lent)
        and all(purpose_of(camera.camera_id) in clause.purposes for camera in grant.lent)
        and (clause.to_vehicles or not grant.to_vehicles)
    )


async def carry_over(
    work: Work, grant: Grant, allow: Allow, until: datetime, now: datetime
) -> Grant:
    """The same pictures go on; from now on they stand on the new version, with no more time than it gives."""
    clause = allow.clause
    assert grant.ends_at is not None
    carried = replace(
        grant,
        clause=clause.number,
        agreement_version=allow.version,
        ends_at=min(grant.ends_at, until, now + timedelta(seconds=clause.ttl_s)),
        ttl_s=min(grant.ttl_s, clause.ttl_s),
        renewals_left=min(grant.renewals_left, clause.renewals),
    )
    return await _changed(work, grant, carried, now, from_version=grant.agreement_version)


async def end_sooner(work: Work, grant: Grant, until: datetime, now: datetime) -> Grant:
    """What is agreed by now gives less time than when it was lent."""
    if grant.ends_at is None or grant.ends_at <= until:
        return grant
    return await _changed(work, grant, replace(grant, ends_at=until), now)


async def last_longer(work: Work, grant: Grant, until: datetime, now: datetime) -> Grant:
    """What it was lent for goes on longer than was known then; never beyond the term that was given."""
    if grant.ends_at is None or until <= grant.ends_at:
        return grant
    return await _changed(work, grant, replace(grant, ends_at=until), now)


async def _changed(work: Work, before: Grant, after: Grant, now: datetime, **more: object) -> Grant:
    await save(work.connection, after)
    await write_down(work, now, TrailKind.CARRY, after, SYSTEM, ends_at=after.ends_at, **more)
    if after.ends_at != before.ends_at:
        tell_opened(work, after)
    return after
