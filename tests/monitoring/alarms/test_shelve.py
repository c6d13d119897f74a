"""What is put aside is counted, lapses not, and comes back by itself."""

import pytest

from bongsu.kernel.failures import Failure
from bongsu.monitoring.alarms.alarm import Shelf
from bongsu.monitoring.alarms.failures import UnknownCameraHere, UnknownShelf
from bongsu.monitoring.alarms.shelve import ShelfWish, end_shelf, shelve
from bongsu.monitoring.rules.raised import Phase
from bongsu.monitoring.words import AlarmState
from tests.monitoring.alarms.queue import ENTERS, KIM, LOITERS, Queue, camera, catalogue_of


async def put_aside(queue: Queue, rule_id: str | None = ENTERS, minutes: int = 60) -> Shelf:
    wish = ShelfWish(camera_id="SB-1", rule_id=rule_id, minutes=minutes, reason="공사 중")
    return await shelve(queue.desk, wish, KIM)


async def test_what_comes_meanwhile_is_counted_and_before_nobody(queue: Queue) -> None:
    queue.enters()
    shelf = await put_aside(queue)
    alarm = await queue.raised()
    assert (alarm.state, alarm.silenced_by) == (AlarmState.WAITING, shelf.shelf_id)
    assert queue.desk.book.shelves[shelf.shelf_id].arrivals == 1
    assert (await queue.raised(rule_id=LOITERS)).state is AlarmState.SHOWN
    (row,) = await queue.rows("monitoring_shelves")
    assert (row["arrivals"], row["reason"]) == (1, "공사 중")


async def test_what_waits_lies_there_at_once_and_what_is_shown_stays(queue: Queue) -> None:
    waits = await queue.raised()
    await put_aside(queue)
    assert queue.now(waits).silenced_by is not None
    queue.enters()
    shown = await queue.raised("SB-2")
    await shelve(queue.desk, ShelfWish(camera_id="SB-2", minutes=5, reason="공사 중"), KIM)
    assert queue.now(shown).state is AlarmState.SHOWN


async def test_it_does_not_lapse_there(queue: Queue) -> None:
    await put_aside(queue)
    alarm = await queue.raised()
    await queue.wait(1800)
    assert queue.now(alarm).state is AlarmState.WAITING


async def test_at_its_end_what_goes_on_comes_back(queue: Queue) -> None:
    queue.enters()
    await put_aside(queue)
    alarm = await queue.raised(occasion=1)
    queue.clock.advance(3500)
    await queue.raised(occasion=1, phase=Phase.GOES_ON)
    await queue.wait(101)
    back = queue.now(alarm)
    assert (back.state, back.silenced_by) == (AlarmState.SHOWN, None)
    assert queue.desk.book.shelves == {}


async def test_at_its_end_what_is_long_over_stays_counted_as_lapsed(queue: Queue) -> None:
    await put_aside(queue)
    await queue.raised()
    await queue.wait(3601)
    (row,) = await queue.rows("monitoring_alarms")
    assert (row["state"], row["count"]) == ("lapsed", 1)


async def test_it_may_end_before_its_time(queue: Queue) -> None:
    queue.enters()
    shelf = await put_aside(queue)
    alarm = await queue.raised()
    await end_shelf(queue.desk, shelf.shelf_id, KIM)
    assert queue.now(alarm).state is AlarmState.SHOWN
    assert (await queue.trail())[-1] == "shelve_alarm"
    with pytest.raises(UnknownShelf):
        await end_shelf(queue.desk, shelf.shelf_id, KIM)


async def test_under_another_shelf_it_stays(queue: Queue) -> None:
    queue.enters()
    first = await put_aside(queue, None, 60)
    alarm = await queue.raised()
    await put_aside(queue, ENTERS, 120)
    await end_shelf(queue.desk, first.shelf_id, KIM)
    assert queue.now(alarm).state is AlarmState.WAITING


async def test_a_node_that_starts_again_knows_its_shelves(queue: Queue) -> None:
    shelf = await put_aside(queue)
    await queue.raised()
    fresh = await queue.again()
    assert fresh.desk.book.shelves[shelf.shelf_id].arrivals == 1


async def test_whoever_opens_what_lies_there_has_it(queue: Queue) -> None:
    await put_aside(queue)
    opened = await queue.opened(await queue.raised())
    assert (opened.state, opened.silenced_by) == (AlarmState.SHOWN, None)


async def test_a_camera_nobody_may_see_is_put_aside_by_nobody(queue: Queue) -> None:
    shelf = await put_aside(queue)
    queue.desk.catalogue.rows = catalogue_of(camera("SB-2")).rows
    for act in (put_aside(queue), end_shelf(queue.desk, shelf.shelf_id, KIM)):
        with pytest.raises(Failure) as refused:
            await act
        assert isinstance(refused.value, UnknownCameraHere | UnknownShelf)


async def test_what_lies_there_makes_no_flood(queue: Queue) -> None:
    queue.enters()
    await put_aside(queue)
    for _ in range(20):
        await queue.raised()
    assert queue.desk.book.within_window(queue.clock.now()) == 0
    assert not queue.desk.book.flood.is_on
