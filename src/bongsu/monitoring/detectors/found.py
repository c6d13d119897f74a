"""What a detector found in one picture. Boxes are shares of the picture (0..1, origin top left), whatever its resolution."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.words import Thing

__all__ = ["NOTHING", "THINGS", "VEHICLES", "Found", "Thing"]
THINGS: tuple[Thing, ...] = tuple(Thing)
VEHICLES = frozenset({Thing.BICYCLE, Thing.MOTORCYCLE, Thing.CAR, Thing.BUS, Thing.TRUCK})


@dataclass(frozen=True, slots=True)
class Found:
    """n things, best first. `boxes`: (n, 4) float32 left, top, right, bottom; `scores`: (n,) float32 0..1; `things`: (n,)
    int8 places in `THINGS`."""

    boxes: NDArray[np.float32]
    scores: NDArray[np.float32]
    things: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.scores)

    def only(self, chosen: NDArray[np.bool_]) -> "Found":
        """Those for which `chosen` (n,) is true."""
        return Found(self.boxes[chosen], self.scores[chosen], self.things[chosen])


NOTHING = Found(np.empty((0, 4), np.float32), np.empty((0,), np.float32), np.empty((0,), np.int8))
