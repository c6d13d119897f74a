"""What a security company's simulator says: a confirmed alarm, one that nobody looked at, one never closed. Pure."""

from collections.abc import Sequence
from typing import Any  # Any: JSON, as a partner writes it

from bongsu.services.private_security.rules import CODE
from bongsu.services.shared.scenes import Said, Scene, Stage, location, message

SYSTEM, ORG, PARTNER = "SECURITY", "SECURITY.ONE", "security-one"


def said(stage: Stage, msg_type: str, after_s: float = 0.0, **more: Any) -> Said:
    return Said(after_s, message(stage, CODE, SYSTEM, ORG, msg_type, **more))


def alarm(stage: Stage, category: str = "INTRUSION", *, confirmed: bool = True) -> Said:
    seen = {"confirmed_by": "COMPANY_CCTV"} if confirmed else {}
    return said(
        stage,
        "NEW",
        incident={"category": category},
        location=location(stage.spot),
        details={**seen, "site_no": "A-0142"},
    )


def _happy(stage: Stage) -> Sequence[Said]:
    return [alarm(stage), said(stage, "CLOSE", 60.0)]


def _fire(stage: Stage) -> Sequence[Said]:
    return [alarm(stage, "FIRE"), said(stage, "CLOSE", 60.0)]


def _refused(stage: Stage) -> Sequence[Said]:
    return [alarm(stage, confirmed=False)]


def _silent(stage: Stage) -> Sequence[Said]:
    return [alarm(stage)]


SCENES = (
    Scene("happy", CODE, PARTNER, "침입 확인", "A break-in, seen", "own", _happy),
    Scene("fire", CODE, PARTNER, "화재 확인", "A fire, seen", "own", _fire),
    Scene("refused", CODE, PARTNER, "확인 없음", "Nobody has looked", "refused", _refused, 5.0),
    Scene("silent", CODE, PARTNER, "종료가 없음", "Never closed", "silent", _silent, 1900.0),
)
