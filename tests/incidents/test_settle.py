"""Settling again what has not changed changes nothing: no lending, no line, no row of the trail, whatever was decided."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace as changed

from bongsu.incidents.incident import Incident, Window
from bongsu.incidents.message import Call
from bongsu.incidents.settle import settle
from bongsu.incidents.settling import Settling
from bongsu.incidents.store import timelines
from bongsu.kernel.database import Database
from bongsu.sharing.agreements.seongbuk import CENTRE, POLICE_JONGAM, POLICE_SEONGBUK
from bongsu.sharing.grants import State
from bongsu.sharing.lend import end_grant
from bongsu.sharing.rules import Reason
from tests.incidents.of_a_service import OWN, call, clause, square, stage_with
from tests.incidents.stage import (
    BY_CELL,
    IN_DOUBT,
    IN_JONGAM,
    NOW,
    OPERATOR,
    OUTSIDE,
    SEONGBUK_ROOM,
    UNIT_31,
    Stage,
)

LATER = Window(starts=NOW + timedelta(minutes=5), ends=NOW + timedelta(hours=1))
RUNNING = Window(starts=NOW, ends=NOW + timedelta(minutes=9))
CALLS: dict[str, Callable[[Stage], Call]] = {
    "lent": lambda stage: stage.call(),
    "lent to a car too": lambda stage: stage.call(responders=(UNIT_31,)),
    "lent to another": lambda stage: stage.call(place=IN_JONGAM),
    "lent to two": lambda stage: stage.fire(),
    "asked": lambda stage: stage.call(code="C2"),
    "whose it is": lambda stage: stage.call(place=IN_DOUBT),
    "where it is": lambda stage: stage.call(place=BY_CELL),
    "nowhere yet": lambda stage: stage.call(place=None),
    "outside": lambda stage: stage.call(place=OUTSIDE),
    "not listed": lambda stage: stage.call("NOISE"),
    "a test": lambda stage: stage.call(exercise=True),
    "begins later": lambda stage: stage.call(window=LATER),
    "for nine minutes": lambda stage: stage.call(window=RUNNING),
    "an area": lambda stage: stage.call(area=square()),
}


async def again(stage: Stage, incident: Incident) -> Incident:
    async with stage.work() as work:
        return await settle(work, stage.desk, await stage.fresh(incident), stage.clock.now())


async def lines(stage: Stage, incident: Incident) -> list[str]:
    async with stage.desk.database.read() as connection:
        found = await timelines(connection, [incident.incident_id])
    return [one.text_ko for one in found[incident.incident_id]]


@pytest.mark.parametrize("what", CALLS)
@pytest.mark.parametrize("after_s", [0.0, 6.0])
async def test_what_was_decided_is_decided_once(stage: Stage, what: str, after_s: float) -> None:
    incident = await stage.open(CALLS[what](stage))
    before = await stage.grants(incident), await lines(stage, incident), await stage.trail()
    assert before[0] or what in {"nowhere yet"}
    stage.clock.advance(after_s)
    for _ in range(2):
        await again(stage, incident)
    assert await stage.grants(incident) == before[0]
    assert (await lines(stage, incident), await stage.trail()) == before[1:]


async def test_screens_are_told_all_the_same(stage: Stage) -> None:
    """Whoever settles knows that something may have changed."""
    incident = await stage.open(stage.call())
    before = len(await stage.told("incidents.changed"))
    await again(stage, incident)
    assert len(await stage.told("incidents.changed")) == before + 1


async def test_tiles_move_at_most_every_five_seconds(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    asked = len(stage.chooser.asked)
    stage.clock.advance(4.9)
    assert (await again(stage, incident)).ranked_at == NOW
    assert len(stage.chooser.asked) == asked, "nobody is asked for other cameras yet"
    stage.clock.advance(0.1)
    assert (await again(stage, incident)).ranked_at == stage.clock.now()
    assert len(stage.chooser.asked) > asked


async def test_a_call_that_leaves_a_station_leaves_it_nothing(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    async with stage.work() as work:
        fresh = await stage.fresh(incident)
        there = changed(fresh, place=stage.desk.centre.located(IN_JONGAM))
        await settle(work, stage.desk, there, stage.clock.now())
    left = await stage.grant(incident, POLICE_SEONGBUK)
    assert (left.state, left.reason) == (State.CLOSED, Reason.SUPERSEDED)
    assert (await stage.grant(incident, POLICE_JONGAM)).state is State.ACTIVE
    assert await stage.view(incident, SEONGBUK_ROOM) is None


async def test_a_no_to_this_question_is_none_to_another(stage: Stage) -> None:
    """A refusal by the list is looked at anew whenever something is said; a person's no is that person's."""
    incident = await stage.open(stage.call("NOISE"))
    assert (await stage.grant(incident)).state is State.REFUSED
    async with stage.work() as work:
        listed = changed(await stage.fresh(incident), category="ROBBERY")
        await settle(work, stage.desk, listed, stage.clock.now(), is_new_question=True)
    assert (await stage.grant(incident)).state is State.ACTIVE


async def test_what_the_centre_sees_of_its_own_is_opened_once_and_on_no_agreement(
    database: Database,
) -> None:
    stage = stage_with(database, own=OWN)
    incident = await stage.open(call(stage))
    before = await stage.grant(incident, CENTRE)
    assert (before.state, before.agreement_id) == (State.ACTIVE, None)
    stage.clock.advance(6)
    await again(stage, incident)
    assert await stage.grant(incident, CENTRE) == before


async def test_where_no_camera_is_a_refusal_says_so_once(database: Database) -> None:
    nowhere = clause(purposes=frozenset({"parking"}))
    stage = stage_with(database, nowhere)
    incident = await stage.open(call(stage))
    grant = await stage.grant(incident)
    assert (grant.state, grant.reason) == (State.REFUSED, Reason.NO_CAMERA)
    said = await lines(stage, incident)
    assert sum("성북경찰서" in one for one in said) == 1


async def test_of_a_discreet_service_no_line_names_the_clause(database: Database) -> None:
    stage = stage_with(database, discreet=True)
    incident = await stage.open(call(stage))
    lent = next(one for one in await lines(stage, incident) if "대" in one)
    assert lent == "영상 제공 9대 · 성북경찰서"


async def test_a_line_about_one_body_names_it_in_both_languages(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    grant = await stage.grant(incident)
    async with stage.work() as work:
        settling = Settling(work, stage.desk, incident, stage.clock.now())
        await settling.note("end", grant, ("{0}: 끝", "{0}: over"))
    view = await stage.view(incident, OPERATOR)
    assert view is not None
    (line,) = [one for one in view.timeline if one.kind == "end"]
    assert (line.text_ko, line.text_en) == ("성북경찰서: 끝", "Seongbuk police station: over")
    assert line.about == POLICE_SEONGBUK


# the centre's own look at it


async def test_its_tiles_move_with_the_scene_as_everybodys_do(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    stage.chooser.broken.add("SB-0001")
    stage.clock.advance(6)
    await again(stage, incident)
    for organisation in (CENTRE, POLICE_SEONGBUK):
        lent = [one.camera_id for one in (await stage.grant(incident, organisation)).lent]
        assert "SB-0001" not in lent
        assert len(lent) == 9


async def test_what_was_ended_of_it_stays_ended_and_as_it_was(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    async with stage.work() as work:
        own = await stage.grant(incident, CENTRE)
        await end_grant(work, own, State.CLOSED, Reason.SEEN_ENOUGH, stage.clock.now())
    over = await stage.grant(incident, CENTRE)
    stage.chooser.broken.add("SB-0001")
    stage.clock.advance(6)
    await again(stage, incident)
    assert await stage.grant(incident, CENTRE) == over


async def test_a_persons_word_begins_it_anew(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    async with stage.work() as work:
        own = await stage.grant(incident, CENTRE)
        await end_grant(work, own, State.EXPIRED, Reason.EXPIRED, stage.clock.now())
        fresh = await stage.fresh(incident)
        await settle(work, stage.desk, fresh, stage.clock.now(), resumed=CENTRE)
    assert (await stage.grant(incident, CENTRE)).state is State.ACTIVE
    assert len([one for one in await stage.grants(incident) if one.organisation == CENTRE]) == 2


@pytest.mark.parametrize(("longer_s", "ends_s"), [(1200.0, 1200.0), (900_000.0, 12 * 3600.0)])
async def test_it_lasts_as_the_window_does_within_its_own_time(
    stage: Stage, longer_s: float, ends_s: float
) -> None:
    incident = await stage.open(stage.call(window=RUNNING))
    assert (await stage.grant(incident, CENTRE)).ends_at == RUNNING.ends
    longer = Window(starts=NOW, ends=NOW + timedelta(seconds=longer_s))
    await stage.update(incident, window=longer)
    assert (await stage.grant(incident, CENTRE)).ends_at == NOW + timedelta(seconds=ends_s)


async def test_it_asks_for_nothing_that_is_kept_for_the_service(stage: Stage) -> None:
    await stage.open(stage.call())
    assert sorted(one.service for one in stage.chooser.asked) == ["", "P112_DISPATCH"]


# words


@pytest.mark.parametrize(
    ("what", "korean", "english"),
    [
        (
            "asked",
            "관제팀장 승인 대기 · 성북경찰서",
            "Waiting for the approver · Seongbuk police station",
        ),
        (
            "where it is",
            "위치 확인 대기: 오차가 큽니다 · 성북경찰서",
            "Waiting for a better place · Seongbuk police station",
        ),
        (
            "begins later",
            "시작 시각 대기 · 성북경찰서",
            "Waiting for the ordered time · Seongbuk police station",
        ),
    ],
)
async def test_a_room_reads_what_is_waited_for(
    stage: Stage, what: str, korean: str, english: str
) -> None:
    incident = await stage.open(CALLS[what](stage))
    view = await stage.view(incident, SEONGBUK_ROOM)
    assert view is not None
    assert [(one.text_ko, one.text_en) for one in view.timeline if one.kind == "ask"] == [
        (korean, english)
    ]


async def test_two_stations_read_that_it_is_asked_whose_it_is(stage: Stage) -> None:
    incident = await stage.open(CALLS["whose it is"](stage))
    asked = [one for one in await lines(stage, incident) if one.startswith("관할 확인 대기 · ")]
    assert len(asked) == len(await stage.outside(incident)) > 1


async def test_a_decision_has_its_time_a_place_has_none(stage: Stage) -> None:
    asked = await stage.grant(await stage.open(CALLS["asked"](stage)))
    assert asked.deadline is not None
    assert asked.deadline > NOW
    assert (await stage.grant(await stage.open(CALLS["where it is"](stage)))).deadline is None
    begins = await stage.grant(await stage.open(CALLS["begins later"](stage)))
    assert begins.deadline == LATER.starts
