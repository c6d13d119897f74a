"""What is asked and what is answered, as values. The rules that lead from one to the other are in `rules.py`."""

from dataclasses import dataclass
from enum import StrEnum

from bongsu.sharing.agreement import Clause, ClauseKind
from bongsu.sharing.reasons import Reason


class Waits(StrEnum):
    """What a lending waits for."""

    APPROVAL = "approval"
    PLACE = "place"
    JURISDICTION = "jurisdiction"
    START = "start"
    """What was ordered begins later; nobody is asked, the clock answers."""
    PEER = "peer"
    """The centre whose cameras they are has not answered yet; nobody here decides it."""
    AGAIN = "again"
    """It runs; the approver is asked for another term before its end."""
    NO_MORE = "no_more"
    """It runs to its end; the approver has said no to another term."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for one organisation. `code` is empty for a service without codes.

    `purpose` is that of a camera when one camera is asked about; the calls are those that a pilot
    has let through before this one.
    """

    service: str
    category: str
    code: str
    organisation: str
    legal_basis: str | None = None
    agreement_id: str | None = None
    dong: str | None = None
    purpose: str | None = None
    kind: ClauseKind = ClauseKind.LIVE
    lookback_s: int = 0
    to_vehicle: bool = False
    calls_today: int = 0
    calls_in_all: int = 0


@dataclass(frozen=True, slots=True)
class Allow:
    """Pictures open with nobody asked. `clause` is the named one, its limits no wider than any that permits."""

    clause: Clause
    agreement_id: str
    version: int


@dataclass(frozen=True, slots=True)
class Ask:
    """Pictures may open once somebody who may has answered."""

    clause: Clause
    waits: Waits
    agreement_id: str
    version: int


@dataclass(frozen=True, slots=True)
class Refuse:
    """No picture. `clause` is the one that forbids it or would have had to list it, where there is one."""

    reason: Reason
    clause: Clause | None = None
    agreement_id: str | None = None
    version: int | None = None


Decision = Allow | Ask | Refuse
