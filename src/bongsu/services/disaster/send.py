"""The district's own alerts: by the room or the shift lead, followed by updates or a cancel, read by linked systems."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.incidents.area import Area, PolygonText, area_of
from bongsu.incidents.desk import Desk
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Failure, Invalid, Kind
from bongsu.kernel.ids import new_id
from bongsu.services.disaster.cap.alert import Alert, CapArea, Info
from bongsu.services.disaster.store import keep_sent, sent_alert, sent_chain

_SPOKEN = ("event_ko", "event_en", "text_ko", "text_en", "area_name")
# XML 1.0 §2.2: no alert can carry these, escaped or not
_UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Words = Annotated[str, Meta(min_length=1, max_length=400)]


class OwnAlert(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be said, in both languages. `follows`: the alert that it updates or cancels."""

    kind: Literal["Alert", "Update", "Cancel"]
    event_ko: Words
    event_en: Words
    text_ko: Words
    text_en: Words
    severity: Literal["Extreme", "Severe", "Moderate", "Minor"]
    expires: datetime
    area: PolygonText
    area_name: Words
    category: Literal["Geo", "Met", "Safety", "Rescue", "Fire", "Health", "Env", "Infra", "CBRNE"]
    follows: str | None = None
    exercise: bool = False


class UnknownAlert(Failure):
    """We have sent none of this number."""

    kind = Kind.NOT_FOUND
    code = "unknown_alert"


class AlertOver(Failure):
    """What was cancelled is followed by nothing."""

    kind = Kind.CONFLICT
    code = "alert_cancelled"


def checked(said: OwnAlert, now: datetime) -> Area:
    """Where it is. Pure. Raises `Invalid` with the field."""
    if said.expires.tzinfo is None or said.expires <= now:
        raise Invalid("It ends later than now, with its offset", field="expires")
    if (said.kind == "Alert") != (said.follows is None):
        raise Invalid("An update or a cancel names what it follows", field="follows")
    for name in _SPOKEN:
        text = getattr(said, name)
        if not text.strip() or _UNSPEAKABLE.search(text):
            raise Invalid("Words, without control characters", field=name)
    return area_of(said.area)


@dataclass(frozen=True, slots=True)
class Sender:
    """One node's voice."""

    desk: Desk

    async def send(self, said: OwnAlert, person_id: str, organisation: str) -> Alert:
        """Raises `Invalid` with the field, `UnknownAlert`, `AlertOver`."""
        now = self.desk.clock.now().replace(microsecond=0)
        ring = checked(said, now).ring
        async with self.desk.database.work() as work:
            before = await self._before(work, said)
            chain = before[0].identifier if before else None
            identifier = new_id("alert")
            alert = Alert(
                version="1.2",
                identifier=identifier,
                sender=f"{organisation}@bongsu",
                sent=now,
                status="Exercise" if said.exercise else "Actual",
                msg_type=said.kind,
                scope="Public",
                references=tuple(one.key for one in before),
                infos=self._infos(said, (*ring, ring[0])),
            )
            await keep_sent(work.connection, alert, chain or identifier)
            body: dict[str, object] = {"alert_id": identifier, "msg_type": said.kind}
            entry = Entry(
                kind=TrailKind.SEND_ALERT, actor=person_id, organisation=organisation, body=body
            )
            await record(work, self.desk.clock.now(), entry)
        return alert

    async def _before(self, work: Work, said: OwnAlert) -> list[Alert]:
        if said.follows is None:
            return []
        if await sent_alert(work.connection, said.follows) is None:
            raise UnknownAlert("No alert of this number was sent")
        chain = await sent_chain(work.connection, said.follows)
        if any(one.msg_type == "Cancel" for one in chain):
            raise AlertOver("This alert was cancelled")
        if (chain[0].status == "Exercise") != said.exercise:
            raise Invalid("An exercise follows an exercise", field="exercise")
        return chain

    def _infos(self, said: OwnAlert, ring: tuple[tuple[float, float], ...]) -> tuple[Info, ...]:
        area = CapArea(description=said.area_name, polygons=(ring,))
        spoken = (
            ("ko-KR", said.event_ko, said.text_ko, self.desk.centre.name_ko),
            ("en-US", said.event_en, said.text_en, self.desk.centre.name_en),
        )
        return tuple(
            Info(
                language=language,
                categories=(said.category,),
                event=event,
                urgency="Immediate",
                severity=said.severity,
                certainty="Observed",
                expires=said.expires.replace(microsecond=0),
                sender_name=name,
                headline=text,
                areas=(area,),
            )
            for language, event, text, name in spoken
        )
