"""Coded pictures of one camera into `Frame`s, cheaply: key pictures alone, or all of them with few made into RGB."""

from dataclasses import dataclass

import av
from av.codec.context import CodecContext
from av.error import FFmpegError
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from bongsu.media.failures import BadPicture
from bongsu.media.fmp4 import decoder_configuration
from bongsu.media.sources.source import Parameters, Picture
from bongsu.media.sps import read_sps
from bongsu.monitoring.pictures.fit import Fitter
from bongsu.monitoring.pictures.frame import Frame

MOST_PIXELS = 16_000_000
# An impossible resolution is refused before memory is taken for it.
_OPTIONS = {"max_pixels": str(MOST_PIXELS)}
# What is made three times smaller needs no smoothing of its blocks (5 % of the time); nothing is drawn from it later.
_OF_KEYS = {**_OPTIONS, "skip_loop_filter": "all"}
_OF_RUNS = {**_OPTIONS, "skip_loop_filter": "noref"}
# Pictures that a decoder may hold back because others are shown before them.
_MOST_HELD = 32


@dataclass(frozen=True, slots=True)
class _Fed:
    picture: Picture
    want: bool


class Decoder:
    """Of one camera; used by one thread at a time, which may be another each time. Decoders of different cameras run
    beside each other: libavcodec and libswscale work without the interpreter's lock."""

    def __init__(self, camera_id: str, fit: tuple[int, int]) -> None:
        """`fit`: width and height that the detector's picture must not exceed."""
        self.camera_id = camera_id
        self.faults = 0
        """Pictures that could not be decoded so far."""
        self._fitter = Fitter(camera_id, fit)
        self._run: VideoCodecContext | None = None
        self._parameters: Parameters | None = None
        self._fed: dict[int, _Fed] = {}
        self._number = 0

    def decode_key(self, picture: Picture) -> Frame:
        """A key picture by itself; what was decoded before does not matter. Raises `BadPicture`."""
        self.rest()
        try:
            # A context of its own costs .1 ms and leaves nothing behind: neither memory nor a fault.
            context = _open(picture.parameters, _OF_KEYS)
            shown = _decoded(context, picture) or context.decode(None)
            if not shown:
                raise BadPicture("there is no whole picture in these bytes")
            return self._fitter.fit(_whole(shown[0]), picture)
        except (FFmpegError, BadPicture) as cause:
            self.faults += 1
            raise BadPicture(f"a key picture of {self.camera_id} cannot be decoded") from cause

    def decode_all(self, picture: Picture, *, want: bool) -> Frame | None:
        """The next picture of a run that began with a key picture; made into a `Frame` only if `want`. None as well
        when the decoder waits for a key picture or for pictures shown earlier. Raises `BadPicture`, and then waits for
        a key picture."""
        try:
            context = self._running(picture)
            return self._feed(context, _Fed(picture, want)) if context else None
        except (FFmpegError, BadPicture) as cause:
            self.faults += 1
            self.rest()
            raise BadPicture(f"a picture of {self.camera_id} cannot be decoded") from cause

    def rest(self) -> None:
        """Lets go of what `decode_all` holds."""
        self._run = None
        self._fed.clear()

    def _running(self, picture: Picture) -> VideoCodecContext | None:
        if picture.is_key and (self._run is None or picture.parameters != self._parameters):
            self._fed.clear()
            self._run = _open(picture.parameters, _OF_RUNS)
            self._parameters = picture.parameters
        return self._run

    def _feed(self, context: VideoCodecContext, fed: _Fed) -> Frame | None:
        self._number += 1
        self._fed[self._number] = fed
        while len(self._fed) > _MOST_HELD:
            del self._fed[next(iter(self._fed))]
        # A picture that no other is made from need not be decoded when nobody looks at it.
        context.skip_frame = "DEFAULT" if fed.want else "NONREF"
        frame = None
        for shown in _decoded(context, fed.picture, self._number):
            known = self._fed.pop(shown.pts or 0, None)
            whole = _whole(shown)
            if known and known.want:
                frame = self._fitter.fit(whole, known.picture)
        return frame


def _open(parameters: Parameters, options: dict[str, str]) -> VideoCodecContext:
    """Raises `BadPicture` or `FFmpegError`."""
    sps = read_sps(parameters.sps)
    if sps.width * sps.height > MOST_PIXELS:
        raise BadPicture("a picture of an impossible size")
    context = CodecContext.create("h264", "r")
    assert isinstance(context, VideoCodecContext)
    context.extradata = decoder_configuration(parameters)
    context.thread_count = 1
    context.options = options
    return context


def _decoded(context: VideoCodecContext, picture: Picture, number: int = 0) -> list[VideoFrame]:
    if not picture.data:
        # to libavcodec an empty packet is the end of the stream
        raise BadPicture("an empty picture")
    packet = av.Packet(picture.data)
    packet.pts = packet.dts = number
    return context.decode(packet)


def _whole(frame: VideoFrame) -> VideoFrame:
    """Raises `BadPicture`: what the decoder invented for lost parts must not be looked at."""
    if frame.is_corrupt:
        raise BadPicture("parts of the picture are missing")
    return frame
