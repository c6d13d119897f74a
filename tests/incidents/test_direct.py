"""지휘: what the room points at reaches its units, and each instruction is in the trail."""

import pytest

from bongsu.incidents.close import close_incident
from bongsu.incidents.direct import LONGEST_LINE, Direction, FleesTo, PointAt, direct
from bongsu.incidents.failures import AlreadyEnded
from bongsu.incidents.incident import Directing
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from tests.incidents.stage import (
    CAR_31,
    NOW,
    OPERATOR,
    SEONGBUK_ROOM,
    UNIT_31,
    Stage,
    actor,
)

ROOM = actor(SEONGBUK_ROOM)


async def said(stage: Stage, *directions: Direction) -> Directing:
    incident = await stage.open(stage.call(responders=(UNIT_31,)))
    for direction in directions:
        async with stage.work() as work:
            fresh = await stage.fresh(incident)
            await direct(work, fresh, direction, ROOM, stage.clock.now())
    for viewer in (CAR_31, OPERATOR):
        view = await stage.view(incident, viewer)
        assert view is not None
        assert view.directing == (await stage.fresh(incident)).directing
    return (await stage.fresh(incident)).directing


async def test_everything_the_room_says_reaches_the_vehicle_and_the_operator(stage: Stage) -> None:
    directing = await said(
        stage,
        Direction(
            chosen_camera_id="SB-0002",
            pointer=PointAt("SB-0002", 0.25, 0.75),
            arrow=FleesTo(45.0),
            line="정문 쪽으로",
        ),
    )
    assert directing.chosen_camera_id == "SB-0002"
    assert directing.pointer is not None
    assert (directing.pointer.x, directing.pointer.y) == (0.25, 0.75)
    assert directing.arrow is not None
    assert (directing.arrow.bearing_deg, directing.arrow.by) == (45.0, POLICE_SEONGBUK)
    assert directing.line is not None
    assert (directing.line.text, directing.line.at) == ("정문 쪽으로", NOW)
    assert (await stage.trail())[-1] == "direct"
    assert len(await stage.told("incidents.changed")) == 2


async def test_what_is_not_named_stays(stage: Stage) -> None:
    directing = await said(stage, Direction(line="북쪽"), Direction(arrow=FleesTo(90.0)))
    assert directing.line is not None
    assert directing.arrow is not None


async def test_null_takes_back(stage: Stage) -> None:
    everything = Direction("SB-0001", PointAt("SB-0001", 0.5, 0.5), FleesTo(1.0), "가")
    directing = await said(stage, everything, Direction(None, None, None, None))
    assert directing == Directing()


@pytest.mark.parametrize(("bearing", "kept"), [(370.0, 10.0), (-90.0, 270.0), (360.0, 0.0)])
async def test_a_bearing_is_a_compass_bearing(stage: Stage, bearing: float, kept: float) -> None:
    directing = await said(stage, Direction(arrow=FleesTo(bearing)))
    assert directing.arrow is not None
    assert directing.arrow.bearing_deg == kept


async def test_a_pointer_stays_on_the_picture_and_a_line_is_one_line(stage: Stage) -> None:
    directing = await said(
        stage, Direction(pointer=PointAt("SB-0001", -3.0, 9.0), line="  가" * LONGEST_LINE)
    )
    assert directing.pointer is not None
    assert (directing.pointer.x, directing.pointer.y) == (0.0, 1.0)
    assert directing.line is not None
    assert len(directing.line.text) == LONGEST_LINE


async def test_line_breaks_do_not_make_more_lines(stage: Stage) -> None:
    directing = await said(stage, Direction(line="북쪽\n골목\t끝"))
    assert directing.line is not None
    assert directing.line.text == "북쪽 골목 끝"


async def test_each_instruction_is_in_the_trail_and_lines_in_the_timeline(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    for direction in (Direction(line="북쪽"), Direction(arrow=FleesTo(1.0)), Direction(line="")):
        async with stage.work() as work:
            await direct(work, await stage.fresh(incident), direction, ROOM, NOW)
    assert (await stage.trail())[-3:] == ["direct"] * 3
    view = await stage.view(incident, SEONGBUK_ROOM)
    assert view is not None
    assert [row.text_ko for row in view.timeline if row.kind == "direct"] == ["지휘: 북쪽"]
    assert (await stage.verified()).ok


async def test_nothing_is_directed_after_the_close(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    async with stage.work() as work:
        closed = await close_incident(work, stage.desk, incident, "seoul-112", NOW)
    with pytest.raises(AlreadyEnded):
        async with stage.work() as work:
            await direct(work, closed, Direction(line="북쪽"), ROOM, NOW)
