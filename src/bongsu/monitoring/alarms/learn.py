"""What is learned from verdicts that nobody takes back any more: places to silence, the least score, hours to propose. Each
change is a row with its verdicts, and has a way back."""

from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from bongsu.audit.kinds import TrailKind
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.ids import new_id
from bongsu.monitoring.alarms.alarm import Alarm
from bongsu.monitoring.alarms.desk import SYSTEM, AlarmDesk, Change
from bongsu.monitoring.alarms.failures import TuningUndone, UnknownTuning
from bongsu.monitoring.alarms.hours import proposed
from bongsu.monitoring.alarms.places import Waved, contradicted, places_of, silenced
from bongsu.monitoring.alarms.rules import UNDO_WITHIN
from bongsu.monitoring.alarms.store import to_learn_from, verdicts_of
from bongsu.monitoring.alarms.store_tuning import (
    add_tuning,
    save_tuning,
    tuning_of,
    tunings_of,
)
from bongsu.monitoring.alarms.tuned import Tuning, What, floor_of
from bongsu.monitoring.alarms.tuning import retune
from bongsu.monitoring.words import AlarmState, FalseReason

# streets change: leaves fall, a shop gets another sign
_SINCE = timedelta(days=90)
_MOST = 500
_AT_ONCE = 50


async def learn(desk: AlarmDesk) -> int:
    """How many verdicts were taken in."""
    async with desk.database.read() as connection:
        due = await to_learn_from(connection, desk.clock.now() - UNDO_WITHIN, _AT_ONCE)
    if not due:
        return 0
    async with desk.change() as change:
        for one in due:
            known = await change.held(one.alarm_id)
            if known is not None and known.answered_at is not None:
                change.put(replace(known, is_learned=True))
        for camera_id, rule_id in sorted({one.rule for one in due}):
            await _of_rule(change, camera_id, rule_id)
    await _reload_places(desk)
    return len(due)


async def _of_rule(change: Change, camera_id: str, rule_id: str) -> None:
    connection = change.work.connection
    known = await verdicts_of(connection, camera_id, rule_id, change.now - _SINCE, _MOST)
    before = await tunings_of(connection, camera_id, rule_id)
    real = [one for one in known if one.state is AlarmState.REAL]
    wrong = [
        one
        for one in known
        if one.state is AlarmState.FALSE and one.reason is not FalseReason.ALLOWED
    ]
    allowed = [one for one in known if one.reason is FalseReason.ALLOWED]
    places = await _places(change, (camera_id, rule_id), before, real, wrong)
    await _score(change, (camera_id, rule_id), before, real, wrong, places)
    await _hours(change, (camera_id, rule_id), before, real, allowed)


async def _places(
    change: Change,
    rule: tuple[str, str],
    before: Sequence[Tuning],
    real: Sequence[Alarm],
    wrong: Sequence[Alarm],
) -> list[Tuning]:
    """Those that hold now. One where somebody was really there is given up at once."""
    confirmed, waved = [_waved(one) for one in real], [_waved(one) for one in wrong]
    held: list[Tuning] = []
    for one in before:
        if one.what is not What.PLACE or not one.holds:
            continue
        if contradicted(one.place, confirmed):
            why = "confirmed there"
            await save_tuning(
                change.work.connection,
                replace(one, undone_at=change.now, undone_by=SYSTEM, undo_reason=why),
            )
            await _row(change, one, undone=True)
        else:
            held.append(one)
    # what a person took back is not done again by the same verdicts
    spent = {
        alarm_id
        for one in before
        if one.what is What.PLACE and not one.holds
        for alarm_id in one.verdicts
    }
    fresh = [one for one in waved if one.alarm_id not in spent]
    for place in places_of(fresh, confirmed, [one.place for one in held]):
        tuning = _new(
            change,
            rule,
            What.PLACE,
            place.taught_by,
            {"cut": float(len(place.taught_by)), "lost": 0.0},
        )
        made = replace(tuning, box=place.box, after=place.most)
        await add_tuning(change.work.connection, made)
        await _row(change, made)
        held.append(made)
    return held


async def _score(
    change: Change,
    rule: tuple[str, str],
    before: Sequence[Tuning],
    real: Sequence[Alarm],
    wrong: Sequence[Alarm],
    places: Sequence[Tuning],
) -> None:
    found = change.desk.watch.rule(*rule)
    if found is None:
        return
    floor = floor_of(found.score, list(before))
    held = [one.place for one in places]
    left = [one for one in wrong if silenced(one.boxes, one.score, held) is None]
    last = next((one for one in before if one.what is What.SCORE and not one.holds), None)
    if last is not None and last.undone_at is not None:
        # taken back by a person: only what was answered since says anything new
        left = [one for one in left if one.answered_at and one.answered_at > last.undone_at]
    step = retune(
        found.score,
        [one.score for one in real],
        [one.score for one in left],
        found.kind,
        floor=floor,
    )
    if not step.is_change:
        return
    if not await change.desk.watch.retune_rule(change.work, *rule, step.after):
        return
    stands_on = tuple(one.alarm_id for one in (*left, *real))
    expected = {"cut": step.cut, "lost": step.lost, "real": step.real, "false": step.false}
    tuning = _new(change, rule, What.SCORE, stands_on, expected)
    made = replace(tuning, before=step.before, after=step.after)
    await add_tuning(change.work.connection, made)
    await _row(change, made)


async def _hours(
    change: Change,
    rule: tuple[str, str],
    before: Sequence[Tuning],
    real: Sequence[Alarm],
    allowed: Sequence[Alarm],
) -> None:
    """A proposal, once for the same hours, whatever became of it."""
    found = proposed(
        [one.first_at.astimezone(SEOUL) for one in allowed],
        [one.first_at.astimezone(SEOUL) for one in real],
    )
    if found is None:
        return
    hours = (found.from_hour, found.to_hour)
    if any(one.what is What.HOURS and one.hours == hours for one in before):
        return
    taught = tuple(one.alarm_id for one in allowed)
    tuning = _new(change, rule, What.HOURS, taught, {"cut": float(found.allowed), "lost": 0.0})
    made = replace(tuning, hours=hours)
    await add_tuning(change.work.connection, made)
    await _row(change, made)


def _new(
    change: Change,
    rule: tuple[str, str],
    what: What,
    verdicts: tuple[str, ...],
    expected: dict[str, float],
) -> Tuning:
    return Tuning(
        tuning_id=new_id("tun"),
        camera_id=rule[0],
        rule_id=rule[1],
        what=what,
        at=change.now,
        by=SYSTEM,
        verdicts=verdicts,
        expected=expected,
    )


def _waved(alarm: Alarm) -> Waved:
    return Waved(alarm.alarm_id, alarm.boxes, alarm.score)


async def _row(
    change: Change, tuning: Tuning, by: str = SYSTEM, *, undone: bool = False, reason: str = ""
) -> None:
    await change.row(
        TrailKind.RETUNE,
        by,
        tuning.camera_id,
        tuning_id=tuning.tuning_id,
        rule_id=tuning.rule_id,
        what=tuning.what.value,
        before=tuning.before,
        after=tuning.after,
        verdicts=len(tuning.verdicts),
        undone=undone,
        reason=reason,
    )


async def _reload_places(desk: AlarmDesk) -> None:
    async with desk.database.read() as connection:
        await desk.load_places(connection)


async def undo_tuning(desk: AlarmDesk, tuning_id: str, reason: str, by: str) -> None:
    """The way back: the score as it was before, the place seen again. Raises `UnknownTuning`, `TuningUndone`."""
    async with desk.change() as change:
        tuning = await tuning_of(change.work.connection, tuning_id)
        if tuning is None or not desk.is_shown(tuning.camera_id):
            raise UnknownTuning("No such change")
        if not tuning.holds:
            raise TuningUndone("It was taken back before")
        if tuning.what is What.SCORE:
            await _set_back(change, tuning)
        undone = replace(tuning, undone_at=change.now, undone_by=by, undo_reason=reason)
        await save_tuning(change.work.connection, undone)
        await _row(change, tuning, by, undone=True, reason=reason)
        for alarm in change.alarms():
            if alarm.silenced_by == tuning_id and alarm.is_open:
                change.put(replace(alarm, silenced_by=None))
    await _reload_places(desk)


async def _set_back(change: Change, tuning: Tuning) -> None:
    rule = change.desk.watch.rule(tuning.camera_id, tuning.rule_id)
    if rule is None or tuning.before is None or tuning.after is None:
        raise TuningUndone("The rule is no more")
    if abs(rule.score - tuning.after) > 1e-9:
        raise TuningUndone("A later change stands upon it: take that back first")
    await change.desk.watch.retune_rule(
        change.work, tuning.camera_id, tuning.rule_id, tuning.before
    )
