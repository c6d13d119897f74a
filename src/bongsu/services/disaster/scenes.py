"""What the disaster service's partners say: warnings as CAP, a city room's request, a water level that rises."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any  # Any: JSON, as a partner writes it
from xml.sax.saxutils import escape

from bongsu.services.disaster.clip import disc_ring
from bongsu.services.shared.scenes import Said, Scene, Stage, message

KMA = "kma-cap"
CITY_ROOM = "city-disaster-room"
CITY = "SEOUL.DISASTER"
OWN_SYSTEM = "disaster-room-system"
SENSORS = "water-level"
CAP_PATH = "/link/v1/disaster/cap"
SENSOR_PATH = "/link/v1/disaster/sensors"
SENSOR_ID = "JN-01"
_CAP = "urn:oasis:names:tc:emergency:cap:1.2"
_SENDER = "kma@korea.example"


def _moment(stage: Stage, minutes: float = 0.0) -> str:
    at = stage.now + timedelta(minutes=minutes)
    return at.isoformat(timespec="seconds").replace("Z", "-00:00")


def warning(
    stage: Stage,
    number: int = 1,
    msg_type: str = "Alert",
    *,
    radius_m: float = 250.0,
    event: str = "침수경보",
    event_en: str = "Flood warning",
    minutes: float = 180.0,
    after_s: float = 0.0,
    status: str = "Actual",
    follows: int | None = None,
) -> Said:
    """One alert around the stage's place, in two languages; `follows` is the number that it refers to."""
    sent = _moment(stage, after_s / 60)
    references = ""
    if follows is not None:
        earlier = f"{_SENDER},{stage.number}-{follows},{_moment(stage)}"
        references = f"<references>{escape(earlier)}</references>"
    ring = disc_ring(stage.spot.lat, stage.spot.lon, radius_m)
    polygon = " ".join(f"{lat:.6f},{lon:.6f}" for lat, lon in ring)
    infos = "".join(
        f"<info><language>{language}</language><category>Met</category><event>{escape(word)}</event>"
        "<urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty>"
        f"<expires>{_moment(stage, minutes)}</expires><senderName>기상청</senderName>"
        f"<area><areaDesc>하천변</areaDesc><polygon>{polygon}</polygon></area></info>"
        for language, word in (("ko-KR", event), ("en-US", event_en))
    )
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><alert xmlns="{_CAP}">'
        f"<identifier>{stage.number}-{number}</identifier><sender>{_SENDER}</sender>"
        f"<sent>{sent}</sent><status>{status}</status><msgType>{msg_type}</msgType>"
        f"<scope>Public</scope>{references}{infos}</alert>"
    )
    return Said(after_s, body.encode(), CAP_PATH, "application/cap+xml")


def _flood(stage: Stage) -> Sequence[Said]:
    """침수: the wall, a larger area, the end."""
    return (
        warning(stage),
        warning(stage, 2, "Update", radius_m=450.0, after_s=20.0, follows=1),
        warning(stage, 3, "Cancel", after_s=50.0, follows=1),
    )


def _silent(stage: Stage) -> Sequence[Said]:
    """Nobody ever cancels: its own end ends it."""
    return (warning(stage, minutes=2.0),)


def _exercise(stage: Stage) -> Sequence[Said]:
    return (warning(stage, status="Exercise", event="침수경보 훈련"),)


def ahead(stage: Stage) -> Sequence[Said]:
    return (warning(stage, event="호우 예비특보", event_en="Heavy rain outlook"),)


def malformed(stage: Stage) -> Sequence[Said]:
    """A word that CAP does not know: refused by the name of its element."""
    right = warning(stage)
    assert isinstance(right.body, bytes)
    wrong = right.body.replace(b"<severity>Severe<", "<severity>심각<".encode(), 1)
    return (replace(right, body=wrong),)


def request_body(stage: Stage, category: str = "FLOOD", **changed: Any) -> dict[str, Any]:
    """A city room's request, whole; `changed` puts other values in, None leaves one out."""
    ring = disc_ring(stage.spot.lat, stage.spot.lon, 300.0)
    said: dict[str, Any] = {
        "incident": {"category": category, "summary_ko": "정릉천 범람 우려"},
        "area": {"type": "Polygon", "coordinates": [[[lon, lat] for lat, lon in ring]]},
        "window": {
            "starts": stage.now.isoformat(),
            "ends": (stage.now + timedelta(hours=6)).isoformat(),
        },
        "details": {"ground": "HEADQUARTERS", "requesting_head": "CITY_MAYOR"},
    }
    return message(stage, "DISASTER", "DISASTER", CITY, "NEW", **{**said, **changed})


def _request(stage: Stage) -> Sequence[Said]:
    return (
        Said(0.0, request_body(stage)),
        Said(60.0, message(stage, "DISASTER", "DISASTER", CITY, "CLOSE")),
    )


def _crowd(stage: Stage) -> Sequence[Said]:
    """인파 opens nothing outside the district."""
    return (Said(0.0, request_body(stage, "CROWD")),)


def reading(stage: Stage, level_cm: float, after_s: float, sensor_id: str = SENSOR_ID) -> Said:
    at = (stage.now + timedelta(seconds=after_s)).isoformat()
    one = {"sensor_id": sensor_id, "level_cm": level_cm, "at": at}
    return Said(after_s, {"readings": [one]}, SENSOR_PATH)


def _rising(stage: Stage) -> Sequence[Said]:
    """A stream over its alarm level, and down again for good."""
    levels = ((80.0, 0.0), (150.0, 10.0), (260.0, 20.0), (240.0, 30.0), (120.0, 40.0))
    falling = ((100.0, 1300.0),)
    return [reading(stage, level, after_s) for level, after_s in (*levels, *falling)]


SCENES = (
    Scene("happy", "DISASTER", KMA, "침수 특보", "Flood warning", "granted", _flood, 60.0),
    Scene("refused", "DISASTER", CITY_ROOM, "인파 요청", "Crowd request", "refused", _crowd, 10.0),
    Scene(
        "silent",
        "DISASTER",
        KMA,
        "해제 없는 특보",
        "Warning never cancelled",
        "silent",
        _silent,
        130.0,
    ),
    Scene(
        "request",
        "DISASTER",
        CITY_ROOM,
        "시 상황실 요청",
        "The city room asks",
        "asks",
        _request,
        70.0,
    ),
    Scene("exercise", "DISASTER", KMA, "훈련 특보", "Exercise alert", "nothing", _exercise, 35.0),
    Scene(
        "preparatory", "DISASTER", KMA, "예비특보", "Preparatory warning", "nothing", ahead, 10.0
    ),
    Scene(
        "malformed",
        "DISASTER",
        KMA,
        "형식이 틀린 특보",
        "Malformed alert",
        "refused",
        malformed,
        10.0,
    ),
    Scene("sensor", "DISASTER", SENSORS, "수위 상승", "A stream rises", "asks", _rising, 1310.0),
)
