"""A still that 112 or 119 has received left the centre: a row of the provision ledger (표준지침 제42조)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any  # Any: a row's columns

from bongsu.audit.stamp import read_stamp
from bongsu.incidents.desk import Desk
from bongsu.incidents.store import incident_by_id
from bongsu.kernel.database import Work
from bongsu.services.reports.rules import CODE, KINDS, RECEIVERS
from bongsu.services.shared.agreed import agreed, own_camera
from bongsu.sharing.ledger.keep import write_copy
from bongsu.sharing.ledger.row import Occasion


async def provided(work: Work, desk: Desk, row: Mapping[str, Any], now: datetime) -> None:
    """Under the clause that stood when the key was pressed; by whom it was pressed."""
    to, camera = RECEIVERS[row["recipient"]], own_camera(desk, row["camera_id"])
    pressed_at = read_stamp(row["reported_at"])
    said = agreed(desk, CODE, row["kind"], to, camera, pressed_at) if camera else None
    await write_copy(
        work,
        await _occasion(work, desk, row, to),
        to,
        [row["camera_id"]],
        now,
        approver=row["person_id"],
        legal_bases=tuple(sorted(said.clause.legal_bases)) if said else (),
        agreement=(said.agreement_id, said.version) if said else None,
        details={"report": row["report_id"], "receipt": str(row["receipt_no"])},
        incident_id=row["incident_id"],
    )


async def _occasion(work: Work, desk: Desk, row: Mapping[str, Any], to: str) -> Occasion:
    incident_id, service = row["incident_id"], desk.centre.services[CODE]
    incident = await incident_by_id(work.connection, incident_id) if incident_id else None
    korean, english = KINDS[row["kind"]]
    return Occasion(
        incident_no=incident.ext_incident_no if incident else "",
        purpose=(f"{service.name_ko} · {korean}", f"{service.name_en} · {english}"),
        recipient=desk.centre.agreements.name_of(to),
    )
