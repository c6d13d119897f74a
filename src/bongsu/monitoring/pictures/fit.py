"""Makes decoded pictures small: one pass from the decoder's own form to the detector's RGB, one to the luma for health."""

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from bongsu.media.failures import BadPicture
from bongsu.media.sources.source import Picture
from bongsu.monitoring.pictures.frame import Frame

GREY_WIDTH = 320
# Beyond any camera; a grey picture of 320 columns would not stay small.
_LONGEST_SHAPE = 4
# Forms whose first plane is the luma, a byte for each pixel.
_LUMA_FIRST = frozenset(
    {"yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "nv12", "gray"}
)


class Fitter:
    """Of one camera's decoder; keeps libswscale's tables between pictures of the same size."""

    def __init__(self, camera_id: str, fit: tuple[int, int]) -> None:
        self._camera_id = camera_id
        self._fit = fit
        self._to_rgb = VideoReformatter()
        self._to_grey = VideoReformatter()

    def fit(self, frame: VideoFrame, picture: Picture) -> Frame:
        """Raises `BadPicture` or `FFmpegError`."""
        return self.fit_at(frame, picture.captured_at_ms, is_key=picture.is_key)

    def fit_at(self, frame: VideoFrame, taken_at_ms: float, *, is_key: bool) -> Frame:
        width, height = frame.width, frame.height
        if not 0 < max(width, height) <= _LONGEST_SHAPE * min(width, height):
            raise BadPicture("a picture of an impossible shape")
        grey_height = max(round(GREY_WIDTH * height / width), 1)
        return Frame(
            self._camera_id,
            taken_at_ms,
            is_key,
            width,
            height,
            _small(self._to_rgb, frame, fitted(width, height, self._fit), "rgb24"),
            _small(self._to_grey, frame, (GREY_WIDTH, grey_height), "gray"),
            _luma(frame) if is_key else None,
        )


def _luma(frame: VideoFrame) -> NDArray[np.uint8] | None:
    """Nothing is copied: what wants to read small print takes its corner of it."""
    if frame.format.name not in _LUMA_FIRST:
        return None
    plane = frame.planes[0]
    lines = np.frombuffer(memoryview(plane), np.uint8, plane.line_size * frame.height)
    luma: NDArray[np.uint8] = lines.reshape(frame.height, plane.line_size)[:, : frame.width]
    return luma


def fitted(width: int, height: int, fit: tuple[int, int]) -> tuple[int, int]:
    """Made smaller without being squashed; never made larger."""
    share = min(fit[0] / width, fit[1] / height, 1.0)
    return max(round(width * share), 1), max(round(height * share), 1)


def _small(
    reformatter: VideoReformatter, frame: VideoFrame, size: tuple[int, int], form: str
) -> NDArray[np.uint8]:
    """The mean over what falls into one pixel, as INTER_AREA. One thread: several cost more of all of them together."""
    made = reformatter.reformat(
        frame, *size, format=form, interpolation=Interpolation.AREA, threads=1
    )
    pixels: NDArray[np.uint8] = np.ascontiguousarray(made.to_ndarray())
    return pixels
