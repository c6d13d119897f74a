"""One change that verdicts made, as a value: which it stands on, what it was expected to do, and whether it still holds."""

from datetime import datetime
from enum import StrEnum

import msgspec

from bongsu.monitoring.alarms.places import Place
from bongsu.monitoring.tracks.track import Box


class What(StrEnum):
    SCORE = "score"
    """The least score that counts has moved."""
    PLACE = "place"
    """One place of the picture is silenced."""
    HOURS = "hours"
    """Hours are proposed to be left out; a person changes the rule, nothing is applied by itself."""


class Tuning(msgspec.Struct, frozen=True, kw_only=True):
    """`verdicts`: the alarms whose answers it stands on. `expected`: figures, in words of their own (`cut`, `lost`)."""

    tuning_id: str
    camera_id: str
    rule_id: str
    what: What
    at: datetime
    by: str
    verdicts: tuple[str, ...]
    expected: dict[str, float]
    before: float | None = None
    after: float | None = None
    box: Box | None = None
    hours: tuple[int, int] | None = None
    undone_at: datetime | None = None
    undone_by: str | None = None
    undo_reason: str = ""
    silenced: int = 0
    """How many arrivals a place has silenced since."""

    @property
    def holds(self) -> bool:
        return self.undone_at is None

    @property
    def place(self) -> Place:
        assert self.box is not None
        assert self.after is not None
        return Place(self.box, self.after, self.verdicts)


def floor_of(current: float, newest_first: list[Tuning]) -> float:
    """The score as the operator set it: what the row of changes that leads to the present one began with."""
    floor = current
    for one in newest_first:
        if one.what is not What.SCORE or not one.holds:
            continue
        if one.before is None or one.after is None or abs(one.after - floor) > 1e-9:
            break
        floor = one.before
    return floor
