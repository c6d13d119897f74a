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
from bongsu.monitoring.alarms.learned.store import (
    add_tuning,
    save_tuning,
    tuning_of,
    tunings_of,
)
from bongsu.monitoring.alarms.places import (
    Place,
    Waved,
    least_at,
    lie_apart,
    places_of,
    same_as,
    silenced,
)
from bongsu.monitoring.alarms.rules import UNDO_WITHIN
from bongsu.monitoring.alarms.store import to_learn_from, verdicts_of
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
    newest = await verdicts_of(connection, camera_id, rule_id, change.now - _SINCE, _MOST)
    known = newest[::-1]
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
    """Those that hold now. One where somebody hardly surer was really there is given up at once."""
    confirmed = [_waved(one) for one in real]
    held = [one for one in before if one.what is What.PLACE and one.holds]
    spent = {alarm_id for one in before if _was_taken_back(one) for alarm_id in one.verdicts}
    # what a person took back is not done again by the same verdicts
    found = places_of([_waved(one) for one in wrong if one.alarm_id not in spent], confirmed)
    kept: list[Tuning] = []
    for one in held:
        place = same_as(one.place, found)
        if place is not None:
            found.remove(place)
            kept.append(await _moved(change, one, place))
        elif least_at(one.place.box, confirmed) < one.place.least:
            await _give_up(change, one)
        else:
            # its verdicts are older than what is learned from; it still holds
            kept.append(one)
    for place in found:
        expected = {"cut": float(len(place.taught_by)), "lost": 0.0}
        fresh = _new(change, rule, What.PLACE, place.taught_by, expected)
        made = replace(fresh, box=place.box, after=place.least)
        await add_tuning(change.work.connection, made)
        await _row(change, made)
        kept.append(made)
    return kept


def _was_taken_back(tuning: Tuning) -> bool:
    by_a_person = tuning.undone_by not in (None, SYSTEM)
    return tuning.what is What.PLACE and not tuning.holds and by_a_person


async def _moved(change: Change, known: Tuning, place: Place) -> Tuning:
    """Waved away there again, and surer than before; or somebody who was there is less sure than it allows."""
    assert known.after is not None
    if abs(place.least - known.after) < 1e-9:
        return known
    verdicts = tuple(dict.fromkeys((*known.verdicts, *place.taught_by)))
    moved = replace(known, before=known.after, after=place.least, verdicts=verdicts)
    await save_tuning(change.work.connection, moved)
    await _row(change, moved)
    return moved


async def _give_up(change: Change, known: Tuning) -> None:
    why = "confirmed there"
    await save_tuning(
        change.work.connection,
        replace(known, undone_at=change.now, undone_by=SYSTEM, undo_reason=why),
    )
    await _row(change, known, undone=True, reason=why)


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
        lie_apart=lie_apart([one.boxes for one in left]),
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
