"""Two wishes for one place become one by a person's press, and apart again by another; what was counted is counted once."""

from bongsu.audit.kinds import TrailKind
from bongsu.planning.requests.desk import By, RequestDesk, found, keep_row
from bongsu.planning.requests.failures import NotMergeable
from bongsu.planning.requests.refusals import NOT_MERGED
from bongsu.planning.requests.rules import check_merge
from bongsu.planning.requests.store import change_request, parts_of


async def merge(desk: RequestDesk, request_id: str, into: str, by: By) -> None:
    """What was merged into it before goes along. Raises `UnknownRequest`, `NotMergeable`."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        other = await found(work.connection, request_id)
        head = await found(work.connection, into)
        check_merge(head, other)
        moving = [other, *await parts_of(work.connection, request_id)]
        for one in moving:
            await change_request(work.connection, one.request_id, merged_into=into, changed_at=now)
        ids = [one.request_id for one in moving]
        await keep_row(work, now, by, TrailKind.MERGE_REQUEST, into=into, request_ids=ids)


async def take_out(desk: RequestDesk, request_id: str, by: By) -> None:
    """It stands for itself again, in the state it had. Raises `UnknownRequest`, `NotMergeable`."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        request = await found(work.connection, request_id)
        if request.merged_into is None:
            raise NotMergeable(NOT_MERGED)
        await change_request(work.connection, request_id, merged_into=None, changed_at=now)
        body = {"out_of": request.merged_into, "request_ids": [request_id]}
        await keep_row(work, now, by, TrailKind.MERGE_REQUEST, **body)
