"""A worker's neighbours without network, codec or detector: pictures are a few bytes that say what is to be seen."""

import asyncio
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
import numpy as np

from bongsu.kernel.failures import Failure, Kind
from bongsu.media.sources.source import Parameters, Picture
from bongsu.media.taps.wire import Frames, StreamName
from bongsu.monitoring.clothing.colour import COLOURS, Colour
from bongsu.monitoring.clothing.watch import Dressed
from bongsu.monitoring.detectors.detector import About
from bongsu.monitoring.detectors.found import NOTHING, THINGS, Found, Thing
from bongsu.monitoring.pictures.frame import Frame
from bongsu.monitoring.pictures.taps import Ask, Taker
from bongsu.monitoring.rules.judge import Judge
from bongsu.monitoring.tracks.track import Track
from bongsu.monitoring.tracks.tracker import tracker_for
from bongsu.monitoring.words import Ailment
from bongsu.monitoring.worker.messages import CameraJob, Tap
from bongsu.monitoring.worker.tools import Tools

ABOUT = About(
    name="fake",
    digest="0" * 64,
    licence="none",
    source="tests",
    width=64,
    height=36,
    things=(Thing.PERSON,),
)
_FORM = Parameters(b"", b"")


class Scene(msgspec.Struct, frozen=True):
    """What a made picture shows: boxes of persons with their scores; or a fault."""

    people: tuple[tuple[float, float, float, float], ...] = ()
    score: float = 0.9
    fault: str = ""
    """`decode`: it cannot be decoded; `throw`, `hang`: the detector does so."""
    ailing: bool = False


PERSON = (0.4, 0.4, 0.5, 0.8)


class Broken(Failure):
    kind = Kind.INVALID
    code = "broken"


def picture(
    at_s: float, scene: Scene | None = None, *, key: bool = True, backlog: bool = False
) -> Picture:
    data = msgspec.json.encode(scene or Scene())
    return Picture(data, key, int(at_s * 90_000) % 2**32, at_s * 1000, _FORM, backlog)


class FakeDecoder:
    """`pixels` carries what the picture says."""

    def __init__(self, camera_id: str, _fit: tuple[int, int]) -> None:
        self._camera_id = camera_id

    def decode_key(self, one: Picture) -> Frame:
        if msgspec.json.decode(one.data, type=Scene).fault == "decode":
            raise Broken("cannot be decoded")
        said = np.frombuffer(one.data, np.uint8)
        grey = np.zeros((18, 32), np.uint8)
        return Frame(self._camera_id, one.captured_at_ms, one.is_key, 64, 36, said, grey)

    def decode_all(self, one: Picture, *, want: bool) -> Frame | None:
        return self.decode_key(one) if want else None

    def rest(self) -> None:
        """Holds nothing."""


class FakeDetector:
    """Finds what the picture says. `hangs` ends when a test lets it go."""

    about = ABOUT

    def __init__(self, hangs: threading.Event) -> None:
        self._hangs = hangs

    def find(self, said: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> Found:
        scene = msgspec.json.decode(said.tobytes(), type=Scene)
        if scene.fault == "throw":
            raise ZeroDivisionError
        if scene.fault == "hang":
            self._hangs.wait()
        if not scene.people:
            return NOTHING
        boxes = np.array(scene.people, np.float32)
        scores = np.full(len(boxes), scene.score, np.float32)
        person = np.full(len(boxes), THINGS.index(Thing.PERSON), np.int8)
        return Found(boxes, scores, person)


@dataclass(frozen=True, slots=True)
class FakeAil:
    ailment: Ailment
    ailing: bool
    since_ms: float
    figure: float = 1.0
    limit: float = 0.5


class FakeHealth:
    """Says what the picture says, when it changes."""

    def __init__(self, _job: CameraJob) -> None:
        self._was = False

    def look(self, frame: Frame, _found: Found) -> Sequence[FakeAil]:
        is_ailing = msgspec.json.decode(frame.pixels.tobytes(), type=Scene).ailing
        if is_ailing == self._was:
            return ()
        self._was = is_ailing
        return (FakeAil(Ailment.BLACK, is_ailing, frame.taken_at_ms),)


class FakeClothes:
    """Everybody wears red, and is told at once."""

    def look(self, at_ms: float, tracks: Sequence[Track], _frame: Frame) -> Sequence[Dressed]:
        red = tuple(1.0 if one is Colour.RED else 0.0 for one in COLOURS)
        return [
            Dressed(one.number, at_ms, at_ms, red, None, is_infrared=False, picture=b"p")
            for one in tracks
        ]


def fake_tools(hangs: threading.Event | None = None) -> Tools:
    held = hangs or threading.Event()
    return Tools(
        detector=lambda: FakeDetector(held),
        decoder=FakeDecoder,
        tracker=tracker_for,
        judge=Judge,
        health=FakeHealth,
        still=lambda _frame: b"a still",
        about=ABOUT,
        clothes=FakeClothes,
    )


@dataclass
class FakeTaps:
    """What a worker asks of media, and a test's hand that shows pictures."""

    taker: Taker
    ask: Ask | None = None
    wants: dict[str, Frames] = field(default_factory=dict)
    asked: list[Sequence[Tap]] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def watch(
        self, camera_id: str, frames: Frames = Frames.KEY, _stream: StreamName = "sub"
    ) -> None:
        self.wants[camera_id] = frames
        self.changed.set()

    def leave(self, camera_id: str) -> None:
        self.wants.pop(camera_id, None)
        self.changed.set()

    async def run(self) -> None:
        """Asks for tickets, as the real one does."""
        while True:
            await self.changed.wait()
            self.changed.clear()
            if self.ask is not None and self.wants:
                self.asked.append(await self.ask(sorted(self.wants)))

    def show(self, camera_id: str, one: Picture) -> None:
        if self.wants.get(camera_id, Frames.NONE) is not Frames.NONE:
            self.taker.picture(camera_id, one)

    async def until(self, wants: Mapping[str, Frames]) -> None:
        """Until exactly these are asked for."""
        while self.wants != dict(wants):
            self.changed.clear()
            if self.wants != dict(wants):
                await self.changed.wait()
