"""What a call of `MISSING` says beyond the canonical message: who confirmed the class, what to look for, since when."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from bongsu.services.missing.description import Description, Wire

Rank = Literal["순경", "경장", "경사", "경위", "경감", "경정", "총경"]
# 성북경찰서 여성청소년과; letters of an office, no place for a person's name with a title
Office = Annotated[str, Meta(pattern=r"^[가-힣A-Za-z0-9· ]{2,40}(서|청|과|계|팀|대|실|센터)$")]
Number = Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{4,40}$")]
RegisterId = Annotated[str, Meta(pattern=r"^reg_[A-Za-z0-9_-]{4,36}$")]


class Confirmed(Wire, frozen=True):
    """By whom the class was confirmed: rank and office, never a name."""

    rank: Rank
    office: Office


class Details(Wire, frozen=True):
    """`photo_ref` is the police's own number of a photo that follows by `/link/v1/missing/{incident_id}/photo`."""

    class_confirmed_by: Confirmed | None = None
    police_no: Number | None = None
    description: Description | None = None
    last_seen_at: datetime | None = None
    register_id: RegisterId | None = None
    photo_ref: Number | None = None


def read_details(kept: dict[str, object]) -> Details:
    """What an incident keeps; the words that we add beside the partner's (sightings) are left out."""
    own = {name: kept[name] for name in Details.__struct_fields__ if name in kept}
    return msgspec.convert(own, Details)
