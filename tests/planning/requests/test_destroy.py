"""파기, proven in the rows: contacts with the letter or by their day, words by theirs, marks of addresses after a day."""

from bongsu.planning.requests.destroy import destroy_due
from bongsu.planning.requests.keeper import RequestKeeper
from tests.planning.requests.made import (
    CONTACT,
    DESK,
    PLANNER,
    WISH,
    id_of,
    row_of,
    trail_of,
    wished,
)
from tests.web.house import House

DAY_S = 86_400.0


async def test_with_the_letter_the_contact_is_destroyed(house: House) -> None:
    request_id = await id_of(house, await wished(house, contact=CONTACT))
    path = f"{DESK}/{request_id}"
    early = await house.ask(PLANNER, f"{path}/sent", {})
    assert early.json()["code"] == "not_in_this_state", "nobody has decided yet"
    await house.ask(PLANNER, f"{path}/answer", {"accept": True})
    before = (await row_of(house, request_id))["sealed_contact"]
    assert (await house.ask(PLANNER, f"{path}/sent", {})).status_code == 204
    row = await row_of(house, request_id)
    assert (row["sealed_contact"], row["contact_until"]) == (None, None)
    assert row["sealed_said"] is not None
    assert (await house.ask(PLANNER, path)).json()["contact"] is None
    (deed,) = await trail_of(house, "destroy")
    assert deed["body"]["why"] == "letter_sent"
    assert before.encode() not in _database(house), "nor in the file"


def _database(house: House) -> bytes:
    file = house.database.url.database or ""
    if house.database.url.get_backend_name() != "sqlite":
        return b""
    with open(file, "rb") as opened:
        return opened.read()


async def test_an_answer_that_is_changed_is_another_letter(house: House) -> None:
    request_id = await id_of(house, await wished(house))
    path = f"{DESK}/{request_id}"
    await house.ask(PLANNER, f"{path}/answer", {"accept": True})
    await house.ask(PLANNER, f"{path}/sent", {})
    assert (await house.ask(PLANNER, f"{path}/sent", {})).status_code == 409
    no = {"accept": False, "ground": "priority", "note": "올해는 다른 곳이 먼저입니다."}
    await house.ask(PLANNER, f"{path}/answer", no)
    assert (await house.ask(PLANNER, f"{path}/sent", {})).status_code == 204


async def test_a_contact_goes_after_its_term_without_any_letter(house: House) -> None:
    desk = house.state["camera_requests"]
    request_id = await id_of(house, await wished(house, contact=CONTACT))
    house.clock.advance(179.9 * DAY_S)
    await destroy_due(desk)
    assert (await row_of(house, request_id))["sealed_contact"] is not None
    house.clock.advance(0.2 * DAY_S)
    await destroy_due(desk)
    row = await row_of(house, request_id)
    assert (row["sealed_contact"], row["contact_until"]) == (None, None)


async def test_words_go_after_theirs_and_place_and_count_stay(house: House) -> None:
    request_id = await id_of(house, await wished(house))
    house.clock.advance(1_095 * DAY_S)
    await destroy_due(house.state["camera_requests"])
    row = await row_of(house, request_id)
    assert (row["sealed_said"], row["lat"], row["count"]) == (None, WISH["lat"], 1)
    await house.sign_in(PLANNER)
    detail = (await house.ask(PLANNER, f"{DESK}/{request_id}")).json()
    assert (detail["text"], detail["place"]) == (None, None)


async def test_an_addresss_mark_goes_after_a_day(house: House) -> None:
    request_id = await id_of(house, await wished(house))
    house.clock.advance(DAY_S + 1)
    await destroy_due(house.state["camera_requests"])
    row = await row_of(house, request_id)
    assert (row["sender_mark"], row["wish_mark"]) == (None, None)


async def test_what_is_destroyed_by_its_day_has_its_row(house: House) -> None:
    request_id = await id_of(house, await wished(house, contact=CONTACT))
    house.clock.advance(180 * DAY_S)
    assert await destroy_due(house.state["camera_requests"]) == 1
    assert await destroy_due(house.state["camera_requests"]) == 0
    await house.sign_in("AUDITOR")
    (deed,) = await trail_of(house, "destroy")
    assert (deed["actor"], deed["body"]["contact"]) == ("system", [request_id])


async def test_the_keeper_looks_as_soon_as_it_starts(house: House) -> None:
    desk = house.state["camera_requests"]
    request_id = await id_of(house, await wished(house, contact=CONTACT))
    house.clock.advance(180 * DAY_S)
    keeper = RequestKeeper(desk)
    await keeper._look()
    assert (await row_of(house, request_id))["sealed_contact"] is None
    await keeper.start()
    await keeper.stop()
