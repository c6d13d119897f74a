"""A queue on a real database, with a watch in memory and a clock that is moved by hand."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any  # Any: rows

from sqlalchemy import text

from bongsu.identity.people import Role
from bongsu.identity.secret_box import SecretBox
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.monitoring.alarms.alarm import Alarm
from bongsu.monitoring.alarms.answer import Answer, answer
from bongsu.monitoring.alarms.arrive import arrive
from bongsu.monitoring.alarms.desk import AlarmDesk
from bongsu.monitoring.alarms.files import AlarmFiles
from bongsu.monitoring.alarms.keeper import AlarmKeeper
from bongsu.monitoring.alarms.memory_watch import MemoryWatch
from bongsu.monitoring.alarms.open import acknowledge
from bongsu.monitoring.rules.raised import Phase
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.tracks.track import Box
from bongsu.monitoring.words import FalseReason, RuleKind, Verdict
from bongsu.monitoring.worker.messages import Fence, RaisedAt
from bongsu.registry.camera import CameraKind, CameraRow, CameraStatus, Purpose
from bongsu.registry.catalogue import Catalogue

# 11:00 in Seoul, a Monday
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CAMERAS = ("SB-1", "SB-2", "SB-3")
ENTERS, LOITERS = "r_in", "r_stay"
HERE: Box = (0.1, 0.1, 0.2, 0.3)
THERE: Box = (0.6, 0.5, 0.7, 0.8)
JPEG = b"\xff\xd8\xff\xe0picture\xff\xd9"
KIM, LEE, LEAD, HEAD = "per_kim", "per_lee", "per_lead", "per_head"


def camera(camera_id: str, purpose: Purpose = Purpose.CRIME_PREVENTION, **more: Any) -> CameraRow:
    values: dict[str, Any] = {
        "camera_id": camera_id,
        "site_id": f"site-{camera_id}",
        "district": "SB",
        "name": f"길음동 {camera_id}",
        "kind": CameraKind.FIXED,
        "purpose": purpose,
        "status": CameraStatus.IN_SERVICE,
        "lat": 37.608,
        "lon": 127.02,
        "bearing_deg": None,
        "hfov_deg": None,
        "range_m": 50.0,
        "height_m": None,
        "dong_code": None,
        "state": "live",
    }
    return CameraRow(**{**values, **more})


def rules() -> list[tuple[str, Rule]]:
    enters = Rule(rule_id=ENTERS, kind=RuleKind.INTRUSION, name="출입 금지", score=0.45)
    loiters = Rule(rule_id=LOITERS, kind=RuleKind.LOITERING, name="배회", seconds=60, score=0.45)
    return [(camera_id, rule) for camera_id in CAMERAS for rule in (enters, loiters)]


@dataclass
class Queue:
    """One node's queue, and what workers and people do with it."""

    desk: AlarmDesk
    clock: FixedClock
    watch: MemoryWatch
    keeper: AlarmKeeper
    occasions: Any = field(default_factory=lambda: count(1))

    def enters(self, person_id: str = KIM, role: Role = Role.OPERATOR) -> None:
        """Their screen, by their own id."""
        self.desk.seats.enter(person_id, person_id, f"{person_id} 님", role)

    def leaves(self, person_id: str = KIM) -> None:
        self.desk.seats.leave(person_id, self.clock.now())

    def says(self, camera_id: str = "SB-1", rule_id: str = ENTERS, **more: Any) -> RaisedAt:
        at = self.clock.now()
        rule = self.watch.rule(camera_id, rule_id)
        job = more.pop("job", self.watch.jobs.get(camera_id, 0))
        fence = Fence(camera_id=camera_id, job=job, delivery=1, worker="w1")
        values: dict[str, Any] = {
            "occasion": next(self.occasions) if "occasion" not in more else more["occasion"],
            "kind": rule.kind if rule else RuleKind.INTRUSION,
            "phase": Phase.BEGAN,
            "at": at,
            "since": at,
            "score": 0.6,
            "boxes": (HERE,),
        }
        return RaisedAt(fence=fence, rule_id=rule_id, **{**values, **more})

    async def raised(self, camera_id: str = "SB-1", rule_id: str = ENTERS, **more: Any) -> Alarm:
        """The alarm that it became, or was merged into."""
        said = self.says(camera_id, rule_id, **more)
        await arrive(self.desk, said)
        return self.of(said)

    def of(self, said: RaisedAt) -> Alarm:
        found = self.desk.book.of_rule((said.fence.camera_id, said.rule_id))
        return max(found, key=lambda one: (one.last_at, one.alarm_id))

    def now(self, alarm: Alarm) -> Alarm:
        return self.desk.book.alarms[alarm.alarm_id]

    async def wait(self, seconds: float) -> None:
        """Time goes on, and the keeper looks."""
        self.clock.advance(seconds)
        await self.keeper.look()

    async def opened(self, alarm: Alarm, by: str = KIM) -> Alarm:
        async with self.desk.change() as change:
            return await acknowledge(change, alarm.alarm_id, by)

    async def answered(
        self,
        alarm: Alarm,
        verdict: Verdict = Verdict.REAL,
        reason: FalseReason | None = None,
        by: str = KIM,
    ) -> Alarm:
        said = Answer(verdict=verdict, reason=reason)
        await answer(self.desk, alarm.alarm_id, said, by)
        return self.now(alarm)

    async def waved(
        self, alarm: Alarm, reason: FalseReason = FalseReason.OBJECT, by: str = KIM
    ) -> Alarm:
        return await self.answered(alarm, Verdict.FALSE, reason, by)

    async def rows(self, table: str) -> list[dict[str, Any]]:
        async with self.desk.database.read() as connection:
            found = await connection.execute(text(f"SELECT * FROM {table}"))
            return [dict(one) for one in found.mappings()]

    async def trail(self) -> list[str]:
        rows = sorted(await self.rows("trail"), key=lambda row: int(row["sequence"]))
        return [row["kind"] for row in rows]

    async def again(self) -> "Queue":
        """As the node finds it when it is started anew."""
        fresh = queue_on(
            self.desk.database,
            self.desk.files,
            self.clock,
            self.watch,
            self.desk.catalogue,
            self.desk.settings,
        )
        await fresh.desk.load()
        return fresh


def catalogue_of(*rows: CameraRow) -> Catalogue:
    catalogue = Catalogue()
    catalogue.rows = {row.camera_id: row for row in rows}
    return catalogue


def queue_on(
    database: Database,
    files: AlarmFiles,
    clock: FixedClock,
    watch: MemoryWatch,
    catalogue: Catalogue,
    settings: MonitoringSettings,
) -> Queue:
    desk = AlarmDesk(
        database=database,
        clock=clock,
        catalogue=catalogue,
        files=files,
        organisation="SEONGBUK",
        settings=settings,
        watch=watch,
    )
    return Queue(desk, clock, watch, AlarmKeeper(desk))


def new_queue(
    database: Database, folder: Path, settings: MonitoringSettings | None = None
) -> Queue:
    files = AlarmFiles(folder / "monitoring", SecretBox(str(folder / "monitoring.key")))
    catalogue = catalogue_of(*(camera(one) for one in CAMERAS))
    watch = MemoryWatch(rules())
    return queue_on(
        database, files, FixedClock(NOW), watch, catalogue, settings or MonitoringSettings()
    )


MINUTE = timedelta(minutes=1)
