"""The district's own alerts: what we write our own reader takes back, and who may say and read it."""

from datetime import timedelta
from typing import Any  # Any: JSON
from xml.etree import ElementTree

import httpx
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from bongsu.services.disaster.cap.read import read_alert
from bongsu.services.disaster.cap.write import write_alert
from tests.services.disaster.alerts import BOX, alert, area, info, key, moment
from tests.services.disaster.rooms import CITY_PERSON, OWN, Rooms
from tests.web.house import NOW

DOOR = "/api/disaster/alerts"
RING = [[127.017, 37.605], [127.023, 37.605], [127.023, 37.611], [127.017, 37.605]]


def spoken(**changed: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "kind": "Alert",
        "event_ko": "침수 <경보>",
        "event_en": "Flood & more",
        "text_ko": "정릉천 산책로를 벗어나세요",
        "text_en": "Leave the stream",
        "severity": "Severe",
        "category": "Met",
        "expires": (NOW + timedelta(hours=3)).isoformat(),
        "area": {"type": "Polygon", "coordinates": [RING]},
        "area_name": "정릉천",
    }
    return said | changed


async def send(rooms: Rooms, who: str = OWN, **changed: Any) -> httpx.Response:
    return await rooms.ask(who, DOOR, spoken(**changed))


async def sent(rooms: Rooms, **changed: Any) -> str:
    answer = await send(rooms, **changed)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["alert_id"])


async def read(rooms: Rooms, path: str, who: str = "map") -> httpx.Response:
    return await rooms.ask(who, f"/link/v1/disaster/{path}")


async def test_what_is_sent_is_read_as_cap_by_our_own_reader(rooms: Rooms) -> None:
    number = await sent(rooms)
    answer = await read(rooms, f"alerts/{number}.cap")
    assert answer.headers["content-type"].startswith("application/cap+xml")
    one = read_alert(answer.content)
    assert (one.identifier, one.msg_type, one.status) == (number, "Alert", "Actual")
    assert [each.event for each in one.infos] == ["침수 <경보>", "Flood & more"]
    assert [each.language for each in one.infos] == ["ko-KR", "en-US"]
    assert one.infos[0].areas[0].polygons[0][0] == (37.605, 127.017)
    rows = await list_trail(rooms.house.database, limit=9, only=Only(kind=TrailKind.SEND_ALERT))
    assert len(rows) == 1


async def test_an_update_and_a_cancel_name_all_that_came_before(rooms: Rooms) -> None:
    first = await sent(rooms)
    rooms.clock.advance(60)
    second = await sent(rooms, kind="Update", follows=first)
    rooms.clock.advance(60)
    third = await sent(rooms, kind="Cancel", follows=second)
    last = read_alert((await read(rooms, f"alerts/{third}.cap")).content)
    assert [one.identifier for one in last.references] == [first, second]
    again = await send(rooms, kind="Update", follows=first)
    assert (again.status_code, again.json()["code"]) == (409, "alert_cancelled")


async def test_the_list_leads_to_each(rooms: Rooms) -> None:
    numbers = [await sent(rooms)]
    rooms.clock.advance(60)
    numbers.append(await sent(rooms, exercise=True))
    feed = ElementTree.fromstring((await read(rooms, "alerts.cap")).content)
    atom = "{http://www.w3.org/2005/Atom}"
    links = [one.attrib["href"] for one in feed.iter(f"{atom}link")]
    assert links == [f"/link/v1/disaster/alerts/{one}.cap" for one in reversed(numbers)]
    newest = await read(rooms, links[0].removeprefix("/link/v1/disaster/"))
    assert read_alert(newest.content).status == "Exercise"


async def test_systems_with_the_feed_or_the_catalogue_read_and_no_other(rooms: Rooms) -> None:
    for who in ("map", "wall", "city-disaster-room"):
        assert (await read(rooms, "alerts.cap", who)).status_code == 200
    refused = await read(rooms, "alerts.cap", "kma-cap")
    assert (refused.status_code, refused.json()["code"]) == (403, "right_not_given")
    assert (await read(rooms, "alerts/none.cap")).status_code == 404


async def test_the_own_room_and_the_shift_lead_speak_and_nobody_else(rooms: Rooms) -> None:
    assert (await send(rooms, "SHIFT_LEAD")).status_code == 201
    assert (await send(rooms, "OPERATOR")).status_code == 403
    assert (await send(rooms, CITY_PERSON)).status_code == 404


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({"expires": moment(-1)}, 400, "expires"),
        ({"expires": "2026-11-21T09:00:00"}, 400, "expires"),
        ({"kind": "Update"}, 400, "follows"),
        ({"follows": "alert_x"}, 400, "follows"),
        ({"kind": "Cancel", "follows": "alert_x"}, 404, None),
        ({"area": {"type": "Polygon", "coordinates": [RING[:3]]}}, 400, None),
        ({"text_en": ""}, 400, "text_en"),
    ],
)
async def test_what_cannot_be_said_is_refused_by_its_field(
    rooms: Rooms, changed: dict[str, Any], status: int, field: str | None
) -> None:
    answer = await send(rooms, **changed)
    assert answer.status_code == status, answer.text
    if field is not None:
        assert answer.json()["field"] == field


def test_whatever_is_read_is_written_so_that_it_is_read_alike() -> None:
    body = alert(
        "A1",
        info(
            "비 &amp; &lt;바람&gt;",
            onset=moment(1),
            response="Evacuate",
            areas=area(
                BOX,
                circles=("37.6,127.0 1.5",),
                more="<geocode><valueName>c</valueName><value>11290</value></geocode>",
            ),
        ),
        info("Rain", language="en-US"),
        sent="2026-11-21T05:10:00-00:00",
        msg_type="Update",
        references=key("A0"),
    )
    once = read_alert(body)
    assert read_alert(write_alert(once)) == once
