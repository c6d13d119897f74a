"""What the fire service's simulator says: a fire that an engine drives to, an ambulance, a call that nobody agreed. Pure."""

from collections.abc import Sequence
from typing import Any  # Any: JSON, as a partner writes it

from bongsu.services.shared.scenes import Said, Scene, Stage, location, message, unit

CODE, SYSTEM, ORG, PARTNER = "F119_DISPATCH", "119", "NFA.SEOUL", "seoul-119"
ENGINE, STEPS, STEP_S, AWAY_M = "펌프1", 5, 10.0, 500.0


def said(stage: Stage, msg_type: str, after_s: float = 0.0, **more: Any) -> Said:
    return Said(after_s, message(stage, CODE, SYSTEM, ORG, msg_type, **more))


def new(stage: Stage, category: str, **more: Any) -> Said:
    whole: dict[str, Any] = {
        "incident": {"category": category},
        "location": location(stage.spot, 20.0, "ADDRESS"),
        "legal": {"basis": "PIPA18-2-3"},
    }
    return said(stage, "NEW", **(whole | more))


def _happy(stage: Stage) -> Sequence[Said]:
    places = [max(15.0, AWAY_M * (STEPS - step) / STEPS) for step in range(STEPS + 1)]
    engines = [[unit(ENGINE, "FIRE_ENGINE", stage.spot, away_m)] for away_m in places]
    steps = [
        said(stage, "UPDATE", STEP_S * step, responders=engines[step])
        for step in range(1, STEPS + 1)
    ]
    return [new(stage, "FIRE", responders=engines[0]), *steps, said(stage, "CLOSE", 60.0)]


def _ambulance(stage: Stage) -> Sequence[Said]:
    return [new(stage, "EMS"), said(stage, "CLOSE", 60.0)]


def _refused(stage: Stage) -> Sequence[Said]:
    return [new(stage, "LIFE_SAFETY"), said(stage, "CLOSE", 10.0)]


def _silent(stage: Stage) -> Sequence[Said]:
    return [new(stage, "RESCUE")]


SCENES = (
    Scene(
        "happy", CODE, PARTNER, "다세대주택 화재, 펌프차 출동", "A fire, an engine comes",
        "granted", _happy,
    ),
    Scene("approval", CODE, PARTNER, "구급: 승인", "Ambulance: approval", "asks", _ambulance),
    Scene(
        "refused", CODE, PARTNER, "생활안전: 협약에 없음", "Everyday safety: not agreed",
        "refused", _refused, 20.0,
    ),
    Scene("silent", CODE, PARTNER, "귀소 통보가 없음", "Never closed", "silent", _silent, 1900.0),
)  # fmt: skip
