"""제공 대장: a still that a room has read stands in it once, and its destruction beside it."""

from bongsu.services.missing.handed_out import stills_destroyed
from bongsu.sharing.ledger.row import LedgerKind, LedgerRow
from bongsu.sharing.ledger.store import rows_of_incident
from tests.services.missing.linked import OPERATOR, ROOM, Linked, ids, jpeg
from tests.services.missing.made import incident


async def reported(linked: Linked, incident_id: str, still: bytes) -> tuple[str, str]:
    """Camera and sighting."""
    camera_id = ids((await linked.joined(incident_id))["sector"])[0]
    grant_id = await linked.watching(camera_id) if still else ""
    path = f"/api/missing/searches/{incident_id}/sightings?camera_id={camera_id}"
    answer = await linked.picture(OPERATOR, f"{path}&grant_id={grant_id}", still)
    assert answer.status_code == 201, answer.text
    return camera_id, answer.json()["sighting_id"]


async def copies(linked: Linked, incident_id: str) -> list[LedgerRow]:
    async with linked.house.database.read() as connection:
        rows = await rows_of_incident(connection, incident_id)
    return [one for one in rows if one.kind in {LedgerKind.COPY, LedgerKind.DESTROY}]


async def test_the_rooms_first_look_is_the_provision_and_its_second_is_none(linked: Linked) -> None:
    incident_id = await linked.opened()
    camera_id, sighting_id = await reported(linked, incident_id, jpeg())
    assert await copies(linked, incident_id) == []
    for _ in range(2):
        assert (await linked.status(ROOM, f"/incidents/{incident_id}/stills/{sighting_id}"))[
            0
        ] == 200
    (row,) = await copies(linked, incident_id)
    assert (row.organisation, row.camera_ids) == ("KNPA.SEOUL.SEONGBUK", (camera_id,))
    assert (row.legal_bases, row.agreement_id) == (("MISSING9",), "SB-2026-MISSING")
    assert (row.incident_no, row.exercise) == ("182-scene-1", False)
    assert row.approver is not None


async def test_the_desks_own_look_is_no_provision(linked: Linked) -> None:
    incident_id = await linked.opened()
    _, sighting_id = await reported(linked, incident_id, jpeg())
    path = f"/incidents/{incident_id}/stills/{sighting_id}"
    assert (await linked.status(OPERATOR, path))[0] == 200
    assert await copies(linked, incident_id) == []


async def test_a_report_without_a_still_hands_out_nothing(linked: Linked) -> None:
    incident_id = await linked.opened()
    _, sighting_id = await reported(linked, incident_id, b"")
    assert (await linked.status(ROOM, f"/incidents/{incident_id}/stills/{sighting_id}"))[0] == 404
    assert await copies(linked, incident_id) == []


async def test_what_was_handed_out_is_destroyed_in_the_ledger_once(linked: Linked) -> None:
    incident_id = await linked.opened()
    _, sighting_id = await reported(linked, incident_id, jpeg())
    await linked.status(ROOM, f"/incidents/{incident_id}/stills/{sighting_id}")
    await linked.found()
    out, gone = await copies(linked, incident_id)
    assert (out.kind, gone.kind) == (LedgerKind.COPY, LedgerKind.DESTROY)
    assert gone.details == {
        "sighting": sighting_id,
        "how": "수색 종료로 자동 파기",
        "of": out.ledger_id,
    }
    ended = incident(incident_id=incident_id)
    async with linked.house.database.work() as work:
        await stills_destroyed(work, ended, linked.house.clock.now())
    assert len(await copies(linked, incident_id)) == 2


async def test_a_still_that_no_room_has_read_leaves_no_line(linked: Linked) -> None:
    incident_id = await linked.opened()
    await reported(linked, incident_id, jpeg())
    await linked.found()
    assert await copies(linked, incident_id) == []
