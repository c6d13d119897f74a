"""Calls across the border as a part of the node: hears what changes here and what others say, and keeps both in line."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from weakref import WeakKeyDictionary

import msgspec
import structlog

from bongsu.federation.crossing import store
from bongsu.federation.crossing.failures import NotAskedOfThem, NotLinked
from bongsu.federation.crossing.hear import (
    hear_asked,
    hear_released,
    hear_renewal,
    partner_of,
)
from bongsu.federation.crossing.messages import (
    GRANT_RELEASED,
    GRANTS_ANSWERED,
    INCIDENT_ASKED,
    RENEWAL_ASKED,
    SAY_AGAIN,
    GrantReleased,
    GrantsAnswered,
    IncidentAsked,
    RenewalAsked,
    SayAgain,
)
from bongsu.federation.crossing.neighbours import LinkedCentres
from bongsu.federation.crossing.new_calls import NewCalls
from bongsu.federation.crossing.reconcile import everything, reconcile, tell_asker, wanted_for
from bongsu.federation.crossing.take import take
from bongsu.federation.exchange.events import MessagesMissed
from bongsu.federation.exchange.mailroom import Handler
from bongsu.federation.exchange.post import post
from bongsu.federation.exchange.wire import Message as Mail
from bongsu.federation.peers.events import PeersChanged
from bongsu.federation.peers.store import all_peers
from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.settle_open import settle_open
from bongsu.incidents.store import incident_by_id, incident_of_call
from bongsu.kernel.bus import Bus, Heard, Subscription
from bongsu.kernel.database import Work
from bongsu.kernel.events import subject_on_bus
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.kernel.waking import woken

log = structlog.get_logger()

# what no event told (a lost one, a restored database) is found by looking
LOOK_EVERY_S = 30.0
AFTER_FAULT_S = 1.0
Message = TypeVar("Message", bound=msgspec.Struct)


class Crossings:
    """One for a node; `handlers` go to the mailroom before the line starts."""

    name = "federation.crossings"

    def __init__(self, desk: Desk, bus: Bus, linked: LinkedCentres) -> None:
        self._desk = desk
        self._bus = bus
        self._linked = linked
        self._subscriptions: list[Subscription] = []
        self._task: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()
        self._waiting: set[str] = set()
        self._all = True
        # what a batch of messages has touched, until it is told of in the same transaction
        self._touched: WeakKeyDictionary[Work, set[str]] = WeakKeyDictionary()
        # of the calls that a batch opens those that it also ends
        self._over: WeakKeyDictionary[Work, frozenset[str]] = WeakKeyDictionary()
        self.new_calls = NewCalls()
        self.failures = 0

    @property
    def handlers(self) -> dict[str, Handler]:
        return {
            INCIDENT_ASKED: self._from_linked(IncidentAsked, self._asked),
            GRANTS_ANSWERED: self._from_linked(GrantsAnswered, self._answered),
            GRANT_RELEASED: self._from_linked(GrantReleased, self._released),
            RENEWAL_ASKED: self._from_linked(RenewalAsked, self._renewal),
            SAY_AGAIN: self._from_linked(SayAgain, self._say_again),
        }

    async def start(self) -> None:
        await self.listen()
        self._task = asyncio.create_task(self._run(), name="crossings")

    async def listen(self) -> None:
        heard: dict[str, Heard] = {
            IncidentChanged.subject: self._incident,
            PeersChanged.subject: self._peers,
            MessagesMissed.subject: self._missed,
        }
        await self.look_who_is_linked()
        for subject, handler in heard.items():
            self._subscriptions.append(await self._bus.subscribe(subject_on_bus(subject), handler))

    async def stop(self) -> None:
        for subscription in self._subscriptions:
            await subscription.stop()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def look_who_is_linked(self) -> bool:
        """Whether that is news."""
        async with self._desk.database.read() as connection:
            peers = await all_peers(connection)
        linked = [one.code for one in peers if one.is_linked]
        return self._linked.link_with(linked, {one.code for one in peers} - set(linked))

    async def do_once(self) -> None:
        """Everything that waits, or at start and now and then all that there is."""
        while self._all or self._waiting:
            ids, self._waiting = sorted(self._waiting), set()
            if self._all:
                self._all = False
                async with self._desk.database.read() as connection:
                    ids = await everything(connection)
            for incident_id in ids:
                await reconcile(self._desk, incident_id)

    async def _run(self) -> None:
        while True:
            self._changed.clear()
            wait_s = LOOK_EVERY_S
            try:
                await self.do_once()
            except Exception:
                # the owner of this task: were it to end, no other centre would hear of a close again
                self.failures += 1
                log.exception("crossings failed")
                self._all, wait_s = True, AFTER_FAULT_S
            if not await woken(self._changed, wait_s):
                self._all = True

    def look_at(self, incident_id: str) -> None:
        """This call may differ from what others know of it."""
        self._waiting.add(incident_id)
        self._changed.set()

    async def _incident(self, body: bytes) -> None:
        self.look_at(msgspec.json.decode(body, type=IncidentChanged).incident_id)

    async def _peers(self, _body: bytes) -> None:
        """A new neighbour is asked for running calls; nothing is lent through one that has gone."""
        if await self.look_who_is_linked():
            await settle_open(self._desk, "peers")
            self._all = True
            self._changed.set()

    async def _missed(self, body: bytes) -> None:
        missed = msgspec.json.decode(body, type=MessagesMissed)
        async with self._desk.database.work() as work:
            await post(work, missed.peer, SAY_AGAIN, SayAgain())

    def _from_linked(
        self,
        kind: type[Message],
        hear: Callable[[Work, str, Message, datetime], Awaitable[None]],
    ) -> Handler:
        read = msgspec.msgpack.Decoder(kind).decode

        async def handle(work: Work, peer: str, body: bytes, now: datetime) -> None:
            said = read(body)
            if not self._linked.is_linked(peer):
                raise NotLinked(f"{peer} is not linked with this centre")
            await hear(work, peer, said, now)

        return handle

    async def _asked(self, work: Work, peer: str, said: IncidentAsked, now: datetime) -> None:
        is_over = said.incident_ref in self._over.get(work, frozenset())
        await hear_asked(work, self._desk, peer, said, now, is_over=is_over)
        self._touched.setdefault(work, set()).add(said.incident_ref)

    async def _released(self, work: Work, peer: str, said: GrantReleased, now: datetime) -> None:
        await hear_released(work, peer, said, now)

    async def _renewal(self, work: Work, peer: str, said: RenewalAsked, now: datetime) -> None:
        await hear_renewal(work, self._desk, peer, said, now)

    async def begin(self, work: Work, peer: str, messages: Sequence[Mail]) -> None:
        """Of a call that came and went while the line was down nothing is lent any more. Raises `TooManyNewCalls`."""
        read = [_read_asked(one.body) for one in messages if one.kind == INCIDENT_ASKED]
        asked = [said for said in read if said is not None]
        await self.new_calls.take(work, peer, asked)
        last = {said.incident_ref: said.state for said in asked}
        self._over[work] = frozenset(ref for ref, state in last.items() if state != "open")

    async def finish(self, work: Work, peer: str, now: datetime) -> None:
        """Answers with the batch that asked: a turn to write fewer, and of a call that came and went one answer."""
        for ref in sorted(self._touched.pop(work, ())):
            incident = await incident_of_call(work.connection, partner_of(peer), ref)
            if incident is not None:
                await tell_asker(work, self._desk, incident, now)

    async def _answered(self, work: Work, peer: str, said: GrantsAnswered, now: datetime) -> None:
        incident = await incident_by_id(work.connection, said.incident_ref)
        known = await store.crossings_of(work.connection, said.incident_ref)
        if incident is None or incident.origin is not None or peer not in known:
            raise NotAskedOfThem(f"{peer} was not asked about this call", field="incident_ref")
        heard = replace(known[peer], heard=msgspec.msgpack.encode(said))
        await store.keep(work.connection, heard)
        wanted = await wanted_for(work.connection, self._desk, incident, now)
        await take(work, self._desk, incident, peer, said, wanted, now)
        work.tell(IncidentChanged(incident_id=incident.incident_id, service=incident.service))

    async def _say_again(self, work: Work, peer: str, _said: SayAgain, _now: datetime) -> None:
        for incident_id in await store.forget_said(work.connection, peer):
            work.tell(IncidentChanged(incident_id=incident_id))


def _read_asked(body: bytes) -> IncidentAsked | None:
    """None for what will be refused when its turn comes."""
    try:
        return msgspec.msgpack.decode(body, type=IncidentAsked)
    except UNREADABLE:
        return None
