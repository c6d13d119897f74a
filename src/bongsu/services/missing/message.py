"""What a call of `MISSING` says beyond the canonical message: who confirmed the class, what to look for, since when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from bongsu.incidents.incident import Incident
from bongsu.incidents.kept_details import Keep
from bongsu.services.missing.description import Description, Wire
from bongsu.services.missing.search_keys import SearchKeys

Rank = Literal["순경", "경장", "경사", "경위", "경감", "경정", "총경"]
# 성북경찰서 여성청소년과; an office of the police (dossier §12.4), no place for a person's name with a title
_POLICE = "경찰|지구대|파출소|실종아동찾기센터"
_ENDS = "서|청|과|계|팀|대|소|실|센터"
Office = Annotated[
    str, Meta(pattern=rf"^(?=.*({_POLICE}))(?=.{{4,42}}$)[가-힣A-Za-z0-9· ]+({_ENDS})$(?!\n)")
]
Number = Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{4,40}$(?!\n)")]
RegisterId = Annotated[str, Meta(pattern=r"^reg_[A-Za-z0-9_-]{4,36}$(?!\n)")]

_ABOUT = "missing/description"


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


class Kept(Wire, frozen=True):
    """The same as an incident keeps it: the description sealed, so that it stands in no file in words (it did, in a call
    that was open when the node was brought to this version)."""

    class_confirmed_by: Confirmed | None = None
    police_no: Number | None = None
    description: str | Description | None = None
    last_seen_at: datetime | None = None
    register_id: RegisterId | None = None
    photo_ref: Number | None = None


def read_said(said: Mapping[str, object]) -> Details:
    return msgspec.convert(dict(said), Details)


def read_details(kept: Mapping[str, object]) -> Kept:
    """What an incident keeps; the words that we add beside the partner's (sightings) are left out."""
    own = {name: kept[name] for name in Kept.__struct_fields__ if name in kept}
    return msgspec.convert(own, Kept)


def keeping(keys: SearchKeys) -> Keep:
    """How an incident keeps them: under a key of its own."""

    def keep(call: str, said: Mapping[str, object]) -> dict[str, object]:
        description = said.get("description")
        if description is None:
            return dict(said)
        plain = msgspec.json.encode(description)
        return {**said, "description": keys.of(call).seal(plain, _ABOUT)}

    return keep


def description_of(incident: Incident, keys: SearchKeys) -> Description | None:
    """In words again."""
    sealed = read_details(incident.details).description
    if not isinstance(sealed, str):
        return sealed
    plain = keys.opened(incident, sealed, _ABOUT)
    return None if plain is None else msgspec.json.decode(plain, type=Description)
