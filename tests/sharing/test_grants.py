"""A lending from its opening to its end: always an end, told after the commit, each step in the trail."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bongsu.kernel.database import Database, Work
from bongsu.kernel.failures import Invalid
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.sharing.agreement import Clause
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.alive import ALIVE, AliveAnswers
from bongsu.sharing.failures import TooLate
from bongsu.sharing.grants import Grant, LentCamera, State
from bongsu.sharing.lend import ask, change_cameras, end_grant, new_grant, open_grant, refuse
from bongsu.sharing.renew import renew
from bongsu.sharing.rules import Reason, Waits
from bongsu.sharing.store import active_ids, grant_by_id, grants_of, open_grants
from bongsu.sharing.withdraw import give_reason, undo, withdraw
from bongsu.sharing.words import CUT_REASONS, sentence
from tests.incidents.stage import NOW, Stage


def _clause(number: str) -> Clause:
    found = SEONGBUK_2023_08.clause(number)
    assert found is not None
    return found


CLAUSE = _clause("3.2")
OPENED, ENDED, LEFT = "sharing.grant_opened", "sharing.grant_ended", "sharing.camera_withdrawn"


def lent(*numbers: int) -> tuple[LentCamera, ...]:
    return tuple(
        LentCamera(f"SB-{number}", rank, 0.5, 30.0, 90.0, "30 m", "30 m")
        for rank, number in enumerate(numbers, 1)
    )


async def opened(stage: Stage, incident_id: str = "inc_1") -> Grant:
    async with stage.work() as work:
        grant = new_grant(incident_id, POLICE_SEONGBUK, stage.clock.now())
        return await open_grant(work, grant, CLAUSE, lent(1, 2, 3), stage.clock.now())


async def asked(stage: Stage) -> Grant:
    async with stage.work() as work:
        grant = new_grant("inc_1", POLICE_SEONGBUK, NOW)
        return await ask(work, grant, CLAUSE, Waits.APPROVAL, NOW, within_s=60)


async def cut(stage: Stage, grant: Grant) -> Grant:
    async with stage.work() as work:
        return await withdraw(work, grant, "per_1", stage.clock.now())


async def found(database: Database, grant: Grant) -> Grant:
    async with database.read() as connection:
        kept = await grant_by_id(connection, grant.grant_id)
    assert kept is not None
    return kept


async def in_force(stage: Stage) -> list[str]:
    async with stage.desk.database.read() as connection:
        return await active_ids(connection, stage.clock.now())


async def test_a_grant_always_has_an_end(stage: Stage, database: Database) -> None:
    grant = await opened(stage)
    assert grant.ends_at == NOW + timedelta(seconds=CLAUSE.ttl_s)
    assert grant.renewals_left == CLAUSE.renewals
    assert await found(database, grant) == grant


async def test_a_grant_is_in_force_from_its_opening_to_its_end(stage: Stage) -> None:
    grant = await opened(stage)
    assert await in_force(stage) == [grant.grant_id]
    stage.clock.advance(CLAUSE.ttl_s - 0.001)
    assert await in_force(stage) == [grant.grant_id]
    stage.clock.advance(0.001)
    assert await in_force(stage) == []


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.EXPIRED, State.CLOSED])
async def test_an_ended_grant_is_not_in_force_and_lends_nothing(
    stage: Stage, database: Database, state: State
) -> None:
    grant = await opened(stage)
    async with stage.work() as work:
        await end_grant(work, grant, state, Reason.CLOSED, NOW, actor="seoul-112")
    assert await in_force(stage) == []
    assert (await found(database, grant)).lent == ()
    assert await stage.told(ENDED) == [
        {
            "grant_id": grant.grant_id,
            "incident_id": "inc_1",
            "reason": "closed",
            "by": "seoul-112",
        }
    ]


async def test_what_was_asked_is_not_in_force(stage: Stage, database: Database) -> None:
    grant = await asked(stage)
    assert grant.deadline == NOW + timedelta(seconds=60)
    assert await in_force(stage) == []
    assert await stage.told(OPENED) == []
    async with database.read() as connection:
        assert [one.grant_id for one in await open_grants(connection)] == [grant.grant_id]


async def test_what_was_refused_keeps_its_reason_for_the_screen(
    stage: Stage, database: Database
) -> None:
    async with stage.work() as work:
        grant = new_grant("inc_1", POLICE_SEONGBUK, NOW)
        text = sentence(Reason.NOT_LISTED)
        grant = await refuse(work, grant, Reason.NOT_LISTED, text, NOW, clause="3.2")
    kept = await found(database, grant)
    assert (kept.state, kept.reason, kept.clause) == (State.REFUSED, "category_not_listed", "3.2")
    assert kept.reason_ko == text[0]
    assert await stage.trail() == ["refuse"]


async def test_an_opening_is_told_with_the_cameras_best_first(stage: Stage) -> None:
    grant = await opened(stage)
    (told,) = await stage.told(OPENED)
    assert told["camera_ids"] == ["SB-1", "SB-2", "SB-3"]
    assert told["grant_id"] == grant.grant_id
    assert told["organisation"] == POLICE_SEONGBUK
    assert told["ends_at"] == "2026-11-21T17:40:00Z"


async def test_nothing_is_told_or_kept_of_what_was_rolled_back(
    stage: Stage, database: Database
) -> None:
    async def fail(work: Work) -> None:
        await open_grant(work, new_grant("inc_1", POLICE_SEONGBUK, NOW), CLAUSE, lent(1), NOW)
        raise TooLate("the caller's own failure")

    with pytest.raises(TooLate):
        async with stage.work() as work:
            await fail(work)
    assert await stage.told(OPENED) == []
    assert await stage.trail() == []
    async with database.read() as connection:
        assert await grants_of(connection, "inc_1") == []


async def test_a_cut_ends_at_once_and_can_be_undone_for_ten_seconds(
    stage: Stage, database: Database
) -> None:
    grant = await cut(stage, await opened(stage))
    assert grant.state is State.WITHDRAWN
    assert grant.undo_until == NOW + timedelta(seconds=10)
    assert await in_force(stage) == []
    stage.clock.advance(9.999)
    async with stage.work() as work:
        again = await undo(work, grant, "per_1", stage.clock.now())
    assert again.state is State.ACTIVE
    assert again.ends_at == NOW + timedelta(seconds=CLAUSE.ttl_s), "the end it had"
    assert [camera.camera_id for camera in (await found(database, grant)).lent] == [
        "SB-1",
        "SB-2",
        "SB-3",
    ]
    assert len(await stage.told(OPENED)) == 2
    assert await stage.trail() == ["lend", "withdraw", "undo"]


async def test_a_cut_is_final_after_ten_seconds(stage: Stage) -> None:
    grant = await cut(stage, await opened(stage))
    stage.clock.advance(10)
    with pytest.raises(TooLate):
        async with stage.work() as work:
            await undo(work, grant, "per_1", stage.clock.now())
    assert await in_force(stage) == []


async def test_a_cut_is_undone_once(stage: Stage, database: Database) -> None:
    grant = await cut(stage, await opened(stage))
    async with stage.work() as work:
        again = await undo(work, grant, "per_1", NOW)
    with pytest.raises(TooLate):
        async with stage.work() as work:
            await undo(work, await found(database, again), "per_1", NOW)


async def test_undo_opens_nothing_past_the_agreed_time(stage: Stage) -> None:
    grant = await opened(stage)
    stage.clock.advance(CLAUSE.ttl_s - 3)
    grant = await cut(stage, grant)
    stage.clock.advance(4)
    with pytest.raises(TooLate):
        async with stage.work() as work:
            await undo(work, grant, "per_1", stage.clock.now())


async def test_a_waiting_lending_can_be_cut_but_not_undone(stage: Stage) -> None:
    grant = await cut(stage, await asked(stage))
    assert grant.undo_until is None
    assert await stage.told(ENDED) == [], "no picture was shown"
    with pytest.raises(TooLate):
        async with stage.work() as work:
            await undo(work, grant, "per_1", NOW)


async def test_what_has_ended_cannot_be_cut(stage: Stage) -> None:
    grant = await cut(stage, await opened(stage))
    with pytest.raises(TooLate):
        await cut(stage, grant)


@pytest.mark.parametrize("reason", sorted(CUT_REASONS))
async def test_a_cut_takes_its_reason_afterwards(
    stage: Stage, database: Database, reason: str
) -> None:
    grant = await cut(stage, await opened(stage))
    async with stage.work() as work:
        await give_reason(work, grant, reason, "per_1", NOW)
    kept = await found(database, grant)
    assert kept.cut_reason == reason
    assert kept.reason_ko == f"관제센터가 제공을 중단했습니다 · {CUT_REASONS[reason][0]}"
    assert await stage.trail() == ["lend", "withdraw", "reason"]


async def test_a_second_reason_replaces_the_first(stage: Stage) -> None:
    grant = await cut(stage, await opened(stage))
    async with stage.work() as work:
        grant = await give_reason(work, grant, "privacy", "per_1", NOW)
        grant = await give_reason(work, grant, "mistake", "per_1", NOW)
    assert grant.reason_ko.endswith("중단했습니다 · 착오")


def test_there_are_six_reasons() -> None:
    assert len(CUT_REASONS) == 6


async def test_any_other_reason_is_refused_by_field(stage: Stage) -> None:
    grant = await cut(stage, await opened(stage))
    with pytest.raises(Invalid) as refused:
        async with stage.work() as work:
            await give_reason(work, grant, "because", "per_1", NOW)
    assert refused.value.field == "reason"


async def test_only_a_cut_takes_a_reason(stage: Stage) -> None:
    grant = await opened(stage)
    with pytest.raises(TooLate):
        async with stage.work() as work:
            await give_reason(work, grant, "privacy", "per_1", NOW)


async def test_three_renewals_and_no_fourth(stage: Stage) -> None:
    grant = await opened(stage)
    for left in (2, 1, 0):
        stage.clock.advance(1000)
        async with stage.work() as work:
            grant = await renew(work, grant, "seoul-112", stage.clock.now())
        assert grant.renewals_left == left
        assert grant.ends_at == stage.clock.now() + timedelta(seconds=CLAUSE.ttl_s)
    with pytest.raises(TooLate):
        async with stage.work() as work:
            await renew(work, grant, "seoul-112", stage.clock.now())
    assert await stage.trail() == ["lend", "renew", "renew", "renew"]


async def test_what_is_over_is_not_renewed(stage: Stage) -> None:
    grant = await opened(stage)
    stage.clock.advance(CLAUSE.ttl_s)
    with pytest.raises(TooLate):
        async with stage.work() as work:
            await renew(work, grant, "seoul-112", stage.clock.now())
    with pytest.raises(TooLate):
        async with stage.work() as work:
            await renew(work, await asked_again(work, grant), "seoul-112", NOW)


async def asked_again(work: Work, grant: Grant) -> Grant:
    return await ask(work, grant, CLAUSE, Waits.APPROVAL, NOW, within_s=60)


async def test_an_old_recommendation_does_not_answer_a_new_question(stage: Stage) -> None:
    grant = replace(await asked(stage), recommended="yes")
    async with stage.work() as work:
        refused = await refuse(work, grant, Reason.NOT_URGENT, ("", ""), NOW)
        again = await asked_again(work, refused)
    assert again.recommended is None


async def test_cameras_that_leave_are_told_and_those_that_come(
    stage: Stage, database: Database
) -> None:
    grant = await opened(stage)
    async with stage.work() as work:
        await change_cameras(work, grant, lent(2, 3, 4), NOW, why="scene_moved")
    assert await stage.told(LEFT) == [
        {"grant_id": grant.grant_id, "camera_id": "SB-1", "reason": "scene_moved"}
    ]
    assert (await stage.told(OPENED))[-1]["camera_ids"] == ["SB-2", "SB-3", "SB-4"]
    assert [one.camera_id for one in (await found(database, grant)).lent] == [
        "SB-2",
        "SB-3",
        "SB-4",
    ]
    assert await stage.trail() == ["lend", "swap_camera"]


async def test_the_same_cameras_in_another_order_are_no_news(stage: Stage) -> None:
    grant = await opened(stage)
    async with stage.work() as work:
        changed = await change_cameras(work, grant, lent(3, 1, 2), NOW, why="scene_moved")
    assert [camera.camera_id for camera in changed.lent] == ["SB-3", "SB-1", "SB-2"]
    assert await stage.trail() == ["lend"]
    assert len(await stage.told(OPENED)) == 1


async def test_the_media_processes_hear_which_grants_are_in_force(stage: Stage) -> None:
    bus = MemoryBus()
    answers = AliveAnswers(stage.desk.database, bus, stage.clock)
    await answers.start()
    first, second = await opened(stage), await opened(stage, "inc_2")
    await cut(stage, first)
    assert await bus.request(ALIVE, b"", 1.0) == (
        b'{"grant_ids":["' + second.grant_id.encode() + b'"]}'
    )
    await answers.stop()


async def test_every_step_is_in_a_trail_that_proves(stage: Stage) -> None:
    grant = await cut(stage, await opened(stage))
    async with stage.work() as work:
        grant = await undo(work, grant, "per_1", NOW)
        grant = await renew(work, grant, "seoul-112", NOW)
        await end_grant(work, grant, State.EXPIRED, Reason.EXPIRED, NOW)
        await asked_again(work, new_grant("inc_2", POLICE_SEONGBUK, NOW))
    assert await stage.trail() == ["lend", "withdraw", "undo", "renew", "expire", "ask"]
    assert (await stage.verified()).ok
