"""What the army's simulator says. Pure; no unit, order or place of it exists."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any  # Any: JSON, as a partner writes it

from bongsu.kernel.clock import SEOUL
from bongsu.kernel.geometry import Point, moved
from bongsu.services.military.words import CODE, SYSTEM
from bongsu.services.shared.scenes import Said, Scene, Stage, message

PARTNER, UNIT = "mnd-capital", "MND.CAPITAL"
HALF_M = 250.0
_CORNERS = ((-1, -1), (1, -1), (1, 1), (-1, 1))
# its second and third corner changed places: a bow tie
_CROSSED = ((-1, -1), (1, 1), (1, -1), (-1, 1))


def polygon(stage: Stage, corners: Sequence[tuple[int, int]] = _CORNERS) -> dict[str, Any]:
    """GeoJSON around the stage's place."""
    middle = Point(stage.spot.lat, stage.spot.lon)
    ring = [moved(middle, east * HALF_M, north * HALF_M) for east, north in corners]
    return {"type": "Polygon", "coordinates": [[[at.lon, at.lat] for at in (*ring, ring[0])]]}


def order_no(stage: Stage) -> str:
    return f"{stage.now.astimezone(SEOUL):%Y}-{stage.number[-8:]}"


def order(
    stage: Stage, kind: str, starts_s: float, lasts_s: float, **changes: Any
) -> dict[str, Any]:
    """NEW; a change to None takes the field out."""
    starts = stage.now + timedelta(seconds=starts_s)
    window = {
        "starts": starts.isoformat(),
        "ends": (starts + timedelta(seconds=lasts_s)).isoformat(),
    }
    whole: dict[str, Any] = {
        "incident": {"category": kind},
        "legal": {"basis": "CDA", "order_no": order_no(stage)},
        "area": polygon(stage),
        "window": window,
    }
    return message(stage, CODE, SYSTEM, UNIT, "NEW", **(whole | changes))


def word(stage: Stage, msg_type: str) -> dict[str, Any]:
    return message(stage, CODE, SYSTEM, UNIT, msg_type)


def _exercise(stage: Stage) -> list[Said]:
    """It waits for the team leader and for its time, and ends with it."""
    return [Said(0.0, order(stage, "DEFENCE_EXERCISE", 20.0, 40.0))]


def _without_number(stage: Stage) -> list[Said]:
    return [Said(0.0, order(stage, "DEFENCE_EXERCISE", 5.0, 30.0, legal={"basis": "CDA"}))]


def _terror(stage: Stage) -> list[Said]:
    return [
        Said(0.0, order(stage, "TERROR", 0.0, 1800.0)),
        Said(45.0, word(stage, "CLOSE")),
    ]


def _silent(stage: Stage) -> list[Said]:
    return [Said(0.0, order(stage, "INTEGRATED_DEFENCE", 0.0, 45.0))]


def _crossed(stage: Stage) -> list[Said]:
    return [Said(0.0, order(stage, "TERROR", 0.0, 600.0, area=polygon(stage, _CROSSED)))]


SCENES = (
    Scene(
        "happy", CODE, PARTNER, "통합방위훈련: 승인 뒤 정해진 시간에", "Exercise, once approved",
        "asks", _exercise, 70.0,
    ),
    Scene(
        "refused", CODE, PARTNER, "명령 번호 없는 요청", "Asked without an order number",
        "refused", _without_number, 10.0,
    ),
    Scene(
        "silent", CODE, PARTNER, "끝을 알리지 않는 부대", "A unit that never says the end",
        "silent", _silent, 60.0,
    ),
    Scene("terror", CODE, PARTNER, "테러: 승인 없이", "Terror: by itself", "granted", _terror, 50.0),
    Scene(
        "crossed_area", CODE, PARTNER, "스스로 엇갈리는 구역", "An area that crosses itself",
        "refused", _crossed, 10.0,
    ),
)  # fmt: skip
