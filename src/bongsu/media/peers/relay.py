"""Passes other centres' cameras on: one pull each, carried by the owner's tickets that the centres below have shown.

A relay trusts nobody's word for a ticket: it checks the owner's signature, the holder, the times and the nonce itself."""

import asyncio
from collections import deque
from dataclasses import dataclass

import msgspec
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bongsu.kernel.bus import Bus, BusUnavailable
from bongsu.kernel.clock import Clock
from bongsu.media.camera import CameraStream, Consumer
from bongsu.media.failures import CameraFailure, OtherCentreUnreachable, TicketRefused
from bongsu.media.peers.events import ASK_ROUTE, PeerRoute, WhichRoute
from bongsu.media.peers.holder import Holder
from bongsu.media.peers.links import LinkFiles
from bongsu.media.peers.source import PeerSource
from bongsu.media.peers.supply import Hop
from bongsu.media.peers.wire import Shows
from bongsu.media.settings import MediaSettings
from bongsu.media.sources.source import Patience, Picture, Take
from bongsu.media.tickets import Ticket, TicketChecker, claims_of

log = structlog.get_logger()
# The centre below lingers for its viewers; here a pull only outlives the change from one session to the next.
_LINGER_S = 1.0
# Clocks of two centres; the owner's own check knows better.
_LEEWAY_S = 60.0
_MOST_ROUTES = 1000
_Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Route:
    """To one media process of an owner, and the check of its tickets."""

    to: PeerRoute
    checker: TicketChecker
    asked_at_s: float


class Relays:
    """All pulls that pass through this process."""

    def __init__(
        self, bus: Bus, settings: MediaSettings, clock: Clock, links: LinkFiles, patience: Patience
    ) -> None:
        self._bus = bus
        self.settings = msgspec.structs.replace(settings, linger_s=_LINGER_S)
        self.clock = clock
        self.links = links
        self.patience = patience
        self._routes: dict[tuple[str, str], Route] = {}
        self._pulls: dict[_Key, RelayedPull] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._pulls)

    def desk(self, owner: str, own: str) -> "RelayDesk":
        return RelayDesk(self, owner, own)

    async def stop(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._pulls.clear()

    def pull(self, owner: str, ticket: Ticket, stream: str) -> "RelayedPull":
        key = (owner, ticket.process, ticket.camera, stream)
        pull = self._pulls.get(key)
        if pull is None:
            pull = self._pulls[key] = RelayedPull(self, key)
            log.info("relaying begins", owner=owner, camera=ticket.camera)
            task = asyncio.create_task(pull.stream.run(), name=f"relay {owner} {ticket.camera}")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return pull

    def ended(self, pull: "RelayedPull") -> None:
        if self._pulls.get(pull.key) is pull:
            del self._pulls[pull.key]
            log.info("relaying ended", owner=pull.key[0], camera=pull.key[2])

    async def route(self, owner: str, process: str) -> Route:
        """Raises `TicketRefused`. A route is asked for anew after a while; used nonces outlive that."""
        now_s = asyncio.get_running_loop().time()
        known = self._routes.get((owner, process))
        if known and now_s - known.asked_at_s < self.settings.address_keep_s:
            return known
        try:
            told = await self._ask(WhichRoute(owner, process))
            if known and told.ticket_key == known.to.ticket_key:
                checker = known.checker
            else:
                key = Ed25519PublicKey.from_public_bytes(told.ticket_key)
                checker = TicketChecker(key, process, self.clock, _LEEWAY_S)
        except (BusUnavailable, msgspec.MsgspecError, ValueError) as cause:
            raise TicketRefused("no_route", "the relay knows no way to that centre") from cause
        if len(self._routes) >= _MOST_ROUTES:
            self._routes.pop(next(iter(self._routes)))
        route = self._routes[owner, process] = Route(told, checker, now_s)
        return route

    def forget_route(self, owner: str, process: str) -> None:
        """Where the owner's media is may have changed: ask anew, and keep the used nonces."""
        known = self._routes.get((owner, process))
        if known:
            self._routes[owner, process] = Route(known.to, known.checker, float("-inf"))

    async def _ask(self, question: WhichRoute) -> PeerRoute:
        body = msgspec.msgpack.encode(question)
        answer = await self._bus.request(ASK_ROUTE, body, self.settings.ask_within_s)
        told = msgspec.msgpack.decode(answer, type=PeerRoute)
        if told.problem or not told.url:
            raise TicketRefused("no_route", told.problem or "the relay knows no way to that centre")
        return told


class RelayDesk:
    """A `Desk` for one session."""

    note = "relayed"

    def __init__(self, relays: Relays, owner: str, own: str) -> None:
        self._relays = relays
        self._owner = owner
        self._own = own
        self._pull: RelayedPull | None = None
        self._waiting: dict[Holder, str] = {}

    async def check(self, shows: Shows, peer: str) -> Ticket:
        def may_show(ticket: Ticket) -> bool:
            way = (ticket.peer, ticket.via, ticket.owner)
            return way == (peer, self._own, self._owner) and not ticket.tap

        process = claims_of(shows.ticket).process
        route = await self._relays.route(self._owner, process)
        return route.checker.accept(shows.ticket, may_show)

    def keep(self, holder: Holder) -> None:
        """Nothing here ends a grant of another centre but its owner's word and the ticket's end."""

    def carry(self, holder: Holder, token: str) -> None:
        if self._pull:
            self._pull.bring(holder, token)
        else:
            self._waiting[holder] = token

    def release(self, holder: Holder) -> None:
        self._waiting.pop(holder, None)
        if self._pull:
            self._pull.drop(holder)

    def join(self, ticket: Ticket, stream: str, consumer: Consumer) -> CameraStream:
        self._pull = self._relays.pull(self._owner, ticket, stream)
        for holder, token in self._waiting.items():
            self._pull.bring(holder, token)
        self._waiting.clear()
        self._pull.stream.join(consumer)
        return self._pull.stream


class RelayedPull:
    """One camera on its way through: what its stream calls back into (`Pulls`), and the `Supply` of its source."""

    def __init__(self, relays: Relays, key: _Key) -> None:
        self.key = key
        self._relays = relays
        self._owner, self._process, camera, self._name = key
        self.stream = CameraStream(camera, self._name, self, relays.settings, relays.clock)
        self._fresh: deque[tuple[Holder, str]] = deque()
        self._leaving: deque[int] = deque()
        self._some = asyncio.Event()
        self._shown: dict[int, Holder] = {}
        self._number = 0

    def bring(self, holder: Holder, token: str) -> None:
        self._fresh.append((holder, token))
        self._some.set()

    def drop(self, holder: Holder) -> None:
        numbers = [number for number, one in self._shown.items() if one is holder]
        if numbers:
            # the owner knows a holder by its latest ticket
            self._leaving.append(numbers[-1])
            self._some.set()
        for number in numbers:
            del self._shown[number]

    async def first(self) -> Hop:
        self._leaving.clear()
        shows = self._next()
        if shows is None:
            raise OtherCentreUnreachable("nobody has shown a ticket that was not used")
        try:
            route = await self._relays.route(self._owner, self._process)
        except TicketRefused as cause:
            raise OtherCentreUnreachable(cause.detail) from cause
        return Hop(route.to.url, route.to.server_name, shows)

    async def further(self) -> Shows:
        while True:
            if self._leaving:
                return Shows(number=self._leaving.popleft(), leave=True)
            shows = self._next()
            if shows:
                return shows
            self._some.clear()
            await self._some.wait()

    def is_over(self, number: int, reason: str) -> None:
        holder = self._shown.get(number)
        if holder:
            holder.cut(reason or "ended")

    async def pull(self, stream: CameraStream, take: Take) -> None:
        """Who was carried when the line is lost comes again with a fresh ticket: a used one is no good anywhere."""
        relays = self._relays
        try:
            await PeerSource(self, relays.links, relays.patience, stream.interrupted).run(take)
        except CameraFailure as failure:
            if isinstance(failure, OtherCentreUnreachable):
                relays.forget_route(self._owner, self._process)
            for holder in dict.fromkeys(self._shown.values()):
                holder.cut("retry")
            raise

    def state_changed(self, stream: CameraStream) -> None:
        """The owner tells whom it concerns; at a relay nobody looks."""

    def remember(self, stream: CameraStream, picture: Picture) -> None:
        """A relay keeps nothing beyond the last group."""

    def ended(self, stream: CameraStream) -> None:
        self._relays.ended(self)

    def _next(self) -> Shows | None:
        while self._fresh:
            holder, token = self._fresh.popleft()
            if not holder.is_cut:
                self._number += 1
                self._shown[self._number] = holder
                return Shows(token, self._number, self._name)
        return None
