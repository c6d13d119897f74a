"""The timer does what is due when it is due, woken by a press, and stops when it is told to."""

import asyncio
from datetime import datetime, timedelta

from bongsu.services.shared.residents.desk import ResidentDesk
from bongsu.services.shared.residents.press import BELL
from bongsu.services.shared.residents.timer import ResidentTimer
from tests.web.house import House


async def test_the_nearest_deadline_is_the_next(house: House) -> None:
    now = house.clock.now()
    done: list[str] = []

    def due(name: str, after_s: float | None) -> object:
        async def look(_at: ResidentDesk) -> datetime | None:
            done.append(name)
            return None if after_s is None else now + timedelta(seconds=after_s)

        return look

    dues = [due("a", 30.0), due("b", None), due("c", 7.0)]
    at = ResidentDesk.of(house.state)
    timer = ResidentTimer("test", at, "SOS_APP", dues)  # type: ignore[arg-type]  # made here
    assert await timer.do_once() == now + timedelta(seconds=7.0)
    assert done == ["a", "b", "c"]


async def test_a_press_wakes_it(house: House) -> None:
    looked = asyncio.Queue[int]()

    async def look(_at: ResidentDesk) -> None:
        looked.put_nowait(1)

    timer = ResidentTimer("test", ResidentDesk.of(house.state), "SOS_APP", [look])
    await timer.start()
    try:
        await asyncio.wait_for(looked.get(), 10.0)
        async with house.database.work() as work:
            work.ring(f"{BELL} SOS_APP")
        await asyncio.wait_for(looked.get(), 10.0)
    finally:
        await timer.stop()
    assert timer.failures == 0


async def test_every_folder_of_residents_brings_its_timer(house: House) -> None:
    services = house.state["services"]
    mine = {"safe_return", "bell", "lone"}
    parts = [
        part.name
        for one in services.loaded
        if one.name.split(".")[-2] in mine
        for part in one.folder.parts(house.state, None)
    ]
    assert sorted(parts) == ["bells", "living alone", "safe return"]
