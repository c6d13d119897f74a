"""The bus between processes: a client of nats-server."""

import asyncio
import ssl
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any  # Any: nats-py's options by name

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription as NatsSubscription
from nats.errors import Error as NatsError

from bongsu.kernel.bus import Answered, BusUnavailable, Heard, Subscription
from bongsu.kernel.bus_users import NODE, inbox_of, token_for
from bongsu.kernel.cancelling import heed_cancellation
from bongsu.kernel.seldom import Seldom

log = structlog.get_logger()
_FLUSH_WITHIN_S = 2.0
# words that wait to be heard, of each subject: more are lost, and counted
_MOST_WAITING, _MOST_WAITING_BYTES = 65_536, 32_000_000
_AT_A_STRETCH_S = 0.005


Hears = Callable[[Msg], Coroutine[None, None, None]]


def fairly(heard: Hears, now_s: Callable[[], float] = time.monotonic) -> Hears:
    """nats-py hands on all that waits without a pause: a flood of one subject would stop everything else."""
    paused_s = now_s()

    async def hear(message: Msg) -> None:
        nonlocal paused_s
        try:
            await heard(message)
        finally:
            if now_s() - paused_s >= _AT_A_STRETCH_S:
                await asyncio.sleep(0)
                paused_s = now_s()

    return hear


async def flushed(client: Client) -> None:
    """Until the server has taken all that was said.

    Twice: nats-py (2.16) writes its PING at once, before what waits for its writer. When that one is
    answered the writer has had its turn, and the second comes behind it.
    """
    for _ in range(2):
        await client.flush()


class _Stop:
    def __init__(self, subscription: NatsSubscription) -> None:
        self._subscription = subscription

    async def stop(self) -> None:
        if self._subscription._conn.is_connected:  # noqa: SLF001 (nats-py offers no public question)
            await self._subscription.unsubscribe()


@dataclass(frozen=True, slots=True)
class BusTls:
    """Whom to trust, and the name that must stand in the bus's certificate (empty: the URL's host)."""

    context: ssl.SSLContext
    name: str = ""


class NatsBus:
    """Reconnects for ever. While cut off it takes nothing: its own buffer dies with the process."""

    def __init__(
        self, url: str, token: str, name: str, tls: BusTls | None = None, *, user: str = NODE
    ) -> None:
        """`token`: the bus's own, or the one of a user alone, whatever `user` says then."""
        self._tls = tls
        self._url = url
        self._user, _, self._password = token_for(token, user).partition(":")
        self._client = Client()
        self._answering: set[asyncio.Task[None]] = set()
        self._seldom = Seldom()
        self.name = f"bus client {name}"

    @property
    def client(self) -> Client:
        """For what else of the kernel speaks to the same server."""
        return self._client

    @property
    def inbox(self) -> str:
        """Answers to this process come below it."""
        return inbox_of(self._user)

    async def start(self) -> None:
        await self._client.connect(
            self._url,
            user=self._user,
            password=self._password,
            inbox_prefix=inbox_of(self._user).encode(),
            name=self.name,
            error_cb=self._say,
            max_reconnect_attempts=-1,
            reconnect_time_wait=1,
            connect_timeout=2,
            **self._secured(),
        )

    def _secured(self) -> dict[str, Any]:
        """TLS before the first word: a server's own word whether to use it would cost the token."""
        if self._tls is None:
            return {}
        name = {"tls_hostname": self._tls.name} if self._tls.name else {}
        return {"tls": self._tls.context, "tls_handshake_first": True, **name}

    async def stop(self) -> None:
        for task in self._answering:
            task.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)
        if not self._client.is_closed:
            await self._client.close()

    async def _say(self, problem: Exception) -> None:
        what = type(problem).__name__
        self._seldom.warn(log, "bus problem", what, client=self.name, problem=what)

    async def publish(self, subject: str, body: bytes) -> None:
        if not self._client.is_connected:
            raise BusUnavailable(f"{subject} not published: cut off")
        try:
            await self._client.publish(subject, body)
        except NatsError as cause:
            raise BusUnavailable(f"{subject} not published") from cause

    async def flush(self) -> None:
        try:
            async with asyncio.timeout(_FLUSH_WITHIN_S):
                await flushed(self._client)
        except (NatsError, TimeoutError) as cause:
            raise BusUnavailable("the server has not taken what was published") from cause
        heed_cancellation()

    async def subscribe(self, subject: str, handler: Heard) -> Subscription:
        async def heard(message: Msg) -> None:
            await handler(message.data)

        return await self._listen(subject, heard)

    async def _listen(self, subject: str, heard: Hears) -> Subscription:
        return _Stop(
            await self._client.subscribe(
                subject,
                cb=fairly(heard),
                pending_msgs_limit=_MOST_WAITING,
                pending_bytes_limit=_MOST_WAITING_BYTES,
            )
        )

    async def request(self, subject: str, body: bytes, within_s: float) -> bytes:
        try:
            answer = await self._client.request(subject, body, timeout=within_s)
        except (NatsError, TimeoutError) as cause:
            raise BusUnavailable(f"{subject}: no answer within {within_s} s") from cause
        heed_cancellation()
        return bytes(answer.data)

    async def serve(self, subject: str, handler: Answered, at_once: int = 1) -> Subscription:
        async def asked(message: Msg) -> None:
            await message.respond(await handler(message.data))

        heard = asked if at_once == 1 else self._side_by_side(asked, at_once)
        return await self._listen(subject, heard)

    def _side_by_side(self, asked: Hears, at_once: int) -> Hears:
        room = asyncio.Semaphore(at_once)

        def answered(task: asyncio.Task[None]) -> None:
            room.release()
            self._answering.discard(task)
            if not task.cancelled() and (problem := task.exception()) is not None:
                log.error("question not answered", client=self.name, exc_info=problem)

        async def heard(message: Msg) -> None:
            await room.acquire()
            task = asyncio.create_task(asked(message), name=f"answer {message.subject}")
            self._answering.add(task)
            task.add_done_callback(answered)

        return heard
