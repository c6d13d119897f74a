"""The gateway's end at the link server: a client on loopback; it comes back by itself when the server is started anew."""

import asyncio

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription as NatsSubscription
from nats.errors import Error as NatsError
from nats.errors import NoRespondersError

from bongsu.federation.link.wire import HeardFrame, NoAnswer, NotLinked
from bongsu.kernel.bus import Subscription
from bongsu.kernel.cancelling import heed_cancellation
from bongsu.kernel.nats_bus import flushed

log = structlog.get_logger()
# of one peer, while the process is busy; more is dropped before it costs memory
_WAITING_MESSAGES = 1000
_WAITING_BYTES = 8 * 1024 * 1024
_AGAIN_AFTER_S = 0.1


class NatsWire:
    """A `Wire`. Subjects: `out.<PEER>.<topic>` leads, by the hub's accounts, to `in.<SENDER>.<topic>` at the peer."""

    def __init__(self) -> None:
        self._client = Client()
        self.is_open = False

    async def open(self, url: str, user: str, password: str) -> None:
        self._client = Client()
        await self._client.connect(
            url,
            user=user,
            password=password,
            name="gateway",
            error_cb=self._say,
            max_reconnect_attempts=-1,
            reconnect_time_wait=_AGAIN_AFTER_S,  # type: ignore[arg-type]  # it only sleeps for it
            connect_timeout=2,
            pending_size=0,
        )
        self.is_open = True

    async def close(self) -> None:
        if self.is_open:
            self.is_open = False
            await self._client.close()

    async def _say(self, problem: Exception) -> None:
        log.info("line problem", problem=type(problem).__name__)

    async def ask(self, peer: str, topic: str, frame: bytes, within_s: float) -> bytes:
        if not (self.is_open and self._client.is_connected):
            raise NotLinked("the link server is not there")
        try:
            answer = await self._client.request(f"out.{peer}.{topic}", frame, timeout=within_s)
        except NoRespondersError as cause:
            raise NotLinked(f"{peer} is not linked") from cause
        except (NatsError, TimeoutError) as cause:
            raise NoAnswer(f"{peer} did not answer in time") from cause
        heed_cancellation()
        return bytes(answer.data)

    async def hear(self, peer: str, handler: HeardFrame) -> Subscription:
        async def heard(message: Msg) -> None:
            async def respond(data: bytes) -> None:
                if message.reply and self._client.is_connected:
                    await self._client.publish(message.reply, data)

            await handler(message.subject.rpartition(".")[2], bytes(message.data), respond)

        return _Stop(
            self._client,
            await self._client.subscribe(
                f"in.{peer}.*",
                cb=heard,
                pending_msgs_limit=_WAITING_MESSAGES,
                pending_bytes_limit=_WAITING_BYTES,
            ),
        )


class _Stop:
    def __init__(self, client: Client, subscription: NatsSubscription) -> None:
        self._client = client
        self._subscription = subscription

    async def stop(self) -> None:
        """Also while cut off: what is not forgotten here would be asked for again at the next connection."""
        if not self._client.is_closed:
            await self._subscription.unsubscribe()
        if self._client.is_connected:
            await _flushed(self._client)


async def _flushed(client: Client) -> None:
    """Until the server has taken that nobody listens any more."""
    try:
        async with asyncio.timeout(1.0):
            await flushed(client)
    except (NatsError, TimeoutError):
        log.info("line not flushed")
