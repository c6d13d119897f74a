"""An operator's report: written, sealed, sent until its receipt comes, destroyed a day later. Never by machine."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any  # Any: a row's columns

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.audit.stamp import read_stamp, stamp
from bongsu.identity.secret_box import SecretBox
from bongsu.incidents.desk import Desk
from bongsu.incidents.store import incident_by_id
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid
from bongsu.kernel.ids import new_id
from bongsu.services.reports.door import Door, DoorRefused, DoorSilent, Outgoing
from bongsu.services.reports.provided import provided
from bongsu.services.reports.rules import (
    CODE,
    GIVE_UP,
    RECEIVERS,
    IsExercise,
    NotAgreed,
    Report,
    check,
    try_again,
)
from bongsu.services.reports.store import (
    add_report,
    change_report,
    due_reports,
    next_due,
    old_reports,
    recent_reports,
)
from bongsu.services.shared.agreed import agreed, own_camera

SILENT_AFTER_S = 10
KEPT = timedelta(days=1)
NO_ANSWER = "no_answer"
_decode = msgspec.json.Decoder(Outgoing).decode


class ReportView(msgspec.Struct, frozen=True):
    """`state`: waiting, silent (the door does not answer yet), received, refused, failed (it never answered). Never sent
    before its receipt."""

    report_id: str
    to: str
    kind: str
    state: str
    reported_at: datetime
    receipt_no: str | None
    refused: str | None
    incident_id: str | None
    camera_id: str | None


class Reports:
    """One node's."""

    def __init__(self, desk: Desk, box: SecretBox, door: Door) -> None:
        self._desk = desk
        self._box = box
        self._door = door
        self.bell = desk.database.bell(CODE)

    async def report(self, said: Report, person_id: str) -> str:
        """Its id; what comes of it is read in the list. Raises `Invalid` with the field, `NotAgreed`, `IsExercise`."""
        check(said)
        now, report_id = self._desk.clock.now(), new_id("rep")
        camera = own_camera(self._desk, said.camera_id)
        if camera is None:
            raise Invalid("No camera of this centre", field="camera_id")
        if agreed(self._desk, CODE, said.kind, RECEIVERS[said.to], camera, now) is None:
            raise NotAgreed(f"No clause in force sends {said.kind} to {said.to}", field="to")
        out = Outgoing(report_id, said.kind, said.text, said.lat, said.lon, said.still)
        async with self._desk.database.work() as work:
            await self._check_incident(work, said.incident_id)
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

    async def _check_incident(self, work: Work, incident_id: str | None) -> None:
        if incident_id is None:
            return
        incident = await incident_by_id(work.connection, incident_id)
        service = self._desk.centre.services.get(incident.service) if incident else None
        # of a discreet one nobody here knows the place, and so no picture of it
        if incident is None or service is None or service.discreet:
            raise Invalid("No such incident", field="incident_id")
        if incident.drill_id is not None or incident.exercise:
            raise IsExercise("An exercise is reported to nobody", field="incident_id")

    async def send_due(self) -> None:
        """Each report that waits is tried once; a door that is silent keeps no other waiting."""
        async with self._desk.database.read() as connection:
            due = await due_reports(connection, self._desk.clock.now())
        async with asyncio.TaskGroup() as group:
            for to in RECEIVERS:
                group.create_task(self._send_all([one for one in due if one["recipient"] == to]))

    async def _send_all(self, rows: Sequence[dict[str, Any]]) -> None:
        for row in rows:
            await self._send(row)

    async def _send(self, row: dict[str, Any]) -> None:
        """Sent outside any transaction; a crash before the receipt is kept sends it again, under the same id."""
        report_id, attempts = row["report_id"], row["attempts"]
        columns: dict[str, object] = {"attempts": attempts + 1, "next_at": None}
        out = _decode(self._box.open(row["sealed"], report_id))
        try:
            receipt_no = await self._door.send(row["recipient"], out)
            columns |= {"receipt_no": receipt_no, "receipt_at": stamp(self._desk.clock.now())}
        except DoorRefused as no:
            columns |= self._over(str(no)[:200])
        except DoorSilent:
            now = self._desk.clock.now()
            if now - read_stamp(row["reported_at"]) >= GIVE_UP:
                columns |= self._over(NO_ANSWER)
            else:
                columns["next_at"] = stamp(try_again(attempts, now))
        async with self._desk.database.work() as work:
            await change_report(work.connection, report_id, **columns)
            if "receipt_no" in columns:
                await provided(work, self._desk, row | columns, self._desk.clock.now())

    def _over(self, why: str) -> dict[str, object]:
        """Nobody has it, and nobody will: words and still are destroyed at once."""
        now = stamp(self._desk.clock.now())
        return {"refused": why, "sealed": None, "destroyed_at": now}

    async def due_in_s(self) -> float | None:
        """Until the next report is tried again; None where none waits."""
        async with self._desk.database.read() as connection:
            at = await next_due(connection)
        return None if at is None else (at - self._desk.clock.now()).total_seconds()

    async def destroy_what_is_old(self) -> None:
        now = self._desk.clock.now()
        async with self._desk.database.read() as connection:
            old = await old_reports(connection, now - KEPT)
        if not old:
            return
        async with self._desk.database.work() as work:
            for report_id in old:
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
                row["incident_id"],
                row["camera_id"],
            )
            for row in rows
        ]


def state_of(receipt_no: str | None, refused: str | None, at: datetime, now: datetime) -> str:
    if receipt_no is not None:
        return "received"
    if refused is not None:
        return "failed" if refused == NO_ANSWER else "refused"
    return "silent" if (now - at).total_seconds() > SILENT_AFTER_S else "waiting"
