"""`/api/feed`: the WebSocket on which a screen is told everything it may see, and may ask for tickets."""

import asyncio
import contextlib
from typing import Any  # Any: Litestar's socket is generic in what nobody here uses

import msgspec
from litestar import WebSocket, websocket
from litestar.datastructures import State
from litestar.exceptions import WebSocketDisconnect

from bongsu.identity.people import SignedIn
from bongsu.identity.routes import from_console, session_on
from bongsu.identity.service import IdentityService
from bongsu.incidents.desk import Desk
from bongsu.incidents.feed import Feed
from bongsu.incidents.incident import Responder
from bongsu.incidents.routes.page import host_of, watermark_of
from bongsu.incidents.screen import Screen
from bongsu.incidents.store import open_incidents
from bongsu.incidents.tickets import TicketDesk
from bongsu.incidents.update import unit_moved
from bongsu.incidents.viewer import Viewer
from bongsu.incidents.views import CentreView, Hello, PersonView, Problem, Wish
from bongsu.kernel.failures import Failure
from bongsu.sharing.rules import may_approve

NOT_SIGNED_IN = 4401
BEAT_S = 5.0
_decode = msgspec.json.Decoder(Wish).decode


@websocket("/api/feed")
async def feed_socket(socket: WebSocket[Any, Any, State], state: State) -> None:
    """`?after=<seq>` resumes; a session that ends closes it with 4401."""
    await socket.accept()
    try:
        from_console(socket)
        signed_in = await session_on(socket)
    except Failure as refused:
        await socket.close(NOT_SIGNED_IN, refused.code)
        return
    desk: Desk = state.desk
    feed: Feed = state.feed
    screen = _screen(socket, signed_in, desk, state.tickets)
    after = _after(socket)
    screen.tell(_hello(signed_in, desk, screen, feed, after))
    await feed.join(screen, after)
    tasks = [
        asyncio.create_task(_send(socket, screen), name="feed send"),
        asyncio.create_task(_hear(socket, screen, feed, desk), name="feed hear"),
        asyncio.create_task(
            _still_signed_in(socket, state.identity, feed, screen), name="feed session"
        ),
    ]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        feed.leave(screen)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    code = NOT_SIGNED_IN if tasks[2] in done else 1012
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):
        await socket.close(code)


def _screen(
    socket: WebSocket[Any, Any, State], signed_in: SignedIn, desk: Desk, tickets: TicketDesk
) -> Screen:
    return Screen(Viewer.of(signed_in), watermark_of(signed_in), host_of(socket), tickets)


def _after(socket: WebSocket[Any, Any, State]) -> int | None:
    given = socket.query_params.get("after", "")
    return int(given) if given.isdigit() else None


def _hello(signed_in: SignedIn, desk: Desk, screen: Screen, feed: Feed, after: int | None) -> Hello:
    person, organisation, centre = signed_in.person, signed_in.organisation, desk.centre
    return Hello(
        seq=feed.last,
        now=desk.clock.now(),
        person=PersonView(
            person_id=person.person_id,
            name=person.display_name,
            role=person.role.value,
            organisation=organisation.code,
            organisation_name_ko=organisation.name_ko,
            organisation_name_en=organisation.name_en,
            unit_id=person.unit_id,
            is_own=person.role.is_own,
            may_approve=may_approve(centre.agreement, person.role, is_own=person.role.is_own),
        ),
        centre=CentreView(
            code=centre.code,
            name_ko=centre.name_ko,
            name_en=centre.name_en,
            phone=centre.agreement.centre_phone,
        ),
        watermark=screen.watermark,
        resumed=after is not None and feed.can_resume(after),
        beat_s=BEAT_S,
    )


async def _send(socket: WebSocket[Any, Any, State], screen: Screen) -> None:
    while (message := await screen.outgoing.get()) is not None:
        await socket.send_data(message, mode="text")


async def _hear(socket: WebSocket[Any, Any, State], screen: Screen, feed: Feed, desk: Desk) -> None:
    while True:
        try:
            wish = _decode(await socket.receive_text())
        except WebSocketDisconnect:
            return
        except msgspec.DecodeError as problem:
            screen.tell(Problem(seq=feed.last, code="invalid", detail=str(problem)))
            continue
        if wish.want == "ticket" and not await feed.ticket(screen, wish.grant_id, wish.camera_id):
            detail = f"{wish.camera_id} is not lent to you now"
            screen.tell(Problem(seq=feed.last, code="not_lent", detail=detail))
        if wish.want == "position" and screen.viewer.unit_id and wish.lat and wish.lon:
            await _position(desk, screen.viewer.unit_id, wish)


async def _position(desk: Desk, unit_id: str, wish: Wish) -> None:
    """The unit's place on each incident that it is sent to."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        for incident in await open_incidents(work.connection):
            known = next((one for one in incident.responders if one.unit_id == unit_id), None)
            if known is None:
                continue
            moved = Responder(
                unit_id=unit_id,
                kind=known.kind,
                lat=wish.lat,
                lon=wish.lon,
                heading_deg=wish.heading_deg,
                eta_s=known.eta_s,
                at=now,
            )
            await unit_moved(work, incident, moved)


async def _still_signed_in(
    socket: WebSocket[Any, Any, State], identity: IdentityService, feed: Feed, screen: Screen
) -> None:
    """Ends when the session does: signed out elsewhere, disabled, timed out. Until then it gives signs of life."""
    token = socket.cookies.get(identity.cookie_name, "")
    # a session ends in the database, by time or elsewhere: there is no event to wait for
    while await identity.session_of(token, touch=False) is not None:
        feed.beat(screen)
        await asyncio.sleep(BEAT_S)
