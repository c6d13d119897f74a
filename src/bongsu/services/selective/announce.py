"""안내 방송: an operator's key, where the site has something to speak with. Nothing is driven from here: press and words
are kept, and the answer says that nothing sounded."""

from typing import Annotated

import msgspec
from msgspec import Meta

from bongsu.audit.kinds import TrailKind
from bongsu.incidents.store import incident_by_id
from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.plain_text import SOME_LINES
from bongsu.monitoring.alarms.alarm import Alarm
from bongsu.monitoring.alarms.desk import AlarmDesk, Change
from bongsu.monitoring.alarms.failures import AlarmOver
from bongsu.monitoring.alarms.store import Connection
from bongsu.monitoring.words import AlarmState
from bongsu.registry.store import camera
from bongsu.services.selective.rules import CODE
from bongsu.services.shared.residents.sounding import By, may_sound
from bongsu.services.shared.residents.store import devices_of

LONGEST = 200
_LIVE = frozenset({AlarmState.WAITING, AlarmState.SHOWN, AlarmState.HELD, AlarmState.REAL})


class NoSpeaker(Failure):
    """Neither a loudspeaker nor a bell is registered at this site."""

    kind = Kind.CONFLICT
    code = "no_speaker"


class MayNotSound(Failure):
    """Of such an incident nothing may sound: it might put somebody in danger (dossier §12.8)."""

    kind = Kind.REFUSED
    code = "may_not_sound"


class AnnounceWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be said, without names."""

    text: Annotated[str, Meta(min_length=2, max_length=LONGEST, pattern=SOME_LINES)]


class AnnounceView(msgspec.Struct, frozen=True, kw_only=True):
    """`may`: the site has something to speak with. `device`: `speaker`, `bell` or empty."""

    may: bool
    device: str


class Announced(msgspec.Struct, frozen=True, kw_only=True):
    """`sounded` false: written down, and to be spoken on the device's own set."""

    device: str
    sounded: bool
    text_ko: str
    text_en: str


async def device_at(connection: Connection, alarms: AlarmDesk, alarm: Alarm) -> str:
    """What the site of the alarm's camera could speak with; empty: nothing."""
    row = alarms.camera(alarm.camera_id)
    if row is None:
        return ""
    beside = [one for one in alarms.catalogue.rows.values() if one.site_id == row.site_id]
    for one in beside:
        found = await camera(connection, one.camera_id)
        if found is not None and found.has_speaker:
            return "speaker"
    bells = await devices_of(connection, ["BELL"])
    return "bell" if any(one.site_id == row.site_id for one in bells) else ""


async def announce(alarms: AlarmDesk, alarm_id: str, wish: AnnounceWish, by: str) -> Announced:
    """Raises `UnknownAlarm`, `AlarmOver`, `NoSpeaker`, `MayNotSound`."""
    async with alarms.change() as change:
        alarm = await change.alarm(alarm_id)
        if alarm.state not in _LIVE:
            raise AlarmOver("It was waved away, or is long over")
        device = await device_at(change.work.connection, alarms, alarm)
        if not device:
            raise NoSpeaker("No loudspeaker and no bell is registered at this site")
        if not may_sound(CODE, await _category(change, alarm), silent=False, by=By.KEY):
            raise MayNotSound("Of such an incident nothing may sound")
        await change.note(alarm_id, "announced", by)
        await change.row(
            TrailKind.ANNOUNCE,
            by,
            alarm.camera_id,
            alarm_id=alarm_id,
            device=device,
            text=wish.text.strip(),
            sounded=False,
        )
    return Announced(
        device=device,
        sounded=False,
        text_ko="기록됨 · 방송 장비와 연동되어 있지 않아 장비로 직접 방송",
        text_en="Written down; no device is linked: speak on its own set",
    )


async def _category(change: Change, alarm: Alarm) -> str:
    if alarm.incident_id is None:
        return ""
    incident = await incident_by_id(change.work.connection, alarm.incident_id)
    return incident.category if incident is not None else ""
