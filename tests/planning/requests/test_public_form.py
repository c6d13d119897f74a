"""The open door: what it takes, what it refuses by name, what it tells of a request, and what attackers get from it."""

import asyncio

import msgspec
import pytest

from bongsu.planning.requests.number import read_receipt
from tests.planning.requests.made import (
    CONTACT,
    DESK,
    FORM,
    OTHER_POLICE,
    PLANNER,
    WISH,
    id_of,
    row_of,
    trail_of,
    wished,
)
from tests.web.house import JONGAM, NOBODY, House


async def test_a_resident_sends_and_gets_a_number(house: House) -> None:
    answer = await house.ask(NOBODY, FORM, WISH)
    assert answer.status_code == 201
    said = answer.json()
    assert set(said) == {"receipt", "dong_name", "on"}
    assert said["receipt"].startswith("2026-SB-000001-")
    assert (said["on"], said["dong_name"] != "") == ("2026-11-21", True)


async def test_numbers_go_on_one_after_another(house: House) -> None:
    first = await wished(house)
    second = await wished(house, text="다른 말")
    assert [one.split("-")[2] for one in (first, second)] == ["000001", "000002"]


async def test_two_at_once_get_two_numbers(house: House) -> None:
    texts = ("하나", "둘", "셋")
    receipts = await asyncio.gather(*(wished(house, text=text) for text in texts))
    assert len({receipt.rpartition("-")[0] for receipt in receipts}) == 3


async def test_the_form_knows_dongs_and_terms_and_nothing_else(house: House) -> None:
    form = (await house.ask(NOBODY, FORM)).json()
    assert (form["district_ko"], form["contact_days"]) == ("성북구", 180)
    assert len(form["dongs"]) == 20
    assert all(len(ring) > 3 for dong in form["dongs"] for ring in dong["rings"])
    assert len(msgspec.json.encode(form)) < 120_000, "for a phone"


async def test_by_its_number_one_learns_state_and_day_and_nothing_personal(house: House) -> None:
    receipt = await wished(house, contact=CONTACT)
    answer = await house.ask(NOBODY, f"{FORM}/{receipt.lower()}")
    assert answer.json() == {
        "number": receipt.rpartition("-")[0],
        "state": "received",
        "on": "2026-11-21",
    }


async def test_a_number_cannot_be_guessed(house: House) -> None:
    receipt = await wished(house)
    number, letters = read_receipt(receipt) or ("", "")
    other = "A" if letters[0] != "A" else "C"
    for guess in (number, f"{number}-{other}{letters[1:]}", "2026-SB-000009-AAAAAA", "%27OR1=1--"):
        answer = await house.ask(NOBODY, f"{FORM}/{guess}")
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_request"), guess


async def test_whoever_guesses_on_is_stopped(house: House) -> None:
    await wished(house)
    answers = [
        await house.ask(NOBODY, f"{FORM}/2026-SB-000001-AAAAA{letter}")
        for letter in "ACDEFGHJKLMNPQRTUVWXY34"
    ]
    assert answers[-1].json()["code"] == "too_many_requests"


async def test_an_address_has_three_tries_a_minute(house: House) -> None:
    for n in range(3):
        await wished(house, text=f"말 {n}")
    answer = await house.ask(NOBODY, FORM, WISH)
    assert (answer.status_code, answer.json()["code"]) == (403, "too_many_requests")


async def test_an_address_has_so_many_requests_a_day(house: House) -> None:
    desk = house.state["camera_requests"]
    for n in range(desk.settings.a_day):
        await wished(house, text=f"말 {n}")
        desk.tries._of.clear()
    answer = await house.ask(NOBODY, FORM, WISH | {"text": "하나 더"})
    assert answer.json()["code"] == "too_many_requests"
    house.clock.advance(86_401)
    desk.tries._of.clear()
    await wished(house, text="하나 더")


@pytest.mark.parametrize(
    ("changed", "code", "field", "said"),
    [
        ({"lat": 37.4955, "lon": 126.8877}, "place_elsewhere", "lat", "구로구"),
        ({"lat": 37.6396, "lon": 127.0257}, "place_elsewhere", "lat", "강북구"),
        ({"lat": 37.35, "lon": 126.30}, "place_elsewhere", "lat", "sea"),
        ({"lat": 127.02, "lon": 37.608}, "place_elsewhere", "lat", "swapped"),
        ({"lat": 0.0, "lon": 0.0}, "place_elsewhere", "lat", "not in Korea"),
        ({"lat": "37.6"}, "invalid", "lat", ""),
        ({"lat": float("nan")}, "invalid", "lat", ""),
        ({"reason": "because"}, "invalid", "reason", ""),
        ({"text": "가" * 501}, "invalid", "text", ""),
        ({"place": "나" * 81}, "invalid", "place", ""),
        ({"text": "가\u202e나"}, "invalid", "text", "Plain text"),
        ({"place": "한 줄\x0b두 줄\x00"}, "invalid", "place", "Plain text"),
        ({"count": 99}, "invalid", "count", ""),
        ({"contact": CONTACT | {"agreed": False}}, "consent_missing", "contact.agreed", "동의"),
        ({"contact": {"name": "", "agreed": True}}, "invalid", "contact.reach", ""),
    ],
    ids=lambda value: None if isinstance(value, dict) else str(value),
)
async def test_what_cannot_be_taken_is_refused_by_its_name(
    house: House, changed: dict[str, object], code: str, field: str, said: str
) -> None:
    answer = await house.ask(NOBODY, FORM, WISH | changed)
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["field"]) == (400, code, field)
    told = [text for one in problem.get("told", ()) for text in one.values()]
    assert not said or any(said in text for text in told)
    assert (await house.ask(PLANNER, DESK)).json()["requests"] == [], "and nothing is kept"


async def test_a_huge_body_is_not_even_read(house: House) -> None:
    body = b'{"text": "' + b"a" * 20_000 + b'"}'
    assert (await house.send_raw(NOBODY, FORM, body)).status_code == 413


async def test_a_foreign_page_cannot_send(house: House) -> None:
    answer = await house.ask(NOBODY, FORM, WISH, from_console=False)
    assert answer.json()["code"] == "not_from_console"


async def test_the_same_letter_twice_is_one_and_counts_once(house: House) -> None:
    first = await wished(house, contact=CONTACT)
    assert await wished(house, contact=CONTACT) == first
    row = await row_of(house, await id_of(house, first))
    assert (row["count"], row["repeats"]) == (1, 1)


async def test_who_sends_again_to_leave_a_contact_is_written_to(house: House) -> None:
    receipt = await wished(house)
    assert await wished(house, contact=CONTACT) == receipt
    detail = await house.ask(PLANNER, f"{DESK}/{await id_of(house, receipt)}")
    assert detail.json()["contact"]["reach"] == CONTACT["reach"]


async def test_after_some_minutes_the_same_letter_is_another_request(house: House) -> None:
    first = await wished(house)
    house.clock.advance(601)
    assert await wished(house) != first


async def test_another_reason_or_place_is_another_request(house: House) -> None:
    receipts = [
        await wished(house),
        await wished(house, reason="fear"),
        await wished(house, lat=JONGAM["lat"], lon=JONGAM["lon"]),
    ]
    assert len(set(receipts)) == 3


async def test_words_and_contact_lie_sealed_and_in_no_row_of_the_trail(house: House) -> None:
    receipt = await wished(house, contact=CONTACT)
    row = await row_of(house, await id_of(house, receipt))
    trail = await trail_of(house, "receive_request")
    assert [one["actor"] for one in trail] == ["public"]
    for secret in ("어둡습니다", "길음로", "김하나", "010-0000-1234"):
        assert secret not in str(row)
        assert secret not in str(trail)
    assert receipt.rpartition("-")[2] not in str(trail), "the trail's readers cannot look it up"


async def test_an_address_is_kept_as_a_mark_only(house: House) -> None:
    row = await row_of(house, await id_of(house, await wished(house)))
    assert len(row["sender_mark"]) >= 24 or row["sender_mark"] == "unknown"
    assert "127.0.0.1" not in str(row)


async def test_markup_comes_back_as_letters(house: House) -> None:
    script = '<script>alert(1)</script> #import "/etc/passwd"'
    request_id = await id_of(house, await wished(house, text=script))
    answer = await house.ask(PLANNER, f"{DESK}/{request_id}")
    assert answer.json()["text"] == script
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_police_do_not_see_what_residents_send(house: House) -> None:
    request_id = await id_of(house, await wished(house))
    for room in ("POLICE_ROOM", OTHER_POLICE):
        assert (await house.ask(room, DESK)).json()["requests"] == []
        assert (await house.ask(room, f"{DESK}/{request_id}")).status_code == 404
