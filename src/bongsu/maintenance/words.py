"""Maintenance's own words (영상 장애·유지관리): what is wrong with a camera, how far its mending is, what was done."""

from enum import StrEnum


class FaultKind(StrEnum):
    """The first seven are told by monitoring's health checks, NO_PICTURE by media, the rest by people."""

    BLACK = "black"
    BLURRED = "blurred"
    COVERED = "covered"
    MOVED = "moved"
    FROZEN = "frozen"
    WRONG_CLOCK = "wrong_clock"
    STRAIGHT_DOWN = "straight_down"
    NO_PICTURE = "no_picture"
    """영상 끊김: no stream, or none that can be read, for longer than the setting."""
    DIRTY = "dirty"
    """렌즈 오염."""
    DAMAGED = "damaged"
    """파손."""
    POWER = "power"
    """전원."""
    LINE = "line"
    """통신."""
    OTHER = "other"


class FaultState(StrEnum):
    NEW = "new"
    """신규: told, nobody has looked yet."""
    CONFIRMED = "confirmed"
    """확인: a person looked; it is a fault."""
    CLOSED = "closed"
    """종결: mended, or gone before anybody confirmed it."""
    DISMISSED = "dismissed"
    """오인: a person looked; it is none."""

    @property
    def is_open(self) -> bool:
        return self in (FaultState.NEW, FaultState.CONFIRMED)


class Remedy(StrEnum):
    """조치."""

    CLEANED = "cleaned"
    ADJUSTED = "adjusted"
    REPAIRED = "repaired"
    REPLACED = "replaced"
    SET_RIGHT = "set_right"
    """설정 변경."""
    LINE_MENDED = "line_mended"
    POWER_MENDED = "power_mended"
    BY_ITSELF = "by_itself"
    """자연 복구."""
    OTHER = "other"


class Step(StrEnum):
    """What happened to a fault; one row each."""

    OPENED = "opened"
    AGAIN = "again"
    GONE = "gone"
    """The machine sees it no longer; a confirmed fault stays open until a person closes it."""
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    CLOSED = "closed"


MACHINE = "machine"
