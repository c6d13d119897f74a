"""An operator's report: received once, never claimed before its receipt, destroyed a day later, and a person's key alone."""

import base64
from datetime import timedelta
from pathlib import Path
from typing import Any  # Any: JSON

import httpx
import msgspec
import pytest

import bongsu
from bongsu.services.reports.reports import Reports
from bongsu.services.reports.rules import GIVE_UP, LARGEST_STILL
from tests.services.linked_house import LEAD, OPERATOR, ROOM, LinkedHouse
from tests.services.reports.conftest import Doors
from tests.web.house import GILEUM

JPEG = b"\xff\xd8\xff\xe0" + b"still" * 20 + b"\xff\xd9"
WORDS = "연기가 보임"
PATH = "/api/reports"


def camera(panel: LinkedHouse, *, agreed: bool = True) -> str:
    rows = panel.house.catalogue.rows.values()
    purposes = {"crime_prevention", "children", "multi"}
    return next(one.camera_id for one in rows if (one.purpose in purposes) is agreed)


def said(panel: LinkedHouse, **more: Any) -> dict[str, Any]:
    whole = {"to": "119", "kind": "FIRE", "text": WORDS, "lat": 37.608, "lon": 127.02}
    still = base64.b64encode(JPEG).decode()
    return {**whole, "camera_id": camera(panel), "still": still, **more}


async def pressed(panel: LinkedHouse, who: str = OPERATOR, **more: Any) -> httpx.Response:
    return await panel.ask(who, PATH, said(panel, **more))


async def taken(panel: LinkedHouse, **more: Any) -> None:
    answer = await pressed(panel, **more)
    assert answer.status_code == 202, answer.text


async def shown(panel: LinkedHouse) -> tuple[str, str | None]:
    (one,) = (await panel.ask(OPERATOR, PATH)).json()
    return one["state"], one["receipt_no"]


async def called(panel: LinkedHouse, **more: Any) -> str:
    """An incident that runs."""
    body = {
        "msg_id": "m1",
        "sent_at": panel.stage.now.isoformat(),
        "sender": {"org": "KNPA.SEOUL", "system": "112"},
        "service": "P112_DISPATCH",
        "ext_incident_no": "112-1",
        "msg_type": "NEW",
        "incident": {"category": "ROBBERY", "code": "C0"},
        "location": {**GILEUM, "method": "GPS"},
        **more,
    }
    path = "/link/v1/incidents"
    answer = await panel.ask("seoul-112", path, body)
    assert answer.status_code == 201, answer.text
    incident_id: str = answer.json()["incident_id"]
    return incident_id


async def test_a_report_is_received_and_its_number_shown(
    panel: LinkedHouse, reports: Reports, doors: Doors
) -> None:
    await taken(panel)
    assert await shown(panel) == ("waiting", None)
    await reports.send_due()
    assert await shown(panel) == ("received", "119-0001")
    (report,) = doors.crossed
    assert (report.text, report.still) == (WORDS, JPEG)
    assert doors.keys == ["Bearer shown"]
    await reports.send_due()
    assert doors.reports.asked == 1
    (row,) = await panel.trail_of("report_out")
    assert WORDS not in row["body"]
    assert row["camera_id"] == camera(panel)


async def test_the_ledger_tells_the_still_that_was_received(
    panel: LinkedHouse, reports: Reports, doors: Doors
) -> None:
    """By whose key, to whom, under which clause; and nothing of what nobody has taken."""
    doors.reports.says = "silent"
    incident_id = await called(panel)
    await taken(panel, incident_id=incident_id)
    (report,) = (await panel.ask(OPERATOR, PATH)).json()
    await reports.send_due()
    copies = [one for one in await panel.rows("provision_ledger") if one["kind"] == "copy"]
    assert copies == []
    panel.clock.advance(60)
    doors.reports.says = "receipt"
    await reports.send_due()
    (row,) = [one for one in await panel.rows("provision_ledger") if one["kind"] == "copy"]
    (pressed,) = await panel.trail_of("report_out")
    assert (row["camera_ids"], row["approver"]) == (camera(panel), pressed["actor"])
    assert (row["organisation"], row["agreement_id"]) == ("NFA.SEOUL", "SB-SVC-REPORTS")
    assert row["incident_id"] == incident_id
    assert row["legal_bases"]
    assert msgspec.json.decode(row["details"]) == {
        "report": report["report_id"],
        "receipt": "119-0001",
    }


async def test_the_incident_at_which_it_was_pressed_is_said(
    panel: LinkedHouse, reports: Reports
) -> None:
    incident_id = await called(panel)
    await taken(panel, incident_id=incident_id)
    (one,) = (await panel.ask(OPERATOR, PATH)).json()
    assert (one["incident_id"], one["camera_id"]) == (incident_id, camera(panel))
    (row,) = await panel.trail_of("report_out")
    assert row["incident_id"] == incident_id


async def test_a_silent_door_is_said_and_never_claimed_as_sent(
    panel: LinkedHouse, reports: Reports, doors: Doors
) -> None:
    doors.reports.says = "silent"
    await taken(panel)
    await reports.send_due()
    panel.clock.advance(11)
    assert await shown(panel) == ("silent", None)
    doors.reports.says = "receipt"
    await reports.send_due()
    assert await shown(panel) == ("received", "119-0001")


async def test_what_nobody_took_for_ten_minutes_has_failed_and_is_destroyed(
    panel: LinkedHouse, reports: Reports, doors: Doors
) -> None:
    """Whoever reads an hour later that it burns sends an engine to nobody."""
    doors.reports.says = "silent"
    await taken(panel)
    await reports.send_due()
    panel.clock.advance(GIVE_UP.total_seconds())
    await reports.send_due()
    assert (await shown(panel))[0] == "failed"
    (row,) = await panel.rows("out_reports")
    assert (row["sealed"], row["next_at"]) == (None, None)
    doors.reports.says = "receipt"
    panel.clock.advance(600)
    await reports.send_due()
    assert (await shown(panel))[0] == "failed"


async def test_a_door_that_is_silent_keeps_no_other_waiting(
    panel: LinkedHouse, reports: Reports, doors: Doors
) -> None:
    await taken(panel, to="112", kind="CRIME")
    await taken(panel)
    await reports.send_due()
    told = (await panel.ask(OPERATOR, PATH)).json()
    assert {one["to"]: one["state"] for one in told} == {"112": "waiting", "119": "received"}


async def test_the_sender_knows_when_it_is_needed_again(
    panel: LinkedHouse, reports: Reports, doors: Doors
) -> None:
    assert await reports.due_in_s() is None
    doors.reports.says = "silent"
    await taken(panel)
    assert await reports.due_in_s() == 0
    await reports.send_due()
    waits_s = await reports.due_in_s()
    assert waits_s is not None
    assert waits_s > 0
    panel.clock.advance(waits_s)
    doors.reports.says = "receipt"
    await reports.send_due()
    assert await reports.due_in_s() is None


async def test_a_lost_answer_doubles_nothing(
    panel: LinkedHouse, reports: Reports, doors: Doors
) -> None:
    doors.reports.says = "lost"
    await taken(panel)
    await reports.send_due()
    panel.clock.advance(60)
    doors.reports.says = "receipt"
    await reports.send_due()
    assert (doors.reports.asked, len(doors.reports.receipts)) == (2, 1)
    assert await shown(panel) == ("received", "119-0001")


async def test_a_refusal_is_shown_and_not_tried_again_and_nothing_of_it_is_kept(
    panel: LinkedHouse, reports: Reports, doors: Doors
) -> None:
    doors.reports.says = "refused"
    await taken(panel)
    await reports.send_due()
    panel.clock.advance(500)
    await reports.send_due()
    assert doors.reports.asked == 1
    assert (await shown(panel))[0] == "refused"
    assert (await panel.rows("out_reports"))[0]["sealed"] is None


async def test_words_and_still_lie_sealed_and_are_destroyed_after_a_day(
    panel: LinkedHouse, reports: Reports
) -> None:
    await taken(panel)
    assert WORDS not in await panel.everything()
    await reports.send_due()
    await reports.destroy_what_is_old()
    assert (await panel.rows("out_reports"))[0]["sealed"]
    panel.clock.advance(timedelta(days=1, seconds=1).total_seconds())
    await reports.destroy_what_is_old()
    (row,) = await panel.rows("out_reports")
    assert (row["sealed"], row["receipt_no"]) == (None, "119-0001")
    assert len(await panel.trail_of("destroy")) == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"still": base64.b64encode(b"GIF89a").decode()}, "still"),
        ({"still": base64.b64encode(JPEG[:-2] + b"x" * LARGEST_STILL).decode()}, "still"),
        ({"camera_id": None}, "camera_id"),
        ({"camera_id": "NOWHERE"}, "camera_id"),
        ({"incident_id": "inc_x"}, "incident_id"),
        ({"text": "가" * 201}, "text"),
        ({"to": "182"}, "to"),
    ],
)
async def test_what_cannot_be_reported_is_refused(
    panel: LinkedHouse, reports: Reports, more: dict[str, Any], field: str
) -> None:
    answer = await pressed(panel, **more)
    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert await panel.rows("out_reports") == []


@pytest.mark.parametrize(("to", "kind"), [("112", "FIRE"), ("119", "CRIME")])
async def test_what_no_clause_sends_there_is_refused(
    panel: LinkedHouse, reports: Reports, to: str, kind: str
) -> None:
    answer = await pressed(panel, to=to, kind=kind)
    assert (answer.status_code, answer.json()["code"]) == (403, "report_not_agreed")
    assert await panel.rows("out_reports") == []


async def test_nothing_is_sent_while_the_agreement_is_suspended(
    panel: LinkedHouse, reports: Reports
) -> None:
    path = "/api/agreements/SB-SVC-REPORTS/suspend"
    answer = await panel.ask("CENTRE_HEAD", path, {"reason": "점검"})
    assert answer.status_code == 200, answer.text
    assert (await pressed(panel)).json()["code"] == "report_not_agreed"


async def test_a_camera_of_a_purpose_that_is_not_agreed_gives_no_still(
    panel: LinkedHouse, reports: Reports
) -> None:
    answer = await pressed(panel, camera_id=camera(panel, agreed=False))
    assert answer.json()["code"] == "report_not_agreed"


async def test_an_exercise_is_reported_to_nobody(panel: LinkedHouse, reports: Reports) -> None:
    now = panel.clock.now()
    wanted = {
        "title": "합동훈련",
        "reason": "훈련계획",
        "services": ["P112_DISPATCH"],
        "organisations": [],
        "starts": now.isoformat(),
        "ends": (now + timedelta(hours=1)).isoformat(),
    }
    drill_id = (await panel.ask(LEAD, "/api/drills", wanted)).json()["drill_id"]
    incident_id = await called(panel, drill=drill_id)
    answer = await pressed(panel, incident_id=incident_id)
    assert (answer.status_code, answer.json()["code"]) == (409, "exercise")
    assert await panel.rows("out_reports") == []


async def test_a_room_and_a_system_report_nothing(panel: LinkedHouse, reports: Reports) -> None:
    for who in (ROOM, "seoul-112"):
        assert (await pressed(panel, who)).status_code in (401, 403)


def test_no_code_but_the_route_reports() -> None:
    """Never by machine; the bench asks what would be decided of a key, and sends nothing anywhere."""
    callers = [
        path.name
        for path in Path(bongsu.__path__[0]).rglob("*.py")
        if "services.reports" in (text := path.read_text("utf-8")) and ".report(" in text
    ]
    assert sorted(callers) == ["routes.py", "told.py"]
