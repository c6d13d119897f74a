"""A new version comes into force while pictures run: what it lets be shown goes on without a blink, the rest ends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.audit.store import trail_batches
from bongsu.incidents.settle_open import settle_open
from bongsu.incidents.timers import Timers
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.sharing.agreement import Agreement, Clause
from bongsu.sharing.agreements.seongbuk import (
    CENTRE,
    POLICE_JONGAM,
    POLICE_SEONGBUK,
    SEONGBUK_2023_08,
)
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.rules import Reason
from tests.incidents.stage import NOW, SHIFT_LEAD, YES, Stage, actor
from tests.sharing.keeping.shelf import Shelf, next_version


@pytest.fixture
async def shelf(stage: Stage) -> Shelf:
    """The stage's own book, with tables behind it."""
    shelf = Shelf(stage.desk.database, stage.clock, stage.desk.centre.agreements)
    await shelf.in_force()
    return shelf


def with_clause(change: Callable[[Clause], Clause], **heads: object) -> Agreement:
    """Version 2, whose clause 3.2 (성북서 at C0 and C1) reads otherwise."""
    clauses = tuple(change(one) if one.number == "3.2" else one for one in SEONGBUK_2023_08.clauses)
    return next_version(clauses=clauses, examples=(), **heads)


async def in_force(stage: Stage, shelf: Shelf, text: Agreement) -> None:
    await shelf.add(text)
    await shelf.sign_all(text)
    await settle_open(stage.desk, "signature")


async def lendings(stage: Stage, organisation: str = POLICE_SEONGBUK) -> list[Grant]:
    """Of the only call, oldest first."""
    async with stage.desk.database.read() as connection:
        rows = await connection.exec_driver_sql("SELECT incident_id FROM incidents")
        incident_id = rows.one().incident_id
    held = await stage.grants(await stage.by_id(incident_id))
    return [one for one in held if one.organisation == organisation]


async def rows_of(stage: Stage, kind: str) -> list[dict[str, Any]]:
    async with stage.desk.database.read() as connection:
        return [
            msgspec.json.decode(row.body)
            async for rows in trail_batches(connection)
            for row in rows
            if row.kind == kind
        ]


async def test_the_same_pictures_go_on_under_the_new_version(stage: Stage, shelf: Shelf) -> None:
    incident = await stage.open(stage.call())
    before = await stage.grant(incident)
    await in_force(stage, shelf, next_version())
    (after,) = await lendings(stage)
    assert after == replace(before, agreement_version=2)
    assert await stage.told("sharing.grant_ended") == []
    assert len(await stage.told("sharing.grant_opened")) == 2, "the room's and the centre's, once"


async def test_the_trail_says_from_which_version_to_which(stage: Stage, shelf: Shelf) -> None:
    incident = await stage.open(stage.call())
    before = await stage.grant(incident)
    await in_force(stage, shelf, next_version())
    (row,) = await rows_of(stage, "carry")
    assert (row["from_version"], row["agreement_version"], row["clause"]) == (1, 2, "3.2")
    assert before.ends_at is not None
    assert row["ends_at"].startswith(f"{before.ends_at:%Y-%m-%dT%H:%M}")
    assert (await stage.verified()).ok


async def test_carrying_over_happens_once(stage: Stage, shelf: Shelf) -> None:
    await stage.open(stage.call())
    await in_force(stage, shelf, next_version())
    await settle_open(stage.desk, "again")
    assert len(await rows_of(stage, "carry")) == 1


async def test_what_an_approver_has_let_through_goes_on_too(stage: Stage, shelf: Shelf) -> None:
    incident = await stage.open(stage.call("THEFT", "C2"))
    await stage.decide(await stage.grant(incident), YES, actor(SHIFT_LEAD))
    await in_force(stage, shelf, next_version())
    (after,) = await lendings(stage)
    assert (after.state, after.agreement_version) == (State.ACTIVE, 2)


NARROWER: dict[str, Callable[[Clause], Clause]] = {
    "fewer cameras": lambda one: replace(one, max_cameras=2),
    "other cameras": lambda one: replace(one, purposes=frozenset({"children"})),
    "no vehicle": lambda one: replace(one, to_vehicles=False),
}


@pytest.mark.parametrize("change", NARROWER.values(), ids=NARROWER)
async def test_what_shows_more_than_the_new_version_lets_ends(
    stage: Stage, shelf: Shelf, change: Callable[[Clause], Clause]
) -> None:
    first = await stage.grant(await stage.open(stage.call()))
    assert len(first.lent) > 2
    await in_force(stage, shelf, with_clause(change))
    ended = (await lendings(stage))[0]
    assert (ended.grant_id, ended.state) == (first.grant_id, State.CLOSED)
    assert [one["grant_id"] for one in await stage.told("sharing.grant_ended")] == [first.grant_id]
    assert all(one.agreement_version == 2 for one in (await lendings(stage))[1:])


async def test_a_version_that_lists_the_call_no_more_ends_it_with_its_words(
    stage: Stage, shelf: Shelf
) -> None:
    await stage.open(stage.call("ROBBERY", "C0"))
    without = with_clause(lambda one: replace(one, categories=one.categories - {"ROBBERY"}))
    without = replace(
        without,
        clauses=tuple(
            replace(one, categories=one.categories - {"ROBBERY"}) for one in without.clauses
        ),
    )
    await in_force(stage, shelf, without)
    ended, refused = await lendings(stage)
    assert ended.state is State.CLOSED
    assert (refused.state, refused.reason) == (State.REFUSED, Reason.NOT_LISTED)
    assert refused.agreement_version == 2


async def test_a_version_with_less_time_gives_no_more_of_it(stage: Stage, shelf: Shelf) -> None:
    before = await stage.grant(await stage.open(stage.call()))
    await in_force(stage, shelf, with_clause(lambda one: replace(one, ttl_s=120, renewals=0)))
    (after,) = await lendings(stage)
    assert after.grant_id == before.grant_id
    assert (after.ends_at, after.ttl_s, after.renewals_left) == (
        NOW + timedelta(seconds=120),
        120,
        0,
    )
    told = [
        one for one in await stage.told("sharing.grant_opened") if one["grant_id"] == after.grant_id
    ]
    assert len(told) == 2, "the media processes hear of the earlier end"


async def test_a_version_with_more_time_lengthens_nothing_that_runs(
    stage: Stage, shelf: Shelf
) -> None:
    before = await stage.grant(await stage.open(stage.call()))
    await in_force(stage, shelf, with_clause(lambda one: replace(one, ttl_s=one.ttl_s * 2)))
    (after,) = await lendings(stage)
    assert (after.ends_at, after.renewals_left) == (before.ends_at, before.renewals_left)


async def test_another_number_of_the_same_clause_is_named_from_then_on(
    stage: Stage, shelf: Shelf
) -> None:
    await stage.open(stage.call())
    text = with_clause(lambda one: replace(one, number="9.1"))
    await in_force(stage, shelf, text)
    (after,) = await lendings(stage)
    assert (after.clause, after.agreement_version) == ("9.1", 2)


async def test_a_version_that_begins_later_takes_over_at_its_minute(
    stage: Stage, shelf: Shelf
) -> None:
    before = await stage.grant(await stage.open(stage.call()))
    timers = Timers(stage.desk, MemoryBus())
    await in_force(stage, shelf, next_version(starts=NOW + timedelta(minutes=5)))
    assert await timers.do_once() == NOW + timedelta(minutes=5)
    assert [one.agreement_version for one in await lendings(stage)] == [1]
    stage.clock.advance(5 * 60)
    await timers.do_once()
    assert await lendings(stage) == [replace(before, agreement_version=2)]


async def test_a_successor_at_the_agreements_end_leaves_the_end_where_it_was(
    stage: Stage, shelf: Shelf
) -> None:
    """연장: the old text ends in a minute, the new one begins there; nobody sees a picture stop."""
    ends = NOW + timedelta(minutes=1)
    second = next_version(ends=ends, review_due=date(2026, 11, 1))
    await shelf.add(second)
    await shelf.sign_all(second)
    successor = replace(SEONGBUK_2023_08, version=3, starts=ends)
    await shelf.add(successor)
    await shelf.sign_all(successor)
    grant = await stage.grant(await stage.open(stage.call()))
    assert grant.ends_at is not None
    assert grant.ends_at > ends
    timers = Timers(stage.desk, MemoryBus())
    stage.clock.advance(60)
    await timers.do_once()
    (after,) = await lendings(stage)
    assert (after.grant_id, after.agreement_version) == (grant.grant_id, 3)
    assert await stage.told("sharing.grant_ended") == []


async def test_another_agreement_is_no_new_version(stage: Stage, shelf: Shelf) -> None:
    """What stands on one agreement cannot be carried to another: the parties signed different papers."""
    first = await stage.grant(await stage.open(stage.call()))
    other = replace(SEONGBUK_2023_08, agreement_id="SB-2")
    await shelf.add(other)
    await shelf.sign_all(other)
    gone = next_version(
        examples=(),
        clauses=tuple(
            replace(one, recipients=frozenset({POLICE_JONGAM}))
            if POLICE_SEONGBUK in one.recipients
            else one
            for one in SEONGBUK_2023_08.clauses
        ),
    )
    await in_force(stage, shelf, gone)
    ended, other_lending = await lendings(stage)
    assert (ended.grant_id, ended.state) == (first.grant_id, State.CLOSED)
    assert (other_lending.state, other_lending.agreement_id) == (State.ACTIVE, "SB-2")


async def test_the_centres_own_view_is_not_touched(stage: Stage, shelf: Shelf) -> None:
    own = await stage.grant(await stage.open(stage.call()), CENTRE)
    await in_force(stage, shelf, next_version())
    assert await lendings(stage, CENTRE) == [own]
