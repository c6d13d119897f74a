"""발견 and what a seat says of a camera: who may say it, what goes to the room, and when there is something new."""

from datetime import timedelta

import pytest

from bongsu.incidents.incident import Incident
from bongsu.services.missing.scenes import PARTNER, said
from bongsu.services.missing.sighted import Sighted, latest_sighting, sightings_of, with_sighting
from tests.services.missing.linked import OPERATOR, ROOM, SECOND, Linked, ids, jpeg
from tests.services.missing.made import incident
from tests.web.house import NOW


def seen(number: int, *, still: bool = True) -> Sighted:
    return Sighted(
        sighting_id=f"sgt_{number}",
        camera_id=f"SB-{number}",
        camera=f"길음로 {number}",
        lat=37.6,
        lon=127.0,
        at=NOW + timedelta(minutes=number),
        still=still,
    )


def with_all(one: Incident, *numbers: int) -> Incident:
    for number in numbers:
        one = with_sighting(one, seen(number))
    return one


async def found_at(linked: Linked, incident_id: str, at: int = 0, still: bytes = b"") -> str:
    sector = ids((await linked.get(OPERATOR, f"/searches/{incident_id}"))["sector"])
    camera_id = sector[at]
    grant_id = await linked.watching(camera_id) if still else ""
    path = f"/api/missing/searches/{incident_id}/sightings?camera_id={camera_id}"
    answer = await linked.picture(OPERATOR, f"{path}&grant_id={grant_id}", still)
    assert answer.status_code == 201, answer.text
    sighting_id: str = answer.json()["sighting_id"]
    return sighting_id


# pure


def test_sightings_are_kept_oldest_first_beside_the_partners_words() -> None:
    one = with_all(incident(), 1, 2, 3)
    assert sightings_of(one) == [seen(1), seen(2), seen(3)]
    assert latest_sighting(one) == seen(3)
    assert one.details["police_no"] == "182-2026-0142"


def test_nobody_has_seen_anybody_yet() -> None:
    assert (sightings_of(incident()), latest_sighting(incident())) == ([], None)


def test_of_an_older_version_a_sighting_has_no_still_that_could_be_asked_for() -> None:
    kept = with_all(incident(), 1)
    for one in kept.details["sightings"]:  # type: ignore[attr-defined]  # JSON, as it is kept
        del one["still"]
    assert [one.still for one in sightings_of(kept)] == [False]


# over HTTP


async def test_the_room_lists_reports_newest_first_without_a_trail_row(linked: Linked) -> None:
    incident_id = await linked.opened()
    await linked.joined(incident_id)
    first = await found_at(linked, incident_id)
    await linked.wait(30)
    second = await found_at(linked, incident_id, 1, jpeg())
    before = await linked.trail()
    listed = await linked.get(ROOM, f"/incidents/{incident_id}/sightings")
    assert [(one["sighting_id"], one["still"]) for one in listed] == [
        (second, True),
        (first, False),
    ]
    assert await linked.trail() == before


async def test_each_still_is_one_reading_and_one_without_is_no_picture(linked: Linked) -> None:
    incident_id = await linked.opened()
    await linked.joined(incident_id)
    with_still = await found_at(linked, incident_id, 0, jpeg())
    without = await found_at(linked, incident_id, 1)
    path = f"/incidents/{incident_id}/stills"
    assert (await linked.status(ROOM, f"{path}/{with_still}"))[0] == 200
    assert await linked.status(ROOM, f"{path}/{without}") == (404, "no_picture")
    assert (await linked.trail()).count("read_register") == 1


async def test_a_still_says_no_more_than_its_picture(linked: Linked) -> None:
    hidden = jpeg()[:-2] + b"\xff\xfe\x00\x10GPS 37.608 127" + b"\xff\xd9"
    incident_id = await linked.opened()
    await linked.joined(incident_id)
    sighting_id = await found_at(linked, incident_id, 0, hidden)
    path = f"/api/missing/incidents/{incident_id}/stills/{sighting_id}"
    assert b"GPS" not in (await linked.ask(ROOM, path)).content


async def test_a_reported_camera_is_done_for_every_seat(linked: Linked) -> None:
    incident_id = await linked.opened()
    await linked.joined(incident_id)
    await found_at(linked, incident_id)
    view = await linked.joined(incident_id, SECOND)
    assert (view["search"]["sightings"], view["search"]["looked_at"]) == (1, 1)
    assert "found" not in {one["verdict"] for one in view["sector"]}


@pytest.mark.parametrize("camera_id", ["", "SB-9999", "x" * 41, "../SB-1"])
async def test_a_camera_out_of_reach_is_reported_by_nobody(linked: Linked, camera_id: str) -> None:
    incident_id = await linked.opened()
    await linked.joined(incident_id)
    path = f"/api/missing/searches/{incident_id}/sightings?camera_id={camera_id}"
    answer = await linked.picture(OPERATOR, path, b"")
    assert answer.status_code in {400, 409}, answer.text
    assert await linked.get(ROOM, f"/incidents/{incident_id}/sightings") == []


async def test_a_lending_that_is_over_gives_no_still(linked: Linked) -> None:
    incident_id = await linked.opened()
    camera_id = ids((await linked.joined(incident_id))["sector"])[0]
    grant_id = await linked.watching(camera_id)
    await linked.wait(11 * 60)
    path = f"/api/missing/searches/{incident_id}/sightings?camera_id={camera_id}"
    answer = await linked.picture(OPERATOR, f"{path}&grant_id={grant_id}", jpeg())
    assert (answer.status_code, answer.json()["code"]) == (409, "not_your_camera")


async def test_the_rooms_own_lending_is_no_source_of_a_seats_still(linked: Linked) -> None:
    incident_id = await linked.opened()
    await linked.joined(incident_id)
    (shown,) = (await linked.ask(ROOM, "/api/incidents/")).json()
    tile = shown["tiles"][0]
    path = f"/api/missing/searches/{incident_id}/sightings?camera_id={tile['camera_id']}"
    answer = await linked.picture(OPERATOR, f"{path}&grant_id={tile['grant_id']}", jpeg())
    assert (answer.status_code, answer.json()["code"]) == (409, "not_your_camera")


@pytest.mark.parametrize("verdict", ["found", "", "maybe", None])
async def test_a_camera_is_answered_by_one_of_two_words(
    linked: Linked, verdict: str | None
) -> None:
    incident_id = await linked.opened()
    camera_id = ids((await linked.joined(incident_id))["sector"])[0]
    path = f"/searches/{incident_id}/cameras/{camera_id}"
    assert (await linked.post(OPERATOR, path, {"verdict": verdict})).status_code == 400


# what is new to be read


async def test_the_desk_says_when_there_is_something_else_to_read_and_only_then(
    linked: Linked,
) -> None:
    incident_id = await linked.opened()
    first = (await linked.joined(incident_id))["told"]
    await found_at(linked, incident_id)
    await linked.wait(600)
    assert (await linked.get(OPERATOR, f"/searches/{incident_id}"))["told"] == first
    await linked.picture(PARTNER, f"/link/v1/missing/{incident_id}/photo", jpeg())
    with_photo = (await linked.get(OPERATOR, f"/searches/{incident_id}"))["told"]
    assert with_photo != first
    taller = {"details": {"description": {"build": "large"}}}
    await linked.send(said(linked.stage, "UPDATE", 0.0, **taller))
    changed = (await linked.get(OPERATOR, f"/searches/{incident_id}"))["told"]
    assert changed not in {first, with_photo}
    assert "large" not in changed
