"""A request comes in: from the public form, from a police room, or entered by the planner for another channel."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta

from bongsu.audit.kinds import TrailKind
from bongsu.identity.source import source_of
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.database import Work
from bongsu.kernel.geometry import Point
from bongsu.kernel.ids import new_id
from bongsu.planning.requests.desk import PUBLIC, By, RequestDesk, keep_row
from bongsu.planning.requests.failures import ConsentMissing, TooManyRequests
from bongsu.planning.requests.number import new_letters, number_of
from bongsu.planning.requests.place import dong_at
from bongsu.planning.requests.refusals import IN_A_MINUTE, NO_CONSENT, TODAY
from bongsu.planning.requests.request import CameraRequest, Contact, Said
from bongsu.planning.requests.rules import checked_line, checked_lines, is_again
from bongsu.planning.requests.store import (
    add_request,
    change_request,
    next_sequence,
    sent_since,
)
from bongsu.planning.requests.words import Channel, WishReason
from bongsu.planning.words import Origin

DAY = timedelta(days=1)
_ABOUT = "camera request"
_NOWHERE = "unknown"


class ContactGiven(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For the answer only; `agreed`: to its keeping until then (PIPA art. 15(1)1, 15(2))."""

    name: Annotated[str, Meta(max_length=40)]
    reach: Annotated[str, Meta(min_length=3, max_length=120)]
    agreed: bool

    def __repr__(self) -> str:
        return "ContactGiven(…)"


class CameraWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a person asks for, and where. `place`: the address or a landmark in their own words."""

    lat: Annotated[float, Meta(ge=-90.0, le=180.0)]
    lon: Annotated[float, Meta(ge=-180.0, le=180.0)]
    reason: WishReason
    text: Annotated[str, Meta(max_length=500)] = ""
    place: Annotated[str, Meta(max_length=80)] = ""
    contact: ContactGiven | None = None

    def __repr__(self) -> str:
        return "CameraWish(…)"


class Entered(msgspec.Struct, frozen=True, kw_only=True):
    """How it came, where it did not come by the form."""

    channel: Channel
    channel_no: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Marks:
    """Keyed hashes of an address and of a wish; none of a person who is signed in."""

    sender: str | None = None
    wish: str | None = None


async def take_public(desk: RequestDesk, wish: CameraWish, address: str | None) -> CameraRequest:
    """The public form. Raises `TooManyRequests`, `PlaceElsewhere`, `ConsentMissing`, `Invalid`."""
    sender = source_of(desk.box, address) or _NOWHERE
    if not desk.tries.take(sender):
        raise TooManyRequests(IN_A_MINUTE)
    now = desk.clock.now()
    made = _made(desk, wish, Entered(channel=Channel.PUBLIC_FORM), now)
    marks = Marks(sender, desk.box.mark(_same_words(wish), _ABOUT))
    async with desk.database.work() as work:
        earlier = await sent_since(work.connection, sender, now - DAY)
        again = [one for one in earlier if one.wish_mark == marks.wish and is_again(one, now)]
        if again:
            return await _again(desk, work, again[-1], wish)
        if len(earlier) >= desk.settings.a_day:
            raise TooManyRequests(TODAY)
        return await _keep(work, made, By(PUBLIC), marks)


async def take_entered(
    desk: RequestDesk, wish: CameraWish, entered: Entered, by: By
) -> CameraRequest:
    """Of a police room, or written down by the planner. Raises `PlaceElsewhere`, `ConsentMissing`, `Invalid`."""
    made = _made(desk, wish, entered, desk.clock.now())
    async with desk.database.work() as work:
        return await _keep(work, made, by, Marks())


def _same_words(wish: CameraWish) -> bytes:
    """Equal for the same letter sent twice; a pin that moved by a step is the same place."""
    place = (round(wish.lat, 4), round(wish.lon, 4))
    return msgspec.json.encode((place, wish.reason, wish.text.strip(), wish.place.strip()))


async def _again(
    desk: RequestDesk, work: Work, kept: CameraRequest, wish: CameraWish
) -> CameraRequest:
    """Who sends it again only to leave a contact gets the letter all the same."""
    given = _contact(wish.contact)
    until = kept.received_at + timedelta(days=desk.settings.contact_days)
    added = (
        {}
        if given is None
        else {
            "sealed_contact": desk.seal(given, kept.request_id),
            "contact_until": until,
        }
    )
    await change_request(work.connection, kept.request_id, repeats=kept.repeats + 1, **added)
    return kept


def _made(desk: RequestDesk, wish: CameraWish, entered: Entered, now: datetime) -> CameraRequest:
    """Everything but its number, of which it has the beginning."""
    where = dong_at(desk.catalogue.dongs, desk.districts, Point(wish.lat, wish.lon))
    is_police = entered.channel is Channel.POLICE
    request = CameraRequest(
        request_id=new_id("req"),
        number=f"{now.astimezone(SEOUL).year}-{where[0]}-",
        letters=new_letters(),
        origin=Origin.POLICE if is_police else Origin.COMPLAINT,
        channel=entered.channel,
        channel_no=checked_line(entered.channel_no, "channel_no"),
        reason=wish.reason,
        lat=wish.lat,
        lon=wish.lon,
        dong_code=where[1],
        dong_name=where[2],
        count=entered.count,
        received_at=now,
        changed_at=now,
        shown_at=now,
        said_until=now + timedelta(days=desk.settings.said_days),
    )
    return _sealed(desk, request, wish)


def _sealed(desk: RequestDesk, request: CameraRequest, wish: CameraWish) -> CameraRequest:
    said = Said(checked_lines(wish.text, "text"), checked_line(wish.place, "place"))
    contact = _contact(wish.contact)
    until = request.received_at + timedelta(days=desk.settings.contact_days)
    return replace(
        request,
        sealed_said=desk.seal(said, request.request_id),
        sealed_contact=None if contact is None else desk.seal(contact, request.request_id),
        contact_until=None if contact is None else until,
    )


def _contact(given: ContactGiven | None) -> Contact | None:
    if given is None:
        return None
    if not given.agreed:
        raise ConsentMissing(NO_CONSENT, field="contact.agreed")
    return Contact(
        checked_line(given.name, "contact.name"), checked_line(given.reach, "contact.reach")
    )


async def _keep(work: Work, made: CameraRequest, by: By, marks: Marks) -> CameraRequest:
    sequence = await next_sequence(work.connection, made.number)
    request = replace(
        made,
        number=number_of(made.number, sequence),
        organisation=by.organisation,
        by=None if by.actor == PUBLIC else by.actor,
        sender_mark=marks.sender,
        wish_mark=marks.wish,
    )
    await add_request(work.connection, request)
    await keep_row(
        work,
        made.received_at,
        by,
        TrailKind.RECEIVE_REQUEST,
        request_id=request.request_id,
        number=request.number,
        channel=request.channel.value,
        reason=request.reason.value,
        dong_code=request.dong_code,
        has_contact=request.sealed_contact is not None,
    )
    return request
