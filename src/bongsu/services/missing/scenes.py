"""What the police's system for missing people says: found, an adult, a doubtful call, and one that nobody ever closes."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any  # Any: JSON, as a partner writes it

from bongsu.services.shared.scenes import Said, Scene, Stage, location, message

SERVICE, SYSTEM, ORG, PARTNER = "MISSING", "182", "KNPA.SEOUL", "police-182"
DESCRIPTION = {
    "height": {"least_cm": 150, "most_cm": 158},
    "build": "slim",
    "hair": "short",
    "hair_colour": "grey",
    "upper": {"kind": "padded", "colour": "navy"},
    "lower": {"kind": "training", "colour": "black"},
    "shoes": {"kind": "slippers", "colour": "brown"},
    "bag": {"kind": "none"},
    "walking_aid": "cane",
}


def said(stage: Stage, msg_type: str, after_s: float = 0.0, **more: Any) -> Said:
    return Said(after_s, message(stage, SERVICE, SYSTEM, ORG, msg_type, **more))


def call(stage: Stage, category: str = "DEMENTIA", minutes_ago: int = 20) -> dict[str, Any]:
    """A new call with everything that police are to say."""
    seen = stage.now - timedelta(minutes=minutes_ago)
    return {
        "incident": {"category": category},
        "location": location(stage.spot, accuracy_m=30.0, method="OPERATOR"),
        "legal": {"basis": "MISSING9", "agreement_id": "SB-2026-MISSING"},
        "details": {
            "class_confirmed_by": {"rank": "경위", "office": "성북경찰서 여성청소년과"},
            "police_no": f"182-{stage.now.year}-0142",
            "description": DESCRIPTION,
            "last_seen_at": seen.isoformat(),
        },
    }


def _happy(stage: Stage) -> Sequence[Said]:
    return [said(stage, "NEW", **call(stage)), said(stage, "CLOSE", 50.0)]


def _adult(stage: Stage) -> Sequence[Said]:
    adult = call(stage, "ADULT")
    adult["details"] = {"police_no": f"182-{stage.now.year}-0143"}
    return [said(stage, "NEW", **adult), said(stage, "CLOSE", 10.0)]


def _doubtful(stage: Stage) -> Sequence[Said]:
    """Nobody has confirmed the class yet; it comes with the second message."""
    whole = call(stage, "INTELLECTUAL")
    confirmed = whole["details"].pop("class_confirmed_by")
    later = said(stage, "UPDATE", 20.0, details={"class_confirmed_by": confirmed})
    return [said(stage, "NEW", **whole), later, said(stage, "CLOSE", 50.0)]


def _silent(stage: Stage) -> Sequence[Said]:
    return [said(stage, "NEW", **call(stage, "UNDER_18"))]


SCENES = (
    Scene("happy", SERVICE, PARTNER, "치매환자 실종: 찾음", "Dementia, found", "granted", _happy),
    Scene("refused", SERVICE, PARTNER, "성인 가출인", "Adult: not this law", "refused", _adult),
    Scene("doubtful", SERVICE, PARTNER, "대상 확인 전", "Class not confirmed", "asks", _doubtful),
    Scene(
        "silent",
        SERVICE,
        PARTNER,
        "아동 실종: 24시간 소식 없음",
        "Child; nobody closes it",
        "silent",
        _silent,
    ),
)
