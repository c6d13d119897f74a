"""An opening of names: one role asks for a reason, another agrees, the asker sees them for half an hour. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bongsu.identity.names.settings import NamesSettings
from bongsu.identity.people import Person, Role
from bongsu.kernel.failures import Failure, Kind

ASKERS = (Role.AUDITOR, Role.CPO)
AGREEING = (Role.AUDITOR, Role.CPO, Role.CENTRE_HEAD)
MOST_PEOPLE = 20


class OpeningState(StrEnum):
    """`lapsed`: nobody agreed in time; `over`: the names were shown and are so no more."""

    WAITING = "waiting"
    OPEN = "open"
    LAPSED = "lapsed"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """As it is kept."""

    opening_id: str
    asked_by: str
    asked_role: Role
    session_id: str
    asked_at: datetime
    reason: str
    person_ids: tuple[str, ...]
    sealed_rows: tuple[int, ...] = ()
    """Rows of the trail whose sealed part is asked for."""
    agreed_by: str | None = None
    agreed_role: Role | None = None
    agreed_at: datetime | None = None


class UnknownOpening(Failure):
    """No such question for names."""

    kind = Kind.NOT_FOUND
    code = "unknown_opening"


class OpeningOver(Failure):
    """Nobody waits for this answer any more."""

    kind = Kind.CONFLICT
    code = "opening_over"


class NotTheSecond(Failure):
    """Two roles open names together, and nobody agrees to the opening of their own."""

    kind = Kind.REFUSED
    code = "not_the_second"


def waits_until(opening: Opening, settings: NamesSettings) -> datetime:
    return opening.asked_at + timedelta(minutes=settings.agree_within_min)


def shown_until(opening: Opening, settings: NamesSettings) -> datetime | None:
    """None before somebody has agreed."""
    if opening.agreed_at is None:
        return None
    return opening.agreed_at + timedelta(minutes=settings.shown_min)


def state_of(opening: Opening, now: datetime, settings: NamesSettings) -> OpeningState:
    """A clock that was set back shows nothing again: an answer from the future counts as over."""
    until = shown_until(opening, settings)
    if until is None:
        waits = opening.asked_at <= now < waits_until(opening, settings)
        return OpeningState.WAITING if waits else OpeningState.LAPSED
    assert opening.agreed_at is not None  # it has an end
    return OpeningState.OPEN if opening.agreed_at <= now < until else OpeningState.OVER


def why_not_second(opening: Opening, person: Person) -> str:
    """Why this person may not agree; empty when they may."""
    if person.role not in AGREEING:
        return "AUDITOR, CPO or CENTRE_HEAD agrees"
    if person.person_id == opening.asked_by or person.role == opening.asked_role:
        return "another role than the one that asked agrees"
    if person.person_id in opening.person_ids:
        return "your own name is among those asked for"
    return ""


def settled_since(now: datetime, settings: NamesSettings) -> datetime:
    """An account that another person made, changed or gave a password to after this is not yet a second person's."""
    return now - timedelta(days=settings.settled_days)


def may_agree(opening: Opening, person: Person, now: datetime, settings: NamesSettings) -> None:
    """Raises `NotTheSecond`, `OpeningOver`."""
    why = why_not_second(opening, person)
    if why:
        raise NotTheSecond(why)
    if state_of(opening, now, settings) is not OpeningState.WAITING:
        raise OpeningOver("this question for names is over")
