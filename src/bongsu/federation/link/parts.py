"""Puts the federation process together: asks the node for the plan, keeps server, gateway and heartbeat to it."""

import asyncio
from collections.abc import Awaitable, Callable

import msgspec
import structlog

from bongsu.federation.link.gateway import Gateway
from bongsu.federation.link.heartbeat import Heartbeat
from bongsu.federation.link.messages import ASK_PLAN, PEERS_CHANGED, LinkPlan
from bongsu.federation.link.nats_wire import NatsWire
from bongsu.federation.link.owned_tasks import OwnedTasks
from bongsu.federation.link.peer import Peer
from bongsu.federation.link.server import LinkServer
from bongsu.federation.link.server_text import NoKeys, PlanRefused
from bongsu.federation.link.settings import LinkSettings
from bongsu.kernel.bus import Bus, BusUnavailable, Subscription
from bongsu.kernel.clock import Clock
from bongsu.kernel.nats_server import BusNotStarted
from bongsu.kernel.waking import woken

log = structlog.get_logger()
# a lost `peers_changed` must not keep a revoked peer for longer
_ASK_EVERY_S = 5.0
_AGAIN_AFTER_S = 1.0
_ASK_WITHIN_S = 2.0


class FederationPart:
    """A kernel `Part`; call it inside the running loop, with a bus that has started."""

    name = "federation"

    def __init__(
        self, bus: Bus, server: LinkServer, settings: LinkSettings, clock: Clock, release: str
    ) -> None:
        self._bus = bus
        self._server = server
        self._wire = NatsWire()
        self._tasks = OwnedTasks()
        self._beats: dict[str, asyncio.Task[None]] = {}
        self._changed = asyncio.Event()
        self._hearing: Subscription | None = None
        self.gateway = Gateway(bus, self._wire, settings, clock, release, self._tell_soon)
        self._heartbeat = Heartbeat(bus, self._wire, self.gateway, clock)

    async def start(self) -> None:
        self._server.lock()
        self._hearing = await self._bus.subscribe(PEERS_CHANGED, self._peers_changed)
        await self.gateway.start()
        self._tasks.spawn("follow the plan", _supervised(self._follow))
        self._tasks.spawn("tell links", _supervised(self._heartbeat.tell_all))

    async def stop(self) -> None:
        if self._hearing is not None:
            await self._hearing.stop()
        await self._tasks.stop()
        await self.gateway.stop()
        await self._wire.close()
        await self._server.stop()
        self._server.unlock()

    async def _peers_changed(self, _event: bytes) -> None:
        self._changed.set()

    async def _follow(self) -> None:
        while True:
            self._changed.clear()
            is_kept = await self._ask_and_apply()
            await woken(self._changed, _ASK_EVERY_S if is_kept else _AGAIN_AFTER_S)

    async def _ask_and_apply(self) -> bool:
        """Whether the plan is kept to. Without an answer everything stays as it was: the node may just be starting."""
        try:
            said = await self._bus.request(ASK_PLAN, b"", _ASK_WITHIN_S)
            await self.apply(msgspec.msgpack.decode(said, type=LinkPlan))
        except BusUnavailable:
            return False
        except (PlanRefused, NoKeys, BusNotStarted, msgspec.MsgspecError) as problem:
            log.error("not linked", problem=str(problem))
            return False
        return True

    async def apply(self, plan: LinkPlan) -> None:
        """First whoever is revoked is heard no more, then the server is told, then whoever is new is heard."""
        codes = [peer.code for peer in plan.peers]
        await self.gateway.keep(codes)
        self._keep_beats()
        await self._server.apply(plan)
        if self._wire.is_open and not self._server.runs:
            await self._wire.close()
        if self._server.runs and not self._wire.is_open:
            await self._wire.open(self._server.url, self._server.user, self._server.password)
            await self.gateway.hear_anew()
        if self._server.runs:
            await self.gateway.hear(codes)
        for peer in plan.peers:
            if peer.code in self.gateway.peers:
                self.gateway.peers[peer.code].is_direct = peer.route == "direct"
        self._keep_beats()

    def _keep_beats(self) -> None:
        peers = self.gateway.peers
        for code in self._beats.keys() - peers.keys():
            self._beats.pop(code).cancel()
        for code in peers.keys() - self._beats.keys():
            self._beats[code] = self._tasks.spawn(f"beat {code}", self._beat(peers[code]))

    async def _beat(self, peer: Peer) -> None:
        await _supervised(lambda: self._heartbeat.follow(peer))

    def _tell_soon(self, peer: Peer) -> None:
        self._tasks.spawn(f"tell {peer.code}", self._heartbeat.tell(peer))


async def _supervised(run: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await run()
        except Exception:
            # The supervisor of owned tasks: a link may be lost, the process that says so may not.
            log.exception("federation task failed")
            await asyncio.sleep(_AGAIN_AFTER_S)
