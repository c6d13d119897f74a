"""Signing out and locking on a node's real processes: the word comes, and not one picture after it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from tests.journeys.client import District, Person
from tests.journeys.node import Node, running_node
from tests.media.stand import LiveViewer

LOCKS_AFTER_S = 12.0
_WITHIN_S = 40.0


@pytest.fixture(scope="module")
def quick() -> Iterator[Node]:
    """A node whose seats lock soon."""
    minutes = {"BONGSU_IDENTITY_IDLE_LOCK_MINUTES": str(LOCKS_AFTER_S / 60)}
    yield from running_node(("--drawn",), lambda _: minutes)


@pytest.fixture
async def district(quick: Node) -> AsyncIterator[District]:
    district = District(quick)
    yield district
    await district.leave()


async def seat(district: District) -> tuple[Person, LiveViewer]:
    """An operator in a session of their own, who sees a moving picture."""
    cookie = await district.sign_in("operator", district.node.passwords["operator"])
    person = Person(district.node, district.session, cookie)
    (camera_id,) = district.node.rows("SELECT camera_id FROM camera_streams LIMIT 1")[0]
    url = f"http://127.0.0.1:{district.node.port}/api/cameras/{camera_id}/watch"
    headers = person.headers | {"X-Bongsu": "1"}
    async with district.session.post(url, headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        viewer = await district.watch(await answer.json())
    await viewer.fragments(2, within_s=15)
    return person, viewer


async def cut_for(viewer: LiveViewer) -> str:
    reason = str((await viewer.text("ended", within_s=_WITHIN_S))["reason"])
    assert await viewer.closed(within_s=10) == 4410
    assert not viewer.messages[-1].kind, "not one picture after the word"
    return reason


async def test_a_sign_out_cuts_the_picture_and_its_session_opens_no_other(
    district: District, record_property: Callable[[str, object], None]
) -> None:
    person, viewer = await seat(district)
    began = time.monotonic()
    assert await person.post("/api/sign-out") == 204
    assert await cut_for(viewer) == "signed_out"
    # measured and told, not asserted
    record_property("sign-out to cut, s", round(time.monotonic() - began, 3))
    assert (await person.get("/api/me"))[0] == 401


async def test_another_seat_of_the_same_person_goes_on(district: District) -> None:
    person, viewer = await seat(district)
    _, other = await seat(district)
    assert await person.post("/api/sign-out") == 204
    assert await cut_for(viewer) == "signed_out"
    before = len(other.messages)
    await other.fragments(before + 2, within_s=15)
    assert not other.texts("ended")


async def test_a_lock_cuts_the_picture_and_the_trail_knows_it_first(district: District) -> None:
    person, viewer = await seat(district)
    assert await cut_for(viewer) == "locked"
    said = await person.get("/api/me")
    assert said[0] == 200
    assert b'"locked":true' in said[1]
    async with asyncio.timeout(_WITHIN_S):
        while not district.node.rows(
            "SELECT 1 FROM trail WHERE kind = 'watch_ended' AND body LIKE '%locked%'"
        ):
            await asyncio.sleep(0.1)
    rows = district.node.rows(
        "SELECT kind FROM trail WHERE kind IN ('lock', 'watch_ended') ORDER BY sequence"
    )
    kinds = [str(one[0]) for one in rows]
    assert kinds.index("lock") < len(kinds) - 1 - kinds[::-1].index("watch_ended")
