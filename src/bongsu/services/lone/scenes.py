"""What home devices say: a button at the door, a call that nobody answers, a device that nobody registered."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any  # Any: JSON, as a partner writes it

from bongsu.kernel.ids import new_id
from bongsu.services.shared.scenes import Said, Scene, Stage

PATH = "/link/v1/lone/messages"


def _said(stage: Stage, after_s: float, kind: str, **more: Any) -> Said:
    at = (stage.now + timedelta(seconds=after_s)).isoformat()
    body: dict[str, Any] = {
        "msg_id": new_id("msg"),
        "sent_at": at,
        "type": kind,
        "device_id": f"home_{stage.number}",
        "at": at,
        "drill": stage.drill,
        **more,
    }
    return Said(after_s, {name: one for name, one in body.items() if one is not None}, PATH)


def _register(stage: Stage) -> Said:
    position = {"lat": stage.spot.lat, "lon": stage.spot.lon, "accuracy_m": 5.0}
    return _said(stage, 0.0, "REGISTER", position=position)


def _sos(stage: Stage, **more: Any) -> Said:
    return _said(stage, 1.0, "SOS", number=f"home_{stage.number}", how="DOOR", **more)


def _at_the_door(stage: Stage) -> Sequence[Said]:
    safe = _said(stage, 40.0, "SAFE", number=f"home_{stage.number}")
    return [_register(stage), _sos(stage), safe]


def _unknown(stage: Stage) -> Sequence[Said]:
    return [_sos(stage)]


def _silent(stage: Stage) -> Sequence[Said]:
    return [_register(stage), _sos(stage, quiet=True)]


def _no_answer(stage: Stage) -> Sequence[Said]:
    """Becomes an alarm where the device's beat has been missed before (`BONGSU_RESIDENTS_BEAT_MISSED_S`)."""
    return [_register(stage), _said(stage, 20.0, "CALLED", answered=False)]


def _scene(name: str, title: tuple[str, str], expects: str, play: Any, lasts_s: float) -> Scene:
    return Scene(name, "LONE_WOMAN", "home-device", *title, expects, play, lasts_s)


SCENES = (
    _scene("happy", ("현관 비상 버튼", "Button at the door"), "own", _at_the_door, 60.0),
    _scene("refused", ("등록되지 않은 기기", "Unknown device"), "refused", _unknown, 5.0),
    _scene("silent", ("무음 신고 뒤 응답 없음", "Silent, then nothing"), "silent", _silent, 120.0),
    _scene("no-answer", ("전화 받지 않음", "A call unanswered"), "nothing", _no_answer, 30.0),
)
