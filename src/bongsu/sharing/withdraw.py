"""제공 중단: the centre's own people may always cut. At once; undone within 10 s; its reason comes afterwards."""

from dataclasses import replace
from datetime import datetime, timedelta

from bongsu.audit.kinds import TrailKind
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid
from bongsu.sharing.failures import TooLate
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.lend import end_grant, tell_opened, write_down
from bongsu.sharing.rules import Reason
from bongsu.sharing.store import save
from bongsu.sharing.words import CUT_REASONS

UNDO_WITHIN_S = 10


async def withdraw(work: Work, grant: Grant, actor: str, now: datetime) -> Grant:
    """Cuts a running or waiting lending."""
    if not grant.is_open:
        raise TooLate("This lending has already ended")
    # the owner of another centre's cameras is told of the cut at once, and cannot be told otherwise
    may_undo = grant.state is State.ACTIVE and not grant.is_of_peer
    undo_until = now + timedelta(seconds=UNDO_WITHIN_S) if may_undo else None
    return await end_grant(
        work, grant, State.WITHDRAWN, Reason.WITHDRAWN, now, actor=actor, undo_until=undo_until
    )


async def undo(work: Work, grant: Grant, actor: str, now: datetime) -> Grant:
    """Takes a cut back within its 10 s; the grant keeps the end it had."""
    in_time = grant.undo_until is not None and now < grant.undo_until
    if grant.state is not State.WITHDRAWN or not in_time:
        raise TooLate("A cut can be undone for 10 seconds")
    if grant.ends_at is None or grant.ends_at <= now:
        raise TooLate("The agreed time is over")
    again = replace(
        grant,
        state=State.ACTIVE,
        reason=None,
        reason_ko="",
        reason_en="",
        decided_at=now,
        undo_until=None,
    )
    await save(work.connection, again)
    await write_down(work, now, TrailKind.UNDO, again, actor)
    tell_opened(work, again)
    return again


async def make_final(work: Work, grant: Grant) -> None:
    """The cut can no longer be taken back: what it was lent for has ended or is no longer agreed."""
    if grant.state is State.WITHDRAWN and grant.undo_until is not None:
        await save(work.connection, replace(grant, undo_until=None))


async def give_reason(work: Work, grant: Grant, reason: str, actor: str, now: datetime) -> Grant:
    """One of six words, after the cut."""
    if reason not in CUT_REASONS:
        raise Invalid(f"One of: {', '.join(CUT_REASONS)}", field="reason")
    if grant.state is not State.WITHDRAWN:
        raise TooLate("Only a withdrawn lending takes a reason")
    explained = replace(
        grant,
        cut_reason=reason,
        reason_ko=_said(grant.reason_ko, reason, 0),
        reason_en=_said(grant.reason_en, reason, 1),
    )
    await save(work.connection, explained)
    await write_down(work, now, TrailKind.REASON, explained, actor, cut_reason=reason)
    return explained


def _said(before: str, reason: str, language: int) -> str:
    return f"{before.partition(' · ')[0]} · {CUT_REASONS[reason][language]}"
