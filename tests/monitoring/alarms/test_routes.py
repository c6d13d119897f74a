"""The queue over HTTP: what is read, pressed and refused, and what the trail keeps of it."""

from typing import Any  # Any: JSON

import pytest

from tests.monitoring.alarms.queue import JPEG
from tests.monitoring.alarms.watched_house import ALARMS, RULE, WatchedHouse, watched
from tests.services.linked_house import HEAD, LEAD, OPERATOR, ROOM
from tests.web.doors import house, template
from tests.web.house import NOBODY, House

__all__ = ["house", "template"]


@pytest.fixture
async def here(house: House) -> WatchedHouse:
    return watched(house)


async def press(
    here: WatchedHouse, alarm_id: str, what: str, body: object = None, who: str = OPERATOR
) -> Any:
    return await here.ask(who, f"{ALARMS}/{alarm_id}/{what}", {} if body is None else body)


async def test_an_alarm_is_read_with_place_kind_and_why_it_stands_there(here: WatchedHouse) -> None:
    alarm_id = await here.raised()
    (one,) = await here.read(OPERATOR, ALARMS)
    assert (one["alarm_id"], one["kind"], one["state"]) == (alarm_id, "intrusion", "waiting")
    assert (one["rule_name"], one["is_candidate"], one["boxes"]) == (
        "출입 금지",
        False,
        [[0.1, 0.1, 0.2, 0.3]],
    )
    assert one["camera_name"]
    assert one["dong"]
    assert {why["factor"] for why in one["why"]} == {"kind", "score", "place", "rarity", "incident"}
    assert (one["has_picture"], one["has_clip"], one["opened_by"]) == (True, False, "")


async def test_one_alarm_has_what_was_done_with_it(here: WatchedHouse) -> None:
    alarm_id = await here.real()
    one = await here.read(HEAD, f"{ALARMS}/{alarm_id}")
    assert [step["what"] for step in one["events"]] == ["raised", "real"]
    assert one["alarm"]["state"] == "real"
    assert not one["alarm"]["answered_by_me"]


LISTED = {
    "state=open": 1,
    "state=real": 1,
    "state=lapsed": 0,
    "limit=1": 1,
    "": 2,
    "camera_id=none": 0,
    "before=2000-01-01T00:00:00Z": 0,
}
NOT_ASKED = (
    "state=nonsense",
    "limit=0",
    "limit=201",
    "before=yesterday",
    "before=2026-01-01T00:00:00",
)


async def test_what_is_asked_for_is_listed_and_what_cannot_be_is_refused(
    here: WatchedHouse,
) -> None:
    await here.real(0)
    await here.raised(1)
    for query, number in LISTED.items():
        assert len(await here.read(OPERATOR, f"{ALARMS}?{query}")) == number, query
    for query in NOT_ASKED:
        assert (await here.ask(OPERATOR, f"{ALARMS}?{query}")).status_code == 400, query


async def test_opening_lends_the_camera_to_the_centre_and_acknowledges(here: WatchedHouse) -> None:
    alarm_id = await here.raised()
    answer = await press(here, alarm_id, "open")
    assert answer.status_code == 200
    ticket = answer.json()
    assert (ticket["camera_id"], bool(ticket["ticket"])) == (here.cameras[0], True)
    one = (await here.read(OPERATOR, f"{ALARMS}/{alarm_id}"))["alarm"]
    assert (one["state"], one["opened_by_me"], one["shown_to_me"]) == ("shown", True, True)
    assert (await here.trail())[-2:] == ["open_alarm", "lend"]


async def test_a_colleague_who_has_it_open_is_named_and_not_disturbed(here: WatchedHouse) -> None:
    await here.screen(OPERATOR)
    alarm_id = await here.raised()
    await press(here, alarm_id, "open")
    assert await here.refused(LEAD, f"{ALARMS}/{alarm_id}/open", {}) == (409, "opened_by_another")
    seen = (await here.read(LEAD, f"{ALARMS}/{alarm_id}"))["alarm"]
    assert (seen["opened_by"], seen["opened_by_me"]) == ("OPERATOR 님", False)


async def test_of_two_words_the_first_counts(here: WatchedHouse) -> None:
    alarm_id = await here.real()
    body = {"verdict": "false", "reason": "plant"}
    assert await here.refused(LEAD, f"{ALARMS}/{alarm_id}/verdict", body) == (
        409,
        "answered_by_another",
    )


NO_WORD: tuple[dict[str, object], ...] = (
    {},
    {"verdict": "maybe"},
    {"verdict": "false"},
    {"verdict": "false", "reason": "none"},
    {"verdict": "real", "reason": "plant"},
    {"verdict": "real", "note": "x" * 201},
    {"verdict": "real", "note": "a\u0000b"},
    {"verdict": "real", "who": "somebody"},
)


async def test_what_is_no_word_is_refused(here: WatchedHouse) -> None:
    alarm_id = await here.raised()
    for body in NO_WORD:
        answer = await press(here, alarm_id, "verdict", body)
        assert answer.status_code == 400, body
    assert here.desk.book.alarms[alarm_id].answered_at is None


async def test_a_word_is_taken_back_within_ten_seconds(here: WatchedHouse) -> None:
    alarm_id = await here.real()
    one = (await press(here, alarm_id, "undo")).json()
    assert (one["state"], one["verdict"], one["undo_until"]) == ("shown", None, None)
    await press(here, alarm_id, "verdict", {"verdict": "false", "reason": "light"})
    here.clock.advance(10)
    assert await here.refused(OPERATOR, f"{ALARMS}/{alarm_id}/undo", {}) == (
        409,
        "too_late_to_undo",
    )


async def test_clip_and_picture_leave_with_a_row_and_are_not_kept(here: WatchedHouse) -> None:
    alarm_id = await here.raised()
    await here.clip(alarm_id, b"a clip")
    for what, kind, data in (("clip", "video/mp4", b"a clip"), ("picture", "image/jpeg", JPEG)):
        answer = await here.ask(OPERATOR, f"{ALARMS}/{alarm_id}/{what}")
        assert (answer.status_code, answer.content) == (200, data)
        assert answer.headers["content-type"].startswith(kind)
        assert "no-store" in answer.headers["cache-control"]
    rows = await here.trail_of("view_alarm")
    assert len(rows) == 2
    assert alarm_id in rows[0]["body"]


async def test_where_there_is_no_clip_yet_it_says_so(here: WatchedHouse) -> None:
    alarm_id = await here.raised()
    assert await here.refused(OPERATOR, f"{ALARMS}/{alarm_id}/clip") == (404, "no_picture")


async def test_a_made_up_id_leads_to_no_file(here: WatchedHouse) -> None:
    for name in ("../keys/ticket.pem", "..%2F..%2Fnode.db", "x" * 300, "alm_1%00"):
        for what in ("clip", "picture"):
            answer = await here.ask(OPERATOR, f"{ALARMS}/{name}/{what}")
            assert answer.status_code in (400, 404), name
            assert b"PRIVATE" not in answer.content


async def test_a_shelf_is_put_up_read_and_ended(here: WatchedHouse) -> None:
    wish = {"camera_id": here.cameras[0], "rule_id": RULE, "minutes": 30, "reason": "공사 중"}
    made = (await here.ask(OPERATOR, "/api/monitoring/shelves", wish)).json()
    await here.raised()
    (listed,) = await here.read(LEAD, "/api/monitoring/shelves")
    assert (listed["shelf_id"], listed["arrivals"]) == (made["shelf_id"], 1)
    (one,) = await here.read(OPERATOR, f"{ALARMS}?state=open")
    assert one["silenced"] == "shelf"
    path = f"/api/monitoring/shelves/{made['shelf_id']}/end"
    assert (await here.ask(OPERATOR, path, {})).status_code == 204
    assert await here.read(LEAD, "/api/monitoring/shelves") == []


async def test_what_is_no_shelf_is_refused(here: WatchedHouse) -> None:
    wish = {"camera_id": here.cameras[0], "minutes": 30, "reason": "공사 중"}
    changes: tuple[dict[str, object], ...] = (
        {"minutes": 481},
        {"minutes": 0},
        {"reason": ""},
        {"reason": "a\u0000b"},
        {"camera_id": ""},
        {"more": 1},
    )
    for change in changes:
        answer = await here.ask(OPERATOR, "/api/monitoring/shelves", wish | change)
        assert answer.status_code == 400, change


async def test_what_verdicts_changed_is_read_and_taken_back_by_a_lead(here: WatchedHouse) -> None:
    for _ in range(3):
        alarm_id = await here.raised()
        await press(here, alarm_id, "verdict", {"verdict": "false", "reason": "plant"})
        await here.look(400)
    path = f"/api/monitoring/tunings?camera_id={here.cameras[0]}"
    (one,) = await here.read(OPERATOR, path)
    assert (one["what"], one["holds"], one["verdicts"], one["may_undo"]) == (
        "place",
        True,
        3,
        False,
    )
    undo = f"/api/monitoring/tunings/{one['tuning_id']}/undo"
    assert (await here.ask(OPERATOR, undo, {"reason": "다시 본다"})).status_code == 403
    assert (await here.ask(LEAD, undo, {"reason": "다시 본다"})).status_code == 204
    (one,) = await here.read(LEAD, path)
    assert (one["holds"], one["undo_reason"]) == (False, "다시 본다")
    assert await here.refused(LEAD, undo, {"reason": "다시 본다"}) == (409, "tuning_undone")


async def test_what_was_missed_is_entered(here: WatchedHouse) -> None:
    at = here.clock.now().isoformat()
    said = {"camera_id": here.cameras[0], "at": at, "kind": "loitering", "note": "녹화에서 발견"}
    answer = await here.ask(OPERATOR, "/api/monitoring/missed", said)
    assert (answer.status_code, answer.json()["kind"]) == (201, "loitering")


async def test_the_load_of_everybody_is_a_leads_to_read(here: WatchedHouse) -> None:
    await here.real()
    here.clock.advance(1)
    mine = await here.read(OPERATOR, "/api/monitoring/load")
    assert (mine["mine_only"], mine["figures"]["real"], mine["rules"]) == (True, 1, [])
    every = await here.read(LEAD, "/api/monitoring/load")
    assert (every["mine_only"], len(every["rules"]), every["operators"][0]["is_me"]) == (
        False,
        1,
        False,
    )
    assert "OPERATOR" not in str(every)
    auditor = await here.read("AUDITOR", "/api/monitoring/load?from=2026-11-20T00:00:00Z")
    assert auditor["figures"]["shown"] == 1


async def test_the_register_is_read_and_taken_away_with_a_reason(here: WatchedHouse) -> None:
    rows = await here.read("CPO", "/api/monitoring/register")
    assert {one["camera_id"] for one in rows} == set(here.cameras)
    path = "/api/monitoring/register/csv"
    assert await here.refused(HEAD, path, {"reason": "x"}) == (400, "reason_missing")
    answer = await here.ask(HEAD, path, {"reason": "국정감사 제출 자료"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert (await here.trail())[-1] == "download"


async def test_a_camera_that_becomes_reserved_takes_its_alarms_with_it(here: WatchedHouse) -> None:
    alarm_id = await here.raised()
    here.house.catalogue.reserve({here.cameras[0]: "ANKLET"})
    assert await here.read(HEAD, ALARMS) == []
    for path in ("", "/clip", "/picture"):
        assert (await here.ask(OPERATOR, f"{ALARMS}/{alarm_id}{path}")).status_code == 404
    for what, body in (
        ("open", {}),
        ("verdict", {"verdict": "real"}),
        ("incident", {"category": "FALL"}),
    ):
        assert (await press(here, alarm_id, what, body)).status_code == 404
    assert await here.read(LEAD, "/api/monitoring/register") == [
        one
        for one in await here.read(LEAD, "/api/monitoring/register")
        if one["camera_id"] != here.cameras[0]
    ]


async def test_nobody_from_outside_reads_an_alarm(here: WatchedHouse) -> None:
    alarm_id = await here.raised()
    paths = (ALARMS, f"{ALARMS}/counts", f"{ALARMS}/{alarm_id}", f"{ALARMS}/{alarm_id}/clip")
    for who in (ROOM, "FIRE_ROOM", "POLICE_CAR", "WELFARE", "MOJ_CENTRE", "map", NOBODY):
        for path in paths:
            assert (await here.house.ask(who, path)).status_code in (401, 403), who
