"""One decoded picture as the steps behind it need it: made small once, for all of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Frame:
    """`pixels`: (h, w, 3) RGB fitted into the detector's input without being squashed; `grey`: (h, w) luma, 320 wide;
    `width` and `height` are the stream's own; `taken_at_ms`: when it was captured, Unix milliseconds. `luma`: of a key
    picture, (height, width) of the stream, the decoder's own memory and only to be read; None in other forms."""

    camera_id: str
    taken_at_ms: float
    is_key: bool
    width: int
    height: int
    pixels: NDArray[np.uint8]
    grey: NDArray[np.uint8]
    luma: NDArray[np.uint8] | None = None
