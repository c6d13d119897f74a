"""How each line stands, by the federation process's last word; in memory, for the page of links and who waits for a line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

import msgspec
import structlog

from bongsu.federation.link.messages import LINK_STATE, PEERS_CHANGED, LinkState
from bongsu.federation.peers.events import LinkChanged, PeersChanged
from bongsu.kernel.bus import Bus, Subscription
from bongsu.kernel.clock import Clock
from bongsu.kernel.events import subject_on_bus
from bongsu.kernel.unreadable import UNREADABLE

log = structlog.get_logger()
# the federation process speaks every five seconds
SILENT_AFTER = timedelta(seconds=15)
_MANY = 1000
OnChange: TypeAlias = Callable[[LinkState], None]


@dataclass(frozen=True, slots=True)
class _Last:
    state: LinkState
    heard_at: datetime


class LinkStates:
    """One per node."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: dict[str, _Last] = {}
        self._listeners: list[OnChange] = []

    def on_change(self, listener: OnChange) -> None:
        """Called once for each change, not for each beat; it must not wait."""
        self._listeners.append(listener)

    def of(self, peer: str) -> LinkState | None:
        """None: nothing was said of it yet. A silent federation process knows of no line that stands."""
        last = self._last.get(peer)
        if last is None:
            return None
        if self._clock.now() - last.heard_at <= SILENT_AFTER:
            return last.state
        return LinkState(peer=peer, state="down", since=last.heard_at, reason="process_silent")

    def is_up(self, peer: str) -> bool:
        found = self.of(peer)
        return found is not None and found.state == "up"

    def forget(self, peer: str) -> datetime:
        """Now: its link was revoked."""
        self._last.pop(peer, None)
        return self._clock.now()

    def hear(self, said: LinkState) -> bool:
        """Whether it is news."""
        before = self._last.get(said.peer)
        if before is None and len(self._last) >= _MANY:
            return False
        self._last[said.peer] = _Last(said, self._clock.now())
        if before is not None and _same(before.state, said):
            return False
        for listener in self._listeners:
            listener(said)
        return True


class LinkStateHearing:
    """A part: hears `federation.link_state`, and tells `federation.link_changed` of what is news; also that a link was
    revoked, after which nothing that its line has said counts."""

    name = "link states"

    def __init__(self, states: LinkStates, bus: Bus) -> None:
        self._states = states
        self._bus = bus
        self._hearing: list[Subscription] = []

    async def start(self) -> None:
        for subject, handler in ((LINK_STATE, self._hear), (PEERS_CHANGED, self._peers_changed)):
            self._hearing.append(await self._bus.subscribe(subject, handler))

    async def stop(self) -> None:
        for one in self._hearing:
            await one.stop()

    async def _hear(self, body: bytes) -> None:
        said = read_state(body)
        if said is None:
            log.warning("a link's state cannot be read")
        elif self._states.hear(said):
            await self._tell(LinkChanged(peer=said.peer, state=said.state, since=said.since))

    async def _peers_changed(self, body: bytes) -> None:
        changed = msgspec.json.decode(body, type=PeersChanged)
        if changed.why == "revoked":
            since = self._states.forget(changed.peer)
            await self._tell(LinkChanged(peer=changed.peer, state="revoked", since=since))

    async def _tell(self, changed: LinkChanged) -> None:
        await self._bus.publish(subject_on_bus(LinkChanged.subject), msgspec.json.encode(changed))


def read_state(body: bytes) -> LinkState | None:
    """JSON as events are, or MessagePack as what else passes between the two processes."""
    decode = msgspec.json.decode if body.startswith(b"{") else msgspec.msgpack.decode
    try:
        return decode(body, type=LinkState)
    except UNREADABLE:
        return None


def _same(one: LinkState, other: LinkState) -> bool:
    return (one.state, one.since, one.reason) == (other.state, other.since, other.reason)
