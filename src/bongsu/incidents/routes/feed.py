"""`/api/feed`: the WebSocket on which a screen is told everything it may see, and may ask for tickets."""

import asyncio
import contextlib
import re
from collections.abc import Coroutine
from typing import Any  # Any: Litestar's socket is generic in what nobody here uses

import msgspec
import structlog
from litestar import WebSocket, websocket
from litestar.datastructures import State
from litestar.exceptions import WebSocketDisconnect

from bongsu.identity.duties.failures import SeatClosed
from bongsu.identity.duties.status import must_have_seat
from bongsu.identity.failures import SessionLocked
from bongsu.identity.people import Organisation
from bongsu.identity.routes import from_console, session_on
from bongsu.identity.service import IdentityService
from bongsu.incidents.desk import Desk
from bongsu.incidents.feed import Feed
from bongsu.incidents.routes.page import host_of, watermark_of
from bongsu.incidents.screen import Screen
from bongsu.incidents.store import open_incidents
from bongsu.incidents.update import unit_moved
from bongsu.incidents.viewer import Viewer
from bongsu.incidents.views import CentreView, Hello, PersonView, Problem, Wish
from bongsu.kernel.failures import Failure
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.sharing.store import grants_of_many

log = structlog.get_logger()

NOT_SIGNED_IN = 4401
LOCKED = 4423
SEAT_CLOSED = 4403
COME_AGAIN = 1012
BEAT_S = 5.0
FAREWELL_WITHIN_S = 2.0
_NUMBER = re.compile("[0-9]{1,18}")
_decode = msgspec.json.Decoder(Wish).decode


@websocket("/api/feed")
async def feed_socket(socket: WebSocket[Any, Any, State], state: State) -> None:
    """`?after=<seq>` resumes; a session that ends closes it with 4401, one that locks with 4423."""
    await socket.accept()
    try:
        from_console(socket)
        signed_in = await session_on(socket)
        await must_have_seat(state.duties, signed_in)
    except SeatClosed as closed:
        await socket.close(SEAT_CLOSED, closed.code)
        return
    except Failure as refused:
        locked = isinstance(refused, SessionLocked)
        await socket.close(LOCKED if locked else NOT_SIGNED_IN, refused.code)
        return
    feed: Feed = state.feed
    viewer, mark = Viewer.of(signed_in, state.desk.drills), watermark_of(signed_in)
    screen = Screen(viewer, mark, host_of(socket), state.tickets)
    after = after_of(socket)
    screen.tell(hello_of(signed_in.organisation, state.desk, screen, feed, after))
    try:
        await feed.join(screen, after)
        standing = _still_signed_in(socket, state.identity, feed, screen)
        code = await serve(socket, screen, state, standing)
    finally:
        feed.leave(screen)
    await farewell(socket, code)


async def farewell(
    socket: WebSocket[Any, Any, State], code: int, reason: str | None = None
) -> None:
    """A screen that does not read takes none either."""
    with contextlib.suppress(RuntimeError, WebSocketDisconnect, TimeoutError):
        async with asyncio.timeout(FAREWELL_WITHIN_S):
            await socket.close(code, reason)


async def serve(
    socket: WebSocket[Any, Any, State],
    screen: Screen,
    state: State,
    standing: Coroutine[Any, Any, int],
) -> int:
    """Until either side ends it; answers the code to close with. `standing` returns when it may go on no longer."""
    session = asyncio.create_task(standing, name="feed session")
    tasks = [
        session,
        asyncio.create_task(_send(socket, screen), name="feed send"),
        asyncio.create_task(_hear(socket, screen, state.feed, state.desk), name="feed hear"),
        asyncio.create_task(screen.ended.wait(), name="feed end"),
    ]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        fault = task.exception()
        if fault is not None and not isinstance(fault, WebSocketDisconnect):
            log.error("feed failed", task=task.get_name(), exc_info=fault)
    if session in done and session.exception() is None:
        return session.result()
    return COME_AGAIN


def after_of(socket: WebSocket[Any, Any, State]) -> int | None:
    given = socket.query_params.get("after", "")
    return int(given) if _NUMBER.fullmatch(given) else None


def hello_of(
    organisation: Organisation, desk: Desk, screen: Screen, feed: Feed, after: int | None
) -> Hello:
    """Who is taken for whom, where, and since when."""
    viewer, centre, now = screen.viewer, desk.centre, desk.clock.now()
    may_approve = not viewer.is_system and centre.agreements.approves_anything(
        viewer.role, now, is_own=viewer.role.is_own
    )
    return Hello(
        seq=feed.last,
        now=now,
        person=PersonView(
            person_id=viewer.person_id,
            name=viewer.name,
            role=viewer.role.value,
            organisation=organisation.code,
            organisation_name_ko=organisation.name_ko,
            organisation_name_en=organisation.name_en,
            unit_id=viewer.unit_id,
            is_own=viewer.role.is_own,
            may_approve=may_approve,
        ),
        centre=CentreView(
            code=centre.code,
            name_ko=centre.name_ko,
            name_en=centre.name_en,
            phone=centre.agreements.phone(now),
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
        except UNREADABLE as problem:
            screen.tell(Problem(seq=feed.last, code="invalid", detail=str(problem)))
            continue
        refusal = await _grant_wish(wish, screen, feed, desk)
        if refusal is not None:
            screen.tell(refusal)


async def _grant_wish(wish: Wish, screen: Screen, feed: Feed, desk: Desk) -> Problem | None:
    if wish.want == "ticket":
        if not screen.may_watch:
            detail = "This system was not given the right `tickets`"
            return Problem(seq=feed.last, code="right_not_given", detail=detail)
        if await feed.ticket(screen, wish.grant_id, wish.camera_id):
            return None
        detail = f"{wish.camera_id} is not lent to you now"
        return Problem(seq=feed.last, code="not_lent", detail=detail)
    if wish.lat is None or wish.lon is None:
        return Problem(seq=feed.last, code="invalid", detail="lat and lon come together")
    await _position(desk, screen.viewer, wish)
    return None


async def _position(desk: Desk, viewer: Viewer, wish: Wish) -> None:
    """The unit's place on each incident that it is sent to."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        incidents = await open_incidents(work.connection)
        grants = await grants_of_many(work.connection, [one.incident_id for one in incidents])
        for incident in incidents:
            if not viewer.is_sent(incident, grants[incident.incident_id]):
                continue
            known = next(one for one in incident.responders if one.unit_id == viewer.unit_id)
            moved = msgspec.structs.replace(
                known, lat=wish.lat, lon=wish.lon, heading_deg=wish.heading_deg, at=now
            )
            await unit_moved(work, incident, moved)


async def _still_signed_in(
    socket: WebSocket[Any, Any, State], identity: IdentityService, feed: Feed, screen: Screen
) -> int:
    """Ends when the session does: signed out elsewhere, disabled, timed out, locked. Until then it gives signs of life."""
    token = socket.cookies.get(identity.cookie_name, "")
    # looked at again every few seconds beside what is told: a lost message keeps no screen open
    while (found := await identity.session_of(token, touch=False)) is not None:
        if found.locked:
            return LOCKED
        if screen.session_over.is_set():
            return COME_AGAIN
        feed.beat(screen)
        feed.monitoring(screen)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(BEAT_S):
                await screen.session_over.wait()
    return NOT_SIGNED_IN
