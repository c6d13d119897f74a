"""The doors of residents' systems answer the same message the same way, and never with a camera."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from bongsu.incidents.store import answered, keep_answer
from bongsu.kernel.database import Work
from bongsu.services.shared.residents.alarm import Alarm
from bongsu.services.shared.residents.desk import From, ResidentDesk


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """`state`: waiting, cancelled, raised, watching, ended, registered, withdrawn, heard."""

    number: str
    state: str
    until: datetime | None = None
    """A waiting alarm may be taken back until then."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Status and body, as kept for the same message coming again."""

    status: int
    body: bytes


def reply_of(alarm: Alarm) -> Reply:
    return Reply(number=alarm.number, state=alarm.stands.value, until=alarm.due_at)


async def once(
    at: ResidentDesk,
    who: From,
    number: str,
    msg_id: str,
    act: Callable[[Work, datetime], Awaitable[Reply]],
    *,
    is_kept: bool = True,
) -> Answered:
    """One transaction; what was answered before is answered again. Not `is_kept`: twice is once by itself."""
    now = at.desk.clock.now()
    async with at.desk.database.work() as work:
        before = await answered(work.connection, who.name, number, msg_id)
        if before is not None:
            return Answered(*before)
        body = msgspec.json.encode(await act(work, now))
        if is_kept:
            await keep_answer(work.connection, who.name, number, msg_id, 200, body, now)
    return Answered(200, body)
