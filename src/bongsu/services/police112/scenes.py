"""What the police's simulator says to save a life: opened, refused, never closed, on a wrong ground. Pure."""

from collections.abc import Sequence
from typing import Any  # Any: JSON, as a partner writes it

from bongsu.services.police112.rules import LIFE, LIFE_BASIS
from bongsu.services.shared.scenes import Said, Scene, Stage, location, message

SYSTEM, ORG, PARTNER = "112", "KNPA.SEOUL", "seoul-112"


def said(stage: Stage, msg_type: str, after_s: float = 0.0, **more: Any) -> Said:
    return Said(after_s, message(stage, LIFE, SYSTEM, ORG, msg_type, **more))


def new(stage: Stage, category: str, code: str, basis: str = LIFE_BASIS) -> Said:
    """A new call at the stage's place."""
    return said(
        stage,
        "NEW",
        incident={"category": category, "code": code},
        location=location(stage.spot),
        legal={"basis": basis},
    )


def _happy(stage: Stage) -> Sequence[Said]:
    return [new(stage, "SUICIDE", "C0"), said(stage, "CLOSE", 60.0)]


def _asks(stage: Stage) -> Sequence[Said]:
    return [new(stage, "ADULT_MISSING", "C1"), said(stage, "CLOSE", 60.0)]


def _refused(stage: Stage) -> Sequence[Said]:
    return [new(stage, "RESCUE_LIFE", "C3"), said(stage, "CLOSE", 10.0)]


def _silent(stage: Stage) -> Sequence[Said]:
    return [new(stage, "RESCUE_LIFE", "C1")]


def _wrong_ground(stage: Stage) -> Sequence[Said]:
    return [new(stage, "SUICIDE", "C0", basis="PIPA18-2-7")]


SCENES = (
    Scene("happy", LIFE, PARTNER, "자살기도 의심", "Suicide suspected", "granted", _happy),
    Scene("adult", LIFE, PARTNER, "실종 성인: 승인", "A missing adult", "asks", _asks),
    Scene("refused", LIFE, PARTNER, "코드3", "Not urgent", "refused", _refused, 20.0),
    Scene("silent", LIFE, PARTNER, "종결이 없음", "Never closed", "silent", _silent, 1900.0),
    Scene("ground", LIFE, PARTNER, "수사 근거", "On a wrong ground", "nothing", _wrong_ground),
)
