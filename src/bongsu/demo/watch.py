"""Some cameras of the demo are watched by machine from the start, a few of them also by day, so that alarms come."""

from collections.abc import Iterable

from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.watch.change_rules import NewRules, change_rules
from bongsu.monitoring.watch.desk import WatchDesk
from bongsu.monitoring.watch.store import all_watched
from bongsu.monitoring.watch.switch import Switch, switch
from bongsu.monitoring.words import RuleKind
from bongsu.registry.catalogue import Catalogue

MOST = 20
"""About a third of a core."""
BY_DAY = 4
# a demo's machine has a browser and a simulator to feed as well
SETTINGS = {"BONGSU_MONITORING_CORES": "0.6"}
_BY = "demo"
_REASON = "시연: 기계 관제 시범 대상"
_RULES = (
    Rule(
        rule_id="demo-loitering",
        kind=RuleKind.LOITERING,
        name="시연: 배회 20초",
        points=((0.05, 0.35), (0.95, 0.35), (0.95, 1.0), (0.05, 1.0)),
        seconds=20.0,
    ),
    Rule(rule_id="demo-crowd", kind=RuleKind.CROWD, name="시연: 인파 5명", count=5),
)


async def seed_watch(database: Database, clock: Clock, near: Iterable[str]) -> int:
    """`near`: those where scenes play, first. What somebody has switched meanwhile stays as it is."""
    catalogue = Catalogue()
    async with database.read() as connection:
        await catalogue.load(connection)
        if await all_watched(connection):
            return 0
    ids = dict.fromkeys(key for key in (*near, *sorted(catalogue.rows)) if key in catalogue.rows)
    chosen = tuple(ids)[:MOST]
    if not chosen:
        return 0
    desk = WatchDesk(
        database=database, clock=clock, catalogue=catalogue, settings=MonitoringSettings()
    )
    switched = await switch(desk, Switch(on=True, reason=_REASON, camera_ids=chosen), _BY)
    for camera_id in chosen[:BY_DAY]:
        await change_rules(desk, camera_id, NewRules(version=0, rules=_RULES), _BY)
    return switched.changed
