"""A change reaches every centre on the line as it is committed; what a push loses is found by asking."""

import asyncio
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from bongsu.federation.catalogue import push
from bongsu.federation.catalogue.entitled import Scope
from bongsu.federation.catalogue.wire import MOST_PUSHED, Ask, Changed, Holding
from bongsu.federation.memory_line import MemoryCity
from bongsu.registry.camera import Purpose
from tests.federation.catalogue.city import Centre, a_camera, centre, until

FIRST = "SB-0001-1"


async def linked(hub: Centre, owner: Centre) -> None:
    hub.follow.up(owner.code)
    await hub.has_caught_up(owner)
    await until(lambda: hub.holdings.held(owner.code).checked_at is not None)


class Listener:
    """A receiver that writes down what is pushed to it and says that it holds it."""

    def __init__(self, city: MemoryCity, code: str = "SEOUL") -> None:
        self.line = city.line(code)
        self.heard = list[Changed]()
        self.version: int | None = None
        self.line.answer("catalogue_changed", self.hear)

    async def hear(self, _peer: str, body: bytes) -> bytes:
        changed = msgspec.msgpack.decode(body, type=Changed)
        self.heard.append(changed)
        holds = changed.version if self.version is None else self.version
        return msgspec.msgpack.encode(Holding(holds))

    async def ask(self) -> None:
        await self.line.ask("SEONGBUK", "catalogue", msgspec.msgpack.encode(Ask(want="changes")), 5)


async def test_pushes_follow_on_one_another_without_a_gap(
    city: MemoryCity, seongbuk: Centre
) -> None:
    listener = Listener(city)
    await listener.ask()
    for number in range(1, 40):
        await seongbuk.set_state("live" if number % 2 else "dead", f"SB-{number:04d}-1")
    await until(lambda: bool(listener.heard) and listener.heard[-1].version == 339)
    assert listener.heard[0].after == 300
    for before, after in zip(listener.heard, listener.heard[1:], strict=False):
        assert after.after == before.version
    told = [one.camera_id for changed in listener.heard for one in changed.changes]
    assert told == [f"SB-{number:04d}-1" for number in range(1, 40)]


async def test_who_never_asked_is_told_nothing(city: MemoryCity, seongbuk: Centre) -> None:
    stranger, listener = Listener(city, "GURO"), Listener(city)
    await listener.ask()
    await seongbuk.set_state("live", FIRST)
    await until(lambda: bool(listener.heard))
    assert stranger.heard == []


async def test_too_much_for_one_push_is_only_announced(city: MemoryCity, seongbuk: Centre) -> None:
    listener = Listener(city)
    await listener.ask()
    await seongbuk.set_state("live", *sorted(await seongbuk.ids())[: MOST_PUSHED + 1])
    await until(lambda: bool(listener.heard))
    (changed,) = listener.heard
    assert (changed.is_whole, changed.changes) == (False, [])
    assert changed.version == 300 + MOST_PUSHED + 1


async def test_as_much_as_one_push_carries_is_carried(city: MemoryCity, seongbuk: Centre) -> None:
    listener = Listener(city)
    await listener.ask()
    await seongbuk.set_state("live", *sorted(await seongbuk.ids())[:MOST_PUSHED])
    await until(lambda: bool(listener.heard))
    assert (listener.heard[0].is_whole, len(listener.heard[0].changes)) == (True, MOST_PUSHED)


async def test_who_is_behind_is_left_to_ask(city: MemoryCity, seongbuk: Centre) -> None:
    listener = Listener(city)
    await listener.ask()
    listener.version = 7
    await seongbuk.set_state("live", FIRST)
    await until(lambda: len(listener.heard) == 1 and "SEOUL" not in seongbuk.push._told)
    listener.version = None
    await listener.ask()
    await seongbuk.set_state("dead", FIRST)
    await until(lambda: len(listener.heard) == 2)
    assert listener.heard[-1].after == 301


async def test_a_cut_line_costs_one_push_and_the_next_ask_mends_it(
    city: MemoryCity, hub: Centre, seongbuk: Centre
) -> None:
    await linked(hub, seongbuk)
    city.cut.add("SEONGBUK")
    await seongbuk.set_state("dead", FIRST)
    await until(lambda: "SEOUL" not in seongbuk.push._told)
    city.cut.clear()
    hub.follow.up("SEONGBUK")
    await hub.has_caught_up(seongbuk)
    await seongbuk.set_state("frozen", "SB-0002-1")
    await hub.has_caught_up(seongbuk)
    stored = await hub.stored("SEONGBUK")
    assert (stored[FIRST], stored["SB-0002-1"]) == ("dead", "frozen")
    assert await hub.agrees(seongbuk)


async def test_two_centres_with_different_rights_are_told_different_things(
    city: MemoryCity, hub: Centre, seongbuk: Centre, tmp_path: Path
) -> None:
    gangbuk = await centre(city, tmp_path, "GANGBUK")
    await gangbuk.start()
    seongbuk.scopes["GANGBUK"] = Scope(frozenset({Purpose.DUMPING.value}))
    await seongbuk.add(a_camera("SB", 801, Purpose.DUMPING))
    await seongbuk.imported()
    await linked(hub, seongbuk)
    await linked(gangbuk, seongbuk)
    await seongbuk.set_state("dead", FIRST, "SB-0801-1")
    await hub.has_caught_up(seongbuk)
    await gangbuk.has_caught_up(seongbuk)
    assert await gangbuk.stored("SEONGBUK") == {"SB-0801-1": "dead"}
    assert (await hub.stored("SEONGBUK"))[FIRST] == "dead"
    assert await hub.agrees(seongbuk)
    assert await gangbuk.agrees(seongbuk)
    await gangbuk.stop()
    await gangbuk.database.close()


@pytest.mark.parametrize("answer", [b"", b"\xc1", msgspec.msgpack.encode(["x"])])
async def test_an_answer_that_is_none_stops_nothing(
    city: MemoryCity, hub: Centre, seongbuk: Centre, answer: bytes
) -> None:
    listener = Listener(city, "GURO")

    async def nonsense(_peer: str, _body: bytes) -> bytes:
        return answer

    listener.line.answer("catalogue_changed", nonsense)
    await listener.ask()
    await linked(hub, seongbuk)
    await seongbuk.set_state("dead", FIRST)
    await hub.has_caught_up(seongbuk)
    await until(lambda: "GURO" not in seongbuk.push._told)


async def test_an_owner_that_starts_anew_says_on_a_standing_line_how_far_it_is(
    city: MemoryCity, seongbuk: Centre
) -> None:
    """Killed between a commit and its push: the other centre's line never fell, and it has asked before."""
    listener = Listener(city)
    seongbuk.push.up("SEOUL")
    await until(lambda: bool(listener.heard))
    assert listener.heard[-1].version == 300
    seongbuk.push.up("SEOUL")
    await seongbuk.set_state("live", FIRST)
    await until(lambda: listener.heard[-1].version == 301)
    assert listener.heard[-1].after == 300


async def test_nobody_is_told_by_a_line_alone(city: MemoryCity, seongbuk: Centre) -> None:
    """Who is entitled to nothing hears nothing, not even a number."""
    seongbuk.scopes["NOWHERE"] = None
    stranger, listener = Listener(city, "NOWHERE"), Listener(city)
    seongbuk.push.up("NOWHERE")
    seongbuk.push.up("SEOUL")
    await until(lambda: bool(listener.heard))
    assert stranger.heard == []


class Deaf(Listener):
    """Never answers, and swallows the first cancellation, as `asyncio.wait_for` may (bpo-37658)."""

    def __init__(self, city: MemoryCity) -> None:
        super().__init__(city)
        self.began, self.swallowed = asyncio.Event(), 0

    async def hear(self, peer: str, body: bytes) -> bytes:
        self.began.set()
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        self.swallowed += 1
        await asyncio.Event().wait()
        return await super().hear(peer, body)


async def test_a_centre_that_never_answers_does_not_keep_the_node_from_stopping(
    city: MemoryCity, seongbuk: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "ANSWER_WITHIN_S", 3600.0)
    listener = Deaf(city)
    await listener.ask()
    await seongbuk.set_state("live", FIRST)
    async with asyncio.timeout(10):
        await listener.began.wait()
        await seongbuk.push.stop()
    assert (listener.swallowed, listener.heard) == (1, [])
    assert not [one for one in asyncio.all_tasks() if "catalogue push" in one.get_name()]
