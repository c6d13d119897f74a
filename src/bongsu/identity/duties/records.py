"""The registers' rows as values, and what each takes."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Subject(StrEnum):
    """What 운영위원회 deliberates (dossier §12.11)."""

    POLICY = "policy"
    AUDIT = "audit"
    BUDGET = "budget"
    STAFF = "staff"


class AiKind(StrEnum):
    """A rule that somebody wrote, or a model that was trained."""

    RULE = "rule"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Officer:
    """운영책임자 from `starts` to `ends`."""

    officer_id: str
    name: str
    office: str
    phone: str
    starts: date
    ends: date | None

    def in_office(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Minutes:
    """운영위원회: the document itself lies with the centre, its hash here."""

    minutes_id: str
    held_on: date
    subjects: tuple[Subject, ...]
    decisions: str
    attendance: int
    document_sha256: str | None


@dataclass(frozen=True, slots=True)
class Course:
    """What somebody attended, and until when it holds."""

    course: str
    held_on: date
    hours: float
    valid_until: date


@dataclass(frozen=True, slots=True)
class Training:
    """One person's course."""

    training_id: str
    person_id: str
    course: str
    held_on: date
    hours: float
    valid_until: date


@dataclass(frozen=True, slots=True)
class AiUse:
    """Which rule or model judges pictures, where and what for."""

    ai_id: str
    name: str
    version: str
    kind: AiKind
    place: str
    purpose: str
    since: date
    ended_on: date | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What people said of it: 정탐, 오탐, 미탐."""

    confirmed: int = 0
    false_alarms: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Trainee:
    """Whose training and pledge are kept."""

    person_id: str
    sign_in_name: str
    display_name: str
    role: str
    added_on: date
    trainings: tuple[Training, ...]
    pledged_at: datetime | None
