"""Hears one alert: once, in one transaction, with the same answer for the same alert; everything is kept, little opens.

An alert belongs to those that it names and that name it (its chain), whichever came first; a chain has one incident."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.people import Partner
from bongsu.incidents.area import Area
from bongsu.incidents.close import close_incident
from bongsu.incidents.desk import Desk
from bongsu.incidents.incident import Incident, Window
from bongsu.incidents.message import Call
from bongsu.incidents.open import open_incident
from bongsu.incidents.store import incident_by_id, incident_of_call
from bongsu.incidents.update import update_incident
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Failure, Invalid, Kind
from bongsu.kernel.ids import new_id
from bongsu.services.disaster.cap.alert import Alert
from bongsu.services.disaster.cap.read import read_alert
from bongsu.services.disaster.clip import Clipped, District, clip
from bongsu.services.disaster.meaning import Live, Outcome, is_only_heard, meaning
from bongsu.services.disaster.received.store import Refused, keep_refused
from bongsu.services.disaster.rules import ALERT
from bongsu.services.disaster.settings import DisasterSettings
from bongsu.services.disaster.store import (
    Heard,
    family_of,
    heard_as,
    join,
    keep_heard,
    those_that_name,
)
from bongsu.services.disaster.words import sentence
from bongsu.sharing.rules import Reason

DISASTER = "DISASTER"
_LONGEST_NUMBER = 80
# an end that came by the clock may be followed by another alert; one by a hand or a cancel may not
_BY_THE_CLOCK = frozenset({Reason.WINDOW_OVER, Reason.TEST_MESSAGE})


class ServiceNotYours(Failure):
    """The partner's credential does not cover this service."""

    kind = Kind.REFUSED
    code = "service_not_yours"


class OtherContent(Failure):
    """Sender, identifier and time of an alert that said something else."""

    kind = Kind.CONFLICT
    code = "same_alert_other_content"


class HearingAnswer(msgspec.Struct, frozen=True):
    """What became of an alert."""

    alert_id: str
    identifier: str
    outcome: str
    reason_ko: str
    reason_en: str
    incident_id: str | None
    unknown_references: list[str]
    remarks: list[str]


@dataclass(frozen=True, slots=True)
class Hearing:
    """One node's ears: the desk, its own district, and what the centre has set."""

    desk: Desk
    district: District
    settings: DisasterSettings

    async def hear(self, partner: Partner, body: bytes) -> tuple[int, bytes]:
        """Status and answer. Raises `Invalid` with the element's path, `ServiceNotYours`, `OtherContent`."""
        if DISASTER not in partner.services:
            raise ServiceNotYours(f"This credential may not send {DISASTER}", field="service")
        digest = sha256(body).hexdigest()
        try:
            return await self._hear(partner, body, digest)
        except (Invalid, OtherContent) as refused:
            await self._keep_refused(partner, digest, refused)
            raise

    async def _hear(self, partner: Partner, body: bytes, digest: str) -> tuple[int, bytes]:
        # half a megabyte is read for a third of a second, beside everybody else's messages
        alert = await asyncio.to_thread(read_alert, body)
        now = self.desk.clock.now()
        async with self.desk.database.work() as work:
            for before in await heard_as(work.connection, partner.name, (alert.key,)):
                if before.alert != alert:
                    raise OtherContent(
                        "This alert was heard before with other content", field="alert/identifier"
                    )
                return 200, before.answer
            one = await _Act(work, self, partner, alert, now, new_id("cap")).run(digest)
        return (201 if one.outcome in (Outcome.OPENED, Outcome.EXERCISE) else 200), one.answer

    async def _keep_refused(self, partner: Partner, digest: str, why: Failure) -> None:
        """By the name of what is wrong, so that the room and the sender's people find it; nothing else of it is kept."""
        now, field = self.desk.clock.now(), why.field or ""
        one = Refused(
            partner=partner.name,
            digest=digest,
            heard_at=now,
            code=why.code,
            field=field,
            detail=why.detail,
        )
        async with self.desk.database.work() as work:
            if not await keep_refused(work.connection, one):
                return
            body: dict[str, object] = {"outcome": "refused", "code": why.code, "field": field}
            entry = Entry(
                kind=TrailKind.HEAR_ALERT,
                actor=partner.name,
                organisation=partner.organisation,
                body=body,
            )
            await record(work, now, entry)


@dataclass(frozen=True, slots=True)
class _Done:
    outcome: Outcome
    incident_id: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Act:
    """One alert that was never heard before."""

    work: Work
    ears: Hearing
    partner: Partner
    alert: Alert
    now: datetime
    alert_id: str

    async def run(self, digest: str) -> Heard:
        connection, alert, partner = self.work.connection, self.alert, self.partner.name
        named = await heard_as(connection, partner, alert.references, alert.status)
        later = await those_that_name(connection, partner, alert.key, alert.status)
        chains = list(dict.fromkeys(one.chain for one in (*named, *later)))
        family = await family_of(connection, chains)
        chain = await join(connection, chains) if chains else self.alert_id
        done = await self._act(family, later)
        known = {one.alert.key for one in named}
        unknown = [key for key in alert.references if key not in known]
        answer = HearingAnswer(
            alert_id=self.alert_id,
            identifier=alert.identifier,
            outcome=done.outcome.value,
            reason_ko=sentence(done.outcome)[0],
            reason_en=sentence(done.outcome)[1],
            incident_id=done.incident_id,
            unknown_references=[str(key) for key in unknown],
            remarks=[*alert.remarks, *done.remarks],
        )
        heard = Heard(
            self.alert_id,
            partner,
            alert,
            digest,
            chain,
            done.incident_id,
            done.outcome.value,
            self.now,
            msgspec.json.encode(answer),
        )
        await keep_heard(connection, heard)
        await self._write_down(heard)
        return heard

    async def _write_down(self, heard: Heard) -> None:
        """The trail has the alert's number and what became of it; what it says is kept beside."""
        body: dict[str, object] = {
            "alert_id": heard.alert_id,
            "identifier": self.alert.identifier,
            "msg_type": self.alert.msg_type,
            "status": self.alert.status,
            "outcome": heard.outcome,
        }
        entry = Entry(
            kind=TrailKind.HEAR_ALERT,
            actor=self.partner.name,
            organisation=self.partner.organisation,
            incident_id=heard.incident_id,
            body=body,
        )
        await record(self.work, self.now, entry)

    async def _act(self, family: Sequence[Heard], later: Sequence[Heard]) -> _Done:
        alert = self.alert
        if is_only_heard(alert):
            return _Done(Outcome.KEPT)
        incidents = await self._incidents_of(family)
        running = [one for one in incidents if one.is_open]
        newest = incidents[-1] if incidents else None
        about = newest.incident_id if newest else None
        if alert.msg_type == "Cancel":
            for one in running:
                await self._end(one, Reason.CANCELLED)
            return _Done(Outcome.CANCELLED if family else Outcome.UNKNOWN_REFERENCE, about)
        if any(one.alert.msg_type == "Cancel" for one in family):
            return _Done(Outcome.AFTER_CANCEL, about)
        if later or any(one.alert.sent > alert.sent for one in family):
            return _Done(Outcome.SUPERSEDED, about)
        if newest is not None and _was_ended_by_hand(newest):
            return _Done(Outcome.AFTER_CLOSE, about)
        done = await self._as_it_stands(running[-1] if running else None)
        for one in running[:-1]:
            # one alert now says what several said before
            await self._end(one, Reason.CLOSED)
        return done

    async def _incidents_of(self, family: Sequence[Heard]) -> list[Incident]:
        """What the chain has opened, the oldest first."""
        ids = dict.fromkeys(one.incident_id for one in family if one.incident_id)
        found = [await incident_by_id(self.work.connection, one) for one in ids]
        return sorted((one for one in found if one is not None), key=lambda one: one.received_at)

    async def _end(self, incident: Incident, reason: Reason) -> None:
        await close_incident(
            self.work,
            self.ears.desk,
            incident,
            self.partner.name,
            self.now,
            reason=reason,
            actor_name=("발표 기관", "the issuer"),
        )

    async def _as_it_stands(self, incident: Incident | None) -> _Done:
        """Opens, changes or ends, by what the alert says now. An update says the whole again, so that what it no
        longer says is over."""
        live = meaning(self.alert, self.now, self.ears.settings)
        if isinstance(live, Outcome):
            return await self._over(incident, live)
        clipped = clip([area for info in live.infos for area in info.areas], self.ears.district)
        if clipped.area is None:
            outcome = Outcome.OUTSIDE if clipped.named else Outcome.NO_AREA
            return await self._over(incident, outcome, clipped.remarks)
        call = await self._call(live, clipped, clipped.area, incident)
        desk = self.ears.desk
        if incident is not None:
            await update_incident(self.work, desk, incident, call, self.now)
            return _Done(Outcome.UPDATED, incident.incident_id, clipped.remarks)
        opened = await open_incident(self.work, desk, call, self.now)
        outcome = Outcome.EXERCISE if call.exercise else Outcome.OPENED
        return _Done(outcome, opened.incident_id, clipped.remarks)

    async def _over(
        self, incident: Incident | None, outcome: Outcome, remarks: tuple[str, ...] = ()
    ) -> _Done:
        # an update without a word of the event, or without any area, is no word that it is over
        if incident is None or outcome in (Outcome.NO_INFO, Outcome.NO_AREA):
            return _Done(outcome, incident.incident_id if incident else None, remarks)
        await self._end(incident, Reason.CLOSED)
        ended = Outcome.ENDED if outcome is Outcome.ALL_CLEAR else outcome
        return _Done(ended, incident.incident_id, remarks)

    async def _call(
        self, live: Live, clipped: Clipped, area: Area, incident: Incident | None
    ) -> Call:
        alert = self.alert
        number = incident.ext_incident_no if incident else await self._number()
        return Call(
            partner=self.partner.name,
            sender_org=self.partner.organisation,
            ext_incident_no=number,
            service=DISASTER,
            category=live.category,
            exercise=alert.status == "Exercise",
            summary=live.text_ko,
            reported_at=alert.sent,
            area=area,
            window=Window(starts=live.starts, ends=live.ends),
            details={ALERT: _details(alert, live, clipped)},
        )

    async def _number(self) -> str:
        """The alert's own identifier, where it is short enough and nobody else's of this partner."""
        name = self.alert.identifier
        if len(name) <= _LONGEST_NUMBER:
            taken = await incident_of_call(self.work.connection, self.partner.name, name)
            if taken is None:
                return name
        return self.alert_id


def _details(alert: Alert, live: Live, clipped: Clipped) -> dict[str, object]:
    return {
        "identifier": alert.identifier,
        "sender": alert.sender,
        "sender_name": live.main.sender_name[:100],
        "event": live.main.event[:100],
        "text_ko": live.text_ko,
        "text_en": live.text_en,
        "severe": live.main.severity in ("Extreme", "Severe"),
        "rest": list(clipped.rest)[:20],
    }


def _was_ended_by_hand(incident: Incident) -> bool:
    return not incident.is_open and incident.end_reason not in _BY_THE_CLOCK
