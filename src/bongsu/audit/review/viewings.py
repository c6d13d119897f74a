"""Viewings against their grants: each must lie inside one, and one person watches from one place at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from math import inf

import msgspec

from bongsu.audit.kinds import TrailKind
from bongsu.audit.review.finding import Finding, FindingKind, Tally
from bongsu.audit.review.row import (
    ReviewRow,
    Sessions,
    ended_with_its_process,
    said,
    watched,
)
from bongsu.audit.review.settings import ReviewSettings

OPENINGS = frozenset(
    {TrailKind.LEND, TrailKind.RENEW, TrailKind.CARRY, TrailKind.UNDO, TrailKind.SWAP_CAMERA}
)
ENDINGS = frozenset({TrailKind.WITHDRAW, TrailKind.EXPIRE, TrailKind.CLOSE})
_WATCHES = frozenset({TrailKind.WATCH_STARTED, TrailKind.WATCH_ENDED})
# a journal that comes in late is still judged; after this its grant is forgotten to save memory
_REMEMBERED_S = 7 * 24 * 3600
_TIDY_EVERY = 5000


class _GrantBody(msgspec.Struct, frozen=True):
    cameras: list[str] = msgspec.field(default_factory=list)
    ends_at: datetime | None = None


@dataclass(slots=True)
class _Held:
    """A grant as the trail has told it so far."""

    began: float
    until: float = inf
    cut: float = inf
    cameras: set[str] = field(default_factory=set)

    @property
    def end(self) -> float:
        return min(self.until, self.cut)


@dataclass(frozen=True, slots=True)
class _Viewing:
    session: str
    grant_id: str | None
    sequence: int


class Viewings:
    """Follows grants and the pictures under them."""

    kinds = OPENINGS | ENDINGS | _WATCHES

    def __init__(self, settings: ReviewSettings, sessions: Sessions) -> None:
        self._settings = settings
        self._sessions = sessions
        self._grants: dict[str, _Held] = {}
        self._seen = 0
        self._outside: dict[tuple[str, str, str], Tally] = {}
        self._about: dict[tuple[str, str, str], tuple[str | None, str | None]] = {}
        self._watching: dict[str, dict[str, _Viewing]] = {}
        self._two_places: dict[str, Tally] = {}

    def take(self, row: ReviewRow) -> None:
        if row.kind in _WATCHES:
            if row.counts:
                self._watch(row)
        elif row.grant_id:
            self._grant(row, row.grant_id)

    def _grant(self, row: ReviewRow, grant_id: str) -> None:
        if row.kind in ENDINGS:
            if grant_id in self._grants:
                self._grants[grant_id].cut = row.at
            return
        body = said(row, _GrantBody)
        if row.kind == TrailKind.LEND or grant_id not in self._grants:
            self._tidy(row.at)
            self._grants[grant_id] = _Held(row.at)
        held = self._grants[grant_id]
        held.cut = inf
        held.cameras.update(body.cameras)
        if body.ends_at is not None:
            held.until = body.ends_at.timestamp()

    def _tidy(self, now: float) -> None:
        self._seen += 1
        if self._seen % _TIDY_EVERY == 0:
            old = now - _REMEMBERED_S
            self._grants = {key: held for key, held in self._grants.items() if held.end > old}

    def _watch(self, row: ReviewRow) -> None:
        at, session = watched(row)
        who = self._sessions.viewer(row, session)
        why = "" if ended_with_its_process(row) else self._why_outside(row, at)
        if why:
            key = (who, row.grant_id or "", why)
            self._outside.setdefault(key, Tally()).add(at, row.sequence)
            self._about[key] = (row.organisation, row.camera_id)
        if not self._settings.is_shared(self._sessions.role_of.get(who, "")):
            self._place(row, who, session, at)

    def _why_outside(self, row: ReviewRow, at: float) -> str:
        held = self._grants.get(row.grant_id or "")
        grace = self._settings.cut_grace_s
        if held is None or at < held.began - grace:
            return "no_grant"
        if at > held.end + grace:
            return "after_end"
        if held.cameras and row.camera_id not in held.cameras:
            return "other_camera"
        return ""

    def _place(self, row: ReviewRow, who: str, session: str, at: float) -> None:
        watching = self._watching.setdefault(who, {})
        name = f"{session} {row.camera_id} {row.grant_id}"
        if row.kind == TrailKind.WATCH_ENDED:
            watching.pop(name, None)
            return
        for other, viewing in list(watching.items()):
            if self._end_of(viewing) < at:
                # its process died before it could say that the picture had ended
                del watching[other]
            elif viewing.session != session:
                tally = self._two_places.setdefault(who, Tally())
                tally.add(at, viewing.sequence, row.sequence)
        watching[name] = _Viewing(session, row.grant_id, row.sequence)

    def _end_of(self, viewing: _Viewing) -> float:
        held = self._grants.get(viewing.grant_id or "")
        return -inf if held is None else held.end

    def findings(self) -> Iterator[Finding]:
        for key, tally in self._outside.items():
            organisation, camera_id = self._about[key]
            yield tally.finding(
                FindingKind.OUTSIDE_GRANT,
                who=key[0],
                organisation=organisation,
                camera_id=camera_id,
                why=key[2],
                grant_id=key[1],
            )
        for who, tally in self._two_places.items():
            yield tally.finding(FindingKind.TWO_PLACES, who=who, by="viewing")
