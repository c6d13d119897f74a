"""What the police's simulator says: crimes on the list and off it, units on their way, a life to save. Pure."""

from collections.abc import Callable, Sequence
from typing import Any  # Any: JSON, as a partner writes it

from bongsu.services.police112.rules import LIFE, LIFE_BASIS
from bongsu.services.shared.scenes import Said, Scene, Stage, location, message, unit

VIDEO, DISPATCH = "P112_VIDEO", "P112_DISPATCH"
SYSTEM, ORG, PARTNER = "112", "KNPA.SEOUL", "seoul-112"
CRIME_BASIS = "PIPA18-2-7"
CAR, STEPS, STEP_S, AWAY_M = "순31", 5, 10.0, 420.0
Play = Callable[[Stage], Sequence[Said]]


def said(
    stage: Stage, msg_type: str, after_s: float = 0.0, service: str = LIFE, **more: Any
) -> Said:
    return Said(after_s, message(stage, service, SYSTEM, ORG, msg_type, **more))


def new(
    stage: Stage,
    category: str,
    code: str,
    basis: str = LIFE_BASIS,
    service: str = LIFE,
    **more: Any,
) -> Said:
    """A new call at the stage's place."""
    whole: dict[str, Any] = {
        "incident": {"category": category, "code": code},
        "location": location(stage.spot),
        "legal": {"basis": basis},
    }
    return said(stage, "NEW", 0.0, service, **(whole | more))


def _call(
    service: str, category: str, code: str, basis: str, lasts_s: float | None = 60.0, **more: Any
) -> Play:
    """`lasts_s` None: nobody ever closes it."""

    def play(stage: Stage) -> Sequence[Said]:
        begins = new(stage, category, code, basis, service, **more)
        return [begins] if lasts_s is None else [begins, said(stage, "CLOSE", lasts_s, service)]

    return play


def _driven(stage: Stage) -> Sequence[Said]:
    """A car that comes nearer while the pictures run."""
    places = [AWAY_M * (STEPS - step) / STEPS for step in range(STEPS + 1)]
    cars = [[unit(CAR, "PATROL_CAR", stage.spot, max(15.0, away_m))] for away_m in places]
    steps = [
        said(stage, "UPDATE", STEP_S * step, DISPATCH, responders=cars[step])
        for step in range(1, STEPS + 1)
    ]
    begins = new(stage, "ROBBERY", "C0", CRIME_BASIS, DISPATCH, responders=cars[0])
    return [begins, *steps, said(stage, "CLOSE", 60.0, DISPATCH)]


def _cell(stage: Stage) -> Sequence[Said]:
    """A mast's circle is no place: the centre is asked where it is."""
    wide = location(stage.spot, 1500.0, "CELL")
    begins = new(stage, "KIDNAP", "C0", CRIME_BASIS, VIDEO, location=wide)
    return [begins, said(stage, "CLOSE", 60.0, VIDEO)]


def _scene(name: str, service: str, korean: str, english: str, expects: str, play: Play) -> Scene:
    lasts_s = {"refused": 20.0, "silent": 1900.0}.get(name, 60.0)
    return Scene(name, service, PARTNER, korean, english, expects, play, lasts_s)


SCENES = (
    _scene(
        "happy", DISPATCH, "편의점 강도, 순찰차 출동", "A robbery, a car comes", "granted", _driven
    ),
    _scene(
        "approval", DISPATCH, "절도 코드2: 승인", "A theft, C2: approval", "asks",
        _call(DISPATCH, "THEFT", "C2", CRIME_BASIS),
    ),
    _scene(
        "refused", DISPATCH, "폭행: 7대 범죄가 아님", "Assault: not on the list", "refused",
        _call(DISPATCH, "ASSAULT", "C0", CRIME_BASIS, 10.0),
    ),
    _scene(
        "silent", DISPATCH, "종결이 없는 출동", "Never closed", "silent",
        _call(DISPATCH, "SEXUAL_VIOLENCE", "C1", CRIME_BASIS, None),
    ),
    _scene(
        "happy", VIDEO, "납치감금 코드0", "A kidnapping, C0", "granted",
        _call(VIDEO, "KIDNAP", "C0", CRIME_BASIS),
    ),
    _scene("cell", VIDEO, "기지국 위치: 위치 확인", "A mast's circle: asked where", "asks", _cell),
    _scene(
        "refused", VIDEO, "강도 코드3: 긴급하지 않음", "A robbery, C3: not urgent", "refused",
        _call(VIDEO, "ROBBERY", "C3", CRIME_BASIS, 10.0),
    ),
    _scene(
        "silent", VIDEO, "종결이 없는 신고", "Never closed", "silent",
        _call(VIDEO, "MURDER", "C0", CRIME_BASIS, None),
    ),
    _scene(
        "happy", LIFE, "자살기도 의심", "Suicide suspected", "granted",
        _call(LIFE, "SUICIDE", "C0", LIFE_BASIS),
    ),
    _scene(
        "adult", LIFE, "실종 성인: 승인", "A missing adult", "asks",
        _call(LIFE, "ADULT_MISSING", "C1", LIFE_BASIS),
    ),
    _scene(
        "refused", LIFE, "코드3", "Not urgent", "refused",
        _call(LIFE, "RESCUE_LIFE", "C3", LIFE_BASIS, 10.0),
    ),
    _scene(
        "silent", LIFE, "종결이 없음", "Never closed", "silent",
        _call(LIFE, "RESCUE_LIFE", "C1", LIFE_BASIS, None),
    ),
    _scene(
        "ground", LIFE, "수사 근거", "On a wrong ground", "nothing",
        _call(LIFE, "SUICIDE", "C0", CRIME_BASIS, None),
    ),
)  # fmt: skip
