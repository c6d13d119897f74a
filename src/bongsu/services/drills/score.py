"""The score sheet of an exercise: how fast it was recognised, when the first picture came, what of it was used. Pure."""

from collections.abc import Sequence
from datetime import datetime
from statistics import median

import msgspec


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """One incident. Seconds from the message; None = it did not happen."""

    incident_id: str
    service: str
    category: str
    received_at: datetime
    recognised_s: float | None
    first_picture_s: float | None
    lent: int
    used: int
    """Lendings under which somebody watched."""
    refused: int
    reasons: list[str]


class ScoreSheet(msgspec.Struct, frozen=True, kw_only=True):
    """All of them together; medians and the worst over what happened."""

    incidents: list[Scored]
    people: int
    recognised: int
    recognised_median_s: float | None
    recognised_worst_s: float | None
    pictured: int
    first_picture_median_s: float | None
    first_picture_worst_s: float | None
    lent: int
    used: int
    refused: int


def sheet(incidents: Sequence[Scored], people: int) -> ScoreSheet:
    seen = [one.recognised_s for one in incidents if one.recognised_s is not None]
    pictured = [one.first_picture_s for one in incidents if one.first_picture_s is not None]
    return ScoreSheet(
        incidents=list(incidents),
        people=people,
        recognised=len(seen),
        recognised_median_s=_middle(seen),
        recognised_worst_s=max(seen, default=None),
        pictured=len(pictured),
        first_picture_median_s=_middle(pictured),
        first_picture_worst_s=max(pictured, default=None),
        lent=sum(one.lent for one in incidents),
        used=sum(one.used for one in incidents),
        refused=sum(one.refused for one in incidents),
    )


def _middle(values: Sequence[float]) -> float | None:
    return round(median(values), 1) if values else None


def after_s(received: datetime, at: Sequence[datetime]) -> float | None:
    """From the message to the first of these; a clock that runs behind makes no time negative."""
    return round(max(0.0, (min(at) - received).total_seconds()), 1) if at else None
