"""Carries messages between the node's own bus and the line, in both directions, within bounds.

What a peer says reaches the node only when its clock and protocol fit within its bounds; the line proved who it is."""

import asyncio
import itertools
import time
from collections.abc import Callable, Iterable, Mapping

import msgspec
import structlog

from bongsu.federation.line import LARGEST_BODY
from bongsu.federation.link.bounds import Seconds
from bongsu.federation.link.frames import Answer, Frame, Hello, read, read_spoken, write
from bongsu.federation.link.messages import HEARD, SEND, TOPIC, LinkMessage, LinkReply
from bongsu.federation.link.owned_tasks import OwnedTasks
from bongsu.federation.link.peer import Peer
from bongsu.federation.link.rules import LARGEST_SKEW_MS, flooded
from bongsu.federation.link.settings import LinkSettings
from bongsu.federation.link.wire import NoAnswer, Respond, Wire
from bongsu.kernel.bus import Bus, BusUnavailable, Subscription
from bongsu.kernel.clock import Clock
from bongsu.kernel.failures import Invalid

log = structlog.get_logger()
HELLO = "hello"
_LONGEST_S = 60.0
_SENT_AT_ONCE = 4096
Changed = Callable[[Peer], None]


class Gateway:
    """Owns the peers. `changed` is called when a peer's link is another because of what it sent."""

    def __init__(
        self,
        bus: Bus,
        wire: Wire,
        settings: LinkSettings,
        clock: Clock,
        release: str,
        changed: Changed,
        seconds: Seconds = time.monotonic,
    ) -> None:
        self._bus = bus
        self._wire = wire
        self._settings = settings
        self._clock = clock
        self._seconds = seconds
        self._changed = changed
        self._release = release
        self._tasks = OwnedTasks()
        self._numbers = itertools.count(1)
        self._peers: dict[str, Peer] = {}
        self._serving: Subscription | None = None

    @property
    def peers(self) -> Mapping[str, Peer]:
        return self._peers

    async def start(self) -> None:
        self._serving = await self._bus.serve(SEND, self._send, at_once=_SENT_AT_ONCE)

    async def stop(self) -> None:
        if self._serving is not None:
            await self._serving.stop()
        await self.keep(())
        await self._tasks.stop()

    async def keep(self, codes: Iterable[str]) -> None:
        """Whoever is not named is heard no more from now on."""
        for code in self._peers.keys() - set(codes):
            await self._deafen(self._peers.pop(code))

    async def hear(self, codes: Iterable[str]) -> None:
        for code in codes:
            peer = self._peers.get(code)
            if peer is None:
                peer = Peer(code, self._settings, self._seconds, self._clock.now())
                self._peers[code] = peer
            await self._listen(peer)

    async def hear_anew(self) -> None:
        """After the wire was opened: what was heard by the one before is heard no more."""
        for peer in self._peers.values():
            peer.hearing = None
            await self._listen(peer)

    async def _listen(self, peer: Peer) -> None:
        async def heard(topic: str, data: bytes, respond: Respond) -> None:
            await self._heard(peer, topic, data, respond)

        if peer.hearing is None and not peer.is_deaf:
            peer.hearing = await self._wire.hear(peer.code, heard)

    async def _deafen(self, peer: Peer) -> None:
        hearing, peer.hearing = peer.hearing, None
        if hearing is not None:
            await hearing.stop()

    def hello(self, *, asked: Iterable[int] = (), lost: Iterable[int] = ()) -> bytes:
        return write(
            Hello(
                clock_ms=self.wall_ms(),
                release=self._release,
                asked=tuple(asked),
                lost=tuple(lost),
            )
        )

    def wall_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000)

    async def _heard(self, peer: Peer, topic: str, data: bytes, respond: Respond) -> None:
        """Must not wait: behind it stand the peer's next messages."""
        if self._peers.get(peer.code) is not peer:
            return
        peer.poke()
        if problem := peer.bounds.problem(len(data), is_message=topic != HELLO):
            await self._refuse(peer, problem, respond)
        elif topic == HELLO:
            await respond(self._answer_hello(peer, data))
        else:
            await self._take(peer, topic, data, respond)

    def _answer_hello(self, peer: Peer, data: bytes) -> bytes:
        try:
            asked = read(Hello, data).asked
        except Invalid:
            asked = ()
        return self.hello(lost=(number for number in asked if number not in peer.under_way))

    async def _take(self, peer: Peer, topic: str, data: bytes, respond: Respond) -> None:
        try:
            frame = read_spoken(Frame, data)
            self._must_fit(peer, topic, frame)
        except Invalid as refused:
            peer.bounds.refuse(refused.detail)
            await respond(write(Answer(problem=refused.detail, field=refused.field)))
            return
        peer.bounds.under_way += 1
        peer.under_way.add(frame.number)
        self._tasks.spawn(f"hear {peer.code}", self._pass_on(peer, topic, frame, respond))

    async def _refuse(self, peer: Peer, problem: str, respond: Respond) -> None:
        peer.bounds.refuse(problem)
        if peer.bounds.deaf_for_s and not peer.is_deaf:
            peer.is_deaf = True
            self._tasks.spawn(f"deaf to {peer.code}", self._be_deaf(peer))
        await respond(write(Answer(problem=problem)))

    async def _be_deaf(self, peer: Peer) -> None:
        """Nobody listens, so the hub's server ends the flood, and other peers' messages have this process for themselves."""
        log.warning("peer floods", peer=peer.code, refused=peer.bounds.refused)
        await self._deafen(peer)
        peer.link = flooded(peer.link, self._clock.now())
        self._changed(peer)
        await asyncio.sleep(peer.bounds.deaf_for_s)
        peer.is_deaf = False
        if self._peers.get(peer.code) is peer:
            await self._listen(peer)
            peer.poke()

    async def _pass_on(self, peer: Peer, topic: str, frame: Frame, respond: Respond) -> None:
        try:
            answer = await self._asked(peer, topic, frame)
        except BusUnavailable:
            answer = Answer(problem="the centre's node does not answer", is_unreachable=True)
        finally:
            peer.bounds.under_way -= 1
        try:
            await respond(write(answer))
        finally:
            # behind the answer, so that a heartbeat that misses the number comes after it
            peer.under_way.discard(frame.number)

    async def _asked(self, peer: Peer, topic: str, frame: Frame) -> Answer:
        within_s = frame.within_ms / 1000
        message = LinkMessage(peer=peer.code, topic=topic, body=frame.body, within_s=within_s)
        said = await self._bus.request(HEARD, msgspec.msgpack.encode(message), within_s)
        reply = msgspec.msgpack.decode(said, type=LinkReply)
        return Answer(
            body=reply.body,
            problem=reply.problem[:1000],
            field=reply.field[:64] if reply.field else None,
            is_unreachable=reply.is_unreachable,
        )

    def _must_fit(self, peer: Peer, topic: str, frame: Frame) -> None:
        """Raises `Invalid`. The clock is looked at here too: the first message may be faster than the first heartbeat."""
        if not TOPIC.fullmatch(topic):
            raise Invalid("that is no topic", field="topic")
        if len(frame.body) > LARGEST_BODY:
            raise Invalid(f"a message of {len(frame.body)} bytes is too large", field=topic)
        if abs(frame.clock_ms - self.wall_ms()) > LARGEST_SKEW_MS:
            raise Invalid("clock_skew: our clocks differ by more than 30 s", field="clock")
        if peer.link.state == "refused":
            raise Invalid(f"{peer.link.reason}: no messages pass", field="link")

    async def _send(self, question: bytes) -> bytes:
        message = msgspec.msgpack.decode(question, type=LinkMessage)
        peer = self._peers.get(message.peer)
        if peer is None:
            return _unreachable(f"{message.peer} is not linked with this centre")
        if problem := _unfit(message, peer):
            return _encoded(LinkReply(problem=problem, field=message.topic))
        if peer.link.state == "down":
            return _unreachable(f"{peer.code} cannot be reached")
        peer.waiting += 1
        try:
            async with asyncio.timeout(message.within_s):
                async with peer.room:
                    return _encoded(await self._carry(peer, message))
        except TimeoutError:
            return _unreachable(f"{peer.code} did not answer in time")
        finally:
            peer.waiting -= 1

    async def _carry(self, peer: Peer, message: LinkMessage) -> LinkReply:
        within_s = min(max(message.within_s, 0.001), _LONGEST_S)
        frame = Frame(
            number=next(self._numbers),
            clock_ms=self.wall_ms(),
            within_ms=max(int(within_s * 1000), 1),
            body=message.body,
        )
        try:
            answer = read_spoken(Answer, await self._ask(peer, message.topic, frame, within_s))
        except NoAnswer as cause:
            return LinkReply(problem=cause.detail, is_unreachable=True)
        except Invalid as cause:
            return LinkReply(problem=cause.detail, field=cause.field)
        return LinkReply(
            body=answer.body,
            problem=answer.problem,
            field=answer.field,
            is_unreachable=answer.is_unreachable,
        )

    async def _ask(self, peer: Peer, topic: str, frame: Frame, within_s: float) -> bytes:
        """Raises `NoAnswer`, also when the heartbeat finds that the message was lost."""
        asking = asyncio.ensure_future(self._wire.ask(peer.code, topic, write(frame), within_s))
        peer.ask(frame.number, asking)
        try:
            return await asking
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            raise NoAnswer(f"the message to {peer.code} was lost") from None
        finally:
            peer.end(frame.number)


def _unfit(message: LinkMessage, peer: Peer) -> str:
    if not TOPIC.fullmatch(message.topic) or message.topic == HELLO:
        return "that is no topic"
    if len(message.body) > LARGEST_BODY:
        return f"a message of {len(message.body)} bytes is too large"
    if peer.link.state == "refused":
        return f"{peer.link.reason}: no messages pass to {peer.code}"
    return f"too many messages to {peer.code} wait" if peer.is_crowded else ""


def _unreachable(problem: str) -> bytes:
    return _encoded(LinkReply(problem=problem, is_unreachable=True))


def _encoded(reply: LinkReply) -> bytes:
    return msgspec.msgpack.encode(reply)
