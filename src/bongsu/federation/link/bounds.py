"""How much one peer may send: messages and bytes a second, and how many at once. Nothing here waits, so nothing piles up."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bongsu.federation.link.settings import LinkSettings

Seconds = Callable[[], float]


@dataclass(slots=True)
class Bucket:
    """Fills by `per_s` up to two seconds' worth."""

    per_s: float
    seconds: Seconds
    _level: float = field(init=False)
    _at: float = field(init=False)

    def __post_init__(self) -> None:
        self._level, self._at = 2 * self.per_s, self.seconds()

    def holds(self, amount: float) -> bool:
        now = self.seconds()
        self._level = min(2 * self.per_s, self._level + (now - self._at) * self.per_s)
        self._at = now
        return self._level >= amount

    def take(self, amount: float) -> None:
        self._level -= amount


class Bounds:
    """Of one peer; the owner is its gateway."""

    def __init__(self, settings: LinkSettings, seconds: Seconds) -> None:
        self._settings = settings
        self._seconds = seconds
        self._messages = Bucket(settings.messages_per_s, seconds)
        self._bytes = Bucket(settings.bytes_per_s, seconds)
        self._refused_since = seconds()
        self._refused_lately = 0
        self._deaf_until = 0.0
        self.under_way = 0
        self.refused = 0
        self.refused_last = ""

    def problem(self, size: int, *, is_message: bool) -> str:
        """Why these bytes are not taken now; empty when they are, and then they count. `hello` needs no room."""
        if not self._messages.holds(1):
            return "flood: too many messages a second"
        if not self._bytes.holds(size):
            return "flood: too many bytes a second"
        self._messages.take(1)
        self._bytes.take(size)
        if is_message and self.under_way >= self._settings.at_once:
            return "too many messages under way"
        return ""

    def refuse(self, why: str) -> None:
        now = self._seconds()
        if now - self._refused_since > 1.0:
            self._refused_since, self._refused_lately = now, 0
        self._refused_lately += 1
        self.refused += 1
        self.refused_last = why
        if self._refused_lately >= self._settings.flood_refusals:
            self._deaf_until = now + self._settings.flood_s

    @property
    def deaf_for_s(self) -> float:
        """How long the peer is still not to be heard at all."""
        return max(0.0, self._deaf_until - self._seconds())
