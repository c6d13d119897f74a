"""What an alert means at this moment, before it is asked where and whose it is. Pure (dossier §9.7, §12.5)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bongsu.services.disaster.cap.alert import Alert, Info
from bongsu.services.disaster.categories import category_of
from bongsu.services.disaster.settings import DisasterSettings


class Outcome(StrEnum):
    """What became of an alert. Everything is kept, whatever the word."""

    OPENED = "opened"
    EXERCISE = "exercise"
    UPDATED = "updated"
    CANCELLED = "cancelled"
    ENDED = "ended"
    """An update that says all clear."""
    KEPT = "kept"
    """System, Test, Draft, Ack, Error: heard, nothing to do."""
    PREPARATORY = "preparatory"
    EXPIRED = "expired"
    ALL_CLEAR = "all_clear"
    NO_INFO = "no_info"
    NO_AREA = "no_area"
    OUTSIDE = "outside"
    SUPERSEDED = "superseded"
    """Its update came first."""
    AFTER_CANCEL = "after_cancel"
    AFTER_CLOSE = "after_close"
    UNKNOWN_REFERENCE = "unknown_reference"
    """A cancel of something that was never heard."""


@dataclass(frozen=True, slots=True)
class Live:
    """The infos that count now, and what they say together."""

    infos: tuple[Info, ...]
    category: str
    starts: datetime
    ends: datetime
    text_ko: str
    text_en: str

    @property
    def main(self) -> Info:
        return self.infos[0]


_SAID_ONLY = frozenset({"System", "Test", "Draft"})
_ANSWERS = frozenset({"Ack", "Error"})
_GRAVE = ("Extreme", "Severe", "Moderate", "Minor", "Unknown")


def is_only_heard(alert: Alert) -> bool:
    """Not for the public, not for us to act on: messages to systems, tests, drafts, and answers to messages."""
    return alert.status in _SAID_ONLY or alert.msg_type in _ANSWERS


def meaning(alert: Alert, now: datetime, settings: DisasterSettings) -> Live | Outcome:
    """The infos that are neither ahead of the event nor over nor all clear; else the word for why there is none."""
    if is_only_heard(alert):
        return Outcome.KEPT
    if not alert.infos:
        return Outcome.NO_INFO
    acute = [one for one in alert.infos if not _is_all_clear(one)]
    if not acute:
        return Outcome.ALL_CLEAR
    present = [
        one
        for said in _events(acute)
        if not any(is_preparatory(each, settings) for each in said)
        for one in said
    ]
    if not present:
        return Outcome.PREPARATORY
    live = [one for one in present if _ends(one, alert, settings) > now]
    if not live:
        return Outcome.EXPIRED
    return _together(sorted(live, key=_gravity), alert, settings)


def _events(infos: Sequence[Info]) -> list[Sequence[Info]]:
    """The n-th info of each language says the same event, where each language says as many; else each is its own."""
    spoken: dict[str, list[Info]] = defaultdict(list)
    for one in infos:
        spoken[one.language.casefold()].append(one)
    if len({len(said) for said in spoken.values()}) > 1:
        return [[one] for one in infos]
    return list(zip(*spoken.values(), strict=True))


def is_preparatory(info: Info, settings: DisasterSettings) -> bool:
    """예비특보: something may come. What is not even likely, and what begins beyond the near future, opens nothing."""
    if info.urgency == "Future" or info.certainty == "Unlikely":
        return True
    said = f"{info.event} {info.headline}".casefold()
    return any(word in said for word in settings.words_of_preparation)


def _is_all_clear(info: Info) -> bool:
    return "AllClear" in info.response_types


def _ends(info: Info, alert: Alert, settings: DisasterSettings) -> datetime:
    if info.expires is not None:
        return info.expires
    return alert.sent + timedelta(hours=settings.hours_without_expiry)


def _gravity(info: Info) -> tuple[int, bool]:
    """The gravest first; of the same in several languages the Korean one."""
    return _GRAVE.index(info.severity), not info.language.casefold().startswith("ko")


def _together(infos: Sequence[Info], alert: Alert, settings: DisasterSettings) -> Live:
    starts = min(one.onset or one.effective or alert.sent for one in infos)
    ends = max(_ends(one, alert, settings) for one in infos)
    # an onset after the end is a sender's slip: what is over stays over, what runs runs from now
    return Live(
        tuple(infos),
        category_of(infos[0]),
        min(starts, ends - timedelta(seconds=1)),
        ends,
        _text(infos, "ko"),
        _text(infos, "en"),
    )


def _text(infos: Sequence[Info], language: str) -> str:
    """In the reader's language where the alert has it, else in the sender's."""
    own = [one for one in infos if one.language.casefold().startswith(language)]
    one = (own or list(infos))[0]
    return (one.headline or one.event)[:200]
