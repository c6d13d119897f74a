"""What two centres say to each other of a call, as MessagePack. Whatever does not fit these bounds is refused, not mended.

No summary, no address, no unit: what the owner of the cameras decides by, and nothing else."""

from datetime import datetime
from math import isfinite
from typing import Annotated, Literal

import msgspec

from bongsu.incidents.degrees import Lat, Lon
from bongsu.sharing.grants import State

INCIDENT_ASKED = "incident.asked"
GRANTS_ANSWERED = "grants.answered"
GRANT_RELEASED = "grant.released"
RENEWAL_ASKED = "grant.renewal_asked"
SAY_AGAIN = "crossing.say_again"

MOST_ORGANISATIONS = 16
MOST_CAMERAS = 64

Code = Annotated[
    str, msgspec.Meta(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*\Z")
]
MayBeCode = Annotated[str, msgspec.Meta(max_length=60, pattern=r"^[A-Za-z0-9._-]*\Z")]
IncidentRef = Annotated[str, msgspec.Meta(pattern=r"^inc_[0-9a-z]{26}\Z")]
GrantRef = Annotated[str, msgspec.Meta(pattern=r"^gr_[0-9a-z]{26}\Z")]
CameraRef = Annotated[
    str, msgspec.Meta(min_length=1, max_length=40, pattern=r"^[^\x00-\x20\x7f]+\Z")
]
Words = Annotated[str, msgspec.Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*\Z")]
Name = Annotated[str, msgspec.Meta(max_length=60, pattern=r"^[^\x00-\x1f\x7f]*\Z")]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
Metres = Annotated[float, msgspec.Meta(ge=0.0, le=50_000.0)]
Count = Annotated[int, msgspec.Meta(ge=0, le=1000)]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A message. NaN and infinity, which MessagePack holds, are no numbers of ours."""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, float) and not isfinite(value):
                raise ValueError(f"{name} is no number")


class AskedPlace(Said, frozen=True):
    """Where; the dong as the asking centre knows it."""

    lat: Lat
    lon: Lon
    accuracy_m: Metres
    method: MayBeCode = ""
    dong_code: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{10}\Z")] | None = None
    dong: Name = ""


class IncidentAsked(Said, frozen=True):
    """The call as it is now, told again, whole, when it differs; `organisations`: whom the asking centre lets see."""

    incident_ref: IncidentRef
    service: Code
    state: Literal["open", "closed", "cancelled"]
    category: MayBeCode = ""
    code: MayBeCode = ""
    exercise: bool = False
    place: AskedPlace | None = None
    organisations: Annotated[tuple[Code, ...], msgspec.Meta(max_length=MOST_ORGANISATIONS)] = ()
    legal_basis: Code | None = None

    def __post_init__(self) -> None:
        Said.__post_init__(self)
        if self.state == "open" and (self.place is None or not self.organisations):
            raise ValueError("an open call has a place, and somebody who is to see")


class AnsweredCamera(Said, frozen=True):
    """One lent camera, with the reason why it was chosen."""

    camera_id: CameraRef
    rank: Count
    chance: Annotated[float, msgspec.Meta(ge=0.0, le=1.0)]
    distance_m: Metres
    direction_deg: Annotated[float, msgspec.Meta(ge=0.0, le=360.0)]
    purpose: Code
    why_ko: Words = ""
    why_en: Words = ""


class AnsweredGrant(Said, frozen=True):
    """The owner's lending to one organisation as it stands now; by which clause of its own, or why not."""

    organisation: Code
    grant_id: GrantRef
    state: State
    waits: MayBeCode = ""
    reason: MayBeCode = ""
    reason_ko: Words = ""
    reason_en: Words = ""
    agreement_id: MayBeCode = ""
    agreement_version: Count = 0
    clause: MayBeCode = ""
    clause_ko: Words = ""
    clause_en: Words = ""
    ends_at: Moment | None = None
    renewals_left: Count = 0
    to_vehicles: bool = False
    cameras: Annotated[tuple[AnsweredCamera, ...], msgspec.Meta(max_length=MOST_CAMERAS)] = ()

    def __post_init__(self) -> None:
        Said.__post_init__(self)
        if self.state is State.ACTIVE and self.ends_at is None:
            raise ValueError("a running lending has an end")
        if len({camera.camera_id for camera in self.cameras}) < len(self.cameras):
            raise ValueError("a camera twice")


class GrantsAnswered(Said, frozen=True):
    """What the owner of the cameras has decided for a call, whole."""

    incident_ref: IncidentRef
    grants: Annotated[tuple[AnsweredGrant, ...], msgspec.Meta(max_length=MOST_ORGANISATIONS)]


class GrantReleased(Said, frozen=True):
    """The asking centre shows it no more."""

    incident_ref: IncidentRef
    organisation: Code


class RenewalAsked(Said, frozen=True):
    """A room of the asking centre wants longer."""

    incident_ref: IncidentRef
    organisation: Code


class SayAgain(Said, frozen=True):
    """Our database was brought back from a copy: tell us anew what you told us of calls that run."""
