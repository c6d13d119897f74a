"""A request is taken up, and decided upon by a person: into the year's planning, or not, on a ground and in words."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from bongsu.audit.kinds import TrailKind
from bongsu.kernel.database import Work
from bongsu.planning.failures import Faulty
from bongsu.planning.requests.desk import By, RequestDesk, found, keep_row
from bongsu.planning.requests.failures import NotNow
from bongsu.planning.requests.refusals import NO_GROUND, NO_WHY, SENT, UNDECIDED
from bongsu.planning.requests.request import CameraRequest
from bongsu.planning.requests.rules import check_answer, check_review, checked_lines
from bongsu.planning.requests.store import change_request, open_letters
from bongsu.planning.requests.words import Ground, RequestState

_LEAST_LETTERS = 10


class RequestAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`accept`: it is looked at with the year's plan. Else a ground and why, in words that the letter prints."""

    accept: bool
    ground: Ground | None = None
    note: Annotated[str, Meta(max_length=600)] = ""


async def take_up(desk: RequestDesk, request_id: str, by: By) -> None:
    """접수 → 검토 중. Raises `UnknownRequest`, `NotNow`."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        check_review(await found(work.connection, request_id))
        state = RequestState.UNDER_REVIEW
        await change_request(
            work.connection,
            request_id,
            state=state,
            changed_at=now,
            shown_state=state,
            shown_at=now,
        )
        body = {"request_id": request_id, "state": state.value}
        await keep_row(work, now, by, TrailKind.ANSWER_REQUEST, **body)


async def answer(desk: RequestDesk, request_id: str, said: RequestAnswer, by: By) -> None:
    """Raises `UnknownRequest`, `NotNow`, `Invalid` for a "no" without a ground or words."""
    now, note = desk.clock.now(), checked_lines(said.note, "note")
    becomes = RequestState.CONSIDERED if said.accept else RequestState.REJECTED
    if not said.accept:
        _check_no(said, note)
    async with desk.database.work() as work:
        check_answer(await found(work.connection, request_id), becomes)
        await change_request(
            work.connection,
            request_id,
            state=becomes,
            ground=None if said.accept else said.ground,
            note=note,
            changed_at=now,
            decided_at=now,
            decided_by=by.actor,
            shown_state=becomes,
            shown_at=now,
        )
        await open_letters(work.connection, [request_id])
        ground = said.ground.value if said.ground and not said.accept else None
        body = {"request_id": request_id, "state": becomes.value, "ground": ground}
        await keep_row(work, now, by, TrailKind.ANSWER_REQUEST, **body)


def _check_no(said: RequestAnswer, note: str) -> None:
    """민원 처리에 관한 법률 제27조: who is told no is told why."""
    if said.ground is None:
        raise Faulty(NO_GROUND, field="ground")
    if sum(letter.isalnum() for letter in note) < _LEAST_LETTERS:
        raise Faulty(NO_WHY, field="note")


async def sent(desk: RequestDesk, request_id: str, by: By) -> None:
    """The letter has gone: the contact is destroyed in the same transaction. Raises `UnknownRequest`, `NotNow`."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        request = await found(work.connection, request_id)
        head = request
        if request.merged_into is not None:
            head = await found(work.connection, request.merged_into)
        check_sent(head.decided_at, request.sent_at)
        await change_request(
            work.connection,
            request_id,
            sent_at=now,
            sealed_contact=None,
            contact_until=None,
        )
        await _show_as_written(work, head, now)
        body = {"request_id": request_id, "what": "contact", "why": "letter_sent"}
        had = request.sealed_contact is not None
        await keep_row(work, now, by, TrailKind.DESTROY, **body, rows=int(had))
    if had:
        await desk.database.leave_no_copy()


async def _show_as_written(work: Work, head: CameraRequest, now: datetime) -> None:
    """Of a plan that is not announced the letter says no more than "considered", and so does the look-up from then on."""
    if head.state is RequestState.IN_PLAN and not head.is_announced:
        state = RequestState.CONSIDERED
        if head.shown_state is not state:
            await change_request(work.connection, head.request_id, shown_state=state, shown_at=now)


def check_sent(decided_at: datetime | None, sent_at: datetime | None) -> None:
    """Raises `NotNow`."""
    if decided_at is None:
        raise NotNow(UNDECIDED)
    if sent_at is not None:
        raise NotNow(SENT)
