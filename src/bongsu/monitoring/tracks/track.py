"""One thing followed through the pictures of one camera, while it is seen. Its number means nothing elsewhere."""

from dataclasses import dataclass, field

from bongsu.monitoring.detectors.found import Thing

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, shares of the picture."""


@dataclass(frozen=True, slots=True)
class Sighted:
    """Where it was at one moment."""

    at_ms: float
    box: Box
    score: float

    @property
    def foot(self) -> tuple[float, float]:
        """Where it stands: the middle of the box's lower edge."""
        left, _, right, bottom = self.box
        return (left + right) / 2, bottom

    @property
    def middle(self) -> tuple[float, float]:
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2


@dataclass(slots=True)
class Track:
    """`path`: newest last, bounded by the tracker. `is_sure`: seen often enough to count."""

    number: int
    thing: Thing
    path: list[Sighted] = field(default_factory=list)
    is_sure: bool = False
    missed: int = 0
    """Pictures since it was last found."""

    @property
    def began_at_ms(self) -> float:
        return self.path[0].at_ms

    @property
    def last(self) -> Sighted:
        return self.path[-1]
