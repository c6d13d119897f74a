"""지난 영상 is decided by a clause of its own; until something is recorded nothing is shown, and every question is kept."""

from dataclasses import replace
from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.audit.store import trail_batches
from bongsu.incidents.lookback import (
    NOTHING_RECORDED,
    LookbackAnswer,
    NothingRecorded,
    ask_lookback,
)
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from bongsu.sharing.agreement import Agreement, ClauseKind
from bongsu.sharing.agreements.seongbuk import POLICE_JONGAM, POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.grants import State
from bongsu.sharing.rules import Allow, Ask, Reason, Refuse, Waits
from tests.incidents.stage import BY_CELL, Stage, signed_book, stage_on

BACK = replace(
    next(one for one in SEONGBUK_2023_08.clauses if one.number == "3.2"),
    number="5.1",
    kind=ClauseKind.LOOKBACK,
    lookback_s=120,
    by_itself=frozenset({"C0"}),
    with_approval=frozenset({"C1"}),
)


def text(*more: object) -> Agreement:
    return replace(SEONGBUK_2023_08, clauses=(*SEONGBUK_2023_08.clauses, *more), examples=())  # type: ignore[arg-type] # clauses


def on(database: Database, *more: object) -> Stage:
    return stage_on(database, book=signed_book(text(*more)))


async def asked(
    stage: Stage,
    seconds: int = 60,
    code: str = "C0",
    organisation: str = POLICE_SEONGBUK,
    **call: object,
) -> LookbackAnswer:
    incident = await stage.open(stage.call("ROBBERY", code, **call))
    async with stage.work() as work:
        return await ask_lookback(
            work, stage.desk, incident, organisation, seconds, "per_1", stage.clock.now()
        )


async def rows(stage: Stage) -> list[dict[str, Any]]:
    async with stage.desk.database.read() as connection:
        return [
            msgspec.json.decode(row.body)
            async for batch in trail_batches(connection)
            for row in batch
            if row.kind == "look_back"
        ]


async def test_the_live_clause_lets_nobody_look_back(database: Database) -> None:
    stage = on(database)
    answer = await asked(stage)
    assert isinstance(answer.decision, Refuse)
    assert answer.said == Reason.NO_CLAUSE
    assert await rows(stage) == [{"lookback_s": 60, "answer": "no_clause_for_service"}]


async def test_what_is_permitted_is_answered_with_nothing_recorded(database: Database) -> None:
    stage = on(database, BACK)
    answer = await asked(stage)
    assert isinstance(answer.decision, Allow)
    assert (answer.decision.clause.number, answer.said) == ("5.1", NOTHING_RECORDED)
    assert await rows(stage) == [
        {
            "lookback_s": 60,
            "answer": "nothing_recorded",
            "agreement_id": "SB-2023-08",
            "agreement_version": 1,
            "clause": "5.1",
        }
    ]


async def test_no_longer_than_agreed(database: Database) -> None:
    stage = on(database, BACK)
    assert (await asked(stage, 120)).said == NOTHING_RECORDED
    assert (await asked(stage, 121)).said == Reason.LOOKBACK_TOO_LONG


@pytest.mark.parametrize("seconds", [0, -1])
async def test_no_time_is_no_question(database: Database, seconds: int) -> None:
    stage = on(database, BACK)
    with pytest.raises(Invalid) as wrong:
        await asked(stage, seconds)
    assert wrong.value.field == "lookback_s"
    assert await rows(stage) == []


async def test_a_code_that_asks_waits_for_the_approver(database: Database) -> None:
    answer = await asked(on(database, BACK), code="C1")
    assert isinstance(answer.decision, Ask)
    assert answer.said == "waits_approval"


async def test_a_fix_wider_than_the_radius_waits_for_a_better_one(database: Database) -> None:
    answer = await asked(on(database, BACK), place=BY_CELL)
    assert isinstance(answer.decision, Ask)
    assert answer.decision.waits is Waits.PLACE


async def test_who_has_no_clause_is_refused(database: Database) -> None:
    only = replace(BACK, recipients=frozenset({POLICE_SEONGBUK}))
    assert (await asked(on(database, only), organisation=POLICE_JONGAM)).said == Reason.NO_CLAUSE


async def test_a_ban_holds_for_the_past_too(database: Database) -> None:
    ban = replace(BACK, number="9.1", kind=ClauseKind.FORBID, lookback_s=0, purposes=frozenset())
    assert (await asked(on(database, BACK, ban))).said == Reason.FORBIDDEN


async def test_looking_back_opens_no_live_picture_and_ends_none(database: Database) -> None:
    stage = on(database, BACK)
    await asked(stage)
    told = await stage.told("sharing.grant_opened")
    assert len(told) == 2, "the call's own lending and the centre's view"
    assert await stage.told("sharing.grant_ended") == []
    grants = await stage.grants(await stage.by_id(told[0]["incident_id"]))
    assert {one.state for one in grants} == {State.ACTIVE}


async def test_nothing_is_in_the_ledger_that_was_not_shown(database: Database) -> None:
    stage = on(database, BACK)
    await asked(stage)
    async with database.read() as connection:
        rows = await connection.exec_driver_sql("SELECT form FROM provision_ledger")
        assert {row.form for row in rows} == {"live"}


class Recorder:
    """A centre that records, and holds nothing of an incident."""

    async def said_of(self, incident_id: str, lookback_s: int) -> str:
        return f"recorded {lookback_s} of {bool(incident_id)}"

    async def release(self, _incident_id: str) -> int:
        return 0


async def test_a_recorder_answers_where_a_clause_lets_somebody_look_and_nowhere_else(
    database: Database,
) -> None:
    for more, said in (((BACK,), "recorded 60 of True"), ((), Reason.NO_CLAUSE)):
        stage = on(database, *more)
        incident = await stage.open(stage.call("ROBBERY", "C0", ext_incident_no=str(said)))
        async with stage.work() as work:
            answer = await ask_lookback(
                work,
                stage.desk,
                incident,
                POLICE_SEONGBUK,
                60,
                "per_1",
                stage.clock.now(),
                Recorder(),
            )
        assert answer.said == said


async def test_a_centre_without_a_recorder_holds_nothing() -> None:
    assert await NothingRecorded().release("inc_1") == 0
    assert await NothingRecorded().said_of("inc_1", 60) == NOTHING_RECORDED
