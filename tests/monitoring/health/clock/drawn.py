"""A camera that draws the time over a grey yard with some noise; its clock can be put off or stopped."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

import numpy as np
from numpy.typing import NDArray

from bongsu.bench.monitoring.health_clocks import Overlay
from bongsu.kernel.clock import SEOUL
from bongsu.monitoring.health.ail import Sign
from bongsu.monitoring.health.clock.watch import ClockWatch

NOON_MS = datetime(2026, 11, 22, 3, 10, 4, tzinfo=UTC).timestamp() * 1000
LEARNS_MS = 1_800_000


def overlay(
    layout: str = "%Y-%m-%d %H:%M:%S",
    font: str = "simplex",
    style: str = "plain",
    size: tuple[int, int] = (640, 360),
    tall: int = 16,
) -> Overlay:
    return Overlay(layout, font, style, "top left", size, tall)


@dataclass(slots=True)
class Drawn:
    overlay: Overlay | None = field(default_factory=overlay)
    every_s: float = 10.0
    zone: tzinfo = SEOUL
    ahead: timedelta = timedelta(0)
    stopped: datetime | None = None
    at_ms: float = NOON_MS
    yard: int = 90
    """How bright it is."""
    lamp: tuple[int, int] = (0, 0)
    """The columns in which it is as bright as the print."""
    is_dark: bool = False
    """Dark print on a bright yard."""
    random: np.random.Generator = field(default_factory=lambda: np.random.default_rng(3))
    watch: ClockWatch = field(init=False)

    def __post_init__(self) -> None:
        self.watch = ClockWatch(self.local)

    def local(self, at_ms: float) -> datetime:
        return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(self.zone)

    def picture(self) -> NDArray[np.uint8]:
        """The next one."""
        self.at_ms += self.every_s * 1000
        wide, high = self.overlay.size if self.overlay else (640, 360)
        luma = np.full((high, wide), self.yard, np.uint8)
        luma[:, slice(*self.lamp)] = 245
        luma += self.random.integers(0, 6, luma.shape, np.uint8)
        if self.overlay is not None:
            shown = self.stopped or self.local(self.at_ms).replace(tzinfo=None) + self.ahead
            self.overlay.draw(luma, shown)
        return ~luma if self.is_dark else luma

    def looks(self, count: int) -> list[Sign | None]:
        made = []
        for _ in range(count):
            picture = self.picture()
            made.append(self.watch.look(picture, self.at_ms))
        return made

    def learned(self) -> "Drawn":
        """No later than after half an hour."""
        began_ms = self.at_ms
        while self.watch.face is None:
            assert self.at_ms - began_ms < LEARNS_MS
            self.looks(1)
        return self

    def stop(self) -> None:
        self.stopped = self.local(self.at_ms).replace(tzinfo=None) + self.ahead


def ailing(signs: list[Sign | None]) -> list[bool | None]:
    return [sign.ailing if sign else None for sign in signs]
