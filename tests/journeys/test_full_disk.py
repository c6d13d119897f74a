"""A disk that takes nothing more: requests fail by name, nothing is shown; with room again nothing acknowledged is lost."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.journeys.client import CONSOLE, District, Json
from tests.journeys.node import Node
from tests.journeys.places import DONGSEON, GIREUM1
from tests.journeys.test_proof import verify

_UNWRITABLE = {"trail_unwritable", "database_unwritable"}


@contextmanager
def full_disk(process: int) -> Iterator[None]:
    """No file of this process takes a byte behind its first, its log and its journal no less than its database."""
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)


def opened(node: Node, number: str) -> int:
    """How often this call's opening stands in the trail."""
    query = (
        "SELECT count(*) FROM trail JOIN incidents USING (incident_id) "
        "WHERE trail.kind = 'open_incident' AND ext_incident_no = ?"
    )
    (row,) = node.rows(query, number)
    assert isinstance(row[0], int)
    return row[0]


async def test_a_node_whose_disk_is_full_refuses_by_name_and_goes_on_with_room(
    district: District, node: Node
) -> None:
    room, operator = await district.feed("seongbuk-room"), await district.person("operator")
    before, _ = await district.police.call("ROBBERY", "C0", DONGSEON)
    camera_id = (await room.incident(before.number, tiles_of))["tiles"][0]["camera_id"]
    url = f"http://127.0.0.1:{node.port}/api/cameras/{camera_id}/watch"
    refused = before.partner
    body = before.message("NEW") | {"ext_incident_no": f"{before.number}-refused"}
    with full_disk(node.process_of("node")):
        status, said = await refused.send(body | whole_call())
        assert (status, said["code"] in _UNWRITABLE, said["title"]) == (
            503,
            True,
            "Service Unavailable",
        ), said
        async with district.session.post(url, headers=operator.headers | CONSOLE) as answer:
            told = await answer.json()
        assert (answer.status, told["code"] in _UNWRITABLE, "ticket" in told) == (503, True, False)
        async with district.session.get(f"http://127.0.0.1:{node.port}/health") as answer:
            assert answer.status == 200, "alive, and says so"
    assert room.view(body["ext_incident_no"]) is None
    assert opened(node, body["ext_incident_no"]) == 0
    status, _ = await refused.send(body | whole_call())
    assert status == 201, "the very same message, sent again"
    view = await room.incident(body["ext_incident_no"], tiles_of)
    viewer = await district.watch(await room.ticket(view["tiles"][0]["grant_id"]))
    await viewer.fragments(1, within_s=15)
    for number in (before.number, body["ext_incident_no"]):
        assert opened(node, number) == 1
    code, verdict, complaint = await verify(node.folder)
    assert (code, verdict["ok"]) == (0, True), (verdict, complaint)
    await refused.send(body | {"msg_type": "CLOSE", "msg_id": f"{body['msg_id']}-close"})


def tiles_of(view: Json) -> list[Json]:
    tiles: list[Json] = view["tiles"]
    return tiles


def whole_call() -> Json:
    return {
        "incident": {"category": "ROBBERY", "code": "C0", "summary_ko": "여정 시험"},
        "location": {
            "lat": GIREUM1[0],
            "lon": GIREUM1[1],
            "accuracy_m": 12.0,
            "method": "GPS",
            "address_road": "서울특별시 성북구",
        },
        "responders": [],
    }


async def test_media_that_cannot_write_its_journal_shows_no_picture(
    district: District, node: Node
) -> None:
    room = await district.feed("seongbuk-room")
    call, _ = await district.police.call("ROBBERY", "C0", DONGSEON)
    tile = (await room.incident(call.number, tiles_of))["tiles"][0]
    with full_disk(node.process_of("media")):
        viewer = await district.watch(await room.ticket(tile["grant_id"]))
        assert (await viewer.text("refused", within_s=10))["reason"] == "journal"
        assert not viewer.of_kind(2)  # type: ignore[arg-type] # a kind is its number
    again = await district.watch(await room.ticket(tile["grant_id"]))
    await again.fragments(1, within_s=15)
    assert (await verify(node.folder))[0] == 0


@pytest.fixture(autouse=True)
def everything_goes_on_afterwards(node: Node) -> Iterator[None]:
    """The same processes as before: a full disk ends none of them."""
    before = {role: node.process_of(role) for role in ("node", "media")}
    yield
    assert {role: node.process_of(role) for role in before} == before
