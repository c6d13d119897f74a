"""What the registers' routes take and answer."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated

import msgspec

from bongsu.identity.duties.records import AiKind, AiUse, Minutes, Officer, Subject, Verdicts
from bongsu.identity.duties.rules import Lack, Notice
from bongsu.identity.duties.status import PersonStanding
from bongsu.identity.people import Role

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=120, pattern=r"\S")]
LongText = Annotated[str, msgspec.Meta(min_length=1, max_length=300, pattern=r"\S")]
Decisions = Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=r"\S")]
Phone = Annotated[str, msgspec.Meta(min_length=3, max_length=40, pattern=r"^[0-9+()\- ]+$")]
Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Hours = Annotated[float, msgspec.Meta(gt=0, le=1000)]


class OfficerView(msgspec.Struct, frozen=True, kw_only=True):
    officer_id: str
    name: str | None
    office: str
    phone: str
    starts: date
    ends: date | None
    in_office: bool


class MinutesView(msgspec.Struct, frozen=True, kw_only=True):
    minutes_id: str
    held_on: date
    subjects: list[Subject]
    decisions: str
    attendance: int
    document_sha256: str | None


class TrainingView(msgspec.Struct, frozen=True, kw_only=True):
    training_id: str
    course: str
    held_on: date
    hours: float
    valid_until: date


class StandingView(msgspec.Struct, frozen=True, kw_only=True):
    """`due_on` and `seat_until` are null for roles whose training is not kept."""

    due_on: date | None
    seat_until: date | None
    notice: Notice | None
    pledged_at: datetime | None
    lacks: list[Lack]


class PersonDuties(msgspec.Struct, frozen=True, kw_only=True):
    """`name` only for who manages people. `who` is then the sign-in name, for others the id that stands in the trail:
    nobody is shown both, else one role alone could name everybody in the trail."""

    who: str
    name: str | None
    role: Role
    standing: StandingView
    trainings: list[TrainingView]


class AiUseView(msgspec.Struct, frozen=True, kw_only=True):
    ai_id: str
    name: str
    version: str
    kind: AiKind
    place: str
    purpose: str
    since: date
    ended_on: date | None
    decided_by: str
    confirmed: int
    false_alarms: int
    missed: int


class Duties(msgspec.Struct, frozen=True, kw_only=True):
    """All registers."""

    today: date
    officers: list[OfficerView]
    minutes: list[MinutesView]
    people: list[PersonDuties]
    ai_uses: list[AiUseView]
    training_every_months: int
    training_grace_days: int
    pledge_required: bool


class MyDuties(msgspec.Struct, frozen=True, kw_only=True):
    """One's own standing, the pledge in force, and whom to ring: the officer in charge."""

    standing: StandingView
    trainings: list[TrainingView]
    pledge_version: str
    pledge_ko: list[str]
    pledge_en: list[str]
    pledge_asked: bool
    office: str | None
    phone: str | None


class NewOfficer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Text
    office: Text
    phone: Phone
    starts: date


class NewMinutes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    held_on: date
    subjects: Annotated[list[Subject], msgspec.Meta(min_length=1, max_length=4)]
    decisions: Decisions
    attendance: Annotated[int, msgspec.Meta(ge=1, le=200)]
    document_sha256: Hash | None = None


class NewTraining(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`who` by sign-in name; `valid_until` null = as long as the centre has set."""

    who: Text
    course: Text
    held_on: date
    hours: Hours
    valid_until: date | None = None


class NewAiUse(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Text
    version: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    kind: AiKind
    place: Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"\S")]
    purpose: LongText
    since: date
    decided_by: Text


class Ends(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    on: date


class Pledge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The version that was read."""

    version: Annotated[str, msgspec.Meta(max_length=20)]


def standing_view(one: PersonStanding) -> StandingView:
    stands = one.standing
    return StandingView(
        due_on=stands.due_on,
        seat_until=stands.seat_until,
        notice=stands.notice,
        pledged_at=one.trainee.pledged_at,
        lacks=list(stands.lacks),
    )


def training_views(one: PersonStanding) -> list[TrainingView]:
    taken = one.trainee.trainings
    return [msgspec.convert(course, TrainingView, from_attributes=True) for course in taken]


def person_view(one: PersonStanding, *, named: bool) -> PersonDuties:
    return PersonDuties(
        who=one.trainee.sign_in_name if named else one.trainee.person_id,
        name=one.trainee.display_name if named else None,
        role=Role(one.trainee.role),
        standing=standing_view(one),
        trainings=training_views(one),
    )


def officer_view(one: Officer, today: date, *, named: bool) -> OfficerView:
    name = one.name if named else None
    shown = asdict(one) | {"name": name, "in_office": one.in_office(today)}
    return msgspec.convert(shown, OfficerView)


def minutes_view(one: Minutes) -> MinutesView:
    return msgspec.convert(one, MinutesView, from_attributes=True)


def ai_view(use: AiUse, said: Verdicts) -> AiUseView:
    return msgspec.convert(asdict(use) | asdict(said), AiUseView)
