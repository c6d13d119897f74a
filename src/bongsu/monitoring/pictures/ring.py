"""The coded pictures of one camera's last seconds, from which an alarm's clip is made without decoding."""

from collections import deque

from bongsu.media.sources.source import Picture
from bongsu.monitoring.pictures.clip import make_clip

_CLOCK_WAS_SET_MS = 10_000.0


class Ring:
    """Holds whole groups, each from its key picture on; bounded by seconds and bytes."""

    def __init__(self, seconds: float, most_bytes: int = 24_000_000) -> None:
        self._lasts_ms = seconds * 1000
        self._most_bytes = most_bytes
        self._groups: deque[list[Picture]] = deque()
        self._bytes = 0
        self._waits_for_key = True

    @property
    def held_bytes(self) -> int:
        return self._bytes

    def add(self, picture: Picture) -> None:
        """A picture of the cached group that is here already is passed over."""
        if self._groups and self._is_known(picture):
            return
        if picture.is_key:
            self._waits_for_key = False
            self._groups.append([])
        if self._waits_for_key or not (picture.is_key or _is_of(self._groups[-1][0], picture)):
            return
        self._groups[-1].append(picture)
        self._bytes += len(picture.data)
        self._drop_old(picture.captured_at_ms)

    def clear(self) -> None:
        self._groups.clear()
        self._bytes = 0
        self._waits_for_key = True

    def newest(self) -> list[Picture]:
        """The group that goes on, from its key picture: what a decoder needs to begin in the middle of it."""
        return list(self._groups[-1]) if self._groups else []

    def clip(self, from_ms: float, to_ms: float) -> bytes:
        """Fragmented MP4 of what was captured between (Unix milliseconds), begun at the key picture at or before
        `from_ms`; empty when nothing of it is held. Raises `BadPicture`."""
        groups = [group for group in self._groups if group[0].captured_at_ms <= to_ms]
        while len(groups) > 1 and groups[1][0].captured_at_ms <= from_ms:
            groups.pop(0)
        wanted = [one for group in groups for one in group if one.captured_at_ms <= to_ms]
        if not wanted or wanted[-1].captured_at_ms < from_ms:
            return b""
        return make_clip(wanted)

    def _is_known(self, picture: Picture) -> bool:
        newest = self._groups[-1][-1]
        late_ms = newest.captured_at_ms - picture.captured_at_ms
        if late_ms < 0 or (late_ms == 0 and picture.rtp_time != newest.rtp_time):
            return False
        if late_ms == 0 or (picture.is_backlog and late_ms < _CLOCK_WAS_SET_MS):
            return True
        # media's clock was set back: what is held cannot be told in one order with what comes
        self.clear()
        return False

    def _drop_old(self, newest_ms: float) -> None:
        while len(self._groups) > 1 and (
            self._bytes > self._most_bytes
            or self._groups[1][0].captured_at_ms <= newest_ms - self._lasts_ms
        ):
            self._bytes -= sum(len(one.data) for one in self._groups.popleft())
        if self._bytes > self._most_bytes:
            # one group that is too large alone: half of it would show nothing
            self.clear()


def _is_of(key: Picture, picture: Picture) -> bool:
    """Another form (the tap has moved to the camera's other stream) begins with a key picture of its own."""
    return picture.parameters is key.parameters or picture.parameters == key.parameters
