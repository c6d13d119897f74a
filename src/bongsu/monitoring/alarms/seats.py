"""Who is at work (관제석): whose screens are open now. Alarms are counted for each of them, and put before nobody else."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

from bongsu.identity.people import Role
from bongsu.monitoring.alarms.pace import WINDOW, Seat

# a page that is loaded anew has not left
AWAY_AFTER = timedelta(seconds=30)
# a shift lead takes the queue where no operator is there, the head where neither is
_IN_TURN = (Role.OPERATOR, Role.SHIFT_LEAD, Role.CENTRE_HEAD)
QUEUE_ROLES = frozenset(_IN_TURN)
_REMEMBERED = 64


class Seats:
    """In the node's memory, fed by the feed's screens."""

    def __init__(self) -> None:
        self._screens: dict[object, tuple[str, Role]] = {}
        self._left: dict[str, tuple[Role, datetime]] = {}
        self._shown: dict[str, deque[datetime]] = {}
        self.names: dict[str, str] = {}
        """As their own colleagues know them."""
        self.began_at: datetime | None = None
        """When the node started: who has a page open comes back within seconds."""

    def enter(self, screen: object, person_id: str, name: str, role: Role) -> None:
        if role in QUEUE_ROLES:
            self._screens[screen] = (person_id, role)
            self._left.pop(person_id, None)
            self.names[person_id] = name

    def leave(self, screen: object, now: datetime) -> None:
        found = self._screens.pop(screen, None)
        if found is None:
            return
        person_id, role = found
        if all(one != person_id for one, _ in self._screens.values()):
            self._left[person_id] = (role, now)

    def at_work(self, now: datetime) -> tuple[str, ...]:
        """Before whom alarms are put, in order of their ids."""
        present = dict(self._screens.values())
        for person_id, (role, left_at) in list(self._left.items()):
            if now - left_at < AWAY_AFTER:
                present.setdefault(person_id, role)
            else:
                del self._left[person_id]
        for role in _IN_TURN:
            found = sorted(one for one, theirs in present.items() if theirs is role)
            if found:
                return tuple(found)
        return ()

    def is_there(self, person_id: str, now: datetime) -> bool:
        """Whether they have a screen at all, whatever their role."""
        if any(one == person_id for one, _ in self._screens.values()):
            return True
        if self.began_at is not None and now - self.began_at < AWAY_AFTER:
            return True
        left = self._left.get(person_id)
        return left is not None and now - left[1] < AWAY_AFTER

    def shown(self, person_id: str, at: datetime) -> None:
        self._shown.setdefault(person_id, deque(maxlen=_REMEMBERED)).append(at)

    def remember(self, shown: Iterable[tuple[str, datetime]]) -> None:
        """What was put before them ere the node was started anew."""
        for person_id, at in shown:
            self.shown(person_id, at)

    def seats(self, unanswered: dict[str, int], now: datetime) -> list[Seat]:
        return [
            Seat(
                person_id,
                tuple(at for at in self._shown.get(person_id, ()) if now - at < WINDOW),
                unanswered.get(person_id, 0),
            )
            for person_id in self.at_work(now)
        ]
