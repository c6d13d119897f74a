"""Whom a sender wanted told beside it and who is shown nothing: kept with the incident, said to the sender, in the trail."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.incidents.desk import Desk
from bongsu.incidents.incident import Incident, Untold
from bongsu.incidents.rules import Judged
from bongsu.kernel.database import Work
from bongsu.sharing.lend import SYSTEM
from bongsu.sharing.rules import Refuse
from bongsu.sharing.words import sentence


async def with_untold(
    work: Work, desk: Desk, incident: Incident, untold: Sequence[Judged], now: datetime
) -> Incident:
    """The incident with who is not told now; one row of the trail for each that is new."""
    found = tuple(
        _untold(desk, one.organisation, one.decision)
        for one in untold
        if isinstance(one.decision, Refuse)
    )
    for one in found:
        if one not in incident.untold:
            await record(work, now, _refused(incident, one))
    return msgspec.structs.replace(incident, untold=found)


def _untold(desk: Desk, organisation: str, no: Refuse) -> Untold:
    """The sentence alone: which clause it was would tell the kind of call to whoever reads the row later."""
    name_ko, name_en = desk.centre.agreements.name_of(organisation)
    text_ko, text_en = sentence(no.reason)
    return Untold(
        organisation=organisation,
        name_ko=name_ko,
        name_en=name_en,
        reason=no.reason.value,
        text_ko=text_ko,
        text_en=text_en,
    )


def _refused(incident: Incident, one: Untold) -> Entry:
    return Entry(
        kind=TrailKind.REFUSE,
        actor=SYSTEM,
        organisation=one.organisation,
        incident_id=incident.incident_id,
        body={"reason": one.reason, "beside": True},
    )
