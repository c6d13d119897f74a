"""What the own room reads of what came in: what became of each alert, and what was refused, by the name of its element."""

from datetime import timedelta
from typing import Any  # Any: JSON

import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from bongsu.kernel.database import Database
from bongsu.services.disaster.meaning import Outcome
from bongsu.services.disaster.received.store import (
    MOST_KEPT,
    Refused,
    keep_refused,
    refused_lately,
)
from bongsu.services.disaster.received.view import weight_of
from tests.services.disaster.alerts import BUSAN, SENDER, alert, area, info, key, moment, tag
from tests.services.disaster.rooms import CITY_PERSON, OWN, Rooms
from tests.web.house import NOW

DOOR = "/api/disaster/heard"
SECRET = "010-1234-5678"


async def page(rooms: Rooms, who: str = OWN) -> dict[str, Any]:
    answer = await rooms.ask(who, DOOR)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def newest(rooms: Rooms) -> dict[str, Any]:
    listed: list[dict[str, Any]] = (await page(rooms))["alerts"]
    return listed[0]


async def refused(rooms: Rooms, body: bytes, who: str = "kma-cap") -> dict[str, Any]:
    """Says it, sees it refused, and reads how it stands on the list."""
    answer = await rooms.warn(body, who)
    assert 400 <= answer.status_code < 500, answer.text
    listed: list[dict[str, Any]] = (await page(rooms))["refused"]
    assert listed[0]["code"] == answer.json()["code"]
    return listed[0]


# who reads it


async def test_before_anything_came_there_is_nothing(rooms: Rooms) -> None:
    assert await page(rooms) == {"alerts": [], "refused": []}


@pytest.mark.parametrize("who", [OWN, "SHIFT_LEAD", "CENTRE_HEAD"])
async def test_the_own_room_and_those_who_lead_read_it(rooms: Rooms, who: str) -> None:
    await rooms.heard(alert())
    assert len((await page(rooms, who))["alerts"]) == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [(CITY_PERSON, 404), ("OPERATOR", 403), ("POLICE_ROOM", 403), ("FIRE_ROOM", 403), ("CPO", 403)],
)
async def test_nobody_else_reads_it(rooms: Rooms, who: str, status: int) -> None:
    for path in (DOOR, "/api/disaster/alerts"):
        assert (await rooms.ask(who, path)).status_code == status


# what became of an alert


async def test_a_warning_that_opened_the_wall_says_so_and_that_it_runs(rooms: Rooms) -> None:
    said = await rooms.heard(alert("KR.KMA.1", info("침수경보", headline="정릉천 침수")))
    one = await newest(rooms)
    assert (one["weight"], one["runs"], one["outcome"]) == ("wall", True, "opened")
    assert one["incident_id"] == said["incident_id"]
    assert (one["event_ko"], one["text_ko"]) == ("침수경보", "정릉천 침수")
    assert (one["sender"], one["sender_name"], one["partner"]) == (SENDER, "기상청", "kma-cap")
    assert (one["severity"], one["areas"]) == ("Severe", ["정릉천"])


async def test_after_its_cancel_nothing_runs_and_the_cancel_is_the_newest(rooms: Rooms) -> None:
    await rooms.heard(alert())
    await rooms.wait(60)
    await rooms.heard(alert("KR.KMA.2", sent=moment(1), msg_type="Cancel", references=key()))
    last, first = (await page(rooms))["alerts"]
    assert (last["msg_type"], last["weight"], last["runs"]) == ("Cancel", "ended", False)
    assert (first["weight"], first["runs"]) == ("wall", False)


async def test_an_update_is_of_the_wall_too(rooms: Rooms) -> None:
    await rooms.heard(alert())
    await rooms.wait(60)
    await rooms.heard(alert("KR.KMA.2", sent=moment(1), msg_type="Update", references=key()))
    assert [one["outcome"] for one in (await page(rooms))["alerts"]] == ["updated", "opened"]
    assert {one["weight"] for one in (await page(rooms))["alerts"]} == {"wall"}


async def test_an_exercise_is_flagged_and_nothing_else(rooms: Rooms) -> None:
    await rooms.heard(alert(status="Exercise"))
    one = await newest(rooms)
    assert (one["weight"], one["status"]) == ("exercise", "Exercise")
    await rooms.heard(
        alert("KR.KMA.2", sent=moment(1), status="Exercise", msg_type="Cancel", references=key())
    )
    assert {one["weight"] for one in (await page(rooms))["alerts"]} == {"exercise"}


async def test_what_names_no_area_is_ground_to_ask_and_no_more(rooms: Rooms) -> None:
    await rooms.heard(alert("KR.KMA.1", info(areas=area())))
    assert (await newest(rooms))["weight"] == "ground"
    assert await rooms.incidents() == []


async def test_what_holds_on_after_a_person_has_closed_is_ground_to_ask(rooms: Rooms) -> None:
    said = await rooms.heard(alert())
    await rooms.ask(OWN, f"/api/incidents/{said['incident_id']}/close", {})
    await rooms.heard(alert("KR.KMA.2", sent=moment(1), msg_type="Update", references=key()))
    listed = (await page(rooms))["alerts"]
    assert sorted(one["weight"] for one in listed) == ["ground", "wall"]
    assert not any(one["runs"] for one in listed)


@pytest.mark.parametrize(
    ("one", "outcome"),
    [
        (info("호우 예비특보"), "preparatory"),
        (info(expires=moment(-1)), "expired"),
        (info(areas=area(BUSAN)), "outside"),
        (info(response="AllClear"), "all_clear"),
    ],
)
async def test_what_opened_nothing_is_kept_and_says_why(
    rooms: Rooms, one: str, outcome: str
) -> None:
    await rooms.heard(alert("KR.KMA.1", one))
    seen = await newest(rooms)
    assert (seen["outcome"], seen["weight"], seen["incident_id"]) == (outcome, "nothing", None)
    assert seen["reason_ko"]
    assert seen["reason_en"]


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_a_weight(outcome: Outcome) -> None:
    assert weight_of(outcome.value, "Actual")
    assert weight_of(outcome.value, "Exercise") == "exercise"


async def test_each_reader_gets_their_language_of_several(rooms: Rooms) -> None:
    await rooms.heard(
        alert(
            "KR.KMA.1",
            info("大雨警報", language="ja", headline="河川に注意"),
            info("호우경보", headline="하천 주의"),
            info("Heavy rain", language="en-US", headline="Mind the streams"),
        )
    )
    one = await newest(rooms)
    assert one["languages"] == ["ja", "ko-KR", "en-US"]
    assert (one["event_ko"], one["text_ko"]) == ("호우경보", "하천 주의")
    assert (one["event_en"], one["text_en"]) == ("Heavy rain", "Mind the streams")


async def test_in_a_language_that_is_not_there_it_is_said_as_it_came(rooms: Rooms) -> None:
    await rooms.heard(alert("KR.KMA.1", info("大雨警報", language="ja")))
    one = await newest(rooms)
    assert (one["event_ko"], one["event_en"]) == ("大雨警報", "大雨警報")


async def test_an_alert_without_info_stands_there_without_words(rooms: Rooms) -> None:
    body = alert("KR.KMA.1", "").replace(b"<references/>", b"")
    said = await rooms.heard(body)
    one = await newest(rooms)
    assert said["outcome"] == one["outcome"] == "no_info"
    assert (one["event_ko"], one["languages"], one["expires"]) == ("", [], None)


async def test_a_circle_opens_as_a_polygon_does(rooms: Rooms) -> None:
    round_ = area(circles=("37.608,127.020 0.3",), desc="길음교 둘레 300 m")
    await rooms.heard(alert("KR.KMA.1", info(areas=round_)))
    one = await newest(rooms)
    assert (one["weight"], one["areas"]) == ("wall", ["길음교 둘레 300 m"])
    ring = (await rooms.only())["area"]["coordinates"][0]
    assert len(ring) > 16, "a disc, not its box"


async def test_what_it_names_and_nobody_heard_stands_beside_it(rooms: Rooms) -> None:
    lost = key("KR.KMA.0", moment(-60))
    await rooms.heard(alert("KR.KMA.1", msg_type="Update", references=lost))
    assert (await newest(rooms))["unknown_references"] == [lost]


async def test_the_list_is_of_the_last_ones(rooms: Rooms) -> None:
    for number in range(4):
        rooms.clock.advance(1)
        await rooms.heard(alert(f"KR.KMA.{number}", info("호우 예비특보")))
    listed = [one["identifier"] for one in (await page(rooms))["alerts"]]
    assert listed == ["KR.KMA.3", "KR.KMA.2", "KR.KMA.1", "KR.KMA.0"]


# what was refused


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        (alert("KR.KMA.1", info(severity="Bad")), "invalid", "alert/info[1]/severity"),
        (
            alert("KR.KMA.1", info(), info(areas=area("1,1 2,2"))),
            "invalid",
            "alert/info[2]/area[1]/polygon[1]",
        ),
        (
            alert("KR.KMA.1", info(areas=area(circles=("37.6,127.0",)))),
            "invalid",
            "alert/info[1]/area[1]/circle[1]",
        ),
        (alert(sent="2026-11-21T05:10:00Z"), "invalid", "alert/sent"),
        (alert(sender=None), "invalid", "alert/sender"),
        (alert(msg_type="Cancel"), "invalid", "alert/references"),
        (alert(more="<secret>1</secret>"), "invalid", "alert/secret"),
        (b"<alert", "invalid", "body"),
        (b"", "invalid", "body"),
        (b'<!DOCTYPE a SYSTEM "http://198.51.100.1/a"><a/>', "unsafe_xml", "body"),
    ],
)
async def test_a_refusal_stands_on_the_list_by_its_element(
    rooms: Rooms, body: bytes, code: str, field: str
) -> None:
    one = await refused(rooms, body)
    assert (one["code"], one["field"], one["partner"], one["times"]) == (
        code,
        field,
        "kma-cap",
        1,
    )
    assert one["detail"]
    assert (await page(rooms))["alerts"] == []


async def test_the_same_number_with_other_words_is_refused_by_name(rooms: Rooms) -> None:
    await rooms.heard(alert())
    one = await refused(rooms, alert("KR.KMA.1", info("산불")))
    assert (one["code"], one["field"]) == ("same_alert_other_content", "alert/identifier")
    assert len((await page(rooms))["alerts"]) == 1


async def test_nothing_of_what_it_said_is_kept(rooms: Rooms) -> None:
    contact = info(severity="Bad", more=tag("contact", SECRET))
    await refused(rooms, alert("KR.KMA.1", contact))
    async with rooms.house.database.read() as connection:
        rows = await connection.exec_driver_sql("SELECT * FROM cap_refused")
        kept = repr([tuple(row) for row in rows])
    assert SECRET not in kept
    assert "Bad" in kept, "the word that is wrong is what helps its sender"


async def test_the_same_again_is_counted_and_written_down_once(rooms: Rooms) -> None:
    body = alert("KR.KMA.1", info(severity="Bad"))
    await refused(rooms, body)
    rooms.clock.advance(60)
    again = await refused(rooms, body)
    assert again["times"] == 2
    assert again["heard_at"].startswith("2026-11-21T05:11:00")
    assert len((await page(rooms))["refused"]) == 1
    only = Only(kind=TrailKind.HEAR_ALERT)
    (row,) = await list_trail(rooms.house.database, limit=9, only=only)
    assert '"outcome":"refused"' in row.body
    assert '"field":"alert/info[1]/severity"' in row.body


async def test_after_a_refusal_the_right_one_is_taken(rooms: Rooms) -> None:
    await refused(rooms, alert("KR.KMA.1", info(severity="Bad")))
    assert (await rooms.heard(alert()))["outcome"] == "opened"


async def test_of_two_partners_the_same_mistake_is_two(rooms: Rooms) -> None:
    for who in ("kma-cap", "disaster-room-system"):
        await refused(rooms, b"<alert", who)
    listed = (await page(rooms))["refused"]
    assert {one["partner"] for one in listed} == {"kma-cap", "disaster-room-system"}


async def test_who_may_not_send_alerts_does_not_get_on_the_list(rooms: Rooms) -> None:
    assert (await rooms.warn(b"<alert", "seoul-112")).status_code == 403
    assert (await page(rooms))["refused"] == []


async def test_the_scene_of_a_malformed_alert_is_refused_by_name(rooms: Rooms) -> None:
    (answer,) = await rooms.play("malformed")
    assert answer.status_code == 400
    (one,) = (await page(rooms))["refused"]
    assert one["field"] == answer.json()["field"] == "alert/info[1]/severity"


def of(number: int, partner: str = "kma") -> Refused:
    return Refused(
        partner=partner,
        digest=f"{number:064d}",
        heard_at=NOW + timedelta(seconds=number),
        code="invalid",
        field="alert/" + "x" * 400,
        detail="d" * 900,
    )


async def test_of_a_broken_system_only_the_newest_are_kept(database: Database) -> None:
    async with database.work() as work:
        await keep_refused(work.connection, of(1, "other"))
        for number in range(MOST_KEPT + 7):
            assert await keep_refused(work.connection, of(number))
    async with database.read() as connection:
        found = await refused_lately(connection, limit=500)
    mine = [int(one.digest) for one in found if one.partner == "kma"]
    assert mine == [*range(MOST_KEPT + 6, 6, -1)]
    assert [one.partner for one in found].count("other") == 1


async def test_what_is_too_long_is_cut_and_the_rest_stays_true(database: Database) -> None:
    async with database.work() as work:
        await keep_refused(work.connection, of(1))
        assert not await keep_refused(work.connection, of(1))
    async with database.read() as connection:
        (one,) = await refused_lately(connection)
    assert (len(one.field), len(one.detail), one.times) == (200, 400, 2)
