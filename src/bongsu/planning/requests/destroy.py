"""파기: contacts and words whose term is over, and marks of addresses after a day. Place, reason and count stay."""

from datetime import timedelta

from bongsu.audit.kinds import TrailKind
from bongsu.planning.requests.desk import SYSTEM, By, RequestDesk, keep_row
from bongsu.planning.requests.request import CameraRequest
from bongsu.planning.requests.store import change_request, due_for_destruction

MARKS_KEPT = timedelta(days=1)


async def destroy_due(desk: RequestDesk) -> int:
    """Answers how many rows lost something."""
    now = desk.clock.now()
    marks_before = now - MARKS_KEPT
    async with desk.database.work() as work:
        due = await due_for_destruction(work.connection, now, marks_before)
        contacts = [one for one in due if one.contact_until and one.contact_until <= now]
        words = [one for one in due if one.sealed_said is not None and one.said_until <= now]
        marks = [one for one in due if one.sender_mark and one.received_at < marks_before]
        for gone, columns in (
            (contacts, ("sealed_contact", "contact_until")),
            (words, ("sealed_said",)),
            (marks, ("sender_mark", "wish_mark")),
        ):
            for one in gone:
                await change_request(
                    work.connection, one.request_id, **dict.fromkeys(columns, None)
                )
        if contacts or words:
            body = {"contact": _ids(contacts), "words": _ids(words)}
            await keep_row(
                work, now, By(SYSTEM), TrailKind.DESTROY, what="camera_requests", why="term", **body
            )
    if due:
        await desk.database.leave_no_copy()
    return len(due)


def _ids(requests: list[CameraRequest]) -> list[str]:
    return [one.request_id for one in requests]
