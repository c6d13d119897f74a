"""How an alert that was heard stands on the room's list: what it says, what became of it, what it may be used for. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import msgspec

from bongsu.services.disaster.cap.alert import Alert, Info
from bongsu.services.disaster.hear import HearingAnswer
from bongsu.services.disaster.meaning import Outcome
from bongsu.services.disaster.store import Heard

Weight = Literal["wall", "ground", "exercise", "ended", "nothing"]
# a warning opens the own room's wall; what opened none and still holds is ground to ask, no more (dossier §12.5)
_WEIGHTS: dict[Outcome, Weight] = {
    Outcome.OPENED: "wall",
    Outcome.UPDATED: "wall",
    Outcome.CANCELLED: "ended",
    Outcome.ENDED: "ended",
    Outcome.EXERCISE: "exercise",
    Outcome.NO_AREA: "ground",
    Outcome.AFTER_CLOSE: "ground",
}
_LONGEST = 400


class HeardAlert(msgspec.Struct, frozen=True, kw_only=True):
    """One alert. `weight`: `wall` opened or changed the wall, `ground` may only be leaned on by a request, `ended`
    ended something, `exercise` is one, `nothing`. `runs`: its incident is open now."""

    alert_id: str
    identifier: str
    partner: str
    sender: str
    sender_name: str
    msg_type: str
    status: str
    event_ko: str
    event_en: str
    text_ko: str
    text_en: str
    severity: str
    languages: list[str]
    areas: list[str]
    sent: datetime
    heard_at: datetime
    expires: datetime | None
    outcome: str
    reason_ko: str
    reason_en: str
    weight: Weight
    incident_id: str | None
    runs: bool
    unknown_references: list[str]
    remarks: list[str]


_answer = msgspec.json.Decoder(HearingAnswer).decode


def weight_of(outcome: str, status: str) -> Weight:
    """An exercise is none of the others, whatever became of it."""
    return "exercise" if status == "Exercise" else _WEIGHTS.get(Outcome(outcome), "nothing")


def view_of(heard: Heard, running: frozenset[str]) -> HeardAlert:
    """`running`: incidents that are open."""
    alert, said = heard.alert, _answer(heard.answer)
    korean, english = in_language(alert, "ko"), in_language(alert, "en")
    return HeardAlert(
        alert_id=heard.alert_id,
        identifier=alert.identifier,
        partner=heard.partner,
        sender=alert.sender,
        sender_name=korean.sender_name if korean else "",
        msg_type=alert.msg_type,
        status=alert.status,
        event_ko=korean.event if korean else "",
        event_en=english.event if english else "",
        text_ko=_text(korean),
        text_en=_text(english),
        severity=korean.severity if korean else "",
        languages=_once(one.language for one in alert.infos),
        areas=_once(area.description for one in alert.infos for area in one.areas)[:20],
        sent=alert.sent,
        heard_at=heard.heard_at,
        expires=max((one.expires for one in alert.infos if one.expires), default=None),
        outcome=heard.outcome,
        reason_ko=said.reason_ko,
        reason_en=said.reason_en,
        weight=weight_of(heard.outcome, alert.status),
        incident_id=heard.incident_id,
        runs=heard.incident_id in running,
        unknown_references=said.unknown_references[:20],
        remarks=said.remarks,
    )


def in_language(alert: Alert, language: str) -> Info | None:
    """In this language where the alert has it, else as it was said first."""
    own = (one for one in alert.infos if one.language.casefold().startswith(language))
    return next(own, alert.infos[0] if alert.infos else None)


def _text(info: Info | None) -> str:
    return (info.headline or info.description)[:_LONGEST] if info else ""


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(one for one in words if one))
