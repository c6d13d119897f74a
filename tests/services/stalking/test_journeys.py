"""The watch over HTTP: happy, refused, never closed; and the home's cameras, which it alone opens."""

from bongsu.registry.catalogue import Catalogue
from bongsu.services.stalking.message import CODE
from bongsu.services.stalking.scenes import PARTNER, SUBJECT, remove_homes, said, set_homes, sos
from tests.services.partner_house import OPERATOR, OTHER_ROOM, ROOM, PartnerHouse

AGREED = ("crime_prevention", "vehicle_crime_prevention", "children", "multi")


def far_cameras(police: PartnerHouse, number: int, purposes: tuple[str, ...] = AGREED) -> list[str]:
    """Such that no scene here would choose them: they see 종암동."""
    catalogue: Catalogue = police.house.catalogue
    return [
        one.camera_id
        for one in catalogue.rows.values()
        if one.lat < 37.600 and one.purpose in purposes
    ][:number]


def ids(cameras: list[dict[str, object]]) -> list[object]:
    return [one["camera_id"] for one in cameras]


async def test_an_sos_opens_the_cameras_around_it_and_its_close_ends_them(
    police: PartnerHouse,
) -> None:
    answers = await police.play("happy")
    assert [one.status_code for one in answers] == [201, 200, 200, 200, 200]
    assert {one.json()["status"] for one in answers[:-1]} == {"GRANTED"}
    over = await police.incident(ROOM, CODE)
    assert over is not None
    assert (over["state"], over["tiles"], over["place"]) == ("closed", [], None)


async def test_what_is_not_urgent_is_refused(police: PartnerHouse) -> None:
    refused = (await police.play("refused"))[0].json()
    assert (refused["status"], refused["reason_code"]) == ("REJECTED", "code_not_urgent")


async def test_a_watch_that_nobody_closes_ends_after_half_an_hour(police: PartnerHouse) -> None:
    await police.play("silent")
    await police.wait(1801)
    seen = await police.incident(ROOM, CODE)
    assert seen is not None
    assert seen["tiles"] == []


async def test_the_homes_cameras_come_first_when_the_watch_fires(police: PartnerHouse) -> None:
    homes = far_cameras(police, 2)
    assert (await police.say(set_homes(police.stage, *homes), PARTNER)).status_code == 200
    answer = (await police.say(sos(police.stage), PARTNER)).json()
    assert ids(answer["cameras"])[:2] == homes
    assert 2 < len(answer["cameras"]) <= 9
    seen = await police.incident(ROOM, CODE)
    assert seen is not None
    assert ids(seen["tiles"])[:2] == homes
    assert await police.incident(OTHER_ROOM, CODE) is None


async def test_they_stay_while_the_watch_moves(police: PartnerHouse) -> None:
    homes = far_cameras(police, 1)
    await police.say(set_homes(police.stage, *homes), PARTNER)
    await police.say(sos(police.stage), PARTNER)
    await police.wait(6)
    place = {"lat": 37.6085, "lon": 127.0205, "accuracy_m": 9.0}
    moved = await police.say(said(police.stage, "LOCATION", location=place), PARTNER)
    assert ids(moved.json()["cameras"])[:1] == homes


async def test_the_centres_own_view_has_not_the_home(police: PartnerHouse) -> None:
    homes = far_cameras(police, 2)
    await police.say(set_homes(police.stage, *homes), PARTNER)
    await police.say(sos(police.stage), PARTNER)
    own = [one for one in await police.rows("grants") if one["organisation"] == "SEONGBUK"]
    lent = {
        one["camera_id"]
        for one in await police.rows("grant_cameras")
        if one["grant_id"] in {grant["grant_id"] for grant in own}
    }
    assert lent
    assert not lent & set(homes)


async def test_another_persons_watch_and_another_call_open_no_home(police: PartnerHouse) -> None:
    homes = far_cameras(police, 2)
    await police.say(set_homes(police.stage, *homes), PARTNER)
    answer = (await police.say(sos(police.stage, subject="S-2026-0143"), PARTNER)).json()
    assert answer["cameras"]
    assert not set(ids(answer["cameras"])) & set(homes)


async def test_a_home_camera_serves_its_own_purpose_or_stays_shut(police: PartnerHouse) -> None:
    others = [
        one.camera_id for one in police.house.catalogue.rows.values() if one.purpose not in AGREED
    ][:1]
    assert others
    await police.say(set_homes(police.stage, *others), PARTNER)
    answer = (await police.say(sos(police.stage), PARTNER)).json()
    assert others[0] not in ids(answer["cameras"])


async def test_what_the_police_remove_opens_nothing_and_lies_nowhere(police: PartnerHouse) -> None:
    homes = far_cameras(police, 2)
    await police.say(set_homes(police.stage, *homes), PARTNER)
    assert len(await police.rows("stalking_homes")) == 1
    removed = await police.say(remove_homes(), PARTNER)
    assert removed.json() == {"state": "removed", "cameras": 0, "ends_at": None}
    assert await police.rows("stalking_homes") == []
    answer = (await police.say(sos(police.stage), PARTNER)).json()
    assert not set(ids(answer["cameras"])) & set(homes)


async def test_a_test_and_an_exercise_open_no_home(police: PartnerHouse) -> None:
    homes = far_cameras(police, 1)
    await police.say(set_homes(police.stage, *homes), PARTNER)
    call = sos(police.stage)
    assert isinstance(call.body, dict)
    test = await police.house.ask(
        PARTNER, call.path, {**call.body, "msg_type": "TEST"}, from_console=False
    )
    assert test.json()["cameras"] == []
    assert not await police.trail("read_register")


async def test_each_opening_leaves_two_rows_that_say_no_more_than_needed(
    police: PartnerHouse,
) -> None:
    homes = far_cameras(police, 2)
    await police.say(set_homes(police.stage, *homes), PARTNER)
    await police.say(sos(police.stage), PARTNER)
    (read,) = await police.trail("read_register")
    lends = [one for one in await police.trail("lend") if one["grant_id"] == read["grant_id"]]
    assert len(lends) == 1
    assert SUBJECT not in str(await police.rows("trail"))


async def test_the_room_is_reminded_and_the_operator_is_told_nothing_more(
    police: PartnerHouse,
) -> None:
    await police.say(sos(police.stage), PARTNER)
    room, operator = await police.incident(ROOM, CODE), await police.incident(OPERATOR, CODE)
    assert room is not None
    assert operator is not None
    assert [one["label_ko"] for one in room["facts"]] == ["유의"]
    assert operator["facts"] == []
