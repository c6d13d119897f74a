"""Wrong requests to join lock an invitation longer and longer, by the rule of wrong passwords; in memory, one per node."""

from datetime import datetime

from bongsu.federation.peers.failures import TooManyTries
from bongsu.identity.rules import lock_of
from bongsu.identity.settings import IdentitySettings

# one place for all guessed ids: guessing them locks out no invitation that exists
UNKNOWN = ""


class Tries:
    """As many entries as there are invitations, and one."""

    def __init__(self, settings: IdentitySettings) -> None:
        self._settings = settings
        self._wrong: dict[str, int] = {}
        self._locked: dict[str, datetime] = {}

    def must_be_open(self, door: str, now: datetime) -> None:
        """Raises `TooManyTries`."""
        until = self._locked.get(door)
        if until is not None and now < until:
            wait_s = (until - now).total_seconds()
            raise TooManyTries(f"too many wrong requests, wait {wait_s:.0f} s")

    def wrong(self, door: str, now: datetime) -> None:
        self._wrong[door] = self._wrong.get(door, 0) + 1
        until = lock_of(self._wrong[door], now, self._settings)
        if until is not None:
            self._locked[door] = until

    def right(self, door: str) -> None:
        self._wrong.pop(door, None)
        self._locked.pop(door, None)
