"""Who pulls what: one pull per camera and stream for all consumers, on demand, lingering a little."""

import asyncio
from collections.abc import Callable, Collection, Iterable
from typing import Protocol

import structlog

from bongsu.kernel.clock import Clock
from bongsu.kernel.events import Event
from bongsu.media.camera import CameraStream, Consumer, StreamState
from bongsu.media.events import CameraStateChanged, StreamAddress
from bongsu.media.failures import (
    CameraFailure,
    CameraNonsense,
    CameraUnknown,
    CameraUnreachable,
    UnsupportedCodec,
)
from bongsu.media.settings import MediaSettings
from bongsu.media.sources.ffmpeg import FfmpegSource
from bongsu.media.sources.rtsp import RtspSource
from bongsu.media.sources.source import Patience, Picture, Source, Take
from bongsu.media.stills import Stills

log = structlog.get_logger()
# A camera with two streams in different states is as well as the better one.
_BEST_FIRST = ("live", "connecting", "frozen", "dead", "unsupported", "unknown")


class Registry(Protocol):
    """Where cameras are; `Addresses` in production."""

    async def address(self, camera_id: str, stream: str) -> StreamAddress: ...

    def forget(self, camera_id: str) -> None: ...


class Hub:
    """All pulls of this process. `CameraStream`s call back into it."""

    def __init__(
        self,
        settings: MediaSettings,
        clock: Clock,
        registry: Registry,
        stills: Stills,
        tell: Callable[[Event], None],
        across: Callable[[CameraStream], Source] | None = None,
    ) -> None:
        """`across` makes the source of another centre's camera."""
        self._settings = settings
        self._clock = clock
        self._registry = registry
        self.stills = stills
        self._tell = tell
        self._across = across
        self._streams: dict[tuple[str, str], CameraStream] = {}
        self._tasks: dict[asyncio.Task[None], CameraStream] = {}
        self._states: dict[str, dict[str, StreamState]] = {}
        self._odd: set[tuple[str, str]] = set()
        self._sub_only: set[str] = set()
        self._of_others: set[str] = set()
        self._patience = patience_of(settings)

    @property
    def pulls(self) -> int:
        return len(self._streams)

    @property
    def camera_ids(self) -> tuple[str, ...]:
        return tuple({camera_id: None for camera_id, _ in self._streams})

    def join(
        self, camera_id: str, name: str, consumer: Consumer, *, is_machine: bool = False
    ) -> CameraStream:
        """Begins the pull when there is none. The caller leaves by `CameraStream.leave`."""
        stream = self._stream(camera_id, name)
        stream.join(consumer, is_machine=is_machine)
        return stream

    def tap(self, camera_id: str, name: str, consumer: Consumer) -> CameraStream:
        """For a machine: what somebody watches already, whichever it is, before another pull of the same camera."""
        stream = self.watched(camera_id, name) or self._stream(camera_id, name)
        stream.join(consumer, is_machine=True)
        return stream

    def watched(self, camera_id: str, name: str) -> CameraStream | None:
        """The stream of a camera that somebody watches and that has pictures; of two this one."""
        both = (self._streams.get((camera_id, one)) for one in (name, _other(name)))
        return next((one for one in both if one and one.is_watched and one.has_pictures), None)

    def warm(self, camera_ids: Iterable[str]) -> None:
        """Begins pulls that somebody is about to watch."""
        for camera_id in camera_ids:
            self._stream(camera_id, self._settings.warm_stream).warm()

    def let_go(self, camera_ids: Collection[str]) -> None:
        """Another process pulls these now; who watched them here was cut before."""
        for task, stream in list(self._tasks.items()):
            if stream.camera_id in camera_ids:
                task.cancel()
                stream.let_go()
                self.ended(stream)

    async def stop(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._streams.clear()
        self.stills.close()

    async def pull(self, stream: CameraStream, take: Take) -> None:
        """One try by the lean client; a camera it cannot understand gets FFmpeg at the next one."""
        address = await self._registry.address(stream.camera_id, stream.name)
        key = (stream.camera_id, stream.name)
        is_odd = key in self._odd
        try:
            await self._source(stream, address).run(take)
        except CameraFailure as failure:
            if address.owner:
                self._registry.forget(stream.camera_id)
                raise
            if isinstance(failure, UnsupportedCodec) and self._falls_to_sub(stream, address):
                await self.pull(stream, take)
            if isinstance(failure, CameraUnreachable):
                self._registry.forget(stream.camera_id)
            if is_odd and not stream.has_pictures:
                self._odd.discard(key)
                raise CameraNonsense(
                    "neither the lean client nor FFmpeg understands it"
                ) from failure
            if isinstance(failure, CameraNonsense):
                self._odd.add(key)
            raise

    def state_changed(self, stream: CameraStream) -> None:
        states = self._states.setdefault(stream.camera_id, {})
        before = _best(states.values())
        states[stream.name] = stream.state
        after = _best(states.values())
        if after and after != before:
            self._tell_state(stream.camera_id, after)

    def remember(self, stream: CameraStream, picture: Picture) -> None:
        self.stills.remember(stream.camera_id, picture)

    def ended(self, stream: CameraStream) -> None:
        key = (stream.camera_id, stream.name)
        if self._streams.get(key) is stream:
            del self._streams[key]
            self._forget_state(stream)
            log.info("pull ended", camera=stream.camera_id, stream=stream.name)

    def _forget_state(self, stream: CameraStream) -> None:
        """The last known state stands, unless the camera's other stream is still pulled and knows better, or another
        centre owns the camera: then it knows better."""
        states = self._states.get(stream.camera_id, {})
        if len(states) <= 1 and stream.camera_id in self._of_others:
            self._of_others.discard(stream.camera_id)
            del self._states[stream.camera_id]
            self._tell_state(stream.camera_id, StreamState("unknown", self._clock.now(), "idle"))
        elif len(states) > 1:
            before = _best(states.values())
            states.pop(stream.name, None)
            after = _best(states.values())
            if after and after != before:
                self._tell_state(stream.camera_id, after)

    def _stream(self, camera_id: str, name: str) -> CameraStream:
        key = (camera_id, name)
        stream = self._streams.get(key) or self._same_pictures(camera_id, name)
        if stream is None:
            stream = self._streams[key] = CameraStream(
                camera_id, name, self, self._settings, self._clock
            )
            log.info("pull begins", camera=camera_id, stream=name)
            self.state_changed(stream)
            task = asyncio.create_task(stream.run(), name=f"camera {camera_id} {name}")
            self._tasks[task] = stream
            task.add_done_callback(lambda done: self._tasks.pop(done, None))
        return stream

    def _same_pictures(self, camera_id: str, name: str) -> CameraStream | None:
        """Many cameras have one stream that may be pulled: asked for the other, it is that one, and pulled once."""
        other = self._streams.get((camera_id, _other(name)))
        is_same = other is not None and other.shown_name == name and other.has_pictures
        return other if is_same else None

    def _source(self, stream: CameraStream, address: StreamAddress) -> Source:
        if address.owner and self._across:
            self._of_others.add(stream.camera_id)
            return self._across(stream)
        use_sub = stream.name == "sub" or stream.camera_id in self._sub_only
        first, second = address.main_url, address.sub_url
        if use_sub:
            first, second = second, first
        url = first or second
        if not url:
            raise CameraUnknown("the registry knows no address")
        stream.shown_name = "sub" if url == address.sub_url else "main"
        odd = (stream.camera_id, stream.name) in self._odd
        make = FfmpegSource if odd else RtspSource
        return make(url, self._patience, self._now_ms)

    def _falls_to_sub(self, stream: CameraStream, address: StreamAddress) -> bool:
        """Many H.265 cameras have an H.264 sub-stream; remembered, so that the next open asks it first."""
        if stream.shown_name == "sub" or not address.sub_url:
            return False
        self._sub_only.add(stream.camera_id)
        return True

    def _now_ms(self) -> float:
        return self._clock.now().timestamp() * 1000

    def _tell_state(self, camera_id: str, state: StreamState) -> None:
        self._tell(
            CameraStateChanged(
                camera_id=camera_id,
                state=state.state,
                since=state.since,
                reason=state.reason,
                process=self._settings.process,
            )
        )


def _other(name: str) -> str:
    return "sub" if name == "main" else "main"


def patience_of(settings: MediaSettings) -> Patience:
    return Patience(
        settings.connect_within_s,
        settings.answer_within_s,
        settings.frozen_after_s,
        settings.first_picture_within_s,
        settings.transport,
    )


def _best(states: Iterable[StreamState]) -> StreamState | None:
    return min(states, key=lambda one: _BEST_FIRST.index(one.state), default=None)
