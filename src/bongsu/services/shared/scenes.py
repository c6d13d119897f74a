"""What a partner's simulator says: a list of canonical messages with their times, made from a stage. Pure.

The demo's day, its scenario panel, drills, journeys and `bongsu bench services` play the same scenes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any  # Any: JSON, as a partner writes it

from bongsu.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class Spot:
    """A public place. Nobody in a scene exists."""

    lat: float
    lon: float
    address: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where and when a scene plays; `number` makes its call numbers its own. `drill`: it is an exercise."""

    now: datetime
    spot: Spot
    number: str = field(default_factory=lambda: new_id("scene"))
    centre: str = "SEONGBUK"
    drill: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One message, so many seconds after the scene's begin. `path`: where it is posted; a body in bytes is no JSON."""

    after_s: float
    body: Mapping[str, Any] | bytes
    path: str = "/link/v1/incidents"
    content_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Scene:
    """`partner`: whose credential says it. `expects`: `granted`, `refused`, `asks`, `own`, `silent`, `nothing`."""

    name: str
    service: str
    partner: str
    title_ko: str
    title_en: str
    expects: str
    play: Callable[[Stage], Sequence[Said]]
    lasts_s: float = 60.0


def message(
    stage: Stage, service: str, system: str, org: str, msg_type: str, **more: Any
) -> dict[str, Any]:
    """A canonical message of this scene; `more` are its other fields, without those that are None."""
    body: dict[str, Any] = {
        "msg_id": new_id("msg"),
        "sent_at": stage.now.isoformat(),
        "sender": {"org": org, "system": system},
        "service": service,
        "ext_incident_no": f"{system}-{stage.number}",
        "msg_type": msg_type,
        "drill": stage.drill,
        **more,
    }
    return {name: value for name, value in body.items() if value is not None}


def location(spot: Spot, accuracy_m: float = 12.0, method: str = "GPS") -> dict[str, Any]:
    said: dict[str, Any] = {
        "lat": spot.lat,
        "lon": spot.lon,
        "accuracy_m": accuracy_m,
        "method": method,
    }
    return said | ({"address_road": spot.address} if spot.address else {})
