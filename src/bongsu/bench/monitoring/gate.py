"""The plain alternative's saving: a motion gate before the detector, as such systems have it. It needs every picture
decoded, opens for whatever moves, and stays shut for whoever stands still."""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

_LEAST_AREA = 0.002
"""Share of the picture that must have changed: a person as small as the street's smallest."""
_STAYS_S = 2.0


@dataclass(slots=True)
class MotionGate:
    """OpenCV's MOG2 with its defaults, without shadows, on grey pictures 320 wide; specks are opened away."""

    open_until_ms: float = -1.0
    _model: cv2.BackgroundSubtractorMOG2 = field(
        default_factory=lambda: cv2.createBackgroundSubtractorMOG2(detectShadows=False)
    )

    def see(self, grey: NDArray[np.uint8], at_ms: float) -> bool:
        """Whether the detector is let look at this picture."""
        moved = self._model.apply(grey)
        moved = cv2.morphologyEx(moved, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
        if cv2.countNonZero(moved) >= _LEAST_AREA * grey.size:
            self.open_until_ms = at_ms + _STAYS_S * 1000
        return at_ms <= self.open_until_ms
