"""발견 보고 as the incident itself keeps it: place, time and camera, told to the room and wiped with the incident's end."""

from datetime import datetime

import msgspec

from bongsu.incidents.incident import Incident

_KEPT = "sightings"


class Sighted(msgspec.Struct, frozen=True, kw_only=True):
    """One. `sighting_id` opens its still, where there was a picture to send."""

    sighting_id: str
    camera_id: str
    camera: str
    lat: float
    lon: float
    at: datetime
    still: bool = False


def sightings_of(incident: Incident) -> list[Sighted]:
    """Oldest first."""
    return msgspec.convert(incident.details.get(_KEPT, []), list[Sighted])


def latest_sighting(incident: Incident) -> Sighted | None:
    found = sightings_of(incident)
    return found[-1] if found else None


def with_sighting(incident: Incident, seen: Sighted) -> Incident:
    every: object = msgspec.to_builtins([*sightings_of(incident), seen])
    return msgspec.structs.replace(incident, details={**incident.details, _KEPT: every})
