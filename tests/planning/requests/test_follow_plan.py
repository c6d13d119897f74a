"""A chosen plan moves requests, and nobody outside hears of it before the hearing; what a plan may know of them."""

import pytest

from bongsu.planning.requests.desk import By
from bongsu.planning.requests.follow_plan import (
    announced,
    in_plan,
    installed,
    out_of_plan,
    rejected,
)
from bongsu.planning.requests.for_planning import for_planning
from tests.planning.requests.made import (
    DESK,
    FORM,
    PLANNER,
    POLICE,
    WISH,
    id_of,
    row_of,
    wished,
)
from tests.web.house import NOBODY, NOW, House

BY = By("per_head", "SEONGBUK")


async def status(house: House, receipt: str) -> dict[str, str]:
    return dict((await house.ask(NOBODY, f"{FORM}/{receipt}")).json())


async def test_before_the_hearing_nobody_outside_sees_that_it_is_planned(house: House) -> None:
    receipt = await wished(house)
    request_id = await id_of(house, receipt)
    house.clock.advance(3 * 86_400)
    async with house.database.work() as work:
        assert await in_plan(work, [request_id], BY, house.clock.now()) == [request_id]
    said = await status(house, receipt)
    assert (said["state"], said["on"]) == ("received", "2026-11-21"), "nor the day"
    async with house.database.work() as work:
        await announced(work, [request_id], BY, house.clock.now())
    said = await status(house, receipt)
    assert (said["state"], said["on"]) == ("in_plan", "2026-11-24")


async def test_a_police_room_learns_of_a_plan_no_earlier(house: House) -> None:
    await house.ask(POLICE, DESK, WISH)
    (own,) = (await house.ask(POLICE, DESK)).json()["requests"]
    async with house.database.work() as work:
        await in_plan(work, [own["request_id"]], BY, NOW)
    (own,) = (await house.ask(POLICE, DESK)).json()["requests"]
    assert (own["state"], own["decided_at"]) == ("received", None)
    assert (await house.ask(POLICE, f"{DESK}?state=in_plan")).json()["requests"] == []


async def test_what_was_said_before_stands_while_a_plan_is_not_announced(house: House) -> None:
    """A state that goes back by itself would tell that there is a plan."""
    await house.ask(POLICE, DESK, WISH)
    (own,) = (await house.ask(POLICE, DESK)).json()["requests"]
    path = f"{DESK}/{own['request_id']}"
    no = {"accept": False, "ground": "priority", "note": "올해는 다른 곳이 먼저입니다."}
    await house.ask(PLANNER, f"{path}/answer", no)
    before = (await house.ask(POLICE, path)).json()
    house.clock.advance(600)
    for move in (in_plan, rejected):
        async with house.database.work() as work:
            await move(work, [own["request_id"]], BY, house.clock.now())
        assert (await house.ask(POLICE, path)).json() == before, move


async def test_a_letter_that_says_considered_is_what_the_look_up_says(house: House) -> None:
    receipt = await wished(house)
    request_id = await id_of(house, receipt)
    async with house.database.work() as work:
        await in_plan(work, [request_id], BY, NOW)
    assert (await house.ask(PLANNER, f"{DESK}/{request_id}/sent", {})).status_code == 204
    assert (await status(house, receipt))["state"] == "considered"


async def test_what_becomes_known_is_another_letter_for_all_that_was_merged(house: House) -> None:
    first = await id_of(house, await wished(house))
    second = await id_of(house, await wished(house, text="저도"))
    await house.ask(PLANNER, f"{DESK}/{second}/merge", {"into": first})
    await house.ask(PLANNER, f"{DESK}/{first}/answer", {"accept": True})
    for one in (first, second):
        await house.ask(PLANNER, f"{DESK}/{one}/sent", {})
    async with house.database.work() as work:
        await in_plan(work, [first], BY, NOW)
        await announced(work, [first], BY, NOW)
    for one in (first, second):
        assert (await row_of(house, one))["sent_at"] is None


async def test_a_site_that_falls_through_leaves_a_request_to_be_answered(house: House) -> None:
    request_id = await id_of(house, await wished(house))
    async with house.database.work() as work:
        await in_plan(work, [request_id], BY, NOW)
        await rejected(work, [request_id], BY, NOW)
    row = await row_of(house, request_id)
    assert (row["state"], row["decided_at"]) == ("under_review", None)


async def test_a_request_goes_back_when_another_version_is_chosen(house: House) -> None:
    request_id = await id_of(house, await wished(house))
    async with house.database.work() as work:
        await in_plan(work, [request_id], BY, NOW)
        await out_of_plan(work, [request_id], BY, NOW)
    assert (await row_of(house, request_id))["state"] == "considered"


async def test_an_accepted_site_installs_what_it_answers(house: House) -> None:
    receipt = await wished(house)
    async with house.database.work() as work:
        request_id = await _only_id(house)
        await in_plan(work, [request_id], BY, NOW)
        await installed(work, [request_id], BY, NOW)
    assert (await status(house, receipt))["state"] == "installed"


async def _only_id(house: House) -> str:
    return str((await house.ask(PLANNER, DESK)).json()["requests"][0]["request_id"])


async def test_what_was_merged_since_the_plan_was_drawn_moves_its_head(house: House) -> None:
    first = await id_of(house, await wished(house))
    second = await id_of(house, await wished(house, text="저도"))
    await house.ask(PLANNER, f"{DESK}/{second}/merge", {"into": first})
    async with house.database.work() as work:
        assert await in_plan(work, [second, "req_unknown"], BY, NOW) == [first]


@pytest.mark.parametrize("move", [announced, rejected, installed, out_of_plan])
async def test_what_is_in_no_plan_stays_as_it_is(house: House, move: object) -> None:
    request_id = await id_of(house, await wished(house))
    async with house.database.work() as work:
        assert await move(work, [request_id], BY, NOW) == []  # type: ignore[operator]  # one of four
    assert (await row_of(house, request_id))["state"] == "received"


async def test_a_plan_knows_place_origin_and_count_only(house: House) -> None:
    first = await id_of(house, await wished(house))
    second = await id_of(house, await wished(house, text="저도"))
    await house.ask(PLANNER, f"{DESK}/{second}/merge", {"into": first})
    await house.ask(POLICE, DESK, WISH)
    async with house.database.read() as connection:
        known = await for_planning(connection)
    assert sorted((one.origin.value, one.count) for one in known) == [
        ("complaint", 2),
        ("police", 1),
    ]
    assert all(
        set(one.__struct_fields__) == {"request_id", "origin", "lat", "lon", "count"}
        for one in known
    )


async def test_a_rejected_request_is_no_wish_of_the_plan(house: House) -> None:
    request_id = await id_of(house, await wished(house))
    no = {"accept": False, "ground": "purpose", "note": "주차 단속을 위한 설치 요청입니다."}
    await house.ask(PLANNER, f"{DESK}/{request_id}/answer", no)
    async with house.database.read() as connection:
        assert await for_planning(connection) == ()
