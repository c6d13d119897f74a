"""Reading requests: the planner and the head all of them, a police room its own, anybody one by its whole number."""

import hmac
from dataclasses import dataclass

from bongsu.audit.kinds import TrailKind
from bongsu.identity.source import source_of
from bongsu.planning.requests.desk import By, RequestDesk, found, keep_row
from bongsu.planning.requests.failures import TooManyRequests, UnknownRequest
from bongsu.planning.requests.number import read_receipt
from bongsu.planning.requests.refusals import NO_NUMBER, NO_REQUEST, TOO_OFTEN
from bongsu.planning.requests.request import CameraRequest
from bongsu.planning.requests.store import (
    Connection,
    every_request,
    parts_of,
    request_numbered,
    requests_of,
)
from bongsu.planning.requests.views import (
    ContactShown,
    RequestDetail,
    RequestList,
    RequestStatus,
    RequestView,
    list_of,
    outside_view,
    status_of,
    view_of,
)
from bongsu.planning.requests.words import Channel, RequestState, WishReason
from bongsu.planning.words import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """What a page is narrowed to; None: all."""

    state: RequestState | None = None
    origin: Origin | None = None
    reason: WishReason | None = None
    channel: Channel | None = None
    dong: str | None = None

    def holds(self, one: CameraRequest, state: RequestState) -> bool:
        return all(
            wanted is None or wanted == is_
            for wanted, is_ in (
                (self.state, state),
                (self.origin, one.origin),
                (self.reason, one.reason),
                (self.channel, one.channel),
                (self.dong, one.dong_code),
            )
        )


async def list_all(desk: RequestDesk, only: Only) -> RequestList:
    async with desk.database.read() as connection:
        requests = await every_request(connection)
    known = {one.request_id: one for one in requests}
    shown = [
        one for one in requests if only.holds(one, known.get(one.merged_into or "", one).state)
    ]
    return list_of(requests, shown)


async def list_own(desk: RequestDesk, organisation: str, only: Only) -> RequestList:
    """Of one police body, without what it may not know."""
    async with desk.database.read() as connection:
        own = await every_request(connection, organisation)
        heads = await _heads(connection, own)
    views = [
        outside_view(one, heads[one.request_id])
        for one in reversed(own)
        if only.holds(one, heads[one.request_id].shown_state)
    ]
    return RequestList(views, [])


async def _heads(connection: Connection, requests: list[CameraRequest]) -> dict[str, CameraRequest]:
    merged = {one.merged_into for one in requests if one.merged_into is not None}
    heads = {one.request_id: one for one in await requests_of(connection, merged)}
    return {one.request_id: heads.get(one.merged_into or "", one) for one in requests}


async def read_one(desk: RequestDesk, request_id: str, by: By) -> RequestDetail:
    """Keeps a row of the trail before the words are shown. Raises `UnknownRequest`."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        request = await found(work.connection, request_id)
        heads = await _heads(work.connection, [request])
        parts = await parts_of(work.connection, request_id)
        await keep_row(
            work,
            now,
            by,
            TrailKind.READ_REQUEST,
            request_id=request_id,
            has_contact=request.sealed_contact is not None,
        )
    head = heads[request_id]
    return _detail(desk, request, view_of(request, {head.request_id: head}, parts))


async def read_own(desk: RequestDesk, request_id: str, organisation: str) -> RequestDetail:
    """Another body's request is unknown to it. Raises `UnknownRequest`."""
    async with desk.database.read() as connection:
        request = await found(connection, request_id)
        if request.organisation != organisation:
            raise UnknownRequest(NO_REQUEST, field="request_id")
        heads = await _heads(connection, [request])
    return _detail(desk, request, outside_view(request, heads[request_id]))


def _detail(desk: RequestDesk, request: CameraRequest, view: RequestView) -> RequestDetail:
    said, contact = desk.said(request), desk.contact(request)
    return RequestDetail(
        request=view,
        text=None if said is None else said.text,
        place=None if said is None else said.place,
        contact=None if contact is None else ContactShown(contact.name, contact.reach),
    )


async def look_up(desk: RequestDesk, receipt: str, address: str | None) -> RequestStatus:
    """A wrong number and wrong letters are answered alike. Raises `UnknownRequest`, `TooManyRequests`."""
    typed = read_receipt(receipt)
    if typed is None:
        raise UnknownRequest(NO_NUMBER, field="number")
    if not desk.lookups.take(source_of(desk.box, address) or "unknown"):
        raise TooManyRequests(TOO_OFTEN)
    async with desk.database.read() as connection:
        request = await request_numbered(connection, typed[0])
        if request is None or not hmac.compare_digest(request.letters, typed[1]):
            raise UnknownRequest(NO_NUMBER, field="number")
        heads = await _heads(connection, [request])
    return status_of(request, heads[request.request_id])
