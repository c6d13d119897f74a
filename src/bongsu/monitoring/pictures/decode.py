"""Coded pictures of one camera into `Frame`s, cheaply: key pictures alone, or all of them with few made into RGB."""

from bongsu.media.sources.source import Picture
from bongsu.monitoring.pictures.frame import Frame


class Decoder:
    """Of one camera; used by one thread at a time, which may be another each time. Decoders of different cameras run
    beside each other: libavcodec and libswscale work without the interpreter's lock."""

    def __init__(self, camera_id: str, fit: tuple[int, int]) -> None:
        """`fit`: width and height that the detector's picture must not exceed."""
        self.camera_id = camera_id
        self.fit = fit
        self.faults = 0
        """Pictures that could not be decoded so far."""

    def decode_key(self, picture: Picture) -> Frame:
        """A key picture by itself; what was decoded before does not matter. Raises `BadPicture`."""
        raise NotImplementedError

    def decode_all(self, picture: Picture, *, want: bool) -> Frame | None:
        """The next picture of a run that began with a key picture; made into a `Frame` only if `want`. None as well
        when the decoder waits for a key picture or for pictures shown earlier. Raises `BadPicture`."""
        raise NotImplementedError
