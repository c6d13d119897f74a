"""`POST …/remark` over HTTP: who was lent pictures may say once what they were worth, and the pilot's report has it."""

from typing import Any  # Any: JSON

import httpx
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from tests.incidents.routes.calls import JUNK_BODIES, call, fire, grant_of
from tests.web.house import House

REPORT = "/api/agreements/SB-2023-08/versions/1/pilot-report"
UNITS = {"responders": [{"unit_id": "순31"}]}


async def remark(
    house: House, who: str, incident_id: str, rating: int = 4, text: str = "골목 안이 보였음"
) -> httpx.Response:
    body = {"rating": rating, "text": text}
    return await house.ask(who, f"/api/incidents/{incident_id}/remark", body)


async def close(house: House, incident_id: str) -> None:
    answer = await house.ask("POLICE_ROOM", f"/api/incidents/{incident_id}/close", {})
    assert answer.status_code == 204, answer.text


async def report(house: House) -> dict[str, Any]:
    answer = await house.ask("CENTRE_HEAD", REPORT)
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def test_the_room_and_its_car_remark_once_each_and_the_trail_has_no_text(
    house: House,
) -> None:
    incident_id = (await call(house, **UNITS))["incident_id"]
    await close(house, incident_id)
    assert (await remark(house, "POLICE_ROOM", incident_id)).status_code == 204
    assert (await remark(house, "POLICE_CAR", incident_id, 5, "문 앞이 보였음")).status_code == 204
    again = await remark(house, "POLICE_ROOM", incident_id)
    assert (again.status_code, again.json()["code"]) == (409, "already_remarked")
    rows = await list_trail(house.database, only=Only(kind=TrailKind.REMARK))
    assert len(rows) == 2
    assert not any("보였음" in row.body for row in rows)


async def test_who_was_lent_nothing_has_nothing_to_say(house: House) -> None:
    incident_id = (await call(house, **UNITS))["incident_id"]
    for who in ("jongam room", "FIRE_ROOM", "DISASTER_ROOM", "car 32", "jongam car", "FIRE_CAR"):
        answer = await remark(house, who, incident_id)
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_incident"), who


async def test_a_refused_room_has_seen_nothing(house: House) -> None:
    incident_id = (await call(house, incident={"category": "ASSAULT"}))["incident_id"]
    answer = await remark(house, "POLICE_ROOM", incident_id)
    assert (answer.status_code, answer.json()["code"]) == (403, "nothing_lent")


async def test_a_cut_lending_may_be_remarked_on(house: House) -> None:
    incident_id = (await call(house))["incident_id"]
    grant = await grant_of(house, incident_id)
    cut = await house.ask("SHIFT_LEAD", f"/api/grants/{grant['grant_id']}/withdraw", {})
    assert cut.status_code == 204, cut.text
    assert (await remark(house, "POLICE_ROOM", incident_id, 1, "너무 일찍 끊김")).status_code == 204


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"rating": 0}, "rating"),
        ({"rating": 6}, "rating"),
        ({"rating": 3.5}, "rating"),
        ({"text": "x"}, "rating"),
        ({"rating": 3, "text": "가" * 301}, "text"),
        ({"rating": 3, "by": "per_1"}, "by"),
    ],
)
async def test_bad_input_is_refused_by_its_field(
    house: House, body: dict[str, object], field: str
) -> None:
    incident_id = (await call(house))["incident_id"]
    answer = await house.ask("POLICE_ROOM", f"/api/incidents/{incident_id}/remark", body)
    assert (answer.status_code, answer.json()["field"]) == (400, field)


@pytest.mark.parametrize("body", JUNK_BODIES)
async def test_junk_is_refused(house: House, body: bytes) -> None:
    answer = await house.send_raw("POLICE_ROOM", "/api/incidents/inc_x/remark", body)
    assert answer.status_code == 400


async def test_the_report_counts_calls_refusals_cuts_and_remarks(house: House) -> None:
    lent = (await call(house, **UNITS))["incident_id"]
    await call(house, incident={"category": "ASSAULT"}, ext_incident_no="112-2", msg_id="m2")
    await fire(house)
    grant = await grant_of(house, lent)
    await house.ask("SHIFT_LEAD", f"/api/grants/{grant['grant_id']}/withdraw", {})
    await house.ask("SHIFT_LEAD", f"/api/grants/{grant['grant_id']}/reason", {"reason": "privacy"})
    await remark(house, "POLICE_ROOM", lent, 2)
    said = await report(house)
    assert said["calls"] == 3
    assert {one["key"]: one["count"] for one in said["by_service"]} == {
        "P112_DISPATCH": 2,
        "F119_DISPATCH": 1,
    }
    assert {one["key"] for one in said["by_dong"]} == {"길음1동"}
    assert [one["key"] for one in said["refusals"]] == ["category_not_listed"]
    assert [one["name_ko"] for one in said["cuts"]] == ["사생활 노출"]
    assert said["ratings"] == [0, 1, 0, 0, 0]
    (one,) = said["remarks"]
    assert (one["organisation"], one["unit_kind"]) == (POLICE_SEONGBUK, "room")
    assert set(one) == {
        "rating",
        "text",
        "unit_kind",
        "organisation",
        "organisation_name_ko",
        "organisation_name_en",
        "day",
    }


async def test_a_version_that_is_not_there_has_no_report(house: House) -> None:
    for path in (REPORT.replace("/1/", "/99/"), REPORT.replace("SB-", "XX-")):
        answer = await house.ask("CENTRE_HEAD", path)
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_agreement")
