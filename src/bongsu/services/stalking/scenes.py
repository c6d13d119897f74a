"""What the police's simulator says of a protected person's watch: an SOS that moves, not urgent, never closed. Pure."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any  # Any: JSON, as a partner writes it

from bongsu.kernel.geometry import Point, moved
from bongsu.services.shared.scenes import Said, Scene, Spot, Stage, location, message
from bongsu.services.stalking.message import CODE

SYSTEM, ORG, PARTNER = "112", "KNPA.SEOUL", "seoul-watch"
SUBJECT = "S-2026-0142"
HOMES_PATH = "/link/v1/stalking/homes"


def said(stage: Stage, msg_type: str, after_s: float = 0.0, **more: Any) -> Said:
    return Said(after_s, message(stage, CODE, SYSTEM, ORG, msg_type, **more))


def sos(stage: Stage, code: str = "C0", subject: str = SUBJECT) -> Said:
    return said(
        stage,
        "NEW",
        incident={"category": "WATCH_SOS", "code": code},
        location=location(stage.spot),
        legal={"basis": "PIPA18-2-7"},
        details={"subject_id": subject},
    )


def set_homes(stage: Stage, *camera_ids: str, days: int = 90, subject: str = SUBJECT) -> Said:
    ends = (stage.now + timedelta(days=days)).isoformat()
    body = {"type": "SET", "subject_id": subject, "camera_ids": list(camera_ids)}
    return Said(0.0, {**body, "measure_ends_at": ends}, HOMES_PATH)


def remove_homes(subject: str = SUBJECT) -> Said:
    return Said(0.0, {"type": "REMOVE", "subject_id": subject}, HOMES_PATH)


def _walk(stage: Stage, steps: int) -> list[Said]:
    places = [moved(Point(stage.spot.lat, stage.spot.lon), 0.0, 12.0 * n) for n in range(1, steps)]
    return [
        said(stage, "LOCATION", 10.0 * step, location=location(Spot(at.lat, at.lon)))
        for step, at in enumerate(places, 1)
    ]


def _happy(stage: Stage) -> Sequence[Said]:
    return [sos(stage), *_walk(stage, 4), said(stage, "CLOSE", 60.0)]


def _refused(stage: Stage) -> Sequence[Said]:
    return [sos(stage, "C3"), said(stage, "CLOSE", 10.0)]


def _silent(stage: Stage) -> Sequence[Said]:
    return [sos(stage, "C1")]


def _named(stage: Stage) -> Sequence[Said]:
    """A camera that is not ours, a number that is a telephone's: refused by field, nothing kept."""
    return [set_homes(stage, "NOWHERE-1"), sos(stage, subject="010-1234-5678")]


SCENES = (
    Scene("happy", CODE, PARTNER, "워치 SOS, 움직임", "A watch that moves", "granted", _happy),
    Scene("refused", CODE, PARTNER, "코드3", "Not urgent", "refused", _refused, 20.0),
    Scene("silent", CODE, PARTNER, "종결이 없음", "Never closed", "silent", _silent, 1900.0),
    Scene("named", CODE, PARTNER, "신원이 드러남", "Says who it is", "nothing", _named, 5.0),
)
