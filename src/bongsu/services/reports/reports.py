"""An operator's report: written, sealed, sent until its receipt comes, destroyed a day later. Never by machine."""

from datetime import datetime, timedelta

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.audit.stamp import read_stamp, stamp
from bongsu.identity.secret_box import SecretBox
from bongsu.incidents.desk import Desk
from bongsu.incidents.store import incident_by_id
from bongsu.kernel.failures import Invalid
from bongsu.kernel.ids import new_id
from bongsu.services.reports.door import Door, DoorRefused, DoorSilent, Outgoing
from bongsu.services.reports.rules import CODE, Report, check, try_again
from bongsu.services.reports.store import (
    add_report,
    change_report,
    due_reports,
    old_reports,
    recent_reports,
)

SILENT_AFTER_S = 10
KEPT = timedelta(days=1)
_decode = msgspec.json.Decoder(Outgoing).decode


class ReportView(msgspec.Struct, frozen=True):
    """`state`: waiting, silent (the door does not answer), received, refused. Never sent before its receipt."""

    report_id: str
    to: str
    kind: str
    state: str
    reported_at: datetime
    receipt_no: str | None
    refused: str | None


class Reports:
    """One node's."""

    def __init__(self, desk: Desk, box: SecretBox, door: Door) -> None:
        self._desk = desk
        self._box = box
        self._door = door
        self.bell = desk.database.bell(CODE)

    async def report(self, said: Report, person_id: str) -> str:
        """Its id; what comes of it is read in the list. Raises `Invalid` with the field."""
        check(said)
        now, report_id = self._desk.clock.now(), new_id("rep")
        if said.camera_id is not None and self._is_unknown(said.camera_id):
            raise Invalid("No camera of this centre", field="camera_id")
        out = Outgoing(report_id, said.kind, said.text, said.lat, said.lon, said.still)
        async with self._desk.database.work() as work:
            if said.incident_id is not None:
                incident = await incident_by_id(work.connection, said.incident_id)
                if incident is None or incident.drill_id is not None:
                    raise Invalid("No such incident", field="incident_id")
            row = {
                "report_id": report_id,
                "recipient": said.to,
                "kind": said.kind,
                "person_id": person_id,
                "incident_id": said.incident_id,
                "camera_id": said.camera_id,
                "reported_at": stamp(now),
                "sealed": self._box.seal(msgspec.json.encode(out), report_id),
                "attempts": 0,
                "next_at": stamp(now),
            }
            await add_report(work.connection, row)
            entry = Entry(
                kind=TrailKind.REPORT_OUT,
                actor=person_id,
                organisation=self._desk.centre.code,
                incident_id=said.incident_id,
                camera_id=said.camera_id,
                body={"report_id": report_id, "to": said.to, "kind": said.kind},
            )
            await record(work, now, entry)
            work.ring(CODE)
        return report_id

    async def send_due(self) -> None:
        """Each report that waits is tried once."""
        async with self._desk.database.read() as connection:
            due = await due_reports(connection, self._desk.clock.now())
        for row in due:
            await self._send(row["report_id"], row["recipient"], row["sealed"], row["attempts"])

    async def _send(self, report_id: str, to: str, sealed: str, attempts: int) -> None:
        """Sent outside any transaction; a crash before the receipt is kept sends it again, under the same id."""
        columns: dict[str, object] = {"attempts": attempts + 1, "next_at": None}
        out = _decode(self._box.open(sealed, report_id))
        try:
            receipt_no = await self._door.send(to, out)
            columns |= {"receipt_no": receipt_no, "receipt_at": stamp(self._desk.clock.now())}
        except DoorRefused as no:
            now = stamp(self._desk.clock.now())
            columns |= {"refused": str(no)[:200], "sealed": None, "destroyed_at": now}
        except DoorSilent:
            columns["next_at"] = stamp(try_again(attempts, self._desk.clock.now()))
        async with self._desk.database.work() as work:
            await change_report(work.connection, report_id, **columns)

    async def destroy_what_is_old(self) -> None:
        now = self._desk.clock.now()
        async with self._desk.database.work() as work:
            for report_id in await old_reports(work.connection, now - KEPT):
                done = {"sealed": None, "destroyed_at": stamp(now)}
                await change_report(work.connection, report_id, **done)
                body = {"report_id": report_id}
                await record(work, now, Entry(kind=TrailKind.DESTROY, actor="system", body=body))

    async def recent(self) -> list[ReportView]:
        now = self._desk.clock.now()
        async with self._desk.database.read() as connection:
            rows = await recent_reports(connection)
        return [
            ReportView(
                row["report_id"],
                row["recipient"],
                row["kind"],
                state_of(row["receipt_no"], row["refused"], read_stamp(row["reported_at"]), now),
                read_stamp(row["reported_at"]),
                row["receipt_no"],
                row["refused"],
            )
            for row in rows
        ]

    def _is_unknown(self, camera_id: str) -> bool:
        facts = self._desk.chooser.facts(camera_id)
        return facts is None or bool(facts.owner or facts.reserved_for)


def state_of(receipt_no: str | None, refused: str | None, at: datetime, now: datetime) -> str:
    if receipt_no is not None:
        return "received"
    if refused is not None:
        return "refused"
    return "silent" if (now - at).total_seconds() > SILENT_AFTER_S else "waiting"
