"""Those who work on requests: police rooms send and see their own, the planner and the head merge and answer."""

from typing import Any  # Any: JSON

import pytest

from tests.planning.requests.made import (
    CONTACT,
    DESK,
    FORM,
    HEAD,
    OTHER_POLICE,
    PLANNER,
    POLICE,
    WISH,
    id_of,
    trail_of,
    wished,
)
from tests.web.house import NOBODY, House

NO = {
    "accept": False,
    "ground": "covered",
    "note": "12 m 떨어진 곳에 이미 회전형 카메라가 있습니다.",
}


async def listed(house: House, who: str, query: str = "") -> list[dict[str, Any]]:
    return list((await house.ask(who, f"{DESK}{query}")).json()["requests"])


async def do(house: House, request_id: str, what: str, body: object = None) -> None:
    answer = await house.ask(PLANNER, f"{DESK}/{request_id}/{what}", body, method="POST")
    assert answer.status_code == 204, answer.text


async def test_a_police_room_sends_and_sees_its_own(house: House) -> None:
    answer = await house.ask(POLICE, DESK, WISH)
    assert answer.status_code == 201, answer.text
    (own,) = await listed(house, POLICE)
    assert (own["origin"], own["channel"], own["state"]) == ("police", "police", "received")
    detail = (await house.ask(POLICE, f"{DESK}/{own['request_id']}")).json()
    assert detail["text"] == WISH["text"]


async def test_another_police_room_neither_lists_nor_reads_it(house: House) -> None:
    await house.ask(POLICE, DESK, WISH)
    (own,) = await listed(house, POLICE)
    assert await listed(house, OTHER_POLICE) == []
    refused = await house.ask(OTHER_POLICE, f"{DESK}/{own['request_id']}")
    assert (refused.status_code, refused.json()["code"]) == (404, "unknown_request")


@pytest.mark.parametrize(
    ("changed", "field"), [({"channel": "epeople"}, "channel"), ({"count": 5}, "count")]
)
async def test_a_police_room_sends_nothing_in_others_names(
    house: House, changed: dict[str, object], field: str
) -> None:
    answer = await house.ask(POLICE, DESK, WISH | changed)
    assert (answer.status_code, answer.json()["field"]) == (400, field)


async def test_the_planner_writes_down_what_came_by_another_channel(house: House) -> None:
    body = {"channel": "epeople", "channel_no": "1AA-2611-0001234", "count": 7}
    assert (await house.ask(PLANNER, DESK, WISH | body)).status_code == 201
    (row,) = await listed(house, HEAD)
    assert (row["origin"], row["channel_no"], row["count"]) == ("complaint", "1AA-2611-0001234", 7)


async def test_lists_are_narrowed_by_every_closed_word(house: House) -> None:
    await wished(house)
    await house.ask(POLICE, DESK, WISH | {"reason": "crime"})
    for query, numbers in (
        ("?state=received", 2),
        ("?state=rejected", 0),
        ("?origin=police", 1),
        ("?reason=dark", 1),
        ("?channel=public_form&origin=police", 0),
        ("?dong=1100000000", 0),
    ):
        assert len(await listed(house, PLANNER, query)) == numbers, query


async def test_a_list_holds_nobodys_words(house: House) -> None:
    await wished(house, contact=CONTACT)
    text = (await house.ask(PLANNER, DESK)).text
    assert "어둡습니다" not in text
    assert "김하나" not in text


async def test_reading_words_and_contact_is_a_row_of_the_trail(house: House) -> None:
    request_id = await id_of(house, await wished(house, contact=CONTACT))
    detail = (await house.ask(PLANNER, f"{DESK}/{request_id}")).json()
    assert detail["contact"] == {"name": "김하나", "reach": "010-0000-1234"}
    (row,) = await trail_of(house, "read_request")
    assert row["body"] == {"request_id": request_id, "has_contact": True}


async def test_two_wishes_for_one_place_are_proposed_merged_and_taken_apart(house: House) -> None:
    first = await id_of(house, await wished(house))
    second = await id_of(house, await wished(house, text="저도 무섭습니다"))
    proposed = (await house.ask(PLANNER, DESK)).json()["proposals"]
    assert proposed == [{"one": first, "other": second, "distance_m": 0.0}]
    await do(house, second, "merge", {"into": first})
    after = (await house.ask(PLANNER, DESK)).json()
    rows = {row["request_id"]: row for row in after["requests"]}
    assert (rows[first]["count"], after["proposals"]) == (2, [])
    assert rows[second]["merged_into"] == first
    await do(house, second, "take-out")
    rows = {row["request_id"]: row for row in await listed(house, PLANNER)}
    assert (rows[first]["count"], rows[second]["is_merged"]) == (1, False)
    assert len(await trail_of(house, "merge_request")) == 2


async def test_what_was_merged_before_goes_along(house: House) -> None:
    ids = [await id_of(house, await wished(house, text=f"말 {n}")) for n in range(3)]
    await do(house, ids[2], "merge", {"into": ids[1]})
    await do(house, ids[1], "merge", {"into": ids[0]})
    rows = {row["request_id"]: row for row in await listed(house, PLANNER)}
    assert rows[ids[0]]["count"] == 3
    assert {part["request_id"] for part in rows[ids[0]]["parts"]} == {ids[1], ids[2]}


async def test_a_merge_with_nothing_or_itself_is_refused_by_name(house: House) -> None:
    request_id = await id_of(house, await wished(house))
    path = f"{DESK}/{request_id}/merge"
    assert (await house.ask(PLANNER, path, {"into": "req_x"})).status_code == 404
    assert (await house.ask(PLANNER, path, {"into": request_id})).json()["code"] == "not_mergeable"
    assert (await house.ask(PLANNER, f"{DESK}/{request_id}/take-out", {})).status_code == 409


async def test_a_request_is_taken_up_once(house: House) -> None:
    receipt = await wished(house)
    request_id = await id_of(house, receipt)
    await do(house, request_id, "review")
    assert (await house.ask(NOBODY, f"{FORM}/{receipt}")).json()["state"] == "under_review"
    again = await house.ask(HEAD, f"{DESK}/{request_id}/review", {})
    assert (again.status_code, again.json()["code"]) == (409, "not_in_this_state")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"accept": False, "note": "이미 카메라가 있는 곳입니다."}, "ground"),
        ({"accept": False, "ground": "covered", "note": "안 됨"}, "note"),
        ({"accept": False, "ground": "because", "note": "이미 카메라가 있습니다."}, "ground"),
    ],
)
async def test_a_refusal_names_its_ground_and_says_why(
    house: House, body: dict[str, object], field: str
) -> None:
    request_id = await id_of(house, await wished(house))
    answer = await house.ask(PLANNER, f"{DESK}/{request_id}/answer", body)
    assert (answer.status_code, answer.json()["field"]) == (400, field)


async def test_an_answer_holds_for_all_that_was_merged(house: House) -> None:
    receipts = [await wished(house, text=f"말 {n}") for n in range(2)]
    first, second = [await id_of(house, one) for one in receipts]
    await do(house, second, "merge", {"into": first})
    await do(house, first, "answer", NO)
    for receipt in receipts:
        assert (await house.ask(NOBODY, f"{FORM}/{receipt}")).json()["state"] == "rejected"


async def test_a_station_reads_the_answer_to_its_own(house: House) -> None:
    await house.ask(POLICE, DESK, WISH)
    (own,) = await listed(house, POLICE)
    await do(house, own["request_id"], "answer", NO)
    (own,) = await listed(house, POLICE)
    assert (own["state"], own["ground"]) == ("rejected", "covered")
    assert own["note"] == NO["note"]
