"""지난 영상: a look at the last seconds before now is decided by a clause of its own, never by the one for live pictures.

Recordings stand behind a port. Until somebody brings them nothing is recorded here: also what is permitted is answered
with that, nothing is shown, and the ledger has no row; whoever brings them writes one of `Form.LOOKBACK`."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.incidents.counted import calls_before
from bongsu.incidents.desk import Desk
from bongsu.incidents.incident import Incident
from bongsu.incidents.rules import is_place_good, policy_of, request_of
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid
from bongsu.sharing.agreement import ClauseKind
from bongsu.sharing.rules import Ask, Decision, Refuse, Waits, decide

NOTHING_RECORDED = "nothing_recorded"


class Recordings(Protocol):
    """What a centre has recorded. A hold (보존) keeps something of an incident beyond its day."""

    async def said_of(self, incident_id: str, lookback_s: int) -> str:
        """The word that is answered where a clause lets somebody look."""

    async def release(self, incident_id: str) -> int:
        """Every hold of an incident ends; how many did."""


class NothingRecorded:
    """A centre whose recorder is not linked: it holds nothing either."""

    async def said_of(self, _incident_id: str, _lookback_s: int) -> str:
        return NOTHING_RECORDED

    async def release(self, _incident_id: str) -> int:
        return 0


NO_RECORDER = NothingRecorded()


@dataclass(frozen=True, slots=True)
class LookbackAnswer:
    """What was decided; `nothing_recorded` is why nothing is shown although it may be."""

    decision: Decision
    said: str


async def ask_lookback(
    work: Work,
    desk: Desk,
    incident: Incident,
    organisation: str,
    lookback_s: int,
    actor: str,
    now: datetime,
    recordings: Recordings = NO_RECORDER,
) -> LookbackAnswer:
    """Decides and writes the trail's row, whatever the answer."""
    if lookback_s <= 0:
        raise Invalid("How many seconds back, from 1", field="lookback_s")
    calls = await calls_before(work.connection, desk.centre.agreements, incident, now)
    live = request_of(incident, organisation, calls)
    asked = replace(live, kind=ClauseKind.LOOKBACK, lookback_s=lookback_s)
    decision = decide(policy_of(incident, desk.centre, now), asked, now)
    if not isinstance(decision, Refuse) and not is_place_good(incident, decision.clause.radius_m):
        decision = Ask(decision.clause, Waits.PLACE, decision.agreement_id, decision.version)
    said = _word(decision) or await recordings.said_of(incident.incident_id, lookback_s)
    body = {
        "lookback_s": lookback_s,
        "answer": said,
        "agreement_id": decision.agreement_id,
        "agreement_version": decision.version,
        "clause": decision.clause.number if decision.clause else None,
    }
    entry = Entry(
        kind=TrailKind.LOOK_BACK,
        actor=actor,
        organisation=organisation,
        incident_id=incident.incident_id,
        body={name: one for name, one in body.items() if one is not None},
    )
    await record(work, now, entry)
    return LookbackAnswer(decision, said)


def _word(decision: Decision) -> str:
    """Empty: it may be shown, if there is anything."""
    if isinstance(decision, Refuse):
        return decision.reason.value
    return f"waits_{decision.waits}" if isinstance(decision, Ask) else ""
