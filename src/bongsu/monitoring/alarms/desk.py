"""What every use case of the queue stands on: the database, what is held in memory, who is at work, sealed files."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any  # Any: the application's state

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.secret_box import SecretBox
from bongsu.kernel.clock import SEOUL, Clock
from bongsu.kernel.database import Database, Work
from bongsu.kernel.geometry import Point
from bongsu.kernel.settings import load
from bongsu.monitoring.alarms.alarm import Alarm, Shelf
from bongsu.monitoring.alarms.book import DAY, AlarmBook
from bongsu.monitoring.alarms.events import AlarmsChanged
from bongsu.monitoring.alarms.failures import UnknownAlarm
from bongsu.monitoring.alarms.files import AlarmFiles
from bongsu.monitoring.alarms.learned.store import (
    add_shelf,
    save_shelf,
    standing_places,
    standing_shelves,
)
from bongsu.monitoring.alarms.pace import WINDOW
from bongsu.monitoring.alarms.ports import NoWatch, Watch
from bongsu.monitoring.alarms.rank import Rank, Where, rank
from bongsu.monitoring.alarms.rules import REMEMBERED
from bongsu.monitoring.alarms.seats import Seats
from bongsu.monitoring.alarms.store import (
    Connection,
    add_alarm,
    add_event,
    add_shown,
    alarm_of,
    note_shown,
    raised_since,
    remembered,
    save_alarm,
    shown_since,
)
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.words import AlarmState
from bongsu.registry.camera import CameraRow, Purpose
from bongsu.registry.catalogue import Catalogue

SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmDesk:
    """One node's. `watch`: the cameras that are watched; whoever puts the node together sets it."""

    database: Database
    clock: Clock
    catalogue: Catalogue
    files: AlarmFiles
    organisation: str
    settings: MonitoringSettings = field(default_factory=MonitoringSettings)
    watch: Watch = field(default_factory=NoWatch)
    book: AlarmBook = field(default_factory=AlarmBook)
    seats: Seats = field(default_factory=Seats)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One change at a time: what is read in memory is what is written."""

    @classmethod
    def of(cls, state: Mapping[str, Any], folder: Path, watch: Watch | None = None) -> "AlarmDesk":
        """As the node's state has it; clips lie in `folder`, sealed under a key of their own."""
        key_file = Path(state["identity"].settings.key_file).with_name("monitoring.key")
        return cls(
            database=state["database"],
            clock=state["clock"],
            catalogue=state["catalogue"],
            files=AlarmFiles(folder / "monitoring", SecretBox(str(key_file))),
            organisation=state["desk"].centre.code,
            settings=load(MonitoringSettings, "monitoring"),
            watch=watch or NoWatch(),
        )

    def camera(self, camera_id: str) -> CameraRow | None:
        """One of our own that everybody of the queue may see: not another centre's, none that is reserved, none that is
        out of service."""
        row = self.catalogue.rows.get(camera_id)
        return None if row is None or row.owner else row

    def is_shown(self, camera_id: str) -> bool:
        return self.camera(camera_id) is not None

    async def seen(self, connection: Connection, alarm_id: str) -> Alarm:
        """For whoever only reads. Raises `UnknownAlarm`, also at a camera that is nobody's to see."""
        found = self.book.alarms.get(alarm_id) or await alarm_of(connection, alarm_id)
        if found is None or not self.is_shown(found.camera_id):
            raise UnknownAlarm("No such alarm")
        return found

    def dong_of(self, row: CameraRow) -> str:
        found = self.catalogue.dongs.dong_of(Point(row.lat, row.lon))
        return found.name if found else ""

    @property
    def answer_within(self) -> timedelta:
        return timedelta(seconds=self.settings.answer_within_s)

    @property
    def keep(self) -> timedelta:
        return timedelta(hours=self.settings.keep_hours)

    @property
    def keep_real(self) -> timedelta:
        return timedelta(hours=self.settings.keep_real_hours)

    def ranked(self, alarm: Alarm) -> Rank:
        """By what is known of its camera now."""
        row, now = self.camera(alarm.camera_id), self.clock.now()
        where = Where(
            row.purpose if row is not None else Purpose.OTHER,
            alarm.first_at.astimezone(SEOUL),
            self.watch.has_incident(alarm.camera_id),
            max(0, self.book.a_day(alarm.rule, now) - 1),
        )
        return rank(alarm.kind, alarm.score, where)

    async def load(self) -> None:
        """At start: as the last run left it."""
        now = self.clock.now()
        async with self.database.read() as connection:
            known = await remembered(connection, now - REMEMBERED)
            shelves = await standing_shelves(connection, now)
            await self.load_places(connection)
            raised = await raised_since(connection, now - DAY)
            shown = await shown_since(connection, now - WINDOW)
        self.book.load(known, shelves)
        self.book.remember(raised)
        self.seats.remember(shown)
        self.seats.began_at = now

    async def load_places(self, connection: Connection) -> None:
        """After a verdict has silenced one, or a person has taken one back."""
        self.book.keep_places(await standing_places(connection))

    @asynccontextmanager
    async def change(self) -> AsyncIterator["Change"]:
        """One use case, one transaction; memory follows the commit."""
        async with self.turn:
            await self._read_unsure()
            touched: tuple[str, ...] = ()
            try:
                async with self.database.work() as work:
                    change = Change(self, work, self.clock.now())
                    yield change
                    touched = await change.write()
            except BaseException:
                # broken off in the middle of a commit, nobody knows whether it stands: the rows do
                self.book.unsure.update(touched)
                raise
            change.remember()

    async def _read_unsure(self) -> None:
        if not self.book.unsure:
            return
        async with self.database.read() as connection:
            for alarm_id in sorted(self.book.unsure):
                found = await alarm_of(connection, alarm_id)
                if found is not None:
                    self.book.keep(found)
                self.book.unsaved.discard(alarm_id)
        self.book.unsure.clear()


class Change:
    """What one use case does to the queue."""

    def __init__(self, desk: AlarmDesk, work: Work, now: datetime) -> None:
        self.desk = desk
        self.work = work
        self.now = now
        self._alarms: dict[str, Alarm] = {}
        self._fresh: set[str] = set()
        self._shelves: dict[str, Shelf] = {}
        self._shown: list[tuple[str, datetime]] = []

    async def alarm(self, alarm_id: str) -> Alarm:
        """As it stands in this change. Raises `UnknownAlarm`, also at a camera that is nobody's to see."""
        found = await self.held(alarm_id)
        if found is None or not self.desk.is_shown(found.camera_id):
            raise UnknownAlarm("No such alarm")
        return found

    def alarm_now(self, alarm: Alarm) -> Alarm:
        """As this change has left it."""
        return self._alarms.get(alarm.alarm_id, alarm)

    async def held(self, alarm_id: str) -> Alarm | None:
        """The same, whoever may see it."""
        known = self._alarms.get(alarm_id) or self.desk.book.alarms.get(alarm_id)
        return known or await alarm_of(self.work.connection, alarm_id)

    def alarms(self) -> list[Alarm]:
        """All that are held in memory, with what this change has done."""
        return list({**self.desk.book.alarms, **self._alarms}.values())

    def waiting(self) -> list[Alarm]:
        """To be put before somebody, as this change leaves them."""
        return [one for one in {**self.desk.book.waiting, **self._alarms}.values() if one.waits]

    def shown(self) -> list[Alarm]:
        """Before somebody, as this change leaves them."""
        found = {**self.desk.book.shown, **self._alarms}.values()
        return [one for one in found if one.state is AlarmState.SHOWN]

    def of_rule(self, rule: tuple[str, str]) -> list[Alarm]:
        known = {one.alarm_id: one for one in self.desk.book.of_rule(rule)}
        changed = {key: one for key, one in self._alarms.items() if one.rule == rule}
        return list({**known, **changed}.values())

    def add(self, alarm: Alarm) -> None:
        self._fresh.add(alarm.alarm_id)
        self._alarms[alarm.alarm_id] = alarm

    def put(self, alarm: Alarm) -> None:
        self._alarms[alarm.alarm_id] = alarm

    async def note(self, alarm_id: str, what: str, by: str | None = None, detail: str = "") -> None:
        """Who did what with it."""
        await add_event(self.work.connection, alarm_id, self.now, what, by, detail)

    async def show(self, alarm_id: str, person_id: str) -> None:
        """It is before this person now."""
        await add_shown(self.work.connection, alarm_id, person_id, self.now)
        self._shown.append((person_id, self.now))

    async def became(self, alarm_id: str, person_id: str | None, **changed: object) -> None:
        await note_shown(self.work.connection, alarm_id, person_id, **changed)

    async def shelve(self, shelf: Shelf) -> None:
        known = {one.shelf_id for one in self.shelves()}
        keep = save_shelf if shelf.shelf_id in known else add_shelf
        await keep(self.work.connection, shelf)
        self._shelves[shelf.shelf_id] = shelf

    def shelves(self) -> list[Shelf]:
        """As this change leaves them."""
        return list({**self.desk.book.shelves, **self._shelves}.values())

    async def row(
        self, kind: TrailKind, by: str, camera_id: str | None = None, **body: object
    ) -> None:
        """Its row of the trail."""
        entry = Entry(
            kind=kind,
            actor=by,
            organisation=self.desk.organisation,
            camera_id=camera_id,
            body=body,
        )
        await record(self.work, self.now, entry)

    async def write(self) -> tuple[str, ...]:
        """The alarms that were written."""
        for alarm_id, alarm in self._alarms.items():
            keep = add_alarm if alarm_id in self._fresh else save_alarm
            await keep(self.work.connection, alarm)
        if self._alarms:
            self.work.tell(AlarmsChanged(alarm_ids=tuple(self._alarms)))
        return tuple(self._alarms)

    def remember(self) -> None:
        """After the commit."""
        book = self.desk.book
        for alarm in self._alarms.values():
            book.keep(alarm)
            book.unsaved.discard(alarm.alarm_id)
        for shelf in self._shelves.values():
            if shelf.ended_at is None:
                book.shelves[shelf.shelf_id] = shelf
            else:
                book.shelves.pop(shelf.shelf_id, None)
        for person_id, at in self._shown:
            self.desk.seats.shown(person_id, at)
