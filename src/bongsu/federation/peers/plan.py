"""Answers the federation process: who we are, and whom to link with."""

import msgspec

from bongsu.federation.link.messages import ASK_PLAN, LinkPlan, PeerPlan
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.peer import Peer, PeerKind
from bongsu.federation.peers.store import linked_peers
from bongsu.kernel.bus import Bus, Subscription


def plan_of(desk: PeersDesk, linked: tuple[Peer, ...]) -> LinkPlan:
    """A hub that has invited somebody listens; a district without a hub is alone."""
    code, is_hub = desk.own.code, desk.own.is_hub
    hub = next((one for one in linked if one.kind is PeerKind.HUB and one.is_direct), None)
    if not desk.keys.are_complete or (not is_hub and hub is None):
        return LinkPlan(code=code, kind="alone")
    peers = tuple(
        PeerPlan(code=one.code, nkey=one.nkey, route="direct" if one.is_direct else "through_hub")
        for one in linked
    )
    if is_hub:
        return LinkPlan(code=code, kind="hub", peers=peers)
    assert hub is not None
    return LinkPlan(code=code, kind="district", hub_url=hub.link, hub_code=hub.code, peers=peers)


class PlanAnswers:
    """A part: `federation.plan`."""

    name = "link plan"

    def __init__(self, desk: PeersDesk, bus: Bus) -> None:
        self._desk = desk
        self._bus = bus
        self._serving: Subscription | None = None

    async def start(self) -> None:
        self._serving = await self._bus.serve(ASK_PLAN, self._answer)

    async def stop(self) -> None:
        if self._serving is not None:
            await self._serving.stop()

    async def _answer(self, _question: bytes) -> bytes:
        async with self._desk.database.read() as connection:
            linked = await linked_peers(connection)
        return msgspec.msgpack.encode(plan_of(self._desk, linked))
