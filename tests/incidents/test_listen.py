"""Changes that come while others are being shown are shown together, each as it is by then, and none is lost."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest

from bongsu.incidents import listen
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.feed import Feed
from bongsu.incidents.listen import Listening
from bongsu.kernel.memory_bus import MemoryBus
from tests.incidents.stage import Stage


class Slow(Feed):
    """Shows only when it may."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.desk)
        self.asked: list[tuple[str, ...]] = []
        self.may = asyncio.Event()
        self.breaks = False

    async def changed(self, *incident_ids: str) -> None:
        self.asked.append(incident_ids)
        if self.breaks:
            raise RuntimeError("database is gone")
        await self.may.wait()

    async def until_asked(self, times: int) -> None:
        while len(self.asked) < times:
            await asyncio.sleep(0)


class Heard:
    def __init__(self, stage: Stage) -> None:
        self.bus, self.feed = MemoryBus(), Slow(stage)
        self.part = Listening(stage.desk, self.feed, self.bus)

    async def changes(self, *incident_ids: str) -> None:
        for one in incident_ids:
            body = msgspec.json.encode(IncidentChanged(incident_id=one))
            await self.bus.publish("bongsu.incidents.changed", body)


@pytest.fixture
async def heard(stage: Stage) -> AsyncIterator[Heard]:
    heard = Heard(stage)
    await heard.part.start()
    await heard.feed.until_asked(1)
    heard.feed.may.set()
    yield heard
    await heard.part.stop()


async def test_what_changes_meanwhile_is_shown_at_once_and_once(heard: Heard) -> None:
    heard.feed.may.clear()
    await heard.changes("inc_1")
    await heard.feed.until_asked(2)
    await heard.changes("inc_2", "inc_3", "inc_2", "inc_1")
    heard.feed.may.set()
    await heard.feed.until_asked(3)
    assert heard.feed.asked[1] == ("inc_1",)
    assert sorted(heard.feed.asked[2]) == ["inc_1", "inc_2", "inc_3"]


async def test_many_are_shown_in_parts(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listen, "_SHOWN_AT_ONCE", 2)
    heard.feed.may.clear()
    await heard.changes("inc_0")
    await heard.feed.until_asked(2)
    await heard.changes(*(f"inc_{number}" for number in range(1, 6)))
    heard.feed.may.set()
    await heard.feed.until_asked(5)
    assert [len(one) for one in heard.feed.asked[2:]] == [2, 2, 1]


async def test_what_could_not_be_shown_is_shown_later(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listen, "_AFTER_FAULT_S", 0.0)
    heard = Heard(stage)
    heard.feed.may.set()
    await heard.part.start()
    await heard.feed.until_asked(1)
    heard.feed.breaks = True
    await heard.changes("inc_1")
    await heard.feed.until_asked(2)
    heard.feed.breaks = False
    await heard.feed.until_asked(3)
    assert heard.feed.asked[-1] == ("inc_1",)
    await heard.part.stop()


async def test_a_quiet_start_shows_nothing(heard: Heard) -> None:
    assert heard.feed.asked == [()]
