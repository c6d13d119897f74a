"""What a worker looks with; a bench or a test brings its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bongsu.media.sources.source import Picture
from bongsu.monitoring.clothing.watch import Dressed
from bongsu.monitoring.detectors.detector import About, Detector
from bongsu.monitoring.detectors.found import Found
from bongsu.monitoring.pictures.frame import Frame
from bongsu.monitoring.rules.raised import Raised
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.tracks.track import Track
from bongsu.monitoring.words import Ailment
from bongsu.monitoring.worker.messages import CameraJob


class PictureDecoder(Protocol):
    """`pictures/decode.Decoder`."""

    def decode_key(self, picture: Picture) -> Frame: ...

    def decode_all(self, picture: Picture, *, want: bool) -> Frame | None: ...

    def rest(self) -> None: ...


class Follows(Protocol):
    """`tracks/tracker.Tracker`."""

    def update(self, at_ms: float, found: Found) -> tuple[Track, ...]: ...


class Judges(Protocol):
    """`rules/judge.Judge`."""

    def look(
        self, at_ms: float, tracks: Sequence[Track], frame: Frame | None = None
    ) -> tuple[Raised, ...]: ...


class Ail(Protocol):
    """`health/checks.Ail`."""

    @property
    def ailment(self) -> Ailment: ...
    @property
    def ailing(self) -> bool: ...
    @property
    def since_ms(self) -> float: ...
    @property
    def figure(self) -> float: ...
    @property
    def limit(self) -> float: ...


class Examines(Protocol):
    """`health/checks.HealthWatch`."""

    def look(self, frame: Frame, found: Found) -> Sequence[Ail]: ...


class Dresses(Protocol):
    """`clothing/watch.ClothingWatch`."""

    def look(self, at_ms: float, tracks: Sequence[Track], frame: Frame) -> Sequence[Dressed]: ...


ToSeoul = Callable[[float], datetime]
"""Unix milliseconds → Seoul time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """`detector`: called in each look thread, once and again after a stall. `fit`: largest picture it takes in."""

    detector: Callable[[], Detector]
    decoder: Callable[[str, tuple[int, int]], PictureDecoder]
    tracker: Callable[[float], Follows]
    """Told the least score that a rule of the camera asks for."""
    judge: Callable[[tuple[Rule, ...], ToSeoul], Judges]
    health: Callable[[CameraJob], Examines]
    still: Callable[[Frame], bytes]
    """A small JPEG of the moment, nothing drawn on it."""
    clothes: Callable[[], Dresses]
    """Asked only where a search for somebody missing runs."""
    about: About
    fit: tuple[int, int] = (416, 416)
