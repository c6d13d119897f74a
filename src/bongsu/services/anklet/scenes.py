"""What the monitoring centre's simulator says: a dot that moves, a trigger that is not agreed, a stream that stops. Pure."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import cos, radians
from typing import Any  # Any: JSON, as a partner writes it

from bongsu.kernel.geometry import Point, moved
from bongsu.services.shared.scenes import Said, Scene, Spot, Stage, location, message

SERVICE, SYSTEM, ORG, PARTNER = "ANKLET", "MOJ", "MOJ.ANKLET", "moj-anklet"
STEPS, STEP_S, STEP_M = 10, 5.0, 14.0
_ROUND_M = 60.0
# 길음2동: whose it is rests on one row and an article (dossier §12.17)
IN_DOUBT = Spot(37.6075, 127.0265)


def number_of(stage: Stage) -> str:
    """Digits only: an alarm's number names nobody."""
    told = int.from_bytes(sha256(stage.number.encode()).digest()[:5]) % 10**10
    return f"{stage.now.year}-{told:010d}"


def said(stage: Stage, msg_type: str, after_s: float = 0.0, **more: Any) -> Said:
    """One message of this alarm."""
    number = {"ext_incident_no": number_of(stage)}
    return Said(after_s, message(stage, SERVICE, SYSTEM, ORG, msg_type, **number, **more))


def alarm(
    trigger: str, *, police_too: bool = False, worn_under: str = "electronic_device_act"
) -> dict[str, Any]:
    """The fields that a new alarm has beside its place."""
    return {
        "incident": {"category": trigger},
        "details": {"police_too": police_too, "worn_under": worn_under},
    }


def dot(spot: Spot, step: int) -> dict[str, Any]:
    """Where the device is after so many steps to the north-east; no address."""
    at = moved(Point(spot.lat, spot.lon), STEP_M * step, STEP_M * step / 2)
    return location(Spot(at.lat, at.lon), accuracy_m=15.0)


def _walk(stage: Stage, first: int, steps: int) -> list[Said]:
    return [
        said(stage, "LOCATION", STEP_S * step, location=dot(stage.spot, step))
        for step in range(first, first + steps)
    ]


def _new(stage: Stage, trigger: str, **more: Any) -> Said:
    return said(stage, "NEW", **alarm(trigger, **more), location=dot(stage.spot, 0))


def _happy(stage: Stage) -> Sequence[Said]:
    end = said(stage, "CLOSE", STEP_S * (STEPS + 1))
    return [_new(stage, "EXCLUSION_ZONE"), *_walk(stage, 1, STEPS), end]


def _refused(stage: Stage) -> Sequence[Said]:
    return [_new(stage, "CONTACT_LOST"), said(stage, "CLOSE", 10.0)]


def _silent(stage: Stage) -> Sequence[Said]:
    return [_new(stage, "DEVICE_TAMPER"), *_walk(stage, 1, 2)]


def _police_too(stage: Stage) -> Sequence[Said]:
    """The police room is named once the monitoring centre has decided it."""
    near = {"police_too": False, "worn_under": "stalking_provisional_measure"}
    return [
        _new(stage, "VICTIM_APPROACH", **near),
        *_walk(stage, 1, 2),
        said(stage, "UPDATE", STEP_S * 3, details={"police_too": True}),
        *_walk(stage, 4, 3),
        said(stage, "CLOSE", STEP_S * 8),
    ]


def _unsure(stage: Stage) -> Sequence[Said]:
    """Neither room is shown, and the monitoring centre reads why; a better place settles it."""
    return [
        said(stage, "NEW", **alarm("CURFEW", police_too=True), location=location(IN_DOUBT)),
        *_walk(stage, 2, STEPS - 1),
        said(stage, "CLOSE", STEP_S * (STEPS + 1)),
    ]


def around(spot: Spot, reach_m: float = _ROUND_M) -> dict[str, Any]:
    """A square instead of a point, for a partner that tells nobody where somebody is."""
    north = reach_m / 111_195.0
    east = north / cos(radians(spot.lat))
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
    ring = [[spot.lon + x * east, spot.lat + y * north] for x, y in corners]
    return {"type": "Polygon", "coordinates": [ring]}


def _area(stage: Stage) -> Sequence[Said]:
    return [
        said(stage, "NEW", **alarm("CURFEW"), area=around(stage.spot)),
        said(stage, "UPDATE", 30.0, area=around(stage.spot, _ROUND_M * 1.5)),
        said(stage, "CLOSE", 60.0),
    ]


def _named(stage: Stage) -> Sequence[Said]:
    """Refused by field, each of them; nothing is kept of it."""
    told: list[Mapping[str, Any]] = [
        {"incident": {"category": "CURFEW", "summary_ko": "홍길동 귀가하지 않음"}},
        {"location": dot(stage.spot, 0) | {"address_road": "보국문로 1"}},
        {"details": {"police_too": False, "worn_under": "electronic_device_act", "photo": "…"}},
        {"legal": {"requester": {"rank": "보호관찰관"}}},
    ]
    start = alarm("CURFEW") | {"location": dot(stage.spot, 0)}
    return [said(stage, "NEW", float(at), **{**start, **one}) for at, one in enumerate(told)]


SCENES = (
    Scene(
        "happy",
        SERVICE,
        PARTNER,
        "출입금지구역 진입, 움직이는 점",
        "A moving dot",
        "granted",
        _happy,
    ),
    Scene(
        "refused", SERVICE, PARTNER, "연락두절: 협약에 없음", "Not on the list", "refused", _refused
    ),
    Scene("silent", SERVICE, PARTNER, "위치가 끊김", "The dot stops", "silent", _silent, 180.0),
    Scene("police-too", SERVICE, PARTNER, "관할 경찰도", "Police too", "granted", _police_too),
    Scene(
        "unsure",
        SERVICE,
        PARTNER,
        "관할이 확실하지 않은 곳",
        "A place of uncertain jurisdiction",
        "granted",
        _unsure,
    ),
    Scene("area", SERVICE, PARTNER, "점 대신 구역", "An area, no point", "granted", _area),
    Scene("named", SERVICE, PARTNER, "이름이 든 전문", "A message with a name", "nothing", _named),
)
