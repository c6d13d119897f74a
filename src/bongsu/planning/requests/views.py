"""Requests as they are shown: to the planner and the head, to a police room, and to whoever knows a number."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from bongsu.audit.stamp import stamp
from bongsu.kernel.clock import SEOUL
from bongsu.planning.requests.request import CameraRequest
from bongsu.planning.requests.rules import counted, distance_between, proposals
from bongsu.planning.requests.words import Channel, Ground, RequestState, WishReason
from bongsu.planning.words import Origin

_DECIDED = frozenset(
    {
        RequestState.CONSIDERED,
        RequestState.IN_PLAN,
        RequestState.INSTALLED,
        RequestState.REJECTED,
    }
)


class RequestPart(msgspec.Struct, frozen=True):
    """One that was merged into another."""

    request_id: str
    number: str
    count: int


class RequestView(msgspec.Struct, frozen=True, kw_only=True):
    """One request without anybody's words. `count`: with all that was merged into it; `state`: of what it went into."""

    request_id: str
    number: str
    origin: Origin
    channel: Channel
    channel_no: str
    reason: WishReason
    lat: float
    lon: float
    dong_code: str
    dong_name: str
    count: int
    repeats: int
    state: RequestState
    is_announced: bool
    is_merged: bool
    merged_into: str | None
    merged_into_number: str
    parts: list[RequestPart]
    received_at: str
    changed_at: str
    organisation: str | None
    has_contact: bool
    contact_until: str | None
    ground: Ground | None
    note: str
    decided_at: str | None
    sent_at: str | None


class Proposal(msgspec.Struct, frozen=True):
    """`other` looks like the older `one`."""

    one: str
    other: str
    distance_m: float


class RequestList(msgspec.Struct, frozen=True):
    """Newest first."""

    requests: list[RequestView]
    proposals: list[Proposal]


class ContactShown(msgspec.Struct, frozen=True):
    name: str
    reach: str


class RequestDetail(msgspec.Struct, frozen=True, kw_only=True):
    """With the person's own words; None once they are destroyed. The reading is in the trail."""

    request: RequestView
    text: str | None
    place: str | None
    contact: ContactShown | None


class RequestStatus(msgspec.Struct, frozen=True):
    """What whoever has the number may know: nothing personal, no place."""

    number: str
    state: RequestState
    on: str
    """Day of Seoul on which it came to this state."""


class RequestTaken(msgspec.Struct, frozen=True):
    """`receipt` is the number with its letters: it alone looks the request up."""

    receipt: str
    dong_name: str
    on: str


def list_of(requests: Sequence[CameraRequest], shown: Sequence[CameraRequest]) -> RequestList:
    """`requests` are all that are asked from, `shown` those that fit the filter."""
    known = {one.request_id: one for one in requests}
    parts = _parts(requests)
    views = [view_of(one, known, parts.get(one.request_id, ())) for one in reversed(shown)]
    ids = {one.request_id for one in shown}
    pairs = [
        Proposal(one.request_id, other.request_id, round(distance_between(one, other), 1))
        for one, other in proposals(requests)
        if one.request_id in ids or other.request_id in ids
    ]
    return RequestList(views, pairs)


def _parts(requests: Sequence[CameraRequest]) -> dict[str, list[CameraRequest]]:
    parts: dict[str, list[CameraRequest]] = {}
    for one in requests:
        if one.merged_into is not None:
            parts.setdefault(one.merged_into, []).append(one)
    return parts


def view_of(
    one: CameraRequest,
    known: Mapping[str, CameraRequest],
    parts: Sequence[CameraRequest] = (),
) -> RequestView:
    """For the planner and the head."""
    head = known.get(one.merged_into or "", one)
    return RequestView(
        request_id=one.request_id,
        number=one.number,
        origin=one.origin,
        channel=one.channel,
        channel_no=one.channel_no,
        reason=one.reason,
        lat=one.lat,
        lon=one.lon,
        dong_code=one.dong_code,
        dong_name=one.dong_name,
        count=counted(one, parts),
        repeats=one.repeats,
        state=head.state,
        is_announced=head.is_announced,
        is_merged=one.merged_into is not None,
        merged_into=one.merged_into,
        merged_into_number=head.number if one.merged_into else "",
        parts=[RequestPart(part.request_id, part.number, part.count) for part in parts],
        received_at=stamp(one.received_at),
        changed_at=stamp(head.changed_at),
        organisation=one.organisation,
        has_contact=one.sealed_contact is not None,
        contact_until=None if one.contact_until is None else stamp(one.contact_until),
        ground=head.ground,
        note=head.note,
        decided_at=None if head.decided_at is None else stamp(head.decided_at),
        sent_at=None if one.sent_at is None else stamp(one.sent_at),
    )


def outside_view(one: CameraRequest, head: CameraRequest) -> RequestView:
    """For the police room that sent it: its state as anybody outside may know it, and nothing of others' requests."""
    seen = view_of(one, {head.request_id: head})
    is_decided = head.shown_state in _DECIDED
    return msgspec.structs.replace(
        seen,
        state=head.shown_state,
        count=one.count,
        merged_into=None,
        merged_into_number="",
        parts=[],
        # of a plan that is not announced nobody outside learns even the day
        changed_at=stamp(head.shown_at),
        decided_at=stamp(head.shown_at) if is_decided else None,
        sent_at=None,
    )


def status_of(one: CameraRequest, head: CameraRequest) -> RequestStatus:
    on = day_of(max(one.received_at, head.shown_at))
    return RequestStatus(one.number, head.shown_state, on)


def taken_of(one: CameraRequest) -> RequestTaken:
    return RequestTaken(one.receipt, one.dong_name, day_of(one.received_at))


def day_of(at: datetime) -> str:
    """Day of Seoul."""
    return at.astimezone(SEOUL).date().isoformat()
