"""Links each district with the hub as two operators would: a token from the one, handed to the other."""

from contextlib import AbstractAsyncContextManager

from bongsu.demo.city.centres import CityCentre
from bongsu.demo.node import book_of
from bongsu.federation.peers.invite import invite
from bongsu.federation.peers.join import join
from bongsu.federation.peers.store import linked_peers
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.roles.peers import peers_desk

BY = "demo"
# the hub's link server: console + 3
_LINK = 3


async def link(hub: CityCentre, district: CityCentre, clock: Clock) -> None:
    """Both nodes run. A second time changes nothing."""
    async with _book(hub) as ours, _book(district) as theirs:
        if await _is_linked(theirs, hub):
            return
        made = await invite(
            peers_desk(hub.settings, ours, clock),
            district.code,
            url=hub.loopback,
            link=f"127.0.0.1:{hub.settings.port + _LINK}",
            by=BY,
        )
        await join(peers_desk(district.settings, theirs, clock), made.token, BY)


def _book(centre: CityCentre) -> AbstractAsyncContextManager[Database]:
    return book_of(centre.settings)


async def _is_linked(database: Database, hub: CityCentre) -> bool:
    async with database.read() as connection:
        return any(one.code == hub.code for one in await linked_peers(connection))
