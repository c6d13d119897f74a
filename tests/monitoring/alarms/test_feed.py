"""Alarms on the feed: whole, to the queue's people alone, and gone when they are nobody's to see."""

import msgspec
import pytest

from bongsu.incidents.listen import Listening
from bongsu.kernel.events import subject_on_bus
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.monitoring.alarms.events import AlarmsChanged
from bongsu.monitoring.rules.raised import Phase
from tests.incidents.stage import of_kind, said_to
from tests.monitoring.alarms.watched_house import ALARMS, WatchedHouse, told, watched
from tests.services.linked_house import HEAD, LEAD, OPERATOR
from tests.web.doors import house, template
from tests.web.house import House

__all__ = ["house", "template"]
QUEUE = (OPERATOR, LEAD, HEAD)
OTHERS = (
    "POLICE_ROOM",
    "FIRE_ROOM",
    "DISASTER_ROOM",
    "MOJ_CENTRE",
    "MIL_ROOM",
    "POLICE_CAR",
    "CPO",
    "AUDITOR",
    "ASSET_MGR",
    "WELFARE",
    "RESIDENT",
    "SITE_PLANNER",
)


@pytest.fixture
async def here(house: House) -> WatchedHouse:
    return watched(house)


async def test_who_joins_is_told_what_is_open_and_how_it_stands(here: WatchedHouse) -> None:
    alarm_id = await here.raised()
    for who in QUEUE:
        messages = said_to(await here.screen(who))
        assert [one["alarm"]["alarm_id"] for one in of_kind(messages, "alarm")] == [alarm_id]
        (counts,) = of_kind(messages, "monitoring")
        assert (counts["waiting"], counts["watched"], counts["flood"]) == (1, 3, False)


async def test_nobody_else_is_ever_told_of_one(here: WatchedHouse) -> None:
    screens = [await here.screen(who) for who in OTHERS]
    alarm_id = await here.raised()
    await here.tell()
    await here.ask(OPERATOR, f"{ALARMS}/{alarm_id}/verdict", {"verdict": "real"})
    await here.tell()
    for who, screen in zip(OTHERS, screens, strict=True):
        kinds = {one["kind"] for one in said_to(screen)}
        assert not kinds & {"alarm", "alarm_gone", "monitoring"}, who


async def test_what_comes_is_told_to_all_and_put_before_one(here: WatchedHouse) -> None:
    operator, lead = await here.screen(OPERATOR), await here.screen(LEAD)
    said_to(operator), said_to(lead)
    await here.raised()
    await here.tell()
    (mine,), (theirs,) = told(operator), told(lead)
    assert (mine["alarm"]["state"], mine["alarm"]["shown_to_me"]) == ("shown", True)
    assert (theirs["alarm"]["state"], theirs["alarm"]["shown_to_me"]) == ("shown", False)


async def test_every_step_is_told_whole(here: WatchedHouse) -> None:
    operator = await here.screen(OPERATOR)
    alarm_id = await here.raised(occasion=1)
    await here.ask(OPERATOR, f"{ALARMS}/{alarm_id}/open", {})
    await here.clip(alarm_id)
    await here.raised(occasion=1, phase=Phase.ENDED)
    await here.ask(OPERATOR, f"{ALARMS}/{alarm_id}/verdict", {"verdict": "hold"})
    said_to(operator)
    await here.tell()
    last = told(operator)[-1]["alarm"]
    assert (last["state"], last["has_clip"], last["opened_by_me"]) == ("held", True, True)
    assert last["ended_at"] is not None
    assert last["held_until"] is not None


async def test_one_whose_camera_is_reserved_is_gone(here: WatchedHouse) -> None:
    operator = await here.screen(OPERATOR)
    alarm_id = await here.raised()
    await here.tell()
    said_to(operator)
    here.house.catalogue.reserve({here.cameras[0]: "ANKLET"})
    await here.look()
    await here.tell()
    messages = said_to(operator)
    assert of_kind(messages, "alarm") == []
    assert alarm_id in [one["alarm_id"] for one in of_kind(messages, "alarm_gone")]
    assert of_kind(messages, "monitoring")[-1]["waiting"] == 0


async def test_who_comes_back_learns_what_was_answered_meanwhile(here: WatchedHouse) -> None:
    first = await here.screen(LEAD)
    alarm_id = await here.raised()
    await here.tell()
    here.house.feed.leave(first)
    await here.ask(OPERATOR, f"{ALARMS}/{alarm_id}/verdict", {"verdict": "real"})
    again = await here.screen(LEAD)
    again.goes_on_from(first)
    said_to(again)
    here.house.feed.queue.join(again, 1)
    (one,) = told(again)
    assert (one["alarm"]["alarm_id"], one["alarm"]["state"]) == (alarm_id, "real")


async def test_how_it_stands_is_told_as_a_sign_of_life(here: WatchedHouse) -> None:
    operator = await here.screen(OPERATOR)
    said_to(operator)
    here.house.feed.monitoring(operator)
    assert [one["kind"] for one in said_to(operator)] == ["monitoring"]


async def test_who_leaves_is_no_longer_counted(here: WatchedHouse) -> None:
    screen = await here.screen(OPERATOR)
    now = here.clock.now()
    assert len(here.desk.seats.at_work(now)) == 1
    here.house.feed.leave(screen)
    here.clock.advance(31)
    assert here.desk.seats.at_work(here.clock.now()) == ()


async def test_what_the_queue_tells_reaches_the_screens(here: WatchedHouse) -> None:
    bus = MemoryBus()
    listening = Listening(here.house.desk, here.house.feed, bus)
    await listening.start()
    operator = await here.screen(OPERATOR)
    alarm_id = await here.raised()
    said_to(operator)
    changed = AlarmsChanged(alarm_ids=(alarm_id,))
    await bus.publish(subject_on_bus(AlarmsChanged.subject), msgspec.json.encode(changed))
    assert [one["alarm"]["alarm_id"] for one in told(operator)] == [alarm_id]
    await listening.stop()
