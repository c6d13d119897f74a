"""A camera's rules: read, drawn anew by a person, or one score moved by verdicts. Every version stays."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Failure, Kind
from bongsu.monitoring.rules.check import check_all
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.watch import store
from bongsu.monitoring.watch.desk import CHANGED, WatchDesk
from bongsu.monitoring.watch.rules_in_force import rules_in_force
from bongsu.monitoring.watch.watched import RulesVersion, blank


class ChangedMeanwhile(Failure):
    """Somebody else, or a verdict, has changed the rules since they were read."""

    kind = Kind.CONFLICT
    code = "changed_meanwhile"


class RulesView(msgspec.Struct, frozen=True, kw_only=True):
    """`version` 0: the standard rules, which nobody has changed."""

    camera_id: str
    version: int
    rules: tuple[Rule, ...]
    at: datetime | None = None
    by: str = ""


class NewRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`version`: the one that was read."""

    version: Annotated[int, Meta(ge=0)]
    rules: Annotated[tuple[Rule, ...], Meta(max_length=32)]


async def read_rules(desk: WatchDesk, camera_id: str) -> RulesView:
    """Raises `UnknownCamera`."""
    camera = desk.camera(camera_id)
    async with desk.database.read() as connection:
        found = await store.rules_of(connection, camera_id)
    if found is None:
        return RulesView(camera_id=camera_id, version=0, rules=rules_in_force(None, camera))
    return _view(camera_id, found)


async def change_rules(desk: WatchDesk, camera_id: str, new: NewRules, by: str) -> RulesView:
    """Raises `UnknownCamera`, `ChangedMeanwhile`, or what `rules/check` refuses, by field."""
    desk.camera(camera_id)
    check_all(new.rules)
    now = desk.clock.now()
    async with desk.database.work() as work:
        before = await store.rules_of(work.connection, camera_id)
        if (before.version if before else 0) != new.version:
            raise ChangedMeanwhile("the rules were changed meanwhile", field="version")
        version = RulesVersion(new.version + 1, new.rules, now, by)
        await _keep(work, desk, camera_id, version, {"rules": len(new.rules)})
    return _view(camera_id, version)


async def retune_rule(
    work: Work, desk: WatchDesk, camera_id: str, rule_id: str, score: float, by: str
) -> bool:
    """The least score that counts for this rule, moved by verdicts or back (`alarms/tuning`), in the transaction of
    whoever moves it. False: there is no such rule any more."""
    camera = desk.catalogue.rows.get(camera_id)
    known = (await store.watched_of(work.connection, [camera_id])).get(camera_id)
    if camera is None:
        return False
    rules = rules_in_force(known, camera)
    if all(rule.rule_id != rule_id for rule in rules):
        return False
    moved = tuple(
        msgspec.structs.replace(rule, score=score) if rule.rule_id == rule_id else rule
        for rule in rules
    )
    number = (known.rules_version if known else 0) + 1
    version = RulesVersion(number, moved, desk.clock.now(), by)
    await _keep(work, desk, camera_id, version, {"rule": rule_id, "score": score})
    return True


async def _keep(
    work: Work, desk: WatchDesk, camera_id: str, version: RulesVersion, body: dict[str, object]
) -> None:
    known = (await store.watched_of(work.connection, [camera_id])).get(camera_id)
    before = known or blank(camera_id, version.at, version.by)
    row = replace(before, rules_version=version.version, rules=version.rules)
    await store.add_rules(work.connection, camera_id, version)
    await store.keep_watched(work.connection, [row])
    said = {"version": version.version, **body}
    kind = TrailKind.CHANGE_RULES
    entry = Entry(kind=kind, actor=version.by, camera_id=camera_id, body=said)
    await record(work, version.at, entry)
    work.ring(CHANGED)

    def take() -> None:
        desk.watched.rows = {**desk.watched.rows, camera_id: row}

    work.after_commit(take)


def _view(camera_id: str, found: RulesVersion) -> RulesView:
    return RulesView(
        camera_id=camera_id,
        version=found.version,
        rules=found.rules,
        at=found.at,
        by=found.by,
    )
