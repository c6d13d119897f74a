"""Police set, remove and lose the cameras around a protected person's home; the watch alone opens them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.audit.stamp import read_stamp
from bongsu.identity.people import Partner
from bongsu.identity.secret_box import SecretBox
from bongsu.incidents.desk import Desk
from bongsu.incidents.incident import Incident
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Failure, Invalid, Kind
from bongsu.services.stalking.message import CODE, HomesAnswer, HomesMessage
from bongsu.services.stalking.rules import check_homes, force_of
from bongsu.services.stalking.store import (
    homes_that_end,
    keep_homes,
    next_end,
    remove_homes,
    sealed_homes,
)

_decode = msgspec.json.Decoder(list[str]).decode


class ServiceNotYours(Failure):
    """The partner's credential does not cover this service."""

    kind = Kind.REFUSED
    code = "service_not_yours"


@dataclass(frozen=True, slots=True)
class Homes:
    """One node's list. `box` seals the cameras and marks the subjects."""

    desk: Desk
    box: SecretBox

    async def change(self, partner: Partner, said: HomesMessage) -> HomesAnswer:
        """Raises `ServiceNotYours`, `Invalid` with the field."""
        if CODE not in partner.services:
            raise ServiceNotYours(f"This credential may not send {CODE}", field="type")
        now = self.desk.clock.now()
        ends_at = check_homes(said, now)
        self._check_cameras(said.camera_ids)
        mark = self._mark(said.subject_id, partner.organisation)
        async with self.desk.database.work() as work:
            if ends_at is None:
                await remove_homes(work.connection, mark)
            else:
                sealed = self.box.seal(msgspec.json.encode(said.camera_ids), _about(mark))
                whose = partner.organisation
                await keep_homes(work.connection, mark, whose, sealed, now, ends_at)
            kind = TrailKind.CHANGE_LIST if ends_at else TrailKind.DESTROY
            await self._write_twice(work, now, kind, partner.name, partner.organisation)
            work.ring(CODE)
        return HomesAnswer("set" if ends_at else "removed", len(said.camera_ids), ends_at)

    async def name_for(self, work: Work, incident: Incident, organisation: str) -> tuple[str, ...]:
        """The cameras that this watch opens for a room of the same police."""
        subject = incident.details.get("subject_id")
        is_theirs = force_of(organisation) == force_of(incident.sender_org)
        if not isinstance(subject, str) or not is_theirs:
            return ()
        mark = self._mark(subject, incident.sender_org)
        sealed = await sealed_homes(work.connection, mark, self.desk.clock.now())
        return tuple(_decode(self.box.open(sealed, _about(mark)))) if sealed else ()

    async def destroy_what_ended(self) -> datetime | None:
        """Of measures that are over; answers when the next one ends."""
        now = self.desk.clock.now()
        async with self.desk.database.read() as connection:
            over = await homes_that_end(connection, now)
        if over:
            async with self.desk.database.work() as work:
                for mark, organisation in over:
                    if await remove_homes(work.connection, mark):
                        kind = TrailKind.DESTROY
                        await self._write_twice(work, now, kind, "system", organisation)
        async with self.desk.database.read() as connection:
            due = await next_end(connection)
        return read_stamp(due) if due else None

    def _check_cameras(self, camera_ids: Sequence[str]) -> None:
        """The same words for one that is not there, another centre's and one that is kept from everybody."""
        for place, camera_id in enumerate(camera_ids):
            facts = self.desk.chooser.facts(camera_id)
            if facts is None or facts.owner or facts.reserved_for:
                raise Invalid("No camera of this centre", field=f"camera_ids[{place}]")

    def _mark(self, subject: str, organisation: str) -> str:
        return self.box.mark(subject.encode(), f"stalking {force_of(organisation)}")

    async def _write_twice(
        self, work: Work, now: datetime, kind: TrailKind, actor: str, organisation: str
    ) -> None:
        """The police's row and the centre's; neither says who, nor which cameras (스토킹처벌법, dossier §4)."""
        for whose in (organisation, self.desk.centre.code):
            body = {"list": "stalking_homes"}
            await record(work, now, Entry(kind=kind, actor=actor, organisation=whose, body=body))


def _about(mark: str) -> str:
    return f"stalking homes {mark}"
