"""The node's end of the line: over its own bus to the federation process, which carries."""

import msgspec

from bongsu.federation.line import LARGEST_BODY, AnsweredPeer, PeerRefused, PeerUnreachable
from bongsu.federation.link.messages import HEARD, SEND, LinkMessage, LinkReply
from bongsu.kernel.bus import Bus, BusUnavailable, Subscription
from bongsu.kernel.failures import Failure

# the federation process gives up by itself; only when it is gone is this reached
_GRACE_S = 1.0
_ANSWERED_AT_ONCE = 512


class BusLine:
    """A `Line`, and a part: start it when every topic has its handler."""

    name = "line"

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._handlers: dict[str, AnsweredPeer] = {}
        self._serving: Subscription | None = None

    async def start(self) -> None:
        self._serving = await self._bus.serve(HEARD, self._heard, at_once=_ANSWERED_AT_ONCE)

    async def stop(self) -> None:
        if self._serving is not None:
            await self._serving.stop()

    def answer(self, topic: str, handler: AnsweredPeer) -> None:
        self._handlers[topic] = handler

    async def ask(self, peer: str, topic: str, body: bytes, within_s: float) -> bytes:
        if len(body) > LARGEST_BODY:
            raise PeerRefused(f"a message of {len(body)} bytes is too large", field=topic)
        message = LinkMessage(peer=peer, topic=topic, body=body, within_s=within_s)
        question = msgspec.msgpack.encode(message)
        try:
            said = await self._bus.request(SEND, question, within_s + _GRACE_S)
        except BusUnavailable as cause:
            raise PeerUnreachable("the federation process does not answer") from cause
        reply = msgspec.msgpack.decode(said, type=LinkReply)
        if reply.is_unreachable:
            raise PeerUnreachable(reply.problem)
        if reply.problem:
            raise PeerRefused(reply.problem, field=reply.field)
        return reply.body

    async def _heard(self, question: bytes) -> bytes:
        message = msgspec.msgpack.decode(question, type=LinkMessage)
        return msgspec.msgpack.encode(await self._reply(message))

    async def _reply(self, message: LinkMessage) -> LinkReply:
        handler = self._handlers.get(message.topic)
        if handler is None:
            return LinkReply(problem=f"{message.topic} is not known there", field=message.topic)
        try:
            body = await handler(message.peer, message.body)
        except Failure as refused:
            return LinkReply(problem=refused.detail, field=refused.field)
        if len(body) > LARGEST_BODY:
            return LinkReply(
                problem=f"an answer of {len(body)} bytes is too large", field=message.topic
            )
        return LinkReply(body=body)
