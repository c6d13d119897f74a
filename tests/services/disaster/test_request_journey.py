"""Another body asks: ground, requesting head, area and end; the approver answers, for one term at a time."""

from typing import Any  # Any: JSON

import httpx
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from bongsu.services.disaster.scenes import CITY, CITY_ROOM, request_body
from bongsu.services.shared.scenes import message
from bongsu.sharing.agreements.seongbuk import DISASTER_ROOM
from tests.services.disaster.alerts import alert, info
from tests.services.disaster.rooms import CITY_PERSON, OWN, STAGE, Rooms, state_of

DOOR = "/link/v1/incidents"


async def ask(rooms: Rooms, body: dict[str, Any], who: str = CITY_ROOM) -> httpx.Response:
    return await rooms.ask(who, DOOR, body)


async def answer(
    rooms: Rooms, view: dict[str, Any], *, approve: bool, who: str = "SHIFT_LEAD"
) -> int:
    """The approver's key, on the newest lending to the city's room."""
    waiting = [one for one in view["lendings"] if one["organisation"] == CITY][-1]
    path = f"/api/grants/{waiting['grant_id']}/decide"
    return (await rooms.ask(who, path, {"approve": approve})).status_code


async def granted(rooms: Rooms, **changed: Any) -> dict[str, Any]:
    assert (await ask(rooms, request_body(STAGE, **changed))).status_code == 201
    assert await answer(rooms, await rooms.only("SHIFT_LEAD"), approve=True) == 204
    return await rooms.only(CITY_PERSON)


async def test_a_request_asks_the_approver_and_then_opens(rooms: Rooms) -> None:
    asked = (await ask(rooms, request_body(STAGE))).json()
    assert (asked["status"], asked["reason_code"], asked["cameras"]) == ("PENDING", "approval", [])
    before = await rooms.only(CITY_PERSON)
    assert (state_of(before, CITY), before["tiles"]) == ("waiting", [])
    assert await answer(rooms, await rooms.only("SHIFT_LEAD"), approve=True) == 204
    seen = await rooms.only(CITY_PERSON)
    assert state_of(seen, CITY) == "active"
    assert 1 <= len(seen["tiles"]) <= 9
    facts = {one["label_ko"]: one["value_ko"] for one in seen["facts"]}
    assert facts["요청 근거"] == "중대본·지대본 가동"
    assert facts["요청 기관장"] == "시·도지사"


async def test_the_own_room_is_not_opened_by_somebody_elses_request(rooms: Rooms) -> None:
    await granted(rooms)
    assert await rooms.incidents(OWN) == []


async def test_a_denied_request_stays_denied(rooms: Rooms) -> None:
    await ask(rooms, request_body(STAGE))
    assert await answer(rooms, await rooms.only("SHIFT_LEAD"), approve=False) == 204
    assert state_of(await rooms.only(CITY_PERSON), CITY) == "refused"


async def test_an_operator_does_not_approve(rooms: Rooms) -> None:
    await ask(rooms, request_body(STAGE))
    assert await answer(rooms, await rooms.only("OPERATOR"), approve=True, who="OPERATOR") == 403


async def test_a_request_that_nobody_closes_ends_at_its_end(rooms: Rooms) -> None:
    await granted(rooms)
    await rooms.hours(6.01)
    assert (await rooms.only(CITY_PERSON))["state"] == "closed"


@pytest.mark.parametrize("category", ["CROWD", "PREPARATORY"])
async def test_crowds_and_preparatory_warnings_open_nothing_outside(
    rooms: Rooms, category: str
) -> None:
    said = (await ask(rooms, request_body(STAGE, category))).json()
    assert (said["status"], said["reason_code"]) == ("REJECTED", "category_not_listed")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"details": None}, "details.ground"),
        ({"details": {"requesting_head": "CITY_MAYOR"}}, "details.ground"),
        ({"details": {"ground": "HEADQUARTERS"}}, "details.requesting_head"),
        (
            {"details": {"ground": "PLAIN_CURIOSITY", "requesting_head": "CITY_MAYOR"}},
            "details.ground",
        ),
        (
            {"details": {"ground": "HEADQUARTERS", "requesting_head": "홍길동"}},
            "details.requesting_head",
        ),
        (
            {"details": {"ground": "HEADQUARTERS", "requesting_head": "CITY_MAYOR", "name": "x"}},
            "details",
        ),
        ({"details": {"alert": {}, "ground": "HEADQUARTERS"}}, "details"),
        ({"details": {"sensor": {}}}, "details"),
        ({"area": None}, "area"),
        ({"window": None}, "window"),
    ],
)
async def test_a_request_that_lacks_something_is_refused_by_its_field(
    rooms: Rooms, changed: dict[str, Any], field: str
) -> None:
    said = await ask(rooms, request_body(STAGE, **changed))
    assert (said.status_code, said.json()["field"]) == (400, field), said.text
    assert await rooms.incidents("OPERATOR") == []


@pytest.mark.parametrize("ground", ["WEATHER_WARNING", "CRISIS_ALERT", "MASS_CASUALTY"])
async def test_a_warning_is_ground_to_ask_and_no_permission(rooms: Rooms, ground: str) -> None:
    await rooms.heard(alert("KR.KMA.1", info("침수경보")))
    details = {"ground": ground, "requesting_head": "CITY_MAYOR", "alert_identifier": "KR.KMA.1"}
    said = (await ask(rooms, request_body(STAGE, details=details))).json()
    assert (said["status"], said["cameras"]) == ("PENDING", [])


async def test_a_body_without_an_agreement_is_refused(rooms: Rooms) -> None:
    body = request_body(STAGE, sender={"org": "KMA", "system": "DISASTER"})
    said = (await ask(rooms, body, "kma-cap")).json()
    assert (said["status"], said["reason_code"]) == ("REJECTED", "no_clause_for_service")


async def test_the_own_room_opens_by_its_own_clause(rooms: Rooms) -> None:
    body = request_body(STAGE, "CROWD", sender={"org": DISASTER_ROOM, "system": "DISASTER"})
    assert (await ask(rooms, body, "disaster-room-system")).json()["status"] == "GRANTED"


async def test_a_request_outside_the_district_is_refused(rooms: Rooms) -> None:
    far = [[129.0, 35.1], [129.01, 35.1], [129.01, 35.11], [129.0, 35.1]]
    body = request_body(STAGE, area={"type": "Polygon", "coordinates": [far]})
    assert (await ask(rooms, body)).json()["reason_code"] == "outside_district"


async def test_closing_ends_it(rooms: Rooms) -> None:
    await granted(rooms)
    said = await ask(rooms, message(STAGE, "DISASTER", "DISASTER", CITY, "CLOSE"))
    assert said.json()["status"] == "CLOSED"
    assert (await rooms.only(CITY_PERSON))["tiles"] == []


# for one term of 24 hours at a time


def long_window(days: float = 3) -> dict[str, Any]:
    ends = STAGE.now.timestamp() + days * 86_400
    return {
        "starts": STAGE.now.isoformat(),
        "ends": type(STAGE.now).fromtimestamp(ends, STAGE.now.tzinfo).isoformat(),
    }


async def test_before_a_day_is_over_the_approver_is_asked_for_another(rooms: Rooms) -> None:
    await granted(rooms, window=long_window())
    await rooms.hours(22.9)
    assert asked_of(await rooms.only("SHIFT_LEAD")) == ("active", None)
    await rooms.hours(0.2)
    running = await rooms.only(CITY_PERSON)
    assert asked_of(running) == ("active", "again")
    assert running["tiles"]
    assert await answer(rooms, await rooms.only("SHIFT_LEAD"), approve=True) == 204
    assert asked_of(await rooms.only(CITY_PERSON)) == ("active", None)
    # a day from the yes, an hour before the end of the first day
    await rooms.hours(22.9)
    assert asked_of(await rooms.only("SHIFT_LEAD")) == ("active", None)
    await rooms.hours(0.2)
    assert asked_of(await rooms.only("SHIFT_LEAD")) == ("active", "again")


async def test_a_day_that_nobody_answers_for_stops_at_its_end_and_says_so(rooms: Rooms) -> None:
    await granted(rooms, window=long_window())
    await rooms.hours(23.1)
    await rooms.hours(0.95)
    over = await rooms.only(CITY_PERSON)
    (lending,) = (one for one in over["lendings"] if one["organisation"] == CITY)
    assert (over["state"], over["tiles"], lending["state"]) == ("open", [], "expired")
    assert lending["reason_text_ko"].startswith("승인 시간 초과 · 관제센터 02")
    # the room's own key brings the question back
    more = f"/api/grants/{lending['grant_id']}/renew"
    assert (await rooms.house.ask(CITY_PERSON, more, {})).status_code == 204
    assert state_of(await rooms.only("SHIFT_LEAD"), CITY) == "waiting"


def asked_of(view: dict[str, Any]) -> tuple[str, str | None]:
    lending = [one for one in view["lendings"] if one["organisation"] == CITY][-1]
    return lending["state"], (lending["waiting"] or {}).get("kind")


async def test_a_term_that_nobody_renews_is_over(rooms: Rooms) -> None:
    await granted(rooms, window=long_window())
    await rooms.hours(24.01)
    await rooms.wait(601)
    seen = await rooms.only("SHIFT_LEAD")
    assert (seen["state"], state_of(seen, CITY)) == ("open", "refused")
    await rooms.hours(48)
    assert (await rooms.only("SHIFT_LEAD"))["state"] == "closed"


async def test_no_system_renews_a_term(rooms: Rooms) -> None:
    said = await rooms.heard(alert())
    path = f"{DOOR}/{said['incident_id']}/renew"
    renewed = await rooms.ask("kma-cap", path, {})
    assert renewed.status_code == 409, renewed.text


async def own_grant(rooms: Rooms) -> dict[str, Any]:
    seen = await rooms.only()
    found: dict[str, Any] = [
        one for one in seen["lendings"] if one["organisation"] == DISASTER_ROOM
    ][-1]
    return found


async def renewed(rooms: Rooms, who: str = OWN) -> int:
    grant = await own_grant(rooms)
    return (await rooms.ask(who, f"/api/grants/{grant['grant_id']}/renew", {})).status_code


def long_alert() -> bytes:
    return alert("KR.KMA.1", info(expires=long_window()["ends"][:19] + "+00:00"))


async def test_the_own_room_renews_by_one_key_before_or_after_the_end(rooms: Rooms) -> None:
    await rooms.heard(long_alert())
    await rooms.hours(20)
    assert await renewed(rooms) == 204
    await rooms.hours(23)
    assert (await own_grant(rooms))["state"] == "active"
    await rooms.hours(2)
    seen = await rooms.only()
    assert (seen["state"], state_of(seen, DISASTER_ROOM), seen["tiles"]) == ("open", "expired", [])
    assert await renewed(rooms) == 204
    seen = await rooms.only()
    assert state_of(seen, DISASTER_ROOM) == "active"
    assert seen["tiles"]
    rows = await list_trail(rooms.house.database, limit=99, only=Only(kind=TrailKind.RENEW))
    assert len(rows) == 2


async def test_nobody_elses_key_renews_it(rooms: Rooms) -> None:
    await rooms.heard(long_alert())
    await rooms.hours(25)
    assert await renewed(rooms, CITY_PERSON) == 404
    assert await renewed(rooms, "OPERATOR") == 404


async def test_an_update_does_not_renew_a_term(rooms: Rooms) -> None:
    await rooms.heard(long_alert())
    await rooms.hours(25)
    later = rooms.clock.now().isoformat(timespec="seconds")
    update = alert(
        "KR.KMA.2",
        info(expires=long_window()["ends"][:19] + "+00:00"),
        sent=later,
        msg_type="Update",
        references=f"kma@korea.example,KR.KMA.1,{STAGE.now.isoformat(timespec='seconds')}",
    )
    assert (await rooms.heard(update))["outcome"] == "updated"
    assert (await own_grant(rooms))["state"] == "expired"


async def test_what_was_cut_is_not_resumed(rooms: Rooms) -> None:
    await rooms.heard(long_alert())
    grant = await own_grant(rooms)
    cut = await rooms.ask("OPERATOR", f"/api/grants/{grant['grant_id']}/withdraw", {})
    assert cut.status_code == 204
    assert await renewed(rooms) == 409


async def test_the_centres_own_people_see_on(rooms: Rooms) -> None:
    await rooms.heard(long_alert())
    for _ in range(3):
        await rooms.hours(12.1)
        assert (await rooms.only("OPERATOR"))["tiles"]
