"""What a partner's simulator says: a list of canonical messages with their times, made from a stage. Pure.

The demo's day, its scenario panel, drills, journeys and `bongsu bench services` play the same scenes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any  # Any: JSON, as a partner writes it

from bongsu.kernel.geometry import Point, moved
from bongsu.kernel.ids import new_id

# 30 km/h, as a car drives through an old quarter
_UNIT_M_S = 30 / 3.6


@dataclass(frozen=True, slots=True)
class Spot:
    """A public place. Nobody in a scene exists."""

    lat: float
    lon: float
    address: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where and when a scene plays; `number` makes its call numbers its own. `drill`: it is an exercise. `cameras`: some of
    the centre's own around the spot, the nearest first, for partners that speak of cameras."""

    now: datetime
    spot: Spot
    number: str = field(default_factory=lambda: new_id("scene"))
    centre: str = "SEONGBUK"
    drill: str | None = None
    cameras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One message, so many seconds after the scene's begin. `path`: where it is posted; a body in bytes is no JSON, and
    None only asks (GET). `by`: another partner than the scene's says it."""

    after_s: float
    body: Mapping[str, Any] | bytes | None
    path: str = "/link/v1/incidents"
    content_type: str = "application/json"
    by: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """`partner`: whose credential says it. `expects`: `granted`, `refused`, `asks`, `own`, `silent`, `nothing`; `told`: a
    partner learns something without a picture; `key`: a person's key comes first."""

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


def unit(unit_id: str, kind: str, spot: Spot, away_m: float) -> dict[str, Any]:
    """A responder on its way to the spot, so far to the south of it."""
    at = moved(Point(spot.lat, spot.lon), 0.0, -away_m)
    return {
        "unit_id": unit_id,
        "kind": kind,
        "lat": round(at.lat, 6),
        "lon": round(at.lon, 6),
        "heading": 0.0,
        "eta_s": int(away_m / _UNIT_M_S),
    }
