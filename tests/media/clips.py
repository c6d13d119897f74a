"""Makes small H.264 clips, so that media tests need no shared data."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np


def make_clip(
    path: Path, *, width: int = 320, height: int = 180, rate: int = 20, pictures: int = 40
) -> None:
    """Moving bars; a key picture every half second, no B-pictures."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=rate)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.time_base = Fraction(1, rate)
        stream.options = {
            "preset": "ultrafast",
            "tune": "zerolatency",
            "g": str(rate // 2),
            "x264-params": "scenecut=0",
        }
        rows = np.arange(height)[:, None, None]
        columns = np.arange(width)[None, :, None]
        for number in range(pictures):
            wave = (rows * 3 + columns * 2 + number * 11 + np.array([0, 60, 120])) % 256
            frame = av.VideoFrame.from_ndarray(wave.astype(np.uint8), format="rgb24")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
