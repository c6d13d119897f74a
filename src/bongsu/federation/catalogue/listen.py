"""What catalogue and exchange hear of the rest of the node: lines that come and go, peers that come and go, agreements."""

import asyncio

from bongsu.federation.catalogue.follow import Follow
from bongsu.federation.catalogue.push import Push
from bongsu.federation.exchange.courier import Courier
from bongsu.federation.link.messages import LinkState
from bongsu.federation.peers.link_states import LinkStates
from bongsu.federation.peers.store import linked_peers
from bongsu.kernel.bus import Bus, Subscription
from bongsu.kernel.database import Database
from bongsu.kernel.ending import end_tasks
from bongsu.kernel.events import subject_on_bus


class LineListening:
    """A part of the node process."""

    name = "catalogue and exchange listening"

    def __init__(
        self,
        database: Database,
        bus: Bus,
        states: LinkStates,
        courier: Courier,
        follow: Follow,
        push: Push,
    ) -> None:
        self._database = database
        self._bus = bus
        self._courier = courier
        self._follow = follow
        self._push = push
        self._subscriptions: list[Subscription] = []
        self._looking: asyncio.Task[None] | None = None
        states.on_change(self.line)

    async def start(self) -> None:
        changed = subject_on_bus("sharing.agreement_changed")
        peers = subject_on_bus("federation.peers_changed")
        self._subscriptions = [
            await self._bus.subscribe(changed, self._hear_agreement),
            await self._bus.subscribe(peers, self._hear_peers),
        ]
        # whoever was revoked while this node was down
        self._looking = asyncio.create_task(self._hear_peers(b""), name="linked centres")

    async def stop(self) -> None:
        if self._looking is not None:
            await end_tasks([self._looking])
        for subscription in self._subscriptions:
            await subscription.stop()

    def line(self, state: LinkState) -> None:
        if state.state == "up":
            self._courier.poke(state.peer)
            self._follow.up(state.peer)
            self._push.up(state.peer)
        else:
            self._follow.down(state.peer)
            self._push.down(state.peer)

    async def _hear_agreement(self, _body: bytes) -> None:
        self._push.entitlements_changed()

    async def _hear_peers(self, _body: bytes) -> None:
        async with self._database.read() as connection:
            peers = await linked_peers(connection)
        await self._follow.linked({one.code for one in peers})
