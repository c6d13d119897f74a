"""From the warning to the wall and to its end: what opens, what follows, what is only kept."""

import asyncio

import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from bongsu.services.disaster.scenes import KMA
from bongsu.sharing.agreements.seongbuk import DISASTER_ROOM
from tests.services.disaster.alerts import BUSAN, KOREA, alert, area, info, key, moment
from tests.services.disaster.rooms import CITY_PERSON, OWN, Rooms, state_of

SMALL = "37.606,127.018 37.606,127.021 37.609,127.021 37.609,127.018 37.606,127.018"


def follow(number: int, kind: str, *infos: str, minute: float, of: str | None = None) -> bytes:
    named = of or key()
    return alert(f"KR.KMA.{number}", *infos, sent=moment(minute), msg_type=kind, references=named)


async def test_a_flood_warning_opens_the_own_rooms_wall_and_follows_its_issuer(
    rooms: Rooms,
) -> None:
    opened, grown, cancelled = await rooms.play("happy")
    assert (opened.status_code, grown.status_code, cancelled.status_code) == (201, 200, 200)
    said = [one.json()["outcome"] for one in (opened, grown, cancelled)]
    assert said == ["opened", "updated", "cancelled"]
    assert len({one.json()["incident_id"] for one in (opened, grown, cancelled)}) == 1
    over = await rooms.only()
    assert (over["state"], over["tile_count"]) == ("cancelled", 0)


async def test_the_wall_shows_the_area_and_what_the_warning_says(rooms: Rooms) -> None:
    await rooms.heard(
        alert(
            "KR.KMA.1",
            info("침수경보", headline="정릉천 침수경보"),
            info("Flood", language="en-US", headline="Flood warning, Jeongneungcheon"),
        )
    )
    seen = await rooms.only()
    assert (seen["state"], seen["room_kind"], seen["category"]) == ("open", "disaster", "FLOOD")
    assert state_of(seen, DISASTER_ROOM) == "active"
    assert 1 <= len(seen["tiles"]) <= 16
    assert seen["area"]["type"] == "Polygon"
    facts = {one["label_en"]: (one["value_ko"], one["value_en"]) for one in seen["facts"]}
    assert facts["Alert"] == ("정릉천 침수경보", "Flood warning, Jeongneungcheon")
    assert facts["Issued by"][0] == "기상청"


async def test_nobody_else_learns_of_it(rooms: Rooms) -> None:
    await rooms.heard(alert())
    for who in ("POLICE_ROOM", "FIRE_ROOM", CITY_PERSON):
        assert await rooms.incidents(who) == []
    assert (await rooms.only("OPERATOR"))["state"] == "open"


async def test_the_issuer_learns_that_it_opened_and_not_what_the_room_is_shown(
    rooms: Rooms,
) -> None:
    """Names and places of cameras are told to whom they are lent, and a weather office is lent none."""
    incident_id = (await rooms.heard(alert()))["incident_id"]
    told = await rooms.read(KMA, f"/link/v1/incidents/{incident_id}")
    assert (told["status"], told["cameras"], told["renew_url"]) == ("GRANTED", [], None)
    assert [one["organisation"] for one in told["lendings"]] == [DISASTER_ROOM]
    assert (await rooms.only())["tile_count"] > 0


async def test_never_cancelled_it_ends_by_its_own_end(rooms: Rooms) -> None:
    (opened,) = await rooms.play("silent")
    assert opened.json()["outcome"] == "opened"
    await rooms.wait(119)
    assert (await rooms.only())["state"] == "open"
    await rooms.wait(2)
    over = await rooms.only()
    assert (over["state"], over["tiles"]) == ("closed", [])


async def test_an_update_may_say_later_and_the_pictures_go_on(rooms: Rooms) -> None:
    await rooms.heard(alert("KR.KMA.1", info(expires=moment(60))))
    await rooms.wait(30 * 60)
    said = await rooms.heard(follow(2, "Update", info(expires=moment(180)), minute=30))
    assert said["outcome"] == "updated"
    await rooms.wait(60 * 60)
    seen = await rooms.only()
    assert (seen["state"], state_of(seen, DISASTER_ROOM)) == ("open", "active")
    assert seen["tiles"]
    await rooms.wait(91 * 60)
    assert (await rooms.only())["state"] == "closed"


async def test_an_update_may_say_sooner(rooms: Rooms) -> None:
    await rooms.heard(alert())
    await rooms.heard(follow(2, "Update", info(expires=moment(10)), minute=1))
    await rooms.wait(601)
    assert (await rooms.only())["state"] == "closed"


async def test_an_update_may_say_elsewhere(rooms: Rooms) -> None:
    await rooms.heard(alert())
    before = (await rooms.only())["area"]
    await rooms.wait(60)
    smaller = info(areas=area(SMALL))
    assert (await rooms.heard(follow(2, "Update", smaller, minute=1)))["outcome"] == "updated"
    assert (await rooms.only())["area"] != before
    gone = follow(3, "Update", info(areas=area(BUSAN)), minute=2, of=key("KR.KMA.2", moment(1)))
    assert (await rooms.heard(gone))["outcome"] == "outside"
    assert (await rooms.only())["state"] == "closed"


async def test_an_all_clear_ends_it(rooms: Rooms) -> None:
    await rooms.heard(alert())
    clear = follow(2, "Update", info(response="AllClear"), minute=1)
    assert (await rooms.heard(clear))["outcome"] == "ended"
    assert (await rooms.only())["state"] == "closed"


async def test_what_was_cancelled_is_not_opened_again(rooms: Rooms) -> None:
    await rooms.heard(alert())
    await rooms.heard(follow(2, "Cancel", minute=1))
    for number, minute in ((3, 2), (4, 0.5)):
        said = await rooms.heard(follow(number, "Update", minute=minute))
        assert said["outcome"] == "after_cancel"
    assert (await rooms.only())["state"] == "cancelled"


async def test_a_cancel_that_comes_first_is_remembered(rooms: Rooms) -> None:
    said = await rooms.heard(follow(2, "Cancel", minute=1))
    assert (said["outcome"], said["incident_id"]) == ("unknown_reference", None)
    assert said["unknown_references"] == [key()]
    assert (await rooms.heard(alert()))["outcome"] == "after_cancel"
    assert await rooms.incidents() == []


async def test_an_update_that_comes_first_opens_and_says_what_it_did_not_know(
    rooms: Rooms,
) -> None:
    said = await rooms.heard(follow(2, "Update", info(areas=area(SMALL)), minute=1))
    assert (said["outcome"], said["unknown_references"]) == ("opened", [key()])
    area_now = (await rooms.only())["area"]
    late = await rooms.heard(alert())
    assert (late["outcome"], late["incident_id"]) == ("superseded", said["incident_id"])
    assert (await rooms.only())["area"] == area_now
    await rooms.heard(follow(3, "Cancel", minute=2))
    assert (await rooms.only())["state"] == "cancelled"


async def test_an_older_update_changes_nothing(rooms: Rooms) -> None:
    await rooms.heard(alert())
    await rooms.heard(follow(3, "Update", info(areas=area(SMALL)), minute=2))
    seen = (await rooms.only())["area"]
    assert (await rooms.heard(follow(2, "Update", minute=1)))["outcome"] == "superseded"
    assert (await rooms.only())["area"] == seen


async def test_one_alert_may_follow_two_and_then_they_are_one(rooms: Rooms) -> None:
    await rooms.heard(alert("KR.KMA.1"))
    await rooms.heard(alert("KR.KMA.2", info("산사태 경보"), sent=moment(1)))
    both = f"{key()} {key('KR.KMA.2', moment(1))}"
    said = await rooms.heard(follow(3, "Update", minute=2, of=both))
    assert said["outcome"] == "updated"
    assert sorted(one["state"] for one in await rooms.incidents()) == ["closed", "open"]
    await rooms.heard(follow(4, "Cancel", minute=3, of=key()))
    assert "open" not in [one["state"] for one in await rooms.incidents()]


async def test_a_cancel_of_two_ends_both(rooms: Rooms) -> None:
    await rooms.heard(alert("KR.KMA.1"))
    await rooms.heard(alert("KR.KMA.2", info("산사태 경보"), sent=moment(1)))
    both = f"{key()} {key('KR.KMA.2', moment(1))}"
    await rooms.heard(follow(3, "Cancel", minute=2, of=both))
    assert [one["state"] for one in await rooms.incidents()] == ["cancelled", "cancelled"]


async def test_a_thousand_times_the_same_is_one(rooms: Rooms) -> None:
    first = await rooms.warn(alert())
    for _ in range(12):
        rooms.clock.advance(30)
        again = await rooms.warn(alert())
        assert (again.status_code, again.content) == (200, first.content)
    await asyncio.gather(*(rooms.warn(alert()) for _ in range(8)))
    assert len(await rooms.incidents()) == 1
    heard = Only(kind=TrailKind.HEAR_ALERT)
    assert len(await list_trail(rooms.house.database, limit=9, only=heard)) == 1


async def test_the_same_number_with_other_content_is_refused(rooms: Rooms) -> None:
    await rooms.heard(alert())
    other = await rooms.warn(alert("KR.KMA.1", info("산불")))
    said = other.json()
    assert (other.status_code, said["code"]) == (409, "same_alert_other_content")
    assert said["field"] == "alert/identifier"


async def test_of_another_partner_it_is_another_alert(rooms: Rooms) -> None:
    """Nobody cancels what somebody else has said."""
    await rooms.heard(alert())
    said = await rooms.heard(follow(2, "Cancel", minute=1), who="disaster-room-system")
    assert said["outcome"] == "unknown_reference"
    assert (await rooms.only())["state"] == "open"


@pytest.mark.parametrize("status", ["System", "Test", "Draft"])
async def test_what_is_no_word_to_us_is_kept(rooms: Rooms, status: str) -> None:
    assert (await rooms.heard(alert(status=status)))["outcome"] == "kept"
    assert await rooms.incidents() == []
    heard = Only(kind=TrailKind.HEAR_ALERT)
    (row,) = await list_trail(rooms.house.database, limit=9, only=heard)
    assert '"outcome":"kept"' in row.body


async def test_an_exercise_is_seen_and_opens_nothing_real(rooms: Rooms) -> None:
    (said,) = await rooms.play("exercise")
    assert (said.status_code, said.json()["outcome"]) == (201, "exercise")
    for who in (OWN, "OPERATOR"):
        seen = await rooms.only(who)
        assert (seen["exercise"], seen["tiles"], seen["tile_count"]) == (True, [], 0)


async def test_a_real_cancel_ends_no_exercise_and_the_other_way_round(rooms: Rooms) -> None:
    await rooms.heard(alert())
    drill = alert(
        "KR.KMA.9", sent=moment(1), status="Exercise", msg_type="Cancel", references=key()
    )
    assert (await rooms.heard(drill))["outcome"] == "unknown_reference"
    assert (await rooms.only())["state"] == "open"


@pytest.mark.parametrize(
    ("one", "outcome"),
    [
        (info("호우 예비특보"), "preparatory"),
        (info(urgency="Future"), "preparatory"),
        (info(expires=moment(-1)), "expired"),
        (info(response="AllClear"), "all_clear"),
        (info(areas=area(BUSAN)), "outside"),
        (info(areas=area()), "no_area"),
    ],
)
async def test_what_opens_nothing_says_why(rooms: Rooms, one: str, outcome: str) -> None:
    said = await rooms.heard(alert("KR.KMA.1", one))
    assert (said["outcome"], said["incident_id"]) == (outcome, None)
    assert said["reason_ko"]
    assert said["reason_en"]
    assert await rooms.incidents() == []


async def test_a_preparatory_warning_that_becomes_a_warning_opens(rooms: Rooms) -> None:
    await rooms.heard(alert("KR.KMA.1", info("호우 예비특보")))
    assert (await rooms.heard(follow(2, "Update", minute=1)))["outcome"] == "opened"


async def test_a_warning_that_begins_later_waits(rooms: Rooms) -> None:
    await rooms.heard(alert("KR.KMA.1", info(onset=moment(30))))
    seen = await rooms.only()
    assert (state_of(seen, DISASTER_ROOM), seen["tiles"]) == ("waiting", [])
    await rooms.wait(30 * 60)
    assert state_of(await rooms.only(), DISASTER_ROOM) == "active"


async def test_a_whole_country_is_the_district_and_no_more_cameras_than_agreed(
    rooms: Rooms,
) -> None:
    said = await rooms.heard(alert("KR.KMA.1", info(areas=area(KOREA))))
    assert said["outcome"] == "opened"
    assert 1 <= len((await rooms.only())["tiles"]) <= 16


async def test_what_a_person_has_ended_stays_ended(rooms: Rooms) -> None:
    said = await rooms.heard(alert())
    closed = await rooms.ask(OWN, f"/api/incidents/{said['incident_id']}/close", {})
    assert closed.status_code in (200, 204), closed.text
    assert (await rooms.heard(follow(2, "Update", minute=1)))["outcome"] == "after_close"


async def test_what_ended_by_the_clock_may_come_again(rooms: Rooms) -> None:
    await rooms.heard(alert("KR.KMA.1", info(expires=moment(10))))
    await rooms.wait(601)
    assert (await rooms.heard(follow(2, "Update", minute=11)))["outcome"] == "opened"
    assert [one["state"] for one in await rooms.incidents()] == ["open", "closed"]


async def test_a_refusal_names_the_element(rooms: Rooms) -> None:
    answer = await rooms.warn(alert("KR.KMA.1", info(severity="Bad")))
    assert (answer.status_code, answer.json()["field"]) == (400, "alert/info[1]/severity")
    unsafe = await rooms.warn(b"<!DOCTYPE alert><alert/>")
    assert (unsafe.status_code, unsafe.json()["code"]) == (400, "unsafe_xml")


async def test_the_door_takes_alerts_of_partners_only(rooms: Rooms) -> None:
    for kind in ("application/json", "text/plain", ""):
        answer = await rooms.warn(alert(), content_type=kind)
        assert (answer.status_code, answer.json()["field"]) == (400, "Content-Type")
    for kind in ("application/xml", "application/cap+xml; charset=utf-8"):
        assert (await rooms.warn(alert(), content_type=kind)).status_code in (200, 201)
    other = await rooms.warn(alert(), who="seoul-112")
    assert (other.status_code, other.json()["code"]) == (403, "service_not_yours")


async def test_too_much_is_refused_before_it_is_read(rooms: Rooms) -> None:
    answer = await rooms.warn(b" " * (600 * 1024))
    assert answer.status_code in (400, 413)


async def test_the_canonical_door_does_not_change_what_a_warning_opened(rooms: Rooms) -> None:
    await rooms.heard(alert())
    body = {
        "msg_id": "m1",
        "sent_at": moment(),
        "sender": {"org": "KMA", "system": "DISASTER"},
        "service": "DISASTER",
        "ext_incident_no": "KR.KMA.1",
        "msg_type": "UPDATE",
        "incident": {"category": "EARTHQUAKE"},
    }
    answer = await rooms.ask("kma-cap", "/link/v1/incidents", body)
    assert (answer.status_code, answer.json()["field"]) == (400, "ext_incident_no")
