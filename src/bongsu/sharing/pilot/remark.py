"""An officer's remark (현장 의견): one per person and incident, while it runs or within a day of its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Failure, Invalid, Kind
from bongsu.kernel.ids import new_id
from bongsu.sharing.grants import Grant
from bongsu.sharing.pilot.rows import Remark
from bongsu.sharing.pilot.store import add_remark, has_remarked

LONGEST_TEXT = 300
LOWEST, HIGHEST = 1, 5
WITHIN = timedelta(hours=24)


class AlreadyRemarked(Failure):
    """This person has already said it."""

    kind = Kind.CONFLICT
    code = "already_remarked"


class RemarkTooLate(Failure):
    """The day after the incident's end is over."""

    kind = Kind.CONFLICT
    code = "remark_too_late"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who remarks; `unit_kind` is `room` or `vehicle`."""

    person_id: str
    organisation: str
    unit_kind: str


async def give_remark(
    work: Work,
    grant: Grant,
    speaker: Speaker,
    rating: int,
    text: str,
    now: datetime,
    *,
    ended_at: datetime | None,
) -> Remark:
    """Keeps it. The trail gets the rating and the text's hash: the text may be corrected by law, the trail may not."""
    if not LOWEST <= rating <= HIGHEST:
        raise Invalid("From 1 to 5", field="rating")
    line = one_line(text)
    if ended_at is not None and now >= ended_at + WITHIN:
        raise RemarkTooLate("A remark can be made until 24 hours after the end")
    if await has_remarked(work.connection, grant.incident_id, speaker.person_id):
        raise AlreadyRemarked("You have already remarked on this incident")
    remark = _remark(grant, speaker, rating, line, now)
    await add_remark(work.connection, remark)
    await record(work, now, _entry(remark))
    return remark


def one_line(text: str) -> str:
    """Control characters have no place in a line that is printed later. Raises `Invalid` for one too long."""
    line = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    if len(line) > LONGEST_TEXT:
        raise Invalid(f"At most {LONGEST_TEXT} characters", field="text")
    return line


def _remark(grant: Grant, speaker: Speaker, rating: int, line: str, now: datetime) -> Remark:
    return Remark(
        remark_id=new_id("rem"),
        incident_id=grant.incident_id,
        grant_id=grant.grant_id,
        person_id=speaker.person_id,
        organisation=speaker.organisation,
        unit_kind=speaker.unit_kind,
        agreement_id=grant.agreement_id or "",
        agreement_version=grant.agreement_version or 0,
        rating=rating,
        text=line,
        at=now,
    )


def _entry(remark: Remark) -> Entry:
    return Entry(
        kind=TrailKind.REMARK,
        actor=remark.person_id,
        organisation=remark.organisation,
        incident_id=remark.incident_id,
        grant_id=remark.grant_id,
        body={
            "remark_id": remark.remark_id,
            "rating": remark.rating,
            "text_sha256": sha256(remark.text.encode()).hexdigest(),
        },
    )
