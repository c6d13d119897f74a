"""Requests for tests: as they are kept, and as a phone sends them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any  # Any: JSON

from bongsu.planning.requests.request import CameraRequest
from bongsu.planning.requests.words import Channel, WishReason
from bongsu.planning.words import Origin
from tests.web.house import GILEUM, NOBODY, House

AT = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
ONE = CameraRequest(
    request_id="req_one",
    number="2026-SB-000001",
    letters="AAAAAA",
    origin=Origin.COMPLAINT,
    channel=Channel.PUBLIC_FORM,
    reason=WishReason.DARK,
    lat=37.608,
    lon=127.020,
    dong_code="1129066000",
    dong_name="길음1동",
    received_at=AT,
    changed_at=AT,
    shown_at=AT,
    said_until=AT + timedelta(days=1095),
)
WISH: dict[str, Any] = {
    "lat": GILEUM["lat"],
    "lon": GILEUM["lon"],
    "reason": "dark",
    "text": "밤에 너무 어둡습니다.\n보안등도 없습니다.",
    "place": "길음로 20 앞",
}
CONTACT = {"name": "김하나", "reach": "010-0000-1234", "agreed": True}
FORM, DESK = "/camera-requests", "/api/planning/requests"
PLANNER, HEAD, POLICE, OTHER_POLICE = "SITE_PLANNER", "CENTRE_HEAD", "POLICE_ROOM", "jongam room"


def one(number: int, /, **changed: Any) -> CameraRequest:
    """Another like `ONE`, so many minutes later."""
    at = AT + timedelta(minutes=number)
    usual: dict[str, Any] = {
        "request_id": f"req_{number}",
        "number": f"2026-SB-{number:06d}",
        "received_at": at,
        "changed_at": at,
    }
    return replace(ONE, **(usual | changed))


async def wished(house: House, **changed: Any) -> str:
    """A resident sends; answers the receipt."""
    answer = await house.ask(NOBODY, FORM, WISH | changed)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["receipt"])


async def id_of(house: House, receipt: str) -> str:
    number = receipt.rpartition("-")[0]
    listed = (await house.ask(PLANNER, DESK)).json()["requests"]
    return next(str(row["request_id"]) for row in listed if row["number"] == number)


async def row_of(house: House, request_id: str) -> dict[str, Any]:
    async with house.database.read() as connection:
        found = await connection.exec_driver_sql(
            f"SELECT * FROM camera_requests WHERE request_id = '{request_id}'"
        )
        return dict(found.mappings().one())


async def trail_of(house: House, kind: str) -> list[dict[str, Any]]:
    rows = (await house.ask("AUDITOR", f"/api/audit?kind={kind}")).json()["rows"]
    return [dict(row) for row in rows]
