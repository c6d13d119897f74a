"""What a process says of its part of the street: the events that were put in, and the alarms at each threshold."""

import msgspec

from bongsu.monitoring.evaluate.curve import Alarmed, Happened
from bongsu.monitoring.tracks.track import Box


class EventSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One injected event and what made it easy or hard."""

    camera_id: str
    begins_s: float
    ends_s: float
    kind: str
    weather: str
    place: str

    @property
    def happened(self) -> Happened:
        return Happened(self.camera_id, self.begins_s, self.ends_s)


class AlarmSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One alarm at one threshold. `during`: what else went on there (`tree`, `animal`, …)."""

    camera_id: str
    shown_s: float
    last_s: float
    score: float
    is_true: bool
    boxes: tuple[Box, ...]
    weather: str
    during: tuple[str, ...] = ()

    @property
    def alarmed(self) -> Alarmed:
        return Alarmed(self.camera_id, self.shown_s, self.last_s, self.score, self.is_true)


class PartSeen(msgspec.Struct, frozen=True, kw_only=True):
    """`alarms` by threshold as text; `decode_s`, `detect_s`: processor time of `asked` looks, the others being of the very
    same pictures."""

    cameras: int
    lasts_s: float
    events: list[EventSeen]
    alarms: dict[str, list[AlarmSeen]]
    looks: int
    asked: int
    decode_s: float
    detect_s: float
    close_s: float
    longest_unseen_s: float
