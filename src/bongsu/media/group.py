"""The last group of pictures of one stream, kept so that a new viewer sees a picture at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bongsu.media.fmp4 import TIMESCALE, Init, Sample, make_fragment
from bongsu.media.peers.wire import parameters_frame, picture_frame
from bongsu.media.sources.source import Picture
from bongsu.media.timeline import Place
from bongsu.media.wire import Kind, binary_frame, text_frame

# How long each picture but the last of a squeezed group is shown: the player runs to live at once.
_SQUEEZED = TIMESCALE // 1000


@dataclass(frozen=True)
class Shown:
    """One picture on its way to many. The frame is made when the first consumer asks, once for all."""

    picture: Picture
    place: Place
    sequence: int

    @cached_property
    def frame(self) -> bytes:
        place, picture = self.place, self.picture
        sample = Sample(picture.data, picture.is_key, place.duration, place.shown_after)
        fragment = make_fragment(self.sequence, place.decode_time, (sample,))
        return binary_frame(Kind.FRAGMENT, picture.captured_at_ms, fragment)

    @cached_property
    def peer_frame(self) -> bytes:
        """The picture as it came, for other centres."""
        return picture_frame(self.picture, is_backlog=False)


@dataclass(frozen=True)
class Opening:
    """What a viewer gets first: codec, init segment, and the whole group, squeezed to end at live."""

    init: Init
    stream: str
    group: tuple[Shown, ...]

    @cached_property
    def frames(self) -> tuple[bytes, ...]:
        init, captured_at_ms = self.init, self.group[-1].picture.captured_at_ms
        told = text_frame(
            {
                "type": "init",
                "codec": init.codec,
                "width": init.width,
                "height": init.height,
                "stream": self.stream,
            }
        )
        return (
            told,
            binary_frame(Kind.INIT, captured_at_ms, init.segment),
            binary_frame(Kind.FRAGMENT, captured_at_ms, squeeze(self.group)),
        )

    @cached_property
    def peer_frame(self) -> bytes:
        """The same for other centres: nothing is muxed, and the last picture says that the backlog is over."""
        *earlier, last = self.group
        frames = [picture_frame(one.picture, is_backlog=True) for one in earlier]
        return b"".join([parameters_frame(last.picture.parameters), *frames, last.peer_frame])


def squeeze(group: Sequence[Shown]) -> bytes:
    """One fragment of all pictures whose decode times run up to the last one's own."""
    newest = group[-1].place
    *earlier, last = (one.picture for one in group)
    samples = [Sample(picture.data, picture.is_key, _SQUEEZED) for picture in earlier]
    samples.append(Sample(last.data, last.is_key, newest.duration))
    decode_time = newest.decode_time - len(earlier) * _SQUEEZED
    return make_fragment(group[0].sequence, decode_time, samples)


class Group:
    """Bounded by bytes and pictures; when it would grow too large it is empty until the next key picture."""

    def __init__(self, most_bytes: int, most_pictures: int) -> None:
        self._most_bytes = most_bytes
        self._most_pictures = most_pictures
        self._shown: list[Shown] = []
        self._bytes = 0
        self._opening: Opening | None = None

    def __len__(self) -> int:
        return len(self._shown)

    def add(self, shown: Shown) -> None:
        self._opening = None
        if shown.picture.is_key:
            self.clear()
        elif not self._shown:
            return
        self._shown.append(shown)
        self._bytes += len(shown.picture.data)
        if self._bytes > self._most_bytes or len(self._shown) > self._most_pictures:
            self.clear()

    def clear(self) -> None:
        self._shown.clear()
        self._bytes = 0
        self._opening = None

    def opening(self, init: Init, stream: str) -> Opening:
        """Viewers that join between the same two pictures share it. The group must not be empty."""
        if self._opening is None or self._opening.init is not init:
            self._opening = Opening(init, stream, tuple(self._shown))
        return self._opening
