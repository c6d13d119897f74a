"""`/link/v1/feed`: the feed for a linked system, which sees what a room of its organisation sees and presses nothing."""

import asyncio
import contextlib
from typing import Any  # Any: Litestar's socket is generic in what nobody here uses

from litestar import WebSocket, websocket
from litestar.datastructures import State

from bongsu.audit.store import TrailUnwritable
from bongsu.identity.failures import RightNotGiven, UnknownPartner
from bongsu.identity.people import LinkRight, Organisation, Partner
from bongsu.identity.routes import partner_with
from bongsu.identity.service import IdentityService
from bongsu.incidents.feed import Feed
from bongsu.incidents.routes.feed import (
    BEAT_S,
    COME_AGAIN,
    NOT_SIGNED_IN,
    farewell,
    hello_of,
    serve,
)
from bongsu.incidents.routes.page import host_of
from bongsu.incidents.screen import Screen
from bongsu.incidents.viewer import Viewer

REFUSED = 4403


@websocket("/link/v1/feed")
async def system_feed_socket(socket: WebSocket[Any, Any, State], state: State) -> None:
    """Bearer token with the right `feed`. Each connection is a session of its own and is told everything: what a system
    was shown on an earlier one, nobody remembers."""
    await socket.accept()
    if socket.headers.get("origin") is not None:
        # a page that a token was carried to: a system has no origin
        await socket.close(REFUSED, "not_a_page")
        return
    try:
        partner = await partner_with(socket, LinkRight.FEED)
    except (UnknownPartner, RightNotGiven) as refused:
        is_unknown = isinstance(refused, UnknownPartner)
        await socket.close(NOT_SIGNED_IN if is_unknown else REFUSED, refused.code)
        return
    await _attend(socket, state, partner)


async def _attend(socket: WebSocket[Any, Any, State], state: State, partner: Partner) -> None:
    identity: IdentityService = state.identity
    organisation = await identity.organisation(partner.organisation)
    if organisation is None or Viewer.of_system(partner, organisation, "") is None:
        await socket.close(REFUSED, "no_room")
        return
    try:
        async with identity.systems.of(partner) as session_id:
            code = await _show(socket, state, partner, organisation, session_id)
    except TrailUnwritable:
        code = COME_AGAIN
    await farewell(socket, code)


async def _show(
    socket: WebSocket[Any, Any, State],
    state: State,
    partner: Partner,
    organisation: Organisation,
    session_id: str,
) -> int:
    viewer = Viewer.of_system(partner, organisation, session_id)
    assert viewer is not None
    may_watch = LinkRight.TICKETS in partner.rights
    host, feed = host_of(socket), state.feed
    screen = Screen(viewer, viewer.name, host, state.tickets, may_watch=may_watch)
    screen.tell(hello_of(organisation, state.desk, screen, feed, None))
    try:
        await feed.join(screen, None)
        standing = _still_linked(state.identity, partner, feed, screen, _token(socket))
        return await serve(socket, screen, state, standing)
    finally:
        feed.leave(screen)


def _token(socket: WebSocket[Any, Any, State]) -> str:
    return socket.headers.get("authorization", "").partition(" ")[2].strip()


async def _still_linked(
    identity: IdentityService, partner: Partner, feed: Feed, screen: Screen, token: str
) -> int:
    """Ends when the system is closed or loses a right; until then it gives signs of life."""
    while await identity.partner_of(token) == partner:
        feed.beat(screen)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(BEAT_S):
                await screen.session_over.wait()
            return COME_AGAIN
    return NOT_SIGNED_IN
