"""A room asks for more time, as often as the clause allows."""

from dataclasses import replace
from datetime import datetime, timedelta

from bongsu.audit.kinds import TrailKind
from bongsu.kernel.database import Work
from bongsu.sharing.failures import TooLate
from bongsu.sharing.grants import Grant, State, Wish
from bongsu.sharing.lend import tell_opened, write_down
from bongsu.sharing.rules import may_renew
from bongsu.sharing.store import save


async def renew(
    work: Work, grant: Grant, actor: str, now: datetime, *, until: datetime | None = None
) -> Grant:
    """The end moves to one whole term from now, `until` at the latest. Raises `TooLate` when no renewal is left.

    Of another centre's cameras only our own allowance is longer at once: the pictures go on as its owner answers."""
    running = grant.state is State.ACTIVE and grant.ends_at is not None
    if not running or not may_renew(grant.renewals_left, grant.ends_at or now, now):
        raise TooLate("No renewal is left")
    ends_at = now + timedelta(seconds=grant.ttl_s)
    if until is not None and until < ends_at and until <= (grant.ends_at or now):
        raise TooLate("The agreement gives no more time than this")
    ends_at = min(ends_at, until) if until else ends_at
    left = grant.renewals_left - 1
    if grant.is_of_peer:
        asking = replace(
            grant, own_ends_at=ends_at, renewals_left=left, owner_wish=Wish.RENEW.value
        )
        await save(work.connection, asking)
        await write_down(work, now, TrailKind.RENEW, asking, actor, asked_until=ends_at)
        return asking
    longer = replace(grant, ends_at=ends_at, renewals_left=left)
    await save(work.connection, longer)
    await write_down(work, now, TrailKind.RENEW, longer, actor, ends_at=longer.ends_at)
    tell_opened(work, longer)
    return longer
