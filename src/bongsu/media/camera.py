"""One pulled camera stream: one task owns its source, its group of pictures and its state.

Consumers (viewers, later recorders and monitoring) stand in line here; none of them can hold up the others."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from bongsu.kernel.clock import Clock
from bongsu.kernel.ending import end_tasks
from bongsu.media.backoff import Backoff
from bongsu.media.failures import BadPicture, CameraFailure, CameraNonsense
from bongsu.media.fmp4 import Init, make_init
from bongsu.media.group import Group, Opening, Shown
from bongsu.media.settings import MediaSettings
from bongsu.media.sources.source import Parameters, Picture, Take
from bongsu.media.timeline import Timeline

log = structlog.get_logger()
# Lets the failed connection's own clean-up run before the next try.
_SHORTEST_WAIT_S = 0.01
MOVED = "moved"


@dataclass(frozen=True, slots=True)
class StreamState:
    """`state`: connecting, live, frozen, dead, unsupported, unknown."""

    state: str
    since: datetime
    reason: str


class Consumer(Protocol):
    """Whoever needs a stream's pictures. Called in the loop; must return at once."""

    def begin(self, opening: Opening) -> None:
        """Before the first picture, and again when the picture's form changes."""
        ...

    def show(self, shown: Shown) -> None: ...

    def tell(self, state: StreamState) -> None: ...


class Pulls(Protocol):
    """What a stream needs from its hub."""

    async def pull(self, stream: "CameraStream", take: Take) -> None:
        """As `Source.run`."""
        ...

    def state_changed(self, stream: "CameraStream") -> None: ...

    def remember(self, stream: "CameraStream", picture: Picture) -> None: ...

    def ended(self, stream: "CameraStream") -> None:
        """Nobody wants it any more; later consumers need another one."""
        ...


class CameraStream:
    """`run` is its task; everything else is called from the same loop."""

    def __init__(
        self, camera_id: str, name: str, pulls: Pulls, settings: MediaSettings, clock: Clock
    ) -> None:
        self.camera_id = camera_id
        self.name = name
        self.shown_name = name
        self.state = StreamState("connecting", clock.now(), "")
        self._pulls = pulls
        self._settings = settings
        self._clock = clock
        self._time = asyncio.get_running_loop().time
        self._consumers: dict[Consumer, bool] = {}
        self._machines: set[Consumer] = set()
        self._group = Group(settings.group_bytes, settings.group_pictures)
        self._timeline = Timeline()
        self._parameters: Parameters | None = None
        self._init: Init | None = None
        self._sequence = 0
        self._catches_up = False
        self._live_since_s: float | None = None
        self._backoff = Backoff(
            settings.retry_first_s,
            settings.retry_watched_s,
            settings.retry_idle_s,
            settings.stable_after_s,
            tapped_s=settings.retry_tapped_s,
        )
        self._wanted = asyncio.Event()
        self._leave_at_s = 0.0
        self.warm()

    @property
    def has_pictures(self) -> bool:
        return len(self._group) > 0

    @property
    def is_watched(self) -> bool:
        """By somebody who is no machine of ours."""
        return len(self._consumers) > len(self._machines)

    def join(self, consumer: Consumer, *, is_machine: bool = False) -> None:
        """Gives the state at once, and the whole cached group when there is one. For a machine, which looks at every
        camera, a dead one is not tried as often as for a person."""
        self._consumers[consumer] = False
        if is_machine:
            self._machines.add(consumer)
        self._wanted.set()
        self._each([consumer], lambda one: one.tell(self.state))
        if self._group and self._init and not self._catches_up:
            self._begin([consumer], self._group.opening(self._init, self.shown_name))

    def leave(self, consumer: Consumer) -> None:
        self._machines.discard(consumer)
        if self._consumers.pop(consumer, None) is not None and not self._consumers:
            self.warm()

    def let_go(self) -> None:
        """Another process pulls it now; whoever is still here has to go there."""
        moved = StreamState("unknown", self._clock.now(), MOVED)
        self._each(list(self._consumers), lambda one: one.tell(moved))

    def warm(self) -> None:
        """Go on for a while although nobody looks."""
        self._leave_at_s = self._time() + self._settings.linger_s
        self._wanted.set()

    def interrupted(self, state: str, reason: str) -> None:
        """The source keeps its line although its camera is away: what another centre says of it."""
        if state == "live":
            # only a picture makes it live
            if self._live_since_s is not None:
                self._set_state(state, reason)
            return
        self._forget_pictures()
        self._live_since_s = None
        self._set_state(state, reason)

    async def run(self) -> None:
        """Pulls and pulls again until nobody has wanted it for `linger_s`."""
        pulling: asyncio.Task[object] = asyncio.create_task(
            self._pull_on(), name=f"pull {self.camera_id}"
        )
        try:
            while (left_s := self._left_s()) > 0 and not pulling.done():
                await asyncio.wait([pulling], timeout=left_s)
            self._pulls.ended(self)
        finally:
            await end_tasks([pulling])
        if self.state.state == "connecting":
            self._set_state("unknown", "idle")

    def _left_s(self) -> float:
        return self._settings.linger_s if self._consumers else self._leave_at_s - self._time()

    async def _pull_on(self) -> None:
        while True:
            began_s = self._time()
            self._live_since_s = None
            failure = await self._pull_once()
            lived_s = self._time() - (self._live_since_s or self._time())
            self._forget_pictures()
            self._backoff.failed(lived_s)
            self._set_state(failure.state, failure.code)
            await self._rest(self._time() if lived_s else began_s)

    def _forget_pictures(self) -> None:
        self._group.clear()
        self._timeline.restart()
        self._catches_up = False

    async def _pull_once(self) -> CameraFailure:
        try:
            await self._pulls.pull(self, self._take)
        except CameraFailure as failure:
            return failure
        except Exception:
            # The supervisor of an owned task: a fault of ours with one camera stays with that camera.
            log.exception("pull failed", camera=self.camera_id, stream=self.name)
        return CameraNonsense("the pull ended")

    async def _rest(self, since_s: float) -> None:
        """Waits for the next try; somebody who begins to watch shortens the wait."""
        while True:
            wait_s = self._backoff.wait_s(
                is_watched=self.is_watched, is_tapped=bool(self._machines)
            )
            left_s = max(since_s + wait_s - self._time(), 0)
            self._wanted.clear()
            try:
                async with asyncio.timeout(max(left_s, _SHORTEST_WAIT_S)):
                    await self._wanted.wait()
            except TimeoutError:
                return

    def _take(self, picture: Picture) -> None:
        """The hot path, once a picture. A `CameraNonsense` raised here ends the pull."""
        if picture.parameters is not self._parameters:
            self._renew(picture.parameters)
        self._sequence += 1
        late = picture.is_backlog
        place = self._timeline.hold() if late else self._timeline.place(picture.rtp_time)
        shown = Shown(picture, place, self._sequence)
        self._group.add(shown)
        if picture.is_key:
            self._pulls.remember(self, picture)
        if late:
            self._catches_up = True
            return
        if self._live_since_s is None:
            self._live_since_s = self._time()
            self._set_state("live", "")
        if self._catches_up:
            self._catch_up()
            return
        if not self._consumers:
            return
        new = [one for one, has_begun in self._consumers.items() if not has_begun]
        self._each([one for one, begun in self._consumers.items() if begun], _showing(shown))
        if new and self._init and picture.is_key:
            self._begin(new, Opening(self._init, self.shown_name, (shown,)))

    def _catch_up(self) -> None:
        """The backlog is over: everybody begins at live with the squeezed group, as one who joins now."""
        self._catches_up = False
        self._consumers = dict.fromkeys(self._consumers, False)
        if self._group and self._init:
            self._begin(list(self._consumers), self._group.opening(self._init, self.shown_name))

    def _renew(self, parameters: Parameters) -> None:
        """Another resolution or profile needs another init segment."""
        if parameters == self._parameters:
            self._parameters = parameters
            return
        # What cannot be read must not be shown at the next try under the form known before.
        self._parameters = None
        try:
            self._init = make_init(parameters)
        except BadPicture as cause:
            raise CameraNonsense("the camera's parameter sets cannot be read") from cause
        self._parameters = parameters
        self._group.clear()
        self._consumers = dict.fromkeys(self._consumers, False)

    def _begin(self, consumers: Iterable[Consumer], opening: Opening) -> None:
        begun = list(consumers)
        self._consumers.update(dict.fromkeys(begun, True))
        self._each(begun, lambda one: one.begin(opening))

    def _each(self, consumers: list[Consumer], call: Callable[[Consumer], None]) -> None:
        for one in consumers:
            try:
                call(one)
            except Exception:
                # The supervisor of viewers: one of them must not end the picture of the others.
                log.exception("consumer failed", camera=self.camera_id)
                self.leave(one)

    def _set_state(self, state: str, reason: str) -> None:
        if (state, reason) == (self.state.state, self.state.reason):
            return
        is_same = state == self.state.state
        since = self.state.since if is_same else self._clock.now()
        self.state = StreamState(state, since, reason)
        self._each(list(self._consumers), lambda one: one.tell(self.state))
        self._pulls.state_changed(self)


def _showing(shown: Shown) -> Callable[[Consumer], None]:
    return lambda one: one.show(shown)
