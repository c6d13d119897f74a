"""Every way in which it ends ends it on both sides; what is lost on the line cannot make it longer."""

from dataclasses import replace

import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.federation.crossing.messages import GRANTS_ANSWERED, INCIDENT_ASKED, SayAgain
from bongsu.federation.exchange.post import post
from bongsu.sharing.failures import TooLate
from bongsu.sharing.grants import State
from bongsu.sharing.rules import Reason
from bongsu.sharing.withdraw import undo
from tests.federation.crossing.city import City, OneCentre
from tests.federation.crossing.city_map import (
    GANGBUK,
    POLICE,
    SEONGBUK,
    at,
)


async def lent(city: City) -> tuple[OneCentre, OneCentre]:
    await city[SEONGBUK].open(at(-120))
    await city.calm()
    return city[SEONGBUK], city[GANGBUK]


async def test_closing_at_the_asking_centre_ends_it_on_both_sides(city: City) -> None:
    asker, owner = await lent(city)
    [incident] = await asker.incidents()
    await asker.close(incident)
    assert await asker.alive() == []
    await city.calm()
    [theirs] = await owner.asked_by(SEONGBUK)
    assert not theirs.is_open
    assert await owner.alive() == []
    assert (await owner.of(theirs, None)).reason == Reason.CLOSED
    assert (await owner.timeline(theirs))[-1] == "현장종결 · 성북구 통합관제센터"


async def test_a_cut_by_the_owners_operator_is_gone_at_the_asking_centre(city: City) -> None:
    asker, owner = await lent(city)
    [incident] = await asker.incidents()
    [theirs] = await owner.asked_by(SEONGBUK)
    await owner.cut(await owner.of(theirs, None))
    await city.calm()
    gone = await asker.of(incident, GANGBUK)
    assert (gone.state, gone.reason) == (State.WITHDRAWN, Reason.OWNER_WITHDREW)
    assert (await asker.of(incident, None)).state is State.ACTIVE
    assert gone.grant_id not in await asker.alive()
    ended = [row for row in await asker.ledger() if row.grant_id == gone.grant_id]
    assert ended[0].end_reason == Reason.OWNER_WITHDREW


async def test_an_owner_who_takes_its_cut_back_lends_again(city: City) -> None:
    asker, owner = await lent(city)
    [incident] = await asker.incidents()
    [theirs] = await owner.asked_by(SEONGBUK)
    await owner.cut(await owner.of(theirs, None))
    await city.calm()
    async with owner.database.work() as work:
        await undo(work, await owner.of(theirs, None), "per_operator", owner.clock.now())
    await owner.changed(theirs.incident_id)
    await city.calm()
    assert (await asker.of(incident, GANGBUK)).state is State.ACTIVE


async def test_our_own_cut_ends_it_there_and_cannot_be_undone(city: City) -> None:
    asker, owner = await lent(city)
    [incident] = await asker.incidents()
    await asker.cut(await asker.of(incident, GANGBUK))
    cut = await asker.of(incident, GANGBUK)
    assert (cut.state, cut.undo_until) == (State.WITHDRAWN, None)
    with pytest.raises(TooLate):
        async with asker.database.work() as work:
            await undo(work, cut, "per_operator", asker.clock.now())
    await city.calm()
    [theirs] = await owner.asked_by(SEONGBUK)
    released = await owner.of(theirs, None)
    assert (released.state, released.reason) == (State.WITHDRAWN, Reason.RELEASED)
    await owner.judged_again()
    await asker.judged_again()
    await city.calm()
    assert await owner.alive() == []
    assert (await asker.of(incident, GANGBUK)).state is State.WITHDRAWN


async def test_a_cut_before_the_owner_has_answered_is_not_overtaken_by_its_answer(
    city: City,
) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-120))
    await city.calm(SEONGBUK)
    await asker.cut(await asker.of(incident, GANGBUK))
    await city.calm()
    assert (await asker.of(incident, GANGBUK)).state is State.WITHDRAWN
    [theirs] = await owner.asked_by(SEONGBUK)
    assert (await owner.of(theirs, None)).reason == Reason.RELEASED


async def test_it_ends_by_both_clocks_when_nobody_renews(city: City) -> None:
    asker, owner = await lent(city)
    [incident] = await asker.incidents()
    await city.later(901)
    await city.calm()
    mine = await asker.of(incident, GANGBUK)
    [theirs] = await owner.asked_by(SEONGBUK)
    assert mine.state is State.EXPIRED
    assert (await owner.of(theirs, None)).state is State.EXPIRED
    assert (await asker.of(incident, None)).state is State.ACTIVE


async def test_renewing_asks_the_owner_and_goes_on_when_it_agrees(city: City) -> None:
    asker, owner = await lent(city)
    [incident] = await asker.incidents()
    await city.later(600)
    before = await asker.of(incident, GANGBUK)
    await asker.renew(before)
    asked = await asker.of(incident, GANGBUK)
    assert asked.ends_at == before.ends_at, "our word alone shows nothing longer"
    await city.calm()
    longer = await asker.of(incident, GANGBUK)
    [theirs] = await owner.asked_by(SEONGBUK)
    assert longer.ends_at == (await owner.of(theirs, None)).ends_at
    assert before.ends_at is not None
    assert longer.ends_at is not None
    assert (longer.ends_at - before.ends_at).total_seconds() == 600
    assert longer.renewals_left == 0
    rows = [row for row in await asker.ledger() if row.grant_id == longer.grant_id]
    assert [row.renewals for row in rows] == [1]
    [at_owner] = await owner.ledger()
    assert at_owner.renewals == 1
    with pytest.raises(TooLate):
        await asker.renew(longer)


async def test_a_renewal_that_the_owner_does_not_give_changes_nothing(city: City) -> None:
    asker, owner = await lent(city)
    [incident] = await asker.incidents()
    [theirs] = await owner.asked_by(SEONGBUK)
    await owner.renew(await owner.of(theirs, None))
    mine = await asker.of(incident, GANGBUK)
    await asker.renew(mine)
    await city.calm()
    after = await asker.of(incident, GANGBUK)
    assert after.ends_at == mine.ends_at
    assert await owner.refusals() == []


async def test_a_close_lost_on_a_cut_line_ends_by_the_clock_and_arrives_once(city: City) -> None:
    asker, owner = await lent(city)
    [incident] = await asker.incidents()
    city.line.cut.add(SEONGBUK)
    await asker.close(incident)
    await city.calm()
    assert await asker.alive() == []
    assert len(await owner.alive()) == 1
    await city.later(901)
    await city.calm()
    assert await owner.alive() == [], "no message was needed"
    city.line.cut.clear()
    await city.calm()
    [theirs] = await owner.asked_by(SEONGBUK)
    assert not theirs.is_open
    assert len(await owner.ledger()) == 1
    assert len([row for row in await asker.ledger() if row.details]) == 1
    assert await city.open_everywhere() == 0
    assert await owner.is_whole()


async def test_a_cut_by_the_owner_while_the_line_is_down_ends_here_by_the_clock(city: City) -> None:
    asker, owner = await lent(city)
    [incident] = await asker.incidents()
    [theirs] = await owner.asked_by(SEONGBUK)
    city.line.cut.add(GANGBUK)
    await owner.cut(await owner.of(theirs, None))
    await city.calm()
    await city.later(901)
    await city.calm()
    assert await asker.alive() == [(await asker.of(incident, None)).grant_id]
    city.line.cut.clear()
    await city.calm()
    assert (await asker.of(incident, GANGBUK)).state is State.EXPIRED


async def test_calls_that_come_while_the_line_is_cut_are_asked_after_it_heals_in_order(
    city: City,
) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    city.line.cut.add(GANGBUK)
    first = await asker.open(at(-120))
    second = await asker.open(at(-100))
    gone = await asker.open(at(-80))
    await city.calm()
    await asker.close(gone)
    await city.calm()
    assert (await asker.of(first, None)).state is State.ACTIVE, "each goes on alone"
    assert (await asker.of(first, GANGBUK)).state is State.WAITING
    assert await owner.incidents() == []
    city.line.cut.clear()
    await city.calm()
    for incident in (first, second):
        assert (await asker.of(incident, GANGBUK)).state is State.ACTIVE
    asked = [one.ext_incident_no for one in await owner.asked_by(SEONGBUK) if one.is_open]
    assert sorted(asked) == sorted([first.incident_id, second.incident_id])
    assert len(await owner.asked_by(SEONGBUK)) == 3
    rows = [row.details["via_incident"] for row in await owner.ledger()]
    assert sorted(rows) == sorted([first.incident_id, second.incident_id])
    assert (await asker.of(gone, GANGBUK)).state is State.CLOSED


async def test_an_asking_centre_whose_link_is_revoked_is_shown_nothing_at_once(city: City) -> None:
    asker, owner = await lent(city)
    await city.know(GANGBUK, SEONGBUK, is_revoked=True)
    [theirs] = await owner.asked_by(SEONGBUK)
    await owner.changed(theirs.incident_id)
    await city.calm(GANGBUK)
    ended = await owner.of(theirs, None)
    assert (ended.state, ended.reason) == (State.CLOSED, Reason.UNLINKED)
    assert await owner.alive() == []
    await asker.open(at(-120))
    await city.calm()
    assert len(await owner.asked_by(SEONGBUK)) == 1
    assert "not_linked" in (await owner.refusals())[0]


async def test_an_owner_whose_link_is_revoked_is_shown_no_more(city: City) -> None:
    asker, _ = await lent(city)
    [incident] = await asker.incidents()
    await city.know(SEONGBUK, GANGBUK, is_revoked=True)
    await asker.judged_again()
    assert (await asker.of(incident, GANGBUK)).state is State.CLOSED
    await city.calm(SEONGBUK)
    assert (await asker.of(incident, None, POLICE)).state is State.ACTIVE


async def test_a_new_link_is_asked_for_calls_that_already_run(city: City) -> None:
    asker = city[SEONGBUK]
    await city.know(SEONGBUK, GANGBUK, is_revoked=True)
    incident = await asker.open(at(-120))
    await city.calm()
    assert [one for one in await asker.grants(incident) if one.owner] == []
    await city.know(SEONGBUK, GANGBUK)
    await asker.judged_again()
    await city.calm()
    assert (await asker.of(incident, GANGBUK)).state is State.ACTIVE


async def test_for_a_call_that_came_and_went_while_the_line_was_cut_nothing_is_lent(
    city: City,
) -> None:
    """Both words come in one batch: the owner writes the call down, and its ledger tells of no provision."""
    asker, owner = city[SEONGBUK], city[GANGBUK]
    city.line.cut.add(GANGBUK)
    incident = await asker.open(at(-120))
    await city.calm()
    assert (await asker.of(incident, GANGBUK)).state is State.WAITING
    assert (await asker.of(incident, None)).state is State.ACTIVE, "our own opened meanwhile"
    await asker.close(incident)
    await city.calm()
    city.line.cut.clear()
    await city.calm()
    [theirs] = await owner.asked_by(SEONGBUK)
    assert not theirs.is_open
    assert await owner.grants(theirs) == []
    assert await owner.ledger() == []
    deeds = [TrailKind.OPEN_INCIDENT, TrailKind.CLOSE_INCIDENT]
    assert [one for one in await owner.trail() if one in deeds] == deeds
    assert (await asker.of(incident, GANGBUK)).state is State.CLOSED


@pytest.mark.parametrize("at_the_owner", [False, True])
async def test_a_new_version_that_lets_the_same_be_shown_takes_the_lending_over(
    city: City, at_the_owner: bool
) -> None:
    asker, owner = await lent(city)
    [incident] = await asker.incidents()
    before = await asker.of(incident, GANGBUK)
    side, text = (owner, "GB-LINK-2024-05") if at_the_owner else (asker, before.agreement_id or "")
    side.book.edit(text, lambda one: replace(one, version=one.version + 1))
    await side.judged_again()
    await city.calm()
    [theirs] = await owner.asked_by(SEONGBUK)
    after, given = await asker.of(incident, GANGBUK), await owner.of(theirs, None)
    assert (after.grant_id, after.state) == (before.grant_id, State.ACTIVE), "without a blink"
    assert (given.grant_id, given.state) == (before.owner_grant_id, State.ACTIVE)
    version = given.agreement_version if at_the_owner else after.agreement_version
    assert version == 2
    assert TrailKind.CARRY in await side.trail()


async def test_a_call_that_came_and_went_while_cut_off_is_answered_once(city: City) -> None:
    """Both messages come in one batch: what stands at its end is told in the same transaction, and nothing before it."""
    asker, owner = city[SEONGBUK], city[GANGBUK]
    city.line.cut.add(SEONGBUK)
    incident = await asker.open(at(-120))
    await city.calm()
    await asker.close(incident)
    await city.calm()
    city.line.cut.clear()
    await city.calm()
    [theirs] = await owner.asked_by(SEONGBUK)
    assert not theirs.is_open
    assert await owner.told(SEONGBUK) == [GRANTS_ANSWERED]


async def test_a_running_call_is_not_moved_any_more_by_a_batch_that_also_ends_it(
    city: City,
) -> None:
    asker, owner = await lent(city)
    [incident] = await asker.incidents()
    [theirs] = await owner.asked_by(SEONGBUK)
    before = await owner.of(theirs, None)
    city.line.cut.add(SEONGBUK)
    await asker.update(incident, place=at(-60))
    await city.calm()
    await asker.close(await asker.incident(incident.incident_id))
    await city.calm()
    city.line.cut.clear()
    await city.calm()
    [theirs] = await owner.asked_by(SEONGBUK)
    after = await owner.of(theirs, None)
    assert (after.grant_id, after.state) == (before.grant_id, State.CLOSED)
    assert after.cameras == before.cameras


async def test_one_bad_message_of_a_batch_costs_no_other(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    city.line.cut.add(SEONGBUK)
    first = await asker.open(at(-120))
    await city.calm()
    async with asker.database.work() as work:
        await post(work, GANGBUK, INCIDENT_ASKED, SayAgain())
    second = await asker.open(at(-100))
    await city.calm()
    city.line.cut.clear()
    await city.calm()
    for incident in (first, second):
        assert (await asker.of(incident, GANGBUK)).state is State.ACTIVE
    assert len(await owner.refusals()) == 1
    assert await owner.is_whole()
