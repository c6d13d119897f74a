"""An operator's report: received once, never claimed before its receipt, destroyed a day later, and a person's key alone."""

import base64
from pathlib import Path
from typing import Any  # Any: JSON

import pytest

import bongsu
from bongsu.services.reports.reports import Reports
from bongsu.services.reports.rules import LARGEST_STILL
from tests.services.partner_house import OPERATOR, ROOM, PartnerHouse
from tests.services.reports.text_door import TextDoor

JPEG = b"\xff\xd8\xff\xe0" + b"still" * 20 + b"\xff\xd9"
WORDS = "연기가 보임"


def said(panel: PartnerHouse, **more: Any) -> dict[str, Any]:
    camera_id = next(iter(panel.house.catalogue.rows))
    whole = {"to": "119", "kind": "FIRE", "text": WORDS, "lat": 37.608, "lon": 127.02}
    still = base64.b64encode(JPEG).decode()
    return {**whole, "camera_id": camera_id, "still": still, **more}


async def pressed(panel: PartnerHouse) -> None:
    answer = await panel.house.ask(OPERATOR, "/api/reports", said(panel))
    assert answer.status_code == 202, answer.text


async def shown(panel: PartnerHouse) -> tuple[str, str | None]:
    (one,) = (await panel.house.ask(OPERATOR, "/api/reports")).json()
    return one["state"], one["receipt_no"]


async def test_a_report_is_received_and_its_number_shown(
    panel: PartnerHouse, reports: Reports, door: TextDoor
) -> None:
    await pressed(panel)
    assert await shown(panel) == ("waiting", None)
    await reports.send_due()
    assert await shown(panel) == ("received", "119-0001")
    (report,) = door.kept.values()
    assert (report.text, report.still) == (WORDS, JPEG)
    await reports.send_due()
    assert door.asked == 1
    (row,) = await panel.trail("report_out")
    assert WORDS not in row["body"]


async def test_a_silent_door_is_said_and_never_claimed_as_sent(
    panel: PartnerHouse, reports: Reports, door: TextDoor
) -> None:
    door.says = "nothing"
    await pressed(panel)
    await reports.send_due()
    panel.house.clock.advance(11)
    assert await shown(panel) == ("silent", None)
    door.says = "receipt"
    await reports.send_due()
    assert await shown(panel) == ("received", "119-0001")


async def test_a_lost_answer_doubles_nothing(
    panel: PartnerHouse, reports: Reports, door: TextDoor
) -> None:
    door.says = "lost"
    await pressed(panel)
    await reports.send_due()
    panel.house.clock.advance(60)
    door.says = "receipt"
    await reports.send_due()
    assert (door.asked, len(door.kept)) == (2, 1)
    assert await shown(panel) == ("received", "119-0001")


async def test_a_refusal_is_shown_and_not_tried_again(
    panel: PartnerHouse, reports: Reports, door: TextDoor
) -> None:
    door.says = "no"
    await pressed(panel)
    await reports.send_due()
    panel.house.clock.advance(600)
    await reports.send_due()
    assert door.asked == 1
    assert (await shown(panel))[0] == "refused"


async def test_words_and_still_lie_sealed_and_are_destroyed_after_a_day(
    panel: PartnerHouse, reports: Reports, door: TextDoor
) -> None:
    await pressed(panel)
    assert WORDS not in await panel.everything()
    await reports.send_due()
    await reports.destroy_what_is_old()
    assert (await panel.rows("out_reports"))[0]["sealed"]
    panel.house.clock.advance(86_401)
    await reports.destroy_what_is_old()
    (row,) = await panel.rows("out_reports")
    assert (row["sealed"], row["receipt_no"]) == (None, "119-0001")
    assert len(await panel.trail("destroy")) == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"still": base64.b64encode(b"GIF89a").decode()}, "still"),
        ({"still": base64.b64encode(JPEG[:-2] + b"x" * LARGEST_STILL).decode()}, "still"),
        ({"camera_id": None}, "incident_id"),
        ({"camera_id": "NOWHERE"}, "camera_id"),
        ({"camera_id": None, "incident_id": "inc_x"}, "incident_id"),
        ({"text": "가" * 201}, "text"),
        ({"to": "182"}, "to"),
    ],
)
async def test_what_cannot_be_reported_is_refused(
    panel: PartnerHouse, reports: Reports, more: dict[str, Any], field: str
) -> None:
    answer = await panel.house.ask(OPERATOR, "/api/reports", said(panel, **more))
    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert await panel.rows("out_reports") == []


async def test_a_room_and_a_system_report_nothing(panel: PartnerHouse, reports: Reports) -> None:
    for who in (ROOM, "seoul-112"):
        assert (await panel.house.ask(who, "/api/reports", said(panel))).status_code in (401, 403)


def test_no_code_but_the_route_reports() -> None:
    """Never by machine."""
    callers = [
        path.name
        for path in Path(bongsu.__path__[0]).rglob("*.py")
        if "services.reports" in (text := path.read_text("utf-8")) and ".report(" in text
    ]
    assert callers == ["routes.py"]
