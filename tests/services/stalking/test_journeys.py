"""The watch over HTTP: happy, refused, never closed; and the home's cameras, which it alone opens."""

from bongsu.registry.catalogue import Catalogue
from bongsu.services.stalking.scenes import PARTNER, SUBJECT, remove_homes, said, set_homes, sos
from tests.services.linked_house import OPERATOR, OTHER_ROOM, ROOM, LinkedHouse

AGREED = ("crime_prevention", "vehicle_crime_prevention", "children", "multi")


def far_cameras(police: LinkedHouse, number: int, purposes: tuple[str, ...] = AGREED) -> list[str]:
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
    police: LinkedHouse,
) -> None:
    answers = await police.play("happy")
    assert [one.status_code for one in answers] == [201, 200, 200, 200, 200]
    assert {one.json()["status"] for one in answers[:-1]} == {"GRANTED"}
    over = await police.newest(ROOM)
    assert (over["state"], over["tiles"], over["place"]) == ("closed", [], None)


async def test_what_is_not_urgent_is_refused(police: LinkedHouse) -> None:
    refused = (await police.play("refused"))[0].json()
    assert (refused["status"], refused["reason_code"]) == ("REJECTED", "code_not_urgent")


async def test_a_watch_that_nobody_closes_ends_after_half_an_hour(police: LinkedHouse) -> None:
    await police.play("silent")
    await police.wait(1801)
    seen = await police.newest(ROOM)
    assert seen["tiles"] == []


async def test_the_homes_cameras_come_first_when_the_watch_fires(police: LinkedHouse) -> None:
    homes = far_cameras(police, 2)
    assert (await police.send(set_homes(police.stage, *homes))).status_code == 200
    answer = (await police.send(sos(police.stage))).json()
    assert ids(answer["cameras"])[:2] == homes
    assert 2 < len(answer["cameras"]) <= 9
    seen = await police.newest(ROOM)
    assert ids(seen["tiles"])[:2] == homes
    assert await police.incidents(OTHER_ROOM) == []


async def test_they_stay_while_the_watch_moves(police: LinkedHouse) -> None:
    homes = far_cameras(police, 1)
    await police.send(set_homes(police.stage, *homes))
    await police.send(sos(police.stage))
    await police.wait(6)
    place = {"lat": 37.6085, "lon": 127.0205, "accuracy_m": 9.0}
    moved = await police.send(said(police.stage, "LOCATION", location=place))
    assert ids(moved.json()["cameras"])[:1] == homes


async def test_the_centres_own_view_has_not_the_home(police: LinkedHouse) -> None:
    homes = far_cameras(police, 2)
    await police.send(set_homes(police.stage, *homes))
    await police.send(sos(police.stage))
    own = [one for one in await police.rows("grants") if one["organisation"] == "SEONGBUK"]
    lent = {
        one["camera_id"]
        for one in await police.rows("grant_cameras")
        if one["grant_id"] in {grant["grant_id"] for grant in own}
    }
    assert lent
    assert not lent & set(homes)


async def test_another_persons_watch_and_another_call_open_no_home(police: LinkedHouse) -> None:
    homes = far_cameras(police, 2)
    await police.send(set_homes(police.stage, *homes))
    answer = (await police.send(sos(police.stage, subject="S-2026-0143"))).json()
    assert answer["cameras"]
    assert not set(ids(answer["cameras"])) & set(homes)


async def test_a_home_camera_serves_its_own_purpose_or_stays_shut(police: LinkedHouse) -> None:
    others = [
        one.camera_id for one in police.house.catalogue.rows.values() if one.purpose not in AGREED
    ][:1]
    assert others
    await police.send(set_homes(police.stage, *others))
    answer = (await police.send(sos(police.stage))).json()
    assert others[0] not in ids(answer["cameras"])


async def test_what_the_police_remove_opens_nothing_and_lies_nowhere(police: LinkedHouse) -> None:
    homes = far_cameras(police, 2)
    await police.send(set_homes(police.stage, *homes))
    assert len(await police.rows("stalking_homes")) == 1
    removed = await police.send(remove_homes())
    assert removed.json() == {"state": "removed", "cameras": 0, "ends_at": None}
    assert await police.rows("stalking_homes") == []
    answer = (await police.send(sos(police.stage))).json()
    assert not set(ids(answer["cameras"])) & set(homes)


async def test_a_test_and_an_exercise_open_no_home(police: LinkedHouse) -> None:
    homes = far_cameras(police, 1)
    await police.send(set_homes(police.stage, *homes))
    call = sos(police.stage)
    assert isinstance(call.body, dict)
    test = await police.ask(PARTNER, call.path, {**call.body, "msg_type": "TEST"})
    assert test.json()["cameras"] == []
    assert not await police.trail_of("read_register")


async def test_each_opening_leaves_two_rows_that_say_no_more_than_needed(
    police: LinkedHouse,
) -> None:
    homes = far_cameras(police, 2)
    await police.send(set_homes(police.stage, *homes))
    await police.send(sos(police.stage))
    (read,) = await police.trail_of("read_register")
    lends = [one for one in await police.trail_of("lend") if one["grant_id"] == read["grant_id"]]
    assert len(lends) == 1
    assert SUBJECT not in str(await police.rows("trail"))


async def test_the_room_is_reminded_and_the_operator_is_told_nothing_more(
    police: LinkedHouse,
) -> None:
    await police.send(sos(police.stage))
    room, operator = await police.newest(ROOM), await police.newest(OPERATOR)
    assert [one["label_ko"] for one in room["facts"]] == ["유의"]
    assert operator["facts"] == []
