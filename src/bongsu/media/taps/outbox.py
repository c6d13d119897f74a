"""The sending side of a tap's line: pictures go out while the worker keeps up; when it does not, only the newest key
picture of each camera waits for it, and the worker is told how many were lost."""

import asyncio
from collections import Counter, deque
from typing import NamedTuple

from bongsu.media.send_queue import keep_little_unsent, unsent
from bongsu.media.sources.source import Picture
from bongsu.media.taps.wire import TapSaid, frame, picture_frame

_LOOK_AGAIN_S = 0.01
_MOST_WORDS = 5000


class _Waiting(NamedTuple):
    """A word (`picture` is None) or a picture, whose frame is made when it leaves: here it costs no copy."""

    camera: int
    word: bytes = b""
    picture: Picture | None = None
    is_backlog: bool = False


class Outbox:
    """Owned by a session; `run` is one of its tasks."""

    def __init__(self, transport: asyncio.Transport, most_bytes: int) -> None:
        self._transport = transport
        self._most_bytes = most_bytes
        self._waiting: deque[_Waiting] = deque()
        self._bytes = 0
        self._words = 0
        self._some = asyncio.Event()
        self._is_behind = False
        self._lost: Counter[int] = Counter()
        self._broken: set[int] = set()
        keep_little_unsent(transport)

    @property
    def is_behind(self) -> bool:
        """Pictures are being lost."""
        return self._is_behind

    @property
    def is_empty(self) -> bool:
        """All has left, and what was lost has been told."""
        return not self._waiting and not self._lost

    def say(self, index: int, word: bytes) -> None:
        if self._goes_straight():
            self._transport.write(word)
        elif self._words < _MOST_WORDS:
            self._words += 1
            self._wait(_Waiting(index, word))
        else:
            # it has not listened for many minutes
            self._transport.abort()

    def show(self, index: int, picture: Picture, *, is_backlog: bool = False) -> None:
        if picture.is_key:
            self._broken.discard(index)
        elif index in self._broken:
            self._lost[index] += 1
            return
        if self._goes_straight():
            self._transport.write(picture_frame(index, picture, is_backlog=is_backlog))
            return
        self._bytes += len(picture.data)
        self._wait(_Waiting(index, b"", picture, is_backlog))
        if self._is_behind or self._bytes > self._most_bytes:
            self._is_behind = True
            self._keep_newest_keys()

    def forget(self, index: int) -> None:
        """Nothing more of this camera leaves."""
        self._waiting = deque(one for one in self._waiting if one.camera != index)
        self._count()
        self._broken.discard(index)
        self._lost.pop(index, None)

    async def run(self) -> None:
        """Empties the queue when the line takes bytes again."""
        while True:
            await self._some.wait()
            self._some.clear()
            while self._waiting:
                if not self._transport.is_closing() and unsent(self._transport):
                    await asyncio.sleep(_LOOK_AGAIN_S)
                else:
                    self._send(self._waiting.popleft())
            self._catch_up()

    def _goes_straight(self) -> bool:
        return (
            not self._waiting and not self._transport.is_closing() and not unsent(self._transport)
        )

    def _wait(self, waiting: _Waiting) -> None:
        self._waiting.append(waiting)
        self._some.set()

    def _send(self, one: _Waiting) -> None:
        if one.picture is None:
            self._words -= 1
            self._transport.write(one.word)
            return
        self._bytes -= len(one.picture.data)
        self._transport.write(picture_frame(one.camera, one.picture, is_backlog=one.is_backlog))

    def _keep_newest_keys(self) -> None:
        """A camera of which something was lost begins again at its next key picture."""
        kept: deque[_Waiting] = deque()
        has_key: set[int] = set()
        for one in reversed(self._waiting):
            if one.picture is None:
                kept.appendleft(one)
            elif one.picture.is_key and one.camera not in has_key:
                has_key.add(one.camera)
                kept.appendleft(one)
            else:
                self._lost[one.camera] += 1
                self._broken.add(one.camera)
        self._waiting = kept
        self._count()

    def _count(self) -> None:
        pictures = [one.picture for one in self._waiting if one.picture is not None]
        self._bytes = sum(len(picture.data) for picture in pictures)
        self._words = len(self._waiting) - len(pictures)

    def _catch_up(self) -> None:
        self._is_behind = False
        lost, self._lost = self._lost, Counter()
        for index, count in lost.items():
            self.say(index, frame(TapSaid(index, "", "lost", count=count)))
