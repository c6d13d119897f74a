"""Whose mail is not taken just now because it is too much, and why; in memory, for the page of links."""

from datetime import datetime, timedelta

from bongsu.kernel.clock import Clock
from bongsu.kernel.failures import Failure, Kind

# a courier tries again every other second; who has stopped sending is held back no more
STANDS_FOR = timedelta(seconds=30)


class HeldBack(Failure):
    """More than one centre may send. Nothing of the batch was taken, it waits at its sender, and it may come again later.

    `code` is the reason on the page of links."""

    kind = Kind.UNAVAILABLE


class HeldMail:
    """One per node; as many entries as there are centres."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held: dict[str, tuple[str, datetime]] = {}

    def hold(self, peer: str, reason: str) -> None:
        self._held[peer] = reason, self._clock.now()

    def flow(self, peer: str) -> None:
        self._held.pop(peer, None)

    def why(self, peer: str) -> str:
        """Empty where nothing of it is held back."""
        reason, at = self._held.get(peer, ("", self._clock.now()))
        return reason if self._clock.now() - at <= STANDS_FOR else ""
