"""The army's journeys through the whole application: an exercise, a refusal, a partner that never closes, terror."""

from typing import Any  # Any: JSON

from bongsu.services.military.scenes import UNIT, order, order_no, polygon, word
from bongsu.services.shared.scenes import Said
from tests.services.military.barracks import OTHER_UNIT, PLAY, Barracks, officer_of

FORM = "/api/military/orders"


def form(**changes: Any) -> dict[str, Any]:
    said = order(PLAY, "DEFENCE_EXERCISE", 20.0, 40.0)
    whole = {
        "order_no": order_no(PLAY),
        "kind": "DEFENCE_EXERCISE",
        "area": polygon(PLAY),
        **said["window"],
    }
    return whole | changes


async def test_an_exercise_waits_for_its_approval_and_its_time_and_ends_by_itself(
    barracks: Barracks,
) -> None:
    (answer,) = await barracks.play("happy")
    assert (answer.status_code, answer.json()["status"]) == (201, "PENDING")
    incident_id = answer.json()["incident_id"]
    asked = await barracks.lending(incident_id)
    assert asked["waiting"]["kind"] == "approval"
    assert asked["waiting"]["deadline"] == "2026-11-22T05:10:00Z", "a day of its own"
    await barracks.approve(incident_id)
    assert (await barracks.lending(incident_id))["waiting"]["kind"] == "start"
    assert (await barracks.view(incident_id))["tiles"] == []
    await barracks.at(20.0)
    running = await barracks.view(incident_id)
    assert running["tiles"]
    assert running["lendings"][-1]["ends_at"] == "2026-11-21T05:11:00Z"
    await barracks.at(60.0)
    over = await barracks.view(incident_id)
    assert (over["ended"]["reason"], over["tiles"]) == ("window_over", [])


async def test_every_reader_of_an_exercise_reads_that_it_is_one(barracks: Barracks) -> None:
    (answer,) = await barracks.play("happy")
    for who in (officer_of(UNIT), "OPERATOR", "SHIFT_LEAD"):
        view = await barracks.view(answer.json()["incident_id"], who)
        told = {one["label_ko"]: one["value_ko"] for one in view["facts"]}
        assert told == {
            "구분": "훈련",
            "명령 번호": order_no(PLAY),
            "유형": "통합방위훈련",
            "시간": "11-21 14:10 – 11-21 14:11",
        }
        assert view["room_kind"] == "army"
        assert view["area"]["type"] == "Polygon"


async def test_the_teams_leader_may_say_no(barracks: Barracks) -> None:
    (answer,) = await barracks.play("happy")
    incident_id = answer.json()["incident_id"]
    await barracks.approve(incident_id, yes=False)
    await barracks.at(30.0)
    refused = await barracks.view(incident_id)
    assert refused["lendings"][-1]["reason"] == "denied_by_approver"
    assert refused["tiles"] == []


async def test_what_is_no_order_is_refused_by_its_field(barracks: Barracks) -> None:
    for scene, field in (("refused", "legal.order_no"), ("crossed_area", "area.coordinates")):
        (answer,) = await barracks.play(scene)
        assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert (await barracks.ask("OPERATOR", "/api/incidents")).json() == []


async def test_a_unit_that_never_says_the_end_is_ended_by_its_order(barracks: Barracks) -> None:
    (answer,) = await barracks.play("silent")
    assert answer.json()["status"] == "GRANTED"
    incident_id = answer.json()["incident_id"]
    await barracks.at(44.0)
    assert (await barracks.view(incident_id))["tiles"]
    await barracks.at(45.0)
    over = await barracks.view(incident_id)
    assert (over["state"], over["tiles"]) == ("closed", [])


async def test_an_order_of_days_is_renewed_each_day_and_not_beyond_its_end(
    barracks: Barracks,
) -> None:
    day = 24 * 3600.0
    answer = await barracks.send(Said(0.0, order(PLAY, "TERROR", 0.0, 1.5 * day)))
    incident_id = answer.json()["incident_id"]
    assert answer.json()["expires_at"] == "2026-11-22T05:10:00Z"
    await barracks.at(day - 60.0)
    renew = Said(0.0, {}, f"/link/v1/incidents/{incident_id}/renew")
    renewed = await barracks.send(renew)
    assert renewed.json()["expires_at"] == "2026-11-22T17:10:00Z", renewed.text
    await barracks.at(1.5 * day)
    again = await barracks.send(renew)
    assert again.status_code == 409, "the order is over"


async def test_terror_opens_by_itself_and_closes_at_the_units_word(barracks: Barracks) -> None:
    opened, closed = await barracks.play("terror")
    assert (opened.json()["status"], opened.json()["clause"]) == ("GRANTED", "3.1")
    assert closed.json()["status"] == "CLOSED"
    view = await barracks.view(opened.json()["incident_id"])
    assert view["facts"][0]["urgent"], "real, and said to be"


async def test_nobody_but_the_unit_itself_sees_its_order(barracks: Barracks) -> None:
    opened = await barracks.send(Said(0.0, order(PLAY, "TERROR", 0.0, 600.0)))
    path = f"/api/incidents/{opened.json()['incident_id']}"
    assert [one["organisation"] for one in opened.json()["lendings"]] == [UNIT]
    assert (await barracks.officer(path)).status_code == 200
    assert (await barracks.officer(path, unit=OTHER_UNIT)).status_code == 404
    for role in ("POLICE_ROOM", "FIRE_ROOM", "DISASTER_ROOM", "POLICE_CAR", "CITY_HUB"):
        assert (await barracks.ask(role, path)).status_code in {403, 404}, role


async def test_an_order_that_is_cancelled_before_its_start_never_opens(barracks: Barracks) -> None:
    (answer,) = await barracks.play("happy")
    await barracks.approve(answer.json()["incident_id"])
    gone = await barracks.send(Said(5.0, word(PLAY, "CANCEL")))
    assert gone.json()["status"] == "CANCELLED"
    await barracks.at(30.0)
    assert (await barracks.view(answer.json()["incident_id"]))["tiles"] == []


async def test_one_number_stands_for_one_area(barracks: Barracks) -> None:
    await barracks.send(Said(0.0, order(PLAY, "TERROR", 0.0, 600.0)))
    elsewhere = polygon(PLAY)
    elsewhere["coordinates"][0][1][0] += 0.001
    for area, field in ((elsewhere, "area"), (polygon(PLAY), "legal.order_no")):
        again = order(PLAY, "TERROR", 0.0, 600.0, area=area, ext_incident_no="MND-other")
        answer = await barracks.send(Said(0.0, again))
        said = answer.json()
        assert (answer.status_code, said["code"], said["field"]) == (409, "order_taken", field)


async def test_an_area_elsewhere_is_refused_by_its_field(barracks: Barracks) -> None:
    sea = {
        "type": "Polygon",
        "coordinates": [[[125.0, 36.0], [125.01, 36.0], [125.01, 36.01], [125.0, 36.0]]],
    }
    answer = await barracks.send(Said(0.0, order(PLAY, "TERROR", 0.0, 600.0, area=sea)))
    assert (answer.status_code, answer.json()["field"]) == (400, "area")


# the duty officer's form


async def test_the_form_opens_what_a_message_would(barracks: Barracks) -> None:
    answer = await barracks.officer(FORM, form())
    assert (answer.status_code, answer.json()["status"]) == (201, "PENDING")
    view = await barracks.view(answer.json()["incident_id"])
    assert (view["category"], view["system"]) == ("DEFENCE_EXERCISE", "MND")
    assert view["ext_incident_no"].startswith(order_no(PLAY))
    trail = (await barracks.ask("AUDITOR", "/api/audit?kind=open_incident")).json()["rows"]
    assert trail[-1]["actor"].startswith("per_"), "the person, by id"


WRONG = (
    ({"order_no": " "}, "order_no"),
    ({"order_no": "명령<script>"}, "order_no"),
    ({"kind": "PARADE"}, "kind"),
    ({"ends": "2026-11-21T05:00:00Z"}, "ends"),
    ({"ends": "2026-12-25T05:00:00Z"}, "ends"),
    ({"starts": "2026-11-21T14:10:20"}, "starts"),
    ({"name": "홍길동"}, "name"),
)


async def test_the_form_is_checked_by_its_own_fields(barracks: Barracks) -> None:
    for change, field in WRONG:
        answer = await barracks.officer(FORM, form(**change))
        assert (answer.status_code, answer.json()["field"]) == (400, field), answer.text


async def test_the_form_and_the_units_system_do_not_open_one_order_twice(
    barracks: Barracks,
) -> None:
    await barracks.play("happy")
    answer = await barracks.officer(FORM, form())
    assert (answer.status_code, answer.json()["field"]) == (409, "order_no")


async def test_the_officer_ends_what_runs_and_cancels_what_has_not_begun(
    barracks: Barracks,
) -> None:
    early = (await barracks.officer(FORM, form())).json()["incident_id"]
    assert (await barracks.officer(f"{FORM}/{early}/end", {}, OTHER_UNIT)).status_code == 404
    assert (await barracks.officer(f"{FORM}/{early}/end", {})).status_code == 204
    assert (await barracks.view(early))["state"] == "cancelled"
    assert (await barracks.officer(f"{FORM}/{early}/end", {})).status_code == 409
    (running,) = await barracks.play("silent")
    incident_id = running.json()["incident_id"]
    assert (await barracks.officer(f"{FORM}/{incident_id}/end", {})).status_code == 204
    assert (await barracks.view(incident_id))["ended"]["reason"] == "incident_closed"
