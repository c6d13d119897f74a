"""What 안심이 and 안심헬프미 say: calls for help, trips, cancels; what an unknown phone says. Nobody in them exists."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any  # Any: JSON, as a partner writes it

from bongsu.kernel.geometry import Point, moved
from bongsu.kernel.ids import new_id
from bongsu.services.shared.scenes import Said, Scene, Spot, Stage

PATH = "/link/v1/safe/ansimi"
HELPME = "/link/v1/safe/helpme"
# metres in which the planned way goes north from the stage's spot
_WAY_M = 400.0


def _said(stage: Stage, after_s: float, kind: str, **more: Any) -> Said:
    at = (stage.now + timedelta(seconds=after_s)).isoformat()
    body: dict[str, Any] = {
        "msg_id": new_id("msg"),
        "sent_at": at,
        "type": kind,
        "device_id": f"phone_{stage.number}",
        "at": at,
        "drill": stage.drill,
        **more,
    }
    return Said(after_s, {name: one for name, one in body.items() if one is not None}, PATH)


def _position(spot: Spot, east_m: float = 0.0, north_m: float = 0.0) -> Mapping[str, float]:
    at = moved(Point(spot.lat, spot.lon), east_m, north_m)
    return {"lat": at.lat, "lon": at.lon, "accuracy_m": 10.0}


def _register(stage: Stage) -> Said:
    return _said(stage, 0.0, "REGISTER")


def _sos(stage: Stage, **more: Any) -> Said:
    how = {"number": f"sos_{stage.number}", "how": "SHAKE", "position": _position(stage.spot)}
    return _said(stage, 0.0, "SOS", **{**how, "battery_pct": 42, **more})


def _not_cancelled(stage: Stage) -> Sequence[Said]:
    number = f"sos_{stage.number}"
    steps = [
        _said(
            stage, after_s, "SOS_POSITION", number=number, position=_position(stage.spot, 0, step)
        )
        for after_s, step in ((15.0, 20.0), (25.0, 40.0), (35.0, 60.0))
    ]
    return [_register(stage), _sos(stage), *steps, _said(stage, 50.0, "SAFE", number=number)]


def _cancelled(after_s: float) -> Any:
    def play(stage: Stage) -> Sequence[Said]:
        cancel = _said(stage, after_s, "CANCEL", number=f"sos_{stage.number}")
        return [_register(stage), _sos(stage), cancel]

    return play


def _start(stage: Stage) -> Said:
    way = [_position(stage.spot), _position(stage.spot, 0.0, _WAY_M)]
    eta = (stage.now + timedelta(minutes=8)).isoformat()
    return _said(stage, 0.0, "TRIP_START", number=f"trip_{stage.number}", route=way, eta_at=eta)


def _walked(stage: Stage, after_s: float, east_m: float, north_m: float) -> Said:
    where = _position(stage.spot, east_m, north_m)
    return _said(stage, after_s, "POSITION", number=f"trip_{stage.number}", position=where)


def _deviation(stage: Stage) -> Sequence[Said]:
    off = [_walked(stage, 10.0 + 20.0 * step, 200.0 + 25.0 * step, 40.0) for step in range(5)]
    return [_register(stage), _start(stage), _walked(stage, 5.0, 0.0, 10.0), *off]


def _arrival(stage: Stage) -> Sequence[Said]:
    walk = [_walked(stage, 10.0 * step, 0.0, 100.0 * step) for step in range(1, 5)]
    home = _said(stage, 45.0, "ARRIVED", number=f"trip_{stage.number}")
    return [_register(stage), _start(stage), *walk, home]


def _silent_trip(stage: Stage) -> Sequence[Said]:
    return [_register(stage), _start(stage), _walked(stage, 5.0, 0.0, 10.0)]


def _ring(stage: Stage, after_s: float, event: str, **more: Any) -> Said:
    """안심헬프미's own form: a key ring."""
    at = (stage.now + timedelta(seconds=after_s)).isoformat()
    body: dict[str, Any] = {
        "id": new_id("msg"),
        "sent": at,
        "event": event,
        "tag": f"ring_{stage.number}",
        "time": at,
        "drill": stage.drill,
        **more,
    }
    return Said(after_s, {name: one for name, one in body.items() if one is not None}, HELPME)


def _key_ring(stage: Stage) -> Sequence[Said]:
    number, spot = f"ring_{stage.number}", stage.spot
    press = _ring(stage, 0.0, "PRESS", call_no=number, gps=[spot.lat, spot.lon, 10.0], battery=64)
    where = moved(Point(spot.lat, spot.lon), 0.0, 30.0)
    follows = _ring(stage, 20.0, "WHERE", call_no=number, gps=[where.lat, where.lon, 10.0])
    return [_ring(stage, 0.0, "JOIN"), press, follows]


def _unknown(stage: Stage) -> Sequence[Said]:
    return [_sos(stage)]


def _silent(stage: Stage) -> Sequence[Said]:
    return [_register(stage), _sos(stage, battery_pct=6, quiet=True)]


def _scene(
    name: str, service: str, title: tuple[str, str], expects: str, play: Any, lasts_s: float
) -> Scene:
    return Scene(name, service, "ansimi", *title, expects, play, lasts_s)


SCENES = (
    _scene(
        "happy",
        "SOS_APP",
        ("SOS 신고, 취소하지 않음", "SOS, not cancelled"),
        "own",
        _not_cancelled,
        60.0,
    ),
    _scene(
        "refused",
        "SOS_APP",
        ("등록되지 않은 휴대전화", "A phone nobody registered"),
        "refused",
        _unknown,
        5.0,
    ),
    _scene(
        "silent",
        "SOS_APP",
        ("무음 SOS 뒤 응답 없음", "Silent SOS, then nothing"),
        "silent",
        _silent,
        180.0,
    ),
    _scene(
        "cancelled-9s",
        "SOS_APP",
        ("9초에 취소", "Cancelled at 9 s"),
        "nothing",
        _cancelled(9.0),
        15.0,
    ),
    _scene(
        "cancelled-11s",
        "SOS_APP",
        ("11초에 취소", "Cancelled at 11 s"),
        "own",
        _cancelled(11.0),
        20.0,
    ),
    _scene("deviation", "ESCORT", ("경로 이탈", "Off the way"), "own", _deviation, 100.0),
    _scene(
        "trip-silent",
        "ESCORT",
        ("귀가 중 응답 없음", "Silent on the way"),
        "own",
        _silent_trip,
        200.0,
    ),
    Scene(
        "key-ring",
        "SOS_APP",
        "ansim-helpme",
        "안심헬프미 누름",
        "A key ring is pressed",
        "own",
        _key_ring,
        30.0,
    ),
    _scene("arrival", "ESCORT", ("무사 도착", "Arrived"), "nothing", _arrival, 50.0),
    _scene(
        "hand-over", "SOS_APP", ("경찰에 인계할 SOS", "An SOS for the police"), "own", _silent, 60.0
    ),
)
