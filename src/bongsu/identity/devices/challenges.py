"""Challenges under way. Kept in memory only: they live a minute, and after a restart a device simply asks again."""

from datetime import datetime, timedelta

from bongsu.identity.devices.device import Challenge, Purpose
from bongsu.kernel.ids import new_id, new_secret

LIVES_S = 60
# a page that was opened twice may ask twice; whoever asks on and on only pushes out what is their own
AT_ONCE = 3


class Challenges:
    """The one owner of what was asked and not yet answered."""

    def __init__(self) -> None:
        self._open: dict[str, list[Challenge]] = {}

    def make(self, purpose: Purpose, bound_to: str, now: datetime) -> Challenge:
        self._forget_old(now)
        ends_at = now + timedelta(seconds=LIVES_S)
        made = Challenge(new_id("chal"), new_secret(), purpose, bound_to, ends_at)
        known = self._open.get(bound_to, [])
        self._open[bound_to] = [*known[1 - AT_ONCE :], made]
        return made

    def take(
        self, challenge_id: str, purpose: Purpose, bound_to: str, now: datetime
    ) -> Challenge | None:
        """Once: whatever comes of the answer, the challenge is gone."""
        for one in self._open.get(bound_to, []):
            if one.challenge_id == challenge_id and one.purpose is purpose:
                self._open[bound_to].remove(one)
                return one if now < one.ends_at else None
        return None

    def _forget_old(self, now: datetime) -> None:
        fresh = {
            bound_to: [one for one in known if now < one.ends_at]
            for bound_to, known in self._open.items()
        }
        self._open = {bound_to: known for bound_to, known in fresh.items() if known}
