"""What a further message changes: up, down, elsewhere, and what a person said stays said."""

import pytest

from bongsu.incidents.close import close_incident
from bongsu.incidents.decide import Answer
from bongsu.incidents.failures import AlreadyEnded
from bongsu.incidents.incident import Place, Responder
from bongsu.incidents.update import move_incident, unit_moved
from bongsu.sharing.agreements.seongbuk import CENTRE, POLICE_JONGAM, POLICE_SEONGBUK
from bongsu.sharing.failures import TooLate
from bongsu.sharing.grants import State
from bongsu.sharing.rules import Reason
from bongsu.sharing.withdraw import undo, withdraw
from tests.incidents.stage import (
    BY_CELL,
    IN_DOUBT,
    IN_JONGAM,
    IN_SEONGBUK,
    NO,
    OUTSIDE,
    SHIFT_LEAD,
    YES,
    Stage,
    actor,
)

NEARBY = Place(lat=37.601, lon=127.011, accuracy_m=10.0, method="GPS")


async def test_a_downgrade_ends_the_pictures(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    before = await stage.grant(incident)
    await stage.update(incident, code="C3")
    after = await stage.grant(incident)
    assert (after.state, after.reason) == (State.REFUSED, Reason.NOT_URGENT)
    ended = await stage.told("sharing.grant_ended")
    assert [one["grant_id"] for one in ended] == [before.grant_id]
    assert ended[0]["reason"] == "superseded"


async def test_a_downgrade_that_carries_a_place_ends_the_pictures_at_once(stage: Stage) -> None:
    """A partner's system repeats the place in each message; the tiles' rhythm must not delay a refusal."""
    incident = await stage.open(stage.call())
    stage.clock.advance(1)
    await stage.update(incident, code="C3", place=NEARBY)
    assert (await stage.grant(incident)).state is State.REFUSED


async def test_an_unlisted_category_ends_the_pictures(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    await stage.update(incident, category="QUARREL")
    after = await stage.grant(incident)
    assert (after.state, after.reason) == (State.REFUSED, Reason.NOT_LISTED)
    assert "시비" in after.reason_ko


async def test_the_reason_names_the_category_of_now(stage: Stage) -> None:
    incident = await stage.open(stage.call("ASSAULT"))
    await stage.update(incident, category="QUARREL")
    assert "시비" in (await stage.grant(incident)).reason_ko


async def test_from_c1_to_c2_goes_back_to_waiting(stage: Stage) -> None:
    incident = await stage.open(stage.call(code="C1"))
    await stage.update(incident, code="C2")
    grant = await stage.grant(incident)
    assert (grant.state, grant.waits) == (State.WAITING, "approval")
    assert len(await stage.told("sharing.grant_ended")) == 1


@pytest.mark.parametrize("code", ["C0", "C1"])
async def test_an_escalation_opens(stage: Stage, code: str) -> None:
    incident = await stage.open(stage.call(code="C2"))
    stage.clock.advance(1)
    await stage.update(incident, code=code, place=NEARBY)
    assert (await stage.grant(incident)).state is State.ACTIVE


async def test_from_refused_to_urgent_opens(stage: Stage) -> None:
    incident = await stage.open(stage.call(code="C4"))
    await stage.update(incident, code="C0")
    assert await stage.outside(incident) == {POLICE_SEONGBUK: "active"}


async def test_an_approval_is_lost_when_the_category_changes(stage: Stage) -> None:
    incident = await stage.open(stage.call("THEFT", "C2"))
    await stage.decide(await stage.grant(incident), YES, actor(SHIFT_LEAD))
    assert (await stage.grant(incident)).state is State.ACTIVE
    await stage.update(incident, category="ROBBERY")
    grant = await stage.grant(incident)
    assert (grant.state, grant.waits) == (State.WAITING, "approval")


async def test_an_approval_stays_when_only_words_change(stage: Stage) -> None:
    incident = await stage.open(stage.call("THEFT", "C2"))
    await stage.decide(await stage.grant(incident), YES, actor(SHIFT_LEAD))
    updated = await stage.update(incident, summary="자전거 절도", category="THEFT", code="C2")
    assert updated.summary == "자전거 절도"
    assert (await stage.grant(incident)).state is State.ACTIVE


async def test_the_same_said_again_changes_nothing(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    before = await stage.grant(incident)
    stage.clock.advance(60)
    await stage.update(incident, category="ROBBERY", code="C0", place=IN_SEONGBUK)
    assert await stage.grant(incident) == before
    assert len(await stage.told("sharing.grant_opened")) == 2


async def test_a_denial_is_not_undone_by_the_machine(stage: Stage) -> None:
    incident = await stage.open(stage.call(code="C2"))
    await stage.decide(await stage.grant(incident), NO, actor(SHIFT_LEAD))
    await stage.update(incident, summary="재신고", place=NEARBY)
    grant = await stage.grant(incident)
    assert (grant.state, grant.reason) == (State.REFUSED, Reason.DENIED)


async def test_a_cut_is_not_undone_by_an_update(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    async with stage.work() as work:
        await withdraw(work, await stage.grant(incident), "per_1", stage.clock.now())
    await stage.update(incident, code="C1", place=NEARBY)
    assert (await stage.grant(incident)).state is State.WITHDRAWN


async def test_a_cut_cannot_be_undone_once_the_call_is_refused(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    async with stage.work() as work:
        await withdraw(work, await stage.grant(incident), "per_1", stage.clock.now())
    await stage.update(incident, code="C3")
    with pytest.raises(TooLate):
        async with stage.work() as work:
            await undo(work, await stage.grant(incident), "per_1", stage.clock.now())


async def test_a_cut_cannot_be_undone_once_another_station_is_competent(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    async with stage.work() as work:
        await withdraw(work, await stage.grant(incident), "per_1", stage.clock.now())
    await stage.update(incident, place=IN_JONGAM)
    with pytest.raises(TooLate):
        async with stage.work() as work:
            await undo(work, await stage.grant(incident), "per_1", stage.clock.now())


async def test_a_cut_cannot_be_undone_once_the_incident_is_closed(stage: Stage) -> None:
    """A grant ends with its incident, also one that was cut a moment before."""
    incident = await stage.open(stage.call())
    async with stage.work() as work:
        await withdraw(work, await stage.grant(incident), "per_1", stage.clock.now())
    async with stage.work() as work:
        await close_incident(
            work, stage.desk, await stage.fresh(incident), "seoul-112", stage.clock.now()
        )
    with pytest.raises(TooLate):
        async with stage.work() as work:
            await undo(work, await stage.grant(incident), "per_1", stage.clock.now())
    assert {grant.state for grant in await stage.grants(incident)} == {
        State.WITHDRAWN,
        State.CLOSED,
    }


async def test_a_better_place_opens_at_once(stage: Stage) -> None:
    """The tiles' rhythm of five seconds is for tiles; nothing plays yet."""
    incident = await stage.open(stage.call(place=BY_CELL))
    stage.clock.advance(1)
    await stage.update(incident, place=NEARBY)
    assert await stage.outside(incident) == {POLICE_SEONGBUK: "active", POLICE_JONGAM: "closed"}


async def test_a_better_place_ends_the_doubt_about_the_jurisdiction(stage: Stage) -> None:
    incident = await stage.open(stage.call(place=IN_DOUBT))
    stage.clock.advance(1)
    await stage.update(incident, place=IN_JONGAM)
    assert await stage.outside(incident) == {POLICE_SEONGBUK: "closed", POLICE_JONGAM: "active"}


async def test_a_worse_place_ends_the_pictures_and_asks(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    stage.clock.advance(1)
    await stage.update(incident, place=BY_CELL)
    grant = await stage.grant(incident)
    assert (grant.state, grant.waits) == (State.WAITING, "place")


async def test_a_scene_that_crosses_the_border_changes_the_station_at_once(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    stage.clock.advance(1)
    await stage.update(incident, place=IN_JONGAM)
    assert await stage.outside(incident) == {POLICE_SEONGBUK: "closed", POLICE_JONGAM: "active"}
    assert (await stage.grant(incident)).reason == Reason.SUPERSEDED


async def test_a_scene_that_leaves_the_district_ends_the_pictures(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    stage.clock.advance(1)
    await stage.update(incident, place=OUTSIDE)
    assert "active" not in (await stage.outside(incident)).values()


async def test_the_station_that_was_picked_stays_while_the_scene_moves(stage: Stage) -> None:
    incident = await stage.open(stage.call(place=IN_DOUBT))
    picked = Answer(approve=True, organisation=POLICE_JONGAM)
    await stage.decide(await stage.grant(incident), picked, actor(SHIFT_LEAD))
    stage.clock.advance(6)
    await stage.update(incident, place=Place(lat=37.6, lon=127.051, accuracy_m=5.0))
    assert (await stage.grant(incident, POLICE_JONGAM)).state is State.ACTIVE


async def test_tiles_change_at_most_every_five_seconds(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    stage.chooser.asked.clear()
    for _ in range(4):
        stage.clock.advance(1)
        await stage.update(incident, place=NEARBY)
        await stage.update(incident, summary="남쪽으로 도주")
    assert stage.chooser.asked == []
    assert (await stage.fresh(incident)).rank_due
    assert (await stage.fresh(incident)).place is not None
    due = await stage.later(0)
    assert due is not None
    await stage.later((due - stage.clock.now()).total_seconds())
    assert len(stage.chooser.asked) == 2, "the station's tiles and the centre's own"
    assert {wanted.place.lat for wanted in stage.chooser.asked} == {NEARBY.lat}
    assert not (await stage.fresh(incident)).rank_due


async def test_after_five_seconds_a_place_is_ranked_at_once(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    stage.chooser.asked.clear()
    stage.clock.advance(5)
    await stage.update(incident, place=NEARBY)
    assert len(stage.chooser.asked) == 2
    assert not (await stage.fresh(incident)).rank_due


async def test_the_chooser_is_told_which_tiles_play(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    playing = tuple(one.camera_id for one in (await stage.grant(incident)).lent)
    stage.clock.advance(5)
    await stage.update(incident, place=NEARBY)
    assert playing in [wanted.current for wanted in stage.chooser.asked]


async def test_units_are_merged_by_their_name(stage: Stage) -> None:
    first, second = Responder(unit_id="순31", eta_s=180), Responder(unit_id="순32")
    incident = await stage.open(stage.call(responders=(first,)))
    incident = await stage.update(incident, responders=(second,))
    assert incident.responders == (first, second)
    nearer = Responder(unit_id="순31", eta_s=60)
    incident = await stage.update(incident, responders=(nearer,))
    assert incident.responders == (nearer, second)


async def test_a_unit_that_was_not_sent_cannot_join_by_telling_its_place(stage: Stage) -> None:
    incident = await stage.open(stage.call(responders=(Responder(unit_id="순31"),)))
    async with stage.work() as work:
        await unit_moved(work, incident, Responder(unit_id="순32", lat=37.6, lon=127.01))
    assert [unit.unit_id for unit in (await stage.fresh(incident)).responders] == ["순31"]


async def test_a_units_own_place_is_no_decision(stage: Stage) -> None:
    incident = await stage.open(stage.call(responders=(Responder(unit_id="순31"),)))
    rows = await stage.trail()
    async with stage.work() as work:
        await unit_moved(work, incident, Responder(unit_id="순31", lat=37.6, lon=127.01))
    assert (await stage.fresh(incident)).responders[0].lat == 37.6
    assert await stage.trail() == rows


async def test_the_rooms_hand_moves_the_scene(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    stage.clock.advance(5)
    async with stage.work() as work:
        await move_incident(work, stage.desk, incident, NEARBY, "per_room", stage.clock.now())
    moved = await stage.fresh(incident)
    assert moved.place is not None
    assert (moved.place.lat, moved.place.dong) == (NEARBY.lat, "성북동")
    assert "move_incident" in await stage.trail()


async def test_a_closed_incident_takes_no_further_word(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    async with stage.work() as work:
        await close_incident(work, stage.desk, incident, "seoul-112", stage.clock.now())
    with pytest.raises(AlreadyEnded):
        await stage.update(incident, code="C0")
    with pytest.raises(AlreadyEnded):
        async with stage.work() as work:
            fresh = await stage.fresh(incident)
            await move_incident(work, stage.desk, fresh, NEARBY, "per_1", stage.clock.now())


@pytest.mark.parametrize("cancelled", [False, True])
async def test_every_grant_ends_with_its_incident(stage: Stage, cancelled: bool) -> None:
    incident = await stage.open(stage.call())
    async with stage.work() as work:
        reason = Reason.CANCELLED if cancelled else Reason.CLOSED
        await close_incident(
            work, stage.desk, incident, "seoul-112", stage.clock.now(), reason=reason
        )
    assert {grant.state for grant in await stage.grants(incident)} == {State.CLOSED}
    ended = await stage.told("sharing.grant_ended")
    assert len(ended) == 2
    assert {one["reason"] for one in ended} == {"cancelled" if cancelled else "closed"}
    kind = "cancel_incident" if cancelled else "close_incident"
    assert await stage.trail() == ["open_incident", "lend", "lend", "close", "close", kind]


async def test_closing_ends_what_waits(stage: Stage) -> None:
    incident = await stage.open(stage.call(code="C2"))
    async with stage.work() as work:
        await close_incident(work, stage.desk, incident, "seoul-112", stage.clock.now())
    assert (await stage.grant(incident)).state is State.CLOSED
    with pytest.raises(TooLate):
        await stage.decide(await stage.grant(incident), YES, actor(SHIFT_LEAD))


async def test_closing_twice_changes_nothing(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    async with stage.work() as work:
        closed = await close_incident(work, stage.desk, incident, "seoul-112", stage.clock.now())
    rows = await stage.trail()
    async with stage.work() as work:
        again = await close_incident(
            work, stage.desk, closed, "per_1", stage.clock.now(), reason=Reason.CANCELLED
        )
    assert again == closed
    assert await stage.trail() == rows


async def test_the_centres_own_view_ends_with_the_incident_too(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    async with stage.work() as work:
        await close_incident(work, stage.desk, incident, "seoul-112", stage.clock.now())
    assert (await stage.grant(incident, CENTRE)).state is State.CLOSED
