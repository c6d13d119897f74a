"""What the bells say: a press, a press on and on, a pole that nobody registered."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any  # Any: JSON, as a partner writes it

from bongsu.kernel.ids import new_id
from bongsu.services.shared.scenes import Said, Scene, Stage

PATH = "/link/v1/bell/messages"


def _said(stage: Stage, after_s: float, kind: str, **more: Any) -> Said:
    at = (stage.now + timedelta(seconds=after_s)).isoformat()
    body: dict[str, Any] = {
        "msg_id": new_id("msg"),
        "sent_at": at,
        "type": kind,
        "pole_id": f"pole_{stage.number}",
        "at": at,
        "drill": stage.drill,
        **more,
    }
    return Said(after_s, {name: one for name, one in body.items() if one is not None}, PATH)


def _register(stage: Stage) -> Said:
    spot = stage.spot
    position = {"lat": spot.lat, "lon": spot.lon, "accuracy_m": 5.0}
    return _said(stage, 0.0, "REGISTER", position=position, address=spot.address)


def _pressed(stage: Stage) -> Sequence[Said]:
    return [_register(stage), _said(stage, 1.0, "PRESS", number=f"bell_{stage.number}")]


def _unknown(stage: Stage) -> Sequence[Said]:
    return [_said(stage, 0.0, "PRESS", number=f"bell_{stage.number}")]


def _again_and_again(stage: Stage) -> Sequence[Said]:
    presses = [
        _said(stage, 1.0 + step, "PRESS", number=f"bell_{stage.number}_{step}")
        for step in range(20)
    ]
    return [_register(stage), *presses]


SCENES = (
    Scene("happy", "BELL", "bells", "비상벨 누름", "A bell is pressed", "own", _pressed, 30.0),
    Scene(
        "refused",
        "BELL",
        "bells",
        "등록되지 않은 비상벨",
        "An unknown pole",
        "refused",
        _unknown,
        5.0,
    ),
    Scene(
        "silent",
        "BELL",
        "bells",
        "누르고 아무 말 없음",
        "Pressed, then nothing",
        "silent",
        _pressed,
        90.0,
    ),
    Scene(
        "again", "BELL", "bells", "계속 누름", "Pressed on and on", "own", _again_and_again, 30.0
    ),
)
