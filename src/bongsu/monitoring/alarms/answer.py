"""정탐 · 오탐 · 보류: one key each, 오탐 with a second one for its reason; ten seconds to take it back."""

from typing import Annotated

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from bongsu.audit.kinds import TrailKind
from bongsu.kernel.failures import Invalid
from bongsu.kernel.plain_text import SOME_LINES
from bongsu.monitoring.alarms.alarm import Alarm
from bongsu.monitoring.alarms.deal import deal_out
from bongsu.monitoring.alarms.desk import AlarmDesk, Change
from bongsu.monitoring.alarms.failures import (
    AlarmOver,
    AnsweredByAnother,
    OpenedByAnother,
    TooLateToUndo,
)
from bongsu.monitoring.alarms.rules import answered, may_undo, undone
from bongsu.monitoring.words import AlarmState, FalseReason, Verdict

LONGEST_NOTE = 200


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`reason` with 오탐 and only then. `note`: one line, without names."""

    verdict: Verdict
    reason: FalseReason | None = None
    note: Annotated[str, Meta(max_length=LONGEST_NOTE, pattern=SOME_LINES)] = ""


def check(said: Answer) -> None:
    """Raises `Invalid` with the field."""
    is_false = said.verdict is Verdict.FALSE
    if is_false and said.reason is None:
        raise Invalid("Say why it was wrong: the threshold learns from it", field="reason")
    if not is_false and said.reason is not None:
        raise Invalid("Only what was wrong has such a reason", field="reason")


async def answer(desk: AlarmDesk, alarm_id: str, said: Answer, by: str) -> None:
    """Raises `UnknownAlarm`, `AnsweredByAnother`, `OpenedByAnother`, `AlarmOver`, `Invalid`; the same word again by the
    same person is no other word."""
    check(said)
    async with desk.change() as change:
        alarm = await change.alarm(alarm_id)
        if _is_said_already(alarm, said, by):
            return
        must_be_free(desk, alarm, by, change)
        done = answered(
            alarm, said.verdict, said.reason, said.note.strip(), by, change.now, desk.keep_real
        )
        # who answers without having been shown it has seen it all the same
        if by not in alarm.shown_to:
            await change.show(alarm_id, by)
        change.put(replace(done, shown_to=tuple(dict.fromkeys((*alarm.shown_to, by)))))
        await change.became(
            alarm_id,
            by,
            opened_at=done.opened_at,
            answered_at=change.now,
            outcome=done.state.value,
        )
        await _written(change, alarm, said, by)
        await deal_out(change)


def _is_said_already(alarm: Alarm, said: Answer, by: str) -> bool:
    if alarm.answered_by != by or alarm.verdict is not said.verdict:
        return False
    return alarm.reason == said.reason and alarm.state is not AlarmState.WAITING


def must_be_free(desk: AlarmDesk, alarm: Alarm, by: str, change: Change) -> None:
    """Raises `AnsweredByAnother`, `OpenedByAnother`, `AlarmOver`."""
    if alarm.answered_by not in (None, by):
        raise AnsweredByAnother("Somebody else has answered it")
    if not alarm.is_open:
        raise AlarmOver("It is over: nobody answered in time, or it was answered")
    if alarm.opened_by not in (None, by) and desk.seats.is_there(alarm.opened_by or "", change.now):
        raise OpenedByAnother("Somebody else has it open")


async def _written(change: Change, alarm: Alarm, said: Answer, by: str) -> None:
    reason = said.reason.value if said.reason else ""
    await change.note(alarm.alarm_id, said.verdict.value, by, reason)
    await change.row(
        TrailKind.ANSWER_ALARM,
        by,
        alarm.camera_id,
        alarm_id=alarm.alarm_id,
        verdict=said.verdict.value,
        reason=reason,
    )


async def undo(desk: AlarmDesk, alarm_id: str, by: str) -> None:
    """Open on that screen again, as if nothing had been said. Raises `UnknownAlarm`, `TooLateToUndo`."""
    async with desk.change() as change:
        alarm = await change.alarm(alarm_id)
        if not may_undo(alarm, by, change.now):
            raise TooLateToUndo("Ten seconds are over, or it was not your word")
        change.put(undone(alarm, alarm.first_at + desk.keep))
        await change.became(alarm_id, by, answered_at=None, outcome=None)
        await change.note(alarm_id, "undone", by)
        await change.row(TrailKind.UNDO, by, alarm.camera_id, alarm_id=alarm_id)
