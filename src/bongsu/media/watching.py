"""All viewings of this process: counted, found by grant, and cut when their grant ends."""

from collections.abc import Callable, Collection, Iterator
from typing import Protocol

import structlog

from bongsu.media.tickets import Ticket

log = structlog.get_logger()
_MOST_ENDED = 50_000
# as long as the node gives a ticket to connect, and a while for one that was minted while the end was being told
_TICKET_LIVES_S = 30.0
_TELLING_S = 2.0


class Watcher(Protocol):
    """Who watches on one ticket: a screen's viewer, or another centre. `ends` in Unix seconds."""

    ticket: Ticket
    ends: float
    accepted_at_s: float

    @property
    def is_cut(self) -> bool: ...

    def cut(self, reason: str, by: str = "") -> None: ...


class Watching:
    """Remembers ended grants too, so that a ticket minted just before the end opens nothing."""

    def __init__(self) -> None:
        self._viewers: set[Watcher] = set()
        self._ended: dict[str, None] = {}
        self._sessions_over: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._viewers)

    def __iter__(self) -> Iterator[Watcher]:
        return iter(list(self._viewers))

    def add(self, viewer: Watcher) -> None:
        self._viewers.add(viewer)

    def remove(self, viewer: Watcher) -> None:
        self._viewers.discard(viewer)

    def of_session(self, session_id: str) -> int:
        return sum(one.ticket.session == session_id for one in self._viewers)

    def end_session(self, session_id: str, reason: str, at: float) -> None:
        """Signed out or locked: its viewings are cut, and its tickets of before (`at` in Unix seconds) open nothing."""
        self._sessions_over.pop(session_id, None)
        self._sessions_over[session_id] = at
        if len(self._sessions_over) > _MOST_ENDED:
            del self._sessions_over[next(iter(self._sessions_over))]
        word = "locked" if reason == "locked" else "signed_out"
        self._cut(lambda one: one.ticket.session == session_id, word, "")

    def is_of_ended_session(self, session_id: str, expires_at: float) -> bool:
        """A ticket minted after an unlocking is good again: it runs out later than any minted before the lock."""
        over_at = self._sessions_over.get(session_id)
        return over_at is not None and expires_at <= over_at + _TICKET_LIVES_S + _TELLING_S

    def has_ended(self, grant_id: str, camera_id: str) -> bool:
        return grant_id in self._ended or f"{grant_id} {camera_id}" in self._ended

    def end_grant(self, grant_id: str, reason: str, by: str) -> None:
        self._remember(grant_id)
        self._cut(lambda one: one.ticket.grant == grant_id, reason, by)

    def withdraw_camera(self, grant_id: str, camera_id: str) -> None:
        """The grant lives on without this camera."""
        self._remember(f"{grant_id} {camera_id}")
        self._cut(
            lambda one: (one.ticket.grant, one.ticket.camera) == (grant_id, camera_id),
            "camera_withdrawn",
            "",
        )

    def reopen(self, grant_id: str, camera_ids: Collection[str]) -> None:
        """A cut was undone, or a camera came back: new tickets are good again."""
        self._ended.pop(grant_id, None)
        for camera_id in camera_ids:
            self._ended.pop(f"{grant_id} {camera_id}", None)

    def extend(self, grant_id: str, ends: float) -> None:
        """A renewal: only node may say so, by name, and only for longer. `ends` in Unix seconds."""
        for one in self:
            if one.ticket.grant == grant_id:
                one.ends = max(one.ends, ends)

    def keep_only(self, grant_ids: Collection[str], asked_at_s: float) -> None:
        """Viewers accepted after the question was asked may be of a grant that the answer cannot know."""
        self._cut(
            lambda one: one.ticket.grant not in grant_ids and one.accepted_at_s < asked_at_s,
            "closed",
            "",
        )

    def keep_only_sessions(
        self, alive: Collection[str], locked: Collection[str], asked_at_s: float
    ) -> None:
        """A lost `session_ended` extends no viewing. Who was let in after the question may have unlocked since."""

        def before(one: Watcher) -> bool:
            # another centre's sessions are its own: its media process cuts them
            is_over = not one.ticket.peer and one.ticket.session not in alive
            return is_over and one.accepted_at_s < asked_at_s

        self._cut(lambda one: before(one) and one.ticket.session in locked, "locked", "")
        self._cut(before, "signed_out", "")

    def sweep(self, now: float) -> None:
        """`now` in Unix seconds: catches what a timer missed because the clock was set."""
        self._cut(lambda one: one.ends <= now, "expired", "")

    def move(self, camera_ids: Collection[str]) -> None:
        """Another process shows these now; the viewers come back there with new tickets."""
        self._cut(lambda one: one.ticket.camera in camera_ids, "moved", "")

    def cut_all(self, reason: str) -> None:
        self._cut(lambda one: True, reason, "")

    def _cut(self, concerns: Callable[[Watcher], bool], reason: str, by: str) -> None:
        for one in self:
            if concerns(one) and not one.is_cut:
                log.info(
                    "viewer cut", camera=one.ticket.camera, grant=one.ticket.grant, reason=reason
                )
                one.cut(reason, by)

    def _remember(self, key: str) -> None:
        self._ended[key] = None
        if len(self._ended) > _MOST_ENDED:
            del self._ended[next(iter(self._ended))]
