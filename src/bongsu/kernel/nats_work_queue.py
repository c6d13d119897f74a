"""The work queue as a stream of NATS JetStream: one message a key, a durable pull consumer, explicit acknowledgement."""

import asyncio
from collections.abc import Mapping

import msgspec
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription as NatsSubscription
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js import api as js
from nats.js.errors import APIError, NotFoundError

from bongsu.kernel.bus import BusUnavailable
from bongsu.kernel.cancelling import heed_cancellation
from bongsu.kernel.ids import new_secret
from bongsu.kernel.nats_bus import NatsBus
from bongsu.kernel.work_queue import Delivered, Took

_WITHIN_S = 3.0
# a request that the server has forgotten (it fell, or we were cut off) is made again
_GRACE_S = 0.5
_NO_STREAM_S = 0.25
_ACK_PARTS = 9


class NatsWorkQueue:
    """The giver's side. `subject` ends with a dot; a key is what follows it."""

    def __init__(
        self, bus: NatsBus, stream: str, subject: str, consumer: str, lease_s: float
    ) -> None:
        self._bus = bus
        self._stream = stream
        self._subject = subject
        self._consumer = consumer
        self._lease_s = lease_s

    async def open(self, above: int) -> bool:
        try:
            return await self._open(above)
        except (NatsError, APIError, TimeoutError) as cause:
            raise BusUnavailable(f"{self._stream}: not opened") from cause

    async def _open(self, above: int) -> bool:
        context = self._context()
        is_new = False
        try:
            await context.stream_info(self._stream)
        except NotFoundError:
            await context.add_stream(self._stream_config(above))
            is_new = True
        # the same again changes nothing
        await context.add_consumer(self._stream, self._consumer_config())
        return is_new

    def _context(self) -> JetStreamContext:
        return JetStreamContext(self._bus.client, timeout=_WITHIN_S)

    def _stream_config(self, above: int) -> js.StreamConfig:
        return js.StreamConfig(
            name=self._stream,
            subjects=[f"{self._subject}*"],
            retention=js.RetentionPolicy.WORK_QUEUE,
            storage=js.StorageType.MEMORY,
            discard=js.DiscardPolicy.OLD,
            max_msgs_per_subject=1,
            first_seq=above + 1,
        )

    def _consumer_config(self) -> js.ConsumerConfig:
        return js.ConsumerConfig(
            durable_name=self._consumer,
            ack_policy=js.AckPolicy.EXPLICIT,
            ack_wait=self._lease_s,
            max_deliver=-1,
            max_ack_pending=100_000,
            max_waiting=1_000,
            mem_storage=True,
        )

    async def put(self, key: str, body: bytes) -> int:
        try:
            told = await self._context().publish(f"{self._subject}{key}", body, timeout=_WITHIN_S)
        except (NatsError, APIError, TimeoutError) as cause:
            raise BusUnavailable(f"{self._stream}: not taken") from cause
        return int(told.seq)

    async def drop(self, number: int) -> None:
        try:
            await self._context().delete_msg(self._stream, number)
        except NotFoundError:
            return
        except APIError as cause:
            # "no message found": it went with a newer one under its key
            if cause.code != 400 and cause.err_code != 10_043:
                raise BusUnavailable(f"{self._stream}: not dropped") from cause
        except (NatsError, TimeoutError) as cause:
            raise BusUnavailable(f"{self._stream}: not dropped") from cause

    async def size(self) -> int:
        return (await self._state()).messages

    async def _state(self, filter_: str | None = None) -> js.StreamState:
        try:
            told = await self._context().stream_info(self._stream, subjects_filter=filter_)
        except (NatsError, APIError, TimeoutError) as cause:
            raise BusUnavailable(f"{self._stream}: not listed") from cause
        return told.state

    async def keys(self) -> Mapping[str, int]:
        told = await self._state(">")
        found: dict[str, int] = told.subjects or {}
        return {name.removeprefix(self._subject): count for name, count in found.items()}


class NatsWorkTaker:
    """The taker's side: it may ask for messages and acknowledge them, nothing else."""

    def __init__(self, bus: NatsBus, stream: str, subject: str, consumer: str) -> None:
        self._bus = bus
        self._subject = subject
        self._ask = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}"

    async def take(self, most: int, within_s: float, took: Took) -> None:
        if not self._bus.client.is_connected:
            raise BusUnavailable("cut off")
        inbox = f"{self._bus.inbox}.work.{new_secret()[:16]}"
        answers = await self._bus.client.subscribe(inbox)
        wish = msgspec.json.encode({"batch": most, "expires": int(within_s * 1e9)})
        try:
            await self._say(self._ask, wish, inbox)
            async with asyncio.timeout(within_s + _GRACE_S):
                for _ in range(most):
                    message = await answers.next_msg(timeout=None)
                    if not message.reply:
                        await self._refused(message)
                        return
                    took(self._delivered(message))
        except TimeoutError:
            return
        except NatsError as cause:
            raise BusUnavailable("work queue: cut off") from cause
        finally:
            await self._leave(answers)
        heed_cancellation()

    async def _leave(self, answers: NatsSubscription) -> None:
        """What still comes to it is given to somebody else when its lease is over."""
        if self._bus.client.is_connected:
            await answers.unsubscribe()

    async def _refused(self, message: Msg) -> None:
        """408: the time is over. 503 and the rest: there is no stream now; its owner makes it again."""
        status = (message.headers or {}).get("Status", "")
        if status != "408":
            await asyncio.sleep(_NO_STREAM_S)

    def _delivered(self, message: Msg) -> Delivered:
        """`$JS.ACK.<stream>.<consumer>.<delivery>.<number>.<…>`, with domain and account before where there are any."""
        parts = message.reply.split(".")
        first = 4 if len(parts) == _ACK_PARTS else 6
        return Delivered(
            message.subject.removeprefix(self._subject),
            message.data,
            int(parts[first + 1]),
            int(parts[first]),
            message.reply,
        )

    async def keep(self, held: Delivered) -> None:
        await self._say(held.receipt, b"+WPI")

    async def give_back(self, held: Delivered) -> None:
        await self._say(held.receipt, b"-NAK")

    async def _say(self, subject: str, body: bytes, reply: str = "") -> None:
        client = self._bus.client
        if not client.is_connected:
            raise BusUnavailable("cut off")
        try:
            await client.publish(subject, body, reply=reply)
        except NatsError as cause:
            raise BusUnavailable(f"{subject}: not said") from cause
