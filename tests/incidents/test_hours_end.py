"""Agreed hours, a pilot's hours, a ban's hours and an agreement's end cut a running lending to the minute.

It is ten past two at night in Seoul when the stage opens."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bongsu.incidents.settle_open import settle_open
from bongsu.incidents.timers import Timers
from bongsu.kernel.database import Database
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.sharing.agreement import Agreement, ClauseKind, Pilot
from bongsu.sharing.agreement import Stage as PilotStage
from bongsu.sharing.agreements.seongbuk import CENTRE, POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.failures import TooLate
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.renew import renew
from bongsu.sharing.rules import Reason
from tests.incidents.stage import NOW, SEONGBUK_ROOM, Stage, signed_book, stage_on

FIVE_LATER = NOW + timedelta(minutes=5)
UNTIL_FIVE_LATER = ("02:00-02:15",)
FROM_FIVE_LATER = ("02:15-03:00",)


def with_hours(*hours: str) -> Agreement:
    return replace(
        SEONGBUK_2023_08,
        clauses=tuple(replace(one, hours=hours) for one in SEONGBUK_2023_08.clauses),
    )


def pilot(*hours: str) -> Agreement:
    limits = Pilot(hours, frozenset({"11290"}), 50, 100, date(2027, 1, 1))
    return replace(SEONGBUK_2023_08, stage=PilotStage.PILOT, pilot=limits)


def ban(*hours: str) -> Agreement:
    """금지 at these hours, by a paper of its own."""
    clause = replace(
        SEONGBUK_2023_08.clauses[0],
        kind=ClauseKind.FORBID,
        service="",
        recipients=frozenset(),
        categories=frozenset(),
        by_itself=frozenset(),
        with_approval=frozenset(),
        purposes=frozenset(),
        hours=hours,
    )
    return replace(SEONGBUK_2023_08, agreement_id="SB-BAN", clauses=(clause,), examples=())


ENDING: dict[str, tuple[tuple[Agreement, ...], Reason]] = {
    "a clause's hours": ((with_hours(*UNTIL_FIVE_LATER),), Reason.OUTSIDE_HOURS),
    "a pilot's hours": ((pilot(*UNTIL_FIVE_LATER),), Reason.OUTSIDE_PILOT),
    "the agreement": ((replace(SEONGBUK_2023_08, ends=FIVE_LATER),), Reason.NOT_IN_FORCE),
    "what a ban leaves": ((SEONGBUK_2023_08, ban(*FROM_FIVE_LATER)), Reason.FORBIDDEN),
    "the earlier of two": (
        (replace(with_hours("02:00-02:20"), ends=FIVE_LATER),),
        Reason.NOT_IN_FORCE,
    ),
}
every_end = pytest.mark.parametrize(("texts", "reason"), ENDING.values(), ids=ENDING)


def on(database: Database, *texts: Agreement) -> tuple[Stage, Timers]:
    stage = stage_on(database, book=signed_book(*texts))
    return stage, Timers(stage.desk, MemoryBus())


async def opened(stage: Stage) -> Grant:
    grant = await stage.grant(await stage.open(stage.call()))
    assert grant.state is State.ACTIVE, grant.reason_en
    return grant


@every_end
async def test_a_lending_is_given_no_end_beyond_what_is_agreed(
    database: Database, texts: tuple[Agreement, ...], reason: Reason
) -> None:
    """The media processes cut by their own clock: the end that they are told is the agreed one."""
    stage, _ = on(database, *texts)
    grant = await opened(stage)
    assert grant.ends_at == FIVE_LATER
    (told,) = [
        one
        for one in await stage.told("sharing.grant_opened")
        if one["organisation"] == POLICE_SEONGBUK
    ]
    assert datetime.fromisoformat(told["ends_at"]) == FIVE_LATER


@every_end
async def test_the_timers_wake_for_it_and_the_room_reads_why(
    database: Database, texts: tuple[Agreement, ...], reason: Reason
) -> None:
    stage, timers = on(database, *texts)
    grant = await opened(stage)
    assert await timers.do_once() == FIVE_LATER
    stage.clock.advance(5 * 60)
    await timers.do_once()
    ended = await stage.grant(await stage.open_of(grant))
    assert (ended.grant_id, ended.state, ended.reason) == (grant.grant_id, State.CLOSED, reason)
    view = await stage.view(await stage.open_of(grant), SEONGBUK_ROOM)
    assert view is not None
    assert ended.reason_ko
    assert any(ended.reason_ko.split(" (")[0] in line.text_ko for line in view.timeline)


@every_end
async def test_a_second_before_it_runs_still(
    database: Database, texts: tuple[Agreement, ...], reason: Reason
) -> None:
    stage, timers = on(database, *texts)
    grant = await opened(stage)
    stage.clock.advance(5 * 60 - 1)
    await timers.do_once()
    assert (await stage.grant(await stage.open_of(grant))).in_force(stage.clock.now())


@every_end
async def test_a_renewal_does_not_pass_it(
    database: Database, texts: tuple[Agreement, ...], reason: Reason
) -> None:
    stage, _ = on(database, *texts)
    grant = await opened(stage)
    stage.clock.advance(60)
    async with stage.work() as work:
        with pytest.raises(TooLate, match="no more time"):
            await renew(work, grant, "per_1", stage.clock.now(), until=FIVE_LATER)
    assert (await stage.grant(await stage.open_of(grant))).renewals_left == grant.renewals_left


async def test_windows_that_touch_are_one(database: Database) -> None:
    """02:15 is where one of the signed windows ends and the next begins."""
    stage, timers = on(database, with_hours("02:00-02:15", "02:15-04:00"))
    grant = await opened(stage)
    assert grant.ends_at == NOW + timedelta(seconds=grant.ttl_s)
    stage.clock.advance(5 * 60)
    await timers.do_once()
    assert (await stage.grant(await stage.open_of(grant))).state is State.ACTIVE
    assert await stage.told("sharing.grant_ended") == []


async def test_hours_over_midnight_end_in_the_morning(database: Database) -> None:
    stage, _ = on(database, with_hours("22:00-02:20"))
    assert (await opened(stage)).ends_at == NOW + timedelta(minutes=10)


async def test_a_clause_that_goes_on_lets_the_call_be_shown_anew(database: Database) -> None:
    """At 02:15 the wider clause's hours end; the narrower paper is always in force."""
    narrow = replace(
        SEONGBUK_2023_08,
        agreement_id="SB-Z",
        clauses=tuple(
            replace(one, number=f"8.{n}") for n, one in enumerate(SEONGBUK_2023_08.clauses, 1)
        ),
        examples=(),
    )
    stage, timers = on(database, with_hours(*UNTIL_FIVE_LATER), narrow)
    grant = await opened(stage)
    assert grant.agreement_id == SEONGBUK_2023_08.agreement_id
    stage.clock.advance(5 * 60)
    await timers.do_once()
    after = await stage.grant(await stage.open_of(grant))
    assert (after.state, after.agreement_id) == (State.ACTIVE, "SB-Z")


async def test_a_call_that_came_too_early_is_lent_when_the_hours_begin(database: Database) -> None:
    stage, timers = on(database, with_hours(*FROM_FIVE_LATER))
    incident = await stage.open(stage.call())
    assert (await stage.grant(incident)).reason == Reason.OUTSIDE_HOURS
    assert await timers.do_once() == FIVE_LATER
    stage.clock.advance(5 * 60)
    await timers.do_once()
    assert (await stage.grant(incident)).state is State.ACTIVE


async def test_the_next_nights_hours_lend_another_time(database: Database) -> None:
    stage, timers = on(database, with_hours(*UNTIL_FIVE_LATER))
    grant = await opened(stage)
    for wait_s in (5 * 60, 24 * 3600 - 15 * 60):
        stage.clock.advance(wait_s)
        await timers.do_once()
    again = await stage.grant(await stage.open_of(grant))
    assert again.state is State.ACTIVE
    assert again.grant_id != grant.grant_id, (
        "what has ended does not come back: it is another lending"
    )


async def test_the_centres_own_view_has_no_hours(database: Database) -> None:
    stage, timers = on(database, with_hours(*UNTIL_FIVE_LATER))
    incident = await stage.open(stage.call())
    stage.clock.advance(5 * 60)
    await timers.do_once()
    assert (await stage.grant(incident, CENTRE)).state is State.ACTIVE


async def test_a_ban_signed_while_pictures_run_shortens_them(database: Database) -> None:
    """Its hours begin in five minutes: what runs learns its new end at once."""
    stage, _ = on(database, SEONGBUK_2023_08)
    grant = await opened(stage)
    assert grant.ends_at is not None
    assert grant.ends_at > FIVE_LATER
    stage.desk.centre.agreements._kept = signed_book(SEONGBUK_2023_08, ban(*FROM_FIVE_LATER)).kept
    await settle_open(stage.desk, "signature")
    shorter = await stage.grant(await stage.open_of(grant))
    assert (shorter.grant_id, shorter.ends_at) == (grant.grant_id, FIVE_LATER)
    assert (await stage.trail()).count("carry") == 1


async def test_where_approval_begins_the_unapproved_end(database: Database) -> None:
    """By day C0 opens by itself; from 02:15 the same code waits for the approver."""
    clause = next(
        one
        for one in SEONGBUK_2023_08.clauses
        if one.service == "P112_DISPATCH" and POLICE_SEONGBUK in one.recipients
    )
    by_day = replace(clause, hours=UNTIL_FIVE_LATER)
    by_night = replace(
        clause,
        number="9.9",
        hours=FROM_FIVE_LATER,
        by_itself=frozenset(),
        with_approval=frozenset({"C0"}),
    )
    text = replace(SEONGBUK_2023_08, clauses=(by_day, by_night), examples=())
    stage, timers = on(database, text)
    grant = await opened(stage)
    assert grant.ends_at == FIVE_LATER
    stage.clock.advance(5 * 60)
    await timers.do_once()
    asked = await stage.grant(await stage.open_of(grant))
    assert (asked.state, asked.clause) == (State.WAITING, "9.9")
