"""What the sender does with many reports, a node that fell between sending and writing down, and who reads the list."""

import pytest

from bongsu.services.reports.reports import Reports
from bongsu.services.reports.service import ReportSender
from tests.services.linked_house import HEAD, LEAD, OPERATOR, ROOM, LinkedHouse
from tests.services.reports.conftest import Doors
from tests.services.reports.test_journeys import PATH, pressed, taken


async def states(panel: LinkedHouse) -> list[str]:
    return [one["state"] for one in await panel.read(OPERATOR, PATH)]


async def test_every_report_that_waits_is_sent_the_oldest_first(
    panel: LinkedHouse, reports: Reports, doors: Doors
) -> None:
    for number in range(5):
        await taken(panel, text=f"연기 {number}")
        panel.clock.advance(1)
    await reports.send_due()
    assert [one.text for one in doors.crossed] == [f"연기 {number}" for number in range(5)]
    assert set(await states(panel)) == {"received"}


async def test_the_newest_is_read_first(panel: LinkedHouse, reports: Reports) -> None:
    for kind in ("FIRE", "RESCUE", "EMS"):
        await taken(panel, kind=kind)
        panel.clock.advance(1)
    told = await panel.read(OPERATOR, PATH)
    assert [one["kind"] for one in told] == ["EMS", "RESCUE", "FIRE"]


async def test_a_report_is_not_tried_before_its_time(
    panel: LinkedHouse, reports: Reports, doors: Doors
) -> None:
    doors.reports.says = "silent"
    await taken(panel)
    await reports.send_due()
    await reports.send_due()
    assert doors.reports.asked == 1
    panel.clock.advance(1)
    await reports.send_due()
    assert doors.reports.asked == 2


async def test_a_node_that_fell_before_the_receipt_was_kept_sends_the_same_again(
    panel: LinkedHouse, reports: Reports, doors: Doors
) -> None:
    await taken(panel)
    (waiting,) = await panel.rows("out_reports")
    await reports._send(waiting)
    # the row as it was: nothing of the answer reached the disk
    await reports._send(waiting)
    assert len(doors.crossed) == 2
    assert len({one.report_id for one in doors.crossed}) == 1
    assert (await panel.read(OPERATOR, PATH))[0]["receipt_no"] == "119-0001"


async def test_the_part_sends_when_a_key_is_pressed(
    panel: LinkedHouse, reports: Reports, doors: Doors
) -> None:
    sender = ReportSender(reports)
    await taken(panel)
    assert await sender._look() is None
    assert await states(panel) == ["received"]


@pytest.mark.parametrize("who", [OPERATOR, LEAD])
async def test_operator_and_lead_report(panel: LinkedHouse, reports: Reports, who: str) -> None:
    assert (await pressed(panel, who)).status_code == 202
    (row,) = await panel.trail_of("report_out")
    assert row["organisation"] == "SEONGBUK"


@pytest.mark.parametrize("who", [HEAD, ROOM, "AUDITOR", "CPO"])
async def test_others_neither_report_nor_read_what_was(
    panel: LinkedHouse, reports: Reports, who: str
) -> None:
    assert (await pressed(panel, who)).status_code == 403
    assert (await panel.ask(who, PATH)).status_code == 403


async def test_the_list_tells_neither_words_nor_picture_nor_who_pressed(
    panel: LinkedHouse, reports: Reports
) -> None:
    await taken(panel)
    (one,) = await panel.read(OPERATOR, PATH)
    assert set(one) == {
        "report_id",
        "to",
        "kind",
        "state",
        "reported_at",
        "receipt_no",
        "refused",
        "incident_id",
        "camera_id",
    }


async def test_what_has_no_receipt_yet_is_not_destroyed_by_its_age(
    panel: LinkedHouse, reports: Reports
) -> None:
    await taken(panel)
    panel.clock.advance(90_000)
    await reports.destroy_what_is_old()
    (row,) = await panel.rows("out_reports")
    assert row["sealed"] is not None
