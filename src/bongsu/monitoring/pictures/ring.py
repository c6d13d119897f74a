"""The coded pictures of one camera's last seconds, from which an alarm's clip is made without decoding."""

from bongsu.media.sources.source import Picture


class Ring:
    """Holds whole groups of pictures; bounded by seconds and bytes."""

    def __init__(self, seconds: float, most_bytes: int = 24_000_000) -> None:
        self.seconds = seconds
        self.most_bytes = most_bytes

    def add(self, picture: Picture) -> None:
        """A picture of the cached group that is here already is passed over."""

    def clip(self, from_ms: float, to_ms: float) -> bytes:
        """Fragmented MP4 of what was captured between (Unix milliseconds), begun at the key picture at or before
        `from_ms`; empty when nothing of it is held."""
        raise NotImplementedError
