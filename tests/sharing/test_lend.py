"""Deeds upon a lending in any order: media is told what the node believes, and every deed that counts is in the trail."""

import random
from dataclasses import replace

import msgspec
import pytest
from sqlalchemy import select

from bongsu.audit.list_trail import list_trail
from bongsu.kernel.tables import outbox
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.failures import TooLate
from bongsu.sharing.grants import LentCamera, State
from bongsu.sharing.lend import ask, change_cameras, end_grant, new_grant, open_grant, refuse
from bongsu.sharing.renew import renew
from bongsu.sharing.rules import Reason, Waits
from bongsu.sharing.store import active_ids, grant_by_id
from bongsu.sharing.withdraw import give_reason, make_final, undo, withdraw
from bongsu.sharing.words import sentence
from tests.incidents.stage import Stage

CLAUSE = SEONGBUK_2023_08.clauses[1]


class Lending:
    """One grant and chance."""

    def __init__(self, stage: Stage, chance: random.Random) -> None:
        self.stage = stage
        self.chance = chance
        self.grant = new_grant("inc_1", POLICE_SEONGBUK, stage.clock.now())
        self.rows = 0

    def cameras(self) -> tuple[LentCamera, ...]:
        numbers = self.chance.sample(range(1, 9), self.chance.randint(1, 4))
        some = [
            LentCamera(f"SB-{n}", rank, 0.5, 9.0, 1.0, "가", "a") for rank, n in enumerate(numbers)
        ]
        if len(some) > 1 and self.chance.random() < 0.3:
            some[-1] = replace(some[-1], withdrawn_reason="failed")
        return tuple(some)

    async def do(self, name: str) -> None:
        """As a use case would: only what fits the state it finds, in one transaction."""
        now, grant = self.stage.clock.now(), self.grant
        try:
            async with self.stage.work() as work:
                match name:
                    case "open" if not grant.is_open or grant.state is State.WAITING:
                        self.grant = await open_grant(work, grant, CLAUSE, self.cameras(), now)
                    case "ask" if grant.state is not State.ACTIVE:
                        self.grant = await ask(
                            work, grant, CLAUSE, Waits.APPROVAL, now, within_s=60
                        )
                    case "refuse" if grant.state is State.WAITING:
                        text = sentence(Reason.DENIED)
                        self.grant = await refuse(work, grant, Reason.DENIED, text, now)
                    case "close" if grant.is_open:
                        self.grant = await end_grant(work, grant, State.CLOSED, Reason.CLOSED, now)
                    case "withdraw":
                        self.grant = await withdraw(work, grant, "per_1", now)
                    case "undo":
                        self.grant = await undo(work, grant, "per_1", now)
                    case "reason":
                        self.grant = await give_reason(work, grant, "privacy", "per_1", now)
                    case "renew":
                        self.grant = await renew(work, grant, "per_1", now)
                    case "swap" if grant.state is State.ACTIVE:
                        self.grant = await change_cameras(
                            work, grant, self.cameras(), now, why="camera_failed"
                        )
                    case "final":
                        await make_final(work, grant)
                        if grant.state is State.WITHDRAWN:
                            self.grant = replace(grant, undo_until=None)
        except TooLate:
            assert self.grant is grant

    async def check(self) -> None:
        """What is kept, what media was told, and what the trail says are one thing."""
        grant, now = self.grant, self.stage.clock.now()
        async with self.stage.desk.database.read() as connection:
            kept = await grant_by_id(connection, grant.grant_id)
            alive = await active_ids(connection, now)
            told = (await connection.execute(select(outbox).order_by(outbox.c.id))).all()
        assert kept == grant or (kept is None and grant.state is State.WAITING)
        assert (grant.grant_id in alive) == grant.in_force(now)
        if grant.state is State.ACTIVE:
            assert grant.ends_at is not None, "a lending always has an end"
        running, cameras, ends = False, list[str](), None
        for row in told:
            fact = msgspec.json.decode(row.body)
            if row.subject == "sharing.grant_opened":
                running, cameras, ends = True, fact["camera_ids"], fact["ends_at"]
            elif row.subject == "sharing.grant_ended":
                running = False
            else:
                assert row.subject == "sharing.camera_withdrawn"
        assert running == (grant.state is State.ACTIVE), "media goes by what it was told"
        if running:
            assert set(cameras) == {one.camera_id for one in grant.lent}
            assert grant.ends_at is not None
            assert ends == msgspec.json.decode(msgspec.json.encode(grant.ends_at))


DEEDS = ("open", "ask", "refuse", "close", "withdraw", "undo", "reason", "renew", "swap", "final")


@pytest.mark.parametrize("seed", range(12))
async def test_whatever_is_done_node_media_and_trail_agree(stage: Stage, seed: int) -> None:
    chance = random.Random(seed)
    lending = Lending(stage, chance)
    for _ in range(25):
        await lending.do(chance.choice((*DEEDS, "open", "withdraw", "undo")))
        await lending.check()
        stage.clock.advance(chance.choice((0, 0, 1, 9.9, 10, 600)))
    rows = await list_trail(stage.desk.database, limit=500)
    assert {row.grant_id for row in rows} == {lending.grant.grant_id}
    assert (await stage.verified()).ok


async def test_after_its_end_no_deed_but_a_new_opening_brings_pictures_back(stage: Stage) -> None:
    for end in ("close", "withdraw"):
        lending = Lending(stage, random.Random(1))
        await lending.do("open")
        await lending.do(end)
        stage.clock.advance(10)
        for deed in ("undo", "renew", "swap", "reason", "final", "withdraw"):
            await lending.do(deed)
            assert not lending.grant.in_force(stage.clock.now()), deed
            assert lending.grant.lent == ()


async def test_an_opening_takes_the_question_away_and_a_question_the_end(stage: Stage) -> None:
    lending = Lending(stage, random.Random(1))
    await lending.do("ask")
    assert (lending.grant.waits, lending.grant.ends_at) == ("approval", None)
    await lending.do("open")
    assert (lending.grant.waits, lending.grant.deadline) == (None, None)
    assert lending.grant.options == ()
