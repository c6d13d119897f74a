"""실종아동등 over HTTP: found, an adult, a doubtful call, a police system that falls silent."""

from typing import Any  # Any: JSON

import pytest

from bongsu.services.missing.scenes import call, said
from tests.services.missing.linked import LEAD, OPERATOR, OTHER_ROOM, ROOM, Linked


async def seen_by(linked: Linked, who: str) -> dict[str, Any]:
    listed = (await linked.ask(who, "/api/incidents/")).json()
    found: dict[str, Any] = next(one for one in listed if one["service"] == "MISSING")
    return found


def lending(view: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = view["lendings"][0]
    return found


async def test_police_see_pictures_at_once_and_nothing_after_the_end(linked: Linked) -> None:
    answers = await linked.play("happy")
    assert [one.json()["status"] for one in answers] == ["GRANTED", "CLOSED"]
    assert 1 <= len(answers[0].json()["cameras"]) <= 9
    over = await seen_by(linked, ROOM)
    assert (over["state"], over["tiles"], over["place"], over["category"], over["facts"]) == (
        "closed",
        [],
        None,
        "",
        [],
    )


async def test_the_room_reads_who_confirmed_it_and_never_a_description_unasked(
    linked: Linked,
) -> None:
    await linked.opened()
    view = await seen_by(linked, ROOM)
    assert view["room_kind"] == "police"
    told = {one["label_ko"]: one["value_ko"] for one in view["facts"]}
    assert told["대상 확인"] == "성북경찰서 여성청소년과 경위"
    assert "navy" not in str(view)


async def test_an_adult_is_refused_with_the_words_of_the_law_and_nobody_searches(
    linked: Linked,
) -> None:
    refused = (await linked.play("refused"))[0].json()
    assert (refused["status"], refused["reason_code"]) == ("REJECTED", "not_under_this_law")
    assert refused["reason"] == "실종아동법 대상 아님 – 112 생명구호 또는 영장"
    assert await linked.get(OPERATOR, "/searches") == []


async def test_a_doubtful_call_asks_the_duty_official_and_opens_once_it_is_certain(
    linked: Linked,
) -> None:
    answers = await linked.play("doubtful")
    assert [one.json()["status"] for one in answers] == ["PENDING", "GRANTED", "CLOSED"]


@pytest.mark.parametrize(
    ("changed", "doubt"),
    [
        ({"location": {"lat": 37.608, "lon": 127.02, "accuracy_m": 900.0}}, "위치 오차가 큽니다"),
        ({"late_min": 26 * 60}, "마지막 목격이 하루를 넘었거나 모릅니다"),
        ({"legal": {"basis": "PIPA18-2-7"}}, None),
    ],
)
async def test_what_is_inaccurate_late_or_ill_founded_is_asked_and_never_refused(
    linked: Linked, changed: dict[str, Any], doubt: str | None
) -> None:
    late = changed.pop("late_min", 20)
    fields = call(linked.stage, minutes_ago=late) | changed
    answer = await linked.send(said(linked.stage, "NEW", **fields))
    assert answer.json()["status"] == "PENDING"
    doubts = [one["value_ko"] for one in (await seen_by(linked, LEAD))["facts"] if one["urgent"]]
    assert doubts == ([doubt] if doubt else [])


async def test_nobody_answers_and_it_waits_all_night(linked: Linked) -> None:
    await linked.opened(class_confirmed_by=None)
    await linked.wait(8 * 3600)
    assert lending(await seen_by(linked, LEAD))["state"] == "waiting"


async def test_the_duty_officials_no_needs_its_reason(linked: Linked) -> None:
    await linked.opened(class_confirmed_by=None)
    grant_id = lending(await seen_by(linked, LEAD))["grant_id"]
    path = f"/api/grants/{grant_id}/decide"
    empty = await linked.ask(LEAD, path, {"approve": False})
    assert (empty.status_code, empty.json()["field"]) == (400, "reason")
    said_why = {"approve": False, "reason": "성북서가 귀가를 확인함"}
    assert (await linked.ask(LEAD, path, said_why)).status_code == 204
    refused = lending(await seen_by(linked, ROOM))
    assert (refused["state"], "성북서가 귀가를 확인함" in refused["reason_text_ko"]) == (
        "refused",
        True,
    )


async def test_a_silent_system_ends_it_after_a_day(linked: Linked) -> None:
    await linked.play("silent")
    await linked.wait(23 * 3600)
    assert await linked.stands() == ("open", None)
    await linked.wait(3600)
    assert await linked.stands() == ("closed", "partner_silent")


async def test_a_renewal_keeps_it_for_another_day(linked: Linked) -> None:
    incident_id = await linked.opened()
    await linked.wait(23 * 3600)
    path = f"/link/v1/incidents/{incident_id}/renew"
    renewed = await linked.ask("police-182", path, {})
    assert renewed.status_code == 200
    await linked.wait(3 * 3600)
    assert await linked.stands() == ("open", None)


async def test_the_rooms_own_renewal_keeps_it_for_another_day(linked: Linked) -> None:
    """Nobody at the partner's system renews: the room's key is its word too."""
    await linked.opened()
    await linked.wait(23 * 3600)
    grant_id = lending(await seen_by(linked, ROOM))["grant_id"]
    renewed = await linked.ask(ROOM, f"/api/grants/{grant_id}/renew", {})
    assert renewed.status_code == 204, renewed.text
    await linked.wait(23 * 3600)
    assert await linked.stands() == ("open", None)
    await linked.wait(3600)
    assert await linked.stands() == ("closed", "partner_silent")


async def test_another_rooms_renewal_is_none(linked: Linked) -> None:
    await linked.opened()
    grant_id = lending(await seen_by(linked, ROOM))["grant_id"]
    await linked.wait(3600)
    refused = await linked.ask(OTHER_ROOM, f"/api/grants/{grant_id}/renew", {})
    assert refused.status_code == 404
    await linked.wait(23 * 3600)
    assert await linked.stands() == ("closed", "partner_silent")


async def test_what_the_duty_official_let_in_that_person_is_asked_about_again(
    linked: Linked,
) -> None:
    incident_id = await linked.opened(class_confirmed_by=None)
    path = f"/api/grants/{lending(await seen_by(linked, LEAD))['grant_id']}/decide"
    assert (await linked.ask(LEAD, path, {"approve": True})).status_code == 204
    first_end = lending(await seen_by(linked, ROOM))["ends_at"]
    # the police system's wish for longer opens nothing by itself, and is a sign of life
    more = f"/link/v1/incidents/{incident_id}/renew"
    wished = await linked.ask("police-182", more, {})
    assert (wished.status_code, wished.json()["expires_at"]) == (200, first_end)
    asked = lending(await seen_by(linked, LEAD))
    assert (asked["state"], asked["waiting"]["kind"]) == ("active", "again")
    await linked.wait(3600)
    assert (await linked.ask(LEAD, path, {"approve": True})).status_code == 204
    assert lending(await seen_by(linked, ROOM))["ends_at"] > first_end


async def test_the_area_grows_with_the_hour(linked: Linked) -> None:
    await linked.opened()
    first = (await linked.get(OPERATOR, "/searches"))[0]["reach_m"]
    await linked.wait(1800)
    later = (await linked.get(OPERATOR, "/searches"))[0]["reach_m"]
    assert first < later <= 3000
    await linked.wait(5 * 3600)
    assert (await linked.get(OPERATOR, "/searches"))[0]["reach_m"] == 3000


async def test_police_outside_the_district_are_refused(linked: Linked) -> None:
    far = call(linked.stage) | {"location": {"lat": 37.64, "lon": 127.08, "accuracy_m": 10.0}}
    answer = (await linked.send(said(linked.stage, "NEW", **far))).json()
    assert (answer["status"], answer["reason_code"]) == ("REJECTED", "outside_district")
