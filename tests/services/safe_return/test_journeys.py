"""An SOS and a trip through the whole application: happy, refused, silent, cancelled, handed over."""

from datetime import timedelta

from bongsu.incidents.drills import Drill
from bongsu.incidents.swap import swap_failed
from bongsu.registry.catalogue import CameraState
from bongsu.services.safe_return.scenes import SCENES
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from tests.services.residents import Resident, facts_of, urgent_of
from tests.web.house import GILEUM, NOW

SCENE = {one.name: one for one in SCENES}
SOMEWHERE = {name: GILEUM[name] for name in ("lat", "lon", "accuracy_m")}


async def sos(phone: Resident, number: str = "sos-1", **more: object) -> dict[str, object]:
    said = {"how": "SHAKE", "position": SOMEWHERE, "device_id": "phone_1", **more}
    answer: dict[str, object] = (await phone.say("SOS", number=number, **said)).json()
    return answer


async def test_an_sos_that_is_not_taken_back_shows_the_five_nearest(phone: Resident) -> None:
    answer = await sos(phone, battery_pct=42)
    assert answer["state"] == "waiting"
    await phone.wait(5.0)
    assert await phone.incidents() == []
    await phone.wait(6.5)
    incident = await phone.incident()
    assert incident["service_name_ko"] == "안심이 SOS"
    assert incident["category_ko"] == "흔들어 신고"
    assert incident["room_kind"] == "centre"
    distances = [tile["distance_m"] for tile in incident["tiles"]]
    assert len(distances) == 5
    assert distances == sorted(distances)
    # the plain key would end a call for help without a word about it
    assert not incident["may_close"]
    assert [key["label_ko"] for key in incident["answers"]["keys"]] == ["실제", "오작동", "오인"]
    assert facts_of(incident)["Battery"] == "42 %"
    assert facts_of(incident)["Call back"] == "masked, through the partner"


async def test_no_room_outside_is_shown_an_sos(phone: Resident) -> None:
    await phone.agree("SOS_APP")
    await sos(phone)
    await phone.wait(12.0)
    for room in ("POLICE_ROOM", "jongam room", "FIRE_ROOM", "POLICE_CAR"):
        assert await phone.incidents(room) == []


async def test_taken_back_at_nine_seconds_nothing_is_kept_but_the_cancel(phone: Resident) -> None:
    answers = await phone.perform(SCENE["cancelled-9s"])
    assert answers[-1].json()["state"] == "cancelled"
    assert await phone.incidents() == []
    (row,) = await phone.query(
        "SELECT stands, device_id, sealed, incident_id, due_at FROM resident_alarms"
    )
    assert tuple(row) == ("cancelled", None, None, None, None)


async def test_taken_back_at_eleven_seconds_the_operators_decide(phone: Resident) -> None:
    await phone.perform(SCENE["cancelled-11s"])
    incident = await phone.incident()
    assert "Cancel" in urgent_of(incident)


async def test_an_alarm_that_an_operator_called_back_about_ends_with_its_verdict(
    phone: Resident,
) -> None:
    await phone.perform(SCENE["happy"])
    incident = await phone.incident()
    assert "Says to be safe" in facts_of(incident)
    path = f"/api/safe-return/alarms/{incident['incident_id']}/answer"
    refused = await phone.ask("OPERATOR", path, {"verdict": "mistake"})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_yet_ended")
    done = await phone.ask("OPERATOR", path, {"verdict": "mistake", "called_back": True})
    assert done.status_code == 204
    assert await phone.open_incidents() == []
    kinds = [row[0] for row in await phone.query("SELECT kind FROM trail ORDER BY sequence")]
    assert "answer_alarm" in kinds
    listed = (await phone.ask("OPERATOR", "/api/safe-return/alarms")).json()
    assert [(one["stands"], one["verdict"]) for one in listed] == [("raised", "mistake")]


async def test_the_tiles_follow_the_phone(phone: Resident) -> None:
    await sos(phone)
    await phone.wait(12.0)
    before = [tile["camera_id"] for tile in (await phone.incident())["tiles"]]
    moved = {**SOMEWHERE, "lat": SOMEWHERE["lat"] + 0.002}
    await phone.wait(10.0)
    await phone.say("SOS_POSITION", number="sos-1", device_id="phone_1", position=moved)
    await phone.wait(6.0)
    incident = await phone.incident()
    assert incident["place"]["lat"] == moved["lat"]
    assert [tile["camera_id"] for tile in incident["tiles"]] != before


async def test_a_position_that_is_older_moves_nothing(phone: Resident) -> None:
    await sos(phone)
    await phone.wait(12.0)
    old = phone.message("SOS_POSITION", number="sos-1", device_id="phone_1", position=SOMEWHERE)
    await phone.wait(10.0)
    moved = {**SOMEWHERE, "lat": SOMEWHERE["lat"] + 0.001}
    await phone.say("SOS_POSITION", number="sos-1", device_id="phone_1", position=moved)
    await phone.post(old)
    assert (await phone.incident())["place"]["lat"] == moved["lat"]


async def test_an_unknown_phone_is_refused_by_field_and_the_operators_see_that(
    phone: Resident,
) -> None:
    (answer,) = await phone.perform(SCENE["refused"])
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_device")
    assert answer.json()["field"] == "device_id"
    assert await phone.incidents() == []
    (listed,) = (await phone.ask("OPERATOR", "/api/safe-return/alarms")).json()
    assert (listed["stands"], listed["incident_id"]) == ("refused", None)


async def test_a_phone_that_falls_silent_ends_nothing(phone: Resident) -> None:
    await phone.perform(SCENE["silent"])
    incident = await phone.incident()
    assert {"Device silent", "Silent alarm", "Battery"} <= urgent_of(incident)
    await phone.wait(600.0)
    incident = await phone.incident()
    assert facts_of(incident)["Device silent"].endswith("consider the police")
    await phone.wait(3600.0 * 5)
    assert await phone.incident()


async def test_a_phone_that_speaks_again_is_silent_no_more(phone: Resident) -> None:
    await sos(phone)
    await phone.wait(12.0)
    await phone.wait(130.0)
    assert "Device silent" in urgent_of(await phone.incident())
    await phone.say("SOS_POSITION", number="sos-1", device_id="phone_1", position=SOMEWHERE)
    assert "Device silent" not in urgent_of(await phone.incident())


async def test_the_police_see_it_once_it_is_handed_over(phone: Resident) -> None:
    await phone.agree("SOS_APP")
    await phone.perform(SCENE["hand-over"])
    incident = await phone.incident()
    path = f"/api/incidents/{incident['incident_id']}/hand-over"
    said = {"organisation": POLICE_SEONGBUK, "reason": "응답 없음"}
    assert (await phone.ask("OPERATOR", path, said)).status_code == 204
    (seen,) = await phone.open_incidents("POLICE_ROOM")
    assert 0 < len(seen["tiles"]) <= 5
    assert seen["lendings"][0]["clause"] == "2.1"
    assert "Silent alarm" in urgent_of(seen)
    assert "Call back" not in facts_of(seen)
    assert await phone.incidents("jongam room") == []
    answer = f"/api/safe-return/alarms/{incident['incident_id']}/answer"
    ended = await phone.ask("OPERATOR", answer, {"verdict": "real"})
    assert ended.status_code == 204
    assert await phone.open_incidents("POLICE_ROOM") == []


async def test_without_a_clause_a_hand_over_opens_nothing(phone: Resident) -> None:
    await sos(phone)
    await phone.wait(12.0)
    incident = await phone.incident()
    path = f"/api/incidents/{incident['incident_id']}/hand-over"
    said = {"organisation": POLICE_SEONGBUK, "reason": "응답 없음"}
    await phone.ask("OPERATOR", path, said)
    for seen in await phone.incidents("POLICE_ROOM"):
        assert seen["tiles"] == []


async def test_a_trip_that_is_well_is_shown_to_nobody(phone: Resident) -> None:
    answers = await phone.perform(SCENE["arrival"])
    assert {one.status_code for one in answers} == {200}
    assert await phone.incidents() == []


async def test_a_deviation_is_an_alarm_at_the_place_of_the_phone(phone: Resident) -> None:
    await phone.perform(SCENE["deviation"])
    incident = await phone.incident()
    assert incident["category"] == "DEVIATION"
    assert len(incident["tiles"]) == 5
    assert incident["place"]["lon"] > SOMEWHERE["lon"]


async def test_a_trip_that_falls_silent_is_an_alarm(phone: Resident) -> None:
    await phone.say("TRIP_START", number="trip-1", device_id="phone_1")
    await phone.say("POSITION", number="trip-1", device_id="phone_1", position=SOMEWHERE)
    await phone.wait(179.0)
    assert await phone.incidents() == []
    await phone.wait(2.0)
    assert (await phone.incident())["category"] == "SILENT"


async def test_a_trip_whose_phone_says_no_more_is_shown_by_the_simulator(phone: Resident) -> None:
    await phone.perform(SCENE["trip-silent"])
    incident = await phone.incident()
    assert (incident["service"], incident["category"]) == ("ESCORT", "SILENT")
    assert len(incident["tiles"]) == 5


async def test_a_trip_of_an_unknown_phone_is_refused_and_watched_by_nobody(phone: Resident) -> None:
    answer = await phone.say("TRIP_START", number="trip-1", device_id="phone_unknown")
    assert (answer.status_code, answer.json()["field"]) == (404, "device_id")
    await phone.wait(600.0)
    assert await phone.incidents() == []
    assert await phone.query("SELECT * FROM safe_trips") == []


async def test_who_arrives_after_an_alarm_is_called_back_before_it_ends(phone: Resident) -> None:
    await phone.perform(SCENE["deviation"])
    (trip,) = await phone.query("SELECT number, device_id FROM safe_trips")
    await phone.say("ARRIVED", number=trip[0], device_id=trip[1])
    incident = await phone.incident()
    assert "Says to be safe" in facts_of(incident)
    mistake = incident["answers"]["keys"][2]
    assert (await phone.ask("OPERATOR", mistake["path"], mistake["body"])).status_code == 204
    (ended,) = await phone.incidents()
    # what it was stays; where it was does not
    assert (ended["answered"]["label_ko"], ended["place"], ended["category"]) == ("오인", None, "")


async def test_an_exercise_is_nobodys_who_has_not_joined_it(phone: Resident) -> None:
    lasts = NOW + timedelta(hours=1)
    drill = Drill("drl_1", "훈련", frozenset({"SOS_APP"}), NOW - timedelta(hours=1), lasts)
    phone.house.desk.drills.keep([drill])
    await sos(phone, drill="drl_1")
    await phone.wait(12.0)
    assert await phone.incidents() == []
    assert (await phone.ask("OPERATOR", "/api/safe-return/alarms")).json() == []
    assert await sos(phone, number="sos-2") != {}
    await phone.wait(12.0)
    assert len(await phone.incidents()) == 1


async def test_a_dead_tile_of_an_sos_gives_its_place_to_the_next_nearest(phone: Resident) -> None:
    await sos(phone)
    await phone.wait(12.0)
    before = [tile["camera_id"] for tile in (await phone.incident())["tiles"]]
    phone.house.catalogue.set_states({before[0]: CameraState("dead", NOW, "unreachable")})
    assert await swap_failed(phone.house.desk, {before[0]}) == 1
    after = [tile["camera_id"] for tile in (await phone.incident())["tiles"]]
    assert before[0] not in after
    assert len(after) == 5
