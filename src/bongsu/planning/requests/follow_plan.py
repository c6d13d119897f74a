"""How requests move with a chosen plan: called inside the plan's own transaction, which keeps the plan's row.

A plan's site names heads (`DrawnSite.requests`); what is merged into a head goes with it. Nothing of it is known outside
before `announced`: the site's hearing (행정예고) has begun."""

from collections.abc import Collection
from datetime import datetime

from bongsu.audit.kinds import TrailKind
from bongsu.kernel.database import Work
from bongsu.planning.requests.desk import By, keep_row
from bongsu.planning.requests.request import CameraRequest
from bongsu.planning.requests.rules import MOVES
from bongsu.planning.requests.store import change_request, open_letters, requests_of
from bongsu.planning.requests.words import RequestState


async def in_plan(work: Work, request_ids: Collection[str], by: By, now: datetime) -> list[str]:
    """A chosen plan has a site for them. Answers the ids that moved; unknown and closed ones stay as they are."""
    return await _move(work, request_ids, RequestState.IN_PLAN, by, now, decided=True)


async def out_of_plan(work: Work, request_ids: Collection[str], by: By, now: datetime) -> list[str]:
    """Another version was chosen that has no site for them: they are wishes of the next plan."""
    return await _move(work, request_ids, RequestState.CONSIDERED, by, now)


async def announced(work: Work, request_ids: Collection[str], by: By, now: datetime) -> list[str]:
    """The hearing has begun: from now on the sender may read that a camera is planned."""
    planned = [
        one
        for one in await _heads(work, request_ids)
        if one.state is RequestState.IN_PLAN and not one.is_announced
    ]
    for one in planned:
        await change_request(
            work.connection, one.request_id, is_announced=True, **_shown(RequestState.IN_PLAN, now)
        )
    # what was written before said no more than "considered"
    await open_letters(work.connection, [one.request_id for one in planned])
    return await _kept(work, planned, "announced", by, now)


async def rejected(work: Work, request_ids: Collection[str], by: By, now: datetime) -> list[str]:
    """Their site fell through (현장실사, 행정예고): they are under review again, and a person answers them."""
    return await _move(work, request_ids, RequestState.UNDER_REVIEW, by, now)


async def installed(work: Work, request_ids: Collection[str], by: By, now: datetime) -> list[str]:
    """Their site was accepted (준공)."""
    return await _move(work, request_ids, RequestState.INSTALLED, by, now, decided=True)


async def _move(
    work: Work,
    request_ids: Collection[str],
    state: RequestState,
    by: By,
    now: datetime,
    *,
    decided: bool = False,
) -> list[str]:
    moving = [one for one in await _heads(work, request_ids) if one.state in MOVES[state]]
    for one in moving:
        is_told = one.is_announced or state is RequestState.INSTALLED
        await change_request(
            work.connection,
            one.request_id,
            state=state,
            is_announced=state is RequestState.INSTALLED,
            decided_at=now if decided else None,
            decided_by=by.actor if decided else None,
            **(_shown(state, now) if is_told else {"changed_at": now}),
        )
    await open_letters(work.connection, [one.request_id for one in moving])
    return await _kept(work, moving, state.value, by, now)


def _shown(state: RequestState, now: datetime) -> dict[str, object]:
    """Told outside: an earlier answer's ground and words no longer stand."""
    return {
        "changed_at": now,
        "shown_state": state,
        "shown_at": now,
        "ground": None,
        "note": "",
    }


async def _heads(work: Work, request_ids: Collection[str]) -> list[CameraRequest]:
    """One that was merged since the plan was drawn is answered by what it went into."""
    named = await requests_of(work.connection, set(request_ids))
    merged = {one.merged_into for one in named if one.merged_into is not None}
    heads = [one for one in named if one.merged_into is None]
    known = {one.request_id for one in heads}
    return [*heads, *await requests_of(work.connection, merged - known)]


async def _kept(
    work: Work, moved: Collection[CameraRequest], state: str, by: By, now: datetime
) -> list[str]:
    ids = [one.request_id for one in moved]
    if ids:
        body = {"request_ids": ids, "state": state}
        await keep_row(work, now, by, TrailKind.ANSWER_REQUEST, **body)
    return ids
