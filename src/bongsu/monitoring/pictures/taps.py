"""The worker's end of the taps: one line per media process for all its cameras, with tickets asked for in time."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from ssl import SSLContext
from typing import Protocol

import aiohttp
import structlog

from bongsu.kernel.bus import BusUnavailable
from bongsu.kernel.ending import end_tasks
from bongsu.media.sources.source import Parameters, Picture
from bongsu.media.taps.wire import (
    Frames,
    Sizes,
    StreamName,
    TapMessage,
    TapParameters,
    TapPicture,
    TapSaid,
    TapSizes,
)
from bongsu.monitoring.pictures.line import TapLine
from bongsu.monitoring.worker.messages import Tap

log = structlog.get_logger()
Ask = Callable[[Sequence[str]], Awaitable[Sequence[Tap]]]
"""Tickets for these cameras, asked of the node. Raises `BusUnavailable`; a camera left out is asked for again."""

_AT_ONCE = 100
_LEAST_RETRY_S, _FIRST_RETRY_S, _LONGEST_RETRY_S = 0.02, 0.25, 5.0
# Neither an answer nor a refusal came: media may have gone before it read the ticket.
_HEARD_WITHIN_S = 5.0


class Taker(Protocol):
    """Who takes what comes. Called in the loop; must return at once."""

    def parameters(self, camera_id: str, parameters: Parameters, width: int, height: int) -> None:
        """Before the first picture, and when its form changes."""
        ...

    def picture(self, camera_id: str, picture: Picture) -> None: ...

    def sizes(self, camera_id: str, sizes: Sizes) -> None:
        """Once a second while the camera sends, taken or not."""
        ...

    def state(self, camera_id: str, state: str, reason: str) -> None:
        """The camera's, in media's words; `unknown` while there is no tap (reason: why)."""
        ...

    def lost(self, camera_id: str, count: int) -> None:
        """This worker was too slow for so many pictures."""
        ...


@dataclass(slots=True)
class _Tapped:
    """`index`: the camera's on its line, once media has taken the ticket."""

    frames: Frames
    stream: StreamName
    ask_at_s: float
    line: TapLine | None = None
    index: int = -1
    tries: int = 0


@dataclass(slots=True)
class _OnLine:
    camera_id: str
    form: TapParameters | None = None
    parameters: Parameters | None = None


class TapClient:
    """`run` is its task; everything else is called from the same loop and returns at once."""

    def __init__(
        self,
        ask: Ask,
        taker: Taker,
        tls: SSLContext | None = None,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._ask = ask
        self._taker = taker
        self._tls = tls
        self._draw = draw
        self._time = asyncio.get_running_loop().time
        self._cameras: dict[str, _Tapped] = {}
        self._lines: dict[str, TapLine] = {}
        self._known: dict[TapLine, dict[int, _OnLine]] = {}
        self._tasks: set[asyncio.Task[object]] = set()
        self._changed = asyncio.Event()

    def watch(
        self, camera_id: str, frames: Frames = Frames.KEY, stream: StreamName = "sub"
    ) -> None:
        """From now on, or from now on differently: `ALL` begins with the cached group, from its key picture."""
        one = self._cameras.get(camera_id)
        if one is None:
            self._cameras[camera_id] = _Tapped(frames, stream, self._time())
            self._changed.set()
        elif (one.frames, one.stream) != (frames, stream):
            one.frames, one.stream = frames, stream
            if one.line:
                one.line.want(camera_id, frames, stream)

    def leave(self, camera_id: str) -> None:
        one = self._cameras.pop(camera_id, None)
        if one is not None and one.line is not None:
            one.line.leave(camera_id)

    async def run(self) -> None:
        """Until it is cancelled."""
        async with aiohttp.ClientSession(trust_env=False) as session:
            try:
                while True:
                    await self._ask_for_due(session)
                    await self._rest()
            finally:
                await end_tasks(self._tasks)

    async def _rest(self) -> None:
        next_s = min((one.ask_at_s for one in self._cameras.values()), default=float("inf"))
        self._changed.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(max(min(next_s - self._time(), 60.0), 0)):
                await self._changed.wait()

    async def _ask_for_due(self, session: aiohttp.ClientSession) -> None:
        now_s = self._time()
        due = [camera_id for camera_id, one in self._cameras.items() if one.ask_at_s <= now_s]
        for at in range(0, len(due), _AT_ONCE):
            asked = due[at : at + _AT_ONCE]
            # one draw for all: they come back together, in one question
            self._put_off(asked)
            try:
                taps = await self._ask(asked)
            except BusUnavailable:
                continue
            for tap in taps:
                self._heed(tap, session)

    def _put_off(self, camera_ids: Sequence[str]) -> None:
        """Full jitter, so that a media process that comes back is not run over."""
        share, now_s = self._draw(), self._time()
        for camera_id in camera_ids:
            if one := self._cameras.get(camera_id):
                grown_s = _FIRST_RETRY_S * 2.0 ** min(one.tries, 16)
                one.tries += 1
                one.ask_at_s = now_s + max(share * min(grown_s, _LONGEST_RETRY_S), _LEAST_RETRY_S)
        self._changed.set()

    def _heed(self, tap: Tap, session: aiohttp.ClientSession) -> None:
        one = self._cameras.get(tap.camera_id)
        if one is None:
            return
        if tap.problem:
            if one.line is not None:
                one.line.leave(tap.camera_id)
            self._tell_gone(tap.camera_id, one, tap.problem)
            return
        line = self._line(tap.url, session)
        if one.line is not line:
            if one.line is not None:
                one.line.leave(tap.camera_id)
            one.line, one.index = line, -1
        one.ask_at_s = max(one.ask_at_s, self._time() + _HEARD_WITHIN_S)
        line.show(tap.camera_id, tap.ticket, one.frames, one.stream)

    def _line(self, url: str, session: aiohttp.ClientSession) -> TapLine:
        line = self._lines.get(url)
        if line is None:
            line = self._lines[url] = TapLine(url, self._hear)
            self._known[line] = {}
            task: asyncio.Task[object] = asyncio.create_task(
                self._hold(line, session), name=f"tap {url}"
            )
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return line

    async def _hold(self, line: TapLine, session: aiohttp.ClientSession) -> None:
        why = "failed"
        try:
            why = await line.run(session, self._tls)
        except Exception:
            # The supervisor of lines: a fault of ours on one must not end the others.
            log.exception("tap failed", url=line.url)
        finally:
            del self._lines[line.url], self._known[line]
            gone = [camera_id for camera_id, one in self._cameras.items() if one.line is line]
            self._put_off(gone)
            for camera_id in gone:
                self._tell_gone(camera_id, self._cameras[camera_id], why)

    def _tell_gone(self, camera_id: str, one: _Tapped, why: str) -> None:
        one.line, one.index = None, -1
        self._taker.state(camera_id, "unknown", why)

    def _hear(self, line: TapLine, told: TapMessage) -> None:
        known = self._known[line]
        match told:
            case TapPicture():
                self._picture(line, known.get(told.index), told)
            case TapSizes():
                for sizes in told.cameras:
                    on_line = known.get(sizes.index)
                    if on_line and self._is_on(line, on_line.camera_id):
                        self._taker.sizes(on_line.camera_id, sizes)
            case TapParameters():
                self._parameters(line, known.get(told.index), told)
            case TapSaid():
                self._said(line, known, told)

    def _is_on(self, line: TapLine, camera_id: str) -> bool:
        one = self._cameras.get(camera_id)
        return one is not None and one.line is line

    def _picture(self, line: TapLine, on_line: _OnLine | None, told: TapPicture) -> None:
        if on_line is None or on_line.parameters is None:
            return
        if self._is_on(line, on_line.camera_id):
            picture = Picture(
                told.data,
                told.is_key,
                told.rtp_time,
                told.captured_at_ms,
                on_line.parameters,
                told.is_backlog,
            )
            self._taker.picture(on_line.camera_id, picture)

    def _parameters(self, line: TapLine, on_line: _OnLine | None, told: TapParameters) -> None:
        if on_line is not None:
            on_line.form, on_line.parameters = told, Parameters(told.sps, told.pps)
            if self._is_on(line, on_line.camera_id):
                self._tell_form(on_line)

    def _tell_form(self, on_line: _OnLine) -> None:
        form, sets = on_line.form, on_line.parameters
        if form is not None and sets is not None:
            self._taker.parameters(on_line.camera_id, sets, form.width, form.height)

    def _said(self, line: TapLine, known: dict[int, _OnLine], told: TapSaid) -> None:
        on_line = known.get(told.index)
        camera_id = on_line.camera_id if on_line else told.camera_id
        one = self._cameras.get(camera_id)
        if told.what == "accepted":
            known.setdefault(told.index, _OnLine(camera_id))
        elif told.what == "ended":
            known.pop(told.index, None)
        if one is None or one.line is not line:
            return
        is_over = (told.what == "ended" and one.index == told.index) or (
            # a tap that goes on does so until its end: the next ticket may be taken
            told.what == "refused" and one.index < 0
        )
        if told.what == "accepted":
            self._accepted(one, told, known[told.index])
        elif is_over:
            self._put_off([camera_id])
            self._tell_gone(camera_id, one, told.reason)
        elif told.what == "state":
            self._taker.state(camera_id, told.state, told.reason)
        elif told.what == "lost":
            self._taker.lost(camera_id, told.count)

    def _accepted(self, one: _Tapped, told: TapSaid, on_line: _OnLine) -> None:
        """The next ticket comes while there is time to ask for it several times."""
        if one.index < 0 and on_line.form is not None:
            # left and watched again before media heard of it
            self._tell_form(on_line)
        one.index, one.tries = told.index, 0
        one.ask_at_s = self._time() + max(told.lasts_s, 1.0) * (0.5 + 0.25 * self._draw())
        self._changed.set()
