"""One task owns the connection to the feed: it reconnects, tells everybody who listens, and brings the tickets asked for."""

import asyncio
import contextlib
import ssl
from collections import deque
from collections.abc import AsyncIterator

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from bongsu.client.failures import BongsuFailure, Refused, Unreachable
from bongsu.client.messages import (
    Away,
    IncidentGone,
    IncidentTold,
    Message,
    Problem,
    Summary,
    Ticket,
    read_message,
)

OPEN_WITHIN_S = 10.0
SILENT_FOR_S = 20.0
SOONEST_S, LATEST_S = 0.5, 15.0
MOST_UNREAD = 10_000
_LARGEST = 16 * 1024 * 1024
# closed with these, asking again is in vain
_FINAL = frozenset({4401, 4403})


class FeedReader:
    """Owned by `Bongsu`. It connects when first listened to."""

    def __init__(self, url: str, token: str, tls: ssl.SSLContext | None) -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"}
        self._tls = tls
        self._task: asyncio.Task[None] | None = None
        self._socket: ClientConnection | None = None
        self._is_greeted = asyncio.Event()
        self._listeners: set[asyncio.Queue[Message | BongsuFailure]] = set()
        self._wishes: deque[tuple[tuple[str, str], asyncio.Future[Ticket]]] = deque()
        self._known: dict[str, IncidentTold] = {}
        self._retold: set[str] | None = None
        self._failure: BongsuFailure | None = None

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def listen(self) -> AsyncIterator[Message]:
        """Everything from now on; who joins late is first told the incidents that are known."""
        queue: asyncio.Queue[Message | BongsuFailure] = asyncio.Queue(MOST_UNREAD)
        for one in self._known.values():
            queue.put_nowait(one)
        self._begin()
        self._listeners.add(queue)
        try:
            while True:
                told = await queue.get()
                if isinstance(told, BongsuFailure):
                    raise told
                yield told
        finally:
            self._listeners.discard(queue)

    async def ticket(self, grant_id: str, camera_id: str, within_s: float) -> Ticket:
        """Raises `Refused` with the centre's word, `Unreachable`."""
        self._begin()
        wish = {"want": "ticket", "grant_id": grant_id, "camera_id": camera_id}
        answer: asyncio.Future[Ticket] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(within_s):
                await self._is_greeted.wait()
                if self._failure is not None:
                    raise self._failure
                if self._socket is None:
                    raise Unreachable("the feed is not connected")
                self._wishes.append(((grant_id, camera_id), answer))
                await self._socket.send(msgspec.json.encode(wish).decode())
                return await answer
        except (TimeoutError, ConnectionClosed) as cause:
            raise Unreachable("the ticket did not come in time") from cause
        finally:
            self._wishes = deque(one for one in self._wishes if one[1] is not answer)

    def _begin(self) -> None:
        if self._failure is not None:
            raise self._failure
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="bongsu feed")

    async def _run(self) -> None:
        wait_s = SOONEST_S
        while True:
            try:
                await self._converse()
                reason = "closed"
            except (OSError, TimeoutError, WebSocketException, msgspec.MsgspecError) as cause:
                reason = str(cause) or type(cause).__name__
            except Refused as refused:
                self._fail(refused)
                return
            wait_s = SOONEST_S if self._is_greeted.is_set() else min(wait_s * 2, LATEST_S)
            self._lost(reason)
            await asyncio.sleep(wait_s)

    async def _converse(self) -> None:
        """One connection. Raises `Refused` where another one would fare no better."""
        opened = connect(
            self._url,
            additional_headers=self._headers,
            ssl=self._tls,
            open_timeout=OPEN_WITHIN_S,
            max_size=_LARGEST,
        )
        async with opened as socket:
            self._socket, self._retold = socket, set()
            while True:
                try:
                    async with asyncio.timeout(SILENT_FOR_S):
                        text = await socket.recv()
                except ConnectionClosed as closed:
                    if closed.rcvd is not None and closed.rcvd.code in _FINAL:
                        raise Refused(closed.rcvd.reason, "the feed is closed to us") from closed
                    raise
                self._take(read_message(text))

    def _take(self, told: Message) -> None:
        match told:
            case IncidentTold():
                self._known[told.incident.incident_id] = told
                if self._retold is not None:
                    self._retold.add(told.incident.incident_id)
            case IncidentGone():
                self._known.pop(told.incident_id, None)
            case Ticket():
                self._answer(told)
            case Problem():
                self._refuse(told)
            case Summary() if self._retold is not None:
                self._greeted(self._retold)
            case _:
                pass
        self._tell(told)

    def _greeted(self, retold: set[str]) -> None:
        """The greeting is over: what it did not tell again has gone while the line was down."""
        self._retold = None
        for incident_id in self._known.keys() - retold:
            del self._known[incident_id]
            self._tell(IncidentGone(incident_id=incident_id))
        self._is_greeted.set()

    def _answer(self, ticket: Ticket) -> None:
        for key, answer in self._wishes:
            if key == (ticket.grant_id, ticket.camera_id) and not answer.done():
                answer.set_result(ticket)
                return

    def _refuse(self, problem: Problem) -> None:
        """Wishes are answered in their order."""
        waiting = next((answer for _, answer in self._wishes if not answer.done()), None)
        if waiting is not None:
            waiting.set_exception(Refused(problem.code, problem.detail))

    def _lost(self, reason: str) -> None:
        self._socket = None
        self._is_greeted.clear()
        for _, answer in self._wishes:
            if not answer.done():
                answer.set_exception(Unreachable("the line was lost"))
        self._tell(Away(reason=reason))

    def _fail(self, failure: BongsuFailure) -> None:
        self._failure = failure
        self._socket = None
        self._is_greeted.set()
        for queue in self._listeners:
            _put(queue, failure)

    def _tell(self, told: Message) -> None:
        for queue in list(self._listeners):
            if not _put(queue, told):
                self._listeners.discard(queue)


def _put(queue: asyncio.Queue[Message | BongsuFailure], told: Message | BongsuFailure) -> bool:
    """A listener that does not read is ended rather than losing one message silently."""
    with contextlib.suppress(asyncio.QueueFull):
        queue.put_nowait(told)
        return True
    while not queue.empty():
        queue.get_nowait()
    queue.put_nowait(Unreachable("too many messages were not read"))
    return False
