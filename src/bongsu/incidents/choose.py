"""The port to the registry: which cameras see a place, best first, and what is known of one camera."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bongsu.incidents.area import Area
from bongsu.incidents.incident import Place
from bongsu.sharing.grants import LentCamera


@dataclass(frozen=True, slots=True)
class CameraFacts:
    """What a tile and the map need to know of a camera."""

    camera_id: str
    name: str
    district: str
    kind: str
    lat: float
    lon: float
    bearing_deg: float | None
    hfov_deg: float | None
    range_m: float
    purpose: str
    owner: str = ""
    """Another centre's code; empty = our own."""
    reserved_for: str = ""
    """The one service that may show it; nobody else learns that it exists."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """By distance, not by what they see best: all that hang at `site` first, and so many `beside` it."""

    site: str = ""
    beside: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the chooser. `current` are kept by hysteresis, `barred` never come back."""

    place: Place
    radius_m: float
    purposes: frozenset[str]
    limit: int
    at: datetime
    current: tuple[str, ...] = ()
    barred: frozenset[str] = frozenset()
    area: Area | None = None
    """All of it is to be seen, not one place in it."""
    service: str = ""
    nearest: Nearest | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Cameras best first, and how many near ones were left out for their purpose."""

    cameras: tuple[LentCamera, ...]
    other_purpose: int = 0


class Chooser(Protocol):
    """Chooses by what cameras see; the real one stands on the registry's index."""

    def choose(self, wanted: Wanted) -> Choice: ...

    def facts(self, camera_id: str) -> CameraFacts | None: ...

    def state_of(self, camera_id: str) -> tuple[str, datetime | None, str]:
        """State, since when, and the reason word."""
        ...

    def counts(self) -> tuple[int, int]:
        """Cameras in service, and how many of them are known to be dead."""
        ...


def purposes_by(chooser: Chooser) -> Callable[[str], str | None]:
    """What a camera was put up for; None of one that nobody knows."""

    def purpose_of(camera_id: str) -> str | None:
        facts = chooser.facts(camera_id)
        return facts.purpose if facts else None

    return purpose_of


@dataclass(frozen=True, slots=True)
class ListedChooser:
    """A chooser for tests: a fixed list, nearest first."""

    cameras: tuple[CameraFacts, ...]
    dead: frozenset[str] = frozenset()

    def choose(self, wanted: Wanted) -> Choice:
        fitting = [
            camera
            for camera in self.cameras
            if camera.purpose in wanted.purposes
            and camera.camera_id not in wanted.barred | self.dead
        ]
        lent = [_lent(rank, camera) for rank, camera in enumerate(fitting[: wanted.limit], 1)]
        return Choice(tuple(lent), len(self.cameras) - len(fitting))

    def facts(self, camera_id: str) -> CameraFacts | None:
        return next((camera for camera in self.cameras if camera.camera_id == camera_id), None)

    def state_of(self, camera_id: str) -> tuple[str, datetime | None, str]:
        return ("dead" if camera_id in self.dead else "live"), None, ""

    def counts(self) -> tuple[int, int]:
        return len(self.cameras), len(self.dead)


def _lent(rank: int, camera: CameraFacts) -> LentCamera:
    return LentCamera(camera.camera_id, rank, 1.0 / rank, 10.0 * rank, 0.0, "목록", "listed")
