"""A record of the register: what a welfare officer writes (사전등록), sealed before it is kept.

The police's own 사전등록 (안전Dream, 182) stays authoritative: ours helps the district's operators and says so."""

from datetime import date, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from bongsu.incidents.degrees import Lat, Lon
from bongsu.services.missing.description import Description, Wire

Class = Literal["UNDER_18", "INTELLECTUAL", "AUTISTIC", "MENTAL", "DEMENTIA"]
Reference = Annotated[str, Meta(pattern=r"^[A-Za-z0-9가-힣-]{4,40}$(?!\n)")]
CHECK_EVERY = timedelta(days=365)
AUTHORITATIVE = (
    "경찰 사전등록(안전Dream, 182)이 기준입니다",
    "The police register (Safe Dream, 182) is authoritative",
)


class Habitual(Wire, frozen=True):
    """A place where the person often goes (자주 가는 곳); a kind, no address."""

    kind: Literal["home", "market", "church", "park", "hospital", "school", "station", "other"]
    lat: Lat
    lon: Lon


class Personal(Wire, frozen=True):
    """The sealed part. `consent_file`: the number of the guardian's paper, kept at the welfare centre."""

    consent_file: Reference
    description: Description
    device_id: Annotated[str, Meta(pattern=r"^[A-Za-z0-9:-]{0,40}$(?!\n)")] = ""
    habitual: Annotated[list[Habitual], Meta(max_length=10)] = msgspec.field(default_factory=list)


class NewRecord(Wire, frozen=True):
    """What an officer sends. `guardian`: the sign-in name of the guardian's account; empty: nobody; not said: whoever it is
    now stays."""

    kind: Class
    consented_on: date
    personal: Personal
    guardian: Annotated[str, Meta(max_length=80)] | None = None


def sealed_bytes(personal: Personal) -> bytes:
    return msgspec.json.encode(personal)


def read_personal(plain: bytes) -> Personal:
    return msgspec.json.decode(plain, type=Personal)
