"""The whole application with a watch in memory: workers say, people press, screens are told."""

from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any  # Any: JSON

import msgspec

from bongsu.incidents.screen import Screen
from bongsu.monitoring.alarms.arrive import arrive
from bongsu.monitoring.alarms.board import AlarmBoard
from bongsu.monitoring.alarms.clips import keep_clip
from bongsu.monitoring.alarms.desk import AlarmDesk
from bongsu.monitoring.alarms.events import AlarmsChanged
from bongsu.monitoring.alarms.keeper import AlarmKeeper
from bongsu.monitoring.alarms.memory_watch import MemoryWatch
from bongsu.monitoring.rules.raised import Phase
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.words import RuleKind
from bongsu.monitoring.worker.messages import Fence, RaisedAt
from bongsu.registry.camera import Purpose
from tests.incidents.stage import of_kind, said_to
from tests.monitoring.alarms.queue import HERE, JPEG
from tests.services.linked_house import OPERATOR, LinkedHouse
from tests.web.house import House

RULE = "r_in"
ALARMS = "/api/monitoring/alarms"


@dataclass(frozen=True)
class WatchedHouse(LinkedHouse):
    """Cameras of the house that are watched, by one rule each."""

    watch: MemoryWatch = field(default_factory=MemoryWatch)
    occasions: Any = field(default_factory=lambda: count(1))

    @property
    def desk(self) -> AlarmDesk:
        found: AlarmDesk = self.house.app.state.alarms
        return found

    @property
    def cameras(self) -> list[str]:
        return sorted({camera_id for camera_id, _ in self.watch.rules})

    async def raised(self, which: int = 0, **more: Any) -> str:
        """Its id."""
        at, camera_id = self.clock.now(), self.cameras[which]
        fence = Fence(camera_id=camera_id, job=self.watch.jobs[camera_id], delivery=1, worker="w1")
        values: dict[str, Any] = {
            "occasion": next(self.occasions),
            "kind": RuleKind.INTRUSION,
            "phase": Phase.BEGAN,
            "score": 0.7,
            "boxes": (HERE,),
            "picture": JPEG,
        }
        said = RaisedAt(fence=fence, rule_id=RULE, at=at, since=at, **{**values, **more})
        await arrive(self.desk, said)
        found = self.desk.book.of_rule((camera_id, RULE))
        return max(found, key=lambda one: (one.last_at, one.alarm_id)).alarm_id

    async def clip(self, alarm_id: str, data: bytes = b"moof") -> None:
        assert await keep_clip(self.desk, alarm_id, data)

    async def look(self, seconds: float = 0.0) -> None:
        self.clock.advance(seconds)
        await AlarmKeeper(self.desk).look()

    async def tell(self) -> None:
        """As the outbox and the bus would bring it to the feed."""
        for row in await self.rows("outbox"):
            if row["subject"] == AlarmsChanged.subject:
                changed = msgspec.json.decode(row["body"], type=AlarmsChanged)
                self.house.feed.alarms_changed(changed.alarm_ids)

    async def real(self, which: int = 0) -> str:
        """One that an operator has confirmed."""
        alarm_id = await self.raised(which)
        answer = await self.ask(OPERATOR, f"{ALARMS}/{alarm_id}/verdict", {"verdict": "real"})
        assert answer.status_code == 200, answer.text
        return alarm_id


def told(screen: Screen, kind: str = "alarm") -> list[dict[str, Any]]:
    return of_kind(said_to(screen), kind)


def watched(house: House) -> WatchedHouse:
    """Three cameras against crime, of different sites."""
    found: dict[str, str] = {}
    for row in sorted(house.catalogue.rows.values(), key=lambda one: one.camera_id):
        if row.purpose is Purpose.CRIME_PREVENTION and row.state in ("live", "unknown"):
            found.setdefault(row.site_id, row.camera_id)
    rule = Rule(rule_id=RULE, kind=RuleKind.INTRUSION, name="출입 금지")
    watch = MemoryWatch([(camera_id, rule) for camera_id in list(found.values())[:3]])
    desk: AlarmDesk = replace(house.app.state.alarms, watch=watch)
    house.app.state.alarms = desk
    house.feed.queue.board = AlarmBoard(desk)
    return WatchedHouse(house, watch=watch)
