"""An exercise as somebody reads it: bodies, services, kinds and reasons by their names, no machine word without one."""

from datetime import datetime

import msgspec

from bongsu.incidents.centre import Centre
from bongsu.services.drills.score import Scored, ScoreSheet
from bongsu.services.drills.store import KeptDrill
from bongsu.sharing.rules import Reason
from bongsu.sharing.words import sentence

_REASONS = {one.value: one for one in Reason}


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A code with its words."""

    code: str
    name_ko: str
    name_en: str


class ScoredView(msgspec.Struct, frozen=True, kw_only=True):
    """One incident of the score sheet. Seconds from the message; None = it did not happen."""

    incident_id: str
    service: Named
    category: Named
    """Without a word where the service forgets it at the end, or tells nobody but its own room."""
    received_at: datetime
    recognised_s: float | None
    first_picture_s: float | None
    lent: int
    used: int
    refused: int
    reasons: list[Named]


class ScoreView(msgspec.Struct, frozen=True, kw_only=True):
    """The score sheet."""

    incidents: list[ScoredView]
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


class DrillView(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise; its score, once it is over, for who took part."""

    drill_id: str
    title: str
    reason: str
    services: list[Named]
    organisations: list[Named]
    starts: datetime
    ends: datetime
    ended_at: datetime | None
    joined: bool
    score: ScoreView | None


def view_of(drill: KeptDrill, centre: Centre, *, joined: bool, reads_as: str) -> DrillView:
    """`reads_as`: what kind of body the reader is of. Of a discreet service its own room alone reads kind and reason."""
    shown = drill.score if joined else None
    return DrillView(
        drill_id=drill.drill_id,
        title=drill.title,
        reason=drill.reason,
        services=[_service(centre, one) for one in drill.services],
        organisations=[_body(centre, one) for one in drill.organisations],
        starts=drill.starts,
        ends=drill.ends,
        ended_at=drill.ended_at,
        joined=joined,
        score=_score(shown, centre, reads_as=reads_as) if shown is not None else None,
    )


def _score(sheet: ScoreSheet, centre: Centre, *, reads_as: str) -> ScoreView:
    return ScoreView(
        incidents=[_scored(one, centre, reads_as=reads_as) for one in sheet.incidents],
        people=sheet.people,
        recognised=sheet.recognised,
        recognised_median_s=sheet.recognised_median_s,
        recognised_worst_s=sheet.recognised_worst_s,
        pictured=sheet.pictured,
        first_picture_median_s=sheet.first_picture_median_s,
        first_picture_worst_s=sheet.first_picture_worst_s,
        lent=sheet.lent,
        used=sheet.used,
        refused=sheet.refused,
    )


def _scored(one: Scored, centre: Centre, *, reads_as: str) -> ScoredView:
    service = centre.services.get(one.service)
    is_kept = service is None or (service.discreet and service.room_kind.value != reads_as)
    return ScoredView(
        incident_id=one.incident_id,
        service=_service(centre, one.service),
        category=_named("") if is_kept else _category(centre, one),
        received_at=one.received_at,
        recognised_s=one.recognised_s,
        first_picture_s=one.first_picture_s,
        lent=one.lent,
        used=one.used,
        refused=one.refused,
        # why it was refused would tell the kind of alarm
        reasons=[] if is_kept else [_reason(code) for code in one.reasons if code],
    )


def _named(code: str, words: tuple[str, str] = ("", "")) -> Named:
    return Named(code=code, name_ko=words[0], name_en=words[1])


def _service(centre: Centre, code: str) -> Named:
    found = centre.services.get(code)
    return _named(code, (found.name_ko, found.name_en) if found else (code, code))


def _category(centre: Centre, one: Scored) -> Named:
    found = centre.services.get(one.service)
    words = found.category_name(one.category) if found and one.category else ("", "")
    return _named(one.category, words)


def _body(centre: Centre, code: str) -> Named:
    return _named(code, centre.agreements.name_of(code))


def _reason(code: str) -> Named:
    known = _REASONS.get(code)
    return _named(code, sentence(known) if known else (code, code))
