"""A worker's loop as the taps see it, and the node that gives it tickets."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bongsu.kernel.bus import BusUnavailable
from bongsu.media.sources.source import Parameters, Picture
from bongsu.media.taps.wire import Sizes
from bongsu.monitoring.worker.messages import Tap


@dataclass
class FakeTaker:
    """Keeps what comes and wakes whoever waits for it."""

    forms: list[tuple[str, int, int]] = field(default_factory=list)
    pictures: list[tuple[str, Picture]] = field(default_factory=list)
    sized: list[tuple[str, Sizes]] = field(default_factory=list)
    states: list[tuple[str, str, str]] = field(default_factory=list)
    losses: list[tuple[str, int]] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    def parameters(self, camera_id: str, parameters: Parameters, width: int, height: int) -> None:
        self.forms.append((camera_id, width, height))
        self.came.set()

    def picture(self, camera_id: str, picture: Picture) -> None:
        self.pictures.append((camera_id, picture))
        self.came.set()

    def sizes(self, camera_id: str, sizes: Sizes) -> None:
        self.sized.append((camera_id, sizes))
        self.came.set()

    def state(self, camera_id: str, state: str, reason: str) -> None:
        self.states.append((camera_id, state, reason))
        self.came.set()

    def lost(self, camera_id: str, count: int) -> None:
        self.losses.append((camera_id, count))
        self.came.set()

    async def until(self, holds: Callable[[], object]) -> None:
        async with asyncio.timeout(5):
            while not holds():
                self.came.clear()
                await self.came.wait()

    def of(self, camera_id: str) -> list[Picture]:
        return [picture for of_camera, picture in self.pictures if of_camera == camera_id]


@dataclass
class FakeDesk:
    """Gives tickets as it is told to."""

    url: str
    mint: Callable[[str], str]
    problems: dict[str, str] = field(default_factory=dict)
    is_away: bool = False
    asked: list[tuple[str, ...]] = field(default_factory=list)

    async def ask(self, camera_ids: Sequence[str]) -> Sequence[Tap]:
        self.asked.append(tuple(camera_ids))
        await asyncio.sleep(0)
        if self.is_away:
            raise BusUnavailable("node is stalled")
        return [self._tap(camera_id) for camera_id in camera_ids]

    def _tap(self, camera_id: str) -> Tap:
        problem = self.problems.get(camera_id, "")
        if problem:
            return Tap(camera_id=camera_id, problem=problem)
        return Tap(
            camera_id=camera_id, url=self.url, process="media-1", ticket=self.mint(camera_id)
        )
