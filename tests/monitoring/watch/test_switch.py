"""Who is watched by machine is somebody's word with a reason, kept in the trail; and what is asked for closely."""

import pytest

from bongsu.kernel.failures import Invalid
from bongsu.monitoring.watch import store
from bongsu.monitoring.watch.attend import NotWatched, attend
from bongsu.monitoring.watch.desk import UnknownCamera
from bongsu.monitoring.watch.switch import Switch, switch
from tests.monitoring.watch.stage import LEAD, NOW, Stage, camera


async def test_a_switch_is_kept_with_who_and_why(stage: Stage) -> None:
    assert await stage.on("SB-0001", "SB-0002") == 2
    assert stage.desk.watched.is_on("SB-0001")
    async with stage.database.read() as connection:
        kept = await store.all_watched(connection)
    row = kept["SB-0001"]
    assert (row.is_on, row.by, row.reason, row.since) == (True, LEAD, "시험 운영", NOW)
    assert kept == dict(stage.desk.watched.rows)
    (body,) = await stage.trail("monitor_cameras")
    assert body["cameras"] == ["SB-0001", "SB-0002"]
    assert body["reason"] == "시험 운영"


async def test_what_stands_so_already_is_not_switched_again(stage: Stage) -> None:
    await stage.on("SB-0001")
    assert await stage.on("SB-0001") == 0
    assert len(await stage.trail("monitor_cameras")) == 1


async def test_a_whole_dong_is_switched_at_once(stage: Stage) -> None:
    stage.catalogue.rows = {**stage.catalogue.rows, "SB-0009": camera(9, dong="1129055500")}
    wish = Switch(on=True, reason="우범 지역", dong="1129055500")
    assert (await switch(stage.desk, wish, LEAD)).changed == 1
    assert stage.desk.watched.is_on("SB-0009")
    assert not stage.desk.watched.is_on("SB-0001")


async def test_a_weight_alone_is_a_change(stage: Stage) -> None:
    await stage.on("SB-0001")
    wish = Switch(on=True, reason="중점 관찰", camera_ids=("SB-0001",), weight=3.0)
    assert (await switch(stage.desk, wish, LEAD)).changed == 1
    assert stage.desk.watched.rows["SB-0001"].weight == 3.0


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (Switch(on=True, reason="x"), "camera_ids"),
        (Switch(on=True, reason="x", camera_ids=("SB-0001",), dong="1"), "camera_ids"),
        (Switch(on=True, reason="   ", camera_ids=("SB-0001",)), "reason"),
    ],
)
async def test_an_unclear_wish_is_refused_by_field(stage: Stage, wish: Switch, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        await switch(stage.desk, wish, LEAD)
    assert refused.value.field == field
    assert stage.desk.watched.rows == {}


@pytest.mark.parametrize(
    "wish",
    [
        Switch(on=True, reason="x", camera_ids=("SB-0001", "SB-0099")),
        Switch(on=True, reason="x", dong="1100000000"),
    ],
)
async def test_one_unknown_camera_or_dong_and_nothing_is_switched(
    stage: Stage, wish: Switch
) -> None:
    with pytest.raises(UnknownCamera):
        await switch(stage.desk, wish, LEAD)
    assert stage.desk.watched.rows == {}
    assert await stage.trail("monitor_cameras") == []


async def test_a_camera_that_is_gone_can_still_be_switched_off(stage: Stage) -> None:
    await stage.on("SB-0001")
    stage.catalogue.rows = {}
    assert await stage.on("SB-0001", on=False) == 1


async def test_a_wish_to_look_closely_is_told_kept_and_ends(stage: Stage) -> None:
    await stage.on("SB-0001")
    told = await attend(stage.desk, "SB-0001", 10, "per_operator")
    assert (told.camera_ids, told.why) == (("SB-0001",), "operator")
    assert stage.desk.attention.in_force(NOW) == (told,)
    assert len(await stage.trail("attend_camera")) == 1
    stage.clock.advance(601)
    assert stage.desk.attention.in_force(stage.clock.now()) == ()


async def test_a_wish_is_taken_back(stage: Stage) -> None:
    await stage.on("SB-0001")
    await attend(stage.desk, "SB-0001", 10, "per_operator")
    await attend(stage.desk, "SB-0001", 0, "per_operator")
    assert stage.desk.attention.in_force(stage.clock.now()) == ()


async def test_nobody_attends_to_what_is_not_watched(stage: Stage) -> None:
    with pytest.raises(NotWatched):
        await attend(stage.desk, "SB-0001", 10, "per_operator")
    with pytest.raises(UnknownCamera):
        await attend(stage.desk, "SB-0099", 10, "per_operator")
