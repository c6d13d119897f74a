"""Monitoring's own words (지능형 선별관제): rules, what becomes of an alarm, what ails a camera."""

from enum import StrEnum


class RuleKind(StrEnum):
    """What an operator may ask of a camera. The last two are candidates (의심): unmeasured, a person must look."""

    INTRUSION = "intrusion"
    """침입: somebody in a zone."""
    LOITERING = "loitering"
    """배회: somebody stays in a zone for so many seconds."""
    LINE_CROSSING = "line_crossing"
    """선 통과."""
    CROWD = "crowd"
    """인파 밀집: so many in a zone."""
    WRONG_WAY = "wrong_way"
    """역주행·역방향."""
    VEHICLE_STOPPED = "vehicle_stopped"
    """차량 정차."""
    FALL_CANDIDATE = "fall_candidate"
    """쓰러짐 의심."""
    ABANDONED_CANDIDATE = "abandoned_candidate"
    """방치 물체 의심."""

    @property
    def is_candidate(self) -> bool:
        return self in (RuleKind.FALL_CANDIDATE, RuleKind.ABANDONED_CANDIDATE)


class Thing(StrEnum):
    """What is looked for, coarse on purpose: nothing here says who somebody is."""

    PERSON = "person"
    BICYCLE = "bicycle"
    MOTORCYCLE = "motorcycle"
    CAR = "car"
    BUS = "bus"
    TRUCK = "truck"
    BAG = "bag"


class Phase(StrEnum):
    BEGAN = "began"
    GOES_ON = "goes_on"
    ENDED = "ended"


class AlarmState(StrEnum):
    """WAITING is ranked and not yet on a screen; SHOWN has been put before an operator."""

    WAITING = "waiting"
    SHOWN = "shown"
    HELD = "held"
    """보류."""
    REAL = "real"
    """정탐."""
    FALSE = "false"
    """오탐."""
    LAPSED = "lapsed"
    """Ended and left unseen, or nobody answered in time: counted, never hidden."""

    @property
    def is_open(self) -> bool:
        return self in (AlarmState.WAITING, AlarmState.SHOWN, AlarmState.HELD)


class Verdict(StrEnum):
    """One key: 정탐 / 오탐 / 보류."""

    REAL = "real"
    FALSE = "false"
    HOLD = "hold"


class FalseReason(StrEnum):
    """Why it was wrong; what a threshold learns from depends on it."""

    RAIN_SNOW = "rain_snow"
    """비·눈."""
    LIGHT = "light"
    """헤드라이트·그림자."""
    PLANT = "plant"
    """나무·깃발."""
    ANIMAL = "animal"
    """동물·벌레."""
    OBJECT = "object"
    """사물."""
    ALLOWED = "allowed"
    """정상 활동: a person, rightly seen, who may be there."""
    OTHER = "other"


class Ailment(StrEnum):
    """What key frames show to be wrong with a camera."""

    BLACK = "black"
    """화면 없음."""
    BLURRED = "blurred"
    """초점 흐림."""
    COVERED = "covered"
    """가림."""
    MOVED = "moved"
    """화각 틀어짐."""
    FROZEN = "frozen"
    """화면 정지."""
    WRONG_CLOCK = "wrong_clock"
    """시각 표시 오류."""
    STRAIGHT_DOWN = "straight_down"
    """수직 하향 (사람 검출 신뢰 불가): no fault, but the detector is not to be believed here."""
