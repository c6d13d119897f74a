"""Small clips drawn for tests, and a detector that sees what was drawn."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.detectors.detector import About
from bongsu.monitoring.detectors.found import NOTHING, THINGS, Found, Thing

Pixels = NDArray[np.uint8]


def square_at(left: int, size: tuple[int, int] = (160, 96)) -> Pixels:
    """A white block 16 wide and 48 high on black."""
    picture = np.zeros((size[1], size[0], 3), np.uint8)
    picture[24:72, left : left + 16] = 255
    return picture


def write_clip(file: Path, pictures: Iterable[Pixels], rate: int = 10) -> Path:
    with av.open(str(file), "w") as container:
        stream = container.add_stream("mpeg4", rate=rate)
        stream.pix_fmt = "yuv420p"
        shown = list(pictures)
        stream.height, stream.width = shown[0].shape[:2]
        for number, pixels in enumerate(shown):
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file


class SeesWhite:
    """Takes the white block for a person."""

    about = About(
        name="sees-white",
        digest="1" * 64,
        licence="Apache-2.0",
        source="test",
        width=160,
        height=160,
        things=(Thing.PERSON,),
    )

    def find(self, picture: Pixels) -> Found:
        down, across = np.nonzero(picture[..., 0] > 128)
        if not len(down):
            return NOTHING
        height, width = picture.shape[:2]
        sides = across.min() / width, down.min() / height
        ends = (across.max() + 1) / width, (down.max() + 1) / height
        return Found(
            np.array([[*sides, *ends]], np.float32),
            np.array([0.9], np.float32),
            np.array([THINGS.index(Thing.PERSON)], np.int8),
        )
