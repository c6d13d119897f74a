"""A trail row as the review's rules read it, Seoul's days and hours, and whose session is whose."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import msgspec

from bongsu.audit.journal_row import PROCESS_ENDED

# Korea has kept UTC+9 without summer time since 1988
_SEOUL_S = 9 * 3600
_DAY_S = 24 * 3600
NOT_PEOPLE = frozenset({"system", "unknown"})


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """`at` in seconds since 1970. A row before the month (`counts` false) says how things stood, and is no finding."""

    sequence: int
    at: float
    kind: str
    actor: str
    organisation: str | None
    incident_id: str | None
    grant_id: str | None
    camera_id: str | None
    body: str
    counts: bool = True


B = TypeVar("B", bound=msgspec.Struct)


def said(row: ReviewRow, shape: type[B]) -> B:
    """The part of a body that a rule needs; all of it unsaid when the row says it in another way."""
    try:
        return msgspec.json.decode(row.body, type=shape)
    except msgspec.DecodeError:
        return shape()


class _Journal(msgspec.Struct, frozen=True):
    at: datetime | None = None
    session: str = ""
    reason: str = ""


class _Watched(msgspec.Struct, frozen=True):
    journal: _Journal = _Journal()


def watched(row: ReviewRow) -> tuple[float, str]:
    """When the picture began or ended on the media process's clock, and in whose session."""
    journal = said(row, _Watched).journal
    return row.at if journal.at is None else journal.at.timestamp(), journal.session


def ended_with_its_process(row: ReviewRow) -> bool:
    """The picture was gone before: its time is only when the next run of the media process noticed."""
    return said(row, _Watched).journal.reason == PROCESS_ENDED


def seoul_day(at: float) -> int:
    """Days since 1970 in Seoul."""
    return int((at + _SEOUL_S) // _DAY_S)


def seoul_hour(at: float) -> int:
    return int((at + _SEOUL_S) % _DAY_S // 3600)


def night_of(at: float, night: tuple[int, int]) -> int | None:
    """The day on whose evening this night began; None by day."""
    begins, ends = night
    hour = seoul_hour(at)
    if hour >= begins:
        return seoul_day(at)
    return seoul_day(at) - 1 if hour < ends else None


class SignInBody(msgspec.Struct, frozen=True):
    """What a sign-in row says; `source` is the address it came from, where it is kept."""

    role: str = ""
    session_id: str = ""
    source: str | None = None


@dataclass(slots=True)
class Sessions:
    """Filled from sign-in rows, so that a watch row, which knows its session only, has a person."""

    person_of: dict[str, str] = field(default_factory=dict)
    role_of: dict[str, str] = field(default_factory=dict)

    def learn(self, row: ReviewRow) -> SignInBody:
        body = said(row, SignInBody)
        self.person_of[body.session_id] = row.actor
        self.role_of[row.actor] = body.role
        return body

    def viewer(self, row: ReviewRow, session: str) -> str:
        """The person, or what the row itself says when the sign-in lies too far back."""
        return self.person_of.get(session, row.actor)
